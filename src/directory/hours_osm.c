/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reads OSM opening_hours values (specification 0.7), strict ones and those that people really
 * write. The parts of a rule may come in any order; what cannot be understood is refused with
 * its place, and never guessed.
 */
#include "directory/hours_parser.h"

/* What may follow the last part: a colon after a day, a further rule after a comma. */
typedef struct RuleProgress {
    bool colon_allowed;
    bool complete; /* times, a state or a comment were given */
} RuleProgress;

static bool ends_rule(const Token *next)
{
    return next->kind == TOKEN_END || is_mark(next, ';') || is_mark(next, '|');
}

static Outcome parse_selector(Parser *parser, HoursRule *rule, RuleProgress *progress)
{
    progress->colon_allowed = true;
    if (starts_date(parser, 0)) {
        return parse_dates(parser, rule);
    }
    if (is_year(parser, 0)) {
        return parse_years(parser, rule);
    }
    if (starts_day(parser, 0)) {
        return parse_days(parser, rule);
    }
    if (is_word(token(parser, 0), WORD_WEEK)) {
        return parse_weeks(parser, rule);
    }
    if (starts_time(parser, 0)) {
        progress->colon_allowed = false;
        progress->complete = true;
        return parse_times(parser, rule);
    }
    return refuse(parser, "something that does not fit here");
}

static void take_comment(Parser *parser, HoursRule *rule, Text comment)
{
    rule->comment = text_copy(parser->arena, comment);
    rule->comment_given = true;
}

static Outcome parse_part(Parser *parser, HoursRule *rule, RuleProgress *progress)
{
    const Token *next = token(parser, 0);
    if (next->kind == TOKEN_COMMENT || is_word(next, WORD_APPOINTMENT)) {
        take_comment(parser, rule, next->content);
        progress->complete = true;
        parser->at++;
        return OK;
    }
    if (take_word(parser, WORD_STATE)) {
        rule->state = (HoursState)next->value;
        rule->state_given = true;
        *progress = (RuleProgress){.colon_allowed = true, .complete = true};
        return OK;
    }
    if (take_word(parser, WORD_ALWAYS)) {
        *progress = (RuleProgress){.colon_allowed = true, .complete = true};
        return OK;
    }
    if (is_mark(next, ':') && progress->colon_allowed) {
        parser->at++;
        progress->colon_allowed = false;
        return OK;
    }
    return parse_selector(parser, rule, progress);
}

/* Words that ask for an appointment, and those that take it back. */
static bool asks_appointment(Arena *arena, Text comment)
{
    static const Text asking[] = {TEXT_INIT("rendez-vous"),  TEXT_INIT("rendez vous"),
                                  TEXT_INIT("rdv"),          TEXT_INIT("afspraak"),
                                  TEXT_INIT("vereinbarung"), TEXT_INIT("termin"),
                                  TEXT_INIT("appointment"),  TEXT_INIT("request")};
    static const Text denying[] = {TEXT_INIT("sans "), TEXT_INIT("zonder "),
                                   TEXT_INIT("ohne "), TEXT_INIT("without "),
                                   TEXT_INIT("not "),  TEXT_INIT("no ")};
    const Text lower = text_lower_ascii(arena, comment);
    bool asked = false;
    for (size_t i = 0; i < LENGTH_OF(asking); i++) {
        asked = asked || text_contains(lower, asking[i]);
    }
    for (size_t i = 0; i < LENGTH_OF(denying); i++) {
        asked = asked && !text_contains(lower, denying[i]);
    }
    return asked;
}

/* A comment without a state makes the rule unknown: someone has to be asked. */
static void finish_rule(const Parser *parser, size_t first, HoursRule *rule)
{
    if (!rule->state_given) {
        rule->state = rule->comment_given ? HOURS_UNKNOWN : HOURS_OPEN;
    }
    rule->by_appointment =
        rule->comment.length > 0 && asks_appointment(parser->arena, rule->comment);
    const size_t end = parser->tokens.items[parser->at - 1].end;
    rule->source = text_copy(parser->arena, text_slice(parser->value, first, end));
}

/* Reads up to the end of the rule; `join` receives how the next one follows. */
static Outcome parse_rule(Parser *parser, HoursRule *rule, RuleJoin *join)
{
    const size_t first = token(parser, 0)->at;
    RuleProgress progress = {0};
    while (!ends_rule(token(parser, 0))) {
        if (!is_word(token(parser, 0), WORD_AND)) {
            TRY(parse_part(parser, rule, &progress));
            continue;
        }
        if (token(parser, 0)->at == first) {
            return refuse(parser, "a comma with nothing before it");
        }
        if (ends_rule(token(parser, 1))) {
            finish_rule(parser, first, rule);
            parser->at++;
            *join = JOIN_REPLACE;
            return OK;
        }
        if (!progress.complete) {
            return refuse(parser, "a comma after days only; “;” separates rules");
        }
        finish_rule(parser, first, rule);
        parser->at++;
        *join = JOIN_ADD;
        return OK;
    }
    finish_rule(parser, first, rule);
    *join = JOIN_REPLACE;
    return OK;
}

static Outcome parse_rules(Parser *parser, Hours *hours)
{
    RuleJoin join = JOIN_REPLACE;
    while (token(parser, 0)->kind != TOKEN_END) {
        if (take_mark(parser, ';')) {
            join = JOIN_REPLACE;
            continue;
        }
        if (is_mark(token(parser, 0), '|')) {
            if (hours->rules.count == 0) {
                return refuse(parser, "“||” needs a rule before it");
            }
            parser->at++;
            join = JOIN_FALLBACK;
            continue;
        }
        if (hours->rules.count == HOURS_RULES_MOST) {
            return refuse(parser, "too many rules");
        }
        HoursRule rule = rule_new(join, HOURS_OPEN);
        TRY(parse_rule(parser, &rule, &join));
        LIST_APPEND(parser->arena, &hours->rules, rule);
    }
    return hours->rules.count == 0 ? refuse(parser, "nothing that says when") : OK;
}

Outcome hours_parse_osm(Arena *arena, Text value, Hours **hours, Problem *problem)
{
    if (value.length > HOURS_VALUE_MOST) {
        return problem_set(problem, INVALID, TEXT(""), "hours",
                           "the value has more than %d bytes", HOURS_VALUE_MOST);
    }
    if (!text_is_utf8(value)) {
        return problem_set(problem, INVALID, TEXT(""), "hours", "the value is not UTF-8");
    }
    Parser parser = {.arena = arena, .value = text_copy(arena, value), .problem = problem};
    TRY(tokens_read(&parser));
    Hours *read = hours_new(arena);
    TRY(parse_rules(&parser, read));
    *hours = read;
    return OK;
}

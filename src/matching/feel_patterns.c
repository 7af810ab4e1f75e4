/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions with regular expressions: matches, replace, split. */
#include "matching/feel_library.h"
#include "matching/feel_regex.h"

enum { WORK_A_STEP = 20, MOST_RESULT = 1 << 20 };

typedef struct Search {
    FeelEvaluator *evaluator;
    const Regex *regex;
    RegexText text;
    int64_t work;
    FeelValue problem;
} Search;

static FeelValue argument_or_null(const FeelValue *arguments, size_t index, size_t count)
{
    return index < count ? arguments[index] : (FeelValue){.kind = FEEL_NULL};
}

/* Compiles and takes what is left of the steps as the work that may be done. */
static bool search_start(FeelEvaluator *evaluator, const FeelValue *input,
                         const FeelValue *pattern, FeelValue flags, Search *search)
{
    const char *reason = "expected strings";
    *search = (Search){.evaluator = evaluator, .work = (int64_t)evaluator->steps * WORK_A_STEP};
    const bool no_flags = flags.kind == FEEL_NULL;
    if (input->kind != FEEL_STRING || pattern->kind != FEEL_STRING ||
        (!no_flags && flags.kind != FEEL_STRING) ||
        !regex_compile(evaluator->arena, pattern->text, no_flags ? TEXT("") : flags.text,
                       &search->regex, &reason)) {
        search->problem = feel_error(evaluator, "%s", reason);
        return false;
    }
    search->text = regex_text(evaluator->arena, input->text);
    return true;
}

static bool search_next(Search *search, size_t from, RegexMatch *match)
{
    const int64_t before = search->work;
    const RegexFound found = regex_find(search->evaluator->arena, search->regex, &search->text,
                                        from, &search->work, match);
    const bool within =
        feel_spend(search->evaluator, (size_t)((before - search->work) / WORK_A_STEP + 1));
    if (found == REGEX_TOO_LONG || !within) {
        search->problem = feel_error(search->evaluator, "too many steps");
        return false;
    }
    return found == REGEX_FOUND;
}

FeelValue feel_matches(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    Search search;
    RegexMatch match;
    if (!search_start(evaluator, &arguments[0], &arguments[1],
                      argument_or_null(arguments, 2, count), &search)) {
        return search.problem;
    }
    const bool found = search_next(&search, 0, &match);
    return search.problem.kind == FEEL_ERROR ? search.problem : feel_boolean(found);
}

/* A pattern that matches nothing at all would replace or split everywhere: XPath refuses it. */
static bool matches_nothing(Search *search)
{
    const RegexText empty = {search->text.points, 0};
    RegexMatch match;
    return regex_find(search->evaluator->arena, search->regex, &empty, 0, &search->work,
                      &match) == REGEX_FOUND;
}

static void append_group(Search *search, Buffer *out, RegexSpan span)
{
    if (span.from != SIZE_MAX && span.to != SIZE_MAX) {
        buffer_append(out, regex_text_part(search->evaluator->arena, &search->text, span));
    }
}

/* The number of a group after "$": as many digits as make a group that exists. */
static size_t group_number(const Search *search, Text replacement, size_t *at)
{
    size_t group = (size_t)(replacement.bytes[(*at)++] - '0');
    while (*at < replacement.length && replacement.bytes[*at] >= '0' &&
           replacement.bytes[*at] <= '9') {
        const size_t longer = group * 10 + (size_t)(replacement.bytes[*at] - '0');
        if (longer > regex_group_count(search->regex)) {
            break;
        }
        group = longer;
        (*at)++;
    }
    return group;
}

/* False when the replacement holds a lone "$" or "\". */
static bool append_replacement(Search *search, Buffer *out, Text replacement,
                               const RegexMatch *match)
{
    size_t at = 0;
    while (at < replacement.length) {
        const char byte = replacement.bytes[at++];
        const char following = at < replacement.length ? replacement.bytes[at] : '\0';
        if (byte == '\\') {
            if (following != '$' && following != '\\') {
                return false;
            }
            buffer_append_byte(out, following);
            at++;
        } else if (byte != '$') {
            buffer_append_byte(out, byte);
        } else if (following < '0' || following > '9') {
            return false;
        } else {
            const size_t group = group_number(search, replacement, &at);
            if (group < REGEX_GROUPS && group <= regex_group_count(search->regex)) {
                append_group(search, out, match->groups[group]);
            }
        }
    }
    return true;
}

FeelValue feel_replace(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    Search search;
    RegexMatch match;
    const FeelValue flags = argument_or_null(arguments, 3, count);
    if (!search_start(evaluator, &arguments[0], &arguments[1], flags, &search)) {
        return search.problem;
    }
    if (arguments[2].kind != FEEL_STRING || matches_nothing(&search)) {
        return feel_error(evaluator, "replace() wants a replacement, and a pattern that does "
                                     "not match an empty string");
    }
    const bool as_is = flags.kind == FEEL_STRING && text_contains(flags.text, TEXT("q"));
    Buffer out = buffer_new(evaluator->arena, MOST_RESULT);
    size_t from = 0;
    while (search_next(&search, from, &match)) {
        append_group(&search, &out, (RegexSpan){from, match.groups[0].from});
        if (as_is) {
            buffer_append(&out, arguments[2].text);
        } else if (!append_replacement(&search, &out, arguments[2].text, &match)) {
            return feel_error(evaluator, "$ in a replacement is followed by a digit, \\ by $");
        }
        from = match.groups[0].to > from ? match.groups[0].to : from + 1;
    }
    if (search.problem.kind == FEEL_ERROR || out.overflowed) {
        return feel_error(evaluator, "too many steps");
    }
    append_group(&search, &out, (RegexSpan){from, search.text.count});
    return feel_string(buffer_text(&out));
}

FeelValue feel_split(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    Search search;
    RegexMatch match;
    if (!search_start(evaluator, &arguments[0], &arguments[1], (FeelValue){.kind = FEEL_NULL},
                      &search)) {
        return search.problem;
    }
    if (matches_nothing(&search)) {
        return feel_error(evaluator, "split() wants a delimiter that is not empty");
    }
    FeelList pieces = {0};
    size_t from = 0;
    while (search_next(&search, from, &match)) {
        const RegexSpan span = {from, match.groups[0].from};
        LIST_APPEND(evaluator->arena, &pieces,
                    feel_string(regex_text_part(evaluator->arena, &search.text, span)));
        from = match.groups[0].to > from ? match.groups[0].to : from + 1;
    }
    if (search.problem.kind == FEEL_ERROR) {
        return search.problem;
    }
    const RegexSpan rest = {from, search.text.count};
    LIST_APPEND(evaluator->arena, &pieces,
                feel_string(regex_text_part(evaluator->arena, &search.text, rest)));
    return feel_list(evaluator, pieces);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/parse.h"

#include <assert.h>

#include "base/closest.h"
#include "base/list.h"

const Option GLOBAL_OPTIONS[] = {
    {"store",    OPTION_VALUE, "FILE",        "The store to use, instead of SEUIL_STORE or seuil.db."},
    {"json",     OPTION_FLAG,  NULL,          "Print data, and problems, as JSON."                   },
    {"lang",     OPTION_VALUE, "fr|nl|de|en", "The language of the answer, instead of SEUIL_LANG."   },
    {"at",       OPTION_VALUE, "TIME",        "The moment to answer for: 2026-11-24T18:05."          },
    {"quiet",    OPTION_FLAG,  NULL,          "Say nothing but the data and the problems."           },
    {"no-color", OPTION_FLAG,  NULL,          "Print without colours, as the variable NO_COLOR asks."},
    {"help",     OPTION_FLAG,  NULL,          "Explain the command, with examples."                  },
    {"version",  OPTION_FLAG,  NULL,          "Print the version."                                   },
};
const size_t GLOBAL_OPTION_COUNT = LENGTH_OF(GLOBAL_OPTIONS);

typedef LIST_OF(Text) TextList;

/* Where the parser stands in the words. */
typedef struct Parser {
    Arena *arena;
    const CommandSet *set;
    Words words;
    size_t at;
    bool options_ended; /* after "--" */
    CommandLine *line;
    Text *values; /* of the command's own options */
    TextList plain;
    Problem *problem;
} Parser;

/* "unknown command “serach”; did you mean “search”?" */
static Outcome unknown(Parser *parser, const char *what, Closest closest, const char *dashes)
{
    const Text typed = text_format(parser->arena, "%s%.*s", dashes, TEXT_ARG(closest.word));
    const char *field = text_to_c(parser->arena, typed);
    if (text_is_empty(closest.best)) {
        return problem_set(parser->problem, USAGE, TEXT(""), field, "unknown %s “%.*s”", what,
                           TEXT_ARG(typed));
    }
    return problem_set(parser->problem, USAGE, TEXT(""), field,
                       "unknown %s “%.*s”; did you mean “%s%.*s”?", what, TEXT_ARG(typed),
                       dashes, TEXT_ARG(closest.best));
}

const Command *command_find(const CommandSet *set, Text name)
{
    for (size_t i = 0; i < set->count; i++) {
        const CommandTable *table = set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            if (text_equal(text_from(table->commands[j].name), name)) {
                return &table->commands[j];
            }
        }
    }
    return NULL;
}

/* The second words of the commands that begin with this one: "add", "list". */
static TextList followers(const Parser *parser, Text start)
{
    TextList words = {0};
    for (size_t i = 0; i < parser->set->count; i++) {
        const CommandTable *table = parser->set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            const Text name = text_from(table->commands[j].name);
            if (text_starts_with(name, start)) {
                LIST_APPEND(parser->arena, &words, text_slice(name, start.length, name.length));
            }
        }
    }
    return words;
}

/* "“cold” is followed by one of: add, level, measure" */
static Outcome half_of_several(Parser *parser, Text word, const TextList *second)
{
    const Text all = text_join(parser->arena, second->items, second->count, TEXT(", "));
    return problem_set(parser->problem, USAGE, TEXT(""), text_to_c(parser->arena, word),
                       "“%.*s” is followed by one of: %.*s", TEXT_ARG(word), TEXT_ARG(all));
}

static Outcome unknown_command(Parser *parser, Text word, Text two_words)
{
    Closest closest = closest_to(word);
    Closest closest_two = closest_to(two_words);
    const Text start = text_format(parser->arena, "%.*s ", TEXT_ARG(word));
    const TextList second = followers(parser, start);
    for (size_t i = 0; i < parser->set->count; i++) {
        const CommandTable *table = parser->set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            const Text name = text_from(table->commands[j].name);
            if (text_starts_with(name, start)) {
                closest.best = name; /* the first word is right, the second is missing */
                closest.distance = 0;
            }
            closest_consider(&closest, name);
            closest_consider(&closest_two, name);
        }
    }
    const bool is_two = text_starts_with(two_words, start);
    if (text_is_empty(closest.best) ||
        (is_two && closest_two.distance <= 2 && text_starts_with(closest_two.best, start))) {
        closest.best = closest_two.best;
    } else if (second.count > 1) {
        return half_of_several(parser, word, &second);
    }
    return unknown(parser, "command", closest, "");
}

/* The words before the first option or "--" that could be the command's name. */
static Outcome find_command(Parser *parser, Text word)
{
    Text two_words = word;
    if (parser->at < parser->words.count) {
        two_words = text_format(parser->arena, "%.*s %.*s", TEXT_ARG(word),
                                TEXT_ARG(parser->words.items[parser->at]));
    }
    const Command *command = command_find(parser->set, two_words);
    if (command != NULL) {
        parser->at++;
    } else {
        command = command_find(parser->set, word);
    }
    if (command == NULL) {
        return unknown_command(parser, word, two_words);
    }
    parser->line->command = command;
    parser->values = ARENA_ARRAY(parser->arena, Text, command->option_count + 1);
    parser->line->option_values = parser->values;
    return OK;
}

/* Position of the option of that name, or `count`. */
static size_t option_position(const Option *options, size_t count, Text name)
{
    size_t i = 0;
    while (i < count && !text_equal(text_from(options[i].name), name)) {
        i++;
    }
    return i;
}

static Outcome unknown_option(Parser *parser, Text name)
{
    Closest closest = closest_to(name);
    const Command *command = parser->line->command;
    for (size_t i = 0; command != NULL && i < command->option_count; i++) {
        closest_consider(&closest, text_from(command->options[i].name));
    }
    for (size_t i = 0; i < GLOBAL_OPTION_COUNT; i++) {
        closest_consider(&closest, text_from(GLOBAL_OPTIONS[i].name));
    }
    return unknown(parser, "option", closest, "--");
}

static Outcome apply_flag(CommandLine *line, Text name)
{
    line->json |= text_equal(name, TEXT("json"));
    line->quiet |= text_equal(name, TEXT("quiet"));
    line->no_color |= text_equal(name, TEXT("no-color"));
    line->help |= text_equal(name, TEXT("help"));
    line->version |= text_equal(name, TEXT("version"));
    return OK;
}

static Outcome apply_global(Parser *parser, Text name, Text value)
{
    if (text_equal(name, TEXT("store"))) {
        parser->line->store = value;
        return text_is_empty(value) ? problem_set(parser->problem, USAGE, TEXT(""), "--store",
                                                  "the name of the store is empty")
                                    : OK;
    }
    if (text_equal(name, TEXT("lang"))) {
        return language_parse(value, &parser->line->language)
                   ? OK
                   : problem_set(parser->problem, USAGE, TEXT(""), "--lang",
                                 "unknown language “%.*s”; give fr, nl, de or en",
                                 TEXT_ARG(value));
    }
    if (text_equal(name, TEXT("at"))) {
        return moment_parse(value, &parser->line->at)
                   ? OK
                   : problem_set(parser->problem, USAGE, TEXT(""), "--at",
                                 "“%.*s” is not a moment; write 2026-11-24T18:05",
                                 TEXT_ARG(value));
    }
    return apply_flag(parser->line, name);
}

/* The value after "=" or in the next word; a flag takes none. */
static Outcome take_value(Parser *parser, const Option *option, Text word, Text *value)
{
    const size_t equals = text_find_byte(word, '=', 0);
    if (option->kind == OPTION_FLAG) {
        *value = TEXT("");
        return equals == word.length
                   ? OK
                   : problem_set(parser->problem, USAGE, TEXT(""), option->name,
                                 "the option --%s takes no value", option->name);
    }
    if (equals < word.length) {
        *value = text_slice(word, equals + 1, word.length);
        return OK;
    }
    if (parser->at >= parser->words.count) {
        return problem_set(parser->problem, USAGE, TEXT(""), option->name,
                           "the option --%s needs a value: --%s %s", option->name, option->name,
                           option->value);
    }
    *value = parser->words.items[parser->at++];
    return OK;
}

/* An option the command declares under a global name (--at) is given to both. */
static Outcome read_option(Parser *parser, Text word)
{
    const Text body = text_slice(word, 2, word.length);
    const Text name = text_slice(body, 0, text_find_byte(body, '=', 0));
    const Command *command = parser->line->command;
    const size_t own_count = command == NULL ? 0 : command->option_count;
    const size_t own = command == NULL ? 0 : option_position(command->options, own_count, name);
    const size_t global = option_position(GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT, name);
    if (own == own_count && global == GLOBAL_OPTION_COUNT) {
        return unknown_option(parser, name);
    }
    Text value = TEXT("");
    TRY(take_value(parser, own < own_count ? &command->options[own] : &GLOBAL_OPTIONS[global],
                   body, &value));
    if (own < own_count) {
        assert(parser->values != NULL); /* set with the command */
        parser->values[own] = value;
    }
    return global < GLOBAL_OPTION_COUNT ? apply_global(parser, name, value) : OK;
}

/* "-h", "-q" and "-V": a dash and letters. "-" alone is standard input, "-5.5" a number and
 * "-x + 1" an expression. */
static bool is_short_option(Text word)
{
    if (word.length < 2 || word.bytes[0] != '-') {
        return false;
    }
    for (size_t i = 1; i < word.length; i++) {
        const char lower = (char)(word.bytes[i] | 0x20);
        if (lower < 'a' || lower > 'z') {
            return false;
        }
    }
    return true;
}

static Outcome read_short_option(Parser *parser, Text word)
{
    if (text_equal(word, TEXT("-h"))) {
        return apply_flag(parser->line, TEXT("help"));
    }
    if (text_equal(word, TEXT("-q"))) {
        return apply_flag(parser->line, TEXT("quiet"));
    }
    if (text_equal(word, TEXT("-V"))) {
        return apply_flag(parser->line, TEXT("version"));
    }
    return unknown(parser, "option", closest_to(text_slice(word, 1, word.length)), "-");
}

static Outcome read_word(Parser *parser)
{
    const Text word = parser->words.items[parser->at++];
    if (!parser->options_ended && text_equal(word, TEXT("--"))) {
        parser->options_ended = true;
        return OK;
    }
    if (!parser->options_ended && text_starts_with(word, TEXT("--"))) {
        return read_option(parser, word);
    }
    if (!parser->options_ended && is_short_option(word)) {
        return read_short_option(parser, word);
    }
    if (parser->line->command == NULL) {
        return find_command(parser, word);
    }
    LIST_APPEND(parser->arena, &parser->plain, word);
    return OK;
}

static Outcome check_argument_count(Parser *parser)
{
    const Command *command = parser->line->command;
    if (command == NULL || parser->line->help) {
        return OK;
    }
    const size_t count = parser->plain.count;
    if (count < (size_t)command->least_arguments) {
        return problem_set(parser->problem, USAGE, TEXT(""), "", "write: seuil %s %s",
                           command->name, command->arguments);
    }
    const Text *words = parser->plain.items; /* NULL when there are none */
    const char *arguments = command->arguments == NULL ? "" : command->arguments;
    if (words != NULL && count > (size_t)command->most_arguments) {
        return problem_set(parser->problem, USAGE, TEXT(""), "",
                           "“%.*s” is one word too many; write: seuil %s%s%s",
                           TEXT_ARG(words[command->most_arguments]), command->name,
                           *arguments == '\0' ? "" : " ", arguments);
    }
    return OK;
}

Outcome command_line_parse(Arena *arena, const CommandSet *set, Words words, CommandLine *line,
                           Problem *problem)
{
    Parser parser = {
        .arena = arena, .set = set, .words = words, .line = line, .problem = problem};
    line->command = NULL;
    line->at = MOMENT_NONE;
    Outcome outcome = OK;
    while (parser.at < words.count && outcome == OK) {
        outcome = read_word(&parser);
    }
    /* --json anywhere decides how the error itself is said. */
    for (size_t i = parser.at; i < words.count; i++) {
        line->json |= text_equal(words.items[i], TEXT("--json"));
    }
    TRY(outcome);
    line->arguments = parser.plain.items;
    line->argument_count = (int)parser.plain.count;
    return check_argument_count(&parser);
}

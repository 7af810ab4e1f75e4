/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/help.h"

#include <string.h>

#include "base/buffer.h"
#include "base/closest.h"
#include "base/list.h"
#include "cli/parse.h"
#include "cli/topics.h"

enum { LINE_WIDTH = 92, TITLE_WIDTH = 13 };

/* A group of the same title as the one before goes on in its lines. */
static bool goes_on(const CommandSet *set, size_t group)
{
    return group > 0 && strcmp(set->groups[group].title, set->groups[group - 1].title) == 0;
}

/* How long the noun of "account add" is; 0 for a command of one word. */
static size_t noun_length(const char *name)
{
    const char *space = strchr(name, ' ');
    return space == NULL ? 0 : (size_t)(space - name);
}

/* How many commands from `first` on share its noun, and are told as "account add|list". */
static size_t count_of_noun(const CommandTable *table, size_t first)
{
    const char *name = table->commands[first].name;
    const size_t noun = noun_length(name);
    size_t count = 1;
    while (noun > 0 && first + count < table->count &&
           strncmp(table->commands[first + count].name, name, noun + 1) == 0) {
        count++;
    }
    return count;
}

/* The tables of one title may share a noun: it is told where it comes first. */
static bool is_told_before(const CommandSet *set, size_t group, const char *name)
{
    const size_t noun = noun_length(name);
    for (; noun > 0 && goes_on(set, group); group--) {
        const CommandTable *table = set->groups[group - 1].table;
        for (size_t i = 0; i < table->count; i++) {
            if (strncmp(table->commands[i].name, name, noun + 1) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* So that the opening help stays on one screen: `seuil help NOUN` tells the verbs of one, and
 * `seuil help commands` all. */
enum { VERBS_MOST = 2 };

static Text names_of_noun(Arena *arena, const CommandTable *table, size_t first, size_t count)
{
    const size_t noun = noun_length(table->commands[first].name);
    Buffer names = buffer_new(arena, 1024);
    if (count > VERBS_MOST) {
        buffer_append(&names, text_of(table->commands[first].name, noun));
        return buffer_text(&names);
    }
    buffer_append(&names, text_from(table->commands[first].name));
    for (size_t i = 1; i < count; i++) {
        buffer_append_format(&names, "|%s", table->commands[first + i].name + noun + 1);
    }
    return buffer_text(&names);
}

static int print_name(FILE *out, Text name, const char *joint, int column)
{
    if (column + (int)(strlen(joint) + name.length) + 1 > LINE_WIDTH) {
        return fprintf(out, ",\n  %-*s%.*s", TITLE_WIDTH, "", TEXT_ARG(name)) - 2;
    }
    return column + fprintf(out, "%s%.*s", joint, TEXT_ARG(name));
}

static void print_names(FILE *out, const CommandSet *set)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    int column = 0;
    for (size_t i = 0; i < set->count; i++) {
        const CommandTable *table = set->groups[i].table;
        if (!goes_on(set, i)) {
            column =
                fprintf(out, "%s  %-*s", i == 0 ? "" : "\n", TITLE_WIDTH, set->groups[i].title);
        }
        for (size_t j = 0; j < table->count; j += count_of_noun(table, j)) {
            if (is_told_before(set, i, table->commands[j].name)) {
                continue;
            }
            const char *joint = j == 0 && !goes_on(set, i) ? "" : ", ";
            const Text name = names_of_noun(arena, table, j, count_of_noun(table, j));
            column = print_name(out, name, joint, column);
        }
    }
    (void)fputc('\n', out);
}

void help_opening(FILE *out, const CommandSet *set)
{
    (void)fputs(
        "Seuil: from a person's situation to the doors to open together.\n\n"
        "  seuil match examples/gare-de-liege.json   which doors, in which order, and why\n"
        "  seuil search \"repas chaud liège\"          the services that answer these words\n"
        "  seuil serve                               the same answers as web pages\n\n"
        "Commands\n",
        out);
    print_names(out, set);
    (void)fputs(
        "\nFor every command\n"
        "  --store FILE   the store (else SEUIL_STORE, else seuil.db)\n"
        "  --json         data and problems as JSON       --lang fr|nl|de|en   answers in it\n"
        "  --at TIME      answer for another moment       --quiet, --no-color, --version\n\n"
        "seuil help COMMAND explains one; help person, commands, exit-codes, environment: "
        "more.\n",
        out);
}

static void print_option(FILE *out, const Option *option)
{
    const bool valued = option->kind == OPTION_VALUE;
    const int width = fprintf(out, "  --%s%s%s", option->name, valued ? " " : "",
                              valued ? option->value : "");
    (void)fprintf(out, "%*s%s\n", width < 26 ? 26 - width : 1, "", option->help);
}

void help_command(FILE *out, const Command *command)
{
    const char *arguments = command->arguments == NULL ? "" : command->arguments;
    (void)fprintf(out, "%s\n\nUsage: seuil %s%s%s%s\n", command->summary, command->name,
                  arguments[0] == '\0' ? "" : " ", arguments,
                  command->option_count > 0 ? " [OPTIONS]" : "");
    if (command->examples != NULL) {
        (void)fputs("\nExamples\n", out);
        Text rest = text_from(command->examples);
        Text line = TEXT("");
        while (text_next(&rest, '\n', &line)) {
            if (!text_is_empty(line)) {
                (void)fprintf(out, "  %.*s\n", TEXT_ARG(line));
            }
        }
    }
    if (command->option_count > 0) {
        (void)fputs("\nOptions\n", out);
    }
    for (size_t i = 0; i < command->option_count; i++) {
        print_option(out, &command->options[i]);
    }
    (void)fputs("\nFor every command\n", out);
    for (size_t i = 0; i < GLOBAL_OPTION_COUNT; i++) {
        print_option(out, &GLOBAL_OPTIONS[i]);
    }
}

void help_commands(FILE *out, const CommandSet *set)
{
    for (size_t i = 0; i < set->count; i++) {
        if (!goes_on(set, i)) {
            (void)fprintf(out, "%s%s\n", i == 0 ? "" : "\n", set->groups[i].title);
        }
        const CommandTable *table = set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            (void)fprintf(out, "  %-14s %s\n", table->commands[j].name,
                          table->commands[j].summary);
        }
    }
}

/* The commands of one noun, "person"; false for none. */
static bool print_noun(FILE *out, const CommandSet *set, Text subject)
{
    bool is_one = false;
    for (size_t i = 0; i < set->count; i++) {
        const CommandTable *table = set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            const char *name = table->commands[j].name;
            if (text_equal(text_of(name, noun_length(name)), subject)) {
                (void)fprintf(out, "%-18s %s\n", name, table->commands[j].summary);
                is_one = true;
            }
        }
    }
    return is_one;
}

static Outcome unknown_subject(Invocation *invocation, Text subject)
{
    Closest closest = closest_to(subject);
    for (size_t i = 0; i < invocation->set->count; i++) {
        const CommandTable *table = invocation->set->groups[i].table;
        for (size_t j = 0; j < table->count; j++) {
            closest_consider(&closest, text_from(table->commands[j].name));
        }
    }
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        closest_consider(&closest, text_from(TOPICS[i]));
    }
    if (text_is_empty(closest.best)) {
        return USAGE_ERROR(invocation, "COMMAND", "there is no command “%.*s”",
                           TEXT_ARG(subject));
    }
    return USAGE_ERROR(invocation, "COMMAND",
                       "there is no command “%.*s”; did you mean “%.*s”?", TEXT_ARG(subject),
                       TEXT_ARG(closest.best));
}

static Outcome run_help(Invocation *invocation)
{
    if (option_given(invocation, "man")) {
        manual_page(invocation->out, invocation->set);
        return OK;
    }
    if (invocation->argument_count == 0) {
        help_opening(invocation->out, invocation->set);
        return OK;
    }
    const Text subject = text_join(invocation->arena, invocation->arguments,
                                   (size_t)invocation->argument_count, TEXT(" "));
    if (text_equal(subject, TEXT("commands"))) {
        help_commands(invocation->out, invocation->set);
        return OK;
    }
    if (topic_print(invocation->out, subject)) {
        return OK;
    }
    const Command *command = command_find(invocation->set, subject);
    if (command == NULL && print_noun(invocation->out, invocation->set, subject)) {
        return OK;
    }
    if (command == NULL) {
        return unknown_subject(invocation, subject);
    }
    help_command(invocation->out, command);
    return OK;
}

static Outcome run_completion(Invocation *invocation)
{
    const Text shell = invocation->arguments[0];
    if (!completion_script(invocation->out, invocation->set, shell)) {
        return USAGE_ERROR(invocation, "SHELL", "“%.*s” is not a shell known here: %s",
                           TEXT_ARG(shell), "give bash, zsh or fish");
    }
    return OK;
}

static Outcome run_version(Invocation *invocation)
{
    (void)fprintf(invocation->out, invocation->json ? "{\"version\":\"%s\"}\n" : "seuil %s\n",
                  SEUIL_VERSION);
    return OK;
}

static const Option help_options[] = {
    {"man", OPTION_FLAG, NULL, "Print the manual page seuil(1), in roff."},
};

static const Command commands[] = {
    {.name = "help",
     .arguments = "[COMMAND|TOPIC]",
     .summary = "Explain a command or a topic, with examples.",
     .examples = "seuil help match\n"
                 "seuil help commands             every command with its sentence\n"
                 "seuil help exit-codes           what a command returns\n"
                 "seuil help environment          the variables that are read\n"
                 "seuil help --man | man -l -     the manual page", .options = help_options,
     .option_count = LENGTH_OF(help_options),
     .most_arguments = 2,
     .permission = EVERYONE,
     .run = run_help},
    {.name = "completion",
     .arguments = "bash|zsh|fish",
     .summary = "Print the script that completes commands and options in a shell.",
     .examples = "source <(seuil completion bash)",
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = EVERYONE,
     .run = run_completion},
    {.name = "version",
     .arguments = "",
     .summary = "Print the version.",
     .examples = "seuil version --json",
     .permission = EVERYONE,
     .run = run_version                                    },
};

const CommandTable CLI_COMMANDS = {commands, LENGTH_OF(commands)};

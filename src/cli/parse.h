/* SPDX-License-Identifier: EUPL-1.2 */
/* From the words of a command line to a command with its options, read against the tables. */
#pragma once

#include "cli/cli.h"

typedef struct CommandLine {
    const Command *command; /* NULL when no command was named (`seuil --help`) */
    int argument_count;
    const Text *arguments;
    const Text *option_values; /* parallel to command->options */
    Text store;                /* --store; bytes NULL when not given */
    Language language;
    Moment at; /* --at; MOMENT_NONE when not given */
    bool json;
    bool quiet;
    bool no_color;
    bool help;
    bool version;
} CommandLine;

typedef struct Words {
    const Text *items;
    size_t count;
} Words;

/* The options every command takes, for help, completion and the man page. */
extern const Option GLOBAL_OPTIONS[];
extern const size_t GLOBAL_OPTION_COUNT;

/* Reads `words` (without the program's name) into `line`, whose language the caller has set to
 * the default. USAGE with the word that is wrong and the closest right one. What was
 * understood before the error (--json, the command) stays in `line`, so that the error can be
 * said the way the person asked for. */
MUST_USE Outcome command_line_parse(Arena *arena, const CommandSet *set, Words words,
                                    CommandLine *line, Problem *problem);

/* The command of that name ("hours", "service show"), or NULL. */
const Command *command_find(const CommandSet *set, Text name);

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any words, cut at line feeds, are a command line or are refused with a sentence. */
#include <assert.h>

#include "base/list.h"
#include "cli/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const CommandGroup groups[] = {
    {"Seuil", &CLI_COMMANDS},
};
static const CommandSet set = {groups, LENGTH_OF(groups), NULL};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    LIST_OF(Text) words = {0};
    Text rest = text_of((const char *)data, size);
    Text word = TEXT("");
    while (text_next(&rest, '\n', &word)) {
        LIST_APPEND(arena, &words, word);
    }
    CommandLine line = {0};
    const Words given = {words.items, words.count};
    if (command_line_parse(arena, &set, given, &line, &problem) == OK) {
        assert(line.command == NULL || line.help ||
               line.argument_count <= line.command->most_arguments);
    } else {
        assert(problem.outcome == USAGE && problem.detail.length > 0);
    }
    return 0;
}

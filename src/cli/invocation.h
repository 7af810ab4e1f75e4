/* SPDX-License-Identifier: EUPL-1.2 */
/* How an invocation is made and its problem said: the same beside a terminal and in a server.
 */
#pragma once

#include "cli/parse.h"
#include "json/json.h"

/* The whole path of the store: `given` (--store), else SEUIL_STORE, else seuil.db in
 * `directory`, else the one beside the build folder of the program. */
Text store_place(Arena *arena, Text given, Text directory);

/* Prints what failed, where, in which field and how to go on; one JSON object with `json`. */
void problem_say(FILE *error, bool json, const Command *command, const Problem *problem);

/* Runs the command, flushes `out` and says the problem. The outcome is the exit code. */
Outcome invocation_run(Invocation *invocation);

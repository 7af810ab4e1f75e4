/* SPDX-License-Identifier: EUPL-1.2 */
/* What the program says of itself, all of it from the tables of commands. */
#pragma once

#include "cli/cli.h"

/* `seuil --help`: three examples, every command, where to read on; at most 24 lines. */
void help_opening(FILE *out, const CommandSet *set);

/* `seuil COMMAND --help`: usage, options, examples. */
void help_command(FILE *out, const Command *command);

/* Every command with its sentence. */
void help_commands(FILE *out, const CommandSet *set);

/* The manual page seuil(1), in roff. */
void manual_page(FILE *out, const CommandSet *set);

/* The script that completes commands and options: "bash", "zsh" or "fish"; false for another
 * shell. */
bool completion_script(FILE *out, const CommandSet *set, Text shell);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The judge of commands, lent by the composition root: the same as that of the web. A command
 * whose permission is above FIRST_PERMISSION_OF_DOMAINS runs for who signed in on this machine;
 * what it says leaves once the gate has settled. Their secret travels with the words to the
 * server that holds the store, never the trust.
 */
#pragma once

#include "cli/cli.h"

typedef struct CommandGate {
    /* Finds who asks by invocation->session, and sets invocation->access. */
    Outcome (*permit)(Invocation *invocation);
    /* After the command, whatever came of it: what may not be done without a trace is refused
     * here. */
    Outcome (*settle)(Invocation *invocation, Outcome outcome);
    /* The secret kept on this machine by the last sign-in; empty for none. */
    Text (*recall)(Arena *arena);
    /* Keeps another one, or none when it is empty. */
    Outcome (*keep)(Arena *arena, Text session, Problem *problem);
} CommandGate;

/* Whether the command needs a store it may write in, as every trace does. */
bool command_writes(const Command *command);

/* Judges and runs the command; its output is written only when it may be. */
MUST_USE Outcome command_run(Invocation *invocation);

/* Asks for invocation->command->secret, from the terminal without echo or as the first line of
 * standard input, whose second is then the answer to what it asks besides. INVALID when nothing
 * is given. */
MUST_USE Outcome command_ask_secret(Invocation *invocation);

/* Asks the terminal for what a command was refused for want of; false when it was for nothing,
 * without a terminal, or when nothing is given. */
bool command_ask_more(Invocation *invocation);

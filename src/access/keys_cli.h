/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil keys`: the file of the keys of what is sealed; and how a command comes to its keys. */
#pragma once

#include "cli/cli.h"
#include "crypto/keyring.h"

extern const CommandTable KEYS_COMMANDS;

/* The keys of a file named on the command line, else in SEUIL_KEYS; NULL where neither names
 * one, and what is sealed is then refused where it is asked for. Close with keyring_close. */
MUST_USE Outcome keys_of_file(Invocation *invocation, Text file, Keyring **keyring);

/* The keys of a command: those of the server that runs it, else as keys_of_file with no name,
 * held in `opened`, which is to be closed. */
MUST_USE Outcome keys_of_command(Invocation *invocation, Keyring **opened,
                                 const Keyring **keyring);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Codes a person reads aloud or copies from paper: "7K3M-9QTR", eight characters of an alphabet
 * of 31 without 0, 1, I, L and O (39.6 bits). There is no check character: it would take 5 bits
 * from the guesser's task to turn "no such plan" into "no such code", which helps nobody.
 * Only a digest of the code is stored.
 */
#pragma once

#include "crypto/crypto.h"

enum { CODE_CHARACTERS = 8 };

/* A new code nobody can guess, in groups of four. */
Text code_new(Arena *arena);

/* Reads a code as people type it: small letters, spaces, any hyphens or none. False unless it
 * holds exactly eight characters of the alphabet; `code` is then as code_new gives it. */
bool code_parse(Arena *arena, Text typed, Text *code);

/* What is stored in place of the code. */
Digest code_digest(Text code);

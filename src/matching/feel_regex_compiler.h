/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two files of the compiler of regular expressions share. */
#pragma once

#include "matching/feel_regex_program.h"

enum { REGEX_MOST_DEPTH = 32 };

typedef struct RegexCompiler {
    Arena *arena;
    Regex *regex;
    const int32_t *points;
    size_t count;
    size_t at;
    size_t groups; /* seen so far */
    int depth;
    int64_t work; /* bounds reading again and again */
    const char *problem;
} RegexCompiler;

/* Keeps the first problem, a constant, and stops reading. */
void regex_refuse(RegexCompiler *compiler, const char *problem);
int32_t regex_peek(const RegexCompiler *compiler); /* -1 at the end */
bool regex_accept(RegexCompiler *compiler, int32_t point);

/* The class after its "[". */
RegexClass *regex_read_class(RegexCompiler *compiler);

/* Adds the class of one letter: \d, \s, \w, \p{..}. False when it names none. */
bool regex_add_shorthand(RegexCompiler *compiler, RegexClass *set, int32_t letter);

/* The character an escape stands for; -1 when there is no such escape. */
int32_t regex_escaped(int32_t letter);

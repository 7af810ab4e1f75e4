/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Regular expressions of XPath 3.1, as FEEL's matches(), replace() and split() take them. The
 * matcher follows all alternatives at once, so that its time grows with the text times the
 * pattern and never explodes. Back-references (\1) cannot be matched so and are refused.
 */
#pragma once

#include "base/text.h"

enum { REGEX_GROUPS = 20 };

typedef struct Regex Regex;

/* A stretch of characters; `from` is SIZE_MAX for a group that took no part. */
typedef struct RegexSpan {
    size_t from;
    size_t to;
} RegexSpan;

typedef struct RegexMatch {
    RegexSpan groups[REGEX_GROUPS]; /* the whole match first */
} RegexMatch;

/* Flags: s (dot takes newlines), m (lines), i (either case), x (spaces dropped), q (as is).
 * False with the reason in `reason`, a constant. */
bool regex_compile(Arena *arena, Text pattern, Text flags, const Regex **regex,
                   const char **reason);
size_t regex_group_count(const Regex *regex); /* without the whole match */

/* A text as characters, to match on. */
typedef struct RegexText {
    const int32_t *points;
    size_t count;
} RegexText;

RegexText regex_text(Arena *arena, Text text);
Text regex_text_part(Arena *arena, const RegexText *text, RegexSpan span);

typedef enum RegexFound { REGEX_NONE, REGEX_FOUND, REGEX_TOO_LONG } RegexFound;

/* The first match at or after `from`. `work` is what may still be spent: about one for each
 * character and instruction looked at. */
RegexFound regex_find(Arena *arena, const Regex *regex, const RegexText *text, size_t from,
                      int64_t *work, RegexMatch *match);

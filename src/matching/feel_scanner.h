/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words of FEEL. There is no list of tokens made beforehand: a name may hold spaces and
 * signs ("string length", "foo+bar"), so what a name is depends on the names known at its
 * place, and the parser asks the scanner for what it expects.
 */
#pragma once

#include "matching/feel.h"

typedef LIST_OF(Text) FeelNames;

typedef struct FeelScanner {
    Arena *arena;
    Text source;
    size_t at;
    FeelNames names; /* known names of more than one word; the longest that matches wins */
    Problem *problem;
    bool failed;    /* the first error is kept in `problem` */
    size_t counted; /* bytes counted for `column`, so that columns cost one pass in all */
    uint32_t column;
} FeelScanner;

/* White space and comments. */
void scanner_skip(FeelScanner *scanner);

/* Refuses: "column N", expected what, found what. Returns NULL for `return scanner_refuse(..)`.
 */
void *scanner_refuse(FeelScanner *scanner, size_t at, const char *expected);
uint32_t scanner_column(FeelScanner *scanner, size_t at);

/* Each skips space first, and consumes only when it says true. */
bool scanner_accept(FeelScanner *scanner, const char *sign);
bool scanner_accept_word(FeelScanner *scanner, const char *word); /* a whole word: "and" */
bool scanner_peek(FeelScanner *scanner, const char *sign);
bool scanner_accept_name(FeelScanner *scanner, Text *name);
bool scanner_accept_number(FeelScanner *scanner, Decimal *number);

/* A string in quotes with its escapes undone. A string left open is refused. */
bool scanner_accept_string(FeelScanner *scanner, Text *text);

/* A new name up to `stop` (not consumed): "foo bar" in {foo bar: 1}. It becomes known. */
bool scanner_accept_new_name(FeelScanner *scanner, char stop, Text *name);
/* A new name of an iterator: up to the word "in". */
bool scanner_accept_iterator(FeelScanner *scanner, Text *name);

void scanner_learn(FeelScanner *scanner, Text name);

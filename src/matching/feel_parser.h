/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two files of the parser share. A function that gives NULL has refused. */
#pragma once

#include "matching/feel_scanner.h"

typedef struct Parser {
    FeelScanner scanner;
    int depth;
    int operators;
} Parser;

/* One level deeper; false past the limit. The caller counts `depth` down when it is done. */
bool parser_enter(Parser *parser);

/* A node that begins here, and one over parts already parsed, with the column of the first;
 * NULL when a part is. */
FeelNode *parser_node(Parser *parser, FeelNodeKind kind);
FeelNode *parser_join(Parser *parser, FeelNodeKind kind, const FeelNode *first,
                      const FeelNode *second);
FeelNode *parser_member(Parser *parser, Text name, const FeelNode *first);

/* Appends to a list of siblings kept by its last link. */
const FeelNode **parser_append(const FeelNode **link, FeelNode *node);

const FeelNode *parser_refuse(Parser *parser, const char *expected);
bool parser_expect(Parser *parser, const char *sign, const char *expected);
bool parser_expect_word(Parser *parser, const char *word, const char *expected);

const FeelNode *parse_expression(Parser *parser);
const FeelNode *parse_additive(Parser *parser);
const FeelNode *
parse_postfix(Parser *parser); /* a value and what follows it: a.b, a[1], a(1) */
const FeelNode *parse_type(Parser *parser);

/* "< 10", "!= x"; NULL without a refusal when no comparison begins here. */
const FeelNode *parse_test(Parser *parser);

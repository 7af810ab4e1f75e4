/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Recursive descent over FEEL's grammar, from what binds least to what binds most. A function
 * that gives NULL has refused, and the scanner keeps why.
 */
#include "matching/feel_parser.h"

#include "matching/feel_functions.h"

/* Nested expressions pass two counted functions a level; chains like a + a + a nest to the
 * left, so the operators are counted as a whole. */
enum { MOST_DEPTH = 2 * FEEL_MAX_DEPTH, MOST_OPERATORS = 1000 };

FeelNode *parser_node(Parser *parser, FeelNodeKind kind)
{
    FeelNode *node = ARENA_NEW(parser->scanner.arena, FeelNode);
    scanner_skip(&parser->scanner);
    node->kind = kind;
    node->column = scanner_column(&parser->scanner, parser->scanner.at);
    return node;
}

FeelNode *parser_join(Parser *parser, FeelNodeKind kind, const FeelNode *first,
                      const FeelNode *second)
{
    if (first == NULL || second == NULL) {
        return NULL;
    }
    if (++parser->operators > MOST_OPERATORS) {
        return scanner_refuse(&parser->scanner, parser->scanner.at,
                              "at most 1000 operators and calls");
    }
    FeelNode *node = ARENA_NEW(parser->scanner.arena, FeelNode);
    node->kind = kind;
    node->column = first->column;
    node->first = first;
    node->second = second;
    return node;
}

const FeelNode *parser_refuse(Parser *parser, const char *expected)
{
    scanner_skip(&parser->scanner);
    return scanner_refuse(&parser->scanner, parser->scanner.at, expected);
}

bool parser_enter(Parser *parser)
{
    if (parser->depth >= MOST_DEPTH) {
        (void)parser_refuse(parser, "an expression nested less than 64 deep");
        return false;
    }
    parser->depth++;
    return true;
}

bool parser_expect(Parser *parser, const char *sign, const char *expected)
{
    if (scanner_accept(&parser->scanner, sign)) {
        return true;
    }
    (void)parser_refuse(parser, expected);
    return false;
}

bool parser_expect_word(Parser *parser, const char *word, const char *expected)
{
    if (scanner_accept_word(&parser->scanner, word)) {
        return true;
    }
    (void)parser_refuse(parser, expected);
    return false;
}

const FeelNode **parser_append(const FeelNode **link, FeelNode *node)
{
    *link = node;
    return &node->next;
}

FeelNode *parser_member(Parser *parser, Text name, const FeelNode *first)
{
    FeelNode *node = parser_node(parser, NODE_MEMBER);
    node->name = name;
    node->first = first;
    return node;
}

/* ---------------------------------------------------------------------------- operators */

/* Every way down to a nested expression passes here, so this is where depth is counted. */
static const FeelNode *parse_unary(Parser *parser)
{
    if (!parser_enter(parser)) {
        return NULL;
    }
    const FeelNode *result = NULL;
    FeelNode *negation = parser_node(parser, NODE_NEGATE);
    if (scanner_accept(&parser->scanner, "-")) {
        negation->first = parse_unary(parser);
        result = negation->first == NULL ? NULL : negation;
    } else {
        result = parse_postfix(parser);
    }
    parser->depth--;
    return result;
}

static const FeelNode *parse_power(Parser *parser)
{
    const FeelNode *node = parse_unary(parser);
    while (node != NULL && scanner_accept(&parser->scanner, "**")) {
        node = parser_join(parser, NODE_POWER, node, parse_unary(parser));
    }
    return node;
}

static const FeelNode *parse_multiplicative(Parser *parser)
{
    const FeelNode *node = parse_power(parser);
    while (node != NULL) {
        if (scanner_accept(&parser->scanner, "*")) {
            node = parser_join(parser, NODE_MULTIPLY, node, parse_power(parser));
        } else if (scanner_accept(&parser->scanner, "/")) {
            node = parser_join(parser, NODE_DIVIDE, node, parse_power(parser));
        } else {
            return node;
        }
    }
    return NULL;
}

const FeelNode *parse_additive(Parser *parser)
{
    const FeelNode *node = parse_multiplicative(parser);
    while (node != NULL) {
        if (scanner_accept(&parser->scanner, "+")) {
            node = parser_join(parser, NODE_ADD, node, parse_multiplicative(parser));
        } else if (scanner_accept(&parser->scanner, "-")) {
            node = parser_join(parser, NODE_SUBTRACT, node, parse_multiplicative(parser));
        } else {
            return node;
        }
    }
    return NULL;
}

static const FeelNode *parse_between(Parser *parser, const FeelNode *value)
{
    const FeelNode *from = parse_additive(parser);
    FeelNode *node = parser_join(parser, NODE_BETWEEN, value, from);
    if (node == NULL || !parser_expect_word(parser, "and", "“and” and the upper bound")) {
        return NULL;
    }
    node->third = parse_additive(parser);
    return node->third == NULL ? NULL : node;
}

/* A comparison is a test with its left side before it. */
static const FeelNode *parse_compared(Parser *parser, const FeelNode *left)
{
    const FeelNode *test = parse_test(parser);
    if (test == NULL) {
        return parser->scanner.failed ? NULL : left;
    }
    FeelNode *node = parser_join(parser, NODE_COMPARE, left, test->first);
    if (node != NULL) {
        node->comparison = test->comparison;
    }
    return node;
}

static const FeelNode *parse_in(Parser *parser, const FeelNode *value)
{
    const FeelNode *test = parse_test(parser);
    if (test == NULL && !parser->scanner.failed) {
        test = parse_additive(parser);
    }
    return parser_join(parser, NODE_IN, value, test);
}

static const FeelNode *parse_comparison(Parser *parser)
{
    const FeelNode *node = parse_additive(parser);
    while (node != NULL) {
        const FeelNode *before = node;
        if (scanner_accept_word(&parser->scanner, "between")) {
            node = parse_between(parser, node);
        } else if (scanner_accept_word(&parser->scanner, "in")) {
            node = parse_in(parser, node);
        } else if (scanner_accept_word(&parser->scanner, "instance of")) {
            node = parser_join(parser, NODE_INSTANCE, node, parse_type(parser));
        } else {
            node = parse_compared(parser, node);
            if (node == before) {
                return node;
            }
        }
    }
    return NULL;
}

static const FeelNode *parse_and(Parser *parser)
{
    const FeelNode *node = parse_comparison(parser);
    while (node != NULL && scanner_accept_word(&parser->scanner, "and")) {
        node = parser_join(parser, NODE_AND, node, parse_comparison(parser));
    }
    return node;
}

static const FeelNode *parse_or(Parser *parser)
{
    const FeelNode *node = parse_and(parser);
    while (node != NULL && scanner_accept_word(&parser->scanner, "or")) {
        node = parser_join(parser, NODE_OR, node, parse_and(parser));
    }
    return node;
}

/* -------------------------------------------------------------------------- expressions */

static const FeelNode *parse_if(Parser *parser)
{
    const FeelNode *condition = parse_expression(parser);
    if (condition == NULL || !parser_expect_word(parser, "then", "“then”")) {
        return NULL;
    }
    FeelNode *node = parser_join(parser, NODE_IF, condition, parse_expression(parser));
    if (node == NULL || !parser_expect_word(parser, "else", "“else”")) {
        return NULL;
    }
    node->third = parse_expression(parser);
    return node->third == NULL ? NULL : node;
}

/* for, some, every: "i in list, j in 1..3", then the word before the body. */
static const FeelNode *parse_iteration(Parser *parser, FeelNodeKind kind, const char *word,
                                       const char *expected)
{
    FeelNode *node = parser_node(parser, kind);
    const FeelNode **link = &node->first;
    do {
        Text name;
        if (!scanner_accept_iterator(&parser->scanner, &name)) {
            return parser_refuse(parser, "the name of a variable");
        }
        if (!parser_expect_word(parser, "in", "“in”")) {
            return NULL;
        }
        FeelNode *iterator = parser_member(parser, name, parse_expression(parser));
        if (iterator->first != NULL && scanner_accept(&parser->scanner, "..")) {
            iterator->second = parse_expression(parser);
        }
        if (parser->scanner.failed) {
            return NULL;
        }
        link = parser_append(link, iterator);
    } while (scanner_accept(&parser->scanner, ","));
    if (!parser_expect_word(parser, word, expected)) {
        return NULL;
    }
    node->second = parse_expression(parser);
    return node->second == NULL ? NULL : node;
}

static const FeelNode *parse_expression_here(Parser *parser)
{
    FeelScanner *scanner = &parser->scanner;
    if (scanner_accept_word(scanner, "if")) {
        return parse_if(parser);
    }
    if (scanner_accept_word(scanner, "for")) {
        return parse_iteration(parser, NODE_FOR, "return", "“,” or “return”");
    }
    if (scanner_accept_word(scanner, "some")) {
        return parse_iteration(parser, NODE_SOME, "satisfies", "“,” or “satisfies”");
    }
    if (scanner_accept_word(scanner, "every")) {
        return parse_iteration(parser, NODE_EVERY, "satisfies", "“,” or “satisfies”");
    }
    return parse_or(parser);
}

const FeelNode *parse_expression(Parser *parser)
{
    if (!parser_enter(parser)) {
        return NULL;
    }
    const FeelNode *result = parse_expression_here(parser);
    parser->depth--;
    return result;
}

static void learn_value(FeelScanner *scanner, const FeelValue *value, int depth)
{
    if (depth >= FEEL_MAX_DEPTH) {
        return;
    }
    for (size_t i = 0; value->kind == FEEL_LIST && i < value->list->count; i++) {
        learn_value(scanner, &value->list->items[i], depth + 1);
    }
    for (size_t i = 0; value->kind == FEEL_CONTEXT && i < value->context->count; i++) {
        scanner_learn(scanner, value->context->items[i].name);
        learn_value(scanner, &value->context->items[i].value, depth + 1);
    }
}

Outcome feel_parse(Arena *arena, Text expression, const FeelContext *inputs,
                   const FeelNode **root, Problem *problem)
{
    if (expression.length > FEEL_MAX_BYTES) {
        return problem_set(problem, INVALID, TEXT("column 1"), "expression",
                           "an expression of %zu bytes; at most %d are read", expression.length,
                           FEEL_MAX_BYTES);
    }
    if (!text_is_utf8(expression)) {
        return problem_set(problem, INVALID, TEXT("column 1"), "expression", "not UTF-8");
    }
    Parser parser = {
        .scanner = {.arena = arena, .source = expression, .problem = problem}
    };
    for (size_t i = 0; i < feel_builtin_count(); i++) {
        scanner_learn(&parser.scanner, feel_builtin_at(i)->name);
    }
    scanner_learn(&parser.scanner, TEXT("time offset"));
    scanner_learn(&parser.scanner, TEXT("start included"));
    scanner_learn(&parser.scanner, TEXT("end included"));
    if (inputs != NULL) {
        const FeelValue all = {.kind = FEEL_CONTEXT, .context = inputs};
        learn_value(&parser.scanner, &all, 0);
    }
    const FeelNode *node = parse_expression(&parser);
    scanner_skip(&parser.scanner);
    if (node != NULL && parser.scanner.at < expression.length) {
        (void)parser_refuse(&parser, "an operator or the end");
    }
    if (parser.scanner.failed) {
        return INVALID;
    }
    *root = node;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Recursive descent over FEEL's grammar, from what binds least to what binds most. A function
 * that gives NULL has refused, and the scanner keeps why.
 */
#include "matching/feel_functions.h"
#include "matching/feel_scanner.h"

/* Nested expressions pass two counted functions a level; chains like a + a + a nest to the
 * left, so the operators are counted as a whole. */
enum { MOST_DEPTH = 2 * FEEL_MAX_DEPTH, MOST_OPERATORS = 1000 };

typedef struct Parser {
    FeelScanner scanner;
    int depth;
    int operators;
} Parser;

static const FeelNode *parse_expression(Parser *parser);
static const FeelNode *parse_additive(Parser *parser);

static FeelNode *node_new(Parser *parser, FeelNodeKind kind)
{
    FeelNode *node = ARENA_NEW(parser->scanner.arena, FeelNode);
    scanner_skip(&parser->scanner);
    node->kind = kind;
    node->column = scanner_column(&parser->scanner, parser->scanner.at);
    return node;
}

/* A node over parts already parsed; its column is that of the first part. */
static FeelNode *node_over(Parser *parser, FeelNodeKind kind, const FeelNode *first,
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

static const FeelNode *refuse(Parser *parser, const char *expected)
{
    scanner_skip(&parser->scanner);
    return scanner_refuse(&parser->scanner, parser->scanner.at, expected);
}

static bool expect(Parser *parser, const char *sign, const char *expected)
{
    if (scanner_accept(&parser->scanner, sign)) {
        return true;
    }
    (void)refuse(parser, expected);
    return false;
}

static bool expect_word(Parser *parser, const char *word, const char *expected)
{
    if (scanner_accept_word(&parser->scanner, word)) {
        return true;
    }
    (void)refuse(parser, expected);
    return false;
}

/* Appends to a list of siblings kept by its last link. */
static const FeelNode **append(const FeelNode **link, FeelNode *node)
{
    *link = node;
    return &node->next;
}

static FeelNode *member(Parser *parser, Text name, const FeelNode *first)
{
    FeelNode *node = node_new(parser, NODE_MEMBER);
    node->name = name;
    node->first = first;
    return node;
}

/* ------------------------------------------------------------------------------- types */

static const FeelNode *parse_type(Parser *parser);

static const FeelNode *parse_function_type(Parser *parser, FeelNode *type)
{
    const FeelNode **link = &type->first;
    if (!expect(parser, "<", "“<”")) {
        return NULL;
    }
    while (!scanner_accept(&parser->scanner, ">")) {
        const FeelNode *part = parse_type(parser);
        if (part == NULL) {
            return NULL;
        }
        link = append(link, member(parser, TEXT(""), part));
        if (!scanner_accept(&parser->scanner, ",") && !scanner_peek(&parser->scanner, ">")) {
            return refuse(parser, "“,” or “>”");
        }
    }
    if (!expect(parser, "->", "“->” and the type of the result")) {
        return NULL;
    }
    type->second = parse_type(parser);
    return type->second == NULL ? NULL : type;
}

static const FeelNode *parse_context_type(Parser *parser, FeelNode *type)
{
    const FeelNode **link = &type->first;
    do {
        Text name;
        if (!scanner_accept_new_name(&parser->scanner, ':', &name)) {
            return refuse(parser, "the name of a member and “:”");
        }
        (void)scanner_accept(&parser->scanner, ":");
        const FeelNode *part = parse_type(parser);
        if (part == NULL) {
            return NULL;
        }
        link = append(link, member(parser, name, part));
    } while (scanner_accept(&parser->scanner, ","));
    return expect(parser, ">", "“>”") ? type : NULL;
}

static const FeelNode *parse_type(Parser *parser)
{
    static const char *const phrases[] = {"years and months duration", "days and time duration",
                                          "date and time"};
    FeelNode *type = node_new(parser, NODE_TYPE);
    for (size_t i = 0; i < LENGTH_OF(phrases); i++) {
        if (scanner_accept_word(&parser->scanner, phrases[i])) {
            type->name = text_from(phrases[i]);
            return type;
        }
    }
    if (scanner_accept_word(&parser->scanner, "function")) {
        type->name = TEXT("function");
        return scanner_peek(&parser->scanner, "<") ? parse_function_type(parser, type) : type;
    }
    if (!scanner_accept_name(&parser->scanner, &type->name)) {
        return refuse(parser, "the name of a type");
    }
    const bool context = text_equal(type->name, TEXT("context"));
    const bool holds_one =
        text_equal(type->name, TEXT("list")) || text_equal(type->name, TEXT("range"));
    if ((!context && !holds_one) || !scanner_accept(&parser->scanner, "<")) {
        return type;
    }
    if (context) {
        return parse_context_type(parser, type);
    }
    type->first = parse_type(parser);
    return type->first != NULL && expect(parser, ">", "“>”") ? type : NULL;
}

/* ---------------------------------------------------------------------------- primaries */

/* `node` was made where the literal begins. */
static const FeelNode *literal(FeelNode *node, FeelValue value)
{
    node->value = value;
    return node;
}

static const FeelNode *parse_at_literal(Parser *parser, FeelNode *node)
{
    Text text;
    if (!scanner_accept_string(&parser->scanner, &text)) {
        return refuse(parser, "a date, time or duration in quotes after @");
    }
    return literal(node, feel_temporal(parser->scanner.arena, text));
}

/* A test of `in`, or any expression: "< 10", "!= x", "a + 1". */
static const FeelNode *parse_test(Parser *parser)
{
    static const struct {
        const char *sign;
        FeelComparison comparison;
    } signs[] = {
        {"<=", IS_AT_MOST  },
        {">=", IS_AT_LEAST },
        {"!=", IS_NOT_EQUAL},
        {"<",  IS_LESS     },
        {">",  IS_MORE     },
        {"=",  IS_EQUAL    }
    };
    for (size_t i = 0; i < LENGTH_OF(signs); i++) {
        FeelNode *test = node_new(parser, NODE_TEST);
        if (scanner_accept(&parser->scanner, signs[i].sign)) {
            test->comparison = signs[i].comparison;
            test->first = parse_additive(parser);
            return test->first == NULL ? NULL : test;
        }
    }
    return NULL;
}

static const FeelNode *parse_test_or_expression(Parser *parser)
{
    const FeelNode *test = parse_test(parser);
    return test != NULL || parser->scanner.failed ? test : parse_expression(parser);
}

/* After "from ..": the end and the bracket that closes. */
static const FeelNode *parse_range_end(Parser *parser, const FeelNode *from, FeelEnd from_end)
{
    const FeelNode *to = parse_additive(parser);
    FeelNode *range = node_over(parser, NODE_RANGE, from, to);
    if (range == NULL) {
        return NULL;
    }
    range->from_end = from_end;
    if (scanner_accept(&parser->scanner, "]")) {
        range->to_end = END_CLOSED;
        return range;
    }
    if (scanner_accept(&parser->scanner, ")") || scanner_accept(&parser->scanner, "[")) {
        range->to_end = END_OPEN;
        return range;
    }
    return refuse(parser, "“]” or “)” at the end of the range");
}

/* After "(": an expression, a range, or the tests of `in`. */
static const FeelNode *parse_parenthesis(Parser *parser)
{
    FeelNode *tests = node_new(parser, NODE_TESTS);
    const FeelNode *first = parse_test_or_expression(parser);
    if (first == NULL) {
        return NULL;
    }
    if (scanner_accept(&parser->scanner, "..")) {
        return parse_range_end(parser, first, END_OPEN);
    }
    if (scanner_accept(&parser->scanner, ")")) {
        return first;
    }
    const FeelNode **link = append(&tests->first, member(parser, TEXT(""), first));
    while (scanner_accept(&parser->scanner, ",")) {
        const FeelNode *test = parse_test_or_expression(parser);
        if (test == NULL) {
            return NULL;
        }
        link = append(link, member(parser, TEXT(""), test));
    }
    return expect(parser, ")", "“)”") ? tests : NULL;
}

/* After "[": a list or a range. */
static const FeelNode *parse_bracket(Parser *parser)
{
    FeelNode *list = node_new(parser, NODE_LIST);
    const FeelNode **link = &list->first;
    if (scanner_accept(&parser->scanner, "]")) {
        return list;
    }
    do {
        const FeelNode *item = parse_test_or_expression(parser);
        if (item == NULL) {
            return NULL;
        }
        if (list->first == NULL && scanner_accept(&parser->scanner, "..")) {
            return parse_range_end(parser, item, END_CLOSED);
        }
        link = append(link, member(parser, TEXT(""), item));
    } while (scanner_accept(&parser->scanner, ","));
    return expect(parser, "]", "“,” or “]”") ? list : NULL;
}

/* After "{". */
static const FeelNode *parse_context(Parser *parser)
{
    FeelNode *context = node_new(parser, NODE_CONTEXT);
    const FeelNode **link = &context->first;
    if (scanner_accept(&parser->scanner, "}")) {
        return context;
    }
    do {
        Text name;
        if (!scanner_accept_string(&parser->scanner, &name) &&
            !scanner_accept_new_name(&parser->scanner, ':', &name)) {
            return refuse(parser, "the name of an entry and “:”");
        }
        scanner_learn(&parser->scanner, name);
        if (!expect(parser, ":", "“:”")) {
            return NULL;
        }
        const FeelNode *value = parse_expression(parser);
        if (value == NULL) {
            return NULL;
        }
        link = append(link, member(parser, name, value));
    } while (scanner_accept(&parser->scanner, ","));
    return expect(parser, "}", "“,” or “}”") ? context : NULL;
}

/* After "function": parameters and body. */
static const FeelNode *parse_function(Parser *parser)
{
    FeelNode *function = node_new(parser, NODE_FUNCTION);
    const FeelNode **link = &function->first;
    if (!expect(parser, "(", "“(”")) {
        return NULL;
    }
    while (!scanner_accept(&parser->scanner, ")")) {
        Text name;
        if (!scanner_accept_new_name(&parser->scanner, ',', &name) &&
            !scanner_accept_new_name(&parser->scanner, ')', &name) &&
            !scanner_accept_new_name(&parser->scanner, ':', &name)) {
            return refuse(parser, "the name of a parameter");
        }
        const FeelNode *type = NULL;
        if (scanner_accept(&parser->scanner, ":")) {
            type = parse_type(parser);
            if (type == NULL) {
                return NULL;
            }
        }
        link = append(link, member(parser, name, type));
        if (!scanner_accept(&parser->scanner, ",") && !scanner_peek(&parser->scanner, ")")) {
            return refuse(parser, "“,” or “)”");
        }
    }
    function->second = parse_expression(parser);
    return function->second == NULL ? NULL : function;
}

static const FeelNode *parse_word(Parser *parser, FeelNode *node)
{
    FeelScanner *scanner = &parser->scanner;
    if (scanner_accept_word(scanner, "true")) {
        return literal(node, (FeelValue){.kind = FEEL_BOOLEAN, .boolean = true});
    }
    if (scanner_accept_word(scanner, "false")) {
        return literal(node, (FeelValue){.kind = FEEL_BOOLEAN, .boolean = false});
    }
    if (scanner_accept_word(scanner, "null")) {
        return literal(node, (FeelValue){.kind = FEEL_NULL});
    }
    if (scanner_accept_word(scanner, "function")) {
        return parse_function(parser);
    }
    node->kind = NODE_NAME;
    return scanner_accept_name(scanner, &node->name) ? node : refuse(parser, "a value");
}

static const FeelNode *parse_primary(Parser *parser)
{
    FeelScanner *scanner = &parser->scanner;
    FeelValue value = {.kind = FEEL_NUMBER};
    FeelNode *node = node_new(parser, NODE_LITERAL);
    if (scanner_accept_number(scanner, &value.number)) {
        return literal(node, value);
    }
    if (scanner_accept_string(scanner, &value.text)) {
        return literal(node, (FeelValue){.kind = FEEL_STRING, .text = value.text});
    }
    if (scanner->failed) {
        return NULL;
    }
    if (scanner_accept(scanner, "@")) {
        return parse_at_literal(parser, node);
    }
    if (scanner_accept(scanner, "(")) {
        return parse_parenthesis(parser);
    }
    if (scanner_accept(scanner, "[")) {
        return parse_bracket(parser);
    }
    if (scanner_accept(scanner, "{")) {
        return parse_context(parser);
    }
    if (scanner_accept(scanner, "]")) {
        const FeelNode *from = parse_additive(parser);
        return from != NULL && expect(parser, "..", "“..”")
                   ? parse_range_end(parser, from, END_OPEN)
                   : NULL;
    }
    return parse_word(parser, node);
}

/* After "(" of a call: values, or names with values. */
static const FeelNode *parse_arguments(Parser *parser, const FeelNode *callee)
{
    FeelNode *list = node_new(parser, NODE_LIST);
    const FeelNode **link = &list->first;
    if (scanner_accept(&parser->scanner, ")")) {
        return node_over(parser, NODE_CALL, callee, list);
    }
    do {
        Text name = TEXT("");
        if (scanner_accept_new_name(&parser->scanner, ':', &name)) {
            (void)scanner_accept(&parser->scanner, ":");
        }
        const FeelNode *value = parse_test_or_expression(parser);
        if (value == NULL) {
            return NULL;
        }
        link = append(link, member(parser, name, value));
    } while (scanner_accept(&parser->scanner, ","));
    return expect(parser, ")", "“,” or “)”") ? node_over(parser, NODE_CALL, callee, list)
                                             : NULL;
}

static const FeelNode *parse_path(Parser *parser, const FeelNode *owner)
{
    FeelNode *path = node_new(parser, NODE_PATH);
    path->first = owner;
    path->column = owner->column;
    return scanner_accept_name(&parser->scanner, &path->name)
               ? path
               : refuse(parser, "the name of a member after “.”");
}

static const FeelNode *parse_filter(Parser *parser, const FeelNode *list)
{
    const FeelNode *filter = node_over(parser, NODE_FILTER, list, parse_expression(parser));
    return filter != NULL && expect(parser, "]", "“]”") ? filter : NULL;
}

static const FeelNode *parse_postfix(Parser *parser)
{
    const FeelNode *node = parse_primary(parser);
    int links = 0;
    while (node != NULL) {
        if (++links > FEEL_MAX_DEPTH) {
            return refuse(parser, "fewer than 64 steps on one value");
        }
        if (node->kind == NODE_TESTS) {
            return node;
        }
        if (!scanner_peek(&parser->scanner, "..") && scanner_accept(&parser->scanner, ".")) {
            node = parse_path(parser, node);
        } else if (scanner_accept(&parser->scanner, "[")) {
            node = parse_filter(parser, node);
        } else if (scanner_accept(&parser->scanner, "(")) {
            node = parse_arguments(parser, node);
        } else {
            return node;
        }
    }
    return NULL;
}

/* ---------------------------------------------------------------------------- operators */

/* Every way down to a nested expression passes here, so this is where depth is counted. */
static const FeelNode *parse_unary(Parser *parser)
{
    if (parser->depth >= MOST_DEPTH) {
        return refuse(parser, "an expression nested less than 64 deep");
    }
    parser->depth++;
    const FeelNode *result = NULL;
    FeelNode *negation = node_new(parser, NODE_NEGATE);
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
        node = node_over(parser, NODE_POWER, node, parse_unary(parser));
    }
    return node;
}

static const FeelNode *parse_multiplicative(Parser *parser)
{
    const FeelNode *node = parse_power(parser);
    while (node != NULL) {
        if (scanner_accept(&parser->scanner, "*")) {
            node = node_over(parser, NODE_MULTIPLY, node, parse_power(parser));
        } else if (scanner_accept(&parser->scanner, "/")) {
            node = node_over(parser, NODE_DIVIDE, node, parse_power(parser));
        } else {
            return node;
        }
    }
    return NULL;
}

static const FeelNode *parse_additive(Parser *parser)
{
    const FeelNode *node = parse_multiplicative(parser);
    while (node != NULL) {
        if (scanner_accept(&parser->scanner, "+")) {
            node = node_over(parser, NODE_ADD, node, parse_multiplicative(parser));
        } else if (scanner_accept(&parser->scanner, "-")) {
            node = node_over(parser, NODE_SUBTRACT, node, parse_multiplicative(parser));
        } else {
            return node;
        }
    }
    return NULL;
}

static const FeelNode *parse_between(Parser *parser, const FeelNode *value)
{
    const FeelNode *from = parse_additive(parser);
    FeelNode *node = node_over(parser, NODE_BETWEEN, value, from);
    if (node == NULL || !expect_word(parser, "and", "“and” and the upper bound")) {
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
    FeelNode *node = node_over(parser, NODE_COMPARE, left, test->first);
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
    return node_over(parser, NODE_IN, value, test);
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
            node = node_over(parser, NODE_INSTANCE, node, parse_type(parser));
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
        node = node_over(parser, NODE_AND, node, parse_comparison(parser));
    }
    return node;
}

static const FeelNode *parse_or(Parser *parser)
{
    const FeelNode *node = parse_and(parser);
    while (node != NULL && scanner_accept_word(&parser->scanner, "or")) {
        node = node_over(parser, NODE_OR, node, parse_and(parser));
    }
    return node;
}

/* -------------------------------------------------------------------------- expressions */

static const FeelNode *parse_if(Parser *parser)
{
    const FeelNode *condition = parse_expression(parser);
    if (condition == NULL || !expect_word(parser, "then", "“then”")) {
        return NULL;
    }
    FeelNode *node = node_over(parser, NODE_IF, condition, parse_expression(parser));
    if (node == NULL || !expect_word(parser, "else", "“else”")) {
        return NULL;
    }
    node->third = parse_expression(parser);
    return node->third == NULL ? NULL : node;
}

/* for, some, every: "i in list, j in 1..3", then the word before the body. */
static const FeelNode *parse_iteration(Parser *parser, FeelNodeKind kind, const char *word,
                                       const char *expected)
{
    FeelNode *node = node_new(parser, kind);
    const FeelNode **link = &node->first;
    do {
        Text name;
        if (!scanner_accept_iterator(&parser->scanner, &name)) {
            return refuse(parser, "the name of a variable");
        }
        if (!expect_word(parser, "in", "“in”")) {
            return NULL;
        }
        FeelNode *iterator = member(parser, name, parse_expression(parser));
        if (iterator->first != NULL && scanner_accept(&parser->scanner, "..")) {
            iterator->second = parse_expression(parser);
        }
        if (parser->scanner.failed) {
            return NULL;
        }
        link = append(link, iterator);
    } while (scanner_accept(&parser->scanner, ","));
    if (!expect_word(parser, word, expected)) {
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

static const FeelNode *parse_expression(Parser *parser)
{
    if (parser->depth >= MOST_DEPTH) {
        return refuse(parser, "an expression nested less than 64 deep");
    }
    parser->depth++;
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
        (void)refuse(&parser, "an operator or the end");
    }
    if (parser.scanner.failed) {
        return INVALID;
    }
    *root = node;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The values of an expression: literals, names, lists, contexts, functions, calls and types. */
#include "matching/feel_functions.h"
#include "matching/feel_parser.h"

/* ------------------------------------------------------------------------------- types */

static const FeelNode *parse_function_type(Parser *parser, FeelNode *type)
{
    const FeelNode **link = &type->first;
    if (!parser_expect(parser, "<", "“<”")) {
        return NULL;
    }
    while (!scanner_accept(&parser->scanner, ">")) {
        const FeelNode *part = parse_type(parser);
        if (part == NULL) {
            return NULL;
        }
        link = parser_append(link, parser_member(parser, TEXT(""), part));
        if (!scanner_accept(&parser->scanner, ",") && !scanner_peek(&parser->scanner, ">")) {
            return parser_refuse(parser, "“,” or “>”");
        }
    }
    if (!parser_expect(parser, "->", "“->” and the type of the result")) {
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
            return parser_refuse(parser, "the name of a member and “:”");
        }
        (void)scanner_accept(&parser->scanner, ":");
        const FeelNode *part = parse_type(parser);
        if (part == NULL) {
            return NULL;
        }
        link = parser_append(link, parser_member(parser, name, part));
    } while (scanner_accept(&parser->scanner, ","));
    return parser_expect(parser, ">", "“>”") ? type : NULL;
}

static const FeelNode *parse_type_here(Parser *parser)
{
    static const char *const phrases[] = {"years and months duration", "days and time duration",
                                          "date and time"};
    FeelNode *type = parser_node(parser, NODE_TYPE);
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
        return parser_refuse(parser, "the name of a type");
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
    return type->first != NULL && parser_expect(parser, ">", "“>”") ? type : NULL;
}

const FeelNode *parse_type(Parser *parser)
{
    if (!parser_enter(parser)) {
        return NULL;
    }
    const FeelNode *type = parse_type_here(parser);
    parser->depth--;
    return type;
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
        return parser_refuse(parser, "a date, time or duration in quotes after @");
    }
    return literal(node, feel_temporal(parser->scanner.arena, text));
}

/* A test of `in`, or any expression: "< 10", "!= x", "a + 1". */
const FeelNode *parse_test(Parser *parser)
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
    scanner_skip(&parser->scanner);
    const uint32_t column = scanner_column(&parser->scanner, parser->scanner.at);
    for (size_t i = 0; i < LENGTH_OF(signs); i++) {
        if (scanner_accept(&parser->scanner, signs[i].sign)) {
            FeelNode *test = parser_node(parser, NODE_TEST);
            test->column = column;
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
    FeelNode *range = parser_join(parser, NODE_RANGE, from, to);
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
    return parser_refuse(parser, "“]” or “)” at the end of the range");
}

/* After "(": an expression, a range, or the tests of `in`. */
static const FeelNode *parse_parenthesis(Parser *parser)
{
    FeelNode *tests = parser_node(parser, NODE_TESTS);
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
    const FeelNode **link =
        parser_append(&tests->first, parser_member(parser, TEXT(""), first));
    while (scanner_accept(&parser->scanner, ",")) {
        const FeelNode *test = parse_test_or_expression(parser);
        if (test == NULL) {
            return NULL;
        }
        link = parser_append(link, parser_member(parser, TEXT(""), test));
    }
    return parser_expect(parser, ")", "“)”") ? tests : NULL;
}

/* After "[": a list or a range. */
static const FeelNode *parse_bracket(Parser *parser)
{
    FeelNode *list = parser_node(parser, NODE_LIST);
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
        link = parser_append(link, parser_member(parser, TEXT(""), item));
    } while (scanner_accept(&parser->scanner, ","));
    return parser_expect(parser, "]", "“,” or “]”") ? list : NULL;
}

/* After "{". */
static const FeelNode *parse_context(Parser *parser)
{
    FeelNode *context = parser_node(parser, NODE_CONTEXT);
    const FeelNode **link = &context->first;
    if (scanner_accept(&parser->scanner, "}")) {
        return context;
    }
    do {
        Text name;
        if (!scanner_accept_string(&parser->scanner, &name) &&
            !scanner_accept_new_name(&parser->scanner, ':', &name)) {
            return parser_refuse(parser, "the name of an entry and “:”");
        }
        scanner_learn(&parser->scanner, name);
        if (!parser_expect(parser, ":", "“:”")) {
            return NULL;
        }
        const FeelNode *value = parse_expression(parser);
        if (value == NULL) {
            return NULL;
        }
        link = parser_append(link, parser_member(parser, name, value));
    } while (scanner_accept(&parser->scanner, ","));
    return parser_expect(parser, "}", "“,” or “}”") ? context : NULL;
}

/* After "function": parameters and body. */
static const FeelNode *parse_function(Parser *parser)
{
    FeelNode *function = parser_node(parser, NODE_FUNCTION);
    const FeelNode **link = &function->first;
    if (!parser_expect(parser, "(", "“(”")) {
        return NULL;
    }
    while (!scanner_accept(&parser->scanner, ")")) {
        Text name;
        if (!scanner_accept_new_name(&parser->scanner, ',', &name) &&
            !scanner_accept_new_name(&parser->scanner, ')', &name) &&
            !scanner_accept_new_name(&parser->scanner, ':', &name)) {
            return parser_refuse(parser, "the name of a parameter");
        }
        const FeelNode *type = NULL;
        if (scanner_accept(&parser->scanner, ":")) {
            type = parse_type(parser);
            if (type == NULL) {
                return NULL;
            }
        }
        link = parser_append(link, parser_member(parser, name, type));
        if (!scanner_accept(&parser->scanner, ",") && !scanner_peek(&parser->scanner, ")")) {
            return parser_refuse(parser, "“,” or “)”");
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
    return scanner_accept_name(scanner, &node->name) ? node : parser_refuse(parser, "a value");
}

static const FeelNode *parse_primary(Parser *parser)
{
    FeelScanner *scanner = &parser->scanner;
    FeelValue value = {.kind = FEEL_NUMBER};
    FeelNode *node = parser_node(parser, NODE_LITERAL);
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
        return from != NULL && parser_expect(parser, "..", "“..”")
                   ? parse_range_end(parser, from, END_OPEN)
                   : NULL;
    }
    return parse_word(parser, node);
}

/* After "(" of a call: values, or names with values. */
static const FeelNode *parse_arguments(Parser *parser, const FeelNode *callee)
{
    FeelNode *list = parser_node(parser, NODE_LIST);
    const FeelNode **link = &list->first;
    if (scanner_accept(&parser->scanner, ")")) {
        return parser_join(parser, NODE_CALL, callee, list);
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
        link = parser_append(link, parser_member(parser, name, value));
    } while (scanner_accept(&parser->scanner, ","));
    return parser_expect(parser, ")", "“,” or “)”")
               ? parser_join(parser, NODE_CALL, callee, list)
               : NULL;
}

static const FeelNode *parse_path(Parser *parser, const FeelNode *owner)
{
    FeelNode *path = parser_node(parser, NODE_PATH);
    path->first = owner;
    path->column = owner->column;
    return scanner_accept_name(&parser->scanner, &path->name)
               ? path
               : parser_refuse(parser, "the name of a member after “.”");
}

static const FeelNode *parse_filter(Parser *parser, const FeelNode *list)
{
    const FeelNode *filter = parser_join(parser, NODE_FILTER, list, parse_expression(parser));
    return filter != NULL && parser_expect(parser, "]", "“]”") ? filter : NULL;
}

const FeelNode *parse_postfix(Parser *parser)
{
    const FeelNode *node = parse_primary(parser);
    int links = 0;
    while (node != NULL) {
        if (++links > FEEL_MAX_DEPTH) {
            return parser_refuse(parser, "fewer than 64 steps on one value");
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

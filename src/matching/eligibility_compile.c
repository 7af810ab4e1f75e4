/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * From a FEEL expression to the compiled form. What a condition may be is small on purpose:
 * facts compared with constants, joined by and, or, not and if. Everything else is refused with
 * the column and what was expected.
 */
#include <math.h>

#include "matching/eligibility_form.h"
#include "matching/feel.h"

typedef struct Builder {
    Arena *arena;
    Condition *condition;
    Problem *problem;
} Builder;

static Outcome compile_node(Builder *builder, const FeelNode *node);

static Outcome refuse(const Builder *builder, const FeelNode *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static Outcome refuse(const Builder *builder, const FeelNode *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const Text detail = text_format_list(builder->arena, format, arguments);
    va_end(arguments);
    const Text where = text_format(builder->arena, "column %u", (unsigned)node->column);
    return problem_set(builder->problem, INVALID, where, "expression", "%.*s",
                       TEXT_ARG(detail));
}

static uint32_t open_node(Builder *builder, FormKind kind)
{
    LIST_APPEND(builder->arena, &builder->condition->nodes, (FormNode){.kind = kind});
    return (uint32_t)builder->condition->nodes.count - 1;
}

static void close_node(Builder *builder, uint32_t index)
{
    builder->condition->nodes.items[index].end = (uint32_t)builder->condition->nodes.count;
}

static void add_constant(Builder *builder, bool value)
{
    close_node(builder, open_node(builder, value ? FORM_YES : FORM_NO));
}

static void add_atom(Builder *builder, Atom atom)
{
    const uint32_t index = open_node(builder, FORM_ATOM);
    builder->condition->nodes.items[index].atom = (uint32_t)builder->condition->atoms.count;
    LIST_APPEND(builder->arena, &builder->condition->atoms, atom);
    close_node(builder, index);
}

/* ------------------------------------------------------------------- facts and constants */

static const Fact *fact_at(const Builder *builder, int fact)
{
    return &builder->condition->vocabulary->facts[fact];
}

/* The fact a node names, or -1. */
static int named_fact(const Builder *builder, const FeelNode *node)
{
    return node->kind == NODE_NAME ? fact_find(builder->condition->vocabulary, node->name) : -1;
}

static Outcome find_fact(const Builder *builder, const FeelNode *node, int *fact)
{
    *fact = named_fact(builder, node);
    if (*fact >= 0) {
        return OK;
    }
    if (node->kind != NODE_NAME) {
        return refuse(builder, node, "expected the name of a fact");
    }
    const Text closest = fact_closest(builder->condition->vocabulary, node->name);
    return closest.length == 0
               ? refuse(builder, node, "unknown fact “%.*s”", TEXT_ARG(node->name))
               : refuse(builder, node, "unknown fact “%.*s”; is it “%.*s”?",
                        TEXT_ARG(node->name), TEXT_ARG(closest));
}

/* The first name in a constant that is neither a fact nor a function called. */
static const FeelNode *find_name(const FeelNode *node)
{
    if (node == NULL || node->kind == NODE_NAME) {
        return node;
    }
    const FeelNode *first = node->kind == NODE_CALL ? NULL : find_name(node->first);
    const FeelNode *found = first != NULL ? first : find_name(node->second);
    found = found != NULL ? found : find_name(node->third);
    return found != NULL ? found : find_name(node->next);
}

/* A part without facts, worked out once and for all. */
static Outcome constant(const Builder *builder, const FeelNode *node, FeelValue *value)
{
    const FeelNode *name = find_name(node);
    int fact = 0;
    if (name != NULL) {
        TRY(find_fact(builder, name, &fact));
        return refuse(builder, name,
                      "a fact is compared with a constant, not with the fact “%.*s”",
                      TEXT_ARG(name->name));
    }
    *value = feel_evaluate(builder->arena, node, NULL);
    if (value->kind == FEEL_ERROR) {
        return refuse(builder, node, "%.*s", TEXT_ARG(value->text));
    }
    if (value->kind == FEEL_NULL) {
        return refuse(builder, node,
                      "a fact is never compared with null: what is not known stays unknown");
    }
    return OK;
}

static const char *expected_constant(FactType type)
{
    switch (type) {
    case FACT_BOOLEAN:
        return "true or false";
    case FACT_NUMBER:
        return "a number";
    case FACT_DATE:
        return "a date: date(\"2026-11-24\")";
    case FACT_TEXT:
        return "a text in quotes";
    case FACT_CHOICE:
        break;
    }
    return "the code of one of its values, in quotes";
}

static bool has_choice(const Fact *fact, Text code)
{
    for (size_t i = 0; i < fact->choice_count; i++) {
        if (text_equal(fact->choices[i].code, code)) {
            return true;
        }
    }
    return false;
}

static bool constant_fits(const Fact *fact, const FeelValue *value)
{
    switch (fact->type) {
    case FACT_BOOLEAN:
        return value->kind == FEEL_BOOLEAN;
    case FACT_NUMBER:
        return value->kind == FEEL_NUMBER;
    case FACT_DATE:
        return value->kind == FEEL_DATE && value->moment.day > INT32_MIN / 2 &&
               value->moment.day < INT32_MAX / 2;
    case FACT_TEXT:
        return value->kind == FEEL_STRING;
    case FACT_CHOICE:
        break;
    }
    return value->kind == FEEL_STRING && has_choice(fact, value->text);
}

static Outcome check_constant(const Builder *builder, const FeelNode *node, int fact,
                              const FeelValue *value)
{
    const Fact *compared = fact_at(builder, fact);
    return constant_fits(compared, value)
               ? OK
               : refuse(builder, node, "“%.*s” is compared with %s", TEXT_ARG(compared->key),
                        expected_constant(compared->type));
}

/* -------------------------------------------------------------------------- comparisons */

static Atom number_atom(const Builder *builder, int fact)
{
    const bool is_date = fact_at(builder, fact)->type == FACT_DATE;
    return (Atom){.kind = is_date ? ATOM_DATES : ATOM_NUMBERS,
                  .fact = fact,
                  .low = -INFINITY,
                  .high = INFINITY};
}

static double number_of(const FeelValue *value)
{
    return value->kind == FEEL_DATE ? (double)value->moment.day
                                    : decimal_to_real(value->number);
}

static void add_number_comparison(Builder *builder, int fact, FeelComparison comparison,
                                  double number)
{
    Atom atom = number_atom(builder, fact);
    if (comparison == IS_EQUAL || comparison == IS_NOT_EQUAL) {
        atom.low = number;
        atom.high = number;
    } else if (comparison == IS_LESS || comparison == IS_AT_MOST) {
        atom.high = number;
        atom.high_open = comparison == IS_LESS;
    } else {
        atom.low = number;
        atom.low_open = comparison == IS_MORE;
    }
    add_atom(builder, atom);
}

static void add_equality(Builder *builder, int fact, const FeelValue *value)
{
    switch (fact_at(builder, fact)->type) {
    case FACT_BOOLEAN: {
        const uint32_t no = value->boolean ? 0 : open_node(builder, FORM_NOT);
        add_atom(builder, (Atom){.kind = ATOM_TRUE, .fact = fact});
        if (!value->boolean) {
            close_node(builder, no);
        }
        break;
    }
    case FACT_NUMBER:
    case FACT_DATE:
        add_number_comparison(builder, fact, IS_EQUAL, number_of(value));
        break;
    case FACT_TEXT:
        add_atom(builder, (Atom){.kind = ATOM_TEXT, .fact = fact, .text = value->text});
        break;
    case FACT_CHOICE:
        add_atom(builder, (Atom){.kind = ATOM_CHOICE, .fact = fact, .text = value->text});
        break;
    }
}

static Outcome add_comparison(Builder *builder, const FeelNode *node, int fact,
                              FeelComparison comparison, const FeelValue *value)
{
    TRY(check_constant(builder, node, fact, value));
    if (comparison == IS_NOT_EQUAL) {
        const uint32_t no = open_node(builder, FORM_NOT);
        add_equality(builder, fact, value);
        close_node(builder, no);
        return OK;
    }
    if (comparison == IS_EQUAL) {
        add_equality(builder, fact, value);
        return OK;
    }
    const FactType type = fact_at(builder, fact)->type;
    if (type != FACT_NUMBER && type != FACT_DATE) {
        return refuse(builder, node, "only numbers and dates have an order; “%.*s” has none",
                      TEXT_ARG(fact_at(builder, fact)->key));
    }
    add_number_comparison(builder, fact, comparison, number_of(value));
    return OK;
}

/* The same comparison read from the other side: 18 <= age is age >= 18. */
static FeelComparison mirrored(FeelComparison comparison)
{
    switch (comparison) {
    case IS_LESS:
        return IS_MORE;
    case IS_AT_MOST:
        return IS_AT_LEAST;
    case IS_MORE:
        return IS_LESS;
    case IS_AT_LEAST:
        return IS_AT_MOST;
    case IS_EQUAL:
    case IS_NOT_EQUAL:
        break;
    }
    return comparison;
}

static Outcome compile_comparison(Builder *builder, const FeelNode *node)
{
    const bool left = named_fact(builder, node->first) >= 0;
    const bool right = named_fact(builder, node->second) >= 0;
    int fact = -1;
    FeelValue value = {.kind = FEEL_NULL};
    if (!left && !right) {
        const bool right_name = node->second->kind == NODE_NAME;
        return find_fact(builder, right_name ? node->second : node->first, &fact);
    }
    const FeelNode *other = left ? node->second : node->first;
    TRY(find_fact(builder, left ? node->first : node->second, &fact));
    TRY(constant(builder, other, &value));
    return add_comparison(builder, other, fact,
                          left ? node->comparison : mirrored(node->comparison), &value);
}

static Outcome compile_between(Builder *builder, const FeelNode *node)
{
    int fact = -1;
    FeelValue from = {.kind = FEEL_NULL};
    FeelValue to = {.kind = FEEL_NULL};
    TRY(find_fact(builder, node->first, &fact));
    TRY(constant(builder, node->second, &from));
    TRY(constant(builder, node->third, &to));
    const uint32_t all = open_node(builder, FORM_ALL);
    TRY(add_comparison(builder, node->second, fact, IS_AT_LEAST, &from));
    TRY(add_comparison(builder, node->third, fact, IS_AT_MOST, &to));
    close_node(builder, all);
    return OK;
}

static Outcome add_range(Builder *builder, const FeelNode *node, int fact,
                         const FeelRange *range)
{
    const uint32_t all = open_node(builder, FORM_ALL);
    if (range->from_end != END_ABSENT) {
        TRY(add_comparison(builder, node, fact,
                           range->from_end == END_OPEN ? IS_MORE : IS_AT_LEAST, &range->from));
    }
    if (range->to_end != END_ABSENT) {
        TRY(add_comparison(builder, node, fact,
                           range->to_end == END_OPEN ? IS_LESS : IS_AT_MOST, &range->to));
    }
    close_node(builder, all);
    return OK;
}

static Outcome add_list(Builder *builder, const FeelNode *node, int fact, const FeelList *list)
{
    const uint32_t any = open_node(builder, FORM_ANY);
    for (size_t i = 0; i < list->count; i++) {
        const FeelValue *item = &list->items[i];
        TRY(item->kind == FEEL_RANGE ? add_range(builder, node, fact, item->range)
                                     : add_comparison(builder, node, fact, IS_EQUAL, item));
    }
    close_node(builder, any);
    return OK;
}

static Outcome compile_test(Builder *builder, const FeelNode *test, int fact)
{
    FeelValue value = {.kind = FEEL_NULL};
    if (test->kind == NODE_TEST) {
        TRY(constant(builder, test->first, &value));
        return add_comparison(builder, test->first, fact, test->comparison, &value);
    }
    TRY(constant(builder, test, &value));
    if (value.kind == FEEL_RANGE) {
        return add_range(builder, test, fact, value.range);
    }
    return value.kind == FEEL_LIST ? add_list(builder, test, fact, value.list)
                                   : add_comparison(builder, test, fact, IS_EQUAL, &value);
}

static Outcome compile_in(Builder *builder, const FeelNode *node)
{
    int fact = -1;
    TRY(find_fact(builder, node->first, &fact));
    if (node->second->kind != NODE_TESTS) {
        return compile_test(builder, node->second, fact);
    }
    const uint32_t any = open_node(builder, FORM_ANY);
    for (const FeelNode *test = node->second->first; test != NULL; test = test->next) {
        TRY(compile_test(builder, test->first, fact));
    }
    close_node(builder, any);
    return OK;
}

/* -------------------------------------------------------------------------------- logic */

/* a and (b and c) make one node of three members. */
static Outcome compile_chain(Builder *builder, const FeelNode *node, FeelNodeKind kind)
{
    if (node->kind != kind) {
        return compile_node(builder, node);
    }
    TRY(compile_chain(builder, node->first, kind));
    return compile_chain(builder, node->second, kind);
}

static Outcome compile_logic(Builder *builder, const FeelNode *node)
{
    const uint32_t index = open_node(builder, node->kind == NODE_AND ? FORM_ALL : FORM_ANY);
    TRY(compile_chain(builder, node, node->kind));
    close_node(builder, index);
    return OK;
}

static Outcome compile_not(Builder *builder, const FeelNode *negated)
{
    const uint32_t index = open_node(builder, FORM_NOT);
    TRY(compile_node(builder, negated));
    close_node(builder, index);
    return OK;
}

/* if c then a else b is (c and a) or (not c and b). */
static Outcome compile_if(Builder *builder, const FeelNode *node)
{
    const uint32_t any = open_node(builder, FORM_ANY);
    const uint32_t then = open_node(builder, FORM_ALL);
    TRY(compile_node(builder, node->first));
    TRY(compile_node(builder, node->second));
    close_node(builder, then);
    const uint32_t otherwise = open_node(builder, FORM_ALL);
    TRY(compile_not(builder, node->first));
    TRY(compile_node(builder, node->third));
    close_node(builder, otherwise);
    close_node(builder, any);
    return OK;
}

static Outcome compile_name(Builder *builder, const FeelNode *node)
{
    int fact = -1;
    TRY(find_fact(builder, node, &fact));
    if (fact_at(builder, fact)->type != FACT_BOOLEAN) {
        return refuse(builder, node, "“%.*s” is not yes or no: compare it with %s",
                      TEXT_ARG(node->name), expected_constant(fact_at(builder, fact)->type));
    }
    add_atom(builder, (Atom){.kind = ATOM_TRUE, .fact = fact});
    return OK;
}

static Outcome compile_call(Builder *builder, const FeelNode *node)
{
    const FeelNode *argument = node->second->first;
    if (node->first->kind == NODE_NAME && text_equal(node->first->name, TEXT("not")) &&
        argument != NULL && argument->next == NULL) {
        return compile_not(builder, argument->first);
    }
    return refuse(builder, node,
                  "a condition holds facts, comparisons, and, or, not(..) and if");
}

/* Bounds what nested "if" can write out: its condition is compiled twice. */
enum { MOST_NODES = 4000 };

static Outcome compile_node(Builder *builder, const FeelNode *node)
{
    if (builder->condition->nodes.count > MOST_NODES) {
        return refuse(builder, node, "a condition of more than 4000 parts");
    }
    if (node->kind == NODE_LITERAL && node->value.kind == FEEL_BOOLEAN) {
        add_constant(builder, node->value.boolean);
        return OK;
    }
    if (node->kind == NODE_NAME) {
        return compile_name(builder, node);
    }
    if (node->kind == NODE_AND || node->kind == NODE_OR) {
        return compile_logic(builder, node);
    }
    if (node->kind == NODE_COMPARE) {
        return compile_comparison(builder, node);
    }
    if (node->kind == NODE_BETWEEN) {
        return compile_between(builder, node);
    }
    if (node->kind == NODE_IN) {
        return compile_in(builder, node);
    }
    if (node->kind == NODE_IF) {
        return compile_if(builder, node);
    }
    if (node->kind == NODE_CALL) {
        return compile_call(builder, node);
    }
    return refuse(builder, node,
                  "a condition holds facts, comparisons, and, or, not(..) and if");
}

Outcome condition_compile(Arena *arena, const FactVocabulary *vocabulary, Text expression,
                          const Condition **condition, Problem *problem)
{
    const FeelNode *root = NULL;
    TRY(feel_parse(arena, expression, NULL, &root, problem));
    Condition *compiled = ARENA_NEW(arena, Condition);
    compiled->vocabulary = vocabulary;
    Builder builder = {arena, compiled, problem};
    TRY(compile_node(&builder, root));
    condition_finish(arena, compiled);
    *condition = compiled;
    return OK;
}

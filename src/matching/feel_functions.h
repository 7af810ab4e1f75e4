/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the evaluator share: its state, the built-in functions, the operators. */
#pragma once

#include "matching/feel.h"

typedef struct FeelFrame FeelFrame;

/* Names in scope: one variable, or all entries of a context, and what lies outside. */
struct FeelFrame {
    Text name;
    FeelValue value;
    const FeelContext *context; /* NULL for a single variable */
    const FeelFrame *outer;
};

typedef struct FeelEvaluator {
    Arena *arena;
    int steps; /* left */
    int calls; /* nested calls of functions of the expression */
} FeelEvaluator;

typedef struct FeelBuiltin {
    Text name;
    const char *parameters; /* "string,start position,length" */
    size_t least;
    size_t most;
    bool variadic; /* many values stand for one list */
    FeelValue (*run)(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count);
} FeelBuiltin;

/* A function value: built in, or written in the expression with the names around it. */
struct FeelFunction {
    const FeelBuiltin *builtin;
    const FeelNode *node; /* NODE_FUNCTION */
    const FeelFrame *scope;
};

size_t feel_builtin_count(void);
const FeelBuiltin *feel_builtin_at(size_t index);

/* Calls with values, by name where `names[i]` is not empty (names may be NULL). */
FeelValue feel_call_builtin(FeelEvaluator *evaluator, Text function, const FeelValue *values,
                            const Text *names, size_t count);
FeelValue feel_call(FeelEvaluator *evaluator, const FeelValue *function,
                    const FeelValue *arguments, size_t count);

/* The value of one node; the two kinds that go through lists have a file of their own. */
FeelValue feel_evaluate_node(FeelEvaluator *evaluator, const FeelNode *node,
                             const FeelFrame *scope);
FeelValue feel_evaluate_iteration(FeelEvaluator *evaluator, const FeelNode *node,
                                  const FeelFrame *scope);
FeelValue feel_evaluate_filter(FeelEvaluator *evaluator, const FeelNode *node,
                               const FeelFrame *scope);

/* Takes `cost` steps; false when none are left. */
bool feel_spend(FeelEvaluator *evaluator, size_t cost);

/* ------------------------------------------------------------------------------- values */

FeelValue feel_error(FeelEvaluator *evaluator, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
FeelValue feel_boolean(bool value);
FeelValue feel_number(Decimal number);
FeelValue feel_integer(int64_t value);
FeelValue feel_string(Text text);
FeelValue feel_list(FeelEvaluator *evaluator, FeelList list);
bool feel_is_true(const FeelValue *value);
const FeelValue *feel_entry(const FeelContext *context, Text name); /* or NULL */

/* A date, time, date and time or duration as @"..." reads it; FEEL_ERROR for anything else. */
FeelValue feel_temporal(Arena *arena, Text text);

/* ---------------------------------------------------------------------------- operators */

typedef enum FeelTruth { TRUTH_FALSE, TRUTH_UNKNOWN, TRUTH_TRUE } FeelTruth;

FeelValue feel_arithmetic(FeelEvaluator *evaluator, FeelNodeKind kind, FeelValue a,
                          FeelValue b);
FeelValue feel_negate(FeelEvaluator *evaluator, FeelValue value);

/* a = b: TRUTH_UNKNOWN when their kinds cannot be compared. */
FeelTruth feel_equal(FeelEvaluator *evaluator, const FeelValue *a, const FeelValue *b);

/* Sets -1, 0 or 1; false when there is no order between them. */
bool feel_order(const FeelValue *a, const FeelValue *b, int *order);
FeelValue feel_compare(FeelEvaluator *evaluator, FeelComparison comparison, const FeelValue *a,
                       const FeelValue *b);
FeelTruth feel_range_holds(FeelEvaluator *evaluator, const FeelRange *range,
                           const FeelValue *value);
FeelTruth feel_in(FeelEvaluator *evaluator, const FeelValue *value, const FeelValue *test);
FeelValue feel_truth_value(FeelTruth truth);
FeelTruth feel_truth_of(const FeelValue *value); /* TRUTH_UNKNOWN unless a boolean */

/* value.name */
FeelValue feel_property(FeelEvaluator *evaluator, const FeelValue *value, Text name);

bool feel_is_instance(const FeelValue *value, const FeelNode *type);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A profile of FEEL, the expression language of OMG's DMN standard: values, the tree of an
 * expression, and its evaluation. Conditions of entry are written in it (eligibility.h);
 * docs/reference/conditions.md says what the profile holds.
 *
 * FEEL's null stands for two things that Seuil keeps apart: FEEL_NULL, a value nobody gave, and
 * FEEL_ERROR, an operation that has no meaning. Both behave as null inside an expression.
 */
#pragma once

#include "base/buffer.h"
#include "base/list.h"
#include "base/outcome.h"
#include "matching/feel_time.h"

enum { FEEL_MAX_BYTES = 16384, FEEL_MAX_DEPTH = 64, FEEL_MAX_STEPS = 200000 };

typedef enum FeelKind {
    FEEL_NULL,
    FEEL_ERROR,
    FEEL_BOOLEAN,
    FEEL_NUMBER,
    FEEL_STRING,
    FEEL_DATE,
    FEEL_TIME,
    FEEL_DATE_TIME,
    FEEL_DURATION, /* days and time */
    FEEL_PERIOD,   /* years and months */
    FEEL_LIST,
    FEEL_CONTEXT,
    FEEL_RANGE,
    FEEL_FUNCTION,
} FeelKind;

typedef struct FeelValue FeelValue;
typedef struct FeelNode FeelNode;
typedef struct FeelEntry FeelEntry;
typedef struct FeelRange FeelRange;
typedef struct FeelFunction FeelFunction; /* feel_functions.h */

typedef LIST_OF(FeelValue) FeelList;
typedef LIST_OF(FeelEntry) FeelContext;

struct FeelValue {
    FeelKind kind;
    union {
        bool boolean;
        Decimal number;
        Text text; /* of a string, or what went wrong of an error */
        FeelMoment moment;
        Decimal seconds;
        int64_t months;
        const FeelList *list;
        const FeelContext *context;
        const FeelRange *range;
        const FeelFunction *function;
    };
};

struct FeelEntry {
    Text name;
    FeelValue value;
};

typedef enum FeelEnd { END_CLOSED, END_OPEN, END_ABSENT } FeelEnd;

struct FeelRange {
    FeelValue from;
    FeelValue to;
    FeelEnd from_end; /* END_ABSENT: (<= 10) has no beginning */
    FeelEnd to_end;
};

typedef enum FeelNodeKind {
    NODE_LITERAL, /* value */
    NODE_NAME,    /* name */
    NODE_LIST,    /* first: items, by next */
    NODE_CONTEXT, /* first: NODE_MEMBER entries */
    NODE_RANGE,   /* first .. second; from_end, to_end */
    NODE_TEST,    /* a test of `in`: comparison with first */
    NODE_TESTS,   /* first: several tests in parentheses */
    NODE_NEGATE,  /* - first */
    NODE_ADD,     /* the arithmetic: first and second */
    NODE_SUBTRACT,
    NODE_MULTIPLY,
    NODE_DIVIDE,
    NODE_POWER,
    NODE_COMPARE, /* first comparison second */
    NODE_AND,
    NODE_OR,
    NODE_BETWEEN, /* first between second and third */
    NODE_IN,      /* first in second */
    NODE_IF,      /* if first then second else third */
    NODE_FOR,     /* first: NODE_MEMBER iterators; second: what to return */
    NODE_SOME,
    NODE_EVERY,
    NODE_FILTER,   /* first[second] */
    NODE_PATH,     /* first.name */
    NODE_CALL,     /* first(arguments): second is a list of NODE_MEMBER */
    NODE_INSTANCE, /* first instance of second (NODE_TYPE) */
    NODE_FUNCTION, /* first: NODE_MEMBER parameters; second: body */
    NODE_MEMBER,   /* name: first; for an iterator also first .. second */
    NODE_TYPE,     /* name; first: NODE_MEMBER or NODE_TYPE parts; second: result */
} FeelNodeKind;

/* clang-format off */
typedef enum FeelComparison {
    IS_EQUAL, IS_NOT_EQUAL, IS_LESS, IS_AT_MOST, IS_MORE, IS_AT_LEAST
} FeelComparison;
/* clang-format on */

struct FeelNode {
    FeelNodeKind kind;
    uint32_t column; /* in characters, from 1 */
    FeelComparison comparison;
    FeelEnd from_end;
    FeelEnd to_end;
    Text name;
    FeelValue value;
    const FeelNode *first;
    const FeelNode *second;
    const FeelNode *third;
    const FeelNode *next; /* the next of a list of siblings */
};

/* Parses an expression of at most FEEL_MAX_BYTES and FEEL_MAX_DEPTH. `inputs` (may be NULL)
 * gives the names that hold spaces or signs. INVALID has "column N" as its place and says what
 * was expected. */
MUST_USE Outcome feel_parse(Arena *arena, Text expression, const FeelContext *inputs,
                            const FeelNode **root, Problem *problem);

/* Evaluates within FEEL_MAX_STEPS. An error is a value: FEEL_ERROR with its text. */
FeelValue feel_evaluate(Arena *arena, const FeelNode *root, const FeelContext *inputs);

bool feel_is_null(const FeelValue *value); /* FEEL_NULL or FEEL_ERROR */

/* The value as FEEL's string() writes it; numbers in plain digits. */
Text feel_text(Arena *arena, const FeelValue *value);

/* "boolean", "decimal", "string", "date", "time", "dateTime", "duration", "list", "context",
 * "null"; and "range" and "function" for what has no place in data. */
Text feel_kind_name(FeelKind kind);

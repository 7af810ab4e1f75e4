/* SPDX-License-Identifier: EUPL-1.2 */
/* What the compiler of regular expressions hands to the matcher. */
#pragma once

#include "base/list.h"
#include "matching/feel_regex.h"

typedef struct RegexRange {
    int32_t from;
    int32_t to;
} RegexRange;

/* A general category of Unicode: "L" or "Lu". */
typedef struct RegexCategory {
    char name[3];
    bool negated;
} RegexCategory;

typedef struct RegexClass RegexClass;

struct RegexClass {
    LIST_OF(RegexRange) ranges;
    LIST_OF(RegexRange) excluded; /* \D and the like: anything outside these */
    LIST_OF(RegexCategory) categories;
    bool negated;
    const RegexClass *minus; /* [a-z-[aeiou]] */
};

typedef enum RegexOperation {
    REGEX_CHARACTER,
    REGEX_ANY,
    REGEX_CLASS,
    REGEX_SPLIT, /* try `first`, then `second` */
    REGEX_JUMP,  /* to `first` */
    REGEX_SAVE,  /* the position into slot `first` */
    REGEX_START,
    REGEX_END,
    REGEX_MATCH,
} RegexOperation;

typedef struct RegexStep {
    RegexOperation operation;
    uint32_t first;
    uint32_t second;
    int32_t point;
    const RegexClass *set;
} RegexStep;

struct Regex {
    LIST_OF(RegexStep) steps;
    size_t groups;
    bool dot_all;
    bool lines;
    bool any_case;
};

bool regex_class_holds(const RegexClass *set, int32_t point, bool any_case);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a device did while it was offline, as it tells it: operations, each with an id of its
 * own by which it acts once, the thing it acts on, and for each field the value the device saw
 * and the one it wants. docs/reference/offline.md is the description for who writes a device.
 */
#pragma once

#include "base/id.h"
#include "base/list.h"
#include "base/moment.h"
#include "base/outcome.h"
#include "people/person_fact.h"
#include "json/json.h"

enum {
    OPERATIONS_MOST = 200,      /* of one delivery */
    OPERATION_FIELDS_MOST = 16, /* of one operation */
    OPERATION_FACTS_MOST = 50,  /* of a new person */
    OPERATION_TEXT_MOST = 80000 /* bytes of a field: 20,000 characters */
};

/* 1 MiB, depth 7, 20,000 values. */
extern const JsonLimits DELIVERY_LIMITS;

typedef struct OperationField {
    Text name;
    Text seen;   /* empty for what was not there */
    Text wanted; /* empty for what shall be there no more */
} OperationField;

typedef struct Operation {
    Id op;     /* nil: it could not be read, and cannot be answered again */
    Text kind; /* "note.add" */
    Id id;     /* of the thing: nil when it is not named */
    Id person;
    Id case_file;
    int64_t base; /* the revision the device saw; 0 unsaid */
    Moment said;  /* when, by the clock of the device: information, no more; 0 unsaid */
    OperationField fields[OPERATION_FIELDS_MOST];
    size_t field_count;
    const PersonDetail *facts; /* of a new person */
    size_t fact_count;
    Text whole;      /* as it was sent, to be shown and tried again */
    Problem problem; /* OK, or what is wrong with it: the others are none the worse */
} Operation;

typedef LIST_OF(Operation) OperationList;

typedef struct Delivery {
    Id device;
    OperationList operations; /* in the order in which they are to be done */
} Delivery;

/* INVALID for what is no delivery at all: no object, no device, no list, too many of them. An
 * operation that is wrong by itself bears its own problem. All texts are copied. */
MUST_USE Outcome delivery_read(Arena *arena, Text body, Delivery *delivery, Problem *problem);

/* One operation alone, from what operation.whole holds. */
MUST_USE Outcome operation_read(Arena *arena, Text whole, Operation *operation,
                                Problem *problem);

/* NULL when it says nothing of this field. */
const OperationField *operation_field(const Operation *operation, const char *name);

/* What is wanted of a field; empty when it says nothing of it. */
Text operation_wants(const Operation *operation, const char *name);

/* INVALID names the first field that is not among `names`. */
MUST_USE Outcome operation_fields_only(const Operation *operation, const char *const *names,
                                       size_t count, Problem *problem);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Does what a device asks, through the functions of the domains and by their rights: there is
 * no second way to write. A field is merged by offline/merge.h; a state changes by the machine
 * of its domain, and an act that is no longer legal is a conflict, never lost.
 */
#pragma once

#include "access/access.h"
#include "offline/operation.h"

typedef enum OperationResult {
    RESULT_APPLIED,  /* as asked, or it stood so already */
    RESULT_MERGED,   /* beside what others did in between */
    RESULT_CONFLICT, /* what stands stays until somebody decides */
    RESULT_REFUSED,  /* nothing was done: because says why */
    OPERATION_RESULT_COUNT
} OperationResult;

/* Whether the new person may be one who is known already. */
typedef enum DoubleFlag {
    DOUBLE_NONE,
    DOUBLE_SEEN,      /* one the caller may see: GET /api/v1/persons/{id}/alike */
    DOUBLE_SOMEWHERE, /* blindly: someone in the network may know this person */
    DOUBLE_FLAG_COUNT
} DoubleFlag;

/* What is answered: codes, numbers, and words without any of a person. */
typedef struct OperationAnswer {
    OperationResult result;
    Text because;     /* a code; empty when it was applied as asked */
    Text field;       /* which it is about; may be empty */
    Text detail;      /* in words; may be empty */
    int64_t revision; /* that it led to, or that stands; 0 for none */
    Id target;        /* what stands for the thing asked for: an open case; nil for none */
    DoubleFlag double_flag;
} OperationAnswer;

/* What stood in the way, when two changed a guarded thing. */
typedef struct Standing {
    Id person; /* nil: what is done is of nobody, and cannot wait for a decision */
    Id case_file;
    Text field;
    Text value; /* what stands: shown to who may read it, kept sealed */
    Id other;   /* who wrote it; nil when nobody knows */
} Standing;

typedef enum ApplyMode {
    APPLY_MERGE,   /* what the device saw is compared with what stands */
    APPLY_DECIDED, /* somebody saw both, and wants this one */
} ApplyMode;

typedef struct Applying {
    Access *access;
    const Operation *operation;
    ApplyMode mode;
    OperationAnswer answer; /* out, on OK */
    Standing standing;      /* out, on CONFLICT */
} Applying;

/* In a writing session, which is undone unless the outcome is OK. CONFLICT: a guarded thing was
 * changed by others, and `standing` says which; else as the function of the domain says. */
MUST_USE Outcome operation_apply(Applying *doing);

Text operation_result_code(OperationResult result); /* "applied" */
OperationResult operation_result_parse(Text code);
Text double_flag_code(DoubleFlag flag); /* "seen"; empty for none */
DoubleFlag double_flag_parse(Text code);

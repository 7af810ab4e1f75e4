/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a function that may fail says so. The values are the exit codes of the command line
 * (documented in docs/reference/exit-codes.md) and map once to HTTP statuses in http/problem.c.
 */
#pragma once

#include "base/text.h"

typedef enum Outcome {
    OK = 0,          /* done */
    FAILED = 1,      /* something broke that the caller could not have prevented */
    USAGE = 2,       /* the command line or the request is not formed as documented */
    NOT_FOUND = 3,   /* the thing named does not exist */
    REFUSED = 4,     /* the caller may not do this */
    CONFLICT = 5,    /* the state changed in between, or another process holds the store */
    INVALID = 6,     /* the data given is wrong; the problem names line, field and reason */
    UNAVAILABLE = 7, /* busy, locked, full or stopped by its deadline: try again later */
} Outcome;

#define MUST_USE __attribute__((warn_unused_result))

/* Returns from the calling function with any outcome that is not OK. */
#define TRY(call)                                                                              \
    do {                                                                                       \
        const Outcome try_outcome_ = (call);                                                   \
        if (try_outcome_ != OK) {                                                              \
            return try_outcome_;                                                               \
        }                                                                                      \
    } while (0)

/* Runs `closer(&variable)` when the variable goes out of scope; for files, statements,
 * transactions and sockets. Memory belongs to arenas and needs no closing. */
#define SCOPED(closer) __attribute__((cleanup(closer)))

/* The explanation that goes with an outcome that is not OK: explicit, never a global. The
 * texts live in `arena`, which the owner of the Problem sets before the first call. */
typedef struct Problem {
    Arena *arena;
    Outcome outcome;
    Text where;  /* "file.yaml:12", "/needs/0/need", "line 3, column 5"; may be empty */
    Text field;  /* the field's name; may be empty */
    Text detail; /* one English sentence for a developer or operator */
} Problem;

/* Fills `problem` (may be NULL) and returns `outcome`, so that a refusal is one line:
 *     return problem_set(problem, INVALID, where, "needs", "unknown need “%.*s”", ...);
 * `where` and `field` are copied. */
Outcome problem_set(Problem *problem, Outcome outcome, Text where, const char *field,
                    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* clang's analyzer does not see across files that the outcome comes back as it was given. */
#ifdef __clang_analyzer__
#define problem_set(problem, outcome, ...)                                                     \
    (problem_set((problem), (outcome), __VA_ARGS__), (outcome))
#endif

/* The documented name of an outcome: "ok", "failed", "usage", "not found", ... */
Text outcome_name(Outcome outcome);

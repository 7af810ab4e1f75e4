/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an erasure takes away. Each domain that keeps something of persons lists the statements
 * which empty or remove it; the composition root joins the lists (operations/erasures.c), so
 * that whoever erases a person (dossier/erase.h) need not know who keeps what. What remains are
 * codes, moments and identifiers. A test reads the schema: a table that names a person and
 * stands in no list fails it.
 */
#pragma once

#include "access/access.h"
#include "store/query.h"

/* What a statement is given besides `person`: `nothing`, an empty blob, or `now`. */
typedef enum ErasureGiven { GIVEN_ALONE, GIVEN_NOTHING, GIVEN_NOW } ErasureGiven;

typedef struct ErasureStep {
    const Query *query;
    ErasureGiven given;
} ErasureStep;

/* Of one domain, in the order in which they run. */
typedef struct ErasureSteps {
    const ErasureStep *items;
    size_t count;
} ErasureSteps;

typedef struct ErasureRegister {
    const ErasureSteps *const *items;
    size_t count;
} ErasureRegister;

/* Of every domain, those that look into others' rows first. Defined by the composition root. */
extern const ErasureRegister ERASURES;

extern const ErasureSteps ACCESS_ERASURE; /* forms kept when a screen locked */

/* Runs them all for one person, in a writing session. Judges nothing. */
MUST_USE Outcome erasure_run(Access *access, Id person);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to the readers of HSDS and OSM: what they read goes to the store a few hundred
 * records at a time, all in one transaction. A record that comes again within an import is
 * fetched back from there, so that memory does not grow with the document but for eight bytes
 * a record.
 */
#pragma once

#include "directory/hsds_set.h"

typedef struct Intake Intake;

/* Reads the whole source from its beginning: it is called again when the transaction must be
 * done again. */
typedef struct IntakeSource {
    Outcome (*read)(void *context, Intake *intake, Problem *problem);
    void *context;
} IntakeSource;

MUST_USE Outcome intake_run(const HsdsImport *import, IntakeSource source, HsdsCounts *counts,
                            Problem *problem);

/* Where the reader puts what it reads now. Its arena goes with intake_pause(). */
HsdsSet *intake_set(Intake *intake);

/* To be called where no record is half read: writes what has gathered once it is enough. */
MUST_USE Outcome intake_pause(Intake *intake);

/* One object of HSDS with all that is nested in it, into the set. */
MUST_USE Outcome hsds_read_object(HsdsSet *set, EntityKind kind, const json_t *object,
                                  Text where);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who has which place, and why no place is given twice.
 *
 * A place of a unit for one night or slot is one row, named by its primary key (territory,
 * unit, slot, place), with places numbered from 1 to the capacity. The row says who has it and
 * until when. One statement takes it: insert the row, or, where it stands, write over it only
 * if its `until` has passed. Two that take the same place meet on the same key:
 * - SQLite has one writer, so one statement runs after the other and sees `until` in the
 * future;
 * - PostgreSQL at READ COMMITTED locks the row that the insert meets, waits for whoever holds
 * it, and reads `until` again as it was committed; the second changes no row. Who changed no
 * row has no place. So at most one holds a place, whatever runs beside; and as no number above
 * the capacity is ever tried, at most `capacity` hold a night. (Where the capacity went down
 * under places in force, their count is looked at as well; writers of a territory follow one
 * another by its counter, docs/decisions/2026-11-24-engines.md, so it is exact.)
 *
 * A hold is released by the clock alone: past `until` the place is free for the same statement.
 * Who confirms too late finds the row in another's name, or out of time, and is refused,
 * however the clocks of two machines differ.
 *
 * A person's night is a row of the same kind, (territory, person, night): one bed a night.
 */
#pragma once

#include "resources/slot.h"

/* Until somebody says otherwise: 9999-12-31. */
extern const Moment PLACE_KEPT;

typedef struct UnitPlace {
    Id unit;
    int64_t slot;
    int64_t number; /* from 1 */
    Id person;      /* nil: no night of a person is taken with it */
    Id booking;
} UnitPlace;

/* How many of `capacity` are free at `now`: never less than 0. */
MUST_USE Outcome place_free_count(Access *access, Id unit, int64_t slot, int64_t capacity,
                                  int64_t *free);

/* Whether place_take would find `wanted` free places and the person without a bed that night:
 * CONFLICT as it says. What several bookings need is looked at before the first is written. */
MUST_USE Outcome place_check(Access *access, int64_t capacity, int64_t wanted,
                             const UnitPlace *place);

/* Takes the lowest free number for place->booking, and the night of place->person. CONFLICT
 * "unit" when all are taken, "person" when that person has a bed for this night. In a writing
 * session, as all below. */
MUST_USE Outcome place_take(Access *access, int64_t capacity, Moment until, UnitPlace *place);

/* Keeps what was held. CONFLICT when the hold has run out. */
MUST_USE Outcome place_keep(Access *access, const UnitPlace *place);

/* Gives it back at once. */
MUST_USE Outcome place_release(Access *access, const UnitPlace *place);

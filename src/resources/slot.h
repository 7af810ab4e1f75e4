/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The nights and slots of a unit: they follow from its hours and are kept nowhere. A night has
 * the name of the day on which it begins, and lasts from noon to noon as far as the unit is
 * open (from 18:00 to 10:00 for a unit without hours); so its name stays when the hours change.
 * A slot has the name of its start: the first with each opening, then one each time a slot and
 * the gap have passed, as long as a whole one fits. A dwelling has one, DWELLING_SLOT, which
 * ends when who has it moves out: so the place of a household is one row, and the night of a
 * person by that name is the one dwelling they have.
 */
#pragma once

#include "resources/unit.h"

enum { SLOTS_OF_DAY_MOST = 288, DWELLING_SLOT = 0 };

typedef struct Slot {
    int64_t key; /* a Date for a night, a Moment for a slot */
    Moment starts;
    Moment ends;
} Slot;

typedef LIST_OF(Slot) SlotList;

/* Those that begin on the day, in order; none while the unit is closed. That of a dwelling
 * begins on no day of ours: slot_find knows it, also while works go on there. */
MUST_USE Outcome slot_list(Arena *arena, const Unit *unit, Date day, SlotList *slots,
                           Problem *problem);

/* The one of this key; INVALID when the unit has none such. */
MUST_USE Outcome slot_find(Arena *arena, const Unit *unit, int64_t key, Slot *slot,
                           Problem *problem);

/* The day on which a slot of this key begins. */
Date slot_day(const Unit *unit, int64_t key);

/* The day it is for a unit: a night that began yesterday lasts until noon. */
Date slot_today(const Unit *unit, Moment now);

/* Every key that is not over is this or more. */
int64_t slot_key_now(const Unit *unit, Moment now);

/* The day to book for now: today, or the next once all of today's nights or slots are over. */
MUST_USE Outcome slot_day_ahead(Arena *arena, const Unit *unit, Moment now, Date *day,
                                Problem *problem);

/* "2026-12-24" for a night, "2026-12-24T10:30" for a slot; false for what names none. */
bool slot_key_parse(const Unit *unit, Text given, int64_t *key);
Text slot_key_format(Arena *arena, const Unit *unit, int64_t key);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A level of a cold plan switched on, from one day to another, and off before its time. Both
 * are acts with who, when and why, kept and journaled. The measures that hold are those that
 * stood when it was switched on. No act ends a level: past its last day it is off.
 *
 * A day stands for what begins on it: the night of the last day lasts until the next noon.
 * Switched off, the day it happens on has no more of it; a place that was promised stays.
 */
#pragma once

#include "resources/cold/cold_plan.h"

enum {
    COLD_WHY_MOST = 300,
    COLD_DAYS_MOST = 200, /* of one time: a winter */
};

typedef struct ColdSwitch {
    Id id;
    Id plan;
    int64_t rank;
    Date first;
    Date last; /* included, as it was said */
    Moment on_at;
    Id on_by; /* nil for the machine */
    Text on_why;
    Moment off_at; /* 0: nobody switched it off */
    Id off_by;
    Text off_why;
} ColdSwitch;

typedef LIST_OF(ColdSwitch) ColdSwitchList;

typedef enum ColdState {
    COLD_OFF,
    COLD_ANNOUNCED, /* its first day is still to come */
    COLD_ON,
} ColdState;

Text cold_state_code(ColdState state); /* "off", "announced", "on" */
ColdState cold_switch_state(const ColdSwitch *turn, Moment now);

typedef struct ColdOrder {
    Id plan;
    int64_t rank;
    Date first; /* yesterday at the earliest: the night that began then */
    Date last;
    Text why;
} ColdOrder;

/* Switches a level on. NOT_FOUND unless the caller's house keeps the plan; CONFLICT "rank" for
 * a level that is on or announced, "plan" for a closed plan; INVALID "rank", "first", "last",
 * "why". Asks MAY_MANAGE_UNIT. */
MUST_USE Outcome cold_switch_on(Access *access, const ColdOrder *order, ColdSwitch *turn);

/* Switches it off now. CONFLICT "rank" when it is off. */
MUST_USE Outcome cold_switch_off(Access *access, Id plan, int64_t rank, Text why,
                                 ColdSwitch *turn);

/* Every time a level of the plan was on, the newest first. */
MUST_USE Outcome cold_switch_list(Access *access, Id plan, ColdSwitchList *turns);

/* The time a level is on or announced; NULL while it is off. */
const ColdSwitch *cold_switch_of_level(const ColdSwitchList *turns, int64_t rank, Moment now);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cold plans ("plan grand froid"): what opens beside the usual when it freezes. A plan has
 * levels, each with what switches it on in words and, where that is one, the temperature
 * forecast under which it does; a level has measures: more places of a unit, longer hours of a
 * service, or its conditions set aside. Nothing holds until a level is switched on
 * (resources/cold/cold_switch.h).
 *
 * Levels and what they open are local (rules of the Relais sociaux wallons, CWASS art. 48-65,
 * read 2026-11-24), so each network writes its own. A house changes only what is its own: the
 * keeper of a plan names its levels and switches them; in a plan of the network every house
 * says its own measures.
 */
#pragma once

#include "resources/unit.h"

enum {
    COLD_PLANS_MOST = 100, /* of a territory */
    COLD_LEVELS_MOST = 9,
    COLD_MEASURES_MOST = 300, /* of a plan */
    COLD_NAME_MOST = 80,
    COLD_CAUSE_MOST = 200,
    COLD_DEGREES_MOST = 50, /* either side of zero */
};

typedef struct ColdPlan {
    Id id;
    Id house;        /* that keeps it */
    UnitReach reach; /* of the house, or of the network */
    Text name;
    Moment closed; /* 0 while it is used */
    Moment made;
} ColdPlan;

typedef LIST_OF(ColdPlan) ColdPlanList;

typedef struct ColdLevel {
    Id plan;
    int64_t rank; /* from 1 */
    Text name;
    Text cause; /* what switches it on: "forecast by the institute, two nights" */
    bool has_threshold;
    int64_t threshold; /* of the temperature forecast, degrees Celsius */
} ColdLevel;

typedef LIST_OF(ColdLevel) ColdLevelList;

typedef struct ColdMeasure {
    Id plan;
    int64_t rank;
    Id unit;    /* nil for a measure of a service */
    Id service; /* of the directory; nil for a measure of a unit */
    Id house;   /* that takes it */
    int64_t places;
    Text hours; /* besides the usual ones, an opening_hours value of OSM; empty for none */
    bool is_unconditional;
} ColdMeasure;

typedef LIST_OF(ColdMeasure) ColdMeasureList;

/* Makes a plan that the caller's house keeps; id, house and moments are given. Asks
 * MAY_MANAGE_UNIT, as whatever changes one. INVALID names the field: "name", "reach". */
MUST_USE Outcome cold_plan_add(Access *access, const ColdPlan *made, ColdPlan *plan);

/* It is used no more, and stays to be read. CONFLICT while a level is on or announced;
 * NOT_FOUND unless the caller's house keeps it. */
MUST_USE Outcome cold_plan_close(Access *access, Id plan);

/* Those of the caller's house and of the network, the newest first. Asks MAY_BOOK_UNIT, as
 * whatever reads one. */
MUST_USE Outcome cold_plan_list(Access *access, ColdPlanList *plans);

/* NOT_FOUND for one that another house keeps to itself. */
MUST_USE Outcome cold_plan_get(Access *access, Id id, ColdPlan *plan);

/* Whether the caller's house keeps it. */
bool cold_plan_is_kept_by_caller(const Access *access, const ColdPlan *plan);

/* Adds the level of this rank, or changes it. NOT_FOUND unless the caller's house keeps the
 * plan, CONFLICT for a closed one; INVALID "rank", "name", "cause", "threshold". */
MUST_USE Outcome cold_level_set(Access *access, const ColdLevel *level);
MUST_USE Outcome cold_level_list(Access *access, Id plan, ColdLevelList *levels);

/* INVALID "rank" for a level the plan does not have. */
MUST_USE Outcome cold_level_get(Access *access, Id plan, int64_t rank, ColdLevel *level);

/* Says what a unit or a service of the caller's house does at a level; a measure that changes
 * nothing is taken away. It holds from the next time the level is switched on. REFUSED "unit"
 * or "service" for one of another house; INVALID "places" of a service, "hours" of a unit or
 * with anything but openings, "unit" for both or neither. */
MUST_USE Outcome cold_measure_set(Access *access, const ColdMeasure *measure);
MUST_USE Outcome cold_measure_list(Access *access, Id plan, ColdMeasureList *measures);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The heart: from a person's situation to the doors to open together. Reads the situation,
 * finds the doors that could answer, asks the plan's kernel for the best set and order, and
 * explains each door, each gap and each question worth asking.
 */
#pragma once

#include "directory/search.h"
#include "matching/network.h"
#include "matching/plan.h"

typedef enum Moving { MOVING_WALK, MOVING_WHEELCHAIR, MOVING_TRANSIT, MOVING_CAR } Moving;

typedef struct SituationNeed {
    uint32_t need;  /* term of the vocabulary "needs" */
    int32_t weight; /* 1 to 1000 */
    int32_t within; /* minutes from the start; PLAN_NO_DEADLINE */
    Text asked;     /* the words it was given in */
} SituationNeed;

typedef struct Situation {
    Moment at;
    int32_t horizon; /* minutes */
    bool has_origin;
    GeoPoint origin;
    Phrase place_name; /* as shown: "4000 Liège", "4000 Luik" */
    Text postal_code;
    Moving moving;
    TextSpan languages;
    SituationNeed needs[PLAN_MAX_NEEDS];
    size_t need_count;
    FactSet facts;
    TextSpan refused; /* services, by id or key, that must not appear */
} Situation;

/* Reads the JSON of docs/reference/situation.md. Plain words are resolved as search does.
 * INVALID or NOT_FOUND names the field by its JSON pointer. */
MUST_USE Outcome situation_read(Arena *arena, const Network *network, Text document, Moment now,
                                Situation *situation, Problem *problem);
MUST_USE Outcome situation_read_json(Arena *arena, const Network *network, const json_t *root,
                                     Moment now, Situation *situation, Problem *problem);

/* Finds the place by postal code, name of a commune or a known place, or by "latitude,
 * longitude". NOT_FOUND when unknown. */
MUST_USE Outcome situation_set_place(Arena *arena, const Network *network, Text words,
                                     Situation *situation, Problem *problem);

/* The place at a position: a known place nearby by its name, else "près de" the nearest town.
 * The situation keeps the position exactly. */
void situation_set_point(Arena *arena, const Network *network, GeoPoint point,
                         Situation *situation);

/* The place in words situation_set_place understands: its name, else its position. */
Text situation_place_words(Arena *arena, const Network *network, const Situation *situation,
                           Language language);

Text moving_name(Moving moving); /* "walk", ... */
bool moving_parse(Text name, Moving *moving);

/* The same situation as JSON, with codes: what a kept plan is made from again. */
Text situation_write(Arena *arena, const Network *network, const Situation *situation);

typedef struct MatchDoor {
    uint32_t door;
    IndexSpan needs; /* indexes of situation needs it meets */
    Moment arrive;
    Moment start;
    Moment leave;
    Moment open_until; /* MOMENT_NONE when the hours are unknown or it never closes */
    bool hours_known;
    Answer eligibility;
    TextSpan because;
    TextSpan unknown;
    TextSpan bring;
    TextSpan entry;     /* how to get in */
    IndexSpan requires; /* positions of doors to open first */
    Text cost;
    int32_t travel_minutes; /* -1 when the place is not known */
    bool travel_is_rough;   /* to the centre of a postal code or commune */
    uint32_t alternatives[2];
    size_t alternative_count;
} MatchDoor;

typedef struct FallenDoor {
    uint32_t service;
    Text reason;
} FallenDoor;

typedef struct MatchGap {
    uint32_t need; /* index of situation needs */
    const FallenDoor *fallen;
    size_t fallen_count;
    SearchProposal wider; /* when the directory has no door for the need at all */
} MatchGap;

typedef struct MatchQuestion {
    int fact;
    Text text;
    Text improves;
} MatchQuestion;

typedef struct MatchPlan {
    const MatchDoor *doors;
    size_t door_count;
    const MatchGap *gaps;
    size_t gap_count;
    PlanResult proof;
} MatchPlan;

typedef struct MatchAnswer {
    MatchPlan best;
    bool has_certain; /* the best plan without unknowns differs */
    MatchPlan certain;
    const MatchQuestion *questions;
    size_t question_count;
    int64_t nanoseconds;
} MatchAnswer;

MUST_USE Outcome match(Arena *arena, const Network *network, const Situation *situation,
                       Language language, MatchAnswer *answer, Problem *problem);

/* The answer as the JSON of docs/reference/situation.md, and as words for a terminal. */
void match_write_json(const Network *network, const Situation *situation,
                      const MatchAnswer *answer, Language language, JsonWriter *writer);
Text match_write_text(Arena *arena, const Network *network, const Situation *situation,
                      const MatchAnswer *answer, Language language);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The heart: from a person's situation to the doors to open together. Finds the doors that
 * could answer, asks the plan's kernel for the best set and order, and explains each door, each
 * gap and each question worth asking.
 */
#pragma once

#include "matching/situation.h"

/* What a person does first about a door. An hour is told only with TIMING_COME. */
typedef enum Timing {
    TIMING_COME,       /* the hours are known */
    TIMING_CALL_NOW,   /* a telephone that answers now, or a place that cannot wait */
    TIMING_CALL_FIRST, /* the hours are not known; a number is */
    TIMING_ASK_FIRST,  /* neither is */
} Timing;

typedef struct MatchDoor {
    uint32_t door;
    IndexSpan needs; /* indexes of situation needs it meets */
    Timing timing;
    bool is_certain;    /* may come, there is room, the hours are known */
    bool is_same_visit; /* at the place of the door before */
    Moment arrive;
    Moment start;
    Moment leave; /* of a bed: the morning, unless something else follows the same evening */
    Moment open_until; /* MOMENT_NONE when the hours are unknown or it never closes */
    bool hours_known;
    Answer eligibility;
    TextSpan because;
    TextSpan unknown;
    TextSpan bring;
    TextSpan entry;     /* how to get in */
    TextSpan notes;     /* doubts of the directory: for workers */
    IndexSpan requires; /* positions of doors to open first */
    IndexSpan givers;   /* services of which one gives what must be had first */
    Text cost;
    int32_t travel_minutes; /* -1 when the start or the address is not known */
    bool travel_is_rough;   /* to the centre of a postal code or commune */
    uint32_t alternatives[2];
    size_t alternative_count;
} MatchDoor;

typedef struct FallenDoor {
    uint32_t service;
    Text reason;
    Text phone; /* worth calling: the reason may prove wrong; else empty */
} FallenDoor;

typedef struct MatchGap {
    uint32_t need; /* index of situation needs */
    const FallenDoor *fallen;
    size_t fallen_count;
    SearchProposal wider; /* when the directory has no door for the need at all */
    const uint32_t *call; /* doors where somebody listens to anybody by telephone, now first */
    size_t call_count;
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
    bool rests_on_presumed; /* some hours are presumed: best as far as we know */
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

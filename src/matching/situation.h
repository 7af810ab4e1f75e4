/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a person says of their situation (docs/reference/situation.md): needs, facts, place and
 * time, read from JSON or filled by a page, and written again for a plan that is kept.
 */
#pragma once

#include "directory/search.h"
#include "matching/network.h"
#include "matching/plan.h"

typedef enum Moving { MOVING_WALK, MOVING_WHEELCHAIR, MOVING_TRANSIT, MOVING_CAR } Moving;

enum { SITUATION_MOST_GIVEN = 64 };

typedef struct SituationNeed {
    uint32_t need;       /* term of the vocabulary "needs" */
    int32_t weight;      /* 1 to 1000 */
    int32_t within;      /* minutes from the start; PLAN_NO_DEADLINE */
    bool is_limit_usual; /* nobody said how long it can wait: `within` is the vocabulary's */
    Text asked;          /* the words it was given in */
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
    TextSpan given;   /* services, likewise, whose card, ticket or letter the person holds */
} Situation;

/* Reads the JSON of docs/reference/situation.md. Plain words are resolved as search does.
 * INVALID or NOT_FOUND names the field by its JSON pointer. */
MUST_USE Outcome situation_read(Arena *arena, const Network *network, Text document, Moment now,
                                Situation *situation, Problem *problem);
MUST_USE Outcome situation_read_json(Arena *arena, const Network *network, const json_t *root,
                                     Moment now, Situation *situation, Problem *problem);

/* NOT_FOUND for a service to be refused, or given, that nothing is called: mistyped, it would
 * be opened, or asked for again. A plan kept for weeks may name one that is gone, and is not
 * asked. */
MUST_USE Outcome situation_check_named(const Network *network, const Situation *situation,
                                       Problem *problem);

/* Six in the coming morning: the end of the night the moment is in, or of the next. */
Moment night_end(Moment moment);

/* Moves the start; limits that nobody said move with it, so that "tonight" stays this night. */
void situation_set_start(const Network *network, Situation *situation, Moment at);

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

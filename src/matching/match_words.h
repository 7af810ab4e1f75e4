/* SPDX-License-Identifier: EUPL-1.2 */
/* The sentences a plan is explained with, in four languages. Private to matching. */
#pragma once

#include "words/language.h"

typedef enum MatchSentence {
    SAY_OPEN_TO_ALL,
    SAY_NO_CONDITION_KNOWN,
    SAY_HOURS_UNKNOWN,
    SAY_HOURS_UNKNOWN_NO_PHONE,
    SAY_HOURS_TOLD,
    SAY_CAPACITY_UNKNOWN,
    SAY_PLACES_KNOWN,
    SAY_PLACE_ROUGH,
    SAY_PLACE_SITE,
    SAY_PLACE_UNKNOWN,
    SAY_WIDER_NEED,
    SAY_CONDITION_OPEN,
    SAY_LANGUAGE_SPOKEN,
    SAY_LANGUAGE_UNKNOWN,
    SAY_INTERPRETER,
    SAY_WHEELCHAIR_UNKNOWN,
    SAY_WHEELCHAIR_TOLD,
    SAY_ANIMAL_UNKNOWN,
    SAY_ANIMAL_REFUSED,
    SAY_ANIMAL_WELCOME,
    SAY_GIVER_UNKNOWN,
    SAY_FREE,
    SAY_COST_UNKNOWN,
    SAY_TOO_FAR,
    SAY_CLOSED_IN_TIME,
    SAY_NOT_ELIGIBLE,
    SAY_GIVER_UNREACHABLE,
    SAY_REFUSED,
    SAY_NO_ROOM_IN_PLAN,
    SAY_IMPROVES_ANSWERS,
    SAY_IMPROVES_PLACES,
    SAY_IMPROVES_CERTAINTY,
    SAY_IMPROVES_SOONER,
    SAY_IMPROVES_TRAVEL,
    SAY_IMPROVES_PAPERS,
    SAY_NOT_VALID,
    SAY_NOT_IN_TIME,
    SAY_NOT_TODAY,
    SAY_NOT_TONIGHT,
    SAY_OPENS_LATER,
    SAY_OPENS_LATER_MAYBE,
    SAY_FALL_HOURS_UNKNOWN,
    SAY_FALL_HOURS_UNKNOWN_NO_PHONE,
    SAY_LIVE_FREE,
    SAY_LIVE_FULL,
    SAY_LIVE_TOLD_FULL,
    SAY_LIVE_FULL_TODAY,
    SAY_LIVE_OLD,
    SAY_COUNT
} MatchSentence;

/* The sentence; `{x}` stands for what match_say_with puts in. */
Text match_say(MatchSentence sentence, Language language);
Text match_say_with(Arena *arena, MatchSentence sentence, Language language, Text value);

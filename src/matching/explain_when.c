/* SPDX-License-Identifier: EUPL-1.2 */
/* When a person goes or calls, and what is said of a door that comes too late. */
#include "matching/explain.h"
#include "words/say.h"

/* A need that cannot wait longer than this is called for at once. */
enum { HOURS_THAT_PRESS = 14 };

/* ----------------------------------------------------------------------------- what first */

static bool cannot_wait(const Candidates *candidates, const MatchDoor *door)
{
    for (size_t i = 0; i < door->needs.count; i++) {
        const int32_t within = candidates->situation->needs[door->needs.items[i]].within;
        if (within <= HOURS_THAT_PRESS * 60) {
            return true;
        }
    }
    return false;
}

static bool answers_now(const Candidates *candidates, const Candidate *candidate)
{
    const Hours *hours = candidates->network->catalogue->doors[candidate->door].hours;
    return candidate_is_remote(candidates, candidate->door) &&
           (hours == NULL || hours_state(hours, candidates->situation->at) == HOURS_OPEN);
}

Timing explain_timing(const Candidates *candidates, const Candidate *candidate,
                      const MatchDoor *door)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Phone *phone = catalogue_phone(catalogue, &catalogue->doors[candidate->door]);
    if (phone != NULL && answers_now(candidates, candidate)) {
        return TIMING_CALL_NOW;
    }
    if (candidate->hours_known) {
        return TIMING_COME;
    }
    if (phone == NULL) {
        return TIMING_ASK_FIRST;
    }
    return cannot_wait(candidates, door) ? TIMING_CALL_NOW : TIMING_CALL_FIRST;
}

/* -------------------------------------------------------------------------- falling away */

static MatchSentence too_late(const SituationNeed *need, const Catalogue *catalogue)
{
    if (!need->is_limit_usual) {
        return SAY_NOT_IN_TIME;
    }
    return catalogue->needs->terms[need->need].within == LIMIT_TONIGHT ? SAY_NOT_TONIGHT
                                                                       : SAY_NOT_TODAY;
}

/* The first opening that begins too late; NULL when none does. */
static const PlanWindow *later_window(const Candidates *candidates, size_t index, uint32_t need)
{
    const PlanDoor *door = &candidates->plan.doors[index];
    const int32_t within = candidates->situation->needs[need].within;
    const bool is_late = door->window_count > 0 && door->windows[0].open > within;
    return is_late ? &door->windows[0] : NULL;
}

static Text say_later(const Candidates *candidates, const Candidate *candidate, uint32_t need,
                      const PlanWindow *window)
{
    const Moment opens = candidates->situation->at + (Moment)window->open * 60;
    const Language language = candidates->language;
    const Text when = candidate->hours_known
                          ? say_moment(candidates->arena, language, opens)
                          : say_day(candidates->arena, language, moment_to_local(opens).date);
    const Text later = match_say_with(
        candidates->arena, candidate->hours_known ? SAY_OPENS_LATER : SAY_OPENS_LATER_MAYBE,
        language, when);
    return match_say_with(
        candidates->arena,
        too_late(&candidates->situation->needs[need], candidates->network->catalogue), language,
        later);
}

Text explain_fall(const Candidates *candidates, size_t index, uint32_t need)
{
    const Candidate *candidate = &candidates->items.items[index];
    const Door *door = &candidates->network->catalogue->doors[candidate->door];
    const PlanWindow *later = later_window(candidates, index, need);
    if (candidate->barred && candidate->reason != SAY_FALL_HOURS_UNKNOWN) {
        return match_say_with(candidates->arena, candidate->reason, candidates->language,
                              candidate->reason_value);
    }
    if (later != NULL && door->hours != NULL) {
        return say_later(candidates, candidate, need, later);
    }
    if (candidate->hours_known) {
        return match_say(SAY_NO_ROOM_IN_PLAN, candidates->language);
    }
    const bool can_call = catalogue_phone(candidates->network->catalogue, door) != NULL;
    return match_say(can_call ? SAY_FALL_HOURS_UNKNOWN : SAY_FALL_HOURS_UNKNOWN_NO_PHONE,
                     candidates->language);
}

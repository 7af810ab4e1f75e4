/* SPDX-License-Identifier: EUPL-1.2 */
/* What the houses' own counts say of a door: real occupancy where it is kept, else what was
 * told, with its age. */
#include "matching/candidates_private.h"

#include "resources/sentences.h"
#include "words/say.h"

static bool speaks_of(const LiveUnit *unit, bool is_overnight, Moment at)
{
    return (unit->kind == UNIT_BED) == is_overnight && unit->until > at;
}

static bool is_old(const LiveUnit *unit, Moment at)
{
    return unit->told != 0 && at - unit->told > LIVE_TOLD_SECONDS;
}

void candidate_count_live(const Candidates *candidates, Candidate *candidate)
{
    const Moment at = candidates->situation->at;
    const bool is_overnight = candidate_is_overnight(candidates, candidate);
    const LiveList units =
        live_of_service(candidates->live, candidate_service(candidates, candidate->door)->id);
    CandidateLive live = {0};
    for (size_t i = 0; i < units.count; i++) {
        const LiveUnit *unit = &units.items[i];
        if (speaks_of(unit, is_overnight, at)) {
            live.is_there = true;
            live.free += unit->free;
            live.is_old = live.is_old || is_old(unit, at);
            live.told = unit->told > live.told ? unit->told : live.told;
            live.starts = unit->starts != 0 && (live.starts == 0 || unit->starts < live.starts)
                              ? unit->starts
                              : live.starts;
        }
    }
    live.is_bed = is_overnight;
    candidate->live = live;
}

Text candidate_live_words(const Candidates *candidates, const CandidateLive *live)
{
    Arena *arena = candidates->arena;
    const Language language = candidates->language;
    const Text free = say_count(
        arena, language, live->is_bed ? SAY_UNIT_FREE_BEDS : SAY_UNIT_FREE, (size_t)live->free);
    if (live->told != 0) {
        const Text told = say_with(arena, language, SAY_UNIT_TOLD_AT, "time",
                                   say_moment(arena, language, live->told));
        return text_format(arena, "%.*s, %.*s", TEXT_ARG(free), TEXT_ARG(told));
    }
    if (!live->is_bed && live->starts != 0) {
        return text_format(arena, "%.*s, %.*s",
                           TEXT_ARG(say_moment(arena, language, live->starts)), TEXT_ARG(free));
    }
    return free;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Which doors are candidates: the nearest that answer each need, and those that open others. */
#include "matching/candidates_private.h"

#include <stdlib.h>

#include "matching/travel.h"

enum {
    MOST_A_NEED = 60,      /* nearest doors kept for one need */
    ROOM_FOR_GIVERS = 128, /* doors kept free for those that open others */
    MOST_CHAIN = 4,        /* prescriber of a prescriber of a ... */
};

int candidate_find(const Candidates *candidates, uint32_t door)
{
    for (size_t i = 0; i < candidates->items.count; i++) {
        if (candidates->items.items[i].door == door) {
            return (int)i;
        }
    }
    return -1;
}

static void add_candidate(Candidates *candidates, Candidate candidate)
{
    if (candidates->items.count < PLAN_MAX_DOORS &&
        candidate_find(candidates, candidate.door) < 0) {
        LIST_APPEND(candidates->arena, &candidates->items, candidate);
    }
}

int32_t travel_presumed(int32_t known)
{
    enum { UNKNOWN_TRAVEL = 30 };
    return known < 0 ? UNKNOWN_TRAVEL : known;
}

/* A door that answers, before it is judged. */
typedef struct Answerer {
    uint32_t door;
    int32_t minutes; /* from the start, as travel_presumed() */
    uint32_t needs;
    uint32_t wider;
    Candidate *judged; /* NULL: not yet */
} Answerer;

typedef struct Answerers {
    Candidates *candidates;
    Arena *scratch;
    Answerer *items; /* the nearest first, then by door */
    size_t count;
    uint32_t exact; /* needs for which a wider need does not count */
} Answerers;

static bool may_answer(const Candidates *candidates, uint32_t need)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Situation *situation = candidates->situation;
    for (size_t i = 0; i < situation->need_count; i++) {
        if (need_is_within(catalogue, need, situation->needs[i].need) ||
            need_is_within(catalogue, situation->needs[i].need, need)) {
            return true;
        }
    }
    return false;
}

/* The services that bear one of the needs asked for, one below or one above: a bit each. */
static uint64_t *mark_services(const Candidates *candidates, Arena *scratch)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    uint64_t *marks = ARENA_ARRAY(scratch, uint64_t, catalogue->service_count / 64 + 1);
    for (uint32_t need = 0; need < catalogue->needs->term_count; need++) {
        const IndexSpan carriers = candidates->network->carriers[need];
        const bool is_asked = carriers.count > 0 && may_answer(candidates, need);
        for (size_t i = 0; i < carriers.count && is_asked; i++) {
            marks[carriers.items[i] / 64] |= UINT64_C(1) << carriers.items[i] % 64;
        }
    }
    return marks;
}

static int32_t minutes_to(const Candidates *candidates, uint32_t door)
{
    return candidate_is_remote(candidates, door)
               ? 0
               : travel_presumed(
                     candidate_travel(candidates, candidate_place(candidates, door)));
}

/* A refused or unsafe door is not even told of among those that fell away. */
static void add_doors(Answerers *answerers, uint32_t index)
{
    const Candidates *candidates = answerers->candidates;
    const Service *service = &candidates->network->catalogue->services[index];
    Candidate probe = {0};
    candidate_find_needs(candidates, service, &probe);
    if (probe.needs == 0 || candidate_service_refused(candidates, service)) {
        return;
    }
    for (size_t i = 0; i < service->doors.count; i++) {
        const uint32_t door = service->doors.items[i];
        answerers->items[answerers->count++] =
            (Answerer){.door = door,
                       .minutes = minutes_to(candidates, door),
                       .needs = probe.needs,
                       .wider = probe.wider};
    }
}

static int compare_answerers(const void *a, const void *b)
{
    const Answerer *left = a;
    const Answerer *right = b;
    if (left->minutes != right->minutes) {
        return left->minutes < right->minutes ? -1 : 1;
    }
    return (left->door > right->door) - (left->door < right->door);
}

static void find_answerers(Answerers *answerers)
{
    const Catalogue *catalogue = answerers->candidates->network->catalogue;
    const uint64_t *marks = mark_services(answerers->candidates, answerers->scratch);
    size_t most = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
            answerers->items = ARENA_ARRAY(answerers->scratch, Answerer, most);
        }
        for (size_t word = 0; word <= catalogue->service_count / 64; word++) {
            for (uint64_t rest = marks[word]; rest != 0; rest &= rest - 1) {
                const uint32_t service =
                    (uint32_t)(word * 64) + (uint32_t)__builtin_ctzll(rest);
                most += catalogue->services[service].doors.count;
                if (pass == 1) {
                    add_doors(answerers, service);
                }
            }
        }
    }
    if (answerers->count > 1) {
        qsort(answerers->items, answerers->count, sizeof *answerers->items, compare_answerers);
    }
}

/* Each is judged once, and only when it may be kept. */
static const Candidate *judged(Answerers *answerers, Answerer *answerer)
{
    if (answerer->judged == NULL) {
        answerer->judged = ARENA_NEW(answerers->scratch, Candidate);
        *answerer->judged = candidate_make(answerers->candidates, answerer->door);
    }
    return answerer->judged;
}

/* So many that the last need finds as much room in the plan as the first. */
static size_t most_a_need(const Candidates *candidates)
{
    const size_t share = (PLAN_MAX_DOORS - ROOM_FOR_GIVERS) / candidates->situation->need_count;
    return share < MOST_A_NEED ? share : MOST_A_NEED;
}

/* Doors further away are all barred. */
static bool is_in_reach(const Answerers *answerers, size_t at)
{
    return at < answerers->count && answerers->items[at].minutes <=
                                        travel_limit(answerers->candidates->situation->moving);
}

/* A wider need counts only where no door the person may go to answers the need itself. */
static bool has_exact(Answerers *answerers, uint32_t need)
{
    for (size_t i = 0; is_in_reach(answerers, i); i++) {
        Answerer *answerer = &answerers->items[i];
        if ((answerer->needs & ~answerer->wider & need) != 0 &&
            !judged(answerers, answerer)->barred) {
            return true;
        }
    }
    return false;
}

static bool counts_for(const Answerers *answerers, const Answerer *answerer, uint32_t need)
{
    return (answerer->needs & ~(answerer->wider & answerers->exact) & need) != 0;
}

static void keep(Answerers *answerers, Candidate candidate)
{
    candidate.needs &= ~(candidate.wider & answerers->exact);
    candidate.wider &= ~answerers->exact;
    add_candidate(answerers->candidates, candidate);
}

/* The nearest doors of the need: those the person may go to, then those that fell away. */
static void keep_nearest(Answerers *answerers, uint32_t need)
{
    const size_t most = most_a_need(answerers->candidates);
    size_t kept = 0;
    for (size_t i = 0; kept < most && is_in_reach(answerers, i); i++) {
        Answerer *answerer = &answerers->items[i];
        if (counts_for(answerers, answerer, need) && !judged(answerers, answerer)->barred) {
            keep(answerers, *answerer->judged);
            kept++;
        }
    }
    for (size_t i = 0; kept < most && i < answerers->count; i++) {
        Answerer *answerer = &answerers->items[i];
        if (counts_for(answerers, answerer, need) && judged(answerers, answerer)->barred) {
            keep(answerers, *answerer->judged);
            kept++;
        }
    }
}

static void gather_answers(Candidates *candidates)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Answerers answerers = {.candidates = candidates, .scratch = scratch};
    const size_t need_count = candidates->situation->need_count;
    find_answerers(&answerers);
    for (size_t need = 0; need < need_count; need++) {
        answerers.exact |= has_exact(&answerers, 1U << need) ? 1U << need : 0;
    }
    for (size_t need = 0; need < need_count; need++) {
        keep_nearest(&answerers, 1U << need);
    }
}

/* -------------------------------------------------------------------------- dependencies */

static void gather_givers(Candidates *candidates, uint32_t service, int depth)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const Service *entered = &catalogue->services[service];
    for (size_t i = 0; i < entered->access_count && depth < MOST_CHAIN; i++) {
        if (!candidate_step_is_needed(candidates, service, i)) {
            continue;
        }
        const IndexSpan by = entered->access[i].by;
        for (size_t j = 0; j < by.count; j++) {
            const Service *giver = &catalogue->services[by.items[j]];
            for (size_t k = 0; by.items[j] != service && k < giver->doors.count; k++) {
                if (candidate_find(candidates, giver->doors.items[k]) < 0) {
                    add_candidate(candidates,
                                  candidate_make(candidates, giver->doors.items[k]));
                    gather_givers(candidates, by.items[j], depth + 1);
                }
            }
        }
    }
}

void candidates_gather(Candidates *candidates)
{
    candidates->facts = &candidates->situation->facts;
    candidates->live = live_copy(candidates->network->live, candidates->arena);
    gather_answers(candidates);
    const size_t answers = candidates->items.count;
    for (size_t i = 0; i < answers; i++) {
        const Candidate candidate = candidates->items.items[i];
        if (!candidate.barred) {
            const uint32_t service =
                candidates->network->catalogue->doors[candidate.door].service;
            gather_givers(candidates, service, 0);
        }
    }
    candidates_fill_plan(candidates);
    candidates_find_steps(candidates);
    candidates_judge(candidates, candidates->facts);
}

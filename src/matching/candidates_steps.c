/* SPDX-License-Identifier: EUPL-1.2 */
/* What must be done before a door opens: the card, ticket or enquiry that another service
 * gives, and what follows for the plan where nobody within reach can give it. */
#include "matching/candidates_private.h"

#include <string.h>

typedef LIST_OF(PlanGroup) GroupList;

static bool is_given(const Candidates *candidates, uint32_t service)
{
    const TextSpan given = candidates->situation->given;
    for (size_t i = 0; i < given.count; i++) {
        if (service_is_called(&candidates->network->catalogue->services[service],
                              given.items[i])) {
            return true;
        }
    }
    return false;
}

/* By one of those who give it, or by a convention that bears the name of the door itself. */
static bool step_is_given(const Candidates *candidates, uint32_t service, size_t step)
{
    const IndexSpan by = candidates->network->catalogue->services[service].access[step].by;
    bool is_had = by.count > 0 && is_given(candidates, service);
    for (size_t i = 0; i < by.count; i++) {
        is_had = is_had || is_given(candidates, by.items[i]);
    }
    return is_had;
}

bool candidate_step_is_needed(const Candidates *candidates, uint32_t service, size_t step)
{
    const Condition *unless = candidates->network->rules[service].unless[step];
    return !step_is_given(candidates, service, step) &&
           (unless == NULL || condition_answer(unless, candidates->facts, NULL) != ANSWER_YES);
}

IndexSpan candidate_givers(const Candidates *candidates, uint32_t service)
{
    const Service *entered = &candidates->network->catalogue->services[service];
    size_t most = 0;
    for (size_t i = 0; i < entered->access_count; i++) {
        most += entered->access[i].by.count;
    }
    uint32_t *givers = ARENA_ARRAY(candidates->arena, uint32_t, most);
    size_t count = 0;
    for (size_t i = 0; i < entered->access_count; i++) {
        const IndexSpan by = entered->access[i].by;
        const bool is_needed = candidate_step_is_needed(candidates, service, i);
        for (size_t j = 0; is_needed && j < by.count; j++) {
            givers[count++] = by.items[j];
        }
    }
    return (IndexSpan){givers, count};
}

static bool kind_needs_a_giver(AccessKind kind)
{
    switch (kind) {
    case ACCESS_PRESCRIBER:
    case ACCESS_CARD:
    case ACCESS_TICKET:
    case ACCESS_LETTER:
    case ACCESS_ENQUIRY:
        return true;
    case ACCESS_WALK_IN:
    case ACCESS_PHONE:
    case ACCESS_APPOINTMENT:
    case ACCESS_FORM:
        break;
    }
    return false;
}

bool candidate_step_lacks_giver(const Candidates *candidates, uint32_t service, size_t step)
{
    const AccessStep *access = &candidates->network->catalogue->services[service].access[step];
    return access->by.count == 0 && kind_needs_a_giver(access->kind) &&
           candidate_step_is_needed(candidates, service, step);
}

/* ------------------------------------------------------------------------------- givers */

/* Would opening `service` need `target` first? Then the two wait for each other. */
static bool leads_to(const Candidates *candidates, uint32_t service, uint32_t target)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const ArenaMark mark = arena_mark(candidates->arena);
    bool *seen = ARENA_ARRAY(candidates->arena, bool, catalogue->service_count);
    LIST_OF(uint32_t) ahead = {0};
    LIST_APPEND(candidates->arena, &ahead, service);
    while (ahead.count > 0 && !seen[target]) {
        const uint32_t at = ahead.items[--ahead.count];
        for (size_t i = 0; !seen[at] && i < catalogue->services[at].access_count; i++) {
            const IndexSpan by = catalogue->services[at].access[i].by;
            const bool is_needed = by.count > 0 && candidate_step_is_needed(candidates, at, i);
            for (size_t j = 0; is_needed && j < by.count; j++) {
                LIST_APPEND(candidates->arena, &ahead, by.items[j]);
            }
        }
        seen[at] = true;
    }
    const bool leads = seen[target];
    arena_rewind(candidates->arena, mark);
    return leads;
}

static PlanGroup givers_of(const Candidates *candidates, uint32_t service, size_t step)
{
    const Catalogue *catalogue = candidates->network->catalogue;
    const IndexSpan by = catalogue->services[service].access[step].by;
    size_t most = 0;
    for (size_t j = 0; j < by.count; j++) {
        most += catalogue->services[by.items[j]].doors.count;
    }
    int32_t *doors = ARENA_ARRAY(candidates->arena, int32_t, most);
    size_t count = 0;
    for (size_t j = 0; j < by.count; j++) {
        const Service *giver = &catalogue->services[by.items[j]];
        if (leads_to(candidates, by.items[j], service)) {
            continue;
        }
        for (size_t k = 0; k < giver->doors.count; k++) {
            const int found = candidate_find(candidates, giver->doors.items[k]);
            if (found >= 0) {
                doors[count++] = found;
            }
        }
    }
    return (PlanGroup){doors, count};
}

/* Whether the planner, which tells a limited number of groups apart, can take this one. */
static bool group_fits(Arena *arena, GroupList *groups, PlanGroup group)
{
    for (size_t i = 0; i < groups->count; i++) {
        const PlanGroup *known = &groups->items[i];
        if (known->count == group.count &&
            memcmp(known->doors, group.doors, group.count * sizeof *group.doors) == 0) {
            return true;
        }
    }
    if (groups->count == PLAN_MAX_GROUPS) {
        return false;
    }
    LIST_APPEND(arena, groups, group);
    return true;
}

static void find_steps_of(const Candidates *candidates, GroupList *groups, Candidate *candidate)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    const Service *entered = candidate_service(candidates, candidate->door);
    CandidateStep *steps = ARENA_ARRAY(candidates->arena, CandidateStep, entered->access_count);
    candidate->steps = steps;
    candidate->requires = ARENA_ARRAY(candidates->arena, PlanGroup, entered->access_count);
    for (size_t i = 0; i < entered->access_count; i++) {
        if (entered->access[i].by.count == 0 ||
            !candidate_step_is_needed(candidates, service, i)) {
            continue;
        }
        const CandidateStep step = {i, givers_of(candidates, service, i)};
        if (!group_fits(candidates->arena, groups, step.givers)) {
            candidate_bar(candidate, SAY_NO_ROOM_IN_PLAN, TEXT(""));
            return;
        }
        steps[candidate->step_count++] = step;
    }
}

void candidates_find_steps(Candidates *candidates)
{
    GroupList groups = {0};
    for (size_t i = 0; i < candidates->items.count; i++) {
        find_steps_of(candidates, &groups, &candidates->items.items[i]);
    }
}

/* ------------------------------------------------------------------------- what follows */

static bool somebody_gives(const Candidates *candidates, PlanGroup givers)
{
    for (size_t i = 0; i < givers.count; i++) {
        if (!candidates->items.items[givers.doors[i]].barred) {
            return true;
        }
    }
    return false;
}

static void require_givers(const Candidates *candidates, Candidate *candidate, PlanDoor *door)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    const Service *entered = candidate_service(candidates, candidate->door);
    size_t count = 0;
    for (size_t i = 0; i < candidate->step_count; i++) {
        const CandidateStep *step = &candidate->steps[i];
        if (!candidate_step_is_needed(candidates, service, step->step)) {
            continue;
        }
        if (!somebody_gives(candidates, step->givers)) {
            const Phrase *words = &entered->access[step->step].text;
            candidate_bar(candidate, SAY_GIVER_UNREACHABLE,
                          phrase_in(words, candidates->language, NULL));
            return;
        }
        candidate->requires[count++] = step->givers;
    }
    door->requires = candidate->requires;
    door->require_count = count;
}

void candidates_require(Candidates *candidates)
{
    /* A bar spreads from a giver to what needs it: each round by one step of the chain. */
    bool spreads = true;
    while (spreads) {
        spreads = false;
        for (size_t i = 0; i < candidates->items.count; i++) {
            Candidate *candidate = &candidates->items.items[i];
            const bool was_barred = candidate->barred;
            require_givers(candidates, candidate, &candidates->doors[i]);
            spreads = spreads || candidate->barred != was_barred;
        }
    }
}

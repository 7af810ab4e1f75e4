/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/match.h"

#include <string.h>

#include "matching/candidates.h"
#include "matching/explain.h"
#include "matching/unmet.h"

enum {
    MOST_QUESTIONS = 5,
    MOST_PROBED_FACTS = 12,
    MOST_PROBED_VALUES = 128,
};

/* Nanoseconds for the plan, for one "what if" of the questions, and for all of them. */
static const int64_t PLAN_BUDGET = 50000000;
static const int64_t PROBE_BUDGET = 3000000;
static const int64_t QUESTIONS_BUDGET = 200000000;

/* ------------------------------------------------------------------------------- doors */

static IndexSpan positions_of(Arena *arena, uint32_t mask)
{
    uint32_t *needs = ARENA_ARRAY(arena, uint32_t, PLAN_MAX_NEEDS);
    size_t count = 0;
    for (uint32_t i = 0; i < PLAN_MAX_NEEDS; i++) {
        if ((mask & (1U << i)) != 0) {
            needs[count++] = i;
        }
    }
    return (IndexSpan){needs, count};
}

/* The end of the opening the visit falls in; none when it is still open three days later. */
static Moment open_until(const Candidates *candidates, const Candidate *candidate, Moment start)
{
    const Door *door = &candidates->network->catalogue->doors[candidate->door];
    const Moment limit = start + (Moment)3 * 86400;
    HoursWindowList windows = {0};
    if (door->hours == NULL) {
        return MOMENT_NONE;
    }
    hours_windows(candidates->arena, door->hours, start, limit, &windows);
    const bool open = windows.count > 0 && windows.items[0].from == start &&
                      windows.items[0].state == HOURS_OPEN;
    return open && windows.items[0].to < limit ? windows.items[0].to : MOMENT_NONE;
}

/* Nobody waits at a closed door: the person sets out to be there when the visit starts. Who
 * sleeps there leaves in the morning, unless something follows before. */
static void fill_times(const Candidates *candidates, const PlanResult *plan, size_t position,
                       MatchDoor *door)
{
    const PlanVisit *visit = &plan->visits[position];
    const Moment at = candidates->situation->at;
    door->start = at + (Moment)visit->start * 60;
    door->arrive = door->start;
    door->leave = at + (Moment)visit->leave * 60;
    const Moment morning = night_end(door->start);
    const bool is_last = position + 1 == plan->visit_count ||
                         at + (Moment)plan->visits[position + 1].start * 60 >= morning;
    if (is_last && candidate_is_overnight(candidates, &candidates->items.items[visit->door])) {
        door->leave = morning;
    }
}

static bool is_same_visit(const Candidates *candidates, const PlanResult *plan, size_t position)
{
    const PlanDoor *doors = candidates->plan.doors;
    if (position == 0 || doors[plan->visits[position].door].place == PLAN_REMOTE) {
        return false;
    }
    const PlanVisit *before = &plan->visits[position - 1];
    return doors[before->door].place == doors[plan->visits[position].door].place &&
           before->leave == plan->visits[position].start;
}

static MatchDoor door_of_visit(const Candidates *candidates, const PlanResult *plan,
                               const PlanAlternatives *alternatives, size_t position)
{
    const PlanVisit *visit = &plan->visits[position];
    const Candidate *candidate = &candidates->items.items[visit->door];
    MatchDoor door = {
        .door = candidate->door,
        .needs = positions_of(candidates->arena, visit->newly_met),
        .hours_known = candidate->hours_known,
        .eligibility = candidate->eligibility,
        .requires = positions_of(candidates->arena, visit->satisfiers),
        .givers = candidate_givers(
            candidates, candidates->network->catalogue->doors[candidate->door].service),
        .travel_minutes = candidate->travel,
        .is_same_visit = is_same_visit(candidates, plan, position),
    };
    fill_times(candidates, plan, position, &door);
    door.open_until = open_until(candidates, candidate, door.start);
    for (size_t i = 0; i < 2; i++) {
        const int32_t other = alternatives->doors[position][i];
        if (other >= 0) {
            door.alternatives[door.alternative_count++] = candidates->items.items[other].door;
        }
    }
    explain_door(candidates, candidate, &door);
    return door;
}

/* ------------------------------------------------------------------------------- plans */

static void fill_gaps(const Candidates *candidates, uint32_t unanswered, MatchPlan *plan)
{
    MatchGap *gaps = ARENA_ARRAY(candidates->arena, MatchGap, PLAN_MAX_NEEDS);
    for (uint32_t i = 0; i < candidates->situation->need_count; i++) {
        if ((unanswered & (1U << i)) != 0) {
            gaps[plan->gap_count++] = unmet_explain(candidates, i);
        }
    }
    plan->gaps = gaps;
}

static Outcome solve(const Candidates *candidates, uint32_t forbid, MatchPlan *plan,
                     Problem *problem)
{
    const PlanOptions options = {.budget = PLAN_BUDGET, .forbid = forbid};
    TRY(plan_solve(candidates->arena, &candidates->plan, &options, &plan->proof, problem));
    PlanAlternatives alternatives = {0};
    plan_alternatives(candidates->arena, &candidates->plan, &plan->proof, forbid,
                      &alternatives);
    MatchDoor *doors = ARENA_ARRAY(candidates->arena, MatchDoor, plan->proof.visit_count);
    for (size_t i = 0; i < plan->proof.visit_count; i++) {
        doors[i] = door_of_visit(candidates, &plan->proof, &alternatives, i);
        plan->rests_on_presumed = plan->rests_on_presumed || !doors[i].hours_known;
    }
    plan->doors = doors;
    plan->door_count = plan->proof.visit_count;
    fill_gaps(candidates, plan->proof.unanswered, plan);
    return OK;
}

/* --------------------------------------------------------------------------- questions */

typedef LIST_OF(const Condition *) ConditionList;
typedef LIST_OF(int) FactIndexes;

typedef struct Probe {
    int fact;
    PlanLevel level; /* the first level it may improve; PLAN_LEVELS: none */
    int64_t gain;
} Probe;

static void note_gain(const PlanValue *now, const PlanValue *then, Probe *probe)
{
    for (int level = 0; level < PLAN_LEVELS; level++) {
        const int64_t gain = now->level[level] - then->level[level];
        if (gain < 0) {
            return;
        }
        if (gain > 0) {
            if ((PlanLevel)level < probe->level ||
                ((PlanLevel)level == probe->level && gain > probe->gain)) {
                probe->level = (PlanLevel)level;
                probe->gain = gain;
            }
            return;
        }
    }
}

/* Each condition once: the doors of one service share theirs. */
static void add_condition(const Candidates *candidates, const Condition *condition,
                          ConditionList *open)
{
    for (size_t i = 0; i < open->count; i++) {
        if (open->items[i] == condition) {
            return;
        }
    }
    LIST_APPEND(candidates->arena, open, condition);
}

static void add_conditions_of(const Candidates *candidates, const Candidate *candidate,
                              ConditionList *open)
{
    const uint32_t service = candidates->network->catalogue->doors[candidate->door].service;
    const ServiceRules *rules = &candidates->network->rules[service];
    if (candidate->barred && candidate->reason != SAY_GIVER_UNREACHABLE) {
        return;
    }
    if (candidate->eligibility == ANSWER_UNKNOWN && candidate->entry != NULL) {
        add_condition(candidates, candidate->entry, open);
    }
    const size_t steps = candidate_service(candidates, candidate->door)->access_count;
    for (size_t i = 0; i < steps; i++) {
        if (rules->unless[i] != NULL && candidate_step_is_needed(candidates, service, i)) {
            add_condition(candidates, rules->unless[i], open);
        }
    }
}

/* All that still hangs on facts nobody has told: conditions of entry, and ways in that a card
 * would spare. The planned doors come first. */
static ConditionList open_conditions(const Candidates *candidates, const PlanResult *planned)
{
    ConditionList open = {0};
    bool *is_planned = ARENA_ARRAY(candidates->arena, bool, candidates->items.count);
    for (size_t v = 0; v < planned->visit_count; v++) {
        is_planned[planned->visits[v].door] = true;
    }
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < candidates->items.count; i++) {
            if (is_planned[i] == (pass == 0)) {
                add_conditions_of(candidates, &candidates->items.items[i], &open);
            }
        }
    }
    return open;
}

static bool holds_fact(const FactIndexes *facts, int fact)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i] == fact) {
            return true;
        }
    }
    return false;
}

/* The facts that could still decide one of the conditions, in their order; refused ones are not
 * asked again. */
static FactIndexes open_facts(const Candidates *candidates, const ConditionList *conditions)
{
    FactIndexes facts = {0};
    for (size_t i = 0; i < conditions->count; i++) {
        Explanation explanation = {0};
        condition_explain(candidates->arena, conditions->items[i],
                          &candidates->situation->facts, AUDIENCE_SELF, candidates->language,
                          &explanation);
        for (size_t f = 0; f < explanation.missing.count; f++) {
            const int fact = explanation.missing.items[f];
            if (facts.count < MOST_PROBED_FACTS && !holds_fact(&facts, fact) &&
                candidates->situation->facts.values[fact].state == FACT_UNKNOWN) {
                LIST_APPEND(candidates->arena, &facts, fact);
            }
        }
    }
    return facts;
}

/* The plan if the fact were each of the values at which some condition changes. */
static Probe probe_fact(Candidates *candidates, const Condition *conditions, int fact,
                        const PlanValue *now, int64_t stop_at)
{
    FactValue values[MOST_PROBED_VALUES];
    FactSet facts = candidates->situation->facts;
    const size_t count = condition_values(conditions, fact, values, MOST_PROBED_VALUES);
    Probe probe = {.fact = fact, .level = PLAN_LEVELS};
    for (size_t i = 0; i < count; i++) {
        const int64_t left = stop_at - monotonic_nanoseconds();
        const PlanOptions options = {.budget = left < PROBE_BUDGET ? left : PROBE_BUDGET};
        PlanResult result;
        if (left <= 0) {
            break;
        }
        facts.values[fact] = values[i];
        candidates_judge(candidates, &facts);
        if (plan_solve(candidates->arena, &candidates->plan, &options, &result, NULL) == OK) {
            note_gain(now, &result.value, &probe);
        }
    }
    return probe;
}

static MatchSentence improvement(PlanLevel level)
{
    switch (level) {
    case PLAN_UNMET:
        return SAY_IMPROVES_ANSWERS;
    case PLAN_PLACES:
    case PLAN_VISITS:
        return SAY_IMPROVES_PLACES;
    case PLAN_ELIGIBILITY_UNKNOWN:
    case PLAN_CAPACITY_UNKNOWN:
    case PLAN_HOURS_UNKNOWN:
        return SAY_IMPROVES_CERTAINTY;
    case PLAN_TRAVEL:
        return SAY_IMPROVES_TRAVEL;
    case PLAN_PAPERS:
        return SAY_IMPROVES_PAPERS;
    case PLAN_WAIT:
    case PLAN_LEVELS:
        break;
    }
    return SAY_IMPROVES_SOONER;
}

/* Best first: the level it improves, then the gain, then the gentler question. */
static bool probe_is_better(const FactVocabulary *facts, const Probe *a, const Probe *b)
{
    if (a->level != b->level) {
        return a->level < b->level;
    }
    if (a->gain != b->gain) {
        return a->gain > b->gain;
    }
    return facts->facts[a->fact].sensitivity < facts->facts[b->fact].sensitivity;
}

static void fill_questions(Candidates *candidates, MatchAnswer *answer)
{
    Probe probes[MOST_PROBED_FACTS];
    const FactVocabulary *vocabulary = candidates->network->facts;
    const int64_t stop_at = monotonic_nanoseconds() + QUESTIONS_BUDGET;
    const ConditionList open = open_conditions(candidates, &answer->best.proof);
    const FactIndexes facts = open_facts(candidates, &open);
    /* Together, so that a value is tried for every stretch between all their constants. */
    const Condition *all = condition_all(candidates->arena, vocabulary, open.items, open.count);
    size_t useful = 0;
    for (size_t i = 0; i < facts.count; i++) {
        const Probe probe =
            probe_fact(candidates, all, facts.items[i], &answer->best.proof.value, stop_at);
        if (probe.level == PLAN_LEVELS) {
            continue;
        }
        size_t at = useful++;
        for (; at > 0 && probe_is_better(vocabulary, &probe, &probes[at - 1]); at--) {
            probes[at] = probes[at - 1];
        }
        probes[at] = probe;
    }
    candidates_judge(candidates, &candidates->situation->facts);
    MatchQuestion *questions = ARENA_ARRAY(candidates->arena, MatchQuestion, MOST_QUESTIONS);
    for (size_t i = 0; i < useful && i < MOST_QUESTIONS; i++) {
        const Fact *fact = &vocabulary->facts[probes[i].fact];
        questions[answer->question_count++] = (MatchQuestion){
            .fact = probes[i].fact,
            .text = phrase_in(&fact->question, candidates->language, NULL),
            .improves = match_say(improvement(probes[i].level), candidates->language),
        };
    }
    answer->questions = questions;
}

/* -------------------------------------------------------------------------------- match */

static bool plans_differ(const MatchPlan *a, const MatchPlan *b)
{
    if (a->door_count != b->door_count) {
        return true;
    }
    for (size_t i = 0; i < a->door_count; i++) {
        if (a->doors[i].door != b->doors[i].door) {
            return true;
        }
    }
    return false;
}

Outcome match(Arena *arena, const Network *network, const Situation *situation,
              Language language, MatchAnswer *answer, Problem *problem)
{
    const int64_t started = monotonic_nanoseconds();
    Candidates candidates = {
        .arena = arena, .network = network, .situation = situation, .language = language};
    memset(answer, 0, sizeof *answer);
    candidates_gather(&candidates);
    TRY(solve(&candidates, 0, &answer->best, problem));
    const uint32_t unknowns =
        PLAN_UNKNOWN_ELIGIBILITY | PLAN_UNKNOWN_CAPACITY | PLAN_UNKNOWN_HOURS;
    TRY(solve(&candidates, unknowns, &answer->certain, problem));
    answer->has_certain =
        answer->certain.door_count > 0 && plans_differ(&answer->best, &answer->certain);
    fill_questions(&candidates, answer);
    answer->nanoseconds = monotonic_nanoseconds() - started;
    return OK;
}

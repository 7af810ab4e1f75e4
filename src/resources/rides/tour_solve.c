/* SPDX-License-Identifier: EUPL-1.2 */
/* The two questions asked of the search: the tours of a day, and one more request into them. */
#include <string.h>

#include "resources/rides/tour_search.h"

static TourOptions options_of(const TourOptions *given)
{
    TourOptions options = given != NULL ? *given : (TourOptions){0};
    if (options.iterations == 0 && options.milliseconds == 0) {
        options.milliseconds = TOUR_DEFAULT_MILLISECONDS;
    }
    return options;
}

Outcome tour_solve(Arena *arena, const TourProblem *tour, const TourOptions *options,
                   TourPlan *plan, Problem *problem)
{
    Arena *own SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const TourOptions chosen = options_of(options);
    const double began = thread_seconds();
    Work work;
    TRY(tour_work_prepare(own, tour, &work, problem));
    Tours *begin = tours_new(&work);
    if (chosen.begin != NULL) {
        tours_take(&work, chosen.begin, begin);
    }
    Search *search = tour_search_new(own, &work, chosen.seed, begin);
    tour_search_run(search, &chosen);
    tours_give(arena, &work, search->best, plan);
    plan->iterations = search->iterations;
    plan->milliseconds = (thread_seconds() - began) * 1000;
    return OK;
}

/* One call being answered. */
typedef struct Call {
    Arena *arena; /* of the answer */
    Work *work;
    Tours *tours;
    const TourCall *asked;
    TourAnswer *answer;
} Call;

static void answer_give(Call *call, TourAnswerKind kind, double shift, const Tours *before,
                        const Tours *after)
{
    const Work *work = call->work;
    TourAnswer *answer = call->answer;
    answer->kind = kind;
    answer->shift = shift;
    answer->vehicle = after->vehicle_of[call->asked->request];
    answer->extra_cost =
        (double)(after->cost - before->cost + work->penalty[call->asked->request]) /
        TICKS_A_UNIT;
    for (int32_t i = 0; i < work->requests; i++) {
        answer->moved +=
            before->vehicle_of[i] >= 0 && before->vehicle_of[i] != after->vehicle_of[i];
    }
    tours_give(call->arena, work, after, &answer->plan);
}

/* Into the plan as it stands. */
static bool call_fits(Call *call, TourAnswerKind kind, double shift)
{
    const Work *work = call->work;
    Spot best = {.cost = INT64_MAX};
    int32_t vehicle = -1;
    for (int32_t v = 0; v < work->vehicles; v++) {
        const Spot spot = tour_spot(work, NULL, &call->tours->tour[v], call->asked->request);
        if (spot.cost < best.cost) {
            best = spot;
            vehicle = v;
        }
    }
    if (vehicle < 0) {
        return false;
    }
    Tours *after = tours_new(work);
    tours_copy(work, call->tours, after);
    Tour *tour = &after->tour[vehicle];
    after->cost -= tour->cost + work->penalty[call->asked->request];
    tour_put(work, tour, call->asked->request, &best);
    after->cost += tour->cost;
    after->vehicle_of[call->asked->request] = (int16_t)vehicle;
    answer_give(call, kind, shift, call->tours, after);
    return true;
}

/* By moving others. Those served weigh more than the one who calls, who never replaces one. */
static bool call_makes_room(Call *call)
{
    const TourOptions options = {.seed = 1, .milliseconds = call->asked->milliseconds};
    if (options.milliseconds <= 0) {
        return false;
    }
    Search *search = tour_search_new(call->work->arena, call->work, options.seed, call->tours);
    tour_search_run(search, &options);
    if (search->best->vehicle_of[call->asked->request] < 0) {
        return false;
    }
    answer_give(call, TOUR_YES, 0, call->tours, search->best);
    return true;
}

static bool call_fits_at(Call *call, double shift)
{
    const TourRequest *request = &call->work->tour->requests[call->asked->request];
    const double first = request->pickup.earliest < request->dropoff.earliest
                             ? request->pickup.earliest
                             : request->dropoff.earliest;
    if (first + shift < call->asked->earliest || first + shift < 0 ||
        request->dropoff.latest + shift > TOUR_MAX_MINUTES) {
        return false;
    }
    work_shift(call->work, call->asked->request, shift);
    return call_fits(call, TOUR_OTHER_TIME, shift);
}

static bool call_fits_nearby(Call *call)
{
    if (call->asked->shift_step <= 0) {
        return false;
    }
    const int steps = (int)(call->asked->shift_limit / call->asked->shift_step);
    for (int step = 1; step <= steps; step++) {
        const double shift = step * call->asked->shift_step;
        if (call_fits_at(call, shift) || call_fits_at(call, -shift)) {
            return true;
        }
    }
    return false;
}

/* A copy of the problem in which whoever is served counts more than anyone who is not. */
static TourProblem problem_guarded(Arena *arena, const TourProblem *tour, const TourPlan *plan)
{
    TourProblem guarded = *tour;
    TourRequest *requests = ARENA_ARRAY(arena, TourRequest, tour->request_count);
    memcpy(requests, tour->requests, tour->request_count * sizeof(*requests));
    for (size_t i = 0; i < tour->request_count; i++) {
        requests[i].weight = TOUR_MAX_WEIGHT;
    }
    for (size_t k = 0; k < plan->unserved_count; k++) {
        requests[plan->unserved[k]].weight = 1;
    }
    guarded.requests = requests;
    return guarded;
}

Outcome tour_call(Arena *arena, const TourProblem *tour, const TourPlan *plan,
                  const TourCall *call, TourAnswer *answer, Problem *problem)
{
    const double began = thread_seconds();
    Arena *own SCOPED(arena_close) = arena_new((size_t)1 << 20);
    if (call->request < 0 || (size_t)call->request >= tour->request_count) {
        return problem_set(problem, INVALID, (Text){0}, "request", "no request %d",
                           call->request);
    }
    const TourProblem guarded = problem_guarded(own, tour, plan);
    Work work;
    TRY(tour_work_prepare(own, &guarded, &work, problem));
    Call asking = {.arena = arena,
                   .work = &work,
                   .tours = tours_new(&work),
                   .asked = call,
                   .answer = answer};
    tours_take(&work, plan, asking.tours);
    if (asking.tours->vehicle_of[call->request] >= 0) {
        return problem_set(problem, INVALID, (Text){0}, "request",
                           "request %d is in the plan already", call->request);
    }
    *answer = (TourAnswer){.kind = TOUR_NO, .vehicle = -1};
    if (!call_fits(&asking, TOUR_YES, 0) && !call_makes_room(&asking) &&
        !call_fits_nearby(&asking)) {
        tours_give(arena, &work, asking.tours, &answer->plan);
    }
    answer->milliseconds = (thread_seconds() - began) * 1000;
    return OK;
}

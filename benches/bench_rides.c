/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How near the tours of a day come to the best known of the dial-a-ride instances of Cordeau
 * and Laporte, and how soon a day of a house is planned and a call answered. Every plan is
 * checked. bench_rides [seconds for a- and b-instances [seconds for R-instances [begin of a
 * name]]] Times are of this thread's processor, so that other programs do not blur them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "darp.h"
#include "resources/rides/tour_check.h"
#include "tour_random.h"

#define SMALL         36 /* requests up to which every instance must be solved to the best */
#define SMALL_SECONDS 5.0
#define CALLS         200

typedef struct Mean {
    double sum;
    int count;
} Mean;

static TourPlan solved(Arena *arena, const TourProblem *tour, double seconds)
{
    const TourOptions options = {.seed = 1, .milliseconds = (int64_t)(seconds * 1000)};
    TourPlan plan;
    Problem problem = {.arena = arena};
    if (tour_solve(arena, tour, &options, &plan, &problem) != OK ||
        tour_check(arena, tour, &plan, &problem) != OK) {
        printf("refused or not valid: %.*s\n", TEXT_ARG(problem.detail));
        exit(EXIT_FAILURE);
    }
    return plan;
}

static void gap_add(Mean *mean, double gap)
{
    mean->sum += gap;
    mean->count++;
}

static double mean_of(const Mean *mean)
{
    return mean->count == 0 ? 0 : mean->sum / mean->count;
}

static void instances_run(Arena *arena, const double *seconds, const char *begin)
{
    DarpList list;
    Mean means[2] = {0};
    int small = 0;
    int small_best = 0;
    if (!darp_list(arena, &list)) {
        puts("skipped: data/plan/darp is not in SEUIL_SHARED");
        return;
    }
    for (size_t i = 0; i < list.count; i++) {
        const DarpInstance *instance = &list.items[i];
        TourProblem tour;
        if (strncmp(instance->name, begin, strlen(begin)) != 0 ||
            !darp_read(arena, instance->name, &tour)) {
            continue;
        }
        const bool is_r = instance->name[0] == 'R';
        const bool is_small = tour.request_count <= SMALL;
        const TourPlan plan =
            solved(arena, &tour, is_small ? SMALL_SECONDS : seconds[is_r ? 1 : 0]);
        const double gap = (plan.distance / instance->best_known - 1) * 100;
        printf("%-8s %3zu requests  %9.2f  best known %8.2f  gap %6.2f %%  unserved %zu  "
               "%6.2f s  %9lld steps\n",
               instance->name, tour.request_count, plan.distance, instance->best_known, gap,
               plan.unserved_count, plan.milliseconds / 1000, (long long)plan.iterations);
        (void)fflush(stdout);
        gap_add(&means[is_r ? 1 : 0], gap);
        small += is_small;
        small_best += is_small && plan.distance < instance->best_known + 0.011;
    }
    printf("up to %d requests: %d of %d at the best known; mean gap a and b %.2f %% of %d, "
           "R %.2f %% of %d\n",
           SMALL, small_best, small, mean_of(&means[0]), means[0].count, mean_of(&means[1]),
           means[1].count);
}

/* A day of 60 trips; how much a longer search would still find tells what the short one lost.
 */
static void day_run(Arena *arena)
{
    const TourShape shape = {.requests = 60,
                             .volunteers = 10,
                             .adapted = 2,
                             .wheelchair_percent = 15,
                             .window = 20,
                             .region = 40};
    Random random = random_seeded(60);
    const TourProblem *tour = tour_random(arena, &random, &shape);
    const double budgets[] = {0.2, 1, 1.9, 10};
    for (size_t i = 0; i < LENGTH_OF(budgets); i++) {
        const TourPlan plan = solved(arena, tour, budgets[i]);
        printf("a day of 60 trips, 12 vehicles: in %5.2f s cost %.2f, unserved %zu\n",
               plan.milliseconds / 1000, plan.cost, plan.unserved_count);
    }
}

static int number_compare(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

/* A planned day of 100 with one more, again and again with another one. */
static void calls_run(Arena *arena, size_t volunteers, const char *name)
{
    const TourShape shape = {.requests = 101,
                             .volunteers = volunteers,
                             .adapted = 3,
                             .wheelchair_percent = 15,
                             .window = 20,
                             .region = 40};
    double times[CALLS];
    int answers[3] = {0};
    for (size_t i = 0; i < CALLS; i++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(i);
        TourProblem *tour = tour_random(arena, &random, &shape);
        tour->request_count = 100;
        TourPlan plan = solved(arena, tour, 0.05);
        tour->request_count = 101;
        plan.unserved[plan.unserved_count++] = 100;
        const TourCall call = {
            .request = 100, .shift_limit = 180, .shift_step = 5, .milliseconds = 25};
        TourAnswer answer;
        if (tour_call(arena, tour, &plan, &call, &answer, NULL) != OK) {
            exit(EXIT_FAILURE);
        }
        times[i] = answer.milliseconds;
        answers[answer.kind]++;
        arena_rewind(arena, mark);
    }
    qsort(times, CALLS, sizeof(double), number_compare);
    printf("one call into a day of 100, %s: p50 %.2f ms  p99 %.2f ms  worst %.2f ms; yes %d, "
           "at another time %d, no %d\n",
           name, times[CALLS / 2], times[CALLS * 99 / 100], times[CALLS - 1], answers[TOUR_YES],
           answers[TOUR_OTHER_TIME], answers[TOUR_NO]);
}

int main(int count, char **arguments)
{
    const double seconds[] = {count > 1 ? strtod(arguments[1], NULL) : 15,
                              count > 2 ? strtod(arguments[2], NULL) : 30};
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    day_run(arena);
    calls_run(arena, 24, "room left");
    calls_run(arena, 8, "a full day");
    instances_run(arena, seconds, count > 3 ? arguments[3] : "");
    return EXIT_SUCCESS;
}

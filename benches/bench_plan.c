/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How long a plan takes and how often it is proved, on problems made by lot at several sizes.
 *     bench_plan [problems per size [budget in milliseconds [number of one size]]]
 * Times are of the processor, so that other programs do not blur them; the budget is of the
 * wall.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/list.h"
#include "base/moment.h"
#include "matching/plan_check.h"
#include "plan_random.h"

#define MILLION 1e6

typedef struct Size {
    const char *name;
    PlanShape shape;
} Size;

#define SHAPE(need_count, door_count, place_total, days, limit, deadlines, breadth)            \
    {                                                                                          \
        .needs = (need_count), .doors = (door_count), .places = (place_total),                 \
        .horizon = (days)*1440, .place_limit = (limit), .visit_limit = 12,                     \
        .remote_percent = 3, .deadline_percent = (deadlines), .require_percent = 15,           \
        .needs_a_door = (breadth), .metric = true                                              \
    }

static const Size sizes[] = {
    {"typical: 8 needs, 60 doors",         SHAPE(8,  60,  45,  3, 8, 20, 3)},
    {"one need a door: 8, 60",             SHAPE(8,  60,  45,  3, 8, 20, 1)},
    {"goal: 12 needs, 300 doors",          SHAPE(12, 300, 200, 5, 8, 20, 3)},
    {"shared places: 12, 300 in 80",       SHAPE(12, 300, 80,  5, 8, 20, 3)},
    {"narrow doors: 12, 300, one or two",  SHAPE(12, 300, 200, 5, 8, 20, 2)},
    {"many deadlines: 12, 300",            SHAPE(12, 300, 200, 5, 8, 70, 3)},
    {"one place at most: 12, 300",         SHAPE(12, 300, 200, 5, 1, 20, 2)},
    {"one need a door, 6 places: 12, 300", SHAPE(12, 300, 200, 5, 6, 20, 1)},
    {"largest: 16 needs, 512 doors",       SHAPE(16, 512, 400, 7, 8, 20, 3)},
};

static int number_compare(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double processor_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / MILLION;
}

static void size_run(Arena *arena, const Size *size, size_t count, int64_t budget)
{
    double *times = ARENA_ARRAY(arena, double, count);
    size_t proved = 0;
    double worst_gap = 0;
    double nodes = 0;
    for (size_t i = 0; i < count; i++) {
        const ArenaMark mark = arena_mark(arena);
        Random random = random_seeded(1000 + i);
        const PlanProblem *plan = plan_random(arena, &random, &size->shape);
        const PlanOptions options = {.budget = budget};
        PlanResult result;
        const double began = processor_milliseconds();
        const Outcome outcome = plan_solve(arena, plan, &options, &result, NULL);
        times[i] = processor_milliseconds() - began;
        if (outcome != OK || plan_check(arena, plan, &result, NULL) != OK) {
            printf("problem %zu of “%s”: refused or not valid\n", i, size->name);
            exit(EXIT_FAILURE);
        }
        nodes += (double)result.nodes;
        proved += result.optimal;
        if (result.gap > worst_gap) {
            worst_gap = result.gap;
        }
        arena_rewind(arena, mark);
    }
    qsort(times, count, sizeof(double), number_compare);
    printf("%-36s p50 %8.2f ms  p95 %8.2f  p99 %8.2f  proved %5.1f %%  worst gap %5.3f  "
           "%9.0f nodes\n",
           size->name, times[count / 2], times[count * 95 / 100], times[count * 99 / 100],
           100.0 * (double)proved / (double)count, worst_gap, nodes / (double)count);
}

int main(int count, char **arguments)
{
    const long problems = count > 1 ? strtol(arguments[1], NULL, 10) : 200;
    const long milliseconds = count > 2 ? strtol(arguments[2], NULL, 10) : 1000;
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const long only = count > 3 ? strtol(arguments[3], NULL, 10) : -1;
    for (size_t i = 0; i < LENGTH_OF(sizes) && problems > 0; i++) {
        if (only >= 0 && i != (size_t)only) {
            continue;
        }
        const ArenaMark mark = arena_mark(arena);
        size_run(arena, &sizes[i], (size_t)problems, milliseconds * 1000000);
        arena_rewind(arena, mark);
    }
    return EXIT_SUCCESS;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an answer to a person costs: situations of one to eight needs put to made-up directories
 * of several sizes.
 *     bench_match [situations [seed [services]]]
 * Times are of the processor, so that other programs do not blur them; the budgets of the plan
 * are of the wall.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/list.h"
#include "benches/generate.h"
#include "matching/match.h"

enum { MOST_NEEDS = 8, HORIZON = 72 * 60, NEED_TERMS = 120, STEMS = 20000, TEXT_WORDS = 12 };

static const Moment EVENING = 1795539900; /* Tuesday 2026-11-24T18:05+01:00 */
static const double MILLISECOND = 1e6;

typedef struct Figures {
    double *total; /* milliseconds */
    double *plan;
    size_t count;
    size_t proved;
    size_t met_all;
    double worst_gap;
} Figures;

static double processor_milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / MILLISECOND;
}

static int compare(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static bool is_asked(const Situation *situation, uint32_t need)
{
    for (size_t i = 0; i < situation->need_count; i++) {
        if (situation->needs[i].need == need) {
            return true;
        }
    }
    return false;
}

/* Half tell their age and whether they read; some needs cannot wait until tomorrow. */
static void draw_facts(Random *random, Situation *situation)
{
    fact_set_clear(&situation->facts, fact_vocabulary());
    if (random_below(random, 2) == 0) {
        return;
    }
    FactValue *values = situation->facts.values;
    values[fact_find(fact_vocabulary(), TEXT("age"))] =
        (FactValue){.state = FACT_KNOWN, .number = 1 + random_below(random, 90)};
    values[fact_find(fact_vocabulary(), TEXT("literate"))] =
        (FactValue){.state = FACT_KNOWN, .boolean = random_below(random, 4) > 0};
}

static void draw_situation(Random *random, const Network *network, Situation *situation)
{
    const Vocabulary *needs = network->catalogue->needs;
    const size_t wanted = 1 + random_below(random, MOST_NEEDS);
    *situation = (Situation){.at = EVENING + (Moment)random_below(random, 7 * 1440) * 60,
                             .horizon = HORIZON,
                             .has_origin = true,
                             .origin = generate_commune(random)->centre,
                             .moving = (Moving)random_below(random, MOVING_CAR + 1)};
    while (situation->need_count < wanted) {
        const uint32_t need = random_below(random, (uint32_t)needs->term_count);
        if (!is_asked(situation, need)) {
            situation->needs[situation->need_count++] = (SituationNeed){
                .need = need,
                .weight = 1 + (int32_t)random_below(random, 3),
                .within = random_below(random, 5) == 0 ? 1440 : PLAN_NO_DEADLINE};
        }
    }
    draw_facts(random, situation);
}

static void ask(Arena *arena, const Network *network, const Situation *situation,
                Figures *figures)
{
    MatchAnswer answer = {0};
    const double began = processor_milliseconds();
    if (match(arena, network, situation, FRENCH, &answer, NULL) != OK) {
        (void)fprintf(stderr, "a situation was refused\n");
        exit(FAILED);
    }
    const PlanResult *proof = &answer.best.proof;
    figures->total[figures->count] = processor_milliseconds() - began;
    figures->plan[figures->count++] = (double)proof->nanoseconds / MILLISECOND;
    figures->proved += proof->optimal ? 1 : 0;
    figures->met_all += answer.best.gap_count == 0 ? 1 : 0;
    figures->worst_gap = proof->gap > figures->worst_gap ? proof->gap : figures->worst_gap;
}

static void print_figures(size_t services, const Figures *figures)
{
    const size_t count = figures->count;
    qsort(figures->total, count, sizeof(double), compare);
    qsort(figures->plan, count, sizeof(double), compare);
    (void)printf(
        "%7zu services: p50 %7.3f ms  p99 %7.3f  most %7.3f; the plan alone p50 %7.3f  "
        "p99 %7.3f; proved %5.1f %%, worst gap %.3f; every need met %5.1f %%\n",
        services, figures->total[count / 2], figures->total[count * 99 / 100],
        figures->total[count - 1], figures->plan[count / 2], figures->plan[count * 99 / 100],
        100.0 * (double)figures->proved / (double)count, figures->worst_gap,
        100.0 * (double)figures->met_all / (double)count);
}

static void measure(size_t services, size_t situations, uint64_t seed)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const GeneratedSize size = {services, NEED_TERMS, STEMS, TEXT_WORDS, true};
    const Catalogue *catalogue = generate_catalogue(arena, size, seed);
    const Network *network = NULL;
    Figures figures = {.total = ARENA_ARRAY(arena, double, situations),
                       .plan = ARENA_ARRAY(arena, double, situations)};
    Random random = random_seeded(seed + 1);
    if (network_of_catalogue(arena, catalogue, &network, NULL) != OK) {
        (void)fprintf(stderr, "the directory was refused\n");
        exit(FAILED);
    }
    for (size_t i = 0; i < situations; i++) {
        Arena *scratch SCOPED(arena_close) = arena_new((size_t)1 << 20);
        Situation *situation = ARENA_NEW(scratch, Situation);
        draw_situation(&random, network, situation);
        ask(scratch, network, situation, &figures);
    }
    print_figures(services, &figures);
}

int main(int count, char **arguments)
{
    static const size_t sizes[] = {500, 5000, 50000};
    const size_t situations = count > 1 ? strtoul(arguments[1], NULL, 10) : 1000;
    const uint64_t seed = count > 2 ? strtoull(arguments[2], NULL, 10) : 1;
    const size_t only = count > 3 ? strtoul(arguments[3], NULL, 10) : 0;
    for (size_t i = 0; i < LENGTH_OF(sizes) && only == 0; i++) {
        measure(sizes[i], situations, seed);
    }
    if (only != 0) {
        measure(only, situations, seed);
    }
    return OK;
}

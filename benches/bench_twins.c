/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How well the services that stand twice in a made-up directory are known for what they are,
 * and at what cost: precision and recall against the twins the generator made on purpose
 * (benches/generate.h), by what was done to them. Times are of the processor.
 *     bench_twins [services [seed]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "benches/generate.h"
#include "directory/twin.h"

enum { BILLION = 1000000000, NEEDS = 330, VOCABULARY = 6000, TEXT_WORDS = 16 };

static double seconds_since(const struct timespec *from)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)(now.tv_sec - from->tv_sec) +
           (double)(now.tv_nsec - from->tv_nsec) / BILLION;
}

/* A twin of a twin is one with what that one is a twin of: each service's first. */
static uint32_t *first_of_each(Arena *arena, const GeneratedDirectory *directory)
{
    uint32_t *first = ARENA_ARRAY(arena, uint32_t, directory->catalogue->service_count);
    for (size_t i = 0; i < directory->catalogue->service_count; i++) {
        first[i] = (uint32_t)i;
    }
    for (size_t i = 0; i < directory->twin_count; i++) {
        first[directory->twins[i].service] = first[directory->twins[i].of];
    }
    return first;
}

static double part(size_t count, size_t of)
{
    return of == 0 ? 1 : (double)count / (double)of;
}

static void print_kinds(const GeneratedDirectory *directory, const Twins *twins)
{
    static const char *const names[TWIN_KINDS] = {"renamed", "moved", "split"};
    size_t all[TWIN_KINDS] = {0};
    size_t met[TWIN_KINDS] = {0};
    size_t same[TWIN_KINDS] = {0};
    size_t perhaps[TWIN_KINDS] = {0};
    for (size_t i = 0; i < directory->twin_count; i++) {
        const GeneratedTwin *twin = &directory->twins[i];
        const bool meets = twins_meet(twins, twin->service, twin->of);
        const TwinAnswer answer = twins_compare(twins, twin->service, twin->of);
        all[twin->kind]++;
        met[twin->kind] += meets;
        same[twin->kind] += meets && answer.verdict == TWIN_SAME;
        perhaps[twin->kind] += meets && answer.verdict != TWIN_DIFFERENT;
    }
    for (size_t i = 0; i < TWIN_KINDS; i++) {
        printf("  %-8s %6zu  share a key %.4f  same %.4f  same or perhaps %.4f\n", names[i],
               all[i], part(met[i], all[i]), part(same[i], all[i]), part(perhaps[i], all[i]));
    }
}

/* Pairs of services that are one. A service that stands three times makes three of them. */
static size_t count_truths(Arena *arena, const uint32_t *first, size_t services)
{
    size_t truths = 0;
    uint32_t *seen = ARENA_ARRAY(arena, uint32_t, services);
    for (size_t i = 0; i < services; i++) {
        truths += seen[first[i]]++;
    }
    return truths;
}

static void print_score(const char *name, const TwinPairList *pairs, const uint32_t *first,
                        TwinVerdict least, size_t truths)
{
    size_t right = 0;
    size_t wrong = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        const TwinPair *pair = &pairs->items[i];
        const bool is_one = first[pair->one] == first[pair->other];
        right += pair->answer.verdict >= least && is_one;
        wrong += pair->answer.verdict >= least && !is_one;
    }
    printf("  %-16s right %6zu  wrong %6zu  precision %.4f  recall %.4f\n", name, right, wrong,
           part(right, right + wrong), part(right, truths));
}

static void show_wrong(const Catalogue *catalogue, const TwinPairList *pairs,
                       const uint32_t *first)
{
    size_t shown = 0;
    for (size_t i = 0; i < pairs->count && shown < 3; i++) {
        const TwinPair *pair = &pairs->items[i];
        if (first[pair->one] == first[pair->other]) {
            continue;
        }
        shown++;
        printf("  wrong: %.*s, %.*s: %d", TEXT_ARG(catalogue->services[pair->one].key),
               TEXT_ARG(catalogue->services[pair->other].key), pair->answer.weight);
        for (size_t j = 0; j < pair->answer.found_count; j++) {
            printf(" %.*s %d", TEXT_ARG(twin_reason_code(pair->answer.found[j].reason)),
                   pair->answer.found[j].weight);
        }
        printf("\n");
    }
}

static long peak_mebibytes(void)
{
    struct rusage usage = {0};
    (void)getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

static void measure(size_t services, uint64_t seed)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)4 << 20);
    Arena *work SCOPED(arena_close) = arena_new((size_t)4 << 20);
    const GeneratedSize size = {services, NEEDS, VOCABULARY, TEXT_WORDS, false};
    const GeneratedDirectory directory = generate_directory(arena, size, seed);
    const Catalogue *catalogue = directory.catalogue;
    const uint32_t *first = first_of_each(arena, &directory);
    const long before = peak_mebibytes();
    TwinPairList pairs = {0};
    TwinEffort effort = {0};
    struct timespec from;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    const Twins *twins = twins_read(work, catalogue);
    const double read = seconds_since(&from);
    twins_find(twins, work, &pairs, &effort);
    printf("%zu services, seed %llu, %zu of them twins: read in %.2f s, compared in %.2f s, "
           "%zu MiB kept, %ld MiB at the peak\n",
           services, (unsigned long long)seed, directory.twin_count, read,
           seconds_since(&from) - read, arena_size(work) >> 20, peak_mebibytes() - before);
    printf("  %.1f pairs compared a service, %zu keys left out as crowded\n",
           (double)effort.pairs / (double)services, effort.crowded);
    const size_t truths = count_truths(arena, first, services);
    print_score("same", &pairs, first, TWIN_SAME, truths);
    print_score("same or perhaps", &pairs, first, TWIN_PERHAPS, truths);
    print_kinds(&directory, twins);
    show_wrong(catalogue, &pairs, first);
}

int main(int count, char **values)
{
    static const size_t usual[] = {10000, 150000};
    int64_t services = 0;
    int64_t seed = 7;
    const bool is_right =
        count <= 3 &&
        (count < 2 || (text_to_integer(text_from(values[1]), &services) && services > 0)) &&
        (count < 3 || text_to_integer(text_from(values[2]), &seed));
    if (!is_right) {
        (void)fprintf(stderr, "bench_twins [SERVICES [SEED]]\n");
        return 2;
    }
    for (size_t i = 0; i < LENGTH_OF(usual) && services == 0; i++) {
        measure(usual[i], (uint64_t)seed);
    }
    if (services > 0) {
        measure((size_t)services, (uint64_t)seed);
    }
    return 0;
}

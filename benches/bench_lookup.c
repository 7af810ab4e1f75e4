/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A look-up in the real store: persons who do not exist, of many houses, and what is typed of
 * one of them at a desk. For lookup_find alone, snapshot and journal apart: the time of this
 * program's processor, which leaves a server's work out, and the time on the wall, which holds
 * whatever else the machine does.
 *     bench_lookup STORE [persons [look-ups [houses [rounds]]]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "people/lookup.h"
#include "person_random.h"

enum { BATCH = 500, NOON = 1790000000, SEED = 7 };

typedef struct Bench {
    Random random;
    Random replay; /* who was kept, again */
    size_t stride;
    size_t persons;
    size_t left;
    uint32_t houses;
    Arena *arena;
} Bench;

static Caller worker_of(uint32_t house)
{
    Caller caller = {.account = {{1}}, .house = {{2, (uint8_t)house}}, .team_count = 1};
    caller.teams[0] = (Id){
        {3, (uint8_t)house}
    };
    caller.permissions = role_find(TEXT("social_worker"))->permissions;
    return caller;
}

/* So that other programs do not blur it. */
static int64_t processor_nanoseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* A wrong digit may lead to a year no form takes. */
static bool is_credible(CivilDate birth)
{
    return birth.year > 1900 && birth.year < 2026 && date_is_valid(birth);
}

static size_t describe(Arena *arena, const RandomPerson *person, PersonDetail *facts)
{
    size_t count = 0;
    facts[count++] = (PersonDetail){
        .kind = FACT_NAME, .value = person->name.given, .extra = person->name.family};
    if (is_credible(person->birth)) {
        facts[count++] = (PersonDetail){
            .kind = FACT_BIRTH, .value = date_format(arena, date_from_civil(person->birth))};
    }
    facts[count++] = (PersonDetail){.kind = FACT_LANGUAGE, .value = TEXT("fr")};
    facts[count++] = (PersonDetail){.kind = FACT_SEX, .value = TEXT("female")};
    return count;
}

static Outcome fill(Session *session, void *context, Problem *problem)
{
    Bench *bench = context;
    for (size_t i = 0; i < BATCH && i < bench->left; i++) {
        Arena *arena SCOPED(arena_close) = arena_new((size_t)64 << 10);
        const RandomPerson person = person_random(arena, &bench->random);
        PersonDetail facts[4];
        Id id = {{0}};
        Access access = {.arena = arena,
                         .session = session,
                         .caller = worker_of(random_below(&bench->random, bench->houses)),
                         .now = NOON,
                         .problem = problem};
        const NewPerson made = {.facts = facts, .fact_count = describe(arena, &person, facts)};
        TRY(person_create(&access, &made, &id));
    }
    return OK;
}

static int compare_times(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a;
    const int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

typedef struct Took {
    int64_t processor;
    int64_t wall;
    bool found;
} Took;

/* The next of those who were kept that is looked for, and the house that keeps them. */
static RandomPerson next_kept(Bench *bench, Arena *arena, uint32_t *house)
{
    RandomPerson person = {0};
    for (size_t i = 0; i < bench->stride; i++) {
        person = person_random(arena, &bench->replay);
        *house = random_below(&bench->replay, bench->houses);
    }
    return person;
}

/* What is typed: the name with a fault, and the birth date of every second one. */
static LookupQuery query_of(Bench *bench, Arena *arena, const RandomPerson *meant)
{
    const RandomPerson person =
        person_spoil(arena, &bench->random, meant,
                     (PersonError)random_below(&bench->random, PERSON_ERROR_COUNT));
    const bool has_birth = random_below(&bench->random, 2) == 0 && is_credible(person.birth);
    return (LookupQuery){.given = person.name.given,
                         .family = person.name.family,
                         .birth = has_birth ? date_format(arena, date_from_civil(person.birth))
                                            : TEXT("")};
}

static bool is_among(Arena *arena, const LookupAnswer *answer, const RandomPerson *meant)
{
    const Text name = text_format(arena, "%.*s %.*s", TEXT_ARG(meant->name.given),
                                  TEXT_ARG(meant->name.family));
    for (size_t i = 0; i < answer->count; i++) {
        if (text_equal(answer->hits[i].name, name)) {
            return true;
        }
    }
    return false;
}

static Outcome look(Store *store, Bench *bench, Arena *arena, Took *took, Problem *problem)
{
    Session *session SCOPED(session_end) = NULL;
    LookupAnswer *answer = ARENA_NEW(arena, LookupAnswer);
    uint32_t house = 0;
    const RandomPerson meant = next_kept(bench, arena, &house);
    const LookupQuery query = query_of(bench, arena, &meant);
    TRY(store_read(store, &session, problem));
    Access access = {.arena = arena,
                     .session = session,
                     .caller = worker_of(house),
                     .now = NOON,
                     .problem = problem};
    const int64_t processor_from = processor_nanoseconds();
    const int64_t wall_from = monotonic_nanoseconds();
    TRY(lookup_find(&access, &query, answer));
    *took = (Took){.processor = processor_nanoseconds() - processor_from,
                   .wall = monotonic_nanoseconds() - wall_from,
                   .found = is_among(arena, answer, &meant)};
    return OK;
}

typedef struct Times {
    int64_t half; /* of nanoseconds */
    int64_t nearly_all;
    int64_t most;
} Times;

static Times times_of(int64_t *times, size_t count)
{
    qsort(times, count, sizeof *times, compare_times);
    return (Times){times[count / 2], times[count * 99 / 100], times[count - 1]};
}

static void tell(const char *what, Times times)
{
    (void)printf("  %s p50 %.2f ms  p99 %.2f ms  most %.2f ms", what, (double)times.half / 1e6,
                 (double)times.nearly_all / 1e6, (double)times.most / 1e6);
}

static Outcome measure(Store *store, Bench *bench, size_t count, Problem *problem)
{
    int64_t *processor = ARENA_ARRAY(bench->arena, int64_t, count);
    int64_t *wall = ARENA_ARRAY(bench->arena, int64_t, count);
    size_t found = 0;
    bench->replay = random_seeded(SEED);
    bench->stride = bench->persons / count;
    for (size_t i = 0; i < count; i++) {
        Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
        Took took = {0};
        TRY(look(store, bench, arena, &took, problem));
        processor[i] = took.processor;
        wall[i] = took.wall;
        found += took.found;
    }
    (void)printf("%zu look-ups, found %.3f:", count, (double)found / (double)count);
    tell("wall", times_of(wall, count));
    tell("| processor", times_of(processor, count));
    (void)printf("\n");
    return OK;
}

static size_t argument(int count, char **words, int at, size_t otherwise)
{
    return count > at ? strtoul(words[at], NULL, 10) : otherwise;
}

static Outcome count_kept(Store *store, size_t *count, Problem *problem)
{
    static const Query counting = {.name = "count_kept",
                                   .sqlite = "SELECT COUNT(*) FROM person",
                                   .postgres = "SELECT COUNT(*) FROM person"};
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    TRY(store_read(store, &session, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &counting, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *count = row ? (size_t)column_integer(statement, 0) : 0;
    return OK;
}

/* A store that holds them already, of another run or copied, is taken as it is. */
static Outcome keep_all(Store *store, Bench *bench, Problem *problem)
{
    size_t kept = 0;
    const int64_t from = monotonic_nanoseconds();
    TRY(count_kept(store, &kept, problem));
    bench->left = kept == bench->persons ? 0 : bench->persons;
    while (bench->left > 0) {
        TRY(store_write(store, fill, bench, problem));
        bench->left -= bench->left < BATCH ? bench->left : BATCH;
    }
    (void)printf("%zu persons of %u houses, kept in %.1f s\n", bench->persons, bench->houses,
                 (double)(monotonic_nanoseconds() - from) / 1e9);
    return OK;
}

static Outcome run(Store *store, Bench *bench, size_t looks, size_t rounds, Problem *problem)
{
    TRY(keep_all(store, bench, problem));
    for (size_t i = 0; i < rounds; i++) {
        TRY(measure(store, bench, looks, problem));
    }
    return OK;
}

int main(int count, char **words)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Store *store SCOPED(store_close) = NULL;
    Problem problem = {.arena = arena};
    Bench bench = {.random = random_seeded(SEED),
                   .persons = argument(count, words, 2, 500000),
                   .houses = (uint32_t)argument(count, words, 4, 40),
                   .arena = arena};
    if (count < 2 ||
        store_open(text_from(words[1]), STORE_READ_WRITE, &store, &problem) != OK ||
        run(store, &bench, argument(count, words, 3, 2000), argument(count, words, 5, 3),
            &problem) != OK) {
        (void)fprintf(stderr, "%.*s\n", TEXT_ARG(problem.detail));
        return 1;
    }
    return 0;
}

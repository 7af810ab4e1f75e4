/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How well two descriptions of one person are known for what they are, and how fast: the FEBRL
 * sets where SEUIL_SHARED holds them, then look-ups among invented persons. A look-up makes the
 * keys of what was typed, reads them in a sorted array, and prepares and compares all it finds.
 * Times are of the processor, so that other programs do not blur them.
 *     bench_people [persons [look-ups]]
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "febrl.h"
#include "person_random.h"

enum { BILLION = 1000000000, MICROSECOND = 1000 };

static int64_t processor_nanoseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * BILLION + now.tv_nsec;
}

static double seconds_since(int64_t from)
{
    return (double)(processor_nanoseconds() - from) / BILLION;
}

static void print_score(const char *name, FebrlScore score)
{
    printf("  %-18s right %5zu  wrong %5zu  precision %.4f  recall %.4f  F1 %.4f\n", name,
           score.right, score.wrong, score.precision, score.recall, score.f1);
}

static void measure_set(const char *name)
{
    enum { LEAST_BITS = 4, MOST_BITS = 32, TENTHS = 10 };
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    FebrlSet set = {0};
    if (!febrl_read(arena, name, &set)) {
        printf("%s: not there; SEUIL_SHARED says where the shared data is\n", name);
        return;
    }
    FebrlMeasure measure = {0};
    febrl_measure(arena, &set, &measure);
    printf("%s: %zu descriptions, %zu pairs of one person, %zu keys at most\n", name, set.count,
           measure.truths, measure.most_keys);
    printf("  pairs that share a key: %zu, among them of the pairs of one person %.4f\n",
           measure.count, (double)measure.truths_found / (double)measure.truths);
    print_score("same", febrl_score_verdict(&measure, LIKENESS_SAME));
    print_score("same or perhaps", febrl_score_verdict(&measure, LIKENESS_PERHAPS));
    for (int bits = LEAST_BITS; bits <= MOST_BITS; bits += 4) {
        char label[32];
        (void)snprintf(label, sizeof label, "weight from %d", bits);
        print_score(label, febrl_score_weight(&measure, bits * TENTHS));
    }
}

/* Every description of a set with every other, as many as a second holds. */
static void measure_pairs(void)
{
    enum { PERSONS = 1000 };
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Random random = random_seeded(1);
    const Likeness *persons[PERSONS];
    for (size_t i = 0; i < PERSONS; i++) {
        const RandomPerson person = person_random(arena, &random);
        const LikenessFacts facts = person_facts(&person);
        persons[i] = likeness_prepare(arena, &facts);
    }
    size_t proposed = 0;
    size_t pairs = 0;
    const int64_t from = processor_nanoseconds();
    for (size_t i = 0; i < PERSONS; i++) {
        for (size_t j = 0; j < i; j++) {
            proposed += likeness_compare(persons[i], persons[j]).verdict != LIKENESS_DIFFERENT;
            pairs++;
        }
    }
    printf("%.0f pairs a second; of %zu pairs of strangers %zu proposed\n",
           (double)pairs / seconds_since(from), pairs, proposed);
}

typedef struct Town {
    RandomPerson *persons;
    size_t count;
    KeyIndex index;
} Town;

static Town town_make(Arena *arena, size_t count)
{
    Town town = {.persons = ARENA_ARRAY(arena, RandomPerson, count), .count = count};
    Random random = random_seeded(2);
    const int64_t from = processor_nanoseconds();
    for (size_t i = 0; i < count; i++) {
        Arena *work SCOPED(arena_close) = arena_new(0);
        town.persons[i] = person_random(arena, &random);
        const LikenessFacts facts = person_facts(&town.persons[i]);
        LikenessKeys keys = likeness_keys(work, likeness_prepare(work, &facts));
        for (size_t j = 0; j < keys.count; j++) {
            keys.keys[j] = text_copy(arena, keys.keys[j]);
        }
        key_index_add(arena, &town.index, &keys, (uint32_t)i);
    }
    key_index_sort(&town.index);
    printf("%zu persons, %zu keys (%.1f each), made in %.1f s\n", count, town.index.count,
           (double)town.index.count / (double)count, seconds_since(from));
    return town;
}

typedef struct Search {
    int64_t nanoseconds;
    size_t candidates;
    size_t proposed;
    size_t wrong;    /* strangers called the same */
    bool is_reached; /* the person meant shares a key */
    bool is_found;   /* and is proposed */
} Search;

static Search search_one(const Town *town, const RandomPerson *typed, uint32_t meant)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Search search = {0};
    const int64_t from = processor_nanoseconds();
    const LikenessFacts facts = person_facts(typed);
    const Likeness *asked = likeness_prepare(arena, &facts);
    const LikenessKeys keys = likeness_keys(arena, asked);
    PersonList found = {0};
    key_index_find(arena, &town->index, &keys, &found);
    for (size_t i = 0; i < found.count; i++) {
        const LikenessFacts other = person_facts(&town->persons[found.items[i]]);
        const LikenessAnswer answer = likeness_compare(asked, likeness_prepare(arena, &other));
        const bool is_proposed = answer.verdict != LIKENESS_DIFFERENT;
        search.proposed += is_proposed;
        search.wrong += answer.verdict == LIKENESS_SAME && found.items[i] != meant;
        search.is_reached |= found.items[i] == meant;
        search.is_found |= is_proposed && found.items[i] == meant;
    }
    search.candidates = found.count;
    search.nanoseconds = processor_nanoseconds() - from;
    return search;
}

static int time_compare(const void *a, const void *b)
{
    const int64_t left = ((const Search *)a)->nanoseconds;
    const int64_t right = ((const Search *)b)->nanoseconds;
    return (left > right) - (left < right);
}

static void measure_error(Arena *arena, const Town *town, PersonError error, size_t count)
{
    static const char *const names[PERSON_ERROR_COUNT] = {
        "no error",      "typo, given name", "typo, family name", "names swapped",
        "year, a digit", "day for month",    "no birth date",     "moved",
    };
    Random random = random_seeded(3);
    Search *searches = ARENA_ARRAY(arena, Search, count);
    double candidates = 0;
    double proposed = 0;
    size_t wrong = 0;
    size_t reached = 0;
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const uint32_t meant = random_below(&random, (uint32_t)town->count);
        const RandomPerson typed = person_spoil(arena, &random, &town->persons[meant], error);
        searches[i] = search_one(town, &typed, meant);
        candidates += (double)searches[i].candidates;
        proposed += (double)searches[i].proposed;
        wrong += searches[i].wrong;
        reached += searches[i].is_reached;
        found += searches[i].is_found;
    }
    qsort(searches, count, sizeof(Search), time_compare);
    printf("  %-18s p50 %4.0f µs  p99 %5.0f µs  candidates %5.1f  proposed %4.1f  strangers "
           "“same” %zu  reached %.4f  "
           "found %.4f\n",
           names[error], (double)searches[count / 2].nanoseconds / MICROSECOND,
           (double)searches[count * 99 / 100].nanoseconds / MICROSECOND,
           candidates / (double)count, proposed / (double)count, wrong,
           (double)reached / (double)count, (double)found / (double)count);
}

int main(int count, char **arguments)
{
    const long persons = count > 1 ? strtol(arguments[1], NULL, 10) : 500000;
    const long searches = count > 2 ? strtol(arguments[2], NULL, 10) : 2000;
    measure_set("febrl_dataset1.csv");
    measure_set("febrl_dataset3.csv");
    measure_pairs();
    if (persons < 1 || searches < 1) {
        return EXIT_SUCCESS;
    }
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 24);
    const Town town = town_make(arena, (size_t)persons);
    for (PersonError error = ERROR_NONE; error < PERSON_ERROR_COUNT; error++) {
        measure_error(arena, &town, error, (size_t)searches);
    }
    return EXIT_SUCCESS;
}

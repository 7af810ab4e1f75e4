/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/index_spelling.h"

#include <stdlib.h>
#include <string.h>

#include "words/typo.h"

enum {
    BEGINNING = 8,   /* letters that are compared by their rests */
    MOST_RESTS = 37, /* of 8 letters: itself, 8 with one left out, 28 with two */
    MOST_MISTAKES = 2,
};

/* What is left of the beginning of a word when letters are left out, as hashes. */
typedef struct Rests {
    uint64_t hashes[MOST_RESTS];
    size_t count;
} Rests;

static Text without(Text text, size_t at, char *room)
{
    memcpy(room, text.bytes, at);
    memcpy(room + at, text.bytes + at + 1, text.length - at - 1);
    return text_of(room, text.length - 1);
}

/* Of letters that repeat, leaving out the first or the second gives the same rest. */
static bool repeats(Text text, size_t at)
{
    return at > 0 && text.bytes[at] == text.bytes[at - 1];
}

static void add_rests(Rests *rests, Text text, size_t from, size_t mistakes)
{
    rests->hashes[rests->count++] = text_hash(text, 0);
    char room[BEGINNING];
    for (size_t i = from; mistakes > 0 && i < text.length; i++) {
        if (i == from || !repeats(text, i)) {
            add_rests(rests, without(text, i, room), i, mistakes - 1);
        }
    }
}

static Rests rests_of(Text word, size_t mistakes)
{
    Rests rests = {.count = 0};
    add_rests(&rests, text_slice(word, 0, BEGINNING), 0, mistakes);
    return rests;
}

Spellings spellings_build(Arena *arena, const Text *words, size_t count)
{
    size_t buckets = 64;
    while (buckets < count * 16) {
        buckets *= 2;
    }
    uint32_t *starts = ARENA_ARRAY(arena, uint32_t, buckets + 2);
    for (size_t i = 0; i < count; i++) {
        const Rests rests = rests_of(words[i], MOST_MISTAKES);
        for (size_t j = 0; j < rests.count; j++) {
            starts[(rests.hashes[j] & (buckets - 1)) + 2]++;
        }
    }
    for (size_t i = 2; i < buckets + 2; i++) {
        starts[i] += starts[i - 1];
    }
    uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, starts[buckets + 1]);
    for (size_t i = 0; i < count; i++) {
        const Rests rests = rests_of(words[i], MOST_MISTAKES);
        for (size_t j = 0; j < rests.count; j++) {
            numbers[starts[(rests.hashes[j] & (buckets - 1)) + 1]++] = (uint32_t)i;
        }
    }
    return (Spellings){starts, numbers, buckets};
}

/* Which letters a word has: one bit for each, or for a few that share it. */
static uint64_t letters_of(Text word)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < word.length; i++) {
        letters |= UINT64_C(1) << ((unsigned char)word.bytes[i] % 64);
    }
    return letters;
}

/* A mistake changes the length by one at most, and the letters by two. Most words that begin
 * alike fall away here, before their letters are compared one by one. */
static bool may_be_near(Text a, uint64_t letters, Text b, size_t limit)
{
    const size_t longer = a.length > b.length ? a.length - b.length : b.length - a.length;
    return longer <= limit &&
           (size_t)__builtin_popcountll(letters ^ letters_of(b)) <= 2 * limit;
}

/* The words of one bucket come in order, so one that comes twice in it comes at once. */
static void add_bucket(const Spellings *spellings, Arena *arena, uint64_t hash,
                       NearWordList *near)
{
    const size_t bucket = hash & (spellings->buckets - 1);
    uint32_t last = UINT32_MAX;
    for (uint32_t i = spellings->starts[bucket]; i < spellings->starts[bucket + 1]; i++) {
        if (spellings->words[i] != last) {
            last = spellings->words[i];
            LIST_APPEND(arena, near, (NearWord){last, 0});
        }
    }
}

static int compare_near(const void *a, const void *b)
{
    const uint32_t first = ((const NearWord *)a)->word;
    const uint32_t second = ((const NearWord *)b)->word;
    return (first > second) - (first < second);
}

static void keep_near(const Text *words, Text folded, size_t limit, NearWordList *near)
{
    const uint64_t letters = letters_of(folded);
    size_t kept = 0;
    uint32_t last = UINT32_MAX;
    for (size_t i = 0; i < near->count; i++) {
        const uint32_t word = near->items[i].word;
        if (word == last || !may_be_near(folded, letters, words[word], limit)) {
            continue;
        }
        last = word;
        const size_t distance = typo_distance(folded, words[word], limit);
        if (distance > 0 && distance <= limit) {
            near->items[kept++] = (NearWord){word, (uint32_t)distance};
        }
    }
    near->count = kept;
}

void spellings_near(const Spellings *spellings, const Text *words, Arena *arena, Text folded,
                    size_t limit, NearWordList *near)
{
    const Rests rests = rests_of(folded, limit);
    for (size_t i = 0; i < rests.count; i++) {
        add_bucket(spellings, arena, rests.hashes[i], near);
    }
    if (near->count > 1) {
        qsort(near->items, near->count, sizeof *near->items, compare_near);
    }
    keep_near(words, folded, limit, near);
}

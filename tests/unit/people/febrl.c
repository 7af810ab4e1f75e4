/* SPDX-License-Identifier: EUPL-1.2 */
#include "febrl.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    FILE_MOST = 8 << 20,
    COLUMNS = 11,
    GIVEN = 1,
    FAMILY,
    NUMBER,
    STREET,
    COMPLEMENT,
    LOCALITY,
    POSTAL_CODE,
    REGION,
    BIRTH
};

static void close_stream(FILE **stream)
{
    if (*stream != NULL) {
        (void)fclose(*stream);
    }
}

static bool read_from(Arena *arena, const char *folder, const char *name, Text *content)
{
    const char *path = text_to_c(arena, text_format(arena, "%s/data/records/%s", folder, name));
    FILE *file SCOPED(close_stream) = fopen(path, "rb");
    if (file == NULL) {
        return false;
    }
    char *bytes = arena_allocate(arena, FILE_MOST);
    *content = text_of(bytes, fread(bytes, 1, FILE_MOST, file));
    return true;
}

static int number_of(Text digits)
{
    int64_t number = 0;
    return text_to_integer(digits, &number) ? (int)number : 0;
}

static CivilDate birth_of(Text digits)
{
    return (CivilDate){number_of(text_slice(digits, 0, 4)), number_of(text_slice(digits, 4, 6)),
                       number_of(text_slice(digits, 6, 8))};
}

/* "rec-1496-dup-3" */
static uint32_t entity_of(Text id)
{
    Text part = TEXT("");
    (void)text_next(&id, '-', &part);
    (void)text_next(&id, '-', &part);
    return (uint32_t)number_of(part);
}

static FebrlRecord record_of(Arena *arena, Text line)
{
    Text cells[COLUMNS];
    for (size_t i = 0; i < COLUMNS; i++) {
        Text cell = TEXT("");
        (void)text_next(&line, ',', &cell);
        cells[i] = text_trim(cell);
    }
    const LikenessName name = {cells[GIVEN], cells[FAMILY]};
    const AddressText address = {cells[NUMBER],   cells[STREET],      cells[COMPLEMENT],
                                 cells[LOCALITY], cells[POSTAL_CODE], cells[REGION]};
    const LikenessFacts facts = {
        .names = &name,
        .name_count = 1,
        .birth = birth_of(cells[BIRTH]),
        .addresses = &address,
        .address_count = 1,
    };
    return (FebrlRecord){entity_of(cells[0]), likeness_prepare(arena, &facts)};
}

bool febrl_read(Arena *arena, const char *name, FebrlSet *set)
{
    const char *folders[] = {getenv("SEUIL_SHARED"), "../shared", "../../shared"};
    Text content = {0};
    bool is_there = false;
    for (size_t i = 0; i < LENGTH_OF(folders) && !is_there; i++) {
        is_there = folders[i] != NULL && read_from(arena, folders[i], name, &content);
    }
    Text line;
    if (!is_there || !text_next(&content, '\n', &line)) {
        return false;
    }
    while (text_next(&content, '\n', &line)) {
        if (!text_is_empty(text_trim(line))) {
            LIST_APPEND(arena, set, record_of(arena, line));
        }
    }
    return true;
}

static size_t count_truths(const FebrlSet *set)
{
    size_t truths = 0;
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < i; j++) {
            truths += set->items[i].entity == set->items[j].entity;
        }
    }
    return truths;
}

static void measure_one(Arena *arena, const FebrlSet *set, const KeyIndex *index, uint32_t at,
                        FebrlMeasure *measure)
{
    const LikenessKeys keys = likeness_keys(arena, set->items[at].person);
    PersonList found = {0};
    key_index_find(arena, index, &keys, &found);
    measure->most_keys = keys.count > measure->most_keys ? keys.count : measure->most_keys;
    for (size_t i = 0; i < found.count && found.items[i] < at; i++) {
        const uint32_t other = found.items[i];
        const bool is_true = set->items[at].entity == set->items[other].entity;
        const LikenessAnswer answer =
            likeness_compare(set->items[at].person, set->items[other].person);
        LIST_APPEND(arena, measure,
                    (FebrlPair){other, at, is_true, answer.verdict, answer.weight});
        measure->truths_found += is_true;
    }
}

void febrl_measure(Arena *arena, const FebrlSet *set, FebrlMeasure *measure)
{
    KeyIndex index = {0};
    for (uint32_t i = 0; i < set->count; i++) {
        const LikenessKeys keys = likeness_keys(arena, set->items[i].person);
        key_index_add(arena, &index, &keys, i);
    }
    key_index_sort(&index);
    measure->truths = count_truths(set);
    for (uint32_t i = 0; i < set->count; i++) {
        measure_one(arena, set, &index, i, measure);
    }
}

static FebrlScore score_of(size_t right, size_t wrong, size_t truths)
{
    const double precision = right == 0 ? 0 : (double)right / (double)(right + wrong);
    const double recall = truths == 0 ? 0 : (double)right / (double)truths;
    const double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
    return (FebrlScore){right, wrong, precision, recall, f1};
}

FebrlScore febrl_score_verdict(const FebrlMeasure *measure, LikenessVerdict least)
{
    size_t right = 0;
    size_t wrong = 0;
    for (size_t i = 0; i < measure->count; i++) {
        const FebrlPair *pair = &measure->items[i];
        right += pair->verdict >= least && pair->is_true;
        wrong += pair->verdict >= least && !pair->is_true;
    }
    return score_of(right, wrong, measure->truths);
}

FebrlScore febrl_score_weight(const FebrlMeasure *measure, int least)
{
    size_t right = 0;
    size_t wrong = 0;
    for (size_t i = 0; i < measure->count; i++) {
        const FebrlPair *pair = &measure->items[i];
        right += pair->weight >= least && pair->is_true;
        wrong += pair->weight >= least && !pair->is_true;
    }
    return score_of(right, wrong, measure->truths);
}

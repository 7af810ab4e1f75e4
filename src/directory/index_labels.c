/* SPDX-License-Identifier: EUPL-1.2 */
/* The values of the filters: the doors of each need, public, mode and language. */
#include <stdlib.h>

#include "directory/index_parts.h"

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const Text *)a, *(const Text *)b);
}

static const TextSpan *span_of(const Service *service, LabelKind kind)
{
    switch (kind) {
    case LABEL_PUBLIC:
        return &service->publics;
    case LABEL_MODE:
        return &service->modes;
    case LABEL_LANGUAGE:
        return &service->languages;
    case LABEL_NEED:
    case LABEL_KINDS:
        break;
    }
    return NULL;
}

typedef LIST_OF(Text) TextList;

static const char *const vocabulary_keys[LABEL_KINDS] = {
    [LABEL_PUBLIC] = "publics",
    [LABEL_MODE] = "modes",
};

/* A code of the vocabulary is a filter even when no door has it yet. */
static void add_vocabulary(Arena *scratch, const Catalogue *catalogue, LabelKind kind,
                           TextList *codes)
{
    const Vocabulary *vocabulary =
        vocabulary_keys[kind] == NULL
            ? NULL
            : catalogue_vocabulary(catalogue, text_from(vocabulary_keys[kind]));
    for (size_t i = 0; vocabulary != NULL && i < vocabulary->term_count; i++) {
        LIST_APPEND(scratch, codes, vocabulary->terms[i].code);
    }
}

static void collect_codes(Arena *scratch, const Catalogue *catalogue, LabelKind kind,
                          TextList *codes)
{
    TextList found = {0};
    add_vocabulary(scratch, catalogue, kind, &found);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const TextSpan *span = span_of(&catalogue->services[i], kind);
        for (size_t j = 0; j < span->count; j++) {
            LIST_APPEND(scratch, &found, span->items[j]);
        }
    }
    if (found.count > 0) {
        qsort(found.items, found.count, sizeof *found.items, compare_texts);
    }
    for (size_t i = 0; i < found.count; i++) {
        if (i == 0 || !text_equal(found.items[i], found.items[i - 1])) {
            LIST_APPEND(scratch, codes, found.items[i]);
        }
    }
}

static void number_codes(Arena *arena, Arena *scratch, SearchIndex *index)
{
    Labels *labels = &index->labels;
    TextList codes = {0};
    for (size_t i = 0; i < index->catalogue->needs->term_count; i++) {
        LIST_APPEND(scratch, &codes, index->catalogue->needs->terms[i].code);
    }
    for (int kind = LABEL_NEED + 1; kind < LABEL_KINDS; kind++) {
        labels->kind_starts[kind] = codes.count;
        collect_codes(scratch, index->catalogue, (LabelKind)kind, &codes);
    }
    labels->kind_starts[LABEL_KINDS] = codes.count;
    Text *kept = ARENA_ARRAY(arena, Text, codes.count);
    for (size_t i = 0; i < codes.count; i++) {
        kept[i] = codes.items[i];
    }
    labels->codes = kept;
    labels->count = codes.count;
}

uint32_t label_find(const Labels *labels, LabelKind kind, Text code)
{
    const Text *first = labels->codes + labels->kind_starts[kind];
    const size_t count = labels->kind_starts[kind + 1] - labels->kind_starts[kind];
    const Text *found =
        count == 0 ? NULL : bsearch(&code, first, count, sizeof *first, compare_texts);
    return found == NULL ? NONE : (uint32_t)(found - labels->codes);
}

typedef LIST_OF(uint32_t) LabelList;

static void add_label(Arena *scratch, LabelList *list, size_t from, uint32_t label)
{
    for (size_t i = from; i < list->count; i++) {
        if (list->items[i] == label) {
            return;
        }
    }
    LIST_APPEND(scratch, list, label);
}

/* A door that answers a need answers the wider needs above it. */
static void add_needs(Arena *scratch, const Catalogue *catalogue, const Service *service,
                      LabelList *list)
{
    const size_t from = list->count;
    for (size_t i = 0; i < service->needs.count; i++) {
        uint32_t need = service->needs.items[i];
        for (size_t depth = 0; need != NONE && depth < 16; depth++) {
            add_label(scratch, list, from, (uint32_t)need);
            need = catalogue->needs->terms[need].parent;
        }
    }
}

static void add_service_labels(Arena *scratch, const SearchIndex *index, const Service *service,
                               LabelList *list)
{
    const size_t from = list->count;
    add_needs(scratch, index->catalogue, service, list);
    for (int kind = LABEL_NEED + 1; kind < LABEL_KINDS; kind++) {
        const TextSpan *span = span_of(service, (LabelKind)kind);
        for (size_t i = 0; i < span->count; i++) {
            add_label(scratch, list, from,
                      label_find(&index->labels, (LabelKind)kind, span->items[i]));
        }
    }
}

typedef struct LabelTable {
    DoorSet *doors;
    uint32_t *totals;
    uint32_t *starts;
    LabelList numbers;
} LabelTable;

static void label_doors(Arena *scratch, const SearchIndex *index, LabelTable *table)
{
    const Catalogue *catalogue = index->catalogue;
    const DoorTable *doors = &index->doors;
    for (uint32_t i = 0; i < doors->count; i++) {
        const Door *door = &catalogue->doors[doors->doors[i]];
        table->starts[i] = (uint32_t)table->numbers.count;
        add_service_labels(scratch, index, &catalogue->services[door->service],
                           &table->numbers);
        for (size_t j = table->starts[i]; j < table->numbers.count; j++) {
            set_add(table->doors[table->numbers.items[j]], i);
            table->totals[table->numbers.items[j]]++;
        }
    }
    table->starts[doors->count] = (uint32_t)table->numbers.count;
}

void index_build_labels(Arena *arena, Arena *scratch, SearchIndex *index)
{
    number_codes(arena, scratch, index);
    Labels *labels = &index->labels;
    LabelTable table = {
        .doors = ARENA_ARRAY(arena, DoorSet, labels->count),
        .totals = ARENA_ARRAY(arena, uint32_t, labels->count),
        .starts = ARENA_ARRAY(arena, uint32_t, index->doors.count + 1),
    };
    for (size_t i = 0; i < labels->count; i++) {
        table.doors[i] = door_set_new(arena, &index->doors);
    }
    label_doors(scratch, index, &table);
    uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, table.numbers.count);
    for (size_t i = 0; i < table.numbers.count; i++) {
        numbers[i] = table.numbers.items[i];
    }
    labels->doors = table.doors;
    labels->totals = table.totals;
    labels->starts = table.starts;
    labels->numbers = numbers;
}

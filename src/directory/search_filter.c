/* SPDX-License-Identifier: EUPL-1.2 */
/* The doors the filters let through, as a set; place and clock come later, door by door. */
#include <string.h>

#include "directory/search_parts.h"

typedef struct Filter {
    const Query *query;
    uint64_t *allowed;
    size_t words;
} Filter;

static void keep(const Filter *filter, const uint64_t *set)
{
    for (size_t i = 0; i < filter->words; i++) {
        filter->allowed[i] &= set[i];
    }
}

static void add_all(const Filter *filter, uint64_t *set, const uint64_t *more)
{
    for (size_t i = 0; i < filter->words; i++) {
        set[i] |= more[i];
    }
}

/* A need asked for is widened to one above it when nothing answers it. */
static uint32_t label_asked(const Filter *filter, LabelKind kind, Text code)
{
    const uint32_t label = label_find(&filter->query->index->labels, kind, code);
    const bool is_widened = kind == LABEL_NEED && filter->query->relaxed[RELAXED_NEEDS];
    return is_widened ? need_widen(filter->query->index, label) : label;
}

static void keep_codes(const Filter *filter, LabelKind kind, TextSpan codes)
{
    if (codes.count == 0) {
        return;
    }
    const Labels *labels = &filter->query->index->labels;
    uint64_t *any = ARENA_ARRAY(filter->query->arena, uint64_t, filter->words);
    for (size_t i = 0; i < codes.count; i++) {
        const uint32_t label = label_asked(filter, kind, codes.items[i]);
        if (label != NONE) { /* a language nobody speaks here is no error: it finds nobody */
            add_all(filter, any, labels->doors[label]);
        }
    }
    keep(filter, any);
}

static void keep_flags(const Filter *filter)
{
    const SearchRequest *request = filter->query->request;
    const bool wanted[FLAG_COUNT] = {
        [FLAG_FREE] = request->only_free,
        [FLAG_ACCESSIBLE] = request->only_accessible,
        [FLAG_ANIMALS] = request->only_with_animals,
        [FLAG_REMOTE] = request->only_remote,
    };
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if (wanted[i]) {
            keep(filter, filter->query->index->doors.flags[i]);
        }
    }
}

/* Confidential doors stay in whatever place is asked: leaving them out would tell where they
 * are not. */
static void keep_located(const Filter *filter,
                         bool (*is_there)(const SearchIndex *, uint32_t door, const void *),
                         const void *context)
{
    const SearchIndex *index = filter->query->index;
    uint64_t *there = ARENA_ARRAY(filter->query->arena, uint64_t, filter->words);
    for (uint32_t i = 0; i < index->doors.count; i++) {
        const bool has_place = index->catalogue->doors[i].location != NONE;
        if (has_place && (set_has(index->doors.flags[FLAG_CONFIDENTIAL], i) ||
                          is_there(index, i, context))) {
            set_add(there, i);
        }
    }
    keep(filter, there);
}

static Text postal_code_of(const SearchIndex *index, uint32_t door)
{
    return index->catalogue->locations[index->catalogue->doors[door].location].postal_code;
}

static bool has_postal_code(const SearchIndex *index, uint32_t door, const void *context)
{
    return text_equal(postal_code_of(index, door), *(const Text *)context);
}

typedef struct CommuneAsked {
    Arena *arena;
    const Commune *commune;
    Text keys[LANGUAGE_COUNT];
} CommuneAsked;

static bool is_named_as(const CommuneAsked *asked, Text key)
{
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        if (asked->keys[i].length > 0 && text_equal(asked->keys[i], key)) {
            return true;
        }
    }
    return false;
}

static void name_commune(CommuneAsked *asked, const Commune *commune)
{
    asked->commune = commune;
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        asked->keys[i] = fold_key(asked->arena, commune->name.in[i]);
    }
}

static bool find_commune(CommuneAsked *asked, Text name)
{
    const Commune *by_code = gazetteer_commune_by_nis(name);
    if (by_code != NULL) {
        name_commune(asked, by_code);
        return true;
    }
    const Text key = fold_key(asked->arena, name);
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        name_commune(asked, gazetteer_commune(i));
        if (is_named_as(asked, key)) {
            return true;
        }
    }
    return false;
}

/* By name, or because every place of its postal code lies in the commune. */
static bool is_in_commune(const SearchIndex *index, uint32_t door, const void *context)
{
    const CommuneAsked *asked = context;
    if (is_named_as(asked, index->doors.towns[door])) {
        return true;
    }
    const Commune *commune = gazetteer_commune_of(postal_code_of(index, door));
    return commune != NULL && text_equal(commune->nis, asked->commune->nis);
}

static Outcome keep_commune(const Filter *filter, Text name, Problem *problem)
{
    CommuneAsked asked = {.arena = filter->query->arena};
    if (!find_commune(&asked, name)) {
        return problem_set(problem, INVALID, (Text){"", 0}, "commune", "unknown commune “%.*s”",
                           TEXT_ARG(text_slice(name, 0, 80)));
    }
    keep_located(filter, is_in_commune, &asked);
    return OK;
}

/* Doors that are not yet, or no longer. */
static void drop_expired(const Filter *filter)
{
    const DoorTable *doors = &filter->query->index->doors;
    if (filter->query->request->at == MOMENT_NONE) {
        return;
    }
    const Date today = moment_to_local(filter->query->request->at).date;
    for (uint32_t i = 0; i < doors->count; i++) {
        if (set_has(doors->flags[FLAG_DATED], i)) {
            const bool is_early = doors->valid_from[i] > today;
            const bool is_late = doors->valid_to[i] != DATE_NONE && doors->valid_to[i] < today;
            if (is_early || is_late) {
                filter->allowed[i / 64] &= ~(UINT64_C(1) << (i % 64));
            }
        }
    }
}

static void allow_all(const Filter *filter)
{
    const size_t doors = filter->query->index->doors.count;
    memset(filter->allowed, 0xFF, filter->words * sizeof *filter->allowed);
    if (doors % 64 != 0) {
        filter->allowed[filter->words - 1] = (UINT64_C(1) << (doors % 64)) - 1;
    }
}

Outcome filter_doors(const Query *query, uint64_t *allowed, Problem *problem)
{
    const SearchRequest *request = query->request;
    const Filter filter = {query, allowed, query->index->doors.set_words};
    allow_all(&filter);
    keep_codes(&filter, LABEL_NEED, request->needs);
    keep_codes(&filter, LABEL_PUBLIC, request->publics);
    keep_codes(&filter, LABEL_MODE, request->modes);
    keep_codes(&filter, LABEL_LANGUAGE, request->languages);
    keep_flags(&filter);
    drop_expired(&filter);
    if (request->eligible != NULL) {
        keep(&filter, request->eligible);
    }
    if (request->postal_code.length > 0) {
        keep_located(&filter, has_postal_code, &request->postal_code);
    }
    if (request->commune.length > 0) {
        TRY(keep_commune(&filter, request->commune, problem));
    }
    return OK;
}

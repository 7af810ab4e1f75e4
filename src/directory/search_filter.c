/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * All that is asked beside the words. Codes and flags are sets, met chunk by chunk; towns and
 * postal codes are judged once each, and validity and the clock door by door, last of all.
 */
#include "directory/search_pass.h"

/* The doors that have one of the codes of a filter. */
typedef struct CodeFilter {
    const ChunkSet **sets;
    size_t count;
    bool is_asked;
} CodeFilter;

struct Filters {
    CodeFilter codes[LABEL_KINDS];
    const ChunkSet *flags[FLAG_COUNT];
    size_t flag_count;
    const bool *asked_postal_codes; /* by postal code; NULL: none is asked */
    const bool *commune_towns;      /* by town: it bears the commune's name; NULL: not asked */
    const bool *commune_postal_codes; /* by postal code: it lies in the commune */
    Date today;                       /* DATE_NONE without a clock */
    bool asks_one_by_one;             /* more than validity must be asked of each door */
};

/* A need asked for is widened to one above it when nothing answers it. */
static uint32_t label_asked(const Query *query, LabelKind kind, Text code)
{
    const uint32_t label = label_find(&query->index->labels, kind, code);
    const bool is_widened = kind == LABEL_NEED && query->relaxed[RELAXED_NEEDS];
    return is_widened ? need_widen(query->index, label) : label;
}

/* A language nobody speaks here is no error: it finds nobody. */
static void read_codes(const Query *query, LabelKind kind, TextSpan codes, Filters *filters)
{
    CodeFilter *filter = &filters->codes[kind];
    filter->is_asked = codes.count > 0;
    filter->sets = ARENA_ARRAY(query->arena, const ChunkSet *, codes.count);
    for (size_t i = 0; i < codes.count; i++) {
        const uint32_t label = label_asked(query, kind, codes.items[i]);
        if (label != NONE) {
            filter->sets[filter->count++] = query->index->labels.doors[label];
        }
    }
}

static void read_flags(const Query *query, Filters *filters)
{
    const SearchRequest *request = query->request;
    const bool wanted[FLAG_COUNT] = {
        [FLAG_FREE] = request->only_free,
        [FLAG_ACCESSIBLE] = request->only_accessible,
        [FLAG_ANIMALS] = request->only_with_animals,
        [FLAG_REMOTE] = request->only_remote,
        [FLAG_PLACED] = request->postal_code.length > 0 || request->commune.length > 0,
    };
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if (wanted[i]) {
            filters->flags[filters->flag_count++] = query->index->doors.flags[i];
        }
    }
}

/* ---------------------------------------------------------------------- where doors stand */

static void read_postal_code(const Query *query, Text code, Filters *filters)
{
    const DoorTable *doors = &query->index->doors;
    bool *meant = ARENA_ARRAY(query->arena, bool, doors->postal_count);
    for (size_t i = 0; i < doors->postal_count; i++) {
        meant[i] = text_equal(doors->postal_names[i], code);
    }
    filters->asked_postal_codes = meant;
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
static Outcome read_commune(const Query *query, Text name, Filters *filters, Problem *problem)
{
    const DoorTable *doors = &query->index->doors;
    CommuneAsked asked = {.arena = query->arena};
    if (!find_commune(&asked, name)) {
        return problem_set(problem, INVALID, (Text){"", 0}, "commune", "unknown commune “%.*s”",
                           TEXT_ARG(text_slice(name, 0, 80)));
    }
    bool *towns = ARENA_ARRAY(query->arena, bool, doors->town_count);
    bool *codes = ARENA_ARRAY(query->arena, bool, doors->postal_count);
    for (size_t i = 0; i < doors->town_count; i++) {
        towns[i] = is_named_as(&asked, doors->town_names[i]);
    }
    for (size_t i = 0; i < doors->postal_count; i++) {
        const Commune *commune = gazetteer_commune_of(doors->postal_names[i]);
        codes[i] = commune != NULL && text_equal(commune->nis, asked.commune->nis);
    }
    filters->commune_towns = towns;
    filters->commune_postal_codes = codes;
    return OK;
}

/* Confidential doors stay in whatever place is asked: leaving them out would tell where they
 * are not. */
static bool is_there(const Filters *filters, const DoorTable *doors, uint32_t position)
{
    if (set_has(doors->flags[FLAG_CONFIDENTIAL], position)) {
        return true;
    }
    const uint32_t code = doors->postal_codes[position];
    if (filters->asked_postal_codes != NULL && !filters->asked_postal_codes[code]) {
        return false;
    }
    return filters->commune_towns == NULL || filters->commune_towns[doors->towns[position]] ||
           filters->commune_postal_codes[code];
}

/* ---------------------------------------------------------------------------- one by one */

/* Doors that are not yet, or no longer. */
static bool is_valid(const DoorTable *doors, uint32_t position, Date today)
{
    if (today == DATE_NONE || !set_has(doors->flags[FLAG_DATED], position)) {
        return true;
    }
    return doors->valid_from[position] <= today &&
           (doors->valid_to[position] == DATE_NONE || doors->valid_to[position] >= today);
}

static bool lets_through(const Pass *pass, uint32_t position)
{
    const Filters *filters = pass->filters;
    const DoorTable *doors = &pass->query->index->doors;
    const SearchRequest *request = pass->query->request;
    const uint32_t door = doors->doors[position];
    const bool is_eligible =
        request->eligible == NULL || (request->eligible[door / 64] >> (door % 64) & 1) != 0;
    return is_eligible && is_valid(doors, position, filters->today) &&
           is_there(filters, doors, position) &&
           (!request->only_open || state_of(pass, position) == HOURS_OPEN);
}

/* Where nothing but validity is asked, only dated doors are looked at. */
void filters_keep_each(const Pass *pass, ChunkFound *found)
{
    const ChunkSet *dated = &pass->query->index->doors.flags[FLAG_DATED][found->chunk];
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const uint32_t first = found->chunk * CHUNK_DOORS + (uint32_t)i * BLOCK_DOORS;
        uint64_t *bits = &found->set.words[i];
        uint64_t rest = pass->filters->asks_one_by_one ? *bits : *bits & dated->words[i];
        for (; rest != 0; rest &= rest - 1) {
            const uint32_t place = (uint32_t)__builtin_ctzll(rest);
            const uint64_t is_kept = lets_through(pass, first + place);
            *bits &= ~((is_kept ^ 1) << place);
        }
    }
}

/* ---------------------------------------------------------------------------- set by set */

static void keep_codes(const CodeFilter *filter, ChunkFound *found)
{
    ChunkSet any = {{0}};
    for (size_t i = 0; i < filter->count; i++) {
        chunk_join(&any, &filter->sets[i][found->chunk]);
    }
    chunk_keep(&found->set, &any);
}

void filters_keep(const Pass *pass, ChunkFound *found)
{
    const Filters *filters = pass->filters;
    for (size_t i = 0; i < LABEL_KINDS; i++) {
        if (filters->codes[i].is_asked) {
            keep_codes(&filters->codes[i], found);
        }
    }
    for (size_t i = 0; i < filters->flag_count; i++) {
        chunk_keep(&found->set, &filters->flags[i][found->chunk]);
    }
}

Outcome filters_read(const Query *query, const Filters **filters, Problem *problem)
{
    const SearchRequest *request = query->request;
    Filters *read = ARENA_NEW(query->arena, Filters);
    read_codes(query, LABEL_NEED, request->needs, read);
    read_codes(query, LABEL_PUBLIC, request->publics, read);
    read_codes(query, LABEL_MODE, request->modes, read);
    read_codes(query, LABEL_LANGUAGE, request->languages, read);
    read_flags(query, read);
    const bool has_clock = request->at != MOMENT_NONE;
    read->today = has_clock ? moment_to_local(request->at).date : DATE_NONE;
    if (request->postal_code.length > 0) {
        read_postal_code(query, request->postal_code, read);
    }
    if (request->commune.length > 0) {
        TRY(read_commune(query, request->commune, read, problem));
    }
    read->asks_one_by_one = request->eligible != NULL || request->only_open ||
                            read->asked_postal_codes != NULL || read->commune_towns != NULL;
    *filters = read;
    return OK;
}

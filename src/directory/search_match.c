/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One walk over the directory, chunk by chunk. In a chunk the sets of doors are met, the words
 * that fewest doors answer first, then the filters, then the reach; what is left is counted and
 * ranked while it is still at hand. Nothing the size of the directory is ever touched.
 */
#include <math.h>
#include <stdlib.h>

#include "directory/search_pass.h"

/* What the same sum in another order may lose. */
static const double ROUNDING = 1e-12;

/* The rarer a word, the more it tells: the idf of BM25 over the doors that answer it. Doors
 * that have two of its relatives are counted twice: to know better, all of them would have to
 * be met. */
static double rarity_of(uint64_t doors, uint64_t answering)
{
    const double known = (double)(answering < doors ? answering : doors);
    return log(1 + ((double)doors - known + 0.5) / (known + 0.5));
}

static void weigh_group(Query *query, size_t number)
{
    const SearchIndex *index = query->index;
    Group *group = &query->groups[number];
    group->answering = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        group->answering += index->postings.doors[group->expansions.items[i].word];
    }
    for (size_t i = 0; i < query->needs.count && !group->is_place; i++) {
        const NeedMatch *match = &query->needs.items[i];
        if ((match->groups >> number & 1) != 0) {
            group->answering += index->labels.totals[match->need];
        }
    }
    group->rarity = rarity_of(index->doors.count, group->answering);
}

/* What a group can add at most: its strongest word, and its strongest need. */
static void bound_group(Query *query, size_t number)
{
    Group *group = &query->groups[number];
    float word = 0;
    float need = 0;
    for (size_t i = 0; i < group->expansions.count; i++) {
        const Expansion *expansion = &group->expansions.items[i];
        const float most =
            expansion->quality / 255 * (float)query->index->postings.strongest[expansion->word];
        word = most > word ? most : word;
    }
    for (size_t i = 0; i < query->needs.count && !group->is_place; i++) {
        const NeedMatch *match = &query->needs.items[i];
        const bool is_said = (match->groups >> number & 1) != 0;
        need = is_said && match->strength > need ? match->strength : need;
    }
    group->most = group_worth(group) * ((double)word + NEED_IMPACT * (double)need);
}

/* The groups a door must answer, the rarest first. */
typedef struct Required {
    uint8_t groups[SEARCH_QUERY_WORDS];
    size_t count;
} Required;

static Required required_groups(const Query *query)
{
    Required required = {.count = 0};
    for (size_t i = 0; i < query->group_count; i++) {
        if (!query->groups[i].is_required) {
            continue;
        }
        size_t at = required.count++;
        const uint64_t answering = query->groups[i].answering;
        for (; at > 0 && query->groups[required.groups[at - 1]].answering > answering; at--) {
            required.groups[at] = required.groups[at - 1];
        }
        required.groups[at] = (uint8_t)i;
    }
    return required;
}

static bool meet_groups(const Query *query, const Required *required, ChunkFound *found)
{
    for (size_t i = 0; i < required->count; i++) {
        ChunkSet answering = {{0}};
        group_union(query, required->groups[i], found->chunk, &answering);
        chunk_keep(&found->set, &answering);
        if (chunk_is_empty(&found->set)) {
            return false;
        }
    }
    return true;
}

static bool join_groups(const Query *query, const Required *required, ChunkFound *found)
{
    if (required->count == 0) {
        return true;
    }
    ChunkSet any = {{0}};
    for (size_t i = 0; i < required->count; i++) {
        group_union(query, required->groups[i], found->chunk, &any);
    }
    chunk_keep(&found->set, &any);
    return !chunk_is_empty(&found->set);
}

static void visit(Pass *pass, const Required *required, uint32_t chunk)
{
    const Query *query = pass->query;
    ChunkFound found = {.chunk = chunk, .set = query->index->doors.everyone[chunk]};
    const bool answers = query->relaxed[RELAXED_WORDS] ? join_groups(query, required, &found)
                                                       : meet_groups(query, required, &found);
    if (!answers) {
        return;
    }
    filters_keep(pass, &found);
    if (chunk_is_empty(&found.set)) {
        return;
    }
    reach_keep(pass, &found);
    filters_keep_each(pass, &found);
    if (!chunk_is_empty(&found.set)) {
        count_chunk(pass, &found);
        rank_chunk(pass, &found);
    }
}

typedef struct ChunkAt {
    double chord;
    uint32_t chunk;
} ChunkAt;

static int compare_chunks(const void *a, const void *b)
{
    const ChunkAt *first = a;
    const ChunkAt *second = b;
    if (first->chord != second->chord) {
        return first->chord < second->chord ? -1 : 1;
    }
    return first->chunk < second->chunk ? -1 : first->chunk > second->chunk;
}

/* The nearest chunks first: what is found there keeps what is further off the podium. */
static size_t list_chunks(const Pass *pass, ChunkAt *chunks)
{
    const DoorTable *doors = &pass->query->index->doors;
    size_t count = 0;
    for (uint32_t i = 0; i < doors->chunks; i++) {
        if (reach_touches(&pass->reach, &doors->balls[i])) {
            const double chord = doors->balls[i].radius >= NOWHERE
                                     ? DISTANCE_NONE
                                     : reach_nearest(&pass->reach, &doors->balls[i]);
            chunks[count++] = (ChunkAt){chord, i};
        }
    }
    if (count > 1 && pass->reach.has_origin) {
        qsort(chunks, count, sizeof *chunks, compare_chunks);
    }
    return count;
}

static void visit_all(Pass *pass, const Required *required)
{
    const DoorTable *doors = &pass->query->index->doors;
    const SearchRequest *request = pass->query->request;
    const bool may_stop = request->only_page && request->order == BY_DISTANCE;
    ChunkAt *chunks = ARENA_ARRAY(pass->query->arena, ChunkAt, doors->chunks);
    const size_t count = list_chunks(pass, chunks);
    for (size_t i = 0; i < count; i++) {
        const uint32_t chunk = chunks[i].chunk;
        if (may_stop && podium_is_closed_to(pass, &doors->balls[chunk])) {
            return;
        }
        visit(pass, required, chunk);
    }
}

Outcome query_match(Query *query, Pass *pass, Problem *problem)
{
    const SearchIndex *index = query->index;
    *pass = (Pass){.query = query, .reach = reach_of(query), .most = asks_words(query) ? 0 : 1};
    TRY(filters_read(query, &pass->filters, problem));
    for (size_t i = 0; i < query->group_count; i++) {
        weigh_group(query, i);
        bound_group(query, i);
        pass->most += query->groups[i].most;
    }
    pass->most *= 1 + ROUNDING;
    groups_rewind(query);
    pass->counts = ARENA_ARRAY(query->arena, uint32_t, index->labels.count);
    pass->states = ARENA_ARRAY(query->arena, uint8_t, index->doors.timetable_count);
    podium_open(pass);
    const Required required = required_groups(query);
    visit_all(pass, &required);
    return OK;
}

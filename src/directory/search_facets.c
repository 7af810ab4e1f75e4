/* SPDX-License-Identifier: EUPL-1.2 */
/* How many of the doors found have each value of each filter. */
#include "directory/search_pass.h"

HoursState state_of(const Pass *pass, uint32_t position)
{
    const DoorTable *doors = &pass->query->index->doors;
    if (pass->query->request->at == MOMENT_NONE) {
        return HOURS_UNKNOWN;
    }
    const uint32_t number = doors->timetables[position];
    uint8_t *known = &pass->states[number];
    if (*known == 0) {
        const HoursState state =
            timetable_state(&doors->timetable_items[number], &pass->query->clock);
        *known = (uint8_t)(state + 1);
    }
    return (HoursState)(*known - 1);
}

__attribute__((target_clones("popcnt", "default"))) static size_t count_both(const ChunkSet *a,
                                                                             const ChunkSet *b)
{
    size_t count = 0;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        count += (size_t)__builtin_popcountll(a->words[i] & b->words[i]);
    }
    return count;
}

static void count_labels_by_door(Pass *pass, const ChunkFound *found)
{
    const Labels *labels = &pass->query->index->labels;
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const uint32_t first = found->chunk * CHUNK_DOORS + (uint32_t)i * BLOCK_DOORS;
        for (uint64_t rest = found->set.words[i]; rest != 0; rest &= rest - 1) {
            const uint32_t position = first + (uint32_t)__builtin_ctzll(rest);
            for (uint32_t j = labels->starts[position]; j < labels->starts[position + 1]; j++) {
                pass->counts[labels->numbers[j]]++;
            }
        }
    }
}

static void count_labels_by_set(Pass *pass, const ChunkFound *found)
{
    const Labels *labels = &pass->query->index->labels;
    for (size_t i = 0; i < labels->count; i++) {
        pass->counts[i] += (uint32_t)count_both(&found->set, &labels->doors[i][found->chunk]);
    }
}

static void count_open(Pass *pass, const ChunkFound *found)
{
    for (size_t i = 0; i < CHUNK_BLOCKS; i++) {
        const uint32_t first = found->chunk * CHUNK_DOORS + (uint32_t)i * BLOCK_DOORS;
        for (uint64_t rest = found->set.words[i]; rest != 0; rest &= rest - 1) {
            const uint32_t position = first + (uint32_t)__builtin_ctzll(rest);
            pass->flags.open += state_of(pass, position) == HOURS_OPEN;
        }
    }
}

/* Few doors are asked for their labels; of many, each label is asked for its doors. */
void count_chunk(Pass *pass, const ChunkFound *found)
{
    const DoorTable *doors = &pass->query->index->doors;
    const size_t count = count_both(&found->set, &found->set);
    pass->total += count;
    if (pass->query->request->only_page) {
        return;
    }
    if (count > pass->query->index->labels.count * 2) {
        count_labels_by_set(pass, found);
    } else {
        count_labels_by_door(pass, found);
    }
    SearchFacets *flags = &pass->flags;
    flags->free += count_both(&found->set, &doors->flags[FLAG_FREE][found->chunk]);
    flags->accessible += count_both(&found->set, &doors->flags[FLAG_ACCESSIBLE][found->chunk]);
    flags->with_animals += count_both(&found->set, &doors->flags[FLAG_ANIMALS][found->chunk]);
    flags->remote += count_both(&found->set, &doors->flags[FLAG_REMOTE][found->chunk]);
    if (pass->query->request->at != MOMENT_NONE) {
        count_open(pass, found);
    }
}

static FacetCounts counts_of(const Pass *pass, LabelKind kind)
{
    const Labels *labels = &pass->query->index->labels;
    const size_t from = labels->kind_starts[kind];
    const size_t to = labels->kind_starts[kind + 1];
    FacetCount *items = ARENA_ARRAY(pass->query->arena, FacetCount, to - from);
    size_t used = 0;
    for (size_t i = from; i < to; i++) {
        if (pass->counts[i] > 0) {
            items[used++] = (FacetCount){labels->codes[i], pass->counts[i]};
        }
    }
    return (FacetCounts){items, used};
}

void query_count(const Pass *pass, SearchFacets *facets)
{
    *facets = pass->flags;
    facets->needs = counts_of(pass, LABEL_NEED);
    facets->publics = counts_of(pass, LABEL_PUBLIC);
    facets->modes = counts_of(pass, LABEL_MODE);
    facets->languages = counts_of(pass, LABEL_LANGUAGE);
}

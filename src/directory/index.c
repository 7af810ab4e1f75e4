/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/index.h"

#include "directory/index_parts.h"

/* Draft numbers become ranks once the dictionary is in order. */
static void renumber_records(FieldWordList *lists, size_t count, const uint32_t *ranks)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < lists[i].count; j++) {
            lists[i].items[j].word = ranks[lists[i].items[j].word];
        }
    }
}

static void renumber(const Catalogue *catalogue, RecordWords *records, NeedWords *needs,
                     const uint32_t *ranks)
{
    renumber_records(records->organizations, catalogue->organization_count, ranks);
    renumber_records(records->services, catalogue->service_count, ranks);
    renumber_records(records->locations, catalogue->location_count, ranks);
    renumber_records(records->doors, catalogue->door_count, ranks);
    for (size_t i = 0; i < needs->words.count; i++) {
        needs->words.items[i].word = ranks[needs->words.items[i].word];
    }
}

static void build_words(Arena *arena, Arena *scratch, SearchIndex *index)
{
    DictionaryDraft draft = dictionary_draft(scratch);
    NeedWords needs = {0};
    RecordWords records = {0};
    index_read_needs(&draft, index->catalogue, &needs);
    index_read_records(&draft, index->catalogue, &records);
    uint32_t *ranks = ARENA_ARRAY(scratch, uint32_t, draft.count);
    index->dictionary = dictionary_build(arena, &draft, ranks);
    renumber(index->catalogue, &records, &needs, ranks);
    index_build_postings(arena, scratch, &records, index);
    index_build_expressions(arena, scratch, &needs, index);
}

const SearchIndex *index_build(Arena *arena, const Catalogue *catalogue)
{
    const size_t before = arena_size(arena);
    Arena *scratch SCOPED(arena_close) = arena_new((size_t)4 << 20);
    SearchIndex *index = ARENA_NEW(arena, SearchIndex);
    index->catalogue = catalogue;
    index->doors.count = catalogue->door_count;
    index->doors.chunks = (catalogue->door_count + CHUNK_DOORS - 1) / CHUNK_DOORS;
    index_number_doors(arena, scratch, index);
    build_words(arena, scratch, index);
    index_build_labels(arena, scratch, index);
    index_build_doors(arena, scratch, index);
    index_build_hours(arena, scratch, index);
    index_build_places(arena, index);
    index->bytes = arena_size(arena) - before;
    return index;
}

const Catalogue *index_catalogue(const SearchIndex *index)
{
    return index->catalogue;
}

IndexReport index_report(const SearchIndex *index)
{
    return (IndexReport){
        .doors = index->doors.count,
        .words = index->dictionary.count,
        .postings = index->postings.count,
        .expressions = index->expressions.count,
        .bytes = index->bytes,
    };
}

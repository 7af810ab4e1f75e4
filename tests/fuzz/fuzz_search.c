/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a question or are refused; what is found exists, once, in order. */
#include <assert.h>

#include "benches/generate.h"
#include "directory/search.h"
#include "directory/search_need.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One small directory for all inputs; it lives as long as the fuzzer. */
static const SearchIndex *directory(void)
{
    static const SearchIndex *index = NULL;
    if (index == NULL) {
        static const GeneratedSize small = {60, 22, 120, 6, false};
        Arena *arena = arena_new((size_t)1 << 20);
        index = index_build(arena, generate_catalogue(arena, small, 1));
    }
    return index;
}

static SearchRequest request_of(const uint8_t *data, size_t size)
{
    const uint8_t first = size > 0 ? data[0] : 0;
    return (SearchRequest){
        .text = size > 0 ? text_of((const char *)data + 1, size - 1) : TEXT(""),
        .only_open = (first & 1) != 0,
        .has_origin = (first & 2) != 0,
        .origin = {50.6, 5.5},
        .radius = (first & 4) != 0 ? 5000 : 0,
        .order = (first & 8) != 0 ? BY_DISTANCE : BY_RELEVANCE,
        .language = (Language)(first >> 6),
        .page = first >> 4 & 3,
        .at = 1795539900,
    };
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const SearchRequest request = request_of(data, size);
    SearchResult result = {0};
    if (search(directory(), arena, &request, &result, &problem) != OK) {
        assert(problem.field.length > 0);
        return 0;
    }
    assert(result.hit_count <= result.total);
    assert(text_is_utf8(result.did_you_mean));
    for (size_t i = 0; i < result.hit_count; i++) {
        assert(result.hits[i].door < index_report(directory()).doors);
        (void)search_reason_sentence(directory(), arena, &result.hits[i], request.language);
    }
    NeedAnswer answer = {0};
    const Outcome outcome = search_need(directory(), arena, request.text, &answer, &problem);
    assert(outcome == OK || outcome == NOT_FOUND || outcome == CONFLICT);
    return 0;
}

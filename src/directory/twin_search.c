/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_search.h"

#include "directory/queries.h"
#include "directory/record.h"
#include "directory/twin.h"
#include "store/store.h"

typedef struct Writing {
    Arena *arena;
    const Catalogue *catalogue;
    const TwinPairList *pairs;
    int64_t pass;
    TwinSearch *search;
} Writing;

static Text reasons_of(Arena *arena, const TwinAnswer *answer)
{
    Text reasons = TEXT("");
    for (size_t i = 0; i < answer->found_count; i++) {
        reasons = text_format(arena, "%.*s%s%.*s:%d", TEXT_ARG(reasons), i > 0 ? " " : "",
                              TEXT_ARG(twin_reason_code(answer->found[i].reason)),
                              answer->found[i].weight);
    }
    return reasons;
}

static Outcome put_pair(Session *session, const Writing *writing, const TwinPair *pair,
                        Problem *problem)
{
    const Id one = writing->catalogue->services[pair->one].id;
    const Id other = writing->catalogue->services[pair->other].id;
    const bool is_ordered = id_compare(one, other) < 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_FOUND_PUT, &statement, problem));
    bind_id(statement, "a", is_ordered ? one : other);
    bind_id(statement, "b", is_ordered ? other : one);
    bind_integer(statement, "weight", pair->answer.weight);
    bind_text(statement, "verdict", twin_verdict_code(pair->answer.verdict));
    bind_text(statement, "reasons", reasons_of(writing->arena, &pair->answer));
    bind_integer(statement, "pass", writing->pass);
    return statement_run(statement, NULL, problem);
}

static Outcome write_pairs(Session *session, void *context, Problem *problem)
{
    const Writing *writing = context;
    Statement *prune SCOPED(statement_close) = NULL;
    Statement *count SCOPED(statement_close) = NULL;
    bool row = false;
    for (size_t i = 0; i < writing->pairs->count; i++) {
        const ArenaMark mark = arena_mark(writing->arena);
        TRY(put_pair(session, writing, &writing->pairs->items[i], problem));
        arena_rewind(writing->arena, mark);
    }
    TRY(statement_open(session, &TWIN_FOUND_PRUNE, &prune, problem));
    bind_integer(prune, "pass", writing->pass);
    TRY(statement_run(prune, NULL, problem));
    TRY(statement_open(session, &TWIN_FOUND_COUNT, &count, problem));
    bind_integer(count, "pass", writing->pass);
    TRY(statement_next(count, &row, problem));
    writing->search->open = row ? column_integer(count, 0) : 0;
    writing->search->fresh = row ? column_integer(count, 1) : 0;
    return OK;
}

Outcome twins_search(Store *store, Moment now, TwinSearch *search, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    const Catalogue *catalogue = NULL;
    TwinPairList pairs = {0};
    TwinEffort effort = {0};
    {
        Session *session SCOPED(session_end) = NULL;
        TRY(store_read(store, &session, problem));
        const CatalogueSource source = {.session = session, .now = now};
        TRY(catalogue_build(arena, &source, &catalogue, problem));
    }
    twins_find(twins_read(arena, catalogue), arena, &pairs, &effort);
    *search = (TwinSearch){.services = catalogue->service_count, .compared = effort.pairs};
    Writing writing = {arena, catalogue, &pairs, record_pass(TEXT(""), now).token, search};
    return store_write(store, write_pairs, &writing, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_held.h"

#include "directory/hsds_set.h"
#include "directory/queries.h"
#include "store/store.h"

/* ----------------------------------------------------------------------------------- reading
 */

static Text owner_name(EntityKind kind)
{
    return kind == ENTITY_COUNT ? TEXT("") : text_from(entity_model(kind)->name);
}

static HeldRecord read_row(Arena *arena, const Statement *row, bool is_source)
{
    HeldRecord held = {
        .record = {.kind = ENTITY_COUNT,
                   .id = column_id(row, 1),
                   .owner_kind = ENTITY_COUNT,
                   .owner = column_id(row, 3),
                   .position = (uint32_t)column_integer(row, 4),
                   .body = text_copy(arena, column_text(row, 6))},
        .origin = text_copy(arena, column_text(row, 5)),
        .pass = column_integer(row, 7),
    };
    (void)entity_kind_parse(column_text(row, 0), &held.record.kind);
    (void)entity_kind_parse(column_text(row, 2), &held.record.owner_kind);
    if (is_source) {
        held.merge = column_id(row, 8);
        held.fate = text_copy(arena, column_text(row, 9));
    }
    return held;
}

/* One row by kind and identifier, of the directory or of what sources say. */
static Outcome get(Session *session, Arena *arena, const Query *query, EntityKind kind, Id id,
                   HeldRecord *held, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_text(statement, "kind", owner_name(kind));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, id_format(arena, id), "id", "no such %s",
                           entity_model(kind)->name);
    }
    *held = read_row(arena, statement, query == &TWIN_SOURCE_GET);
    return OK;
}

Outcome twin_record(Session *session, Arena *arena, EntityKind kind, Id id, HeldRecord *held,
                    Problem *problem)
{
    return get(session, arena, &TWIN_RECORD_GET, kind, id, held, problem);
}

Outcome twin_source_of(Session *session, Arena *arena, EntityKind kind, Id id, HeldRecord *held,
                       bool *found, Problem *problem)
{
    Problem inner = {.arena = arena};
    const Outcome outcome = get(session, arena, &TWIN_SOURCE_GET, kind, id, held, &inner);
    *found = outcome == OK;
    if (outcome == OK || outcome == NOT_FOUND) {
        return OK;
    }
    *problem = inner;
    return outcome;
}

static Outcome read_rows(Statement *statement, Arena *arena, bool is_source, HeldList *held,
                         Problem *problem)
{
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, held, read_row(arena, statement, is_source));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

Outcome twin_owned(Session *session, Arena *arena, EntityKind owner_kind, Id owner,
                   HeldList *held, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_RECORD_OWNED, &statement, problem));
    bind_text(statement, "owner_kind", owner_name(owner_kind));
    bind_id(statement, "owner", owner);
    return read_rows(statement, arena, false, held, problem);
}

static Outcome sources_of(Session *session, Arena *arena, Id merge, HeldList *held,
                          Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_SOURCE_OF, &statement, problem));
    bind_id(statement, "merge", merge);
    return read_rows(statement, arena, true, held, problem);
}

/* ----------------------------------------------------------------------------------- writing
 */

Outcome twin_keep_source(Session *session, const HeldRecord *held, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_SOURCE_PUT, &statement, problem));
    bind_text(statement, "kind", owner_name(held->record.kind));
    bind_id(statement, "id", held->record.id);
    bind_id(statement, "merge", held->merge);
    bind_text(statement, "fate", held->fate);
    bind_text(statement, "owner_kind", owner_name(held->record.owner_kind));
    bind_id(statement, "owner", held->record.owner);
    bind_integer(statement, "position", held->record.position);
    bind_text(statement, "origin", held->origin);
    bind_text(statement, "body", held->record.body);
    bind_integer(statement, "pass", held->pass);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_source(Session *session, EntityKind kind, Id id, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_SOURCE_REMOVE, &statement, problem));
    bind_text(statement, "kind", owner_name(kind));
    bind_id(statement, "id", id);
    return statement_run(statement, NULL, problem);
}

/* Into the directory, as it is. */
static Outcome show(Session *session, const HeldRecord *held, Moment now, Problem *problem)
{
    const RecordPass pass = {.origin = held->origin, .token = held->pass, .now = now};
    return record_put_as_is(session, &pass, &held->record, problem);
}

/* Out of the directory, with a tombstone for those who follow it. */
static Outcome withhold(Session *session, const HeldRecord *held, Problem *problem)
{
    int64_t change = 0;
    Statement *gone SCOPED(statement_close) = NULL;
    Statement *removal SCOPED(statement_close) = NULL;
    TRY(store_change_count(session, &change));
    TRY(statement_open(session, &DIRECTORY_GONE_PUT, &gone, problem));
    bind_text(gone, "kind", owner_name(held->record.kind));
    bind_id(gone, "id", held->record.id);
    bind_integer(gone, "change", change);
    TRY(statement_run(gone, NULL, problem));
    TRY(statement_open(session, &DIRECTORY_RECORD_REMOVE, &removal, problem));
    bind_text(removal, "kind", owner_name(held->record.kind));
    bind_id(removal, "id", held->record.id);
    return statement_run(removal, NULL, problem);
}

/* ------------------------------------------------------------------------- what a merge makes
 */

typedef struct MergeRow {
    Id id;
    Id absorbed;
    Id kept;
    Text taken;
} MergeRow;

typedef LIST_OF(MergeRow) MergeRowList;

static MergeRow merge_row(Arena *arena, const Statement *row)
{
    return (MergeRow){column_id(row, 0), column_id(row, 1), column_id(row, 2),
                      text_copy(arena, column_text(row, 4))};
}

static Outcome merges_into(Session *session, Arena *arena, Id kept, MergeRowList *merges,
                           Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_MERGE_INTO, &statement, problem));
    bind_id(statement, "kept", kept);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, merges, merge_row(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

static Outcome merge_by_id(Session *session, Arena *arena, Id id, MergeRow *merge,
                           Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_MERGE_GET, &statement, problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, id_format(arena, id), "id", "no such merge");
    }
    *merge = merge_row(arena, statement);
    return OK;
}

static Outcome take_fields(Session *session, Arena *arena, json_t *into, const MergeRow *merge,
                           Problem *problem)
{
    bool found = false;
    HeldRecord absorbed = {0};
    json_t *from SCOPED(json_close) = NULL;
    TRY(twin_source_of(session, arena, ENTITY_SERVICE, merge->absorbed, &absorbed, &found,
                       problem));
    if (!found) {
        return OK;
    }
    TRY(json_read(absorbed.record.body, JSON_FILE_LIMITS, &from, problem));
    twin_take(arena, into, from, merge->taken);
    return OK;
}

Outcome twin_show_kept(Session *session, Arena *arena, Id kept, Moment now, Problem *problem)
{
    bool found = false;
    HeldRecord source = {0};
    MergeRowList merges = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(twin_source_of(session, arena, ENTITY_SERVICE, kept, &source, &found, problem));
    if (!found) {
        return OK;
    }
    TRY(merges_into(session, arena, kept, &merges, problem));
    TRY(json_read(source.record.body, JSON_FILE_LIMITS, &body, problem));
    for (size_t i = 0; i < merges.count; i++) {
        TRY(take_fields(session, arena, body, &merges.items[i], problem));
    }
    if (merges.count == 0) {
        TRY(forget_source(session, ENTITY_SERVICE, kept, problem));
    } else {
        source.record.body = json_canonical(arena, body);
    }
    return show(session, &source, now, problem);
}

Outcome twin_amend_source(Session *session, Arena *arena, const HeldRecord *held, Moment now,
                          Problem *problem)
{
    MergeRow merge = {0};
    TRY(twin_keep_source(session, held, problem));
    TRY(merge_by_id(session, arena, held->merge, &merge, problem));
    return id_equal(held->record.id, merge.absorbed)
               ? twin_show_kept(session, arena, merge.kept, now, problem)
               : OK;
}

/* What stands by itself is taken from nobody: others may stand in it too. */
static bool stands_alone(EntityKind kind)
{
    return kind == ENTITY_ORGANIZATION || kind == ENTITY_SERVICE || kind == ENTITY_LOCATION ||
           kind == ENTITY_PROGRAM || kind == ENTITY_TAXONOMY || kind == ENTITY_TAXONOMY_TERM;
}

static Text fate_of(const Record *record, const MergeRow *merge)
{
    if (stands_alone(record->kind)) {
        return TEXT("alone");
    }
    const char *member = twin_member(record->kind);
    const bool is_own =
        record->owner_kind == ENTITY_SERVICE && id_equal(record->owner, merge->absorbed);
    return is_own && member != NULL && twin_takes(merge->taken, text_from(member))
               ? TEXT("moved")
               : TEXT("withheld");
}

/* The record of the absorbed service, as one of the kept. */
static Outcome move(Arena *arena, Record *record, Id kept, Problem *problem)
{
    const char *field = hsds_link_field(record->kind, ENTITY_SERVICE);
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    if (field != NULL && json_object_get(body, field) != NULL) {
        const Text name = id_format(arena, kept);
        (void)json_object_set_new(body, field, json_stringn(name.bytes, name.length));
    }
    record->body = json_canonical(arena, body);
    record->owner_kind = ENTITY_SERVICE;
    record->owner = kept;
    return OK;
}

/* What the fate of a record makes of it in the directory. */
static Outcome follow_fate(Session *session, Arena *arena, const HeldRecord *source, Id kept,
                           Moment now, Problem *problem)
{
    HeldRecord shown = *source;
    if (text_equal(source->fate, TEXT("withheld"))) {
        return withhold(session, source, problem);
    }
    if (text_equal(source->fate, TEXT("moved"))) {
        TRY(move(arena, &shown.record, kept, problem));
    } else {
        shown.record.owner_kind = ENTITY_COUNT;
        shown.record.owner = (Id){{0}};
    }
    return show(session, &shown, now, problem);
}

static Outcome hold_one(Session *session, Arena *arena, HeldRecord *held, const MergeRow *merge,
                        Moment now, Problem *problem)
{
    held->merge = merge->id;
    TRY(twin_keep_source(session, held, problem));
    return follow_fate(session, arena, held, merge->kept, now, problem);
}

/* The record and what belongs to it: the queue of those still to be looked at grows as it goes.
 */
static Outcome hold_all(Session *session, Arena *arena, HeldRecord first, const MergeRow *merge,
                        Moment now, Problem *problem)
{
    HeldList queue = {0};
    LIST_APPEND(arena, &queue, first);
    for (size_t i = 0; i < queue.count; i++) {
        HeldRecord held = queue.items[i];
        HeldList owned = {0};
        if (text_equal(held.fate, TEXT("withheld"))) {
            TRY(twin_owned(session, arena, held.record.kind, held.record.id, &owned, problem));
        }
        for (size_t j = 0; j < owned.count; j++) {
            owned.items[j].fate = fate_of(&owned.items[j].record, merge);
            LIST_APPEND(arena, &queue, owned.items[j]);
        }
        TRY(hold_one(session, arena, &held, merge, now, problem));
    }
    return OK;
}

Outcome twin_hold(Session *session, Arena *arena, Id absorbed, Id merge_id, Moment now,
                  Problem *problem)
{
    MergeRow merge = {.id = merge_id};
    HeldRecord service = {0};
    TRY(merge_by_id(session, arena, merge_id, &merge, problem));
    TRY(twin_record(session, arena, ENTITY_SERVICE, absorbed, &service, problem));
    service.fate = TEXT("withheld");
    return hold_all(session, arena, service, &merge, now, problem);
}

Outcome twin_release(Session *session, Arena *arena, Id merge, Id kept, Moment now,
                     Problem *problem)
{
    HeldList held = {0};
    TRY(sources_of(session, arena, merge, &held, problem));
    for (size_t i = 0; i < held.count; i++) {
        const HeldRecord *source = &held.items[i];
        if (text_equal(source->fate, TEXT("kept"))) {
            continue; /* others may be merged into it */
        }
        TRY(show(session, source, now, problem));
        TRY(forget_source(session, source->record.kind, source->record.id, problem));
    }
    return twin_show_kept(session, arena, kept, now, problem);
}

/* ----------------------------------------------------------------------------------- imports
 */

Outcome twin_holds_read(Session *session, Arena *arena, TwinHolds *holds, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    holds->set = record_set(arena);
    TRY(statement_open(session, &TWIN_SOURCE_EACH, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        EntityKind kind = ENTITY_COUNT;
        if (entity_kind_parse(column_text(statement, 0), &kind)) {
            (void)record_set_add(&holds->set, kind, column_id(statement, 1));
        }
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

bool twin_holds(const TwinHolds *holds, const Record *record)
{
    return holds->set.count > 0 &&
           (record_set_has(&holds->set, record->kind, record->id) ||
            (record->owner_kind != ENTITY_COUNT &&
             record_set_has(&holds->set, record->owner_kind, record->owner)));
}

/* A record that is new, of an owner that is held. What belongs to it may have come before it,
 * from a table of its own, or comes after it. */
static Outcome hold_new(Session *session, Arena *arena, const RecordPass *pass,
                        const Record *record, Problem *problem)
{
    bool found = false;
    HeldRecord owner = {0};
    MergeRow merge = {0};
    TRY(twin_source_of(session, arena, record->owner_kind, record->owner, &owner, &found,
                       problem));
    if (!found || !text_equal(owner.fate, TEXT("withheld"))) {
        return record_put_as_is(session, pass, record, problem);
    }
    TRY(merge_by_id(session, arena, owner.merge, &merge, problem));
    HeldRecord held = {.record = *record,
                       .origin = pass->origin,
                       .pass = pass->token,
                       .fate = fate_of(record, &merge)};
    (void)record_set_add(&pass->holds->set, record->kind, record->id);
    return hold_all(session, arena, held, &merge, pass->now, problem);
}

Outcome twin_holds_put(Session *session, const RecordPass *pass, const Record *record,
                       Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    bool found = false;
    HeldRecord held = {0};
    MergeRow merge = {0};
    TRY(twin_source_of(session, arena, record->kind, record->id, &held, &found, problem));
    if (!found) {
        return hold_new(session, arena, pass, record, problem);
    }
    held.record = *record;
    held.origin = pass->origin;
    held.pass = pass->token;
    TRY(twin_keep_source(session, &held, problem));
    if (text_equal(held.fate, TEXT("kept"))) {
        return twin_show_kept(session, arena, record->id, pass->now, problem);
    }
    TRY(merge_by_id(session, arena, held.merge, &merge, problem));
    if (id_equal(record->id, merge.absorbed)) {
        return twin_show_kept(session, arena, merge.kept, pass->now, problem);
    }
    return follow_fate(session, arena, &held, merge.kept, pass->now, problem);
}

/* What the source dropped while a merge held it: nothing brings it back. */
static Outcome prune_sources(Session *session, const RecordPass *pass, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_SOURCE_PRUNE, &statement, problem));
    bind_text(statement, "origin", pass->origin);
    bind_integer(statement, "pass", pass->token);
    return statement_run(statement, NULL, problem);
}

static Outcome end_lost(Session *session, Arena *arena, const MergeRow *merge,
                        const RecordPass *pass, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_MERGE_UNDO, &statement, problem));
    bind_id(statement, "id", merge->id);
    bind_id(statement, "account", (Id){{0}});
    bind_integer(statement, "now", pass->now);
    TRY(statement_run(statement, NULL, problem));
    return twin_release(session, arena, merge->id, merge->kept, pass->now, problem);
}

Outcome twin_holds_release(Session *session, const RecordPass *pass, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    bool row = false;
    MergeRowList lost = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(prune_sources(session, pass, problem));
    TRY(statement_open(session, &TWIN_MERGE_LOST, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &lost, merge_row(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    for (size_t i = 0; i < lost.count; i++) {
        TRY(end_lost(session, arena, &lost.items[i], pass, problem));
    }
    return OK;
}

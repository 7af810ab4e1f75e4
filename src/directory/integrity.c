/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/integrity.h"

#include "directory/queries.h"
#include "store/store.h"

/* -------------------------------------------------------------------------------- looking up
 */

static Outcome find_in_store(Session *session, EntityKind kind, Id id, bool *found,
                             Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(1024);
    Record record = {0};
    Problem inner = {.arena = scratch};
    const Outcome outcome = record_get(session, scratch, kind, id, &record, &inner);
    *found = outcome == OK;
    return outcome == OK || outcome == NOT_FOUND
               ? OK
               : problem_set(problem, outcome, inner.where, "", "%.*s", TEXT_ARG(inner.detail));
}

static Text place_of(Arena *arena, const Record *record)
{
    return text_format(arena, "%s %.*s", entity_model(record->kind)->name,
                       TEXT_ARG(id_format(arena, record->id)));
}

/* -------------------------------------------------------------------------------- gathering */

Integrity integrity_start(Arena *arena)
{
    return (Integrity){.arena = arena, .seen = record_set(arena), .wanted = record_set(arena)};
}

/* A record while its links are looked at. */
typedef struct Noting {
    Integrity *integrity;
    EntityKind kind;
    Id id;
    Text where;
} Noting;

static void want(Integrity *integrity, const Link *link, Text where)
{
    if (link->is_outer || record_set_has(&integrity->seen, link->kind, link->id) ||
        !record_set_add(&integrity->wanted, link->kind, link->id)) {
        return;
    }
    const OpenLink open = {.field = link->field,
                           .kind = link->kind,
                           .id = link->id,
                           .name = text_copy(integrity->arena, link->name),
                           .where = text_copy(integrity->arena, where)};
    LIST_APPEND(integrity->arena, &integrity->open, open);
}

static Outcome note_link(void *context, const Link *link)
{
    const Noting *noting = context;
    Integrity *integrity = noting->integrity;
    want(integrity, link, noting->where);
    if (link->is_ranked) {
        const Edge edge = {.kind = noting->kind,
                           .from = noting->id,
                           .to = link->id,
                           .field = link->field,
                           .where = text_copy(integrity->arena, noting->where)};
        LIST_APPEND(integrity->arena, &integrity->edges, edge);
    }
    return OK;
}

Outcome integrity_note(Integrity *integrity, EntityKind kind, Id id, const json_t *body,
                       Text where)
{
    Noting noting = {integrity, kind, id, where};
    (void)record_set_add(&integrity->seen, kind, id);
    return links_each(kind, body, note_link, &noting);
}

/* --------------------------------------------------------------------------------- settling */

static Outcome settle_link(const Integrity *integrity, Session *session, const OpenLink *open,
                           Problem *problem)
{
    bool found = record_set_has(&integrity->seen, open->kind, open->id);
    if (!found) {
        TRY(find_in_store(session, open->kind, open->id, &found, problem));
    }
    return found ? OK
                 : problem_set(problem, INVALID, open->where, open->field,
                               "there is no %s “%.*s”, neither here nor in the store",
                               entity_model(open->kind)->name, TEXT_ARG(open->name));
}

/* What came already is known better than the store can tell. */
static Outcome note_ranked(void *context, const Record *record, Problem *problem)
{
    Integrity *integrity = context;
    json_t *body SCOPED(json_close) = NULL;
    if (record_set_has(&integrity->seen, record->kind, record->id)) {
        return OK;
    }
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    return integrity_note(integrity, record->kind, record->id, body,
                          place_of(integrity->arena, record));
}

/* A circle may close by way of records that were there before. */
static Outcome settle_circles(Integrity *integrity, Session *session, Problem *problem)
{
    static const EntityKind ranked[] = {ENTITY_ORGANIZATION, ENTITY_SERVICE,
                                        ENTITY_TAXONOMY_TERM};
    for (size_t i = 0; integrity->edges.count > 0 && i < LENGTH_OF(ranked); i++) {
        const RecordSink sink = {note_ranked, integrity};
        TRY(record_each(session, ranked[i], sink, problem));
    }
    const Edge *edge = edges_circle(integrity->arena, &integrity->edges);
    return edge == NULL ? OK : edge_refuse(edge, problem);
}

Outcome integrity_settle(Integrity *integrity, Session *session, Problem *problem)
{
    for (size_t i = 0; i < integrity->open.count; i++) {
        TRY(settle_link(integrity, session, &integrity->open.items[i], problem));
    }
    return settle_circles(integrity, session, problem);
}

/* -------------------------------------------------------------------------------- the store */

static Outcome check_record(void *context, const Record *record, Problem *problem)
{
    Integrity *integrity = context;
    Arena *scratch SCOPED(arena_close) = arena_new(1024);
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    const Text where = place_of(scratch, record);
    TRY(integrity_note(integrity, record->kind, record->id, body, where));
    if (record->owner_kind < HSDS_ENTITY_COUNT) {
        const Link owner = {.field = "owner",
                            .kind = record->owner_kind,
                            .is_outer = links_are_outer(record->kind),
                            .id = record->owner,
                            .name = id_format(scratch, record->owner)};
        want(integrity, &owner, where);
    }
    return OK;
}

static Outcome each_record(Session *session, RecordSink sink, Problem *problem)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        TRY(record_each(session, (EntityKind)kind, sink, problem));
    }
    return OK;
}

Outcome integrity_check(Session *session, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Integrity integrity = integrity_start(arena);
    TRY(each_record(session, (RecordSink){check_record, &integrity}, problem));
    return integrity_settle(&integrity, session, problem);
}

/* ------------------------------------------------------------------------------ what is gone
 */

static Outcome read_gone(Session *session, RecordSet *gone, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    int64_t change = 0;
    bool row = false;
    TRY(store_change_count(session, &change));
    TRY(statement_open(session, &DIRECTORY_GONE_SINCE, &statement, problem));
    bind_integer(statement, "after", change - 1);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        EntityKind kind = ENTITY_COUNT;
        if (entity_kind_parse(column_text(statement, 0), &kind)) {
            (void)record_set_add(gone, kind, column_id(statement, 1));
        }
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

/* A record that stays, while its links are compared with what is gone. */
typedef struct Staying {
    const RecordSet *gone;
    Session *session;
    const Record *record;
    Problem *problem;
} Staying;

static Outcome check_link(void *context, const Link *link)
{
    const Staying *staying = context;
    bool found = link->is_outer || !record_set_has(staying->gone, link->kind, link->id);
    if (!found) {
        TRY(find_in_store(staying->session, link->kind, link->id, &found, staying->problem));
    }
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    return found ? OK
                 : problem_set(staying->problem, INVALID, place_of(scratch, staying->record),
                               link->field, "it stays, and names a %s that goes: “%.*s”",
                               entity_model(link->kind)->name, TEXT_ARG(link->name));
}

static Outcome check_staying(void *context, const Record *record, Problem *problem)
{
    Staying *staying = context;
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(record->body, JSON_FILE_LIMITS, &body, problem));
    staying->record = record;
    return links_each(record->kind, body, check_link, staying);
}

Outcome integrity_check_gone(Session *session, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    RecordSet gone = record_set(arena);
    TRY(read_gone(session, &gone, problem));
    Staying staying = {.gone = &gone, .session = session, .problem = problem};
    return each_record(session, (RecordSink){check_staying, &staying}, problem);
}

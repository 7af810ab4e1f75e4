/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/record.h"

#include <time.h>

#include "directory/queries.h"
#include "directory/twin_held.h"
#include "store/store.h"

static Text kind_name(EntityKind kind)
{
    return text_from(entity_model(kind)->name);
}

static Record record_of_row(const Statement *statement, EntityKind kind)
{
    Record record = {
        .kind = kind,
        .id = column_id(statement, 0),
        .owner_kind = ENTITY_COUNT,
        .owner = column_id(statement, 2),
        .position = (uint32_t)column_integer(statement, 3),
        .body = column_text(statement, 4),
        .modified = column_integer(statement, 5),
    };
    (void)entity_kind_parse(column_text(statement, 1), &record.owner_kind);
    return record;
}

Outcome record_each(Session *session, EntityKind kind, RecordSink sink, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_EACH, &statement, problem));
    bind_text(statement, "kind", kind_name(kind));
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    while (row) {
        const Record record = record_of_row(statement, kind);
        TRY(sink.put(sink.context, &record, problem));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

RecordPass record_pass(Text origin, Moment now)
{
    struct timespec clock = {0};
    (void)clock_gettime(CLOCK_REALTIME, &clock);
    return (RecordPass){
        .origin = origin,
        .token = (int64_t)clock.tv_sec * 1000000000 + clock.tv_nsec,
        .now = now,
    };
}

/* The place of the transaction under way in the order of commits. */
static Outcome bind_change(Session *session, Statement *statement)
{
    int64_t change = 0;
    TRY(store_change_count(session, &change));
    bind_integer(statement, "change", change);
    return OK;
}

/* Control characters, line ends and tabs apart: a name that holds one steers the terminal or
 * the printer it is shown on. In JSON as we write it they stand as escapes, but for DEL and C1.
 */
static bool holds_control(Text json)
{
    for (size_t i = 0; i + 1 < json.length; i++) {
        const unsigned char byte = (unsigned char)json.bytes[i];
        const unsigned char next = (unsigned char)json.bytes[i + 1];
        const bool is_escape = byte == '\\';
        if (byte == 0x7F || (byte == 0xC2 && next < 0xA0) ||
            (is_escape && (next == 'u' || next == 'b' || next == 'f'))) {
            return true;
        }
        i += is_escape ? 1 : 0;
    }
    return false;
}

static Outcome refuse_controls(const Record *record, Problem *problem)
{
    if (!holds_control(record->body)) {
        return OK;
    }
    Arena *scratch SCOPED(arena_close) = arena_new(256);
    return problem_set(problem, INVALID,
                       text_format(scratch, "%s %.*s", entity_model(record->kind)->name,
                                   TEXT_ARG(id_format(scratch, record->id))),
                       "", "a text holds a control character: take it out");
}

Outcome record_put_as_is(Session *session, const RecordPass *pass, const Record *record,
                         Problem *problem)
{
    TRY(refuse_controls(record, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_PUT, &statement, problem));
    bind_text(statement, "kind", kind_name(record->kind));
    bind_id(statement, "id", record->id);
    bind_text(statement, "owner_kind",
              record->owner_kind == ENTITY_COUNT ? TEXT("") : kind_name(record->owner_kind));
    bind_id(statement, "owner", record->owner);
    bind_integer(statement, "position", record->position);
    bind_text(statement, "origin", pass->origin);
    bind_text(statement, "body", record->body);
    bind_integer(statement, "now", pass->now);
    bind_integer(statement, "pass", pass->token);
    TRY(bind_change(session, statement));
    return statement_run(statement, NULL, problem);
}

Outcome record_amend(Session *session, const Record *record, Moment now, Problem *problem)
{
    TRY(refuse_controls(record, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_AMEND, &statement, problem));
    bind_text(statement, "kind", kind_name(record->kind));
    bind_id(statement, "id", record->id);
    bind_text(statement, "body", record->body);
    bind_integer(statement, "now", now);
    TRY(bind_change(session, statement));
    return statement_run(statement, NULL, problem);
}

Outcome record_put(Session *session, const RecordPass *pass, const Record *record,
                   Problem *problem)
{
    return pass->holds != NULL && twin_holds(pass->holds, record)
               ? twin_holds_put(session, pass, record, problem)
               : record_put_as_is(session, pass, record, problem);
}

static Outcome note_gone(Session *session, const RecordPass *pass, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_GONE_NOTE, &statement, problem));
    bind_text(statement, "origin", pass->origin);
    bind_integer(statement, "pass", pass->token);
    TRY(bind_change(session, statement));
    return statement_run(statement, NULL, problem);
}

Outcome record_prune(Session *session, const RecordPass *pass, int64_t *removed,
                     Problem *problem)
{
    TRY(note_gone(session, pass, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_PRUNE, &statement, problem));
    bind_text(statement, "origin", pass->origin);
    bind_integer(statement, "pass", pass->token);
    TRY(statement_run(statement, removed, problem));
    return pass->holds == NULL ? OK : twin_holds_release(session, pass, problem);
}

Outcome record_get(Session *session, Arena *arena, EntityKind kind, Id id, Record *record,
                   Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_GET, &statement, problem));
    bind_text(statement, "kind", kind_name(kind));
    bind_id(statement, "id", id);
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, id_format(arena, id), "id", "no such %s",
                           entity_model(kind)->name);
    }
    *record = record_of_row(statement, kind);
    record->body = text_copy(arena, record->body);
    return OK;
}

Outcome record_count(Session *session, EntityKind kind, int64_t *count, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_COUNT, &statement, problem));
    bind_text(statement, "kind", kind_name(kind));
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    *count = row ? column_integer(statement, 0) : 0;
    return OK;
}

Outcome record_stamp(Session *session, RecordStamp *stamp, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_STAMP, &statement, problem));
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    *stamp = (RecordStamp){column_integer(statement, 0), column_integer(statement, 1)};
    return OK;
}

/* One statement over every record, however many a country has. */
static const int64_t WHOLE_DIRECTORY_DEADLINE = INT64_C(3600000000000);

Outcome record_restamp(Session *session, void *context, Problem *problem)
{
    (void)context;
    Statement *restamp SCOPED(statement_close) = NULL;
    Statement *forget SCOPED(statement_close) = NULL;
    session_set_deadline(session, WHOLE_DIRECTORY_DEADLINE);
    TRY(statement_open(session, &DIRECTORY_RECORD_RESTAMP, &restamp, problem));
    TRY(statement_run(restamp, NULL, problem));
    TRY(statement_open(session, &DIRECTORY_REPLICA_FORGET, &forget, problem));
    return statement_run(forget, NULL, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/amendment.h"

#include "directory/queries.h"
#include "directory/twin_held.h"
#include "store/store.h"
#include "json/json.h"

/* ------------------------------------------------------------------------------- pointers */

typedef enum Making { MAKE_NOTHING, MAKE_OBJECTS } Making;

/* A field of an object of the body. */
typedef struct Spot {
    json_t *object; /* NULL: there is none */
    const char *name;
} Spot;

static json_t *inner_object(json_t *object, const char *name, Making making)
{
    json_t *inner = json_object_get(object, name);
    if (json_is_object(inner) || making == MAKE_NOTHING) {
        return json_is_object(inner) ? inner : NULL;
    }
    inner = json_object();
    (void)json_object_set_new(object, name, inner);
    return inner;
}

static Spot spot_of(Arena *arena, json_t *body, Text pointer, Making making)
{
    Text piece = {0};
    Text rest = text_slice(pointer, 1, pointer.length);
    Spot spot = {.object = body};
    (void)text_next(&rest, '/', &piece);
    while (spot.object != NULL && rest.length > 0) {
        spot.object = inner_object(spot.object, text_to_c(arena, piece), making);
        (void)text_next(&rest, '/', &piece);
    }
    spot.name = text_to_c(arena, piece);
    return spot;
}

static Text value_at(Arena *arena, json_t *body, Text pointer)
{
    const Spot spot = spot_of(arena, body, pointer, MAKE_NOTHING);
    const json_t *value = spot.object == NULL ? NULL : json_object_get(spot.object, spot.name);
    return value == NULL ? TEXT("") : json_canonical(arena, value);
}

static Outcome set_value(Arena *arena, json_t *body, Text pointer, Text value, Problem *problem)
{
    json_t *parsed SCOPED(json_close) = NULL;
    if (value.length == 0) {
        const Spot spot = spot_of(arena, body, pointer, MAKE_NOTHING);
        (void)json_object_del(spot.object, spot.name);
        return OK;
    }
    TRY(json_read(value, JSON_REQUEST_LIMITS, &parsed, problem));
    const Spot spot = spot_of(arena, body, pointer, MAKE_OBJECTS);
    (void)json_object_set(spot.object, spot.name, parsed);
    return OK;
}

/* -------------------------------------------------------------------------------- records */

static Outcome read_body(Session *session, Arena *arena, const Amendment *amendment,
                         Record *record, json_t **body, Problem *problem)
{
    TRY(record_get(session, arena, amendment->kind, amendment->id, record, problem));
    return json_read(record->body, JSON_FILE_LIMITS, body, problem);
}

Outcome amendment_standing(Session *session, Arena *arena, const Amendment *amendment,
                           Text *value, Problem *problem)
{
    Record record = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(session, arena, amendment, &record, &body, problem));
    *value = value_at(arena, body, amendment->field);
    return OK;
}

static Outcome change_record(Session *session, Arena *arena, const Amendment *amendment,
                             Record *record, json_t *body, Moment now, Problem *problem)
{
    TRY(set_value(arena, body, amendment->field, amendment->value, problem));
    record->body = json_canonical(arena, body);
    return record_amend(session, record, now, problem);
}

static void bind_place(Statement *statement, const Amendment *amendment)
{
    bind_text(statement, "kind", text_from(entity_model(amendment->kind)->name));
    bind_id(statement, "id", amendment->id);
    bind_text(statement, "field", amendment->field);
}

static Outcome keep(Session *session, const Amendment *amendment, Text was, Moment now,
                    Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_AMENDMENT_PUT, &statement, problem));
    bind_place(statement, amendment);
    bind_text(statement, "was", was);
    bind_text(statement, "value", amendment->value);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

static Outcome forget(Session *session, const Amendment *amendment, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_AMENDMENT_REMOVE, &statement, problem));
    bind_place(statement, amendment);
    return statement_run(statement, NULL, problem);
}

Outcome amendment_put(Session *session, Arena *arena, const Amendment *amendment, Moment now,
                      Problem *problem)
{
    Record record = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(read_body(session, arena, amendment, &record, &body, problem));
    const Text was = value_at(arena, body, amendment->field);
    if (text_equal(was, amendment->value)) {
        return OK;
    }
    TRY(change_record(session, arena, amendment, &record, body, now, problem));
    return keep(session, amendment, was, now, problem);
}

Outcome amendment_source(Session *session, Arena *arena, const Amendment *amendment,
                         AmendedField *field, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_AMENDMENT_GET, &statement, problem));
    bind_place(statement, amendment);
    TRY(statement_next(statement, &row, problem));
    *field = (AmendedField){0};
    if (row) {
        field->was = text_copy(arena, column_text(statement, 0));
        field->is_amended = !text_equal(field->was, column_text(statement, 1));
    }
    return OK;
}

/* -------------------------------------------------------------------------- after a pass */

typedef struct Kept {
    Amendment amendment;
    Text was;
} Kept;

typedef LIST_OF(Kept) KeptList;

static Outcome read_all(Session *session, Arena *arena, KeptList *list, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_AMENDMENT_EACH, &statement, problem));
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    while (row) {
        Kept kept = {
            .amendment = {.id = column_id(statement, 1),
                          .field = text_copy(arena, column_text(statement, 2)),
                          .value = text_copy(arena, column_text(statement, 4))},
            .was = text_copy(arena, column_text(statement, 3))
        };
        if (entity_kind_parse(column_text(statement, 0), &kept.amendment.kind)) {
            LIST_APPEND(arena, list, kept);
        }
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

/* What becomes of an amendment of a body as it stands after the pass. */
typedef enum Turn {
    TURN_HOLDS, /* it stands there */
    TURN_PUT,   /* the source says what it said */
    TURN_SAID,  /* the source says the same by itself */
    TURN_OVER   /* the source says something else */
} Turn;

static Turn turn_of(Arena *arena, json_t *body, const Kept *kept, bool is_brought)
{
    const Text standing = value_at(arena, body, kept->amendment.field);
    if (text_equal(standing, kept->amendment.value)) {
        return is_brought ? TURN_SAID : TURN_HOLDS;
    }
    return text_equal(standing, kept->was) ? TURN_PUT : TURN_OVER;
}

/* Of a record that a merge withholds: where what its source says is kept. */
static Outcome apply_withheld(Session *session, Arena *arena, const Kept *kept,
                              const RecordPass *pass, Problem *problem)
{
    bool found = false;
    HeldRecord held = {0};
    json_t *body SCOPED(json_close) = NULL;
    const Amendment *amendment = &kept->amendment;
    TRY(twin_source_of(session, arena, amendment->kind, amendment->id, &held, &found, problem));
    if (!found || !text_equal(held.fate, TEXT("withheld"))) {
        return OK;
    }
    TRY(json_read(held.record.body, JSON_FILE_LIMITS, &body, problem));
    switch (turn_of(arena, body, kept, held.pass == pass->token)) {
    case TURN_HOLDS:
        return OK;
    case TURN_SAID:
    case TURN_OVER:
        return forget(session, amendment, problem);
    case TURN_PUT:
        break;
    }
    TRY(set_value(arena, body, amendment->field, amendment->value, problem));
    held.record.body = json_canonical(arena, body);
    return twin_amend_source(session, arena, &held, pass->now, problem);
}

/* Whether the amendment holds of what the source says, behind a field that a merge took. */
static Outcome look_behind(Arena *arena, const HeldRecord *source, const Kept *kept,
                           bool *is_held, Problem *problem)
{
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(source->record.body, JSON_FILE_LIMITS, &body, problem));
    *is_held = turn_of(arena, body, kept, false) != TURN_OVER;
    return OK;
}

static Outcome apply_shown(Session *session, Arena *arena, const Kept *kept,
                           const RecordPass *pass, Problem *problem)
{
    bool is_held = false;
    HeldRecord shown = {0};
    HeldRecord source = {0};
    json_t *body SCOPED(json_close) = NULL;
    const Amendment *amendment = &kept->amendment;
    TRY(twin_source_of(session, arena, amendment->kind, amendment->id, &source, &is_held,
                       problem));
    const Outcome outcome =
        twin_record(session, arena, amendment->kind, amendment->id, &shown, problem);
    if (outcome == NOT_FOUND) {
        return is_held ? OK : forget(session, amendment, problem);
    }
    TRY(outcome);
    TRY(json_read(shown.record.body, JSON_FILE_LIMITS, &body, problem));
    switch (turn_of(arena, body, kept, shown.pass == pass->token)) {
    case TURN_HOLDS:
        return OK;
    case TURN_PUT:
        return change_record(session, arena, amendment, &shown.record, body, pass->now,
                             problem);
    case TURN_SAID:
        return forget(session, amendment, problem);
    case TURN_OVER:
        break;
    }
    if (is_held) {
        TRY(look_behind(arena, &source, kept, &is_held, problem));
    }
    return is_held ? OK : forget(session, amendment, problem);
}

typedef Outcome (*Apply)(Session *session, Arena *arena, const Kept *kept,
                         const RecordPass *pass, Problem *problem);

/* What is withheld first: a kept service is shown anew with what it takes of it. */
Outcome amendments_apply(Session *session, const RecordPass *pass, Problem *problem)
{
    static const Apply rounds[] = {apply_withheld, apply_shown};
    KeptList list = {0};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    TRY(read_all(session, arena, &list, problem));
    for (size_t round = 0; round < LENGTH_OF(rounds); round++) {
        for (size_t i = 0; i < list.count; i++) {
            Arena *scratch SCOPED(arena_close) = arena_new(0);
            TRY(rounds[round](session, scratch, &list.items[i], pass, problem));
        }
    }
    return OK;
}

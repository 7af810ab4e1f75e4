/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/erase.h"

#include "access/erasure.h"
#include "casework/retention.h"
#include "dossier/queries.h"
#include "people/person.h"
#include "people/queries.h"
#include "people/relation.h"
#include "words/visible.h"

static const Id nobody = {{0}};

static const Text grounds[ERASURE_GROUND_COUNT] = {
    [GROUND_REQUEST] = TEXT_INIT("request"),
    [GROUND_RETENTION] = TEXT_INIT("retention"),
    [GROUND_UNLAWFUL] = TEXT_INIT("unlawful"),
};

bool erasure_ground_parse(Text code, ErasureGround *ground)
{
    for (size_t i = 0; i < ERASURE_GROUND_COUNT; i++) {
        if (text_equal(grounds[i], code)) {
            *ground = (ErasureGround)i;
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------------------- erasing */

static Outcome has_row(Access *access, const Query *query, Id person, bool *has)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "person", person);
    return statement_next(statement, has, access->problem);
}

static Outcome check(Access *access, Id person)
{
    static const struct {
        const Query *query;
        const char *field;
        const char *said;
    } checks[] = {
        {&PERSON_ERASURE_GET, "person", "this person was erased already"                         },
        {&LEGAL_HOLD_ANY,     "hold",   "this file is held: end the hold first"                  },
        {&ERASE_OPEN_CASE,    "case",   "a case of this person is open: it is to be closed first"},
    };
    for (size_t i = 0; i < LENGTH_OF(checks); i++) {
        bool has = false;
        TRY(has_row(access, checks[i].query, person, &has));
        if (has) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), checks[i].field, "%s",
                               checks[i].said);
        }
    }
    return OK;
}

static Outcome keep_line(Access *access, Id person, ErasureGround ground, Text leave)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ERASURE_ADD, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_text(statement, "ground", grounds[ground]);
    bind_text(statement, "leave", leave);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "person.erased", person, nobody, grounds[ground].bytes);
    return OK;
}

typedef LIST_OF(Id) IdList;

static Outcome append_merged(Access *access, Id into, IdList *persons)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_MERGED_EACH, &statement, access->problem));
    bind_id(statement, "person", into);
    TRY(statement_next(statement, &row, access->problem));
    while (row && persons->count < PERSON_MERGED_MOST) {
        LIST_APPEND(access->arena, persons, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome person_erase(Access *access, Id person, ErasureGround ground, Text leave)
{
    IdList persons = {0};
    Text reference = TEXT("");
    TRY(person_admit(access, MAY_ERASE_PERSON, person, nobody, NULL));
    if (!text_visible(access->arena, leave, ONE_LINE, &reference) ||
        reference.length > LEAVE_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "leave",
                           "a reference of %d bytes at most is expected", LEAVE_MOST);
    }
    LIST_APPEND(access->arena, &persons, person);
    for (size_t i = 0; i < persons.count; i++) {
        TRY(append_merged(access, persons.items[i], &persons));
        TRY(check(access, persons.items[i]));
    }
    for (size_t i = 0; i < persons.count; i++) {
        TRY(erasure_run(access, persons.items[i]));
        TRY(keep_line(access, persons.items[i], ground, reference));
    }
    return OK;
}

/* ---------------------------------------------------------------------------------- holds */

Outcome person_hold(Access *access, Id person, Text reason, Id *hold)
{
    const Id id = id_new(access->now * 1000);
    TRY(person_admit(access, MAY_ERASE_PERSON, person, id, NULL));
    if (!text_equal(reason, TEXT("court")) && !text_equal(reason, TEXT("complaint")) &&
        !text_equal(reason, TEXT("inspection"))) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           "court, complaint or inspection is expected");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LEGAL_HOLD_ADD, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "id", id);
    bind_text(statement, "reason", reason);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "hold.set", person, id, text_to_c(access->arena, reason));
    *hold = id;
    return OK;
}

Outcome person_end_hold(Access *access, Id person, Id hold)
{
    int64_t changed = 0;
    TRY(person_admit(access, MAY_ERASE_PERSON, person, hold, NULL));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LEGAL_HOLD_END, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "id", hold);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed != 1) {
        return problem_set(access->problem, NOT_FOUND, TEXT("body"), "hold",
                           "no hold of this person under this number");
    }
    access_note(access, "hold.ended", person, hold, "officer");
    return OK;
}

/* ---------------------------------------------------------------------------------- lists */

static Outcome require(Access *access)
{
    return access_judge(access, MAY_ERASE_PERSON, RELATION_STRANGER, nobody, nobody);
}

Outcome hold_list(Access *access, HoldList *list)
{
    bool row = false;
    HoldList read = {0};
    TRY(require(access));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LEGAL_HOLD_EACH, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Hold hold = {
            .person = column_id(statement, 0),
            .id = column_id(statement, 1),
            .reason = text_copy(access->arena, column_text(statement, 2)),
            .account = column_id(statement, 3),
            .at = column_integer(statement, 4),
        };
        LIST_APPEND(access->arena, &read, hold);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome erasure_list(Access *access, Moment since, ErasureList *list)
{
    bool row = false;
    ErasureList read = {0};
    TRY(require(access));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ERASURE_EACH, &statement, access->problem));
    bind_integer(statement, "since", since);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Erasure erasure = {
            .person = column_id(statement, 0),
            .ground = text_copy(access->arena, column_text(statement, 1)),
            .leave = text_copy(access->arena, column_text(statement, 2)),
            .account = column_id(statement, 3),
            .at = column_integer(statement, 4),
        };
        LIST_APPEND(access->arena, &read, erasure);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome retention_due(Access *access, RetentionDueList *list)
{
    bool row = false;
    RetentionDueList read = {0};
    TRY(require(access));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RETENTION_CLOSED, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Moment closed = column_integer(statement, 3);
        const Retention *retention = retention_find(column_text(statement, 2));
        const Moment end = retention == NULL ? INT64_MAX : retention_end(retention, closed);
        if (retention != NULL && end <= access->now) {
            LIST_APPEND(access->arena, &read,
                        (RetentionDue){column_id(statement, 0), column_id(statement, 1),
                                       retention->key, closed, end});
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

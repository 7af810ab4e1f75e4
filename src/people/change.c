/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/change.h"

#include "people/queries.h"

static const char *const kinds[CHANGE_KIND_COUNT] = {
    [CHANGE_PERSON] = "person",     [CHANGE_CASE] = "case",         [CHANGE_NOTE] = "note",
    [CHANGE_REFERRAL] = "referral", [CHANGE_CONFLICT] = "conflict",
};

Text change_kind_code(ChangeKind kind)
{
    return text_from(kinds[kind]);
}

/* The writer raised the counter, which is the lock of the territory, before this transaction
 * wrote anything: no transaction that commits later bears a lower count. */
Outcome person_changed(Access *access, Id person, ChangeKind kind, Id id)
{
    int64_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(store_change_count(access->session, &count));
    TRY(statement_open(access->session, &PERSON_CHANGE_PUT, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_text(statement, "kind", change_kind_code(kind));
    bind_id(statement, "id", id);
    bind_integer(statement, "count", count);
    return statement_run(statement, NULL, access->problem);
}

Outcome person_changes(Access *access, Id person, int64_t since, int64_t until,
                       ChangeList *list)
{
    bool row = false;
    ChangeList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_CHANGE_EACH, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_integer(statement, "since", since);
    bind_integer(statement, "until", until);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        size_t kind = CHANGE_PERSON;
        (void)text_among(column_text(statement, 0), kinds, LENGTH_OF(kinds), &kind);
        LIST_APPEND(
            access->arena, &read,
            (Change){(ChangeKind)kind, column_id(statement, 1), column_integer(statement, 2)});
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

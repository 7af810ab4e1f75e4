/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/device.h"

#include "offline/queries.h"
#include "words/visible.h"

static const Id nobody = {{0}};

static Device read_row(Arena *arena, const Statement *statement)
{
    return (Device){
        .id = column_id(statement, 0),
        .account = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 2)),
        .added = column_integer(statement, 3),
        .seen = column_integer(statement, 4),
        .given = column_integer(statement, 5),
        .revoked = column_integer(statement, 6),
    };
}

static Outcome refuse_unknown(Problem *problem)
{
    return problem_set(problem, NOT_FOUND, TEXT(""), "device", "no such device");
}

/* --------------------------------------------------------------------------------- adding */

static Outcome check_name(Access *access, Text name, Text *visible)
{
    return text_visible(access->arena, name, ONE_LINE, visible) && visible->length > 0 &&
                   visible->length <= DEVICE_NAME_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "name",
                             "a name of 1 to %d bytes is expected", DEVICE_NAME_MOST);
}

static Outcome check_room(Access *access)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_COUNT, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    return column_integer(statement, 0) < DEVICES_MOST
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "name",
                             "an account has %d devices at most: revoke one first",
                             DEVICES_MOST);
}

Outcome device_add(Access *access, Text name, Device *device)
{
    Device made = {.id = id_new(access->now * 1000),
                   .account = access->caller.account,
                   .added = access->now};
    TRY(check_name(access, name, &made.name));
    TRY(check_room(access));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_ADD, &statement, access->problem));
    bind_id(statement, "id", made.id);
    bind_id(statement, "account", made.account);
    bind_text(statement, "name", made.name);
    bind_integer(statement, "now", made.added);
    bind_blob(statement, "nobody", "", 0);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "device.add", nobody, made.id, "");
    *device = made;
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

static Outcome list_of(Access *access, Id account, DeviceList *list)
{
    bool row = false;
    DeviceList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_EACH, &statement, access->problem));
    bind_id(statement, "account", account);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome device_list(Access *access, DeviceList *list)
{
    return list_of(access, access->caller.account, list);
}

Outcome device_list_of(Access *access, Id account, DeviceList *list)
{
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    return list_of(access, account, list);
}

static Outcome get(Access *access, Id id, Device *device)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return refuse_unknown(access->problem);
    }
    *device = read_row(access->arena, statement);
    return OK;
}

Outcome device_find(Access *access, Id id, Device *device)
{
    Device found = {0};
    TRY(get(access, id, &found));
    if (!id_equal(found.account, access->caller.account)) {
        access_note(access, "device.use refused", nobody, id, "stranger");
        return refuse_unknown(access->problem);
    }
    *device = found;
    return OK;
}

Outcome device_state(Session *session, Id id, DeviceState *state, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DEVICE_STATE, &statement, problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return refuse_unknown(problem);
    }
    const bool serves = column_integer(statement, 0) == 0 &&
                        text_equal(column_text(statement, 1), TEXT("active"));
    *state = serves ? DEVICE_SERVES : DEVICE_IS_REVOKED;
    return OK;
}

/* ------------------------------------------------------------------------------- revoking */

static Outcome forget(Access *access, Id device)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_FORGET, &statement, access->problem));
    bind_id(statement, "device", device);
    return statement_run(statement, NULL, access->problem);
}

Outcome device_revoke(Access *access, Id id)
{
    Device found = {0};
    int64_t changed = 0;
    TRY(permission_holds(access->caller.permissions, MAY_MANAGE_ACCOUNTS)
            ? get(access, id, &found)
            : device_find(access, id, &found));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &DEVICE_REVOKE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "revoker", access->caller.account);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 1) {
        access_note(access, "device.revoke", nobody, id, "");
    }
    return forget(access, id);
}

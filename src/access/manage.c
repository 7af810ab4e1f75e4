/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/manage.h"

#include "access/journal.h"
#include "access/link.h"
#include "access/login.h"
#include "access/passkey.h"
#include "access/second.h"

Outcome one_time_draw(Arena *arena, OneTime *drawn, Problem *problem)
{
    drawn->password = password_new(arena);
    return password_hash(arena, TEXT(""), drawn->password, &drawn->hash, problem);
}

/* ------------------------------------------------------------------------------- judging */

Outcome must_be_of_another(Access *access, Id account)
{
    if (!id_equal(account, access->caller.account)) {
        return OK;
    }
    return problem_set(access->problem, REFUSED, TEXT(""), "account",
                       "nobody gives themself a right: ask another who manages accounts");
}

static Outcome must_leave_a_manager(Access *access)
{
    bool has = false;
    TRY(account_has_manager(access->session, access->now, &has, access->problem));
    return has ? OK
               : problem_set(access->problem, CONFLICT, TEXT(""), "account",
                             "nobody would manage accounts any more: give another account the "
                             "role first");
}

/* A right that had ended before it was given is a slip of the pen. */
static Outcome must_end_later(Access *access, Moment until)
{
    if (until == 0 || until > access->now) {
        return OK;
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "until",
                       "a moment still to come is expected");
}

/* ----------------------------------------------------------------------------------- acts */

Outcome manage_add(Access *access, void *addition)
{
    Addition *order = addition;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    order->account.is_one_time = order->account.password_hash.length > 0;
    TRY(account_add(access->session, access->arena, &order->account, access->now, &order->id,
                    access->problem));
    access_note(access, "account.add", (Id){0}, order->id, "");
    if (order->role.length == 0) {
        return OK;
    }
    RoleOrder role = {.account = order->id, .role = order->role};
    return manage_role_give(access, &role);
}

Outcome manage_close(Access *access, void *id)
{
    const Id *account = id;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(account_close(access->session, *account, access->now, access->problem));
    TRY(link_end_all(access->session, *account, access->problem));
    TRY(passkey_end_all(access->session, *account, access->problem));
    access_note(access, "account.close", (Id){0}, *account, "");
    return must_leave_a_manager(access);
}

Outcome manage_lock(Access *access, void *id)
{
    const Id *account = id;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(must_be_of_another(access, *account));
    TRY(account_lock(access->session, *account, access->problem));
    access_note(access, "account.lock", (Id){0}, *account, "");
    return must_leave_a_manager(access);
}

Outcome manage_unlock(Access *access, void *id)
{
    const Id *account = id;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(account_unlock(access->session, *account, access->problem));
    access_note(access, "account.unlock", (Id){0}, *account, "");
    return OK;
}

Outcome manage_password(Access *access, void *password_order)
{
    const PasswordOrder *order = password_order;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(account_set_password(access->session, order->account, order->hash, access->problem));
    access_note(access, "account.password", (Id){0}, order->account, "");
    return OK;
}

/* Not one's own: password and code are asked for that, at /compte. */
Outcome manage_second(Access *access, void *id)
{
    const Id *account = id;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(must_be_of_another(access, *account));
    TRY(second_remove(access->session, *account, access->problem));
    TRY(passkey_end_all(access->session, *account, access->problem));
    TRY(login_end_others(access->session, *account, TEXT(""), access->problem));
    access_note(access, "second.reset", (Id){0}, *account, "");
    return OK;
}

Outcome manage_role_give(Access *access, void *role_order)
{
    const RoleOrder *order = role_order;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(must_be_of_another(access, order->account));
    TRY(must_end_later(access, order->until));
    TRY(role_give(access->session, order->account, order->role, order->until,
                  access->caller.account, access->now, access->problem));
    const Role *role = role_find(order->role);
    if (role->needs_second_factor) {
        TRY(login_end_others(access->session, order->account, TEXT(""), access->problem));
    }
    access_note(access, "role.give", (Id){0}, order->account,
                text_to_c(access->arena, role->key));
    return OK;
}

Outcome manage_role_take(Access *access, void *role_order)
{
    const RoleOrder *order = role_order;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(role_take(access->session, order->account, order->role, access->now, access->problem));
    const char *key = text_to_c(access->arena, order->role);
    access_note(access, "role.take", (Id){0}, order->account, key == NULL ? "" : key);
    return must_leave_a_manager(access);
}

Outcome manage_team_add(Access *access, void *team_order)
{
    TeamOrder *order = team_order;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(team_add(access->session, order->house, order->name, access->now, &order->team,
                 access->problem));
    access_note(access, "team.add", (Id){0}, order->team, "");
    return OK;
}

Outcome manage_team_join(Access *access, void *team_order)
{
    const TeamOrder *order = team_order;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(must_be_of_another(access, order->account));
    TRY(must_end_later(access, order->until));
    TRY(team_find(access->session, order->team, access->problem));
    TRY(team_join(access->session, order->account, order->team, order->until, access->problem));
    access_note(access, "team.join", (Id){0}, order->account, "");
    return OK;
}

/* ---------------------------------------------------------------------------------- alone */

typedef struct Running {
    Access *access;
    ManageFunction act;
    void *order;
    size_t notes_before;
} Running;

/* May run again from the start, so the lines of a first time are taken back. */
static Outcome run_act(Session *session, void *context, Problem *problem)
{
    const Running *running = context;
    Access *access = running->access;
    (void)problem; /* the access has its own */
    access->session = session;
    access->notes.count = running->notes_before;
    const Outcome outcome = running->act(access, running->order);
    access->session = NULL;
    TRY(outcome);
    return journal_append(session, access->caller.account, access->now, access->notes.items,
                          access->notes.count, access->problem);
}

Outcome manage_run(Store *store, Access *access, ManageFunction act, void *order)
{
    Running running = {access, act, order, access->notes.count};
    const Outcome outcome = store_write(store, run_act, &running, access->problem);
    access->notes.count = outcome == OK ? 0 : running.notes_before;
    return outcome;
}

Outcome manage_look(Store *store, Access *access, ManageFunction look, void *order)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(store, &session, access->problem));
    access->session = session;
    const Outcome outcome = look(access, order);
    access->session = NULL;
    return outcome;
}

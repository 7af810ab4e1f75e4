/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/own.h"

#include "access/journal.h"
#include "crypto/totp.h"

/* Codes alone: who changed what of their own account. */
static Outcome note(Session *session, Id account, Moment now, const char *act, Problem *problem)
{
    const JournalNote line = {.act = text_from(act), .subject = account};
    return journal_append(session, account, now, &line, 1, problem);
}

/* -------------------------------------------------------------------------------- password */

typedef struct Replacement {
    Id account;
    Text token;
    Text hash;
    Moment now;
} Replacement;

static Outcome replace_password(Session *session, void *context, Problem *problem)
{
    const Replacement *replacement = context;
    const Id account = replacement->account;
    TRY(account_change_hash(session, account, replacement->hash, problem));
    TRY(login_end_others(session, account, replacement->token, problem));
    return note(session, account, replacement->now, "password.change", problem);
}

Outcome own_change_password(Store *store, Arena *arena, PasswordChange *change, Moment now,
                            Problem *problem)
{
    LoginResult result = {0};
    Text hash = {0};
    const LoginAttempt attempt = {.password = change->present, .locked = change->token};
    TRY(login_try(store, arena, &attempt, now, &result, problem));
    change->retry_at = result.retry_at;
    if (result.state == LOGIN_WAIT) {
        return problem_set(problem, CONFLICT, TEXT(""), "present", "too many failures: wait");
    }
    if (result.state != LOGIN_DONE) {
        return problem_set(problem, INVALID, TEXT("body"), "present",
                           "this is not the present password");
    }
    if (text_equal(change->present, change->wanted)) {
        return problem_set(problem, INVALID, TEXT("body"), "password",
                           "this is the present password");
    }
    TRY(password_hash(arena, result.account.login, change->wanted, &hash, problem));
    Replacement replacement = {result.account.id, change->token, hash, now};
    return store_write(store, replace_password, &replacement, problem);
}

/* --------------------------------------------------------------------------- second factor */

typedef struct Step {
    SecondOrder order;
    const char *act;
    Moment now;
} Step;

/* Whose session it is, when the password is theirs, and where asked the code; else the state.
 */
static Outcome prove(Store *store, Arena *arena, SecondRequest *request, Moment now,
                     LoginResult *result, Problem *problem)
{
    const LoginAttempt attempt = {
        .password = request->password,
        .code = request->code,
        .locked = request->token,
        .must_give_code = request->secret.length == 0,
        .keyring = request->keyring,
    };
    TRY(login_try(store, arena, &attempt, now, result, problem));
    request->retry_at = result->retry_at;
    request->state = result->state == LOGIN_DONE   ? OWN_DONE
                     : result->state == LOGIN_WAIT ? OWN_WAIT
                                                   : OWN_WRONG;
    return OK;
}

static Outcome already(Problem *problem)
{
    return problem_set(problem, CONFLICT, TEXT(""), "secret",
                       "this account has a second factor: switch it off first");
}

/* Read again: two telephones may be enrolled at once, of which one wins. */
static Outcome add_second(Session *session, void *context, Problem *problem)
{
    const Step *step = context;
    Account account = {0};
    TRY(account_get(session, step->order.arena, step->order.account, &account, problem));
    if (account.totp.length > 0) {
        return already(problem);
    }
    TRY(second_set(session, &step->order, problem));
    return note(session, account.id, step->now, step->act, problem);
}

Outcome own_add_second(Store *store, Arena *arena, SecondRequest *request, Moment now,
                       Problem *problem)
{
    LoginResult result = {0};
    Step step = {
        .order = {.arena = arena, .keyring = request->keyring, .codes = &request->codes},
        .act = "second.add",
        .now = now,
    };
    if (!totp_secret_parse(arena, request->secret, &step.order.secret)) {
        return problem_set(problem, INVALID, TEXT("body"), "secret",
                           "the secret of this page is expected");
    }
    TRY(prove(store, arena, request, now, &result, problem));
    if (request->state != OWN_DONE) {
        return OK;
    }
    if (result.account.totp.length > 0) {
        return already(problem);
    }
    if (!totp_find_step(arena, step.order.secret, request->code, now, 0, &step.order.step)) {
        request->state = OWN_WRONG;
        return OK;
    }
    second_draw(arena, &request->codes);
    step.order.account = result.account.id;
    return store_write(store, add_second, &step, problem);
}

/* What is done to a second factor there is, by who gave password and code. */
static Outcome change_second(Store *store, SecondRequest *request, Step *step,
                             WriteFunction change, Problem *problem)
{
    LoginResult result = {0};
    TRY(prove(store, step->order.arena, request, step->now, &result, problem));
    if (request->state != OWN_DONE) {
        return OK;
    }
    if (result.account.totp.length == 0) {
        return problem_set(problem, CONFLICT, TEXT(""), "",
                           "this account has no second factor");
    }
    step->order.account = result.account.id;
    return store_write(store, change, step, problem);
}

static Outcome renew_codes(Session *session, void *context, Problem *problem)
{
    const Step *step = context;
    TRY(second_set_codes(session, &step->order, problem));
    return note(session, step->order.account, step->now, step->act, problem);
}

static Outcome remove_second(Session *session, void *context, Problem *problem)
{
    const Step *step = context;
    TRY(second_remove(session, step->order.account, problem));
    return note(session, step->order.account, step->now, step->act, problem);
}

Outcome own_renew_codes(Store *store, Arena *arena, SecondRequest *request, Moment now,
                        Problem *problem)
{
    Step step = {
        .order = {.arena = arena, .keyring = request->keyring, .codes = &request->codes},
        .act = "second.codes",
        .now = now,
    };
    request->secret = TEXT("");
    second_draw(arena, &request->codes);
    return change_second(store, request, &step, renew_codes, problem);
}

Outcome own_remove_second(Store *store, Arena *arena, SecondRequest *request, Moment now,
                          Problem *problem)
{
    Step step = {.order = {.arena = arena}, .act = "second.remove", .now = now};
    request->secret = TEXT("");
    return change_second(store, request, &step, remove_second, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/login.h"

#include "access/journal.h"
#include "access/login_failure.h"
#include "access/passkey.h"
#include "access/second.h"

/* -------------------------------------------------------------------------------- attempt */

typedef struct Trial {
    Arena *arena;
    const LoginAttempt *attempt;
    Moment now;
    LoginResult *result;
    Text name;              /* by which failures are counted, in small letters */
    Text provider;          /* that proved the first step of a ticket; empty: the password */
    bool has_passkey_alone; /* a role asks for a second step, and a passkey is the one there is
                             */
} Trial;

/* Who signs in, or tries to, has a line; a name that nobody has is nobody's. */
static Outcome note(Session *session, const Trial *trial, const char *act, Problem *problem)
{
    const JournalNote line = {.act = text_from(act), .subject = trial->result->account.id};
    return journal_append(session, trial->result->account.id, trial->now, &line, 1, problem);
}

static Outcome keep_failure(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    TRY(login_failure_add(session, trial->name, trial->now, &trial->result->retry_at, problem));
    return id_is_nil(trial->result->account.id) ? OK
                                                : note(session, trial, "session.fail", problem);
}

/* Unlocking is going on where the second factor was given already. */
static bool needs_code(const Trial *trial)
{
    const bool is_new = trial->attempt->locked.length == 0;
    const bool has_second = trial->result->account.totp.length > 0 || trial->has_passkey_alone;
    return has_second && (is_new || trial->attempt->must_give_code);
}

static Outcome open_session(Session *session, const Trial *trial, SecondUse use,
                            Problem *problem)
{
    TRY(login_failure_forget(session, trial->name, problem));
    if (use == SECOND_BY_PAPER) {
        TRY(note(session, trial, "session.recovery", problem));
    }
    if (trial->attempt->locked.length > 0) {
        TRY(login_unlock(session, trial->attempt->locked, trial->now, problem));
        return note(session, trial, "session.unlock", problem);
    }
    const LoginOpening opening = {.token = trial->result->token,
                                  .account = trial->result->account.id,
                                  .provider = trial->provider,
                                  .now = trial->now};
    return login_open(session, &opening, problem);
}

/* The code is used up in the transaction that opens, so that it opens once. */
static Outcome keep_success(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    LoginResult *result = trial->result;
    SecondUse use = SECOND_BY_PHONE;
    const SecondTry second = {trial->arena, trial->attempt->keyring, &result->account,
                              trial->attempt->code, trial->now};
    result->state = LOGIN_WRONG;
    if (trial->has_passkey_alone) {
        use = SECOND_WRONG; /* no code is right */
    } else if (needs_code(trial)) {
        TRY(second_use(session, &second, &use, problem));
    }
    if (use == SECOND_WRONG) {
        return keep_failure(session, context, problem);
    }
    TRY(open_session(session, trial, use, problem));
    result->state = LOGIN_DONE;
    return OK;
}

/* ----------------------------------------------------------------------------------- trial */

static Outcome find_by_session(Session *session, Trial *trial, Account *account,
                               Problem *problem)
{
    LoginSession found = {0};
    TRY(login_find(session, trial->attempt->locked, trial->now, &found, problem));
    return account_get(session, trial->arena, found.account, account, problem);
}

static Outcome find_by_ticket(Session *session, Trial *trial, Account *account,
                              Problem *problem)
{
    LoginTicketHolder holder = {0};
    const LoginTicketUse use = {trial->arena, trial->attempt->keyring, trial->attempt->ticket,
                                trial->now};
    TRY(login_ticket_open(session, &use, &holder, problem));
    *account = holder.account;
    trial->provider = holder.provider;
    return OK;
}

static Outcome find_account(Session *session, Trial *trial, Account *account, Problem *problem)
{
    if (trial->attempt->locked.length > 0) {
        TRY(find_by_session(session, trial, account, problem));
    } else if (trial->attempt->ticket.length > 0) {
        TRY(find_by_ticket(session, trial, account, problem));
    } else {
        return account_find(session, trial->arena, trial->name, account, problem);
    }
    trial->name = account->login;
    return OK;
}

/* Without keys no ticket is given, and no second step asked for. */
static Outcome look_for_passkey(Session *session, Trial *trial, Problem *problem)
{
    Caller caller = {0};
    PasskeyList list = {0};
    const Account *account = &trial->result->account;
    if (trial->attempt->keyring == NULL || trial->attempt->locked.length > 0 ||
        !account->is_open) {
        return OK;
    }
    TRY(caller_read(session, trial->arena, account->id, trial->now, &caller, problem));
    TRY(passkey_list(session, trial->arena, account->id, &list, problem));
    trial->has_passkey_alone = caller.must_add_second && list.count > 0;
    return OK;
}

/* NOT_FOUND is an answer too: of a name nobody has, failures are known all the same. */
static Outcome read_state(Store *store, Trial *trial, Moment *retry_at, Problem *problem)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(store, &session, problem));
    const Outcome found = find_account(session, trial, &trial->result->account, problem);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    TRY(login_failure_wait(session, trial->name, retry_at, problem));
    if (found == OK) {
        TRY(look_for_passkey(session, trial, problem));
    }
    return found;
}

/* The password was right, now or when the ticket was given; else what came of it is kept. */
static Outcome check_first(Store *store, Trial *trial, Outcome found, bool *is_right,
                           Problem *problem)
{
    const LoginAttempt *attempt = trial->attempt;
    const Account *account = &trial->result->account;
    if (attempt->ticket.length > 0) {
        trial->result->state = LOGIN_LATE;
        *is_right = found == OK;
        return OK;
    }
    const bool is_password = password_is(account->password, attempt->password);
    *is_right = is_password && found == OK && account->is_open;
    return *is_right ? OK : store_write(store, keep_failure, trial, problem);
}

/* A name nobody has takes as long as a wrong password, waits as long, and says the same. */
static Outcome run_trial(Store *store, Trial *trial, Problem *problem)
{
    LoginResult *result = trial->result;
    Moment retry_at = 0;
    bool is_right = false;
    *result = (LoginResult){.state = LOGIN_WRONG};
    const Outcome found = read_state(store, trial, &retry_at, problem);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (retry_at > trial->now) {
        *result = (LoginResult){.state = LOGIN_WAIT, .retry_at = retry_at};
        return OK;
    }
    TRY(check_first(store, trial, found, &is_right, problem));
    if (!is_right) {
        return OK;
    }
    if (needs_code(trial) && trial->attempt->code.length == 0) {
        const LoginTicket made = {.account = &result->account, .at = trial->now};
        result->state = LOGIN_CODE;
        return login_ticket(trial->arena, trial->attempt->keyring, &made, &result->ticket,
                            problem);
    }
    const Text locked = trial->attempt->locked;
    result->token = locked.length > 0 ? locked : login_token_new(trial->arena);
    return store_write(store, keep_success, trial, problem);
}

Outcome login_try(Store *store, Arena *arena, const LoginAttempt *attempt, Moment now,
                  LoginResult *result, Problem *problem)
{
    Trial trial = {
        .arena = arena,
        .attempt = attempt,
        .now = now,
        .result = result,
        .name = text_lower_ascii(arena, attempt->login),
    };
    return run_trial(store, &trial, problem);
}

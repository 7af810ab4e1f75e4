/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/login.h"

#include "access/journal.h"
#include "access/queries.h"
#include "access/second.h"
#include "crypto/crypto.h"

enum { FREE_FAILURES = 3, MOST_WAIT = 60 * 60, DAY = 24 * 60 * 60 };

/* -------------------------------------------------------------------------------- attempt */

typedef struct Trial {
    Arena *arena;
    const LoginAttempt *attempt;
    Moment now;
    LoginResult *result;
    Text name;     /* by which failures are counted, in small letters */
    Text provider; /* that proved the first step of a ticket; empty: the password */
} Trial;

/* What is known of the name that was typed, or of the name of the session's account. */
typedef struct Failures {
    int64_t count;
    Moment retry_at;
} Failures;

static void bind_name(Statement *statement, const Trial *trial)
{
    const Digest digest = digest_of(TEXT("login name"), trial->name);
    bind_blob(statement, "name", digest.bytes, sizeof digest.bytes);
}

static Outcome read_failures(Session *session, const Trial *trial, Failures *failures,
                             Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_FIND, &statement, problem));
    bind_name(statement, trial);
    TRY(statement_next(statement, &row, problem));
    *failures = (Failures){0};
    if (row) {
        *failures = (Failures){column_integer(statement, 0), column_integer(statement, 1)};
    }
    return OK;
}

static Outcome put_failures(Session *session, const Trial *trial, const Failures *failures,
                            Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_PUT, &statement, problem));
    bind_name(statement, trial);
    bind_integer(statement, "failures", failures->count);
    bind_integer(statement, "retry_at", failures->retry_at);
    bind_integer(statement, "now", trial->now);
    return statement_run(statement, NULL, problem);
}

/* A few failures of an hour ago are those of somebody who mistyped. */
static Outcome expire_failures(Session *session, const Trial *trial, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_EXPIRE, &statement, problem));
    bind_integer(statement, "day_ago", trial->now - DAY);
    bind_integer(statement, "hour_ago", trial->now - MOST_WAIT);
    bind_integer(statement, "free", FREE_FAILURES);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_failures(Session *session, const Trial *trial, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_FAILURE_REMOVE, &statement, problem));
    bind_name(statement, trial);
    return statement_run(statement, NULL, problem);
}

static Moment wait_after(int64_t failures)
{
    const int64_t doublings = failures - FREE_FAILURES;
    if (doublings < 0) {
        return 0;
    }
    return doublings >= 12 ? MOST_WAIT : (Moment)1 << doublings;
}

/* Who signs in, or tries to, has a line; a name that nobody has is nobody's. */
static Outcome note(Session *session, const Trial *trial, const char *act, Problem *problem)
{
    const JournalNote line = {.act = text_from(act), .subject = trial->result->account.id};
    return journal_append(session, trial->result->account.id, trial->now, &line, 1, problem);
}

/* The failures are read again here: several guesses at once count each. */
static Outcome keep_failure(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    Failures failures = {0};
    TRY(expire_failures(session, trial, problem));
    TRY(read_failures(session, trial, &failures, problem));
    failures.count++;
    failures.retry_at = trial->now + wait_after(failures.count);
    trial->result->retry_at = failures.retry_at;
    TRY(put_failures(session, trial, &failures, problem));
    return id_is_nil(trial->result->account.id) ? OK
                                                : note(session, trial, "session.fail", problem);
}

/* Unlocking is going on where the second factor was given already. */
static bool needs_code(const Trial *trial)
{
    const bool is_new = trial->attempt->locked.length == 0;
    return trial->result->account.totp.length > 0 && (is_new || trial->attempt->must_give_code);
}

static Outcome open_session(Session *session, const Trial *trial, SecondUse use,
                            Problem *problem)
{
    TRY(forget_failures(session, trial, problem));
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
    if (needs_code(trial)) {
        TRY(second_use(session, &second, &use, problem));
    }
    if (use == SECOND_WRONG) {
        return keep_failure(session, context, problem);
    }
    TRY(open_session(session, trial, use, problem));
    result->state = LOGIN_DONE;
    return OK;
}

/* ---------------------------------------------------------------------------------- ticket */

enum { TICKET_PARTS = 4 };

/* Says that the first step was right at a moment, and holds until password or second factor
 * change. Nothing is stored, and without the keyring nobody makes one. */
Outcome login_ticket(Arena *arena, const Keyring *keyring, const LoginTicket *made,
                     Text *ticket, Problem *problem)
{
    Digest digest;
    const Account *account = made->account;
    const Text parts[] = {text_format(arena, "%.*s.%lld.%.*s",
                                      TEXT_ARG(id_format(arena, account->id)),
                                      (long long)made->at, TEXT_ARG(made->provider)),
                          account->password, account->totp};
    const Text whole = text_join(arena, parts, LENGTH_OF(parts), TEXT("."));
    TRY(keyring_digest(keyring, TEXT("sign-in ticket"), whole, &digest, problem));
    *ticket = text_format(arena, "%.*s.%.*s", TEXT_ARG(parts[0]),
                          TEXT_ARG(digest_format(arena, digest)));
    return OK;
}

static Outcome make_ticket(const Trial *trial, const LoginTicket *made, Text *ticket,
                           Problem *problem)
{
    return login_ticket(trial->arena, trial->attempt->keyring, made, ticket, problem);
}

/* Its parts; the last is the digest, which login_ticket makes again. */
static bool read_ticket(Text ticket, Id *account, LoginTicket *made)
{
    Text part[TICKET_PARTS] = {{0}};
    for (size_t i = 0; i < TICKET_PARTS; i++) {
        if (!text_next(&ticket, '.', &part[i])) {
            return false;
        }
    }
    made->provider = part[2];
    return id_parse(part[0], account) && text_to_integer(part[1], &made->at);
}

static Outcome check_ticket(Trial *trial, bool *holds, Problem *problem)
{
    Id account = {0};
    LoginTicket made = {.account = &trial->result->account};
    Text ticket = {0};
    const bool is_known = read_ticket(trial->attempt->ticket, &account, &made) &&
                          trial->result->account.is_open && made.at <= trial->now &&
                          trial->now - made.at <= LOGIN_TICKET_SECONDS;
    *holds = false;
    if (is_known) {
        TRY(make_ticket(trial, &made, &ticket, problem));
        *holds = secret_equal(ticket, trial->attempt->ticket);
        trial->provider = made.provider;
    }
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
    Id id = {0};
    LoginTicket made = {0};
    if (!read_ticket(trial->attempt->ticket, &id, &made)) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "ticket", "no such ticket");
    }
    return account_get(session, trial->arena, id, account, problem);
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

/* NOT_FOUND is an answer too: of a name nobody has, failures are known all the same. */
static Outcome read_state(Store *store, Trial *trial, Failures *failures, Problem *problem)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(store, &session, problem));
    const Outcome found = find_account(session, trial, &trial->result->account, problem);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    TRY(read_failures(session, trial, failures, problem));
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
        return check_ticket(trial, is_right, problem);
    }
    const bool is_password = password_is(account->password, attempt->password);
    *is_right = is_password && found == OK && account->is_open;
    return *is_right ? OK : store_write(store, keep_failure, trial, problem);
}

/* A name nobody has takes as long as a wrong password, waits as long, and says the same. */
static Outcome run_trial(Store *store, Trial *trial, Problem *problem)
{
    LoginResult *result = trial->result;
    Failures failures = {0};
    bool is_right = false;
    *result = (LoginResult){.state = LOGIN_WRONG};
    const Outcome found = read_state(store, trial, &failures, problem);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (failures.retry_at > trial->now) {
        *result = (LoginResult){.state = LOGIN_WAIT, .retry_at = failures.retry_at};
        return OK;
    }
    TRY(check_first(store, trial, found, &is_right, problem));
    if (!is_right) {
        return OK;
    }
    if (needs_code(trial) && trial->attempt->code.length == 0) {
        const LoginTicket made = {.account = &result->account, .at = trial->now};
        result->state = LOGIN_CODE;
        return make_ticket(trial, &made, &result->ticket, problem);
    }
    const Text locked = trial->attempt->locked;
    result->token = locked.length > 0 ? locked : login_token_new(trial->arena);
    return store_write(store, keep_success, trial, problem);
}

Outcome login_try(Store *store, Arena *arena, const LoginAttempt *attempt, Moment now,
                  LoginResult *result, Problem *problem)
{
    Trial trial = {arena,   attempt, now, result, text_lower_ascii(arena, attempt->login),
                   TEXT("")};
    return run_trial(store, &trial, problem);
}

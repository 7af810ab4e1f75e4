/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/login.h"

#include "access/journal.h"
#include "crypto/crypto.h"
#include "store/queries.h"

enum { FREE_FAILURES = 3, MOST_WAIT = 60 * 60, FORM_NONCE = 32 };

/* How long an ended session is remembered, so that what its holder was writing can be kept. */
static const Moment DAY = 24 * 60 * 60;

/* ------------------------------------------------------------------------------- secrets */

static Text hexadecimal(Arena *arena, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    char *out = arena_allocate(arena, 2 * length);
    for (size_t i = 0; i < length; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    return text_of(out, 2 * length);
}

static Text secret_token(Arena *arena)
{
    uint8_t bytes[LOGIN_TOKEN_LENGTH / 2];
    secret_bytes(bytes, sizeof bytes);
    return hexadecimal(arena, bytes, sizeof bytes);
}

static Digest token_digest(Text token)
{
    return digest_of(TEXT("login session"), token);
}

void login_bind_token(Statement *statement, Text token)
{
    const Digest digest = token_digest(token);
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
}

static Digest form_digest(Text token, Text nonce)
{
    Digester digester;
    digester_start(&digester, TEXT("login form"));
    digester_add(&digester, token);
    digester_add(&digester, nonce);
    return digester_end(&digester);
}

Text login_form_token(Arena *arena, Text token)
{
    uint8_t bytes[FORM_NONCE / 2];
    secret_bytes(bytes, sizeof bytes);
    const Text nonce = hexadecimal(arena, bytes, sizeof bytes);
    const Text seal = digest_format(arena, form_digest(token, nonce));
    return text_format(arena, "%.*s%.*s", TEXT_ARG(nonce), TEXT_ARG(seal));
}

bool login_form_token_is(Text token, Text form_token)
{
    if (form_token.length != FORM_NONCE + 2 * sizeof(Digest)) {
        return false;
    }
    Arena *arena SCOPED(arena_close) = arena_new(512);
    const Text nonce = text_slice(form_token, 0, FORM_NONCE);
    const Text seal = digest_format(arena, form_digest(token, nonce));
    return secret_equal(seal, text_slice(form_token, FORM_NONCE, form_token.length));
}

/* ------------------------------------------------------------------------------- sessions */

Outcome login_find(Session *session, Text token, Moment now, LoginSession *found,
                   Problem *problem)
{
    bool row = false;
    if (token.length != LOGIN_TOKEN_LENGTH) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "session", "nobody signed in");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_FIND, &statement, problem));
    login_bind_token(statement, token);
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "session", "the session has ended");
    }
    *found = (LoginSession){
        .account = column_id(statement, 0),
        .seen = column_integer(statement, 1),
        .is_locked = column_integer(statement, 2) != 0,
    };
    found->is_locked = found->is_locked || now - found->seen > LOGIN_IDLE;
    return OK;
}

static Outcome set_locked(Session *session, Text token, Moment now, int64_t locked,
                          Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_SET_LOCKED, &statement, problem));
    login_bind_token(statement, token);
    bind_integer(statement, "locked", locked);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome login_lock(Session *session, Text token, Moment now, Problem *problem)
{
    return set_locked(session, token, now, 1, problem);
}

Outcome login_end(Session *session, Text token, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_REMOVE, &statement, problem));
    login_bind_token(statement, token);
    return statement_run(statement, NULL, problem);
}

typedef struct Touch {
    Text token;
    Moment now;
} Touch;

static Outcome touch(Session *session, void *context, Problem *problem)
{
    const Touch *used = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_TOUCH, &statement, problem));
    login_bind_token(statement, used->token);
    bind_integer(statement, "now", used->now);
    return statement_run(statement, NULL, problem);
}

Outcome login_touch(Store *store, Text token, Moment now, Problem *problem)
{
    Touch used = {token, now};
    return store_write(store, touch, &used, problem);
}

Outcome login_account_of(Session *session, Text token, Id *account, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_ACCOUNT, &statement, problem));
    login_bind_token(statement, token);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "session", "no such session");
    }
    *account = column_id(statement, 0);
    return OK;
}

static bool is_of(const Statement *statement, Digest digest)
{
    const Text kept = column_text(statement, 0);
    return text_equal(kept, text_of((const char *)digest.bytes, sizeof digest.bytes));
}

Outcome login_others(Session *session, Id account, Text token, Moment now, LoginPlaces *others,
                     Problem *problem)
{
    LoginPlaces found = {0};
    bool row = false;
    const Digest mine = token_digest(token);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_EACH, &statement, problem));
    bind_id(statement, "account", account);
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        if (!is_of(statement, mine)) {
            found.first = found.count == 0 ? column_integer(statement, 1) : found.first;
            found.count++;
        }
        TRY(statement_next(statement, &row, problem));
    }
    *others = found;
    return OK;
}

Outcome login_end_others(Session *session, Id account, Text token, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_REMOVE_OTHERS, &statement, problem));
    bind_id(statement, "account", account);
    login_bind_token(statement, token);
    return statement_run(statement, NULL, problem);
}

/* -------------------------------------------------------------------------------- attempt */

typedef struct Trial {
    Arena *arena;
    const LoginAttempt *attempt;
    Moment now;
    LoginResult *result;
    Text unlocked; /* the session to open again; empty for a new one */
    Text name;     /* by which failures are counted, in small letters */
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

static Outcome add_session(Session *session, const Trial *trial, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_ADD, &statement, problem));
    login_bind_token(statement, trial->result->token);
    bind_id(statement, "account", trial->result->account.id);
    bind_integer(statement, "now", trial->now);
    bind_integer(statement, "expires", trial->now + LOGIN_LONGEST);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_ended(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_EXPIRE, &statement, problem));
    bind_integer(statement, "now", now - DAY);
    return statement_run(statement, NULL, problem);
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

static Outcome keep_success(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    TRY(forget_failures(session, trial, problem));
    if (trial->unlocked.length > 0) {
        TRY(set_locked(session, trial->unlocked, trial->now, 0, problem));
        return note(session, trial, "session.unlock", problem);
    }
    TRY(forget_ended(session, trial->now, problem));
    TRY(add_session(session, trial, problem));
    return note(session, trial, "session.open", problem);
}

static Outcome find_account(Session *session, Trial *trial, Account *account, Problem *problem)
{
    LoginSession found = {0};
    if (trial->unlocked.length == 0) {
        return account_find(session, trial->arena, trial->name, account, problem);
    }
    TRY(login_find(session, trial->unlocked, trial->now, &found, problem));
    TRY(account_get(session, trial->arena, found.account, account, problem));
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

/* A name nobody has takes as long as a wrong password, waits as long, and says the same. */
static Outcome run_trial(Store *store, Trial *trial, Problem *problem)
{
    LoginResult *result = trial->result;
    Failures failures = {0};
    *result = (LoginResult){.state = LOGIN_WRONG};
    const Outcome found = read_state(store, trial, &failures, problem);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (failures.retry_at > trial->now) {
        *result = (LoginResult){.state = LOGIN_WAIT, .retry_at = failures.retry_at};
        return OK;
    }
    const bool is_right = password_is(result->account.password, trial->attempt->password);
    if (found == NOT_FOUND || !result->account.is_open || !is_right) {
        return store_write(store, keep_failure, trial, problem);
    }
    result->token = trial->unlocked.length > 0 ? trial->unlocked : secret_token(trial->arena);
    TRY(store_write(store, keep_success, trial, problem));
    result->state = LOGIN_DONE;
    return OK;
}

Outcome login_try(Store *store, Arena *arena, const LoginAttempt *attempt, Moment now,
                  LoginResult *result, Problem *problem)
{
    Trial trial = {arena,  attempt,  now,
                   result, TEXT(""), text_lower_ascii(arena, attempt->login)};
    return run_trial(store, &trial, problem);
}

Outcome login_unlock(Store *store, Arena *arena, Text token, Text password, Moment now,
                     LoginResult *result, Problem *problem)
{
    const LoginAttempt attempt = {.password = password};
    Trial trial = {arena, &attempt, now, result, token, TEXT("")};
    return run_trial(store, &trial, problem);
}

/* ------------------------------------------------------------------------------- password */

typedef struct Replacement {
    const Trial *trial;
    Text hash;
} Replacement;

static Outcome replace_password(Session *session, void *context, Problem *problem)
{
    const Replacement *replacement = context;
    const Trial *trial = replacement->trial;
    const Id account = trial->result->account.id;
    TRY(account_change_hash(session, account, replacement->hash, problem));
    TRY(login_end_others(session, account, trial->unlocked, problem));
    return note(session, trial, "password.change", problem);
}

Outcome login_change_password(Store *store, Arena *arena, PasswordChange *change, Moment now,
                              Problem *problem)
{
    LoginResult result = {0};
    Text hash = {0};
    const LoginAttempt attempt = {.password = change->present};
    Trial trial = {arena, &attempt, now, &result, change->token, TEXT("")};
    TRY(run_trial(store, &trial, problem));
    change->retry_at = result.retry_at;
    if (result.state == LOGIN_WAIT) {
        return problem_set(problem, CONFLICT, TEXT(""), "present", "too many failures: wait");
    }
    if (result.state == LOGIN_WRONG) {
        return problem_set(problem, INVALID, TEXT("body"), "present",
                           "this is not the present password");
    }
    TRY(password_hash(arena, result.account.login, change->wanted, &hash, problem));
    Replacement replacement = {&trial, hash};
    return store_write(store, replace_password, &replacement, problem);
}

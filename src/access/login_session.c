/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions, once somebody has signed in, and the secrets that name them. */
#include "access/journal.h"
#include "access/login.h"
#include "access/queries.h"
#include "crypto/crypto.h"

enum { FORM_NONCE = 32 };

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

Text login_token_new(Arena *arena)
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
        .is_from_elsewhere = column_text(statement, 3).length > 0,
        .has_second = column_integer(statement, 4) != 0,
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

Outcome login_unlock(Session *session, Text token, Moment now, Problem *problem)
{
    return set_locked(session, token, now, 0, problem);
}

static Outcome add_session(Session *session, const LoginOpening *opening, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_ADD, &statement, problem));
    login_bind_token(statement, opening->token);
    bind_id(statement, "account", opening->account);
    bind_integer(statement, "now", opening->now);
    bind_integer(statement, "expires", opening->now + LOGIN_LONGEST);
    bind_text(statement, "provider", opening->provider);
    bind_integer(statement, "second", opening->has_second);
    return statement_run(statement, NULL, problem);
}

static Outcome forget_ended(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_EXPIRE, &statement, problem));
    bind_integer(statement, "now", now - DAY);
    return statement_run(statement, NULL, problem);
}

Outcome login_open(Session *session, const LoginOpening *opening, Problem *problem)
{
    const bool is_elsewhere = opening->provider.length > 0;
    const JournalNote line = {.act = TEXT("session.open"),
                              .subject = opening->account,
                              .because = opening->by_passkey ? TEXT("passkey")
                                         : is_elsewhere      ? TEXT("provider")
                                                             : TEXT("")};
    TRY(forget_ended(session, opening->now, problem));
    TRY(add_session(session, opening, problem));
    return journal_append(session, opening->account, opening->now, &line, 1, problem);
}

Outcome login_provider(Session *session, Arena *arena, Text token, Text *provider,
                       Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_PROVIDER, &statement, problem));
    login_bind_token(statement, token);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "session", "no such session");
    }
    *provider = text_copy(arena, column_text(statement, 0));
    return OK;
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

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/link_made.h"

#include "access/account.h"
#include "access/login.h"
#include "access/queries.h"
#include "crypto/crypto.h"

Text link_digest(Arena *arena, Text issuer, Text subject)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    const Text both = text_format(arena, "%.*s\n%.*s", TEXT_ARG(issuer), TEXT_ARG(subject));
    (void)crypto_hash_sha256(digest, (const unsigned char *)both.bytes, both.length);
    return bytes_format(arena, digest, LINK_DIGEST / 2);
}

Outcome link_made_add(Access *access, Id account, Text issuer, Text digest)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LINK_MADE_ADD, &statement, access->problem));
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_id(statement, "account", account);
    bind_id(statement, "maker", access->caller.account);
    bind_text(statement, "issuer", issuer);
    bind_text(statement, "digest", digest);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "nobody", (Id){{0}});
    return statement_run(statement, NULL, access->problem);
}

/* ------------------------------------------------------------------------------- reading */

static LinkMade read_row(Arena *arena, const Statement *statement)
{
    return (LinkMade){
        .id = column_id(statement, 0),
        .account = column_id(statement, 1),
        .maker = column_id(statement, 2),
        .issuer = text_copy(arena, column_text(statement, 3)),
        .digest = text_copy(arena, column_text(statement, 4)),
        .at = column_integer(statement, 5),
        .seen = column_integer(statement, 6),
    };
}

static Outcome read_rows(Statement *statement, Arena *arena, LinkMadeList *list,
                         Problem *problem)
{
    bool row = false;
    LinkMadeList found = {0};
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &found, read_row(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    *list = found;
    return OK;
}

Outcome link_made_of(Session *session, Arena *arena, Id account, LinkMadeList *list,
                     Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LINK_MADE_OF, &statement, problem));
    bind_id(statement, "account", account);
    return read_rows(statement, arena, list, problem);
}

Outcome link_made_list(Access *access, LinkMadeList *list)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LINK_MADE_EACH, &statement, access->problem));
    bind_integer(statement, "most", LINK_MADE_MOST);
    return read_rows(statement, access->arena, list, access->problem);
}

Outcome link_made_is_untold(Session *session, Id account, bool *is_untold, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LINK_MADE_UNTOLD, &statement, problem));
    bind_id(statement, "account", account);
    return statement_next(statement, is_untold, problem);
}

/* ------------------------------------------------------------------------------ seeing */

static Outcome must_be_the_holder(Access *access, Text token)
{
    Account account = {0};
    LoginSession login = {0};
    TRY(account_get(access->session, access->arena, access->caller.account, &account,
                    access->problem));
    TRY(login_find(access->session, token, access->now, &login, access->problem));
    return !login.is_from_elsewhere || account.password.length == 0
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "session",
                             "sign in with your password to say that you saw it");
}

Outcome link_made_tell(Access *access, Text token)
{
    TRY(must_be_the_holder(access, token));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LINK_MADE_TELL, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome link_made_see(Access *access, Id id, bool *is_one)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LINK_MADE_SEE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    *is_one = changed == 1;
    return OK;
}

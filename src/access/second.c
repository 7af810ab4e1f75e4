/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/second.h"

#include "access/queries.h"
#include "crypto/code.h"
#include "crypto/totp.h"

static SealPlace place_of(const Session *session, Id account)
{
    return (SealPlace){session_territory(session), TEXT("totp"), account};
}

/* --------------------------------------------------------------------------------- keeping */

void second_draw(Arena *arena, SecondCodes *codes)
{
    for (size_t i = 0; i < SECOND_CODES; i++) {
        codes->items[i] = code_new(arena);
    }
}

/* A code is short enough to be found by trying them all, were its digest not keyed. */
static Outcome digest_code(const Keyring *keyring, Arena *arena, Id account, Text code,
                           Digest *digest, Problem *problem)
{
    const Text whole =
        text_format(arena, "%.*s %.*s", TEXT_ARG(id_format(arena, account)), TEXT_ARG(code));
    return keyring_digest(keyring, TEXT("recovery code"), whole, digest, problem);
}

static Outcome remove_codes(Session *session, Id account, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &RECOVERY_CODE_REMOVE, &statement, problem));
    bind_id(statement, "account", account);
    return statement_run(statement, NULL, problem);
}

static Outcome add_code(Session *session, const SecondOrder *order, Text code, Problem *problem)
{
    Digest digest;
    TRY(digest_code(order->keyring, order->arena, order->account, code, &digest, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &RECOVERY_CODE_ADD, &statement, problem));
    bind_id(statement, "account", order->account);
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    return statement_run(statement, NULL, problem);
}

Outcome second_set_codes(Session *session, const SecondOrder *order, Problem *problem)
{
    TRY(remove_codes(session, order->account, problem));
    for (size_t i = 0; i < SECOND_CODES; i++) {
        TRY(add_code(session, order, order->codes->items[i], problem));
    }
    return OK;
}

Outcome second_set(Session *session, const SecondOrder *order, Problem *problem)
{
    Text sealed = {0};
    const SealPlace place = place_of(session, order->account);
    TRY(keyring_seal(order->keyring, order->arena, &place, order->secret, &sealed, problem));
    TRY(account_set_totp(session, order->account, sealed, order->step, problem));
    return second_set_codes(session, order, problem);
}

Outcome second_remove(Session *session, Id account, Problem *problem)
{
    TRY(account_set_totp(session, account, TEXT(""), 0, problem));
    return remove_codes(session, account, problem);
}

Outcome second_codes_left(Session *session, Id account, size_t *count, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &RECOVERY_CODE_LEFT, &statement, problem));
    bind_id(statement, "account", account);
    TRY(statement_next(statement, &row, problem));
    *count = row ? (size_t)column_integer(statement, 0) : 0;
    return OK;
}

/* ----------------------------------------------------------------------------------- using */

static Outcome use_phone(Session *session, const SecondTry *attempt, bool *used,
                         Problem *problem)
{
    Text secret = {0};
    int64_t step = 0;
    int64_t changed = 0;
    const Account *account = attempt->account;
    const SealPlace place = place_of(session, account->id);
    TRY(keyring_open(attempt->keyring, attempt->arena, &place, account->totp, &secret,
                     problem));
    if (!totp_find_step(attempt->arena, secret, attempt->code, attempt->now, account->totp_step,
                        &step)) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_USE_TOTP, &statement, problem));
    bind_id(statement, "id", account->id);
    bind_blob(statement, "totp", account->totp.bytes, account->totp.length);
    bind_integer(statement, "step", step);
    TRY(statement_run(statement, &changed, problem));
    *used = changed == 1;
    return OK;
}

static Outcome use_paper(Session *session, const SecondTry *attempt, bool *used,
                         Problem *problem)
{
    Text code = {0};
    Digest digest;
    int64_t changed = 0;
    if (!code_parse(attempt->arena, attempt->code, &code)) {
        return OK;
    }
    TRY(digest_code(attempt->keyring, attempt->arena, attempt->account->id, code, &digest,
                    problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &RECOVERY_CODE_USE, &statement, problem));
    bind_id(statement, "account", attempt->account->id);
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "now", attempt->now);
    TRY(statement_run(statement, &changed, problem));
    *used = changed == 1;
    return OK;
}

Outcome second_use(Session *session, const SecondTry *attempt, SecondUse *use, Problem *problem)
{
    bool by_phone = false;
    bool by_paper = false;
    TRY(use_phone(session, attempt, &by_phone, problem));
    if (!by_phone) {
        TRY(use_paper(session, attempt, &by_paper, problem));
    }
    *use = by_phone ? SECOND_BY_PHONE : by_paper ? SECOND_BY_PAPER : SECOND_WRONG;
    return OK;
}

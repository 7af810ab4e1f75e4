/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_link.h"

#include "crypto/code.h"
#include "referral/queries.h"
#include "referral/referral_private.h"

enum { SIGNATURE_LENGTH = 32, CODE_LENGTH = 8 };

static Outcome sign(Arena *arena, const Keyring *keyring, Text territory, Id referral,
                    Text *signature, Problem *problem)
{
    Digest digest = {0};
    const Text content = text_format(arena, "%.*s\n%.*s", TEXT_ARG(territory),
                                     TEXT_ARG(id_format(arena, referral)));
    TRY(keyring_digest(keyring, TEXT("answer a referral"), content, &digest, problem));
    *signature = text_slice(digest_format(arena, digest), 0, SIGNATURE_LENGTH);
    return OK;
}

static Text code_without_hyphen(Arena *arena, Text code)
{
    return text_format(arena, "%.*s%.*s", TEXT_ARG(text_slice(code, 0, 4)),
                       TEXT_ARG(text_slice(code, code.length - 4, code.length)));
}

Outcome referral_link_sign(Arena *arena, const Keyring *keyring, Text territory,
                           const Referral *referral, Text *link, Problem *problem)
{
    Text signature = {0};
    TRY(sign(arena, keyring, territory, referral->id, &signature, problem));
    *link =
        text_format(arena, "%.*s-%.*s", TEXT_ARG(code_without_hyphen(arena, referral->code)),
                    TEXT_ARG(signature));
    return OK;
}

static Outcome refuse(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT("path"), "link",
                       "this link answers no more: ask who sent it for another");
}

static Outcome find_by_code(Access *access, Text code, Referral *referral, bool *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REFERRAL_BY_CODE, &statement, access->problem));
    bind_text(statement, "code", code);
    TRY(statement_next(statement, found, access->problem));
    return *found ? referral_get(access, column_id(statement, 0), referral) : OK;
}

Outcome referral_link_open(Access *access, Text link, Referral *referral)
{
    Referral of_code = {0};
    Text code = {0};
    Text signature = {0};
    bool found = false;
    if (link.length != CODE_LENGTH + 1 + SIGNATURE_LENGTH || link.bytes[CODE_LENGTH] != '-' ||
        !code_parse(access->arena, text_slice(link, 0, CODE_LENGTH), &code)) {
        return refuse(access);
    }
    TRY(find_by_code(access, code, &of_code, &found));
    TRY(sign(access->arena, access->keyring, session_territory(access->session), of_code.id,
             &signature, access->problem));
    const bool is_right =
        secret_equal(signature, text_slice(link, CODE_LENGTH + 1, link.length));
    if (!found || !is_right || of_code.link_until <= access->now) {
        return refuse(access);
    }
    access->caller = (Caller){.house = of_code.target_house};
    access_note(access, "referral.read", of_code.person, of_code.id, "link");
    *referral = of_code;
    return OK;
}

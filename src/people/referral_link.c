/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/referral_link.h"

#include "crypto/code.h"
#include "people/referral_private.h"
#include "store/queries.h"

enum { SIGNATURE_BYTES = 16, CODE_LENGTH = 8 };

LinkKey link_key_of(Text secret)
{
    LinkKey key;
    const Digest digest = digest_of(TEXT("referral link key"), secret);
    _Static_assert(sizeof key.bytes == sizeof digest.bytes, "a key is a digest");
    for (size_t i = 0; i < sizeof key.bytes; i++) {
        key.bytes[i] = digest.bytes[i];
    }
    return key;
}

static Text sign(Arena *arena, const LinkKey *key, Text territory, Id referral)
{
    uint8_t signature[SIGNATURE_BYTES];
    char hexadecimal[2 * SIGNATURE_BYTES + 1];
    const Text content = text_format(arena, "answer a referral\n%.*s\n%.*s",
                                     TEXT_ARG(territory), TEXT_ARG(id_format(arena, referral)));
    (void)crypto_generichash_blake2b(signature, sizeof signature,
                                     (const unsigned char *)content.bytes, content.length,
                                     key->bytes, sizeof key->bytes);
    (void)sodium_bin2hex(hexadecimal, sizeof hexadecimal, signature, sizeof signature);
    return text_copy(arena, text_from(hexadecimal));
}

static Text code_without_hyphen(Arena *arena, Text code)
{
    return text_format(arena, "%.*s%.*s", TEXT_ARG(text_slice(code, 0, 4)),
                       TEXT_ARG(text_slice(code, code.length - 4, code.length)));
}

Text referral_link_sign(Arena *arena, const LinkKey *key, Text territory,
                        const Referral *referral)
{
    return text_format(arena, "%.*s-%.*s", TEXT_ARG(code_without_hyphen(arena, referral->code)),
                       TEXT_ARG(sign(arena, key, territory, referral->id)));
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

Outcome referral_link_open(Access *access, const LinkKey *key, Text link, Referral *referral)
{
    Referral of_code = {0};
    Text code = {0};
    bool found = false;
    if (link.length != CODE_LENGTH + 1 + 2 * SIGNATURE_BYTES ||
        link.bytes[CODE_LENGTH] != '-' ||
        !code_parse(access->arena, text_slice(link, 0, CODE_LENGTH), &code)) {
        return refuse(access);
    }
    TRY(find_by_code(access, code, &of_code, &found));
    const Text signature =
        sign(access->arena, key, session_territory(access->session), of_code.id);
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

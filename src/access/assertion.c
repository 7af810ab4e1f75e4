/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/assertion.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#include "base/list.h"
#include "crypto/crypto.h"
#include "json/json.h"

enum { HALF_OF_ES384 = 48, DEPTH = 8, VALUES = 500 };

static const JsonLimits limits = {
    .bytes = ASSERTION_MOST_KEY_BYTES, .depth = DEPTH, .values = VALUES};

typedef struct Parts {
    Text header; /* JSON */
    Text claims; /* JSON */
    Text signature;
    Text signed_text; /* the first two, as they were sent */
} Parts;

static Outcome refuse(Problem *problem, const char *why)
{
    return problem_set(problem, REFUSED, TEXT("body"), "client_assertion", "%s", why);
}

static Outcome malformed(Problem *problem, const char *why)
{
    return problem_set(problem, INVALID, TEXT("body"), "client_assertion", "%s", why);
}

/* -------------------------------------------------------------------------------- reading */

static bool read_base64(Arena *arena, Text text, Text *bytes)
{
    size_t length = 0;
    uint8_t *out = arena_allocate(arena, text.length + 1);
    if (sodium_base642bin(out, text.length + 1, text.bytes, text.length, NULL, &length, NULL,
                          sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0) {
        return false;
    }
    *bytes = text_of((const char *)out, length);
    return true;
}

static Outcome read_parts(Arena *arena, Text token, Parts *parts, Problem *problem)
{
    Text rest = token;
    Text piece[3] = {{0}};
    for (size_t i = 0; i < LENGTH_OF(piece); i++) {
        if (!text_next(&rest, '.', &piece[i])) {
            return malformed(problem, "a signed JWT of three parts is expected");
        }
    }
    if (rest.length > 0 || token.length > ASSERTION_MOST_BYTES ||
        !read_base64(arena, piece[0], &parts->header) ||
        !read_base64(arena, piece[1], &parts->claims) ||
        !read_base64(arena, piece[2], &parts->signature)) {
        return malformed(problem, "a signed JWT of three parts in base64url is expected");
    }
    parts->signed_text = text_slice(token, 0, piece[0].length + 1 + piece[1].length);
    return OK;
}

static bool audience_names(const json_t *audience, Text wanted)
{
    const json_t *one = NULL;
    size_t i = 0;
    if (!json_is_array(audience)) {
        return text_equal(json_text(audience), wanted);
    }
    json_array_foreach(audience, i, one)
    {
        if (text_equal(json_text(one), wanted)) {
            return true;
        }
    }
    return false;
}

static Outcome read_claims(Arena *arena, const json_t *claims, Assertion *assertion,
                           Problem *problem)
{
    const Text issuer = json_member_text(claims, "iss");
    const json_t *expires = json_object_get(claims, "exp");
    const Text number = json_member_text(claims, "jti");
    if (issuer.length == 0 || !text_equal(issuer, json_member_text(claims, "sub"))) {
        return malformed(problem, "iss and sub are expected, both the client");
    }
    if (!json_is_integer(expires) || number.length == 0 || number.length > 256) {
        return malformed(problem, "exp, in seconds, and jti are expected");
    }
    *assertion = (Assertion){.client = text_copy(arena, issuer),
                             .number = text_copy(arena, number),
                             .expires = json_integer_value(expires)};
    return OK;
}

Outcome assertion_client(Arena *arena, Text token, Text *client, Problem *problem)
{
    Parts parts = {0};
    Assertion assertion = {0};
    json_t *claims SCOPED(json_close) = NULL;
    TRY(read_parts(arena, token, &parts, problem));
    TRY(json_read(parts.claims, limits, &claims, problem));
    TRY(read_claims(arena, claims, &assertion, problem));
    *client = assertion.client;
    return OK;
}

static Outcome check_claims(const json_t *claims, const AssertionCheck *check,
                            const Assertion *assertion, Problem *problem)
{
    const json_t *before = json_object_get(claims, "nbf");
    if (!audience_names(json_object_get(claims, "aud"), check->audience)) {
        return refuse(problem, "aud must be the address of this token endpoint");
    }
    if (assertion->expires <= check->now) {
        return refuse(problem, "the statement has ended");
    }
    if (assertion->expires > check->now + ASSERTION_MOST_SECONDS + ASSERTION_SLACK_SECONDS) {
        return refuse(problem, "exp lies more than five minutes ahead");
    }
    if (json_is_integer(before) &&
        json_integer_value(before) > check->now + ASSERTION_SLACK_SECONDS) {
        return refuse(problem, "the statement does not hold yet");
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- keys */

static bool member_bytes(Arena *arena, const json_t *key, const char *name, gnutls_datum_t *out)
{
    Text bytes = {0};
    if (!read_base64(arena, json_member_text(key, name), &bytes) || bytes.length == 0) {
        return false;
    }
    *out = (gnutls_datum_t){(unsigned char *)(uintptr_t)(const void *)bytes.bytes,
                            (unsigned)bytes.length};
    return true;
}

static bool is_rsa(const json_t *key)
{
    return text_equal(json_member_text(key, "kty"), TEXT("RSA"));
}

static bool is_p384(const json_t *key)
{
    return text_equal(json_member_text(key, "kty"), TEXT("EC")) &&
           text_equal(json_member_text(key, "crv"), TEXT("P-384"));
}

static bool import_rsa(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    gnutls_datum_t modulus = {0};
    gnutls_datum_t exponent = {0};
    unsigned bits = 0;
    return member_bytes(arena, key, "n", &modulus) &&
           member_bytes(arena, key, "e", &exponent) &&
           modulus.size <= ASSERTION_MOST_RSA_BYTES && exponent.size <= 8 &&
           gnutls_pubkey_import_rsa_raw(public_key, &modulus, &exponent) == 0 &&
           gnutls_pubkey_get_pk_algorithm(public_key, &bits) == GNUTLS_PK_RSA &&
           bits >= ASSERTION_LEAST_RSA_BITS;
}

static bool import_p384(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    gnutls_datum_t x = {0};
    gnutls_datum_t y = {0};
    return member_bytes(arena, key, "x", &x) && member_bytes(arena, key, "y", &y) &&
           x.size == HALF_OF_ES384 && y.size == HALF_OF_ES384 &&
           gnutls_pubkey_import_ecc_raw(public_key, GNUTLS_ECC_CURVE_SECP384R1, &x, &y) == 0;
}

static bool import_key(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    if (is_rsa(key)) {
        return import_rsa(arena, key, public_key);
    }
    return is_p384(key) && import_p384(arena, key, public_key);
}

static bool key_is_usable(Arena *arena, const json_t *key)
{
    gnutls_pubkey_t public_key = NULL;
    if (gnutls_pubkey_init(&public_key) != 0) {
        return false;
    }
    const bool usable = import_key(arena, key, public_key);
    gnutls_pubkey_deinit(public_key);
    return usable;
}

static Outcome keys_invalid(Problem *problem, size_t at, const char *why)
{
    return problem_set(problem, INVALID, TEXT("body"), "keys", "key %zu: %s", at + 1, why);
}

Outcome assertion_check_keys(Arena *arena, Text keys, Problem *problem)
{
    json_t *document SCOPED(json_close) = NULL;
    const json_t *key = NULL;
    size_t i = 0;
    TRY(json_read(keys, limits, &document, problem));
    const json_t *list = json_object_get(document, "keys");
    if (json_array_size(list) == 0 || json_array_size(list) > ASSERTION_MOST_KEYS) {
        return problem_set(problem, INVALID, TEXT("body"), "keys",
                           "a JWK set is expected: {\"keys\": [...]} with 1 to %d keys",
                           ASSERTION_MOST_KEYS);
    }
    json_array_foreach(list, i, key)
    {
        if (json_object_get(key, "d") != NULL || json_object_get(key, "k") != NULL) {
            return keys_invalid(problem, i, "it is private; its owner alone may hold it");
        }
        if (!key_is_usable(arena, key)) {
            return keys_invalid(problem, i,
                                "RSA of 2048 bits or more, or EC on P-384, is expected");
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- verifying */

static bool verify_rsa(gnutls_pubkey_t public_key, const Parts *parts)
{
    const gnutls_datum_t data = {(unsigned char *)(uintptr_t)parts->signed_text.bytes,
                                 (unsigned)parts->signed_text.length};
    const gnutls_datum_t signature = {(unsigned char *)(uintptr_t)parts->signature.bytes,
                                      (unsigned)parts->signature.length};
    return gnutls_pubkey_verify_data2(public_key, GNUTLS_SIGN_RSA_SHA384, 0, &data,
                                      &signature) >= 0;
}

/* A JWT has the two numbers side by side (RFC 7518, 3.4); the library wants them in DER. */
static bool verify_p384(gnutls_pubkey_t public_key, const Parts *parts)
{
    unsigned char *bytes = (unsigned char *)(uintptr_t)parts->signature.bytes;
    const gnutls_datum_t data = {(unsigned char *)(uintptr_t)parts->signed_text.bytes,
                                 (unsigned)parts->signed_text.length};
    const gnutls_datum_t r = {bytes, HALF_OF_ES384};
    const gnutls_datum_t s = {bytes + HALF_OF_ES384, HALF_OF_ES384};
    gnutls_datum_t der = {0};
    if (parts->signature.length != 2 * HALF_OF_ES384 ||
        gnutls_encode_rs_value(&der, &r, &s) != 0) {
        return false;
    }
    const bool good =
        gnutls_pubkey_verify_data2(public_key, GNUTLS_SIGN_ECDSA_SHA384, 0, &data, &der) >= 0;
    gnutls_free(der.data);
    return good;
}

/* The algorithm is that of the key: a statement cannot choose a weaker one. */
static bool key_signed(Arena *arena, const json_t *key, Text algorithm, const Parts *parts)
{
    gnutls_pubkey_t public_key = NULL;
    bool good = false;
    if (!text_equal(algorithm, is_rsa(key) ? TEXT("RS384") : TEXT("ES384")) ||
        gnutls_pubkey_init(&public_key) != 0) {
        return false;
    }
    if (import_key(arena, key, public_key)) {
        good = is_rsa(key) ? verify_rsa(public_key, parts) : verify_p384(public_key, parts);
    }
    gnutls_pubkey_deinit(public_key);
    return good;
}

static Outcome check_signature(Arena *arena, const Parts *parts, Text keys, Problem *problem)
{
    json_t *header SCOPED(json_close) = NULL;
    json_t *document SCOPED(json_close) = NULL;
    const json_t *key = NULL;
    size_t i = 0;
    TRY(json_read(parts->header, limits, &header, problem));
    TRY(json_read(keys, limits, &document, problem));
    const Text algorithm = json_member_text(header, "alg");
    const Text wanted = json_member_text(header, "kid");
    if (json_object_get(header, "crit") != NULL) {
        return refuse(problem, "no critical extension is known");
    }
    json_array_foreach(json_object_get(document, "keys"), i, key)
    {
        const Text name = json_member_text(key, "kid");
        const bool is_meant = wanted.length == 0 || text_equal(wanted, name);
        if (is_meant && key_signed(arena, key, algorithm, parts)) {
            return OK;
        }
    }
    return refuse(problem, "none of the client's keys signed this with RS384 or ES384");
}

Outcome assertion_verify(Arena *arena, Text token, const AssertionCheck *check,
                         Assertion *assertion, Problem *problem)
{
    Parts parts = {0};
    Assertion read = {0};
    json_t *claims SCOPED(json_close) = NULL;
    TRY(read_parts(arena, token, &parts, problem));
    TRY(check_signature(arena, &parts, check->keys, problem));
    TRY(json_read(parts.claims, limits, &claims, problem));
    TRY(read_claims(arena, claims, &read, problem));
    TRY(check_claims(claims, check, &read, problem));
    *assertion = read;
    return OK;
}

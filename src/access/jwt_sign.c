/* SPDX-License-Identifier: EUPL-1.2 */
/* Statements this server signs itself, to another that knows its public key. */
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#include "access/jwt.h"
#include "base/buffer.h"
#include "crypto/base64.h"

enum { HALF_OF_P256 = 32 };

static void private_key_free(gnutls_privkey_t *key)
{
    if (*key != NULL) {
        gnutls_privkey_deinit(*key);
    }
}

static void datum_free(gnutls_datum_t *datum)
{
    gnutls_free(datum->data);
}

static gnutls_datum_t datum_of(Text bytes)
{
    return (gnutls_datum_t){(unsigned char *)(uintptr_t)(const void *)bytes.bytes,
                            (unsigned)bytes.length};
}

static Outcome wrong_key(Problem *problem)
{
    return problem_set(problem, INVALID, TEXT(""), "private_key",
                       "a private key in PEM is expected: RSA, P-256 or Ed25519");
}

/* One number at its full width: DER drops leading zeros, or adds one. */
static void put_number(unsigned char *out, const gnutls_datum_t *number)
{
    const unsigned extra = number->size > HALF_OF_P256 ? number->size - HALF_OF_P256 : 0;
    const unsigned size = number->size - extra;
    memcpy(out + (HALF_OF_P256 - size), number->data + extra, size);
}

/* The two numbers side by side, as RFC 7518, 3.4 has them. */
static bool pair_of(Arena *arena, const gnutls_datum_t *der, Text *pair)
{
    gnutls_datum_t r SCOPED(datum_free) = {0};
    gnutls_datum_t s SCOPED(datum_free) = {0};
    unsigned char *out = ARENA_ARRAY(arena, unsigned char, 2 * HALF_OF_P256);
    if (gnutls_decode_rs_value(der, &r, &s) != 0) {
        return false;
    }
    put_number(out, &r);
    put_number(out + HALF_OF_P256, &s);
    *pair = text_of((const char *)out, 2 * HALF_OF_P256);
    return true;
}

static const char *name_of(int algorithm, unsigned bits, gnutls_sign_algorithm_t *way)
{
    if (algorithm == GNUTLS_PK_RSA) {
        *way = GNUTLS_SIGN_RSA_SHA256;
        return "RS256";
    }
    if (algorithm == GNUTLS_PK_EDDSA_ED25519) {
        *way = GNUTLS_SIGN_EDDSA_ED25519;
        return "EdDSA";
    }
    *way = GNUTLS_SIGN_ECDSA_SHA256;
    return algorithm == GNUTLS_PK_ECDSA && bits == 8U * HALF_OF_P256 ? "ES256" : NULL;
}

static Text signed_text(Arena *arena, const char *name, const JwtSigning *signing)
{
    Buffer buffer = buffer_new(arena, 4096);
    JsonWriter json = json_writer(&buffer);
    json_object_open(&json);
    json_member(&json, "alg", text_from(name));
    json_member(&json, "typ", TEXT("JWT"));
    json_member_unless_empty(&json, "kid", signing->key_id);
    json_object_close(&json);
    return text_format(arena, "%.*s.%.*s",
                       TEXT_ARG(base64url_write(arena, buffer_text(&buffer))),
                       TEXT_ARG(base64url_write(arena, signing->claims)));
}

Outcome jwt_sign(Arena *arena, const JwtSigning *signing, Text *token, Problem *problem)
{
    gnutls_privkey_t key SCOPED(private_key_free) = NULL;
    gnutls_datum_t made SCOPED(datum_free) = {0};
    gnutls_sign_algorithm_t way = GNUTLS_SIGN_UNKNOWN;
    unsigned bits = 0;
    const gnutls_datum_t pem = datum_of(signing->private_key);
    if (gnutls_privkey_init(&key) != 0 ||
        gnutls_privkey_import_x509_raw(key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0) != 0) {
        return wrong_key(problem);
    }
    const int algorithm = gnutls_privkey_get_pk_algorithm(key, &bits);
    const char *name = name_of(algorithm, bits, &way);
    if (name == NULL) {
        return wrong_key(problem);
    }
    const Text statement = signed_text(arena, name, signing);
    const gnutls_datum_t data = datum_of(statement);
    if (gnutls_privkey_sign_data2(key, way, 0, &data, &made) != 0) {
        return wrong_key(problem);
    }
    Text signature = text_copy(arena, text_of((const char *)made.data, made.size));
    if (algorithm == GNUTLS_PK_ECDSA && !pair_of(arena, &made, &signature)) {
        return wrong_key(problem);
    }
    *token = text_format(arena, "%.*s.%.*s", TEXT_ARG(statement),
                         TEXT_ARG(base64url_write(arena, signature)));
    return OK;
}

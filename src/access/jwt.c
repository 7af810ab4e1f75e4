/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/jwt.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#include "base/list.h"
#include "crypto/base64.h"
#include "crypto/crypto.h"

enum { DEPTH = 8, VALUES = 2000, HALF_OF_P256 = 32, HALF_OF_P384 = 48, OF_ED25519 = 32 };

const JsonLimits JWT_LIMITS = {.bytes = JWT_MOST_KEY_BYTES, .depth = DEPTH, .values = VALUES};

/* How one algorithm is verified. */
typedef struct Way {
    const char *name;
    JwtAlgorithms bit;
    gnutls_sign_algorithm_t algorithm;
    unsigned half; /* of a signature that is two numbers side by side; 0 for another */
} Way;

static const Way ways[] = {
    {"RS256", JWT_RS256, GNUTLS_SIGN_RSA_SHA256,    0           },
    {"RS384", JWT_RS384, GNUTLS_SIGN_RSA_SHA384,    0           },
    {"ES256", JWT_ES256, GNUTLS_SIGN_ECDSA_SHA256,  HALF_OF_P256},
    {"ES384", JWT_ES384, GNUTLS_SIGN_ECDSA_SHA384,  HALF_OF_P384},
    {"EdDSA", JWT_EDDSA, GNUTLS_SIGN_EDDSA_ED25519, 0           },
};

/* -------------------------------------------------------------------------------- reading */

Outcome jwt_read(Arena *arena, Text token, const char *field, Jwt *jwt, Problem *problem)
{
    Text rest = token;
    Text piece[3] = {{0}};
    size_t count = 0;
    Jwt read = {.field = field};
    while (count < LENGTH_OF(piece) && text_next(&rest, '.', &piece[count])) {
        count++;
    }
    if (count < LENGTH_OF(piece) || rest.length > 0 || token.length > JWT_MOST_BYTES ||
        !base64url_read(arena, piece[0], &read.header) ||
        !base64url_read(arena, piece[1], &read.claims) ||
        !base64url_read(arena, piece[2], &read.signature)) {
        return problem_set(problem, INVALID, TEXT("body"), field,
                           "a signed JWT of three parts in base64url is expected");
    }
    read.signed_text = text_slice(token, 0, piece[0].length + 1 + piece[1].length);
    *jwt = read;
    return OK;
}

bool jwt_is_for(const json_t *claims, Text audience)
{
    const json_t *named = json_object_get(claims, "aud");
    const json_t *one = NULL;
    size_t i = 0;
    if (!json_is_array(named)) {
        return text_equal(json_text(named), audience);
    }
    json_array_foreach(named, i, one)
    {
        if (text_equal(json_text(one), audience)) {
            return true;
        }
    }
    return false;
}

/* ----------------------------------------------------------------------------------- keys */

static gnutls_datum_t datum_of(Text bytes)
{
    return (gnutls_datum_t){(unsigned char *)(uintptr_t)(const void *)bytes.bytes,
                            (unsigned)bytes.length};
}

static bool member_bytes(Arena *arena, const json_t *key, const char *name, gnutls_datum_t *out)
{
    Text bytes = {0};
    if (!base64url_read(arena, json_member_text(key, name), &bytes) || bytes.length == 0) {
        return false;
    }
    *out = datum_of(bytes);
    return true;
}

static bool member_is(const json_t *key, const char *name, Text value)
{
    return text_equal(json_member_text(key, name), value);
}

static JwtAlgorithms import_rsa(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    gnutls_datum_t modulus = {0};
    gnutls_datum_t exponent = {0};
    unsigned bits = 0;
    const bool good = member_bytes(arena, key, "n", &modulus) &&
                      member_bytes(arena, key, "e", &exponent) &&
                      modulus.size <= JWT_MOST_RSA_BYTES && exponent.size <= 8 &&
                      gnutls_pubkey_import_rsa_raw(public_key, &modulus, &exponent) == 0 &&
                      gnutls_pubkey_get_pk_algorithm(public_key, &bits) == GNUTLS_PK_RSA &&
                      bits >= JWT_LEAST_RSA_BITS;
    return good ? JWT_RS256 | JWT_RS384 : 0;
}

static JwtAlgorithms import_curve(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    gnutls_datum_t x = {0};
    gnutls_datum_t y = {0};
    const bool is_384 = member_is(key, "crv", TEXT("P-384"));
    const unsigned half = is_384 ? HALF_OF_P384 : HALF_OF_P256;
    const gnutls_ecc_curve_t curve =
        is_384 ? GNUTLS_ECC_CURVE_SECP384R1 : GNUTLS_ECC_CURVE_SECP256R1;
    const bool good = (is_384 || member_is(key, "crv", TEXT("P-256"))) &&
                      member_bytes(arena, key, "x", &x) && member_bytes(arena, key, "y", &y) &&
                      x.size == half && y.size == half &&
                      gnutls_pubkey_import_ecc_raw(public_key, curve, &x, &y) == 0;
    return !good ? 0 : is_384 ? JWT_ES384 : JWT_ES256;
}

static JwtAlgorithms import_edwards(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    gnutls_datum_t x = {0};
    const bool good =
        member_is(key, "crv", TEXT("Ed25519")) && member_bytes(arena, key, "x", &x) &&
        x.size == OF_ED25519 &&
        gnutls_pubkey_import_ecc_raw(public_key, GNUTLS_ECC_CURVE_ED25519, &x, NULL) == 0;
    return good ? JWT_EDDSA : 0;
}

/* A key that says what it is for is for nothing else. */
static JwtAlgorithms narrow(const json_t *key, JwtAlgorithms algorithms)
{
    const Text use = json_member_text(key, "use");
    const Text named = json_member_text(key, "alg");
    if (use.length > 0 && !text_equal(use, TEXT("sig"))) {
        return 0;
    }
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        if (named.length > 0 && !text_equal(named, text_from(ways[i].name))) {
            algorithms &= ~ways[i].bit;
        }
    }
    return algorithms;
}

bool jwt_key_is_private(const json_t *key)
{
    return json_object_get(key, "d") != NULL || json_object_get(key, "k") != NULL;
}

static JwtAlgorithms import_key(Arena *arena, const json_t *key, gnutls_pubkey_t public_key)
{
    JwtAlgorithms algorithms = 0;
    if (jwt_key_is_private(key)) {
        return 0;
    }
    if (member_is(key, "kty", TEXT("RSA"))) {
        algorithms = import_rsa(arena, key, public_key);
    } else if (member_is(key, "kty", TEXT("EC"))) {
        algorithms = import_curve(arena, key, public_key);
    } else if (member_is(key, "kty", TEXT("OKP"))) {
        algorithms = import_edwards(arena, key, public_key);
    }
    return narrow(key, algorithms);
}

JwtAlgorithms jwt_key_algorithms(Arena *arena, const json_t *key)
{
    gnutls_pubkey_t public_key = NULL;
    if (gnutls_pubkey_init(&public_key) != 0) {
        return 0;
    }
    const JwtAlgorithms algorithms = import_key(arena, key, public_key);
    gnutls_pubkey_deinit(public_key);
    return algorithms;
}

/* ------------------------------------------------------------------------------- verifying */

/* A JWT has the two numbers side by side (RFC 7518, 3.4); the library wants them in DER. */
static bool verify_pair(gnutls_pubkey_t public_key, const Way *way, const Jwt *jwt)
{
    const gnutls_datum_t data = datum_of(jwt->signed_text);
    const gnutls_datum_t r = datum_of(text_slice(jwt->signature, 0, way->half));
    const gnutls_datum_t s = datum_of(text_slice(jwt->signature, way->half, 2U * way->half));
    gnutls_datum_t der = {0};
    if (jwt->signature.length != 2U * way->half || gnutls_encode_rs_value(&der, &r, &s) != 0) {
        return false;
    }
    const bool good =
        gnutls_pubkey_verify_data2(public_key, way->algorithm, 0, &data, &der) >= 0;
    gnutls_free(der.data);
    return good;
}

static bool key_signed(Arena *arena, const json_t *key, const Way *way, const Jwt *jwt)
{
    const gnutls_datum_t data = datum_of(jwt->signed_text);
    const gnutls_datum_t signature = datum_of(jwt->signature);
    gnutls_pubkey_t public_key = NULL;
    bool good = false;
    if (gnutls_pubkey_init(&public_key) != 0) {
        return false;
    }
    if ((import_key(arena, key, public_key) & way->bit) != 0) {
        good = way->half > 0 ? verify_pair(public_key, way, jwt)
                             : gnutls_pubkey_verify_data2(public_key, way->algorithm, 0, &data,
                                                          &signature) >= 0;
    }
    gnutls_pubkey_deinit(public_key);
    return good;
}

static const Way *way_of(Text name, JwtAlgorithms algorithms)
{
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        if (text_equal(name, text_from(ways[i].name)) && (algorithms & ways[i].bit) != 0) {
            return &ways[i];
        }
    }
    return NULL;
}

static Outcome refuse(const Jwt *jwt, const char *why, Problem *problem)
{
    return problem_set(problem, REFUSED, TEXT("body"), jwt->field, "%s", why);
}

static bool key_is_meant(const json_t *key, Text wanted)
{
    return wanted.length == 0 || member_is(key, "kid", wanted);
}

Outcome jwt_verify(Arena *arena, const Jwt *jwt, Text keys, JwtAlgorithms algorithms,
                   Problem *problem)
{
    json_t *header SCOPED(json_close) = NULL;
    json_t *document SCOPED(json_close) = NULL;
    const json_t *key = NULL;
    size_t i = 0;
    TRY(json_read(jwt->header, JWT_LIMITS, &header, problem));
    TRY(json_read(keys, JWT_LIMITS, &document, problem));
    const Way *way = way_of(json_member_text(header, "alg"), algorithms);
    const json_t *list = json_object_get(document, "keys");
    if (json_object_get(header, "crit") != NULL) {
        return refuse(jwt, "no critical extension is known", problem);
    }
    if (way == NULL || json_array_size(list) > JWT_MOST_KEYS) {
        return refuse(jwt, "it is not signed with an algorithm that is taken", problem);
    }
    json_array_foreach(list, i, key)
    {
        if (key_is_meant(key, json_member_text(header, "kid")) &&
            key_signed(arena, key, way, jwt)) {
            return OK;
        }
    }
    return refuse(jwt, "none of the keys signed this with an algorithm that is taken", problem);
}

bool jwt_key_is_known(Arena *arena, const Jwt *jwt, Text keys)
{
    Problem ignored = {.arena = arena};
    json_t *header SCOPED(json_close) = NULL;
    json_t *document SCOPED(json_close) = NULL;
    const json_t *key = NULL;
    size_t i = 0;
    if (json_read(jwt->header, JWT_LIMITS, &header, &ignored) != OK ||
        json_read(keys, JWT_LIMITS, &document, &ignored) != OK) {
        return false;
    }
    json_array_foreach(json_object_get(document, "keys"), i, key)
    {
        if (key_is_meant(key, json_member_text(header, "kid"))) {
            return true;
        }
    }
    return false;
}

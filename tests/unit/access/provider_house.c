/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/access/provider_house.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

#include "crypto/base64.h"
#include "unit/testing.h"

static ProviderHouse *open_house;

/* ----------------------------------------------------------------------------------- keys */

static Text text_of_datum(Arena *arena, gnutls_datum_t *datum)
{
    const Text text = text_copy(arena, text_of((const char *)datum->data, datum->size));
    gnutls_free(datum->data);
    return text;
}

/* A number of a key, without the zero that keeps it positive, or to its full width. */
static Text number_of(Arena *arena, gnutls_datum_t *datum, size_t width)
{
    static const char zeros[64];
    Text bytes = text_of_datum(arena, datum);
    while (bytes.length > width && bytes.bytes[0] == '\0') {
        bytes = text_slice(bytes, 1, bytes.length);
    }
    const Text before =
        text_of(zeros, bytes.length < width && width <= 64 ? width - bytes.length : 0);
    const Text both[] = {before, bytes};
    return base64url_write(arena, text_join(arena, both, 2, TEXT("")));
}

static Text public_jwk(Arena *arena, HouseKey kind, gnutls_pubkey_t key)
{
    gnutls_datum_t first = {0};
    gnutls_datum_t second = {0};
    gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
    if (kind == HOUSE_RSA) {
        assert_int_equal(gnutls_pubkey_export_rsa_raw(key, &first, &second), 0);
        const Text n = number_of(arena, &first, 256);
        const Text e = number_of(arena, &second, 3);
        return text_format(arena,
                           "{\"kty\":\"RSA\",\"kid\":\"rsa\",\"n\":\"%.*s\",\"e\":\"%.*s\"}",
                           TEXT_ARG(n), TEXT_ARG(e));
    }
    assert_int_equal(gnutls_pubkey_export_ecc_raw(key, &curve, &first, &second), 0);
    const Text x = number_of(arena, &first, 32);
    if (kind == HOUSE_EDWARDS) {
        return text_format(
            arena, "{\"kty\":\"OKP\",\"kid\":\"edwards\",\"crv\":\"Ed25519\",\"x\":\"%.*s\"}",
            TEXT_ARG(x));
    }
    const Text y = number_of(arena, &second, 32);
    return text_format(arena,
                       "{\"kty\":\"EC\",\"kid\":\"curve\",\"crv\":\"P-256\",\"x\":\"%.*s\","
                       "\"y\":\"%.*s\"}",
                       TEXT_ARG(x), TEXT_ARG(y));
}

static void make_key(ProviderHouse *house, HouseKey kind)
{
    static const gnutls_pk_algorithm_t algorithms[HOUSE_KEYS] = {GNUTLS_PK_RSA, GNUTLS_PK_ECDSA,
                                                                 GNUTLS_PK_EDDSA_ED25519};
    static const unsigned bits[HOUSE_KEYS] = {2048,
                                              GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1),
                                              GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_ED25519)};
    gnutls_x509_privkey_t made = NULL;
    gnutls_privkey_t abstract = NULL;
    gnutls_pubkey_t public_key = NULL;
    gnutls_datum_t pem = {0};
    assert_int_equal(gnutls_x509_privkey_init(&made), 0);
    assert_int_equal(gnutls_x509_privkey_generate(made, algorithms[kind], bits[kind], 0), 0);
    assert_int_equal(gnutls_x509_privkey_export2_pkcs8(made, GNUTLS_X509_FMT_PEM, NULL,
                                                       GNUTLS_PKCS_PLAIN, &pem),
                     0);
    house->pem[kind] = text_of_datum(house->arena, &pem);
    assert_int_equal(gnutls_privkey_init(&abstract), 0);
    assert_int_equal(gnutls_privkey_import_x509(abstract, made, 0), 0);
    assert_int_equal(gnutls_pubkey_init(&public_key), 0);
    assert_int_equal(gnutls_pubkey_import_privkey(public_key, abstract, 0, 0), 0);
    house->jwk[kind] = public_jwk(house->arena, kind, public_key);
    if (kind == HOUSE_RSA) {
        gnutls_datum_t exported = {0};
        assert_int_equal(gnutls_pubkey_export2(public_key, GNUTLS_X509_FMT_PEM, &exported), 0);
        house->public_pem = text_of_datum(house->arena, &exported);
    }
    gnutls_pubkey_deinit(public_key);
    gnutls_privkey_deinit(abstract);
    gnutls_x509_privkey_deinit(made);
}

/* ---------------------------------------------------------------------------------- house */

static const char providers_file[] = "providers:\n"
                                     "  - key: house\n"
                                     "    name: La Maison\n"
                                     "    issuer: " HOUSE_ISSUER "\n"
                                     "    client_id: " HOUSE_CLIENT "\n"
                                     "    secret_file: secret\n"
                                     "    second_amr: [mfa]\n"
                                     "    second_acr: ['urn:strong']\n"
                                     "  - key: other\n"
                                     "    name: L’Autre\n"
                                     "    issuer: https://other.example\n"
                                     "    client_id: " HOUSE_CLIENT "\n"
                                     "    secret_file: secret\n";

void house_open(ProviderHouse *house)
{
    *house = (ProviderHouse){.arena = arena_new(0)};
    Problem problem = {.arena = house->arena};
    for (HouseKey kind = HOUSE_RSA; kind < HOUSE_KEYS; kind++) {
        make_key(house, kind);
    }
    assert_int_equal(providers_read(house->arena, TEXT("providers.yaml"),
                                    text_from(providers_file), &house->providers, &problem),
                     OK);
    for (size_t i = 0; i < house->providers.count; i++) {
        house->providers.items[i].secret = TEXT("a secret: 100 %");
    }
    house->discovery = TEXT("{\"issuer\":\"" HOUSE_ISSUER "\","
                            "\"authorization_endpoint\":\"" HOUSE_ISSUER "/authorize\","
                            "\"token_endpoint\":\"" HOUSE_ISSUER "/token\","
                            "\"jwks_uri\":\"" HOUSE_ISSUER "/keys\","
                            "\"end_session_endpoint\":\"" HOUSE_ISSUER "/end\","
                            "\"response_types_supported\":[\"code\"],"
                            "\"code_challenge_methods_supported\":[\"S256\"]}");
    house->keys = text_format(
        house->arena, "{\"keys\":[%.*s,%.*s,%.*s]}", TEXT_ARG(house->jwk[HOUSE_RSA]),
        TEXT_ARG(house->jwk[HOUSE_CURVE]), TEXT_ARG(house->jwk[HOUSE_EDWARDS]));
    open_house = house;
}

void house_close(ProviderHouse *house)
{
    providers_close(&house->providers);
    arena_free(house->arena);
    open_house = NULL;
}

Outcome house_ask(Arena *arena, const Question *question, Text *body, Problem *problem)
{
    ProviderHouse *house = open_house;
    if (text_ends_with(question->address, TEXT(DISCOVERY_PATH))) {
        house->words_asked++;
        *body = house->discovery;
    } else if (text_ends_with(question->address, TEXT("/keys"))) {
        house->keys_asked++;
        *body = house->keys;
    } else {
        house->form = text_copy(house->arena, question->form);
        house->authorization = text_copy(house->arena, question->authorization);
        *body = house->token;
    }
    (void)arena;
    return body->length > 0 ? OK : problem_set(problem, UNAVAILABLE, TEXT(""), "", "no answer");
}

Text house_sign(ProviderHouse *house, HouseKey key, const char *kid, Text claims)
{
    Text token = {0};
    Problem problem = {.arena = house->arena};
    const JwtSigning signing = {house->pem[key], text_from(kid), claims};
    assert_int_equal(jwt_sign(house->arena, &signing, &token, &problem), OK);
    return token;
}

static void put(json_t *claims, const char *name, json_t *value)
{
    assert_int_equal(json_object_set_new(claims, name, value), 0);
}

Text house_claims(ProviderHouse *house, Text nonce, Moment now, const char *more)
{
    Problem problem = {.arena = house->arena};
    json_t *changed SCOPED(json_close) = NULL;
    json_t *claims SCOPED(json_close) = json_object();
    put(claims, "iss", json_string(HOUSE_ISSUER));
    put(claims, "aud", json_string(HOUSE_CLIENT));
    put(claims, "sub", json_string("sub-nadia"));
    put(claims, "nonce", json_stringn(nonce.bytes, nonce.length));
    put(claims, "exp", json_integer(now + 300));
    put(claims, "iat", json_integer(now));
    put(claims, "auth_time", json_integer(now));
    const Text others = text_format(house->arena, "{%s}", more[0] == ',' ? more + 1 : more);
    assert_int_equal(json_read(others, JWT_LIMITS, &changed, &problem), OK);
    assert_int_equal(json_object_update(claims, changed), 0);
    const char *name = NULL;
    json_t *value = NULL;
    void *next = NULL;
    json_object_foreach_safe(changed, next, name, value)
    {
        if (json_is_null(value)) {
            (void)json_object_del(claims, name); /* said to be absent */
        }
    }
    return json_canonical(house->arena, claims);
}

Text house_answer(ProviderHouse *house, Text token)
{
    return text_format(house->arena, "{\"token_type\":\"Bearer\",\"id_token\":\"%.*s\"}",
                       TEXT_ARG(token));
}

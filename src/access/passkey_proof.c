/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_proof.h"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include "base/list.h"
#include "crypto/base64.h"
#include "crypto/crypto.h"
#include "json/json.h"

enum { MOST_HANDLE = 64, MOST_SIGNATURE = 1024 };

static const JsonLimits answer_limits = {PASSKEY_MOST_ANSWER, 4, 64};

static Outcome refuse(Problem *problem, const char *field, const char *reason)
{
    return problem_set(problem, REFUSED, TEXT("body"), field, "%s", reason);
}

/* ------------------------------------------------------------------------------------ site */

static bool host_is_name(Text host)
{
    static const Text numbers = TEXT_INIT("0123456789.:[]");
    for (size_t i = 0; i < host.length; i++) {
        if (text_find_byte(numbers, host.bytes[i], 0) == numbers.length) {
            return true;
        }
    }
    return false;
}

/* Browsers leave out the port that every address of https has. */
static Text without_usual_port(Text site)
{
    const Text usual = TEXT(":443");
    return text_ends_with(site, usual) ? text_slice(site, 0, site.length - usual.length) : site;
}

bool passkey_site_of(Arena *arena, Text site, PasskeySite *found)
{
    const Text secure = TEXT("https://");
    const Text plain = TEXT("http://");
    const bool is_secure = text_starts_with(site, secure);
    const Text whole =
        text_ends_with(site, TEXT("/")) ? text_slice(site, 0, site.length - 1) : site;
    const Text origin = text_lower_ascii(arena, is_secure ? without_usual_port(whole) : whole);
    const Text rest =
        text_slice(origin, is_secure ? secure.length : plain.length, origin.length);
    const Text host = text_slice(rest, 0, text_find_byte(rest, ':', 0));
    const bool is_local = text_starts_with(whole, plain) && text_equal(host, TEXT("localhost"));
    if (!host_is_name(host) || text_contains(rest, TEXT("/")) || !(is_secure || is_local)) {
        return false;
    }
    *found = (PasskeySite){origin, host};
    return true;
}

/* ---------------------------------------------------------------------------------- answer */

typedef struct Member {
    const char *name;
    size_t most;
    bool may_lack;
    Text *bytes;
} Member;

static Outcome read_member(Arena *arena, const json_t *object, const Member *member,
                           Problem *problem)
{
    const json_t *value = json_object_get(object, member->name);
    if (member->may_lack && (value == NULL || json_is_null(value))) {
        return OK;
    }
    if (!json_is_string(value) || !base64url_read(arena, json_text(value), member->bytes) ||
        member->bytes->length == 0 || member->bytes->length > member->most) {
        return problem_set(problem, INVALID, TEXT("body"), member->name,
                           "bytes in base64url are expected, at most %zu", member->most);
    }
    return OK;
}

Outcome passkey_answer_read(Arena *arena, Text json, PasskeyAnswer *answer, Problem *problem)
{
    PasskeyAnswer found = {0};
    json_t *whole SCOPED(json_close) = NULL;
    TRY(json_read(json, answer_limits, &whole, problem));
    const json_t *response = json_object_get(whole, "response");
    const Member id = {"id", PASSKEY_MOST_CREDENTIAL, false, &found.credential};
    const Member members[] = {
        {"clientDataJSON",    PASSKEY_MOST_DATA, false, &found.client     },
        {"attestationObject", PASSKEY_MOST_DATA, true,  &found.attestation},
        {"authenticatorData", PASSKEY_MOST_DATA, true,  &found.data       },
        {"signature",         MOST_SIGNATURE,    true,  &found.signature  },
        {"userHandle",        MOST_HANDLE,       true,  &found.user       },
    };
    if (!text_equal(json_member_text(whole, "type"), TEXT("public-key")) ||
        !json_is_object(response)) {
        return problem_set(problem, INVALID, TEXT("body"), "type",
                           "the answer of a passkey is expected");
    }
    TRY(read_member(arena, whole, &id, problem));
    for (size_t i = 0; i < LENGTH_OF(members); i++) {
        TRY(read_member(arena, response, &members[i], problem));
    }
    *answer = found;
    return OK;
}

/* ----------------------------------------------------------------------------- client data */

static Outcome compare_client(Arena *arena, const json_t *client, const PasskeyAsked *asked,
                              const char *type, Problem *problem)
{
    const json_t *framed = json_object_get(client, "crossOrigin");
    if (!text_equal(json_member_text(client, "type"), text_from(type))) {
        return refuse(problem, "type", "this answers another kind of question");
    }
    if (!secret_equal(json_member_text(client, "challenge"),
                      base64url_write(arena, asked->challenge))) {
        return refuse(problem, "challenge", "this answers another question");
    }
    if (!text_equal(json_member_text(client, "origin"), asked->site.origin)) {
        return refuse(problem, "origin", "this was signed for another site");
    }
    if ((framed != NULL && !json_is_false(framed)) ||
        json_object_get(client, "topOrigin") != NULL) {
        return refuse(problem, "crossOrigin", "this was signed in a page of another site");
    }
    return OK;
}

static Outcome check_client(Arena *arena, Text bytes, const PasskeyAsked *asked,
                            const char *type, Problem *problem)
{
    static const JsonLimits limits = {PASSKEY_MOST_DATA, 4, 64};
    json_t *client SCOPED(json_close) = NULL;
    if (json_read(bytes, limits, &client, problem) != OK || !json_is_object(client)) {
        return problem_set(problem, INVALID, TEXT("body"), "clientDataJSON",
                           "an object of JSON is expected");
    }
    return compare_client(arena, client, asked, type, problem);
}

/* ---------------------------------------------------------------------- authenticator data */

static Text sha256(Arena *arena, Text text)
{
    unsigned char *digest = arena_allocate(arena, crypto_hash_sha256_BYTES);
    (void)crypto_hash_sha256(digest, (const unsigned char *)text.bytes, text.length);
    return text_of((const char *)digest, crypto_hash_sha256_BYTES);
}

static Outcome check_data(Arena *arena, const AuthenticatorData *data, const PasskeySite *site,
                          Problem *problem)
{
    if (!text_equal(data->site, sha256(arena, site->name))) {
        return refuse(problem, "rpIdHash", "this passkey is of another site");
    }
    if ((data->flags & PASSKEY_PRESENT) == 0) {
        return refuse(problem, "flags", "nobody was there");
    }
    if ((data->flags & PASSKEY_VERIFIED) == 0) {
        return refuse(problem, "flags", "the device did not verify who was there");
    }
    return OK;
}

/* ------------------------------------------------------------------------------------ keys */

/* A key of one of the three kinds, as libfido2 takes it; `free` is by kind. */
typedef struct Key {
    int64_t algorithm;
    void *held;
} Key;

static void key_close(Key *key)
{
    es256_pk_t *curve = key->held;
    eddsa_pk_t *edwards = key->held;
    rs256_pk_t *rsa = key->held;
    if (key->algorithm == PASSKEY_ES256) {
        es256_pk_free(&curve);
    } else if (key->algorithm == PASSKEY_EDDSA) {
        eddsa_pk_free(&edwards);
    } else if (key->algorithm == PASSKEY_RS256) {
        rs256_pk_free(&rsa);
    }
}

/* False for bytes that are no key of the algorithm: a point that is not on the curve, say. */
static bool key_open(int64_t algorithm, Text bytes, Key *key)
{
    key->algorithm = algorithm;
    if (algorithm == PASSKEY_ES256) {
        key->held = es256_pk_new();
        return key->held != NULL &&
               es256_pk_from_ptr(key->held, bytes.bytes, bytes.length) == FIDO_OK;
    }
    if (algorithm == PASSKEY_EDDSA) {
        key->held = eddsa_pk_new();
        return key->held != NULL &&
               eddsa_pk_from_ptr(key->held, bytes.bytes, bytes.length) == FIDO_OK;
    }
    key->held = algorithm == PASSKEY_RS256 ? rs256_pk_new() : NULL;
    return key->held != NULL &&
           rs256_pk_from_ptr(key->held, bytes.bytes, bytes.length) == FIDO_OK;
}

/* --------------------------------------------------------------------------------- new one */

static bool read_key(const fido_cred_t *credential, Arena *arena, PasskeyKey *made)
{
    Key key SCOPED(key_close) = {0};
    const Text bytes = text_of((const char *)fido_cred_pubkey_ptr(credential),
                               fido_cred_pubkey_len(credential));
    if (bytes.length == 0 || !key_open(made->algorithm, bytes, &key)) {
        return false;
    }
    made->bytes = text_copy(arena, bytes);
    return true;
}

static Outcome take_key(Arena *arena, Text bytes, PasskeyKey *made, Problem *problem)
{
    fido_cred_t *credential SCOPED(fido_cred_free) = fido_cred_new();
    if (credential == NULL) {
        return problem_set(problem, FAILED, TEXT(""), "", "out of memory");
    }
    if (fido_cred_set_type(credential, (int)made->algorithm) != FIDO_OK ||
        fido_cred_set_authdata_raw(credential, (const unsigned char *)bytes.bytes,
                                   bytes.length) != FIDO_OK ||
        !read_key(credential, arena, made)) {
        return problem_set(problem, INVALID, TEXT("body"), "attestationObject",
                           "the key of the passkey is not one of its algorithm");
    }
    return OK;
}

static bool algorithm_is_ours(int64_t algorithm)
{
    return algorithm == PASSKEY_ES256 || algorithm == PASSKEY_EDDSA ||
           algorithm == PASSKEY_RS256;
}

Outcome passkey_prove_new(Arena *arena, const PasskeyAnswer *answer, const PasskeyAsked *asked,
                          PasskeyKey *made, Problem *problem)
{
    Text bytes = {0};
    AuthenticatorData data = {0};
    TRY(check_client(arena, answer->client, asked, "webauthn.create", problem));
    TRY(attestation_read(answer->attestation, &bytes, problem));
    TRY(authenticator_data_read(bytes, &data, problem));
    TRY(check_data(arena, &data, &asked->site, problem));
    if ((data.flags & PASSKEY_HAS_KEY) == 0 ||
        !text_equal(data.credential, answer->credential)) {
        return problem_set(problem, INVALID, TEXT("body"), "id",
                           "the answer and the key in it have two names");
    }
    if (!algorithm_is_ours(data.algorithm)) {
        return problem_set(problem, INVALID, TEXT("body"), "algorithm",
                           "ES256, EdDSA or RS256 is expected");
    }
    PasskeyKey found = {.algorithm = data.algorithm, .counter = data.counter};
    TRY(take_key(arena, bytes, &found, problem));
    *made = found;
    return OK;
}

/* ------------------------------------------------------------------------------- signature */

static const unsigned char *bytes_of(Text text)
{
    return (const unsigned char *)text.bytes;
}

static bool prepare(fido_assert_t *proof, const PasskeyAnswer *answer, Text digest,
                    const char *site)
{
    return fido_assert_set_clientdata_hash(proof, bytes_of(digest), digest.length) == FIDO_OK &&
           fido_assert_set_rp(proof, site) == FIDO_OK &&
           fido_assert_set_count(proof, 1) == FIDO_OK &&
           fido_assert_set_up(proof, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_uv(proof, FIDO_OPT_TRUE) == FIDO_OK &&
           fido_assert_set_authdata_raw(proof, 0, bytes_of(answer->data),
                                        answer->data.length) == FIDO_OK &&
           fido_assert_set_sig(proof, 0, bytes_of(answer->signature),
                               answer->signature.length) == FIDO_OK;
}

static Outcome verify(Arena *arena, const PasskeyAnswer *answer, const PasskeyAsked *asked,
                      const PasskeyKey *key, Problem *problem)
{
    Key held SCOPED(key_close) = {0};
    fido_assert_t *proof SCOPED(fido_assert_free) = fido_assert_new();
    const char *site = text_to_c(arena, asked->site.name);
    if (proof == NULL || site == NULL || !key_open(key->algorithm, key->bytes, &held)) {
        return problem_set(problem, FAILED, TEXT(""), "", "the kept key cannot be read");
    }
    if (!prepare(proof, answer, sha256(arena, answer->client), site) ||
        fido_assert_verify(proof, 0, (int)key->algorithm, held.held) != FIDO_OK) {
        return refuse(problem, "signature", "the key did not sign this");
    }
    return OK;
}

/* Devices that do not count say 0 for ever (7.2, step 21). */
static bool counts_on(int64_t before, int64_t now)
{
    return now > before || (now == 0 && before == 0);
}

Outcome passkey_prove(Arena *arena, const PasskeyAnswer *answer, const PasskeyAsked *asked,
                      const PasskeyKey *key, int64_t *counter, Problem *problem)
{
    AuthenticatorData data = {0};
    TRY(check_client(arena, answer->client, asked, "webauthn.get", problem));
    TRY(authenticator_data_read(answer->data, &data, problem));
    TRY(check_data(arena, &data, &asked->site, problem));
    if (answer->signature.length == 0) {
        return problem_set(problem, INVALID, TEXT("body"), "signature", "it is missing");
    }
    TRY(verify(arena, answer, asked, key, problem));
    if (!counts_on(key->counter, data.counter)) {
        return refuse(problem, "counter", "the device counted less than before: a copy?");
    }
    *counter = data.counter;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What a provider may say, and what is believed of it. */
#include "unit/testing.h"

#include <sodium.h>
#include <string.h>

#include "access/identity.h"
#include "base/list.h"
#include "crypto/base64.h"
#include "unit/access/provider_house.h"

enum { NOW = 1796000000 };

static const Text nonce = TEXT_INIT("a-nonce-of-this-question");

static IdentityCheck check_of(ProviderHouse *house)
{
    return (IdentityCheck){
        .provider = provider_find(&house->providers, TEXT("house")),
        .keys = house->keys,
        .nonce = nonce,
        .started = NOW - 10,
        .now = NOW,
    };
}

static Outcome read(ProviderHouse *house, Text token, Identity *identity, Problem *problem)
{
    Jwt jwt = {0};
    const IdentityCheck check = check_of(house);
    *problem = (Problem){.arena = house->arena};
    TRY(jwt_read(house->arena, token, "id_token", &jwt, problem));
    return identity_read(house->arena, &jwt, &check, identity, problem);
}

static Outcome say(ProviderHouse *house, const char *more, Identity *identity)
{
    Problem problem;
    const Text claims = house_claims(house, nonce, NOW, more);
    return read(house, house_sign(house, HOUSE_RSA, "rsa", claims), identity, &problem);
}

static void each_algorithm_of_the_set_is_taken(void **state)
{
    static const char *const kids[HOUSE_KEYS] = {"rsa", "curve", "edwards"};
    ProviderHouse *house = *state;
    for (HouseKey key = HOUSE_RSA; key < HOUSE_KEYS; key++) {
        Identity identity = {0};
        Problem problem;
        const Text token =
            house_sign(house, key, kids[key], house_claims(house, nonce, NOW, ""));
        assert_int_equal(read(house, token, &identity, &problem), OK);
        assert_text_equal(identity.subject, TEXT("sub-nadia"));
        assert_false(identity.has_second);
    }
}

static void what_does_not_hold_is_refused(void **state)
{
    static const char *const wrong[] = {
        "\"iss\":\"https://other.example\"",
        "\"iss\":null",
        "\"aud\":\"another\"",
        "\"aud\":[]",
        "\"aud\":[\"seuil\",\"another\"]",
        "\"aud\":[\"seuil\",\"another\"],\"azp\":\"another\"",
        "\"azp\":\"another\"",
        "\"nonce\":\"of another question\"",
        "\"nonce\":null",
        "\"exp\":1795999969",
        "\"exp\":\"1796000300\"",
        "\"exp\":null",
        "\"iat\":1796000031",
        "\"iat\":1795999369",
        "\"iat\":null",
        "\"nbf\":1796000031",
        "\"auth_time\":null",
        "\"auth_time\":1795999659",
        "\"sub\":\"\"",
        "\"sub\":null",
        "\"sub\":12",
    };
    ProviderHouse *house = *state;
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        Identity identity = {0};
        if (say(house, wrong[i], &identity) != REFUSED) {
            fail_msg("believed with %s", wrong[i]);
        }
        assert_int_equal(identity.subject.length, 0);
    }
}

static void two_clocks_may_differ_by_half_a_minute(void **state)
{
    static const char *const right[] = {
        "\"exp\":1795999971",  "\"iat\":1796000030",
        "\"nbf\":1796000030",  "\"auth_time\":1795999660",
        "\"aud\":[\"seuil\"]", "\"aud\":[\"seuil\",\"another\"],\"azp\":\"seuil\""};
    ProviderHouse *house = *state;
    for (size_t i = 0; i < LENGTH_OF(right); i++) {
        Identity identity = {0};
        if (say(house, right[i], &identity) != OK) {
            fail_msg("refused with %s", right[i]);
        }
    }
}

static void a_locked_screen_is_not_opened_by_a_proof_of_before(void **state)
{
    ProviderHouse *house = *state;
    Jwt jwt = {0};
    Identity identity = {0};
    Problem problem = {.arena = house->arena};
    IdentityCheck check = check_of(house);
    const Text claims = house_claims(house, nonce, NOW, "\"auth_time\":1795999950");
    assert_int_equal(jwt_read(house->arena, house_sign(house, HOUSE_RSA, "rsa", claims),
                              "id_token", &jwt, &problem),
                     OK);
    assert_int_equal(identity_read(house->arena, &jwt, &check, &identity, &problem), OK);
    check.must_be_fresh = true;
    assert_int_equal(identity_read(house->arena, &jwt, &check, &identity, &problem), REFUSED);
}

static void a_second_step_is_what_the_file_of_providers_calls_one(void **state)
{
    static const struct {
        const char *claims;
        bool has_second;
    } cases[] = {
        {"\"amr\":[\"pwd\",\"mfa\"]",   true },
        {"\"amr\":[\"pwd\"]",           false},
        {"\"amr\":\"mfa\"",             false},
        {"\"acr\":\"urn:strong\"",      true },
        {"\"acr\":\"urn:strongish\"",   false},
        {"\"acr\":[\"urn:strong\"]",    false},
        {"\"amr\":[\"\"],\"acr\":\"\"", false},
    };
    ProviderHouse *house = *state;
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        Identity identity = {0};
        assert_int_equal(say(house, cases[i].claims, &identity), OK);
        assert_int_equal(identity.has_second, cases[i].has_second);
    }
}

/* ------------------------------------------------------------------------------- signatures */

static Text with_header(ProviderHouse *house, const char *header, Text signature)
{
    Arena *arena = house->arena;
    return text_format(arena, "%.*s.%.*s.%.*s",
                       TEXT_ARG(base64url_write(arena, text_from(header))),
                       TEXT_ARG(base64url_write(arena, house_claims(house, nonce, NOW, ""))),
                       TEXT_ARG(base64url_write(arena, signature)));
}

static void no_signature_is_none(void **state)
{
    static const char *const headers[] = {"{\"alg\":\"none\"}", "{\"alg\":\"None\"}",
                                          "{\"alg\":\"NONE\",\"kid\":\"rsa\"}", "{}",
                                          "{\"alg\":\"RS256\",\"kid\":\"rsa\"}"};
    ProviderHouse *house = *state;
    for (size_t i = 0; i < LENGTH_OF(headers); i++) {
        Identity identity = {0};
        Problem problem;
        assert_int_equal(
            read(house, with_header(house, headers[i], TEXT("")), &identity, &problem),
            REFUSED);
    }
}

/* The public key is known to everybody: as a secret both sides share it would prove nothing. */
static void a_public_key_is_no_shared_secret(void **state)
{
    ProviderHouse *house = *state;
    Arena *arena = house->arena;
    const Text first = text_format(
        arena, "%.*s.%.*s",
        TEXT_ARG(base64url_write(arena, TEXT("{\"alg\":\"HS256\",\"kid\":\"rsa\"}"))),
        TEXT_ARG(base64url_write(arena, house_claims(house, nonce, NOW, ""))));
    unsigned char seal[crypto_auth_hmacsha256_BYTES];
    crypto_auth_hmacsha256_state hmac;
    crypto_auth_hmacsha256_init(&hmac, (const unsigned char *)house->public_pem.bytes,
                                house->public_pem.length);
    crypto_auth_hmacsha256_update(&hmac, (const unsigned char *)first.bytes, first.length);
    crypto_auth_hmacsha256_final(&hmac, seal);
    const Text token =
        text_format(arena, "%.*s.%.*s", TEXT_ARG(first),
                    TEXT_ARG(base64url_write(arena, text_of((const char *)seal, sizeof seal))));
    Identity identity = {0};
    Problem problem;
    assert_int_equal(read(house, token, &identity, &problem), REFUSED);
}

static void a_key_of_another_name_or_of_another_house_proves_nothing(void **state)
{
    ProviderHouse *house = *state;
    ProviderHouse stranger = {.arena = house->arena};
    Identity identity = {0};
    Problem problem;
    const Text claims = house_claims(house, nonce, NOW, "");
    stranger.pem[HOUSE_CURVE] = house->pem[HOUSE_CURVE];
    assert_int_equal(
        read(house, house_sign(house, HOUSE_RSA, "unheard", claims), &identity, &problem),
        REFUSED);
    assert_int_equal(
        read(house, house_sign(&stranger, HOUSE_CURVE, "rsa", claims), &identity, &problem),
        REFUSED);
}

static void a_changed_word_breaks_the_signature(void **state)
{
    ProviderHouse *house = *state;
    const Text claims = house_claims(house, nonce, NOW, "");
    const Text token = house_sign(house, HOUSE_CURVE, "curve", claims);
    for (size_t i = 0; i < token.length; i += 7) {
        Identity identity = {0};
        Problem problem;
        char *changed = (char *)(uintptr_t)text_copy(house->arena, token).bytes;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        assert_int_not_equal(read(house, text_of(changed, token.length), &identity, &problem),
                             OK);
    }
}

static void what_is_no_statement_is_told_from_one(void **state)
{
    static const char *const none[] = {"",          ".",          "..",
                                       "a.b",       "a.b.c.d",    "e30.e30",
                                       "e30..e30=", "e30.e30.!!", "\xff.\xff.\xff"};
    ProviderHouse *house = *state;
    char *huge = arena_allocate(house->arena, JWT_MOST_BYTES + 4);
    Identity identity = {0};
    Problem problem;
    for (size_t i = 0; i < LENGTH_OF(none); i++) {
        assert_int_not_equal(read(house, text_from(none[i]), &identity, &problem), OK);
    }
    memset(huge, 'a', JWT_MOST_BYTES + 4);
    huge[10] = '.';
    huge[20] = '.';
    assert_int_equal(read(house, text_of(huge, JWT_MOST_BYTES + 4), &identity, &problem),
                     INVALID);
}

/* ------------------------------------------------------------------------------ discovery */

static Outcome discover(ProviderHouse *house, const char *from, const char *to)
{
    Discovery discovery = {0};
    Problem problem = {.arena = house->arena};
    const size_t at = text_find(house->discovery, text_from(from), 0);
    assert_true(at < house->discovery.length);
    const Text parts[] = {
        text_slice(house->discovery, 0, at), text_from(to),
        text_slice(house->discovery, at + strlen(from), house->discovery.length)};
    return discovery_read(house->arena, text_join(house->arena, parts, 3, TEXT("")),
                          TEXT(HOUSE_ISSUER), &discovery, &problem);
}

static void a_provider_speaks_for_itself_alone_and_over_https(void **state)
{
    ProviderHouse *house = *state;
    assert_int_equal(discover(house, "S256", "S256"), OK);
    assert_int_equal(discover(house, "\"issuer\":\"https://idp", "\"issuer\":\"https://evil"),
                     INVALID);
    assert_int_equal(discover(house, HOUSE_ISSUER "/token", "http://idp.house.example/token"),
                     INVALID);
    assert_int_equal(discover(house, HOUSE_ISSUER "/keys", "file:///etc/passwd"), INVALID);
    assert_int_equal(discover(house, HOUSE_ISSUER "/keys", "https://a@169.254.169.254/"),
                     INVALID);
    assert_int_equal(discover(house, "\"token_endpoint\"", "\"token\""), INVALID);
    assert_int_equal(discover(house, "S256", "plain"), INVALID);
    assert_int_equal(discover(house, "[\"code\"]", "[\"id_token\"]"), INVALID);
    assert_int_equal(discover(house, "{", "["), INVALID);
}

static int open_house(void **state)
{
    static ProviderHouse house;
    house_open(&house);
    *state = &house;
    return 0;
}

static int close_house(void **state)
{
    house_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_algorithm_of_the_set_is_taken),
        cmocka_unit_test(what_does_not_hold_is_refused),
        cmocka_unit_test(two_clocks_may_differ_by_half_a_minute),
        cmocka_unit_test(a_locked_screen_is_not_opened_by_a_proof_of_before),
        cmocka_unit_test(a_second_step_is_what_the_file_of_providers_calls_one),
        cmocka_unit_test(no_signature_is_none),
        cmocka_unit_test(a_public_key_is_no_shared_secret),
        cmocka_unit_test(a_key_of_another_name_or_of_another_house_proves_nothing),
        cmocka_unit_test(a_changed_word_breaks_the_signature),
        cmocka_unit_test(what_is_no_statement_is_told_from_one),
        cmocka_unit_test(a_provider_speaks_for_itself_alone_and_over_https),
    };
    return cmocka_run_group_tests(tests, open_house, close_house);
}

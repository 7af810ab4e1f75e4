/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys: what a device answers, true and not. */
#include "unit/testing.h"

#include <string.h>

#include "access/passkey_proof.h"
#include "base/list.h"
#include "unit/access/authenticator.h"

typedef struct Bench {
    Arena *arena;
    Problem problem;
    Device devices[DEVICE_KEYS];
    PasskeyAsked asked;
    PasskeyKey keys[DEVICE_KEYS];
} Bench;

static const Text challenge = TEXT_INIT("thirty-two bytes nobody can guess");

static Outcome make(Bench *bench, const Device *device, PasskeyKey *key)
{
    PasskeyAnswer answer = {0};
    TRY(passkey_answer_read(bench->arena, device_make(device), &answer, &bench->problem));
    return passkey_prove_new(bench->arena, &answer, &bench->asked, key, &bench->problem);
}

static Outcome use(Bench *bench, const Device *device, const PasskeyKey *key)
{
    int64_t counter = 0;
    PasskeyAnswer answer = {0};
    TRY(passkey_answer_read(bench->arena, device_sign(device), &answer, &bench->problem));
    return passkey_prove(bench->arena, &answer, &bench->asked, key, &counter, &bench->problem);
}

/* What a changed device says is refused, both times, for this field. */
static void assert_refused(Bench *bench, const Device *device, const char *field)
{
    PasskeyKey key = {0};
    assert_int_not_equal(make(bench, device, &key), OK);
    assert_text_equal(bench->problem.field, text_from(field));
    assert_int_not_equal(use(bench, device, &bench->keys[DEVICE_ED25519]), OK);
    assert_text_equal(bench->problem.field, text_from(field));
}

/* ----------------------------------------------------------------------------------- tests */

static void a_key_of_each_kind_is_kept_and_proves_its_holder(void **state)
{
    static const int64_t algorithms[DEVICE_KEYS] = {PASSKEY_EDDSA, PASSKEY_ES256,
                                                    PASSKEY_RS256};
    Bench *bench = *state;
    for (DeviceKey kind = 0; kind < DEVICE_KEYS; kind++) {
        assert_int_equal(bench->keys[kind].algorithm, algorithms[kind]);
        assert_int_equal(use(bench, &bench->devices[kind], &bench->keys[kind]), OK);
    }
}

static void another_site_question_or_page_is_refused(void **state)
{
    Bench *bench = *state;
    Device device = bench->devices[DEVICE_ED25519];
    device.origin = "https://seuil.example.evil.example";
    assert_refused(bench, &device, "origin");
    device.origin = "http://seuil.example";
    assert_refused(bench, &device, "origin");
    device.origin = "https://seuil.example:8443";
    assert_refused(bench, &device, "origin");
    device.origin = "https://seuil.example";
    device.site = "evil.example";
    assert_refused(bench, &device, "rpIdHash");
    device.site = "seuil.example";
    device.challenge = TEXT("another question of thirty-two b.");
    assert_refused(bench, &device, "challenge");
    device.challenge = challenge;
    device.more = ",\"crossOrigin\":true";
    assert_refused(bench, &device, "crossOrigin");
    device.more = ",\"topOrigin\":\"https://evil.example\"";
    assert_refused(bench, &device, "crossOrigin");
    device.more = ",\"origin\":\"https://seuil.example\"";
    assert_refused(bench, &device, "clientDataJSON");
}

static void an_answer_for_making_a_key_does_not_use_one(void **state)
{
    Bench *bench = *state;
    PasskeyKey key = {0};
    Device device = bench->devices[DEVICE_ED25519];
    device.type = "webauthn.create";
    assert_int_equal(use(bench, &device, &bench->keys[DEVICE_ED25519]), REFUSED);
    assert_text_equal(bench->problem.field, TEXT("type"));
    device.type = "webauthn.get";
    assert_int_equal(make(bench, &device, &key), REFUSED);
    assert_text_equal(bench->problem.field, TEXT("type"));
}

static void who_was_not_there_or_not_verified_is_refused(void **state)
{
    Bench *bench = *state;
    Device device = bench->devices[DEVICE_ED25519];
    device.flags = PASSKEY_VERIFIED;
    assert_refused(bench, &device, "flags");
    device.flags = PASSKEY_PRESENT;
    assert_refused(bench, &device, "flags");
    device.flags = 0;
    assert_refused(bench, &device, "flags");
}

static void a_counter_that_goes_back_is_a_copy(void **state)
{
    Bench *bench = *state;
    Device device = bench->devices[DEVICE_P256];
    PasskeyKey key = bench->keys[DEVICE_P256];
    key.counter = 7;
    device.counter = 8;
    assert_int_equal(use(bench, &device, &key), OK);
    device.counter = 7;
    assert_int_equal(use(bench, &device, &key), REFUSED);
    assert_text_equal(bench->problem.field, TEXT("counter"));
    device.counter = 0;
    assert_int_equal(use(bench, &device, &key), REFUSED);
    assert_text_equal(bench->problem.field, TEXT("counter"));
}

static void another_key_signs_for_nobody_else(void **state)
{
    Bench *bench = *state;
    for (DeviceKey kind = 0; kind < DEVICE_KEYS; kind++) {
        const DeviceKey other = (kind + 1) % DEVICE_KEYS;
        assert_int_equal(use(bench, &bench->devices[kind], &bench->keys[other]), REFUSED);
        assert_text_equal(bench->problem.field, TEXT("signature"));
    }
}

static void an_algorithm_nobody_asked_for_is_refused(void **state)
{
    Bench *bench = *state;
    PasskeyKey key = {0};
    Device device = bench->devices[DEVICE_P256];
    char *cose = arena_allocate(bench->arena, device.cose.length);
    memcpy(cose, device.cose.bytes, device.cose.length);
    device.cose.bytes = cose;
    cose[4] = 0x38; /* one more byte follows: the map is another */
    assert_int_equal(make(bench, &device, &key), INVALID);
    cose[4] = 0x2e; /* -15 */
    assert_int_equal(make(bench, &device, &key), INVALID);
    assert_text_equal(bench->problem.field, TEXT("algorithm"));
    cose[4] = 0x27; /* EdDSA, of a key that is none */
    assert_int_equal(make(bench, &device, &key), INVALID);
    cose[4] = 0x26;
    assert_int_equal(make(bench, &device, &key), OK);
    memset(cose + 10, 0, 32); /* no point of the curve */
    assert_int_equal(make(bench, &device, &key), INVALID);
}

static void only_an_attestation_of_nothing_is_taken(void **state)
{
    Bench *bench = *state;
    PasskeyKey key = {0};
    Device device = bench->devices[DEVICE_ED25519];
    device.format = "packed";
    assert_int_equal(make(bench, &device, &key), INVALID);
    assert_text_equal(bench->problem.field, TEXT("attestationObject"));
}

static void extensions_may_be_there_but_hold_no_others(void **state)
{
    Bench *bench = *state;
    PasskeyKey key = {0};
    Device device = bench->devices[DEVICE_ED25519];
    device.extensions = TEXT("\xa1\x6b"
                             "credProtect\x02");
    assert_int_equal(make(bench, &device, &key), OK);
    device.extensions = TEXT("\xa1\x61"
                             "a\x9a\x7f\xff\xff\xff"); /* an array that claims 2,147,483,647 */
    assert_refused(bench, &device, "authenticatorData");
    device.extensions = TEXT("\xba\x7f\xff\xff\xff");
    assert_refused(bench, &device, "authenticatorData");
    device.extensions = TEXT("\xbf\xff");
    assert_refused(bench, &device, "authenticatorData");
}

static void every_part_of_an_attestation_alone_is_none(void **state)
{
    Bench *bench = *state;
    const Text whole = device_attestation(&bench->devices[DEVICE_P256]);
    for (size_t length = 0; length < whole.length; length++) {
        Text data = {0};
        assert_int_equal(attestation_read(text_slice(whole, 0, length), &data, &bench->problem),
                         INVALID);
    }
    const Text data = device_data(&bench->devices[DEVICE_P256], true);
    for (size_t length = 0; length < data.length; length++) {
        AuthenticatorData read = {0};
        assert_int_equal(
            authenticator_data_read(text_slice(data, 0, length), &read, &bench->problem),
            INVALID);
    }
}

static void bytes_after_the_end_and_a_flood_of_them_are_refused(void **state)
{
    Bench *bench = *state;
    Device device = bench->devices[DEVICE_ED25519];
    device.tail = TEXT("more");
    assert_refused(bench, &device, "authenticatorData");
    char *flood = arena_allocate(bench->arena, 9000);
    memset(flood, 'a', 9000);
    PasskeyAnswer answer = {0};
    assert_int_equal(passkey_answer_read(bench->arena,
                                         text_format(bench->arena,
                                                     "{\"type\":\"public-key\",\"id\":\"%.*s\","
                                                     "\"response\":{}}",
                                                     9000, flood),
                                         &answer, &bench->problem),
                     INVALID);
    assert_text_equal(bench->problem.field, TEXT("id"));
}

static void an_answer_that_is_no_passkeys_is_refused_by_its_field(void **state)
{
    static const char *const answers[][2] = {
        {"[]",                                                                  "type"          },
        {"{}",                                                                  "type"          },
        {"{\"type\":\"public-key\"}",                                           "type"          },
        {"{\"type\":\"public-key\",\"response\":{}}",                           "id"            },
        {"{\"type\":\"public-key\",\"response\":{},\"id\":\"not base64url!\"}", "id"            },
        {"{\"type\":\"public-key\",\"response\":{},\"id\":\"AQ\"}",             "clientDataJSON"},
    };
    Bench *bench = *state;
    for (size_t i = 0; i < LENGTH_OF(answers); i++) {
        PasskeyAnswer answer = {0};
        assert_int_equal(passkey_answer_read(bench->arena, text_from(answers[i][0]), &answer,
                                             &bench->problem),
                         INVALID);
        assert_text_equal(bench->problem.field, text_from(answers[i][1]));
    }
}

static void passkeys_are_for_https_and_this_machine_alone(void **state)
{
    static const char *const none[] = {"http://seuil.example",
                                       "https://192.0.2.7",
                                       "https://[2001:db8::1]",
                                       "https://seuil.example/a",
                                       "http://127.0.0.1:8080",
                                       "seuil.example",
                                       ""};
    Bench *bench = *state;
    PasskeySite site = {0};
    assert_true(passkey_site_of(bench->arena, TEXT("https://Seuil.Example:443/"), &site));
    assert_text_equal(site.origin, TEXT("https://seuil.example"));
    assert_text_equal(site.name, TEXT("seuil.example"));
    assert_true(passkey_site_of(bench->arena, TEXT("http://localhost:8080"), &site));
    assert_text_equal(site.origin, TEXT("http://localhost:8080"));
    assert_text_equal(site.name, TEXT("localhost"));
    for (size_t i = 0; i < LENGTH_OF(none); i++) {
        assert_false(passkey_site_of(bench->arena, text_from(none[i]), &site));
    }
}

static int open_bench(void **state)
{
    static Bench bench;
    bench = (Bench){.arena = arena_new(0)};
    bench.problem.arena = bench.arena;
    bench.asked = (PasskeyAsked){
        {TEXT("https://seuil.example"), TEXT("seuil.example")},
        challenge
    };
    for (DeviceKey kind = 0; kind < DEVICE_KEYS; kind++) {
        device_open(&bench.devices[kind], bench.arena, kind, TEXT("somebody"));
        bench.devices[kind].challenge = challenge;
        assert_int_equal(make(&bench, &bench.devices[kind], &bench.keys[kind]), OK);
    }
    *state = &bench;
    return 0;
}

static int close_bench(void **state)
{
    Bench *bench = *state;
    for (DeviceKey kind = 0; kind < DEVICE_KEYS; kind++) {
        device_close(&bench->devices[kind]);
    }
    arena_free(bench->arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_of_each_kind_is_kept_and_proves_its_holder),
        cmocka_unit_test(another_site_question_or_page_is_refused),
        cmocka_unit_test(an_answer_for_making_a_key_does_not_use_one),
        cmocka_unit_test(who_was_not_there_or_not_verified_is_refused),
        cmocka_unit_test(a_counter_that_goes_back_is_a_copy),
        cmocka_unit_test(another_key_signs_for_nobody_else),
        cmocka_unit_test(an_algorithm_nobody_asked_for_is_refused),
        cmocka_unit_test(only_an_attestation_of_nothing_is_taken),
        cmocka_unit_test(extensions_may_be_there_but_hold_no_others),
        cmocka_unit_test(every_part_of_an_attestation_alone_is_none),
        cmocka_unit_test(bytes_after_the_end_and_a_flood_of_them_are_refused),
        cmocka_unit_test(an_answer_that_is_no_passkeys_is_refused_by_its_field),
        cmocka_unit_test(passkeys_are_for_https_and_this_machine_alone),
    };
    return cmocka_run_group_tests(tests, open_bench, close_bench);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are what a browser and a device answer of a passkey, or refused; what is read says
 * nothing that did not come, and takes no memory for what did not; and no input is the answer
 * to our question: nobody signed it. */
#include <assert.h>
#include <string.h>

#include "access/passkey_proof.h"
#include "crypto/base64.h"
#include "crypto/crypto.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const PasskeyAsked asked = {
    {TEXT_INIT("https://a.example"), TEXT_INIT("a.example")},
    TEXT_INIT("thirty-two bytes nobody guesses."),
};

static bool is_within(Text part, Text whole)
{
    return part.length == 0 || (part.bytes >= whole.bytes &&
                                part.bytes + part.length <= whole.bytes + whole.length);
}

static Text client_data(Arena *arena, const char *type)
{
    const Text challenge = base64url_write(arena, asked.challenge);
    return text_format(arena, "{\"type\":\"%s\",\"challenge\":\"%.*s\",\"origin\":\"%.*s\"}",
                       type, TEXT_ARG(challenge), TEXT_ARG(asked.site.origin));
}

/* The first bytes as our site's digest and both flags, so that what follows them is reached. */
static Text at_our_site(Arena *arena, Text input, char flags)
{
    enum { SITE = 32 };
    char *bytes = arena_allocate(arena, input.length + SITE + 1);
    (void)crypto_hash_sha256((unsigned char *)bytes,
                             (const unsigned char *)asked.site.name.bytes,
                             asked.site.name.length);
    bytes[SITE] = flags;
    if (input.length > 0) {
        memcpy(bytes + SITE + 1, input.bytes, input.length);
    }
    return text_of(bytes, input.length + SITE + 1);
}

static void read_new(Arena *arena, Text data)
{
    Problem problem = {.arena = arena};
    AuthenticatorData read = {0};
    PasskeyKey made = {0};
    char head[] = "\xa3\x63"
                  "fmt\x64none\x67"
                  "attStmt\xa0\x68"
                  "authData\x59..";
    const size_t last = sizeof head - 1;
    head[last - 2] = (char)(data.length >> 8);
    head[last - 1] = (char)data.length;
    const Text both[] = {text_of(head, last), data};
    const bool is_data = authenticator_data_read(data, &read, &problem) == OK;
    assert(!is_data || is_within(read.credential, data));
    const PasskeyAnswer answer = {
        .credential = read.credential,
        .client = client_data(arena, "webauthn.create"),
        .attestation = text_join(arena, both, 2, TEXT("")),
    };
    if (passkey_prove_new(arena, &answer, &asked, &made, &problem) == OK) {
        assert(is_data && made.bytes.length > 0 && made.counter == read.counter);
    }
}

static void use(Arena *arena, Text data, Text signature)
{
    static const char point[64] = {1};
    const PasskeyKey key = {.algorithm = PASSKEY_EDDSA, .bytes = text_of(point, 32)};
    Problem problem = {.arena = arena};
    int64_t counter = 0;
    const PasskeyAnswer answer = {
        .credential = TEXT("a"),
        .client = client_data(arena, "webauthn.get"),
        .data = data,
        .signature = signature,
    };
    assert(passkey_prove(arena, &answer, &asked, &key, &counter, &problem) != OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { VERIFIED = PASSKEY_PRESENT | PASSKEY_VERIFIED };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text input = text_of((const char *)data, size);
    Problem problem = {.arena = arena};
    PasskeyAnswer answer = {0};
    Text inner = {0};
    (void)passkey_answer_read(arena, input, &answer, &problem);
    if (attestation_read(input, &inner, &problem) == OK) {
        assert(is_within(inner, input));
    }
    read_new(arena, at_our_site(arena, input, (char)(VERIFIED | PASSKEY_HAS_KEY)));
    read_new(arena, at_our_site(arena, input,
                                (char)(VERIFIED | PASSKEY_HAS_KEY | PASSKEY_HAS_EXTENSIONS)));
    use(arena, at_our_site(arena, input, VERIFIED), input);
    use(arena, at_our_site(arena, input, (char)(VERIFIED | PASSKEY_HAS_EXTENSIONS)), input);
    return 0;
}

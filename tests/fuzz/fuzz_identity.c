/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are an answer of a provider, what it says of itself, a set of keys and a statement,
 * or refused; and no input is a statement that a key of the set signed for this question. */
#include <assert.h>

#include "access/identity.h"
#include "http/reply.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The same bytes fewer at a time: what is whole must not depend on how it came. */
static void read_reply(Arena *arena, Text input)
{
    Reply whole = {0};
    Reply part = {0};
    ReplyReader ended = reply_reader(arena, input.length);
    ReplyReader open = reply_reader(arena, input.length);
    const ReplyState state = reply_read(&ended, input, REPLY_ENDED, &whole);
    assert(state != REPLY_MORE);
    if (state == REPLY_WHOLE) {
        assert(whole.status >= 200 && whole.status <= 599);
        assert(whole.body.length <= input.length);
    }
    if (reply_read(&open, input, REPLY_OPEN, &part) == REPLY_WHOLE) {
        assert(state == REPLY_WHOLE && text_equal(part.body, whole.body));
    }
}

static void read_statement(Arena *arena, Text input, Text keys)
{
    static const Provider provider = {
        .issuer = TEXT_INIT("https://a.example"),
        .client_id = TEXT_INIT("seuil"),
        .second_amr = TEXT_INIT("mfa"),
    };
    const IdentityCheck check = {
        .provider = &provider, .keys = keys, .nonce = TEXT("nobody can guess"), .now = 1};
    Jwt jwt = {0};
    Identity identity = {0};
    Problem problem = {.arena = arena};
    if (jwt_read(arena, input, "id_token", &jwt, &problem) == OK) {
        (void)jwt_key_is_known(arena, &jwt, keys);
        assert(identity_read(arena, &jwt, &check, &identity, &problem) != OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text input = text_of((const char *)data, size);
    const size_t cut = text_find_byte(input, '\n', 0);
    Discovery discovery = {0};
    Problem problem = {.arena = arena};
    read_reply(arena, input);
    if (discovery_read(arena, input, TEXT("https://a.example"), &discovery, &problem) == OK) {
        assert(text_starts_with(discovery.token, TEXT("https://")));
    }
    read_statement(arena, text_slice(input, 0, cut), text_slice(input, cut + 1, input.length));
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a key file or refused; and any bytes taken for a sealed content are refused,
 * for no input holds a proof of this key. */
#include <assert.h>

#include "crypto/keyring.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text input = text_of((const char *)data, size);
    const SealPlace place = {TEXT("wallonie"), TEXT("note"), {{0}}};
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    Keyring keyring;
    Problem problem = {.arena = arena};
    Text content = {0};
    if (keyring_parse(input, &keyring, &problem) == OK) {
        assert(keyring.count > 0 && keyring.count <= KEYRING_MOST_KEYS);
    } else {
        assert(problem.detail.length > 0);
    }
    keyring_of_key(key, &keyring);
    assert(keyring_open(&keyring, arena, &place, input, &content, &problem) != OK);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are read or refused; what was read and written reads again as the same value. */
#include <assert.h>

#include "json/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    json_t *value SCOPED(json_close) = NULL;
    const Text document = text_of((const char *)data, size);
    if (json_read(document, JSON_REQUEST_LIMITS, &value, &problem) != OK) {
        assert(problem.detail.length > 0);
        return 0;
    }
    json_t *again SCOPED(json_close) = NULL;
    const Text written = json_canonical(arena, value);
    if (json_read(written, JSON_FILE_LIMITS, &again, &problem) == OK) {
        assert(json_equal(value, again) == 1);
    }
    return 0;
}

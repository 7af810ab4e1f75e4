/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are an identifier or refused with a reason; what is accepted reads back from both
 * its forms as the same. The first byte chooses the kind. */
#include <assert.h>

#include "territory/naming.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void reads_back(Arena *arena, const Identifier *first, Text form, Date today)
{
    Identifier again = {0};
    identifier_read(arena, first->kind, form, today, &again);
    assert(again.is_valid && again.type == first->type);
    assert(text_equal(again.normalized, first->normalized));
    assert(text_equal(again.formatted, first->formatted));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const IdentifierKind kind = (IdentifierKind)(data[0] % IDENTIFIER_KIND_COUNT);
    const Date today = date_from_civil((CivilDate){2026, 11, 22});
    Identifier identifier = {0};
    const Text text = text_of((const char *)data + 1, size - 1);
    identifier_read(arena, kind, text, today, &identifier);
    assert(naming_find(arena, text, today) < 1u << NAMING_MARK_COUNT);
    assert(identifier_because(arena, &identifier, FRENCH).length > 0);
    assert(identifier.is_valid == (identifier.normalized.length > 0));
    if (identifier.is_valid) {
        assert(text_is_utf8(identifier.formatted));
        assert(identifier.formatted.length <= IDENTIFIER_BYTES);
        reads_back(arena, &identifier, identifier.normalized, today);
        reads_back(arena, &identifier, identifier.formatted, today);
    }
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a delivery of a device or refused; each operation of one is whole or says what
 * is wrong with it, and what is kept of a whole one reads as the same again. */
#include <assert.h>

#include "offline/operation.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    Delivery delivery = {0};
    if (delivery_read(arena, text_of((const char *)data, size), &delivery, &problem) != OK) {
        assert(problem.detail.length > 0);
        return 0;
    }
    assert(delivery.operations.count <= OPERATIONS_MOST && !id_is_nil(delivery.device));
    for (size_t i = 0; i < delivery.operations.count; i++) {
        const Operation *operation = &delivery.operations.items[i];
        Operation again = {0};
        if (operation->problem.outcome != OK) {
            assert(operation->problem.detail.length > 0);
            continue;
        }
        assert(operation_read(arena, operation->whole, &again, &problem) == OK);
        assert(text_equal(again.kind, operation->kind) && id_equal(again.op, operation->op) &&
               again.field_count == operation->field_count &&
               again.fact_count == operation->fact_count);
    }
    return 0;
}

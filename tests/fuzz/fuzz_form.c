/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a form or refused with their line; a form takes any answers or says which are
 * wrong. */
#include <assert.h>

#include "casework/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    Form form = {0};
    FormAnswers given = {0};
    FormAnswers kept = {0};
    FormWrongs wrongs = {0};
    const Text content = text_of((const char *)data, size);
    if (form_read(arena, TEXT("f.yaml"), content, &form, &problem) != OK) {
        assert(problem.where.length > 0 && problem.detail.length > 0);
        return 0;
    }
    for (size_t i = 0; i < form.questions.count; i++) {
        LIST_APPEND(arena, &given, (FormAnswer){form.questions.items[i].key, content});
    }
    form_check(arena, &form, &given, &kept, &wrongs);
    assert(kept.count + wrongs.count <= form.questions.count);
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are read or refused; every node of what is read knows its line. */
#include <assert.h>

#include "yaml/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void walk(const YamlNode *node)
{
    assert(node->line > 0);
    for (const YamlNode *child = node->first; child != NULL; child = child->next) {
        walk(child);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const YamlNode *root = NULL;
    const Text content = text_of((const char *)data, size);
    if (yaml_read(arena, TEXT("fuzz.yaml"), content, &root, &problem) == OK) {
        walk(root);
    } else {
        assert(problem.where.length > 0);
    }
    return 0;
}

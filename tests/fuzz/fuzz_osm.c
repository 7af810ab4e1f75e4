/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are read as OSM data or refused, and any element makes a door or none. */
#include <assert.h>
#include <stdio.h>

#include "directory/osm_door.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Outcome make_door(void *context, const OsmElement *element, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    json_t *door SCOPED(json_close) = osm_door_of(context, arena, element);
    (void)problem;
    assert(door == NULL || json_member_text(door, "id").length == ID_TEXT_LENGTH);
    return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    const HsdsImport import = {.store = NULL};
    OsmDoors doors = {.terms = osm_terms_read(arena)};
    FILE *file = fmemopen((void *)(uintptr_t)data, size, "rb");
    if (osm_read(&import, file, (OsmSink){make_door, &doors}, &problem) != OK) {
        assert(problem.detail.length > 0);
    }
    (void)fclose(file);
    return 0;
}

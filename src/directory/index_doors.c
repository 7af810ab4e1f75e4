/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the doors are, and what they offer without words. */
#include <math.h>

#include "directory/index_names.h"
#include "directory/index_parts.h"

static const double DEGREE = 3.14159265358979323846 / 180;

Direction direction_of(GeoPoint point)
{
    const double latitude = point.latitude * DEGREE;
    const double longitude = point.longitude * DEGREE;
    return (Direction){
        .x = cos(latitude) * cos(longitude),
        .y = cos(latitude) * sin(longitude),
        .z = sin(latitude),
    };
}

static const Location *location_of(const Catalogue *catalogue, const Door *door)
{
    return door->location == NONE ? NULL : &catalogue->locations[door->location];
}

static void set_flags(const Catalogue *catalogue, DoorTable *doors, uint32_t position)
{
    const Door *door = &catalogue->doors[doors->doors[position]];
    const Location *location = location_of(catalogue, door);
    const bool has[FLAG_COUNT] = {
        [FLAG_FREE] = catalogue->services[door->service].is_free == YES,
        [FLAG_ACCESSIBLE] = location != NULL && location->accessibility.count > 0,
        [FLAG_ANIMALS] = location != NULL && location->accepts_animals == YES,
        [FLAG_REMOTE] = location == NULL || location->is_virtual,
        [FLAG_CONFIDENTIAL] = location != NULL && location->is_confidential,
        [FLAG_DATED] =
            doors->valid_from[position] != DATE_NONE || doors->valid_to[position] != DATE_NONE,
        [FLAG_PLACED] = location != NULL,
    };
    for (size_t i = 0; i < FLAG_COUNT; i++) {
        if (has[i]) {
            set_add(doors->flags[i], position);
        }
    }
}

static void date_doors(Arena *arena, SearchIndex *index)
{
    DoorTable *doors = &index->doors;
    Date *from = ARENA_ARRAY(arena, Date, doors->count);
    Date *to = ARENA_ARRAY(arena, Date, doors->count);
    for (uint32_t i = 0; i < doors->count; i++) {
        const Validity validity =
            door_validity(index->catalogue, &index->catalogue->doors[doors->doors[i]]);
        from[i] = validity.first;
        to[i] = validity.last;
    }
    doors->valid_from = from;
    doors->valid_to = to;
}

/* A place that is confidential has neither town nor postal code here. */
static void name_places(Arena *arena, Arena *scratch, SearchIndex *index)
{
    DoorTable *doors = &index->doors;
    uint32_t *towns = ARENA_ARRAY(arena, uint32_t, doors->count);
    uint32_t *codes = ARENA_ARRAY(arena, uint32_t, doors->count);
    NameTable town_names = name_table(arena, scratch);
    NameTable code_names = name_table(arena, scratch);
    for (uint32_t i = 0; i < doors->count; i++) {
        const Location *location = catalogue_shown_location(
            index->catalogue, &index->catalogue->doors[doors->doors[i]]);
        const Text town = location == NULL ? TEXT("") : fold_key(scratch, location->city);
        const Text code = location == NULL ? TEXT("") : location->postal_code;
        towns[i] = name_table_number(&town_names, town);
        codes[i] = name_table_number(&code_names, code);
    }
    doors->towns = towns;
    doors->town_names = town_names.items;
    doors->town_count = town_names.count;
    doors->postal_codes = codes;
    doors->postal_names = code_names.items;
    doors->postal_count = code_names.count;
}

void index_build_doors(Arena *arena, Arena *scratch, SearchIndex *index)
{
    date_doors(arena, index);
    for (uint32_t i = 0; i < index->doors.count; i++) {
        set_flags(index->catalogue, &index->doors, i);
    }
    name_places(arena, scratch, index);
}

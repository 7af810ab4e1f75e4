/* SPDX-License-Identifier: EUPL-1.2 */
#include "benches/generate_towns.h"

#include "base/list.h"
#include "benches/generate.h"

enum { TILE_DOORS = 150000, TILES_A_ROW = 4 };

Towns towns_new(Arena *arena)
{
    Towns towns = {0};
    const size_t count = gazetteer_commune_count();
    typedef LIST_OF(uint32_t) VillageList;
    VillageList *lists = ARENA_ARRAY(arena, VillageList, count);
    towns.reach = ARENA_ARRAY(arena, int64_t, count);
    towns.villages = ARENA_ARRAY(arena, IndexSpan, count);
    int64_t people = 0;
    for (size_t i = 0; i < count; i++) {
        people += gazetteer_commune(i)->population;
        towns.reach[i] = people;
    }
    for (size_t i = 0; i < gazetteer_place_count(); i++) {
        for (size_t j = 0; j < count; j++) {
            if (text_equal(gazetteer_commune(j)->nis, gazetteer_place(i)->nis)) {
                LIST_APPEND(arena, &lists[j], (uint32_t)i);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        towns.villages[i] = (IndexSpan){lists[i].items, lists[i].count};
    }
    return towns;
}

const Commune *generate_commune(Random *random)
{
    int64_t people = 0;
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        people += gazetteer_commune(i)->population;
    }
    int64_t rest = (int64_t)(random_unit(random) * (double)people);
    for (size_t i = 0; i < gazetteer_commune_count(); i++) {
        rest -= gazetteer_commune(i)->population;
        if (rest < 0) {
            return gazetteer_commune(i);
        }
    }
    return gazetteer_commune(0);
}

size_t generate_tiles(GeneratedSize size)
{
    return size.is_dense ? 1 : 1 + (size.services - 1) / TILE_DOORS;
}

GeoPoint generate_shift(GeoPoint point, size_t tile)
{
    const double row = (double)(tile / TILES_A_ROW);
    const double column = (double)(tile % TILES_A_ROW);
    return (GeoPoint){point.latitude - 2.2 * row, point.longitude + 4.2 * column};
}

static size_t draw_commune(const Towns *towns, Random *random)
{
    const size_t count = gazetteer_commune_count();
    const int64_t at = (int64_t)(random_unit(random) * (double)towns->reach[count - 1]);
    size_t low = 0;
    size_t high = count - 1;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        high = towns->reach[middle] > at ? middle : high;
        low = towns->reach[middle] > at ? low : middle + 1;
    }
    return low;
}

/* About a kilometre and a half around the middle, thinning out: a bell, nearly. */
static GeoPoint scatter(Random *random, GeoPoint centre)
{
    double north = 0;
    double east = 0;
    for (int i = 0; i < 4; i++) {
        north += random_unit(random) - 0.5;
        east += random_unit(random) - 0.5;
    }
    return (GeoPoint){centre.latitude + north * 0.023, centre.longitude + east * 0.036};
}

Town towns_draw(const Towns *towns, Random *random)
{
    const size_t number = draw_commune(towns, random);
    const Commune *commune = gazetteer_commune(number);
    const IndexSpan villages = towns->villages[number];
    if (villages.count == 0) {
        return (Town){
            commune, commune->name.in[FRENCH], (Text){"", 0},
              scatter(random, commune->centre)
        };
    }
    const uint32_t at = random_below(random, (uint32_t)villages.count);
    const PostalPlace *village = gazetteer_place(villages.items[at]);
    return (Town){commune, village->name, village->postal_code,
                  scatter(random, village->centre)};
}

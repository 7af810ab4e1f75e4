/* SPDX-License-Identifier: EUPL-1.2 */
/* What seasonal plans change of services, put into the catalogue beside what the records say.
 */
#include "directory/catalogue_build.h"

/* Those of one service, of all by service. */
static MeasureSpan measures_of(MeasureSpan all, Id service)
{
    size_t first = 0;
    for (size_t high = all.count; first < high;) {
        const size_t middle = first + (high - first) / 2;
        const bool is_before = id_compare(all.items[middle].service, service) < 0;
        first = is_before ? middle + 1 : first;
        high = is_before ? high : middle;
    }
    size_t end = first;
    while (end < all.count && id_equal(all.items[end].service, service)) {
        end++;
    }
    return first == end ? (MeasureSpan){0} : (MeasureSpan){all.items + first, end - first};
}

/* Hours told in words are a guess: beside them only the longer ones are known. */
static const Hours *usual_hours(const Door *door)
{
    return phrase_in(&door->hours_text, FRENCH, NULL).length > 0 ? NULL : door->usual;
}

static void extend_door(Arena *arena, MeasureSpan measures, Door *door)
{
    const Hours *hours = usual_hours(door);
    for (size_t i = 0; i < measures.count; i++) {
        Hours *more = NULL;
        const ServiceMeasure *measure = &measures.items[i];
        if (measure->hours.length > 0 &&
            hours_parse_osm(arena, measure->hours, &more, NULL) == OK) {
            hours = hours_extend(arena, hours, more, measure->first, measure->last);
            door->hours = hours;
        }
    }
}

void build_measures(const Builder *builder, MeasureSpan all, Service *services, Door *doors)
{
    Catalogue *catalogue = builder->catalogue;
    for (size_t i = 0; i < catalogue->service_count && all.count > 0; i++) {
        const IndexSpan own = services[i].doors;
        services[i].measures = measures_of(all, services[i].id);
        for (size_t j = 0; j < own.count && services[i].measures.count > 0; j++) {
            if (doors[own.items[j]].location != NONE) {
                extend_door(builder->set.arena, services[i].measures, &doors[own.items[j]]);
            }
        }
    }
}

bool measure_holds(const ServiceMeasure *measure, Date day)
{
    return measure->first <= day && day <= measure->last;
}

const ServiceMeasure *service_unconditional(const Service *service, Date day)
{
    for (size_t i = 0; i < service->measures.count; i++) {
        const ServiceMeasure *measure = &service->measures.items[i];
        if (measure->is_unconditional && measure_holds(measure, day)) {
            return measure;
        }
    }
    return NULL;
}

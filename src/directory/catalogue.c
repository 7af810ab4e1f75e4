/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/catalogue.h"

#include <stdlib.h>

uint32_t catalogue_service(const Catalogue *catalogue, Text name)
{
    Id id = {0};
    const bool by_id = id_parse(name, &id);
    for (size_t i = 0; i < catalogue->service_count; i++) {
        const Service *service = &catalogue->services[i];
        if (by_id ? id_equal(service->id, id)
                  : text_equal(service->key, name) || text_equal(service->slug, name)) {
            return (uint32_t)i;
        }
    }
    return NONE;
}

uint32_t catalogue_organization(const Catalogue *catalogue, Text name)
{
    Id id = {0};
    const bool by_id = id_parse(name, &id);
    for (size_t i = 0; i < catalogue->organization_count; i++) {
        const Organization *organization = &catalogue->organizations[i];
        if (by_id ? id_equal(organization->id, id) : text_equal(organization->key, name)) {
            return (uint32_t)i;
        }
    }
    return NONE;
}

uint32_t catalogue_door(const Catalogue *catalogue, Text name)
{
    Id id = {0};
    if (!id_parse(name, &id)) {
        return NONE;
    }
    for (size_t i = 0; i < catalogue->door_count; i++) {
        if (id_equal(catalogue->doors[i].id, id)) {
            return (uint32_t)i;
        }
    }
    return NONE;
}

static int compare_code(const void *code, const void *term)
{
    return text_compare(*(const Text *)code, ((const Term *)term)->code);
}

uint32_t catalogue_need(const Catalogue *catalogue, Text code)
{
    const Vocabulary *needs = catalogue->needs;
    const Term *found = needs->term_count == 0 ? NULL
                                               : bsearch(&code, needs->terms, needs->term_count,
                                                         sizeof(Term), compare_code);
    return found == NULL ? NONE : (uint32_t)(found - needs->terms);
}

const Vocabulary *catalogue_vocabulary(const Catalogue *catalogue, Text key)
{
    for (size_t i = 0; i < catalogue->vocabulary_count; i++) {
        if (text_equal(catalogue->vocabularies[i].key, key)) {
            return &catalogue->vocabularies[i];
        }
    }
    return NULL;
}

bool need_is_within(const Catalogue *catalogue, uint32_t need, uint32_t ancestor)
{
    /* Parents are checked against circles when they come in; the count guards old stores. */
    uint32_t at = need;
    for (int steps = 0; at != NONE && steps < 64; steps++) {
        if (at == ancestor) {
            return true;
        }
        at = catalogue->needs->terms[at].parent;
    }
    return false;
}

bool marks_valid_on(const Marks *marks, Date day)
{
    return (marks->valid_from == DATE_NONE || day >= marks->valid_from) &&
           (marks->valid_to == DATE_NONE || day <= marks->valid_to);
}

static Date later(Date a, Date b)
{
    return a > b ? a : b; /* DATE_NONE is the smallest */
}

static Date earlier(Date a, Date b)
{
    if (a == DATE_NONE || b == DATE_NONE) {
        return a == DATE_NONE ? b : a;
    }
    return a < b ? a : b;
}

Validity door_validity(const Catalogue *catalogue, const Door *door)
{
    const Marks *marks[] = {
        &door->marks,
        &catalogue->services[door->service].marks,
        door->location == NONE ? &door->marks : &catalogue->locations[door->location].marks,
    };
    Validity validity = {DATE_NONE, DATE_NONE};
    for (size_t i = 0; i < LENGTH_OF(marks); i++) {
        validity.first = later(validity.first, marks[i]->valid_from);
        validity.last = earlier(validity.last, marks[i]->valid_to);
    }
    return validity;
}

bool validity_meets(Validity validity, Date from, Date to)
{
    return (validity.first == DATE_NONE || to >= validity.first) &&
           (validity.last == DATE_NONE || from <= validity.last);
}

bool location_is_exact(const Location *location)
{
    return location->street.length > 0 || (location->has_point && !location->point_is_centre);
}

bool location_tells_distance(const Location *location, double meters)
{
    static const double OTHER_TOWN_METERS = 3000;
    return meters >= 0 && (location_is_exact(location) || meters >= OTHER_TOWN_METERS);
}

const Location *catalogue_shown_location(const Catalogue *catalogue, const Door *door)
{
    if (door->location == NONE || catalogue->locations[door->location].is_confidential) {
        return NULL;
    }
    return &catalogue->locations[door->location];
}

static const Phone *first_to_call(PhoneSpan phones)
{
    for (size_t i = 0; i < phones.count; i++) {
        if (!text_equal(phones.items[i].type, TEXT("fax"))) {
            return &phones.items[i];
        }
    }
    return NULL;
}

const Phone *catalogue_phone(const Catalogue *catalogue, const Door *door)
{
    const Service *service = &catalogue->services[door->service];
    const Phone *phone = first_to_call(door->phones);
    if (phone == NULL) {
        phone = first_to_call(service->phones);
    }
    if (phone == NULL && service->organization != NONE) {
        phone = first_to_call(catalogue->organizations[service->organization].phones);
    }
    return phone;
}

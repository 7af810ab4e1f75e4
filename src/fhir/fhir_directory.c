/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_directory.h"

#include "fhir/fhir_store.h"

/* ----------------------------------------------------------------------------------- parts */

static void put_identifier(const Fhir *fhir, json_t *body, Text key)
{
    json_t *identifier = json_object();
    json_t *list = json_array();
    fhir_set_text(identifier, "system",
                  text_format(fhir->access->arena, "%.*s/key", TEXT_ARG(fhir->base)));
    fhir_set_text(identifier, "value", key);
    (void)json_array_append_new(list, identifier);
    (void)json_object_set_new(body, "identifier", list);
}

static void put_telecom(json_t *body, const char *system, Text value)
{
    json_t *list = json_object_get(body, "telecom");
    if (value.length == 0) {
        return;
    }
    if (list == NULL) {
        list = json_array();
        (void)json_object_set_new(body, "telecom", list);
    }
    json_t *telecom = json_object();
    fhir_set_text(telecom, "system", text_from(system));
    fhir_set_text(telecom, "value", value);
    (void)json_array_append_new(list, telecom);
}

static Text first_phone(PhoneSpan phones)
{
    return phones.count > 0 ? phones.items[0].number : TEXT("");
}

/* --------------------------------------------------------------------------------- bodies */

static json_t *organization_body(Fhir *fhir, const Organization *organization)
{
    json_t *body = json_object();
    put_identifier(fhir, body, organization->key);
    (void)json_object_set_new(body, "active", json_true());
    fhir_set_text(body, "name", organization->name.in[FRENCH]);
    put_telecom(body, "phone", first_phone(organization->phones));
    put_telecom(body, "email", organization->email);
    put_telecom(body, "url", organization->website);
    return body;
}

static json_t *location_body(Fhir *fhir, const Location *location)
{
    json_t *body = json_object();
    json_t *address = json_object();
    json_t *lines = json_array();
    put_identifier(fhir, body, location->key);
    fhir_set_text(body, "status", TEXT("active"));
    fhir_set_text(body, "name", location->name.in[FRENCH]);
    if (location->street.length > 0) {
        (void)json_array_append_new(lines, fhir_string(location->street));
    }
    (void)json_object_set_new(address, "line", lines);
    fhir_set_text(address, "postalCode", location->postal_code);
    fhir_set_text(address, "city", location->city);
    (void)json_object_set_new(body, "address", address);
    return body;
}

static void put_needs(Fhir *fhir, json_t *body, const Service *service)
{
    json_t *types = json_array();
    const Text system =
        text_format(fhir->access->arena, "%.*s/CodeSystem/needs", TEXT_ARG(fhir->base));
    for (size_t i = 0; i < service->needs.count; i++) {
        const Term *term = &fhir->catalogue->needs->terms[service->needs.items[i]];
        (void)json_array_append_new(types,
                                    fhir_concept(system, term->code, term->name.in[FRENCH]));
    }
    (void)json_object_set_new(body, "type", types);
}

static void put_locations(Fhir *fhir, json_t *body, const Service *service)
{
    json_t *locations = json_array();
    for (size_t i = 0; i < service->doors.count; i++) {
        const Door *door = &fhir->catalogue->doors[service->doors.items[i]];
        const Location *location = catalogue_shown_location(fhir->catalogue, door);
        if (location != NULL) {
            (void)json_array_append_new(
                locations, fhir_refer(fhir->access->arena, FHIR_LOCATION, location->id));
        }
    }
    (void)json_object_set_new(body, "location", locations);
}

static json_t *service_body(Fhir *fhir, const Service *service)
{
    json_t *body = json_object();
    put_identifier(fhir, body, service->key);
    (void)json_object_set_new(body, "active",
                              json_boolean(text_equal(service->status, TEXT("active"))));
    (void)json_object_set_new(
        body, "providedBy",
        fhir_refer(fhir->access->arena, FHIR_ORGANIZATION,
                   fhir->catalogue->organizations[service->organization].id));
    put_needs(fhir, body, service);
    put_locations(fhir, body, service);
    fhir_set_text(body, "name", service->name.in[FRENCH]);
    put_telecom(body, "phone", first_phone(service->phones));
    put_telecom(body, "email", service->email);
    return body;
}

/* ----------------------------------------------------------------------------------- things */

size_t fhir_directory_count(const Fhir *fhir, FhirKind kind)
{
    const Catalogue *catalogue = fhir->catalogue;
    if (catalogue == NULL) {
        return 0;
    }
    if (kind == FHIR_ORGANIZATION) {
        return catalogue->organization_count;
    }
    if (kind == FHIR_LOCATION) {
        return catalogue->location_count;
    }
    return kind == FHIR_HEALTHCARE_SERVICE ? catalogue->service_count : 0;
}

static void finish(Fhir *fhir, FhirKind kind, Id id, json_t *body, FhirThing *thing)
{
    *thing = (FhirThing){.kind = kind,
                         .body = body,
                         .name = id_format(fhir->access->arena, id),
                         .version = 1,
                         .updated = fhir->catalogue->built_at};
    fhir_stamp(fhir, thing);
}

void fhir_directory_at(Fhir *fhir, FhirKind kind, size_t at, FhirThing *thing)
{
    const Catalogue *catalogue = fhir->catalogue;
    *thing = (FhirThing){.kind = kind};
    if (kind == FHIR_ORGANIZATION) {
        const Organization *one = &catalogue->organizations[at];
        finish(fhir, kind, one->id, organization_body(fhir, one), thing);
    } else if (kind == FHIR_HEALTHCARE_SERVICE) {
        const Service *one = &catalogue->services[at];
        finish(fhir, kind, one->id, service_body(fhir, one), thing);
    } else if (!catalogue->locations[at].is_confidential) {
        const Location *one = &catalogue->locations[at];
        finish(fhir, kind, one->id, location_body(fhir, one), thing);
    }
}

static size_t location_named(const Catalogue *catalogue, Text name)
{
    Id id = {{0}};
    const bool is_id = id_parse(name, &id);
    for (size_t i = 0; i < catalogue->location_count; i++) {
        const Location *one = &catalogue->locations[i];
        if (is_id ? id_equal(one->id, id) : text_equal(one->key, name)) {
            return i;
        }
    }
    return NONE;
}

void fhir_directory_read(Fhir *fhir, FhirKind kind, Text name, FhirThing *thing)
{
    size_t at = NONE;
    *thing = (FhirThing){.kind = kind};
    if (fhir_directory_count(fhir, kind) == 0) {
        return;
    }
    if (kind == FHIR_ORGANIZATION) {
        at = catalogue_organization(fhir->catalogue, name);
    } else if (kind == FHIR_HEALTHCARE_SERVICE) {
        at = catalogue_service(fhir->catalogue, name);
    } else {
        at = location_named(fhir->catalogue, name);
    }
    if (at != NONE) {
        fhir_directory_at(fhir, kind, at, thing);
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/service_json.h"

#include "matching/explain.h"
#include "matching/measure_words.h"

typedef struct ServiceWriter {
    Arena *arena;
    const Catalogue *catalogue;
    const Service *service;
    Language language;
    Moment now;
    JsonWriter *json;
} ServiceWriter;

static Text phrase(const ServiceWriter *writer, const Phrase *words)
{
    return phrase_in(words, writer->language, NULL);
}

static void write_texts(const ServiceWriter *writer, const char *name, TextSpan texts)
{
    json_key(writer->json, text_from(name));
    json_array_open(writer->json);
    for (size_t i = 0; i < texts.count; i++) {
        json_write_text(writer->json, texts.items[i]);
    }
    json_array_close(writer->json);
}

static void write_hours(const ServiceWriter *writer, const Hours *hours, Text value)
{
    json_member_unless_empty(writer->json, "hours", value);
    if (hours == NULL) {
        json_member(writer->json, "state", TEXT("unknown"));
        return;
    }
    const HoursAnswer answer = hours_at(hours, writer->now);
    json_member(writer->json, "state", hours_state_name(answer.state));
    json_member(writer->json, "hoursInWords",
                hours_describe(writer->arena, hours, writer->language));
    if (answer.until != MOMENT_NONE) {
        json_member(writer->json, "nextChange", moment_format(writer->arena, answer.until));
    }
}

static void write_phones(const ServiceWriter *writer, PhoneSpan phones)
{
    json_key(writer->json, TEXT("phones"));
    json_array_open(writer->json);
    for (size_t i = 0; i < phones.count; i++) {
        json_object_open(writer->json);
        json_member(writer->json, "number", phones.items[i].number);
        json_member_unless_empty(writer->json, "type", phones.items[i].type);
        json_member_unless_empty(writer->json, "description",
                                 phrase(writer, &phones.items[i].description));
        write_hours(writer, phones.items[i].hours, phones.items[i].hours_value);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_location(const ServiceWriter *writer, const Location *location)
{
    if (location->is_confidential) {
        json_member_bool(writer->json, "confidential", true);
        return;
    }
    json_member(writer->json, "locationId", id_format(writer->arena, location->id));
    json_member_unless_empty(writer->json, "place", phrase(writer, &location->name));
    json_member_unless_empty(writer->json, "street", location->street);
    json_member_unless_empty(writer->json, "postalCode", location->postal_code);
    json_member_unless_empty(
        writer->json, "city",
        gazetteer_town(location->postal_code, location->city, writer->language));
    if (location->has_point) {
        json_member_real(writer->json, "latitude", location->point.latitude);
        json_member_real(writer->json, "longitude", location->point.longitude);
        json_member_bool(writer->json, "pointIsCentre", location->point_is_centre);
    }
}

static void write_doors(const ServiceWriter *writer)
{
    json_key(writer->json, TEXT("doors"));
    json_array_open(writer->json);
    for (size_t i = 0; i < writer->service->doors.count; i++) {
        const Door *door = &writer->catalogue->doors[writer->service->doors.items[i]];
        json_object_open(writer->json);
        json_member_bool(writer->json, "remote", door->location == NONE);
        if (door->location != NONE) {
            write_location(writer, &writer->catalogue->locations[door->location]);
        }
        json_member_unless_empty(writer->json, "presence", door->presence);
        write_hours(writer, door->hours, door->hours_value);
        json_member_unless_empty(writer->json, "hoursText", phrase(writer, &door->hours_text));
        write_phones(writer, door->phones);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_conditions(const ServiceWriter *writer)
{
    json_key(writer->json, TEXT("conditions"));
    json_array_open(writer->json);
    for (size_t i = 0; i < writer->service->condition_count; i++) {
        const ConditionText *condition = &writer->service->conditions[i];
        json_object_open(writer->json);
        json_member(writer->json, "expression", condition->expression);
        json_member_unless_empty(writer->json, "text", phrase(writer, &condition->text));
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
    json_member_bool(writer->json, "openToAll", writer->service->open_to_all);
}

static void write_access(const ServiceWriter *writer)
{
    json_key(writer->json, TEXT("access"));
    json_array_open(writer->json);
    for (size_t i = 0; i < writer->service->access_count; i++) {
        const AccessStep *step = &writer->service->access[i];
        json_object_open(writer->json);
        json_member(writer->json, "text", phrase(writer, &step->text));
        json_key(writer->json, TEXT("by"));
        json_array_open(writer->json);
        for (size_t j = 0; j < step->by.count; j++) {
            const Service *giver = &writer->catalogue->services[step->by.items[j]];
            json_write_text(writer->json, id_format(writer->arena, giver->id));
        }
        json_array_close(writer->json);
        json_object_close(writer->json);
    }
    json_array_close(writer->json);
}

static void write_needs(const ServiceWriter *writer)
{
    json_key(writer->json, TEXT("needs"));
    json_array_open(writer->json);
    for (size_t i = 0; i < writer->service->needs.count; i++) {
        const uint32_t need = writer->service->needs.items[i];
        json_write_text(writer->json, writer->catalogue->needs->terms[need].code);
    }
    json_array_close(writer->json);
}

static void write_organization(const ServiceWriter *writer)
{
    if (writer->service->organization == NONE) {
        return;
    }
    const Organization *organization =
        &writer->catalogue->organizations[writer->service->organization];
    json_key(writer->json, TEXT("organization"));
    json_object_open(writer->json);
    json_member(writer->json, "id", id_format(writer->arena, organization->id));
    json_member(writer->json, "name", phrase(writer, &organization->name));
    json_member_unless_empty(writer->json, "website", organization->website);
    json_member_unless_empty(writer->json, "email", organization->email);
    write_phones(writer, organization->phones);
    json_object_close(writer->json);
}

void service_measures_write_json(Arena *arena, const Service *service, Language language,
                                 JsonWriter *json)
{
    if (service->measures.count == 0) {
        return;
    }
    json_key(json, TEXT("measures"));
    json_array_open(json);
    for (size_t i = 0; i < service->measures.count; i++) {
        const ServiceMeasure *measure = &service->measures.items[i];
        json_object_open(json);
        json_member(json, "plan", measure->plan);
        json_member(json, "level", measure->level);
        json_member(json, "first", date_format(arena, measure->first));
        json_member(json, "last", date_format(arena, measure->last));
        json_member_integer(json, "places", measure->places);
        json_member_unless_empty(json, "hours", measure->hours);
        json_member_bool(json, "unconditional", measure->is_unconditional);
        json_member(json, "words", measure_words(arena, measure, language));
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_marks(const ServiceWriter *writer)
{
    const Marks *marks = &writer->service->marks;
    write_texts(writer, "sources", marks->sources);
    write_texts(writer, "inventory", marks->inventory);
    json_member_unless_empty(writer->json, "doubt", phrase(writer, &marks->doubt));
    json_member_unless_empty(writer->json, "verifiedAt", marks->verified_at);
    json_member_unless_empty(writer->json, "verifiedBy", marks->verified_by);
    json_member_unless_empty(writer->json, "verifiedHow", marks->verified_how);
}

void service_write_json(Arena *arena, const Network *network, uint32_t index, Language language,
                        Moment now, JsonWriter *json)
{
    const Service *service = &network->catalogue->services[index];
    const ServiceWriter writer = {arena, network->catalogue, service, language, now, json};
    json_object_open(json);
    json_member(json, "serviceId", id_format(arena, service->id));
    json_member_unless_empty(json, "key", service->key);
    json_member(json, "slug", service->slug);
    json_member(json, "name", phrase(&writer, &service->name));
    json_member_unless_empty(json, "description", phrase(&writer, &service->description));
    json_member(json, "status", service->status);
    json_member_unless_empty(json, "kind", service->kind);
    write_organization(&writer);
    write_needs(&writer);
    write_texts(&writer, "publics", service->publics);
    write_texts(&writer, "modes", service->modes);
    write_texts(&writer, "languages", service->languages);
    write_conditions(&writer);
    write_access(&writer);
    json_member(json, "cost", explain_cost(arena, service, language));
    write_phones(&writer, service->phones);
    write_doors(&writer);
    service_measures_write_json(arena, service, language, json);
    write_marks(&writer);
    json_object_close(json);
}

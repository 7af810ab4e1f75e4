/* SPDX-License-Identifier: EUPL-1.2 */
/* The half of the builder that makes services, their ways in, and their doors. */
#include "directory/catalogue_build.h"

#include <string.h>

#include "base/buffer.h"
#include "directory/hours_schedule.h"

static Text code_of_attribute(const Builder *builder, const Raw *attribute,
                              const Vocabulary **vocabulary, uint32_t *term)
{
    const Catalogue *catalogue = builder->catalogue;
    Id id = {0};
    if (!id_parse(json_member_text(attribute->body, "taxonomy_term_id"), &id)) {
        return (Text){"", 0};
    }
    for (size_t i = 0; i < catalogue->vocabulary_count; i++) {
        const Vocabulary *candidate = &catalogue->vocabularies[i];
        for (size_t j = 0; j < candidate->term_count; j++) {
            if (id_equal(candidate->terms[j].id, id)) {
                *vocabulary = candidate;
                *term = (uint32_t)j;
                return candidate->terms[j].code;
            }
        }
    }
    return (Text){"", 0};
}

/* HSDS says what a service is about by attributes; ours are sorted by their vocabulary. */
static void read_attributes(const Builder *builder, const Raw *raw, Service *service)
{
    const RawSpan owned = raw_owned(&builder->set, ENTITY_ATTRIBUTE, raw->id);
    Arena *arena = builder->set.arena;
    uint32_t *needs = ARENA_ARRAY(arena, uint32_t, owned.count);
    Text *publics = ARENA_ARRAY(arena, Text, owned.count);
    Text *modes = ARENA_ARRAY(arena, Text, owned.count);
    size_t need_count = 0;
    size_t public_count = 0;
    size_t mode_count = 0;
    for (size_t i = 0; i < owned.count; i++) {
        const Vocabulary *vocabulary = NULL;
        uint32_t term = NONE;
        const Text code = code_of_attribute(builder, &owned.items[i], &vocabulary, &term);
        if (vocabulary == NULL) {
            continue;
        }
        if (text_equal(vocabulary->key, TEXT("needs"))) {
            needs[need_count++] = term;
        } else if (text_equal(vocabulary->key, TEXT("publics"))) {
            publics[public_count++] = code;
        } else if (text_equal(vocabulary->key, TEXT("modes"))) {
            modes[mode_count++] = code;
        }
    }
    service->needs = (IndexSpan){needs, need_count};
    service->publics = (TextSpan){publics, public_count};
    service->modes = (TextSpan){modes, mode_count};
}

static void read_languages(const RawSet *set, const Raw *raw, Service *service)
{
    const RawSpan owned = raw_owned(set, ENTITY_LANGUAGE, raw->id);
    Text *codes = ARENA_ARRAY(set->arena, Text, owned.count);
    size_t count = 0;
    for (size_t i = 0; i < owned.count; i++) {
        const Text code = raw_text(set, owned.items[i].body, "code");
        if (code.length > 0) {
            codes[count++] = code;
        }
    }
    service->languages = (TextSpan){codes, count};
}

static void read_conditions(const RawSet *set, const json_t *own, Service *service)
{
    const json_t *list = json_object_get(own, "conditions");
    const size_t count = json_array_size(list);
    ConditionText *conditions = ARENA_ARRAY(set->arena, ConditionText, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        conditions[i] = (ConditionText){
            .key = raw_text(set, item, "key"),
            .expression = raw_text(set, item, "expression"),
            .text = raw_own_phrase(set, item, "text"),
            .marks = raw_marks(set, item),
        };
    }
    service->conditions = conditions;
    service->condition_count = count;
    service->open_to_all = raw_known(own, "open_to_all") == YES;
}

static AccessKind access_kind_of(Text name)
{
    static const char *const names[] = {
        [ACCESS_WALK_IN] = "walk_in",
        [ACCESS_PHONE] = "phone",
        [ACCESS_APPOINTMENT] = "appointment",
        [ACCESS_PRESCRIBER] = "prescriber",
        [ACCESS_CARD] = "card",
        [ACCESS_TICKET] = "ticket",
        [ACCESS_LETTER] = "letter",
        [ACCESS_ENQUIRY] = "enquiry",
        [ACCESS_FORM] = "form",
    };
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (text_equal(name, text_from(names[i]))) {
            return (AccessKind)i;
        }
    }
    return ACCESS_WALK_IN;
}

static IndexSpan services_named(const Builder *builder, const json_t *list)
{
    const size_t count = json_array_size(list);
    uint32_t *indexes = ARENA_ARRAY(builder->set.arena, uint32_t, count);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const Id id = id_from_name(TEXT("service"), json_text(json_array_get(list, i)));
        const uint32_t index = id_index_find(builder->services, id);
        if (index != NONE) {
            indexes[found++] = index;
        }
    }
    return (IndexSpan){indexes, found};
}

static void read_access(const Builder *builder, const json_t *own, Service *service)
{
    const RawSet *set = &builder->set;
    const json_t *list = json_object_get(own, "access");
    const size_t count = json_array_size(list);
    AccessStep *steps = ARENA_ARRAY(set->arena, AccessStep, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        steps[i] = (AccessStep){
            .kind = access_kind_of(json_member_text(item, "kind")),
            .text = raw_own_phrase(set, item, "text"),
            .by = services_named(builder, json_object_get(item, "by")),
            .unless = raw_text(set, item, "unless"),
            .phone = raw_text(set, item, "phone"),
        };
    }
    service->access = steps;
    service->access_count = count;
}

static void read_costs(const RawSet *set, const Raw *raw, Service *service)
{
    const RawSpan owned = raw_owned(set, ENTITY_COST_OPTION, raw->id);
    Cost *costs = ARENA_ARRAY(set->arena, Cost, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        const Raw *cost = &owned.items[i];
        const json_t *amount = json_object_get(cost->body, "amount");
        costs[i] = (Cost){
            .option = raw_phrase(set, cost, "option"),
            .description = raw_phrase(set, cost, "amount_description"),
            .currency = raw_text(set, cost->body, "currency"),
            .has_amount = json_is_number(amount),
            .amount = json_number_value(amount),
        };
    }
    service->costs = costs;
    service->cost_count = owned.count;
    service->is_free = raw_known(raw_own(raw), "free");
}

static PhraseSpan phrases_of(const RawSet *set, EntityKind kind, Id owner, const char *field)
{
    const RawSpan owned = raw_owned(set, kind, owner);
    Phrase *phrases = ARENA_ARRAY(set->arena, Phrase, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        phrases[i] = raw_phrase(set, &owned.items[i], field);
    }
    return (PhraseSpan){phrases, owned.count};
}

static void read_capacities(const RawSet *set, const json_t *own, Service *service)
{
    const json_t *list = json_object_get(own, "capacities");
    const size_t count = json_array_size(list);
    Capacity *capacities = ARENA_ARRAY(set->arena, Capacity, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        capacities[i] = (Capacity){
            .unit = raw_text(set, item, "unit"),
            .maximum = raw_integer(item, "maximum", -1),
            .available = raw_integer(item, "available", -1),
            .updated = raw_text(set, item, "updated"),
            .description = raw_own_phrase(set, item, "description"),
        };
    }
    service->capacities = capacities;
    service->capacity_count = count;
}

static void read_conventions(const RawSet *set, const json_t *own, Service *service)
{
    const json_t *list = json_object_get(own, "conventions");
    const size_t count = json_array_size(list);
    StatedConvention *conventions = ARENA_ARRAY(set->arena, StatedConvention, count);
    for (size_t i = 0; i < count; i++) {
        const json_t *item = json_array_get(list, i);
        conventions[i] = (StatedConvention){
            .parties = raw_texts(set, item, "parties"),
            .text = raw_own_phrase(set, item, "text"),
            .marks = raw_marks(set, item),
        };
    }
    service->conventions = conventions;
    service->convention_count = count;
}

static Remote remote_of(const json_t *own)
{
    const Text remote = json_member_text(own, "remote");
    if (text_equal(remote, TEXT("telephone"))) {
        return REMOTE_TELEPHONE;
    }
    return text_equal(remote, TEXT("online")) ? REMOTE_ONLINE : REMOTE_NO;
}

/* ASCII letters and digits of the name, in lower case, with '-' between words; common accented
 * letters lose their accent. The first eight hexadecimal digits of the id make it unique. */
static Text slug_of(const RawSet *set, Text name, Id id)
{
    static const char plain[] =
        "aaaaaaaceeeeiiiidnooooo/ouuuuypsaaaaaaaceeeeiiiidnooooo/ouuuuypy";
    Buffer slug = buffer_new(set->arena, 80);
    for (size_t i = 0; i < name.length; i++) {
        unsigned char byte = (unsigned char)name.bytes[i];
        if (byte == 0xC3 && i + 1 < name.length) {
            byte = (unsigned char)plain[(unsigned char)name.bytes[++i] & 0x3F];
        }
        const bool upper = byte >= 'A' && byte <= 'Z';
        const char letter = (char)(upper ? byte + 32 : byte);
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
            buffer_append_byte(&slug, letter);
        } else if (slug.length > 0 && slug.length < 60 && slug.bytes[slug.length - 1] != '-') {
            buffer_append_byte(&slug, '-');
        }
        if (slug.length >= 60) {
            break;
        }
    }
    if (slug.length > 0 && slug.bytes[slug.length - 1] != '-') {
        buffer_append_byte(&slug, '-');
    }
    buffer_append(&slug, text_slice(id_format(set->scratch, id), 28, 36));
    return buffer_text(&slug);
}

static uint32_t organization_of(const Builder *builder, const Raw *raw)
{
    const uint32_t linked = id_index_find_text(builder->organizations,
                                               json_member_text(raw->body, "organization_id"));
    return linked != NONE ? linked : id_index_find(builder->organizations, raw->owner);
}

static Service service_of(const Builder *builder, const Raw *raw)
{
    const RawSet *set = &builder->set;
    const json_t *own = raw_own(raw);
    Service service = {
        .id = raw->id,
        .key = raw_text(set, own, "key"),
        .organization = organization_of(builder, raw),
        .program = raw_text(set, raw->body, "program_id"),
        .name = raw_phrase(set, raw, "name"),
        .alternate_name = raw_phrase(set, raw, "alternate_name"),
        .description = raw_phrase(set, raw, "description"),
        .status = raw_text(set, raw->body, "status"),
        .kind = raw_text(set, own, "kind"),
        .url = raw_text(set, raw->body, "url"),
        .email = raw_text(set, raw->body, "email"),
        .documents = phrases_of(set, ENTITY_REQUIRED_DOCUMENT, raw->id, "document"),
        .funders = phrases_of(set, ENTITY_FUNDING, raw->id, "source"),
        .phones = raw_phones(set, raw->id),
        .contacts = raw_contacts(set, raw->id),
        .crisis = raw_own_phrase(set, json_object_get(own, "crisis"), "cause"),
        .duration = raw_integer(own, "duration", 0),
        .remote = remote_of(own),
        .marks = raw_marks(set, own),
    };
    service.slug = slug_of(set, service.name.in[FRENCH], raw->id);
    read_attributes(builder, raw, &service);
    read_languages(set, raw, &service);
    read_conditions(set, own, &service);
    read_access(builder, own, &service);
    read_costs(set, raw, &service);
    read_capacities(set, own, &service);
    read_conventions(set, own, &service);
    return service;
}

/* -------------------------------------------------------------------------------- doors */

static ScheduleRow schedule_row_of(const json_t *body)
{
    return (ScheduleRow){
        .freq = json_member_text(body, "freq"),
        .dtstart = json_member_text(body, "dtstart"),
        .until = json_member_text(body, "until"),
        .valid_from = json_member_text(body, "valid_from"),
        .valid_to = json_member_text(body, "valid_to"),
        .count = json_integer_value(json_object_get(body, "count")),
        .interval = json_integer_value(json_object_get(body, "interval")),
        .byday = json_member_text(body, "byday"),
        .bymonthday = json_member_text(body, "bymonthday"),
        .byweekno = json_member_text(body, "byweekno"),
        .byyearday = json_member_text(body, "byyearday"),
        .wkst = json_member_text(body, "wkst"),
        .opens_at = json_member_text(body, "opens_at"),
        .closes_at = json_member_text(body, "closes_at"),
        .description = json_member_text(body, "description"),
        .schedule_link = json_member_text(body, "schedule_link"),
        .notes = json_member_text(body, "notes"),
    };
}

static const Hours *hours_owned_by(const RawSet *set, Id owner)
{
    const RawSpan owned = raw_owned(set, ENTITY_SCHEDULE, owner);
    ScheduleRow *rows = ARENA_ARRAY(set->scratch, ScheduleRow, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        rows[i] = schedule_row_of(owned.items[i].body);
    }
    Hours *hours = NULL;
    if (owned.count == 0 ||
        hours_from_schedules(set->arena, rows, owned.count, &hours, NULL) != OK) {
        return NULL;
    }
    return hours;
}

/* From the HSDS schedules of the door or, for data that hangs them there, of its service or
 * its location. Rows that cannot be read leave the hours unknown. */
static const Hours *door_hours(const Builder *builder, const Raw *raw, const Service *service,
                               const Location *location)
{
    const Hours *hours = hours_owned_by(&builder->set, raw->id);
    if (hours == NULL) {
        hours = hours_owned_by(&builder->set, service->id);
    }
    if (hours == NULL && location != NULL) {
        hours = hours_owned_by(&builder->set, location->id);
    }
    return hours;
}

static Door door_of(const Builder *builder, const Raw *raw, uint32_t service_index)
{
    const RawSet *set = &builder->set;
    const json_t *own = raw_own(raw);
    const Service *service = &builder->catalogue->services[service_index];
    const uint32_t location =
        id_index_find_text(builder->locations, json_member_text(raw->body, "location_id"));
    Door door = {
        .id = raw->id,
        .service = service_index,
        .location = location,
        .hours_value = raw_text(set, own, "hours"),
        .hours_text = raw_own_phrase(set, own, "hours_text"),
        .presence = raw_text(set, own, "presence"),
        .last_entry = raw_integer(own, "last_entry", 0),
        .phones = raw_phones(set, raw->id),
        .description = raw_phrase(set, raw, "description"),
        .marks = raw_marks(set, own),
    };
    door.hours = raw_hours(set, door.hours_value);
    if (door.hours == NULL) {
        door.hours =
            door_hours(builder, raw, service,
                       location == NONE ? NULL : &builder->catalogue->locations[location]);
    }
    return door;
}

static Door remote_door(const Service *service, uint32_t index)
{
    const bool has_phone = service->phones.count > 0;
    return (Door){
        .id = service->id,
        .service = index,
        .location = NONE,
        .hours = has_phone ? service->phones.items[0].hours : NULL,
        .hours_value = has_phone ? service->phones.items[0].hours_value : (Text){"", 0},
        .phones = service->phones,
        .marks = service->marks,
    };
}

static bool service_is_active(const Service *service)
{
    return service->status.length == 0 || text_equal(service->status, TEXT("active"));
}

typedef LIST_OF(Door) DoorList;

static void add_doors(const Builder *builder, Service *service, uint32_t index, DoorList *doors)
{
    Arena *arena = builder->set.arena;
    const RawSpan owned = raw_owned(&builder->set, ENTITY_SERVICE_AT_LOCATION, service->id);
    uint32_t *indexes = ARENA_ARRAY(arena, uint32_t, owned.count + 1);
    size_t count = 0;
    for (size_t i = 0; i < owned.count && service_is_active(service); i++) {
        indexes[count++] = (uint32_t)doors->count;
        LIST_APPEND(builder->set.scratch, doors, door_of(builder, &owned.items[i], index));
    }
    if (service->remote != REMOTE_NO && service_is_active(service)) {
        indexes[count++] = (uint32_t)doors->count;
        LIST_APPEND(builder->set.scratch, doors, remote_door(service, index));
    }
    service->doors = (IndexSpan){indexes, count};
}

Outcome build_services(Builder *builder)
{
    Arena *arena = builder->set.arena;
    const RawSpan all = raw_all(&builder->set, ENTITY_SERVICE);
    Service *services = ARENA_ARRAY(arena, Service, all.count);
    DoorList doors = {0};
    for (size_t i = 0; i < all.count; i++) {
        services[i] = service_of(builder, &all.items[i]);
    }
    builder->catalogue->services = services;
    builder->catalogue->service_count = all.count;
    for (size_t i = 0; i < all.count; i++) {
        add_doors(builder, &services[i], (uint32_t)i, &doors);
    }
    Door *kept = ARENA_ARRAY(arena, Door, doors.count);
    if (doors.count > 0) {
        memcpy(kept, doors.items, doors.count * sizeof *kept);
    }
    for (size_t i = 0; i < doors.count; i++) {
        kept[i].usual = kept[i].hours;
    }
    builder->catalogue->doors = kept;
    builder->catalogue->door_count = doors.count;
    build_measures(builder, builder->measures, services, kept);
    return OK;
}

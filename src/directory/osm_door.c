/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Only what a tag says is written: an absent tag leaves its field out, or empty where HSDS
 * requires it. Tags as https://wiki.openstreetmap.org describes them, read in November 2026.
 */
#include "directory/osm_door.h"

#include <math.h>

#include "directory/hours.h"
#include "directory/load_record.h"
#include "directory/osm_private.h"
#include "words/language.h"

/* What the parts of a door have in common. */
typedef struct Making {
    OsmDoors *doors;
    Arena *arena;
    const OsmElement *element;
    Text place; /* "node/123" */
} Making;

static void set_text(json_t *object, const char *name, Text value)
{
    if (!text_is_empty(value)) {
        (void)json_object_set_new(object, name, json_stringn(value.bytes, value.length));
    }
}

static void set_required(json_t *object, const char *name, Text value)
{
    (void)json_object_set_new(object, name, json_stringn(value.bytes, value.length));
}

static Text id_of(const Making *making, EntityKind kind, Text what)
{
    const Text name =
        text_format(making->arena, "%.*s:%s", TEXT_ARG(what), entity_model(kind)->name);
    return id_format(making->arena, id_from_name(TEXT("openstreetmap"), name));
}

static json_t *part(const Making *making, EntityKind kind, Text detail)
{
    json_t *made = json_object();
    const Text what =
        text_format(making->arena, "%.*s%.*s", TEXT_ARG(making->place), TEXT_ARG(detail));
    set_required(made, "id", id_of(making, kind, what));
    return made;
}

/* Our own fields, with the element as their source. */
static json_t *own_fields(const Making *making, json_t *object)
{
    json_t *own = json_object();
    json_t *sources = json_array();
    const Text source = text_format(making->arena, "osm:%.*s", TEXT_ARG(making->place));
    (void)json_array_append_new(sources, json_stringn(source.bytes, source.length));
    (void)json_object_set_new(own, "source", sources);
    (void)json_object_set_new(object, "seuil", own);
    return own;
}

/* The first tag of the two that is given, up to its first semicolon. */
static Text first_of(const Making *making, const char *tag, const char *other)
{
    Text value = osm_tag(making->element, tag);
    value = text_is_empty(value) ? osm_tag(making->element, other) : value;
    return text_trim(text_slice(value, 0, text_find_byte(value, ';', 0)));
}

static void warn(const Making *making, Text detail)
{
    making->doors->warnings++;
    if (making->doors->warning.tell != NULL) {
        making->doors->warning.tell(making->doors->warning.context, making->place, detail);
    }
}

/* ------------------------------------------------------------------------------- location */

static json_t *address_of(const Making *making)
{
    const Text street = osm_tag(making->element, "addr:street");
    const Text number = osm_tag(making->element, "addr:housenumber");
    const Text code = osm_tag(making->element, "addr:postcode");
    const Text city = osm_tag(making->element, "addr:city");
    const PostalPlace *known = gazetteer_place_of(code);
    const Commune *commune = known == NULL ? NULL : gazetteer_commune_by_nis(known->nis);
    const Text country = osm_tag(making->element, "addr:country");
    if (text_is_empty(street) && text_is_empty(code) && text_is_empty(city)) {
        return NULL;
    }
    json_t *address = part(making, ENTITY_ADDRESS, TEXT(""));
    const Text line =
        text_format(making->arena, "%.*s %.*s", TEXT_ARG(street), TEXT_ARG(number));
    set_required(address, "address_1", text_is_empty(street) ? TEXT("") : text_trim(line));
    set_required(address, "city", city);
    set_required(address, "postal_code", code);
    set_required(address, "state_province", commune == NULL ? TEXT("") : commune->province);
    set_required(address, "country",
                 text_is_empty(country) && known != NULL ? TEXT("BE") : country);
    set_required(address, "address_type", TEXT("physical"));
    return address;
}

typedef struct WheelchairWords {
    const char *value;
    bool lets_in; /* without a doubt: else it describes the place and promises nothing */
    const char *in[LANGUAGE_COUNT];
} WheelchairWords;

static const WheelchairWords wheelchair_words[] = {
    {"yes",
     true,  {[FRENCH] = "Accessible en fauteuil roulant",
      [DUTCH] = "Toegankelijk met een rolstoel",
      [GERMAN] = "Mit dem Rollstuhl zugänglich",
      [ENGLISH] = "Accessible by wheelchair"}        },
    {"limited",
     false, {[FRENCH] = "Accessible en partie en fauteuil roulant",
      [DUTCH] = "Deels toegankelijk met een rolstoel",
      [GERMAN] = "Mit dem Rollstuhl teilweise zugänglich",
      [ENGLISH] = "Partly accessible by wheelchair"}},
    {"no",
     false, {[FRENCH] = "Pas accessible en fauteuil roulant",
      [DUTCH] = "Niet toegankelijk met een rolstoel",
      [GERMAN] = "Mit dem Rollstuhl nicht zugänglich",
      [ENGLISH] = "Not accessible by wheelchair"}   },
};

static const WheelchairWords *wheelchair_of(const Making *making)
{
    const Text given = osm_tag(making->element, "wheelchair");
    const Text value = text_equal(given, TEXT("designated")) ? TEXT("yes") : given;
    for (size_t i = 0; i < LENGTH_OF(wheelchair_words); i++) {
        if (text_equal(value, text_from(wheelchair_words[i].value))) {
            return &wheelchair_words[i];
        }
    }
    return NULL;
}

/* The description of a record, in the four languages. */
static void describe(const WheelchairWords *words, json_t *object, json_t *own)
{
    json_t *translations = json_object();
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (i != FRENCH) {
            (void)json_object_set_new(translations, language_code((Language)i).bytes,
                                      json_pack("{s:s}", "description", words->in[i]));
        }
    }
    set_required(object, "description", text_from(words->in[FRENCH]));
    (void)json_object_set_new(own, "translations", translations);
}

static void set_list_of_one(json_t *object, const char *name, json_t *item)
{
    if (item != NULL) {
        json_t *list = json_array();
        (void)json_array_append_new(list, item);
        (void)json_object_set_new(object, name, list);
    }
}

/* Search takes an accessibility record for a promise that one gets in. */
static void set_wheelchair(const Making *making, json_t *location, json_t *own)
{
    const WheelchairWords *words = wheelchair_of(making);
    if (words != NULL && words->lets_in) {
        json_t *made = part(making, ENTITY_ACCESSIBILITY, TEXT(""));
        describe(words, made, own_fields(making, made));
        set_text(made, "details", osm_tag(making->element, "wheelchair:description"));
        set_list_of_one(location, "accessibility", made);
    } else if (words != NULL) {
        describe(words, location, own);
    }
}

static json_t *location_of(const Making *making, Text name)
{
    json_t *location = part(making, ENTITY_LOCATION, TEXT(""));
    const GeoPoint point = making->element->point;
    set_required(location, "location_type", TEXT("physical"));
    set_text(location, "name", name);
    if (!isnan(point.latitude)) {
        (void)json_object_set_new(location, "latitude", json_real(point.latitude));
        (void)json_object_set_new(location, "longitude", json_real(point.longitude));
    }
    set_list_of_one(location, "addresses", address_of(making));
    set_wheelchair(making, location, own_fields(making, location));
    return location;
}

/* -------------------------------------------------------------------------------- service */

static void set_hours(const Making *making, json_t *own)
{
    const Text value = osm_tag(making->element, "opening_hours");
    Problem problem = {.arena = making->arena};
    Hours *hours = NULL;
    if (text_is_empty(value)) {
        return;
    }
    if (hours_parse_osm(making->arena, value, &hours, &problem) == OK) {
        set_text(own, "hours", value);
        return;
    }
    json_t *text = json_object();
    set_text(text, "fr", value);
    (void)json_object_set_new(own, "hours_text", text);
    warn(making, text_format(making->arena, "opening_hours “%.*s” is kept as text: %.*s",
                             TEXT_ARG(value), TEXT_ARG(problem.detail)));
}

static json_t *door_of(const Making *making, Text name)
{
    json_t *door = part(making, ENTITY_SERVICE_AT_LOCATION, TEXT(""));
    set_hours(making, own_fields(making, door));
    (void)json_object_set_new(door, "location", location_of(making, name));
    return door;
}

static void set_phones(const Making *making, json_t *service)
{
    Text rest = osm_tag(making->element, "phone");
    rest = text_is_empty(rest) ? osm_tag(making->element, "contact:phone") : rest;
    json_t *phones = json_array();
    Text number = {0};
    while (text_next(&rest, ';', &number)) {
        if (!text_is_empty(text_trim(number))) {
            json_t *phone = part(making, ENTITY_PHONE,
                                 text_format(making->arena, "#%zu", json_array_size(phones)));
            set_required(phone, "number", text_trim(number));
            (void)json_array_append_new(phones, phone);
        }
    }
    (void)json_object_set_new(service, "phones", phones);
}

/* "language:nl=yes" */
static void set_languages(const Making *making, json_t *service)
{
    json_t *languages = json_array();
    for (size_t i = 0; i < making->element->tags.count; i++) {
        const OsmTag *tag = &making->element->tags.items[i];
        const Text prefix = TEXT("language:");
        if (text_starts_with(tag->key, prefix) && text_equal(tag->value, TEXT("yes"))) {
            const Text code = text_slice(tag->key, prefix.length, tag->key.length);
            json_t *language = part(making, ENTITY_LANGUAGE, tag->key);
            set_required(language, "code", code);
            (void)json_array_append_new(languages, language);
        }
    }
    (void)json_object_set_new(service, "languages", languages);
}

/* The terms of the element, each once; false when none of them is a need. */
static bool set_terms(const Making *making, json_t *service)
{
    json_t *attributes = json_array();
    json_t *seen SCOPED(json_close) = json_object();
    const OsmTerm *term = NULL;
    bool has_need = false;
    size_t at = 0;
    while ((term = osm_terms_next(&making->doors->terms, making->element, &at)) != NULL) {
        has_need = has_need || term->is_need;
        const char *code = text_to_c(making->arena, term->code);
        if (json_object_get(seen, code) == NULL) {
            const Id id = load_id_of_key(ENTITY_TAXONOMY_TERM, term->code);
            json_t *attribute = part(making, ENTITY_ATTRIBUTE, term->code);
            set_required(attribute, "label", term->code);
            set_required(attribute, "link_entity", TEXT("service"));
            (void)json_object_set(attribute, "link_id", json_object_get(service, "id"));
            set_required(attribute, "taxonomy_term_id", id_format(making->arena, id));
            (void)json_array_append_new(attributes, attribute);
            (void)json_object_set_new(seen, code, json_true());
        }
    }
    (void)json_object_set_new(service, "attributes", attributes);
    return has_need;
}

static void set_translations(const Making *making, json_t *own)
{
    json_t *translations = json_object();
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        const Text name =
            osm_tag(making->element, text_format(making->arena, "name:%s", code).bytes);
        if (i != FRENCH && !text_is_empty(name)) {
            json_t *fields = json_object();
            set_text(fields, "name", name);
            (void)json_object_set_new(translations, code, fields);
        }
    }
    if (json_object_size(translations) > 0) {
        (void)json_object_set_new(own, "translations", translations);
    } else {
        json_decref(translations);
    }
}

/* "fee", and the day on which somebody last looked. */
static void set_marks(const Making *making, json_t *own)
{
    const Text fee = osm_tag(making->element, "fee");
    const Text checked = osm_tag(making->element, "check_date");
    Date date = 0;
    if (text_equal(fee, TEXT("no")) || text_equal(fee, TEXT("yes"))) {
        (void)json_object_set_new(own, "free", json_boolean(text_equal(fee, TEXT("no"))));
    }
    if (date_parse(checked, &date)) {
        set_text(own, "verified_at", checked);
        set_text(own, "verified_how", TEXT("OpenStreetMap check_date"));
    }
}

static json_t *service_of(const Making *making, Text name)
{
    json_t *service = part(making, ENTITY_SERVICE, TEXT(""));
    set_required(service, "name", name);
    set_required(service, "status", TEXT("active"));
    set_text(service, "description", osm_tag(making->element, "description"));
    set_text(service, "url", first_of(making, "website", "contact:website"));
    set_text(service, "email", first_of(making, "email", "contact:email"));
    json_t *own = own_fields(making, service);
    set_text(own, "key",
             text_format(making->arena, "osm-%.*s-%lld", TEXT_ARG(making->element->type),
                         (long long)making->element->id));
    set_marks(making, own);
    set_translations(making, own);
    set_phones(making, service);
    set_languages(making, service);
    return service;
}

/* --------------------------------------------------------------------------- organization */

/* Who runs it, when OSM says so: the same for all its places. Else the place itself. */
static json_t *organization_of(const Making *making, Text name)
{
    const Text operator= osm_tag(making->element, "operator");
    const bool is_run = !text_is_empty(operator);
    json_t *organization = is_run ? json_object() : part(making, ENTITY_ORGANIZATION, TEXT(""));
    if (is_run) {
        const Text what = text_format(making->arena, "operator/%.*s", TEXT_ARG(operator));
        set_required(organization, "id", id_of(making, ENTITY_ORGANIZATION, what));
        (void)json_object_set_new(organization, "seuil",
                                  json_pack("{s:[s]}", "source", "osm:operator"));
    } else {
        (void)own_fields(making, organization);
    }
    set_required(organization, "name", is_run ? operator : name);
    set_required(organization, "description", TEXT(""));
    return organization;
}

static bool is_for_the_public(const OsmElement *element)
{
    const Text access = osm_tag(element, "access");
    return !text_equal(access, TEXT("no")) && !text_equal(access, TEXT("private"));
}

json_t *osm_door_of(OsmDoors *doors, Arena *arena, const OsmElement *element)
{
    const Making making = {doors, arena, element, osm_place_of(arena, element)};
    const Text name = text_trim(first_of(&making, "name", "operator"));
    size_t at = 0;
    if (osm_terms_next(&doors->terms, element, &at) == NULL || text_is_empty(name) ||
        !is_for_the_public(element)) {
        return NULL;
    }
    json_t *service SCOPED(json_close) = service_of(&making, name);
    if (!set_terms(&making, service)) {
        return NULL;
    }
    set_list_of_one(service, "service_at_locations", door_of(&making, name));
    json_t *organization = organization_of(&making, name);
    set_list_of_one(organization, "services", json_incref(service));
    return organization;
}

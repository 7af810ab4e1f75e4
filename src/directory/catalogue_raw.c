/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/catalogue_raw.h"

#include <stdlib.h>

typedef struct Reading {
    RawSet *set;
    const BodySink *also;
} Reading;

static Outcome keep_record(void *context, const Record *record, Problem *problem)
{
    const Reading *reading = context;
    RawSet *set = reading->set;
    Raw raw = {
        .id = record->id,
        .owner_kind = record->owner_kind,
        .owner = record->owner,
        .position = record->position,
    };
    TRY(json_read(record->body, JSON_FILE_LIMITS, &raw.body, problem));
    LIST_APPEND(set->scratch, &set->kinds[record->kind], raw);
    return reading->also == NULL
               ? OK
               : reading->also->put(reading->also->context, record, raw.body, problem);
}

static int compare_raw(const void *a, const void *b)
{
    const Raw *left = a;
    const Raw *right = b;
    const int by_owner = id_compare(left->owner, right->owner);
    if (by_owner != 0) {
        return by_owner;
    }
    if (left->position != right->position) {
        return left->position < right->position ? -1 : 1;
    }
    return id_compare(left->id, right->id);
}

Outcome raw_read(RawSet *set, struct Session *session, const BodySink *also)
{
    Reading reading = {set, also};
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        const RecordSink sink = {keep_record, &reading};
        TRY(record_each(session, (EntityKind)kind, sink, set->problem));
        if (set->kinds[kind].count > 1) {
            qsort(set->kinds[kind].items, set->kinds[kind].count, sizeof(Raw), compare_raw);
        }
    }
    return OK;
}

void raw_release(RawSet *set)
{
    for (int kind = 0; kind < ENTITY_COUNT; kind++) {
        for (size_t i = 0; i < set->kinds[kind].count; i++) {
            json_decref(set->kinds[kind].items[i].body);
        }
    }
}

RawSpan raw_all(const RawSet *set, EntityKind kind)
{
    return (RawSpan){set->kinds[kind].items, set->kinds[kind].count};
}

RawSpan raw_owned(const RawSet *set, EntityKind kind, Id owner)
{
    const RawSpan all = raw_all(set, kind);
    size_t low = 0;
    size_t high = all.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (id_compare(all.items[middle].owner, owner) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    size_t end = low;
    while (end < all.count && id_equal(all.items[end].owner, owner)) {
        end++;
    }
    return (RawSpan){all.items + low, end - low};
}

typedef struct IdPosition {
    Id id;
    uint32_t position;
} IdPosition;

static int compare_positions(const void *a, const void *b)
{
    return id_compare(((const IdPosition *)a)->id, ((const IdPosition *)b)->id);
}

IdIndex id_index_new(const RawSet *set, const Id *ids, size_t count)
{
    IdPosition *rows = ARENA_ARRAY(set->scratch, IdPosition, count);
    for (size_t i = 0; i < count; i++) {
        rows[i] = (IdPosition){ids[i], (uint32_t)i};
    }
    qsort(rows, count, sizeof *rows, compare_positions);
    return (IdIndex){rows, count};
}

IdIndex id_index_of(const RawSet *set, EntityKind kind)
{
    const RawSpan all = raw_all(set, kind);
    Id *ids = ARENA_ARRAY(set->scratch, Id, all.count);
    for (size_t i = 0; i < all.count; i++) {
        ids[i] = all.items[i].id;
    }
    return id_index_new(set, ids, all.count);
}

uint32_t id_index_find(IdIndex index, Id id)
{
    const IdPosition wanted = {.id = id};
    const IdPosition *found = index.count == 0 ? NULL
                                               : bsearch(&wanted, index.rows, index.count,
                                                         sizeof wanted, compare_positions);
    return found == NULL ? NONE : found->position;
}

uint32_t id_index_find_text(IdIndex index, Text text)
{
    Id id = {0};
    return id_parse(text, &id) ? id_index_find(index, id) : NONE;
}

Outcome raw_refuse(const RawSet *set, EntityKind kind, const Raw *raw, const char *field,
                   const char *reason)
{
    const Text id = id_format(set->scratch, raw->id);
    const Text where =
        text_format(set->scratch, "%s %.*s", entity_model(kind)->name, TEXT_ARG(id));
    return problem_set(set->problem, INVALID, where, field, "%s", reason);
}

/* ------------------------------------------------------------------------------- fields */

const json_t *raw_own(const Raw *raw)
{
    return json_object_get(raw->body, "seuil");
}

Text raw_text(const RawSet *set, const json_t *object, const char *field)
{
    const Text text = json_member_text(object, field);
    return text.length == 0 ? text : text_copy(set->arena, text);
}

Phrase raw_phrase(const RawSet *set, const Raw *raw, const char *field)
{
    Phrase phrase = {0};
    phrase.in[FRENCH] = raw_text(set, raw->body, field);
    const json_t *translations = json_object_get(raw_own(raw), "translations");
    for (int i = 0; translations != NULL && i < LANGUAGE_COUNT; i++) {
        const json_t *fields = json_object_get(translations, language_code((Language)i).bytes);
        const Text text = raw_text(set, fields, field);
        if (text.length > 0) {
            phrase.in[i] = text;
        }
    }
    return phrase;
}

Phrase raw_own_phrase(const RawSet *set, const json_t *own, const char *field)
{
    Phrase phrase = {0};
    const json_t *value = json_object_get(own, field);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        phrase.in[i] = raw_text(set, value, language_code((Language)i).bytes);
    }
    return phrase;
}

TextSpan raw_texts(const RawSet *set, const json_t *object, const char *field)
{
    const json_t *list = json_object_get(object, field);
    const size_t count = json_array_size(list);
    Text *texts = ARENA_ARRAY(set->arena, Text, count);
    for (size_t i = 0; i < count; i++) {
        texts[i] = text_copy(set->arena, json_text(json_array_get(list, i)));
    }
    return (TextSpan){texts, count};
}

Known raw_known(const json_t *object, const char *field)
{
    const json_t *value = json_object_get(object, field);
    if (value == NULL || !json_is_boolean(value)) {
        return UNKNOWN_YET;
    }
    return json_is_true(value) ? YES : NO;
}

int32_t raw_integer(const json_t *object, const char *field, int32_t missing)
{
    const json_t *value = json_object_get(object, field);
    if (!json_is_integer(value)) {
        return missing;
    }
    const json_int_t whole = json_integer_value(value);
    return whole < 0 || whole > INT32_MAX ? missing : (int32_t)whole;
}

static Date date_of(const json_t *own, const char *field)
{
    Date date = DATE_NONE;
    (void)date_parse(json_member_text(own, field), &date);
    return date;
}

Marks raw_marks(const RawSet *set, const json_t *own)
{
    return (Marks){
        .sources = raw_texts(set, own, "source"),
        .inventory = raw_texts(set, own, "inventory"),
        .doubt = raw_own_phrase(set, own, "doubt"),
        .valid_from = date_of(own, "valid_from"),
        .valid_to = date_of(own, "valid_to"),
        .verified_at = raw_text(set, own, "verified_at"),
        .verified_by = raw_text(set, own, "verified_by"),
        .verified_how = raw_text(set, own, "verified_how"),
        .steward = raw_text(set, own, "steward"),
    };
}

const Hours *raw_hours(const RawSet *set, Text value)
{
    Hours *hours = NULL;
    if (value.length == 0 || hours_parse_osm(set->arena, value, &hours, NULL) != OK) {
        return NULL;
    }
    return hours;
}

PhoneSpan raw_phones(const RawSet *set, Id owner)
{
    const RawSpan owned = raw_owned(set, ENTITY_PHONE, owner);
    Phone *phones = ARENA_ARRAY(set->arena, Phone, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        const Raw *raw = &owned.items[i];
        const Text value = raw_text(set, raw_own(raw), "hours");
        phones[i] = (Phone){
            .number = raw_text(set, raw->body, "number"),
            .type = raw_text(set, raw->body, "type"),
            .description = raw_phrase(set, raw, "description"),
            .hours_value = value,
            .hours = raw_hours(set, value),
        };
    }
    return (PhoneSpan){phones, owned.count};
}

ContactSpan raw_contacts(const RawSet *set, Id owner)
{
    const RawSpan owned = raw_owned(set, ENTITY_CONTACT, owner);
    Contact *contacts = ARENA_ARRAY(set->arena, Contact, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        const Raw *raw = &owned.items[i];
        contacts[i] = (Contact){
            .name = raw_text(set, raw->body, "name"),
            .title = raw_phrase(set, raw, "title"),
            .email = raw_text(set, raw->body, "email"),
            .phones = raw_phones(set, raw->id),
            .is_private = raw_known(raw_own(raw), "private") == YES,
        };
    }
    return (ContactSpan){contacts, owned.count};
}

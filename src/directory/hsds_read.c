/* SPDX-License-Identifier: EUPL-1.2 */
/* Nested JSON becomes flat records: each object is taken apart by the table of the model. */
#include "directory/hsds_intake.h"
#include "json/split.h"

#include <string.h>

/* Who an object is nested in, while it is read. */
typedef struct Nest {
    EntityKind kind; /* ENTITY_COUNT at the top */
    Id id;
    uint32_t position;
} Nest;

static const Nest TOP = {.kind = ENTITY_COUNT};

static Outcome read_object(HsdsSet *set, EntityKind kind, const json_t *object, Nest nest,
                           Text where);

static const MemberModel *member_named(EntityKind kind, const char *name)
{
    for (size_t i = 0; hsds_member(kind, i) != NULL; i++) {
        if (strcmp(hsds_member(kind, i)->name, name) == 0) {
            return hsds_member(kind, i);
        }
    }
    return NULL;
}

static bool holds_records(const MemberModel *member, const json_t *value)
{
    return member != NULL &&
           (member->count == MEMBER_MANY ? json_is_array(value) : json_is_object(value));
}

/* The object without the records nested in it; what HSDS does not know stays. */
static Outcome flatten(HsdsSet *set, EntityKind kind, const json_t *object, Text where,
                       json_t *flat)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)object, name, value)
    {
        const MemberModel *member = member_named(kind, name);
        if (holds_records(member, value)) {
            continue;
        }
        if (member != NULL && !json_is_null(value)) {
            return problem_set(set->problem, INVALID, where, name, "%s expected",
                               member->count == MEMBER_MANY ? "a list is" : "an object is");
        }
        (void)json_object_set(flat, name, value);
    }
    return OK;
}

/* A record named by the one that holds it: a service's organization, a place's location. */
static Outcome read_one(HsdsSet *set, HsdsDraft *holder, const MemberModel *member,
                        const json_t *object, Text where)
{
    TRY(read_object(set, member->kind, object, TOP, where));
    const char *field = hsds_link_field(holder->kind, member->kind);
    const Text id = json_member_text(object, "id");
    if (field != NULL && json_object_get(holder->body, field) == NULL) {
        (void)json_object_set_new(holder->body, field, json_stringn(id.bytes, id.length));
    }
    return OK;
}

static Outcome read_many(HsdsSet *set, const HsdsDraft *holder, const MemberModel *member,
                         const json_t *list, Text where)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const Nest nest = {holder->kind, holder->id, (uint32_t)i};
        TRY(read_object(set, member->kind, json_array_get(list, i), nest,
                        text_format(set->arena, "%.*s/%zu", TEXT_ARG(where), i)));
    }
    return OK;
}

static Outcome read_members(HsdsSet *set, HsdsDraft *holder, const json_t *object, Text where)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)object, name, value)
    {
        const MemberModel *member = member_named(holder->kind, name);
        if (!holds_records(member, value)) {
            continue;
        }
        const Text place = text_format(set->arena, "%.*s/%s", TEXT_ARG(where), name);
        TRY(member->count == MEMBER_MANY ? read_many(set, holder, member, value, place)
                                         : read_one(set, holder, member, value, place));
    }
    return OK;
}

static Outcome read_object(HsdsSet *set, EntityKind kind, const json_t *object, Nest nest,
                           Text where)
{
    if (!json_is_object(object)) {
        return problem_set(set->problem, INVALID, where, "", "an object is expected");
    }
    json_t *flat SCOPED(json_close) = json_object();
    HsdsDraft *draft = NULL;
    TRY(flatten(set, kind, object, where, flat));
    TRY(hsds_check_fields(kind, flat, where, set->problem));
    TRY(hsds_set_put(set, kind, flat, where, &draft));
    if (nest.kind != ENTITY_COUNT) {
        hsds_set_place(set, draft, nest.kind, nest.id, nest.position);
    }
    return read_members(set, draft, object, where);
}

Outcome hsds_read_object(HsdsSet *set, EntityKind kind, const json_t *object, Text where)
{
    return read_object(set, kind, object, TOP, where);
}

/* ----------------------------------------------------------------------------- the document */

/* What tells the kinds of HSDS apart when an object stands alone, the surest first. */
typedef struct Sign {
    const char *field;
    EntityKind kind;
} Sign;

static const Sign signs[] = {
    {"location_type",          ENTITY_LOCATION           },
    {"status",                 ENTITY_SERVICE            },
    {"location",               ENTITY_SERVICE_AT_LOCATION},
    {"location_id",            ENTITY_SERVICE_AT_LOCATION},
    {"service",                ENTITY_SERVICE_AT_LOCATION},
    {"taxonomy_detail",        ENTITY_TAXONOMY_TERM      },
    {"term_uri",               ENTITY_TAXONOMY_TERM      },
    {"code",                   ENTITY_TAXONOMY_TERM      },
    {"parent_organization_id", ENTITY_ORGANIZATION       },
    {"legal_status",           ENTITY_ORGANIZATION       },
    {"website",                ENTITY_ORGANIZATION       },
    {"services",               ENTITY_ORGANIZATION       },
    {"version",                ENTITY_TAXONOMY           },
    {"name",                   ENTITY_ORGANIZATION       },
};

static Outcome read_unnamed(HsdsSet *set, const json_t *object, Text where)
{
    for (size_t i = 0; json_is_object(object) && i < LENGTH_OF(signs); i++) {
        if (json_object_get(object, signs[i].field) != NULL) {
            return read_object(set, signs[i].kind, object, TOP, where);
        }
    }
    return problem_set(set->problem, INVALID, where, "",
                       "an object of HSDS is expected: an organization, a service...");
}

/* "phones", or "phones.csv" as in the official tabular example. */
static bool kind_of_table(const char *name, EntityKind *kind)
{
    Text table = text_from(name);
    if (text_ends_with(table, TEXT(".csv"))) {
        table = text_slice(table, 0, table.length - 4);
    }
    for (int i = 0; i < HSDS_ENTITY_COUNT; i++) {
        if (text_equal(table, text_from(entity_model((EntityKind)i)->table))) {
            *kind = (EntityKind)i;
            return true;
        }
    }
    return false;
}

/* A document on its way into the store. */
typedef struct Reading {
    JsonSplit *split;
    Intake *intake;
    Problem *problem;
} Reading;

static Outcome read_value(const Reading *reading, EntityKind kind, const json_t *value,
                          Text where)
{
    HsdsSet *set = intake_set(reading->intake);
    TRY(kind == ENTITY_COUNT ? read_unnamed(set, value, where)
                             : read_object(set, kind, value, TOP, where));
    return intake_pause(reading->intake);
}

/* `list` is the path of the values: "/services"; NULL says that they stand a value a line. */
static Outcome read_values(const Reading *reading, const char *list, EntityKind kind)
{
    bool found = true;
    for (size_t i = 0; found; i++) {
        Arena *scratch SCOPED(arena_close) = arena_new(256);
        json_t *value SCOPED(json_close) = NULL;
        TRY(json_split_next(reading->split, &value, &found, reading->problem));
        const Text where =
            list == NULL ? text_format(scratch, "line %zu ", json_split_line(reading->split))
                         : text_format(scratch, "%s/%zu", list, i);
        if (found) {
            TRY(read_value(reading, kind, value, where));
        }
    }
    return OK;
}

static Outcome read_tables(const Reading *reading, bool *is_there)
{
    const char *name = NULL;
    json_t *value = NULL;
    *is_there = false;
    json_object_foreach((json_t *)json_split_outline(reading->split), name, value)
    {
        Arena *scratch SCOPED(arena_close) = arena_new(256);
        EntityKind kind = ENTITY_COUNT;
        if (json_is_array(value) && kind_of_table(name, &kind) &&
            json_split_list(reading->split, name)) {
            *is_there = true;
            TRY(read_values(reading, text_format(scratch, "/%s", name).bytes, kind));
        }
    }
    return OK;
}

/* An object that is one record: read whole. */
static Outcome read_alone(const Reading *reading)
{
    json_t *value SCOPED(json_close) = NULL;
    bool found = false;
    json_split_values(reading->split);
    TRY(json_split_next(reading->split, &value, &found, reading->problem));
    return read_value(reading, ENTITY_COUNT, value, TEXT(""));
}

static Outcome read_root_object(const Reading *reading)
{
    const json_t *outline = json_split_outline(reading->split);
    bool is_there = false;
    if (json_is_array(json_object_get(outline, "contents")) &&
        json_split_list(reading->split, "contents")) {
        return read_values(reading, "/contents", ENTITY_COUNT);
    }
    if (json_object_get(outline, "id") != NULL) {
        return read_alone(reading);
    }
    TRY(read_tables(reading, &is_there));
    return is_there ? OK
                    : problem_set(reading->problem, INVALID, TEXT(""), "",
                                  "no record of HSDS: an object with an identifier, a list, or "
                                  "lists named “organizations”, “services”... are expected");
}

static Outcome read_root(void *context, Intake *intake, Problem *problem)
{
    const Reading reading = {.split = context, .intake = intake, .problem = problem};
    switch (json_split_root(reading.split)) {
    case JSON_ROOT_ONE:
        return read_root_object(&reading);
    case JSON_ROOT_LIST:
        json_split_values(reading.split);
        return read_values(&reading, "", ENTITY_COUNT);
    case JSON_ROOT_LINES:
        json_split_values(reading.split);
        return read_values(&reading, NULL, ENTITY_COUNT);
    }
    return OK;
}

Outcome hsds_import_json(const HsdsImport *import, FILE *document, HsdsCounts *counts,
                         Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    JsonSplit *split SCOPED(json_split_close) = NULL;
    TRY(json_split_open(arena, document, &split, problem));
    json_split_show(split, import->show, import->show_context);
    return intake_run(import, (IntakeSource){read_root, split}, counts, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The records of an import while they gather, by kind and identifier. */
#include "directory/hsds_set.h"

#include <string.h>

static const MemberModel services_of_organization = {"services", ENTITY_SERVICE, MEMBER_MANY};
static const MemberModel service_of_place = {"service", ENTITY_SERVICE, MEMBER_ONE};

const MemberModel *hsds_member(EntityKind kind, size_t index)
{
    const EntityModel *model = entity_model(kind);
    if (index < model->member_count) {
        return &model->members[index];
    }
    if (index > model->member_count) {
        return NULL;
    }
    return kind == ENTITY_ORGANIZATION          ? &services_of_organization
           : kind == ENTITY_SERVICE_AT_LOCATION ? &service_of_place
                                                : NULL;
}

const char *hsds_link_field(EntityKind kind, EntityKind target)
{
    const EntityModel *model = entity_model(kind);
    const Text target_name = text_from(entity_model(target)->name);
    if (kind == ENTITY_ATTRIBUTE && target != ENTITY_TAXONOMY_TERM) {
        return "link_id";
    }
    if (kind == ENTITY_METADATA) {
        return "resource_id";
    }
    for (size_t i = 0; i < model->field_count; i++) {
        const Text name = text_from(model->fields[i].name);
        if (model->fields[i].type == FIELD_ID && name.length == target_name.length + 3 &&
            text_starts_with(name, target_name) && text_ends_with(name, TEXT("_id"))) {
            return model->fields[i].name;
        }
    }
    return NULL;
}

/* -------------------------------------------------------------------------------- gathering */

HsdsSet *hsds_set_new(Arena *arena, Problem *problem)
{
    HsdsSet *set = ARENA_NEW(arena, HsdsSet);
    set->arena = arena;
    set->problem = problem;
    set->slots = ARENA_ARRAY(arena, HsdsDraft *, HSDS_SLOTS);
    return set;
}

void hsds_set_close(HsdsSet **set)
{
    HsdsDraft *draft = *set == NULL ? NULL : (*set)->first;
    for (; draft != NULL; draft = draft->next) {
        json_decref(draft->body);
    }
    *set = NULL;
}

size_t hsds_set_count(const HsdsSet *set)
{
    return set->count;
}

static HsdsDraft **slot_of(const HsdsSet *set, EntityKind kind, Id id)
{
    const Text bytes = text_of((const char *)id.bytes, sizeof id.bytes);
    return &set->slots[text_hash(bytes, (uint64_t)kind) % HSDS_SLOTS];
}

HsdsDraft *hsds_set_find(const HsdsSet *set, EntityKind kind, Id id)
{
    HsdsDraft *draft = *slot_of(set, kind, id);
    while (draft != NULL && (draft->kind != kind || !id_equal(draft->id, id))) {
        draft = draft->next_in_slot;
    }
    return draft;
}

static HsdsDraft *add_draft(HsdsSet *set, EntityKind kind, Id id)
{
    HsdsDraft **slot = slot_of(set, kind, id);
    HsdsDraft *draft = ARENA_NEW(set->arena, HsdsDraft);
    *draft = (HsdsDraft){.kind = kind,
                         .id = id,
                         .body = json_object(),
                         .owner_kind = ENTITY_COUNT,
                         .next_in_slot = *slot};
    *slot = draft;
    if (set->last == NULL) {
        set->first = draft;
    } else {
        set->last->next = draft;
    }
    set->last = draft;
    set->count++;
    return draft;
}

static bool came_earlier(const HsdsSet *set, EntityKind kind, Id id)
{
    return set->earlier.has != NULL && set->earlier.has(set->earlier.context, kind, id);
}

static bool is_known(const HsdsSet *set, EntityKind kind, Id id)
{
    return hsds_set_find(set, kind, id) != NULL || came_earlier(set, kind, id);
}

Outcome hsds_set_put(HsdsSet *set, EntityKind kind, const json_t *flat, Text where,
                     HsdsDraft **draft)
{
    Id id = {0};
    if (!id_parse(json_member_text(flat, "id"), &id)) {
        return problem_set(set->problem, INVALID, where, "id",
                           "a %s needs an identifier that is a UUID", entity_model(kind)->name);
    }
    HsdsDraft *found = hsds_set_find(set, kind, id);
    if (found == NULL) {
        found = add_draft(set, kind, id);
        found->where = text_copy(set->arena, where);
        if (came_earlier(set, kind, id)) {
            TRY(set->earlier.fetch(set->earlier.context, found));
        }
    }
    const char *field = NULL;
    json_t *value = NULL;
    json_object_foreach((json_t *)flat, field, value)
    {
        const json_t *before = json_object_get(found->body, field);
        if (before != NULL && !json_equal(before, value)) {
            return problem_set(set->problem, INVALID, where, field,
                               "this %s was given before with another value",
                               entity_model(kind)->name);
        }
        (void)json_object_set(found->body, field, value);
    }
    *draft = found;
    return OK;
}

/* ---------------------------------------------------------------------------------- placing */

static json_t *text_value(Text text)
{
    return json_stringn(text.bytes, text.length);
}

static json_t *object_in(json_t *object, const char *name, json_t *(*make)(void))
{
    json_t *found = json_object_get(object, name);
    if (found == NULL) {
        found = make();
        (void)json_object_set_new(object, name, found);
    }
    return found;
}

/* Where else it stands: under "seuil", so that an export can put it back in each place. */
static void keep_further_place(HsdsSet *set, HsdsDraft *draft, EntityKind owner_kind, Id owner,
                               uint32_t position)
{
    json_t *places =
        object_in(object_in(draft->body, "seuil", json_object), "places", json_array);
    const Text id = id_format(set->arena, owner);
    for (size_t i = 0; i < json_array_size(places); i++) {
        if (text_equal(json_member_text(json_array_get(places, i), "id"), id)) {
            return;
        }
    }
    json_t *place = json_object();
    (void)json_object_set_new(place, "kind", json_string(entity_model(owner_kind)->name));
    (void)json_object_set_new(place, "id", text_value(id));
    (void)json_object_set_new(place, "position", json_integer(position));
    (void)json_array_append_new(places, place);
}

static void fill_link(HsdsSet *set, HsdsDraft *draft, EntityKind owner_kind, Id owner)
{
    const char *field = hsds_link_field(draft->kind, owner_kind);
    if (field != NULL && json_object_get(draft->body, field) == NULL) {
        (void)json_object_set_new(draft->body, field, text_value(id_format(set->arena, owner)));
    }
    const char *name = draft->kind == ENTITY_ATTRIBUTE  ? "link_entity"
                       : draft->kind == ENTITY_METADATA ? "resource_type"
                                                        : NULL;
    if (name != NULL && json_object_get(draft->body, name) == NULL) {
        (void)json_object_set_new(draft->body, name,
                                  json_string(entity_model(owner_kind)->name));
    }
}

void hsds_set_place(HsdsSet *set, HsdsDraft *draft, EntityKind owner_kind, Id owner,
                    uint32_t position)
{
    if (draft->owner_kind == ENTITY_COUNT) {
        draft->owner_kind = owner_kind;
        draft->owner = owner;
        draft->position = position;
    } else if (draft->owner_kind != owner_kind || !id_equal(draft->owner, owner)) {
        keep_further_place(set, draft, owner_kind, owner, position);
    }
    fill_link(set, draft, owner_kind, owner);
}

/* The nearest owner first: a phone of a contact of a service belongs to the contact. */
static const EntityKind adopters[] = {
    ENTITY_PHONE,    ENTITY_CONTACT, ENTITY_SERVICE_AT_LOCATION,
    ENTITY_LOCATION, ENTITY_SERVICE, ENTITY_ORGANIZATION,
    ENTITY_TAXONOMY,
};

static bool is_held_by(EntityKind kind, EntityKind owner)
{
    if (kind == ENTITY_TAXONOMY_TERM && owner == ENTITY_TAXONOMY) {
        return true;
    }
    for (size_t i = 0; hsds_member(owner, i) != NULL; i++) {
        if (hsds_member(owner, i)->kind == kind &&
            hsds_member(owner, i)->count == MEMBER_MANY) {
            return true;
        }
    }
    return false;
}

/* An attribute says itself what its link names, and so does a metadata row. */
static bool owner_by_name(EntityKind kind, const json_t *body, EntityKind *owner_kind,
                          Id *owner)
{
    const bool is_metadata = kind == ENTITY_METADATA;
    return entity_kind_parse(
               json_member_text(body, is_metadata ? "resource_type" : "link_entity"),
               owner_kind) &&
           id_parse(json_member_text(body, is_metadata ? "resource_id" : "link_id"), owner);
}

bool hsds_owner_by_link(EntityKind kind, const json_t *body, EntityKind *owner_kind, Id *owner)
{
    if (kind == ENTITY_ATTRIBUTE || kind == ENTITY_METADATA) {
        return owner_by_name(kind, body, owner_kind, owner);
    }
    for (size_t i = 0; i < LENGTH_OF(adopters); i++) {
        const char *field = hsds_link_field(kind, adopters[i]);
        if (field != NULL && is_held_by(kind, adopters[i]) &&
            id_parse(json_member_text(body, field), owner)) {
            *owner_kind = adopters[i];
            return true;
        }
    }
    return false;
}

static EntityKind kind_with_id(const HsdsSet *set, Id id)
{
    int kind = 0;
    while (kind < HSDS_ENTITY_COUNT && !is_known(set, (EntityKind)kind, id)) {
        kind++;
    }
    return kind < HSDS_ENTITY_COUNT ? (EntityKind)kind : ENTITY_COUNT;
}

/* Where the word for the kind is none of HSDS, or names no record with this identifier, the
 * record that has it is looked for. */
static void adopt_by_id(const HsdsSet *set, HsdsDraft *draft)
{
    const bool is_metadata = draft->kind == ENTITY_METADATA;
    Id id = {0};
    if (!id_parse(json_member_text(draft->body, is_metadata ? "resource_id" : "link_id"),
                  &id) ||
        (draft->owner_kind != ENTITY_COUNT && is_known(set, draft->owner_kind, id))) {
        return;
    }
    const EntityKind found = kind_with_id(set, id);
    if (found != ENTITY_COUNT) {
        draft->owner_kind = found;
        draft->owner = id;
    }
}

void hsds_set_adopt(HsdsSet *set, uint32_t *position)
{
    for (HsdsDraft *draft = set->first; draft != NULL; draft = draft->next, ++*position) {
        if (draft->owner_kind != ENTITY_COUNT) {
            continue;
        }
        draft->position = *position;
        if (!hsds_owner_by_link(draft->kind, draft->body, &draft->owner_kind, &draft->owner)) {
            draft->owner_kind = ENTITY_COUNT;
            draft->owner = (Id){{0}};
        }
        if (draft->kind == ENTITY_ATTRIBUTE || draft->kind == ENTITY_METADATA) {
            adopt_by_id(set, draft);
        }
    }
}

/* --------------------------------------------------------------------------------- checking */

static const char *wrong_with(const FieldModel *field, const json_t *value)
{
    Date date = 0;
    Id id = {0};
    const Text text = json_text(value);
    if (field->type == FIELD_NUMBER) {
        return json_is_number(value) ? NULL : "a number is expected";
    }
    if (field->type == FIELD_TEXT && json_is_number(value)) {
        return NULL; /* as the official examples write some identifiers */
    }
    if (!json_is_string(value)) {
        return "a text is expected";
    }
    if (field->type == FIELD_DATE && !date_parse(text, &date)) {
        return "a date that exists is expected, as 2026-11-24";
    }
    if (field->type == FIELD_ID && !id_parse(text, &id)) {
        return "a UUID is expected";
    }
    if (field->type == FIELD_CHOICE && !choice_is_known(field->choices, text)) {
        return field->choices;
    }
    return NULL;
}

Outcome hsds_check_fields(EntityKind kind, const json_t *flat, Text where, Problem *problem)
{
    const EntityModel *model = entity_model(kind);
    for (size_t i = 0; i < model->field_count; i++) {
        const FieldModel *field = &model->fields[i];
        const json_t *value = json_object_get(flat, field->name);
        const bool absent = value == NULL || json_is_null(value);
        if (absent && field->required) {
            return problem_set(problem, INVALID, where, field->name, "a %s needs this field",
                               model->name);
        }
        const char *wrong = absent ? NULL : wrong_with(field, value);
        if (wrong != NULL) {
            return problem_set(problem, INVALID, where, field->name, "%s%s",
                               wrong == field->choices ? "expected one of " : "", wrong);
        }
    }
    return OK;
}

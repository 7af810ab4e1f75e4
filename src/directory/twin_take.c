/* SPDX-License-Identifier: EUPL-1.2 */
/* What a kept service takes of the body of an absorbed one. */
#include "directory/twin_held.h"

#include "words/language.h"

bool twin_takes(Text taken, Text field)
{
    Text name = {0};
    while (text_next(&taken, ' ', &name)) {
        if (text_equal(name, field)) {
            return true;
        }
    }
    return false;
}

const char *twin_member(EntityKind kind)
{
    const EntityModel *service = entity_model(ENTITY_SERVICE);
    for (size_t i = 0; i < service->member_count; i++) {
        if (service->members[i].kind == kind && service->members[i].count == MEMBER_MANY) {
            return service->members[i].name;
        }
    }
    return NULL;
}

static json_t *own_of(json_t *body, bool is_made)
{
    json_t *own = json_object_get(body, "seuil");
    if (own == NULL && is_made) {
        own = json_object();
        (void)json_object_set_new(body, "seuil", own);
    }
    return own;
}

/* The member of `from`, or its absence. */
static void take_member(json_t *into, const json_t *from, const char *name)
{
    json_t *value = json_object_get(from, name);
    if (value == NULL) {
        (void)json_object_del(into, name);
    } else {
        (void)json_object_set_new(into, name, json_deep_copy(value));
    }
}

/* A name goes with what it is in the other languages. */
static void take_translations(json_t *into, const json_t *from, const char *name)
{
    for (int i = DUTCH; i < LANGUAGE_COUNT; i++) {
        const char *language = language_code((Language)i).bytes;
        const json_t *theirs = json_object_get(
            json_object_get(json_object_get(from, "seuil"), "translations"), language);
        json_t *translations = json_object_get(own_of(into, true), "translations");
        if (translations == NULL) {
            translations = json_object();
            (void)json_object_set_new(own_of(into, true), "translations", translations);
        }
        json_t *ours = json_object_get(translations, language);
        if (ours == NULL) {
            ours = json_object();
            (void)json_object_set_new(translations, language, ours);
        }
        take_member(ours, theirs, name);
        if (json_object_size(ours) == 0) {
            (void)json_object_del(translations, language);
        }
    }
}

static void take_field(Arena *arena, json_t *into, const json_t *from, Text field)
{
    static const Text own = TEXT_INIT("seuil.");
    if (text_starts_with(field, own)) {
        const Text name = text_slice(field, own.length, field.length);
        take_member(own_of(into, true), json_object_get(from, "seuil"), text_to_c(arena, name));
        return;
    }
    const char *name = text_to_c(arena, field);
    take_member(into, from, name);
    if (entity_field(ENTITY_SERVICE, field) != NULL &&
        entity_field(ENTITY_SERVICE, field)->type == FIELD_TEXT) {
        take_translations(into, from, name);
    }
}

/* The records of lists are moved, not copied (twin_held.c). */
void twin_take(Arena *arena, json_t *into, const json_t *from, Text taken)
{
    Text field = {0};
    while (taken.length > 0 && text_next(&taken, ' ', &field)) {
        if (entity_member(ENTITY_SERVICE, field) == NULL) {
            take_field(arena, into, from, field);
        }
    }
}

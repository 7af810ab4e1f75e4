/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/household_json.h"

static void write_member(Arena *arena, const HouseholdMember *member, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "stay", id_format(arena, member->stay));
    if (!member->is_withheld) {
        json_member(writer, "person", id_format(arena, member->person));
        json_member(writer, "name", member->name);
    }
    json_member(writer, "role", member->role);
    json_member_unless_empty(writer, "entered", member->entered);
    json_member_unless_empty(writer, "left", member->left);
    json_member_bool(writer, "withheld", member->is_withheld);
    json_object_close(writer);
}

void household_write_items(Arena *arena, const HouseholdList *list, JsonWriter *writer)
{
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        const Household *household = &list->items[i];
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, household->id));
        json_key(writer, TEXT("members"));
        json_array_open(writer);
        for (size_t j = 0; j < household->count; j++) {
            write_member(arena, &household->members[j], writer);
        }
        json_array_close(writer);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void animal_write_items(Arena *arena, const AnimalList *list, JsonWriter *writer)
{
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        const Animal *animal = &list->items[i];
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, animal->id));
        json_member(writer, "kind", animal->kind);
        json_member_unless_empty(writer, "name", animal->name);
        json_member_unless_empty(writer, "entered", animal->entered);
        json_member_unless_empty(writer, "left", animal->left);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void household_write_list_json(Arena *arena, const HouseholdList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    household_write_items(arena, list, writer);
    json_object_close(writer);
}

void animal_write_list_json(Arena *arena, const AnimalList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    animal_write_items(arena, list, writer);
    json_object_close(writer);
}

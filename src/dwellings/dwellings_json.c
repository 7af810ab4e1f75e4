/* SPDX-License-Identifier: EUPL-1.2 */
#include "dwellings/dwellings_json.h"

/* Nothing for a day that nobody said. */
static void write_day(JsonWriter *writer, Arena *arena, const char *key, Date day)
{
    if (day != DATE_NONE) {
        json_member(writer, key, date_format(arena, day));
    }
}

void dwelling_write_json(Arena *arena, const Dwelling *dwelling, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, dwelling->unit.id));
    json_member(writer, "house", id_format(arena, dwelling->unit.house));
    json_member(writer, "name", dwelling->unit.name);
    json_member(writer, "reach", unit_reach_code(dwelling->unit.reach));
    json_member_id(writer, arena, "service", dwelling->unit.service);
    json_member_unless_empty(writer, "rule", dwelling->unit.rule);
    json_member_integer(writer, "bedrooms", dwelling->bedrooms);
    json_member_integer(writer, "area", dwelling->area);
    json_member_integer(writer, "people", dwelling->people);
    json_member(writer, "entry", dwelling_entry_code(dwelling->entry));
    json_member_unless_empty(writer, "address", dwelling->address);
    json_member_unless_empty(writer, "postalCode", dwelling->postal_code);
    json_member_bool(writer, "protected", dwelling->is_protected);
    json_member_unless_empty(writer, "manager", dwelling->manager);
    json_member_unless_empty(writer, "convention", dwelling->convention);
    json_member(writer, "state", dwelling_state_code(dwelling->state));
    write_day(writer, arena, "until", dwelling->until);
    json_member_bool(writer, "works", dwelling->unit.closed != 0);
    json_member_id(writer, arena, "booking", dwelling->booking);
    json_member_integer(writer, "revision", dwelling->unit.revision);
    json_object_close(writer);
}

void dwellings_write_json(Arena *arena, const DwellingList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        dwelling_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

void tenancy_write_json(Arena *arena, const Tenancy *tenancy, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, tenancy->booking.id));
    json_member(writer, "dwelling", id_format(arena, tenancy->booking.place.unit));
    json_member_unless_empty(writer, "label", tenancy->booking.label);
    json_member_id(writer, arena, "person", tenancy->booking.place.person);
    json_member(writer, "starts", date_format(arena, tenancy->starts));
    write_day(writer, arena, "ends", tenancy->ends);
    write_day(writer, arena, "left", tenancy->left);
    json_member_integer(writer, "extensions", tenancy->extensions);
    json_member_bool(writer, "followUp", tenancy->has_follow_up);
    write_day(writer, arena, "followUpSince", tenancy->follow_up_since);
    json_object_close(writer);
}

void tenancies_write_json(Arena *arena, const TenancyList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        tenancy_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_json.h"

static void write_due(Arena *arena, const Catalogue *catalogue, const ListingDue *due,
                      JsonWriter *writer)
{
    const Service *service = &catalogue->services[due->service];
    json_object_open(writer);
    json_member_id(writer, arena, "service", service->id);
    json_member(writer, "key", service->key);
    json_member(writer, "name", service->name.in[FRENCH]);
    if (due->verified != DATE_NONE) {
        json_member(writer, "verified", date_format(arena, due->verified));
    }
    json_member_integer(writer, "every", due->every);
    json_member(writer, "due", date_format(arena, due->due));
    json_object_close(writer);
}

void listing_due_write_json(Arena *arena, const Catalogue *catalogue,
                            const ListingDueList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "total", (int64_t)list->total);
    json_member_array_open(writer, "due");
    for (size_t i = 0; i < list->count; i++) {
        write_due(arena, catalogue, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void listing_link_write_json(Arena *arena, const ListingLink *link, Text token,
                             JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", link->id);
    json_member(writer, "scope", listing_scope_code(link->scope));
    json_member_id(writer, arena, "subject", link->subject);
    json_member(writer, "holder", link->holder);
    json_member(writer, "until", date_format(arena, link->until));
    json_member_moment(writer, arena, "made", link->made);
    json_member_moment(writer, arena, "revoked", link->revoked);
    json_member_unless_empty(writer, "token", token);
    json_object_close(writer);
}

void listing_links_write_json(Arena *arena, const ListingLinkList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "links");
    for (size_t i = 0; i < list->count; i++) {
        listing_link_write_json(arena, &list->items[i], TEXT(""), writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void listing_check_write_json(Arena *arena, Id service, const ListingCheck *check,
                              JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "service", service);
    if (check->at != 0) {
        json_member_moment(writer, arena, "at", check->at);
        json_member(writer, "how", listing_how_code(check->how));
        json_member(writer, "who", check->who);
    }
    json_object_close(writer);
}

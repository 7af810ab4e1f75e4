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
    json_member_integer(writer, "reminders", due->reminders);
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

static void write_value(const char *name, Text value, JsonWriter *writer)
{
    json_t *parsed SCOPED(json_close) = NULL;
    if (value.length > 0 && json_read(value, JSON_REQUEST_LIMITS, &parsed, NULL) == OK) {
        json_key(writer, text_from(name));
        json_write_value(writer, parsed);
    }
}

static void write_change(Arena *arena, const ListingChange *change, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", change->id);
    json_member_id(writer, arena, "service", change->service);
    json_member(writer, "topic", listing_topic_code(change->topic));
    json_member_id(writer, arena, "record", change->record);
    json_member(writer, "field", change->field);
    write_value("was", change->was, writer);
    write_value("value", change->value, writer);
    json_member(writer, "who", change->who);
    json_member_moment(writer, arena, "made", change->made);
    json_member(writer, "state", change_state_code(change->state));
    json_member_unless_empty(writer, "reason", change->reason);
    json_member_moment(writer, arena, "decided", change->decided);
    json_object_close(writer);
}

void listing_changes_write_json(Arena *arena, const ListingChangeList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "changes");
    for (size_t i = 0; i < list->count; i++) {
        write_change(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

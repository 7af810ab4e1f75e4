/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/ask_json.h"

static void write_contacts(const AskContactList *contacts, JsonWriter *writer)
{
    json_key(writer, TEXT("contacts"));
    json_array_open(writer);
    for (size_t i = 0; i < contacts->count; i++) {
        json_object_open(writer);
        json_member(writer, "house", contacts->items[i].house);
        json_member(writer, "team", contacts->items[i].team);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_list(Arena *arena, const char *name, const PersonAskList *list,
                       JsonWriter *writer)
{
    json_key(writer, text_from(name));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        const PersonAsk *ask = &list->items[i];
        json_object_open(writer);
        json_member_id(writer, arena, "id", ask->id);
        json_member(writer, "state", ask_state_code(ask->state));
        json_member(writer, "sought", ask->sought);
        json_member(writer, "message", ask->words);
        json_member(writer, "from", ask->house);
        write_contacts(&ask->contacts, writer);
        json_member_id(writer, arena, "person", ask->person);
        json_member_moment(writer, arena, "asked", ask->asked);
        json_member_moment(writer, arena, "expires", ask->expires);
        json_member_moment(writer, arena, "answered", ask->answered);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void person_asks_write_json(Arena *arena, const PersonAsks *asks, JsonWriter *writer)
{
    json_object_open(writer);
    write_list(arena, "sent", &asks->sent, writer);
    write_list(arena, "received", &asks->received, writer);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/journal_json.h"

static void write_id(Arena *arena, const char *key, Id id, JsonWriter *json)
{
    if (!id_is_nil(id)) {
        json_member(json, key, id_format(arena, id));
    }
}

void journal_write_json(Arena *arena, const ShownJournal *journal, JsonWriter *json)
{
    json_object_open(json);
    json_key(json, TEXT("items"));
    json_array_open(json);
    for (size_t i = 0; i < journal->count; i++) {
        const ShownLine *line = &journal->items[i];
        json_object_open(json);
        json_member_integer(json, "number", line->number);
        json_member(json, "at", moment_format_utc(arena, line->at));
        json_member(json, "who", line->who);
        json_member(json, "act", line->act);
        json_member(json, "what", line->what);
        json_member_bool(json, "refused", line->is_refused);
        write_id(arena, "person", line->person, json);
        write_id(arena, "subject", line->subject, json);
        json_member_unless_empty(json, "because", line->because);
        json_member_unless_empty(json, "why", line->why);
        json_object_close(json);
    }
    json_array_close(json);
    if (journal->withheld > 0) {
        json_member_integer(json, "withheld", (int64_t)journal->withheld);
    }
    if (journal->next > 0) {
        json_member_integer(json, "next", journal->next);
    }
    json_object_close(json);
}

void journal_write_check(Arena *arena, const JournalCheck *check, JsonWriter *json)
{
    const JournalVerdict *verdict = &check->verdict;
    json_object_open(json);
    json_member_bool(json, "whole", verdict->is_whole);
    json_member_integer(json, "lines", verdict->lines);
    if (verdict->lines > 0) {
        json_member(json, "mark", journal_mark(arena, verdict));
    }
    if (!verdict->is_whole) {
        json_member_integer(json, "wrong_at", verdict->wrong_at);
        json_member(json, "because", text_from(verdict->because));
    }
    if (check->is_compared) {
        json_member_bool(json, "mark_holds", check->holds);
    }
    json_object_close(json);
}

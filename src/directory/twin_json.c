/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_json.h"

/* "same_name:130 same_place:70" as objects. */
static void write_reasons(Text reasons, JsonWriter *writer)
{
    Text reason = {0};
    json_member_array_open(writer, "reasons");
    while (reasons.length > 0 && text_next(&reasons, ' ', &reason)) {
        const size_t colon = text_find_byte(reason, ':', 0);
        int64_t weight = 0;
        (void)text_to_integer(text_slice(reason, colon + 1, reason.length), &weight);
        json_object_open(writer);
        json_member(writer, "code", text_slice(reason, 0, colon));
        json_member_integer(writer, "weight", weight);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_service(Arena *arena, const char *key, Id id, Text name, JsonWriter *writer)
{
    json_key(writer, text_from(key));
    json_object_open(writer);
    json_member_id(writer, arena, "id", id);
    json_member(writer, "name", name);
    json_object_close(writer);
}

static void write_hit(Arena *arena, const TwinHit *hit, JsonWriter *writer)
{
    write_service(arena, "one", hit->one, hit->one_name, writer);
    write_service(arena, "other", hit->other, hit->other_name, writer);
    json_member_unless_empty(writer, "verdict", hit->verdict);
    json_member_integer(writer, "weight", hit->weight);
    write_reasons(hit->reasons, writer);
}

void twin_page_write_json(Arena *arena, const TwinPage *page, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "page", page->number);
    json_member_integer(writer, "total", page->total);
    json_member_bool(writer, "more", page->has_more);
    json_member_array_open(writer, "pairs");
    for (size_t i = 0; i < page->hits.count; i++) {
        json_object_open(writer);
        write_hit(arena, &page->hits.items[i], writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void twin_sides_write_json(Arena *arena, const TwinSides *sides, JsonWriter *writer)
{
    json_object_open(writer);
    write_hit(arena, &sides->pair, writer);
    json_member(writer, "oneOrigin", sides->one_origin);
    json_member(writer, "otherOrigin", sides->other_origin);
    json_member_bool(writer, "different", sides->is_different);
    json_member_array_open(writer, "fields");
    for (size_t i = 0; i < sides->fields.count; i++) {
        const TwinField *field = &sides->fields.items[i];
        json_object_open(writer);
        json_member(writer, "name", field->name);
        json_member(writer, "one", field->one);
        json_member(writer, "other", field->other);
        json_member_bool(writer, "list", field->is_list);
        json_member_bool(writer, "equal", field->is_equal);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_taken(Text taken, JsonWriter *writer)
{
    Text name = {0};
    json_member_array_open(writer, "take");
    while (taken.length > 0 && text_next(&taken, ' ', &name)) {
        json_write_text(writer, name);
    }
    json_array_close(writer);
}

void twin_merges_write_json(Arena *arena, const TwinMergeList *merges, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "merges");
    for (size_t i = 0; i < merges->count; i++) {
        const TwinMerge *merge = &merges->items[i];
        json_object_open(writer);
        json_member_id(writer, arena, "id", merge->id);
        write_service(arena, "absorbed", merge->absorbed, merge->name, writer);
        write_service(arena, "kept", merge->kept, merge->kept_name, writer);
        write_taken(merge->taken, writer);
        json_member_moment(writer, arena, "at", merge->at);
        json_member_moment(writer, arena, "undone", merge->undone);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void twin_search_write_json(const TwinSearch *search, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "services", (int64_t)search->services);
    json_member_integer(writer, "compared", (int64_t)search->compared);
    json_member_integer(writer, "open", search->open);
    json_member_integer(writer, "new", search->fresh);
    json_object_close(writer);
}

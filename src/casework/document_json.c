/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_json.h"

static void write_id(Arena *arena, JsonWriter *writer, const char *key, Id id)
{
    if (!id_is_nil(id)) {
        json_member(writer, key, id_format(arena, id));
    }
}

void document_write_members_json(Arena *arena, const CaseDocument *document, JsonWriter *writer)
{
    write_id(arena, writer, "id", document->id);
    json_member(writer, "name", document->name);
    json_member(writer, "mediaType", document_kind_type(document->kind));
    json_member_integer(writer, "size", document->size);
    json_member(writer, "sha256", document->digest);
    json_member(writer, "state", document_state_code(document->state));
    json_member(writer, "secrecy", note_secrecy_code(document->secrecy));
    json_member_unless_empty(writer, "profession", document->profession);
    write_id(arena, writer, "author", document->author);
    write_id(arena, writer, "about", document->about);
    json_member(writer, "at", moment_format(arena, document->at));
    if (document->withdrawn != 0) {
        json_member(writer, "withdrawn", moment_format(arena, document->withdrawn));
        write_id(arena, writer, "withdrawnBy", document->withdrawn_by);
        json_member(writer, "reason", document->reason);
    }
}

void document_write_list_json(Arena *arena, const DocumentList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        json_object_open(writer);
        document_write_members_json(arena, &list->items[i], writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list->withheld);
    json_member_bool(writer, "scanned", list->is_scanned);
    json_object_close(writer);
}

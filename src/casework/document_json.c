/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_json.h"

void document_write_members_json(Arena *arena, const CaseDocument *document, JsonWriter *writer)
{
    json_member_id(writer, arena, "id", document->id);
    json_member(writer, "name", document->name);
    json_member(writer, "mediaType", document_kind_type(document->kind));
    json_member_integer(writer, "size", document->size);
    json_member(writer, "sha256", document->digest);
    json_member(writer, "state", document_state_code(document->state));
    json_member(writer, "secrecy", note_secrecy_code(document->secrecy));
    json_member_unless_empty(writer, "profession", document->profession);
    json_member_id(writer, arena, "author", document->author);
    json_member_id(writer, arena, "about", document->about);
    json_member(writer, "at", moment_format(arena, document->at));
    if (document->withdrawn != 0) {
        json_member(writer, "withdrawn", moment_format(arena, document->withdrawn));
        json_member_id(writer, arena, "withdrawnBy", document->withdrawn_by);
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

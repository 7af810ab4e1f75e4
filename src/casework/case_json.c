/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_json.h"

static void write_id(const Access *access, JsonWriter *writer, const char *key, Id id)
{
    if (!id_is_nil(id)) {
        json_member(writer, key, id_format(access->arena, id));
    }
}

static void write_moment(const Access *access, JsonWriter *writer, const char *key, Moment at)
{
    if (at != 0) {
        json_member(writer, key, moment_format(access->arena, at));
    }
}

static void open_list(JsonWriter *writer, const char *key)
{
    json_key(writer, text_from(key));
    json_array_open(writer);
}

static void write_members_of_case(const Access *access, const Case *file, JsonWriter *writer)
{
    write_id(access, writer, "id", file->id);
    json_member(writer, "code", file->code);
    write_id(access, writer, "person", file->person);
    write_id(access, writer, "organization", file->house);
    write_id(access, writer, "team", file->team);
    write_id(access, writer, "lead", file->lead);
    json_member(writer, "retention", file->retention);
    write_moment(access, writer, "opened", file->opened);
    write_moment(access, writer, "closed", file->closed);
    json_member_unless_empty(writer, "result", file->result);
}

void case_write_json(const Access *access, const Case *file, JsonWriter *writer)
{
    json_object_open(writer);
    write_members_of_case(access, file, writer);
    json_object_close(writer);
}

void case_write_list_json(const Access *access, const CaseList *list, JsonWriter *writer)
{
    json_object_open(writer);
    open_list(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        case_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_needs(const Access *access, const CaseNeedList *needs, JsonWriter *writer)
{
    open_list(writer, "needs");
    for (size_t i = 0; i < needs->count; i++) {
        const CaseNeed *need = &needs->items[i];
        json_object_open(writer);
        write_id(access, writer, "id", need->id);
        json_member(writer, "need", need->need);
        json_member(writer, "urgency", urgency_code(need->urgency));
        json_member(writer, "state", need->state);
        write_moment(access, writer, "since", need->since);
        write_moment(access, writer, "ended", need->ended);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_links(const Access *access, const NeedLinkList *links, JsonWriter *writer)
{
    open_list(writer, "links");
    for (size_t i = 0; i < links->count; i++) {
        json_object_open(writer);
        write_id(access, writer, "need", links->items[i].need);
        json_member(writer, "bond", need_bond_code(links->items[i].bond));
        write_id(access, writer, "other", links->items[i].other);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_item(const Access *access, const CaseItem *item, JsonWriter *writer)
{
    write_id(access, writer, "id", item->id);
    json_member(writer, "kind", item->kind == ITEM_TASK ? TEXT("task") : TEXT("goal"));
    json_member(writer, "words", item->words);
    json_member(writer, "state", item->state);
    write_id(access, writer, "need", item->need);
    write_id(access, writer, "owner", item->owner);
    write_moment(access, writer, "due", item->due);
    write_moment(access, writer, "remind", item->remind);
    write_moment(access, writer, "created", item->created);
    write_moment(access, writer, "ended", item->ended);
}

static void write_items(const Access *access, const CaseItemList *items, JsonWriter *writer)
{
    open_list(writer, "items");
    for (size_t i = 0; i < items->count; i++) {
        json_object_open(writer);
        write_item(access, &items->items[i], writer);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_members(const Access *access, const CaseMemberList *members,
                          JsonWriter *writer)
{
    open_list(writer, "members");
    for (size_t i = 0; i < members->count; i++) {
        json_object_open(writer);
        write_id(access, writer, "account", members->items[i].account);
        write_moment(access, writer, "entered", members->items[i].entered);
        write_moment(access, writer, "left", members->items[i].left_at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_events(const Access *access, const CaseEventList *events, JsonWriter *writer)
{
    open_list(writer, "events");
    for (size_t i = 0; i < events->count; i++) {
        const CaseEvent *event = &events->items[i];
        json_object_open(writer);
        write_moment(access, writer, "at", event->at);
        json_member(writer, "act", event->act);
        write_id(access, writer, "account", event->account);
        write_id(access, writer, "subject", event->subject);
        json_member_unless_empty(writer, "code", event->code);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void case_write_file_json(const Access *access, const CaseFile *whole, JsonWriter *writer)
{
    json_object_open(writer);
    write_members_of_case(access, &whole->file, writer);
    write_needs(access, &whole->needs, writer);
    write_links(access, &whole->links, writer);
    write_items(access, &whole->items, writer);
    write_members(access, &whole->members, writer);
    write_events(access, &whole->events, writer);
    json_object_close(writer);
}

void note_write_list_json(const Access *access, const NoteList *list, JsonWriter *writer)
{
    json_object_open(writer);
    open_list(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Note *note = &list->items[i];
        json_object_open(writer);
        write_id(access, writer, "id", note->id);
        json_member(writer, "kind", note_kind_code(note->kind));
        json_member(writer, "secrecy", note_secrecy_code(note->secrecy));
        json_member_unless_empty(writer, "profession", note->profession);
        write_id(access, writer, "author", note->author);
        write_id(access, writer, "replaces", note->replaces);
        write_moment(access, writer, "at", note->at);
        json_member(writer, "words", note->words);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list->withheld);
    json_object_close(writer);
}

void task_write_list_json(const Access *access, const OwnTaskList *list, JsonWriter *writer)
{
    json_object_open(writer);
    open_list(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const OwnTask *task = &list->items[i];
        json_object_open(writer);
        write_item(access, &task->item, writer);
        write_id(access, writer, "case", task->file.id);
        json_member(writer, "code", task->file.code);
        write_id(access, writer, "person", task->file.person);
        json_member(writer, "time", task_time_code(task_time(&task->item, access->now)));
        json_member_bool(writer, "reminds", task_reminds(&task->item, access->now));
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list->withheld);
    json_object_close(writer);
}

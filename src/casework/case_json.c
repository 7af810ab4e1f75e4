/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_json.h"

static void write_members_of_case(const Access *access, const Case *file, JsonWriter *writer)
{
    json_member_id(writer, access->arena, "id", file->id);
    json_member(writer, "code", file->code);
    json_member_id(writer, access->arena, "person", file->person);
    json_member_id(writer, access->arena, "organization", file->house);
    json_member_id(writer, access->arena, "team", file->team);
    json_member_id(writer, access->arena, "lead", file->lead);
    json_member(writer, "retention", file->retention);
    json_member_moment(writer, access->arena, "opened", file->opened);
    json_member_moment(writer, access->arena, "closed", file->closed);
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
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        case_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_needs(const Access *access, const CaseNeedList *needs, JsonWriter *writer)
{
    json_member_array_open(writer, "needs");
    for (size_t i = 0; i < needs->count; i++) {
        const CaseNeed *need = &needs->items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, "id", need->id);
        json_member(writer, "need", need->need);
        json_member(writer, "urgency", urgency_code(need->urgency));
        json_member(writer, "state", need->state);
        json_member_moment(writer, access->arena, "since", need->since);
        json_member_moment(writer, access->arena, "ended", need->ended);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_links(const Access *access, const NeedLinkList *links, JsonWriter *writer)
{
    json_member_array_open(writer, "links");
    for (size_t i = 0; i < links->count; i++) {
        json_object_open(writer);
        json_member_id(writer, access->arena, "need", links->items[i].need);
        json_member(writer, "bond", need_bond_code(links->items[i].bond));
        json_member_id(writer, access->arena, "other", links->items[i].other);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_item(const Access *access, const CaseItem *item, JsonWriter *writer)
{
    json_member_id(writer, access->arena, "id", item->id);
    json_member(writer, "kind", item->kind == ITEM_TASK ? TEXT("task") : TEXT("goal"));
    json_member(writer, "words", item->words);
    json_member(writer, "state", item->state);
    json_member_id(writer, access->arena, "need", item->need);
    json_member_id(writer, access->arena, "owner", item->owner);
    json_member_moment(writer, access->arena, "due", item->due);
    json_member_moment(writer, access->arena, "remind", item->remind);
    json_member_moment(writer, access->arena, "created", item->created);
    json_member_moment(writer, access->arena, "ended", item->ended);
}

static void write_items(const Access *access, const CaseItemList *items, JsonWriter *writer)
{
    json_member_array_open(writer, "items");
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
    json_member_array_open(writer, "members");
    for (size_t i = 0; i < members->count; i++) {
        json_object_open(writer);
        json_member_id(writer, access->arena, "account", members->items[i].account);
        json_member_moment(writer, access->arena, "entered", members->items[i].entered);
        json_member_moment(writer, access->arena, "left", members->items[i].left_at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_events(const Access *access, const CaseEventList *events, JsonWriter *writer)
{
    json_member_array_open(writer, "events");
    for (size_t i = 0; i < events->count; i++) {
        const CaseEvent *event = &events->items[i];
        json_object_open(writer);
        json_member_moment(writer, access->arena, "at", event->at);
        json_member(writer, "act", event->act);
        json_member_id(writer, access->arena, "account", event->account);
        json_member_id(writer, access->arena, "subject", event->subject);
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
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Note *note = &list->items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, "id", note->id);
        json_member(writer, "kind", note_kind_code(note->kind));
        json_member(writer, "secrecy", note_secrecy_code(note->secrecy));
        json_member_unless_empty(writer, "profession", note->profession);
        json_member_id(writer, access->arena, "author", note->author);
        json_member_id(writer, access->arena, "replaces", note->replaces);
        json_member_moment(writer, access->arena, "at", note->at);
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
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const OwnTask *task = &list->items[i];
        json_object_open(writer);
        write_item(access, &task->item, writer);
        json_member_id(writer, access->arena, "case", task->file.id);
        json_member(writer, "code", task->file.code);
        json_member_id(writer, access->arena, "person", task->file.person);
        json_member(writer, "time", task_time_code(task_time(&task->item, access->now)));
        json_member_bool(writer, "reminds", task_reminds(&task->item, access->now));
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "withheld", (int64_t)list->withheld);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question_json.h"

static void write_members(const Access *access, const Question *question, JsonWriter *writer)
{
    json_member_id(writer, access->arena, "id", question->id);
    json_member_id(writer, access->arena, "organization", question->house);
    json_member_id(writer, access->arena, "account", question->account);
    json_member_unless_empty(writer, "profession", question->profession);
    json_member_unless_empty(writer, "topic", question->topic);
    json_member_id(writer, access->arena, "target", question->target);
    json_member(writer, "words", question->words);
    json_member_moment(writer, access->arena, "asked", question->asked);
    json_member_moment(writer, access->arena, "closed", question->closed);
    json_member_unless_empty(writer, "ended", question->ended);
}

void question_write_list_json(const Access *access, const QuestionList *list,
                              JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < list->count; i++) {
        json_object_open(writer);
        write_members(access, &list->items[i], writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void question_write_json(const Access *access, const Question *question,
                         const QuestionReplyList *replies, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(access, question, writer);
    json_key(writer, TEXT("replies"));
    json_array_open(writer);
    for (size_t i = 0; i < replies->count; i++) {
        const QuestionReply *reply = &replies->items[i];
        json_object_open(writer);
        json_member_id(writer, access->arena, "id", reply->id);
        json_member_id(writer, access->arena, "organization", reply->house);
        json_member_id(writer, access->arena, "account", reply->account);
        json_member(writer, "words", reply->words);
        json_member_moment(writer, access->arena, "at", reply->at);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question_json.h"

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

static void write_members(const Access *access, const Question *question, JsonWriter *writer)
{
    write_id(access, writer, "id", question->id);
    write_id(access, writer, "organization", question->house);
    write_id(access, writer, "account", question->account);
    json_member_unless_empty(writer, "profession", question->profession);
    json_member_unless_empty(writer, "topic", question->topic);
    write_id(access, writer, "target", question->target);
    json_member(writer, "words", question->words);
    write_moment(access, writer, "asked", question->asked);
    write_moment(access, writer, "closed", question->closed);
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
        write_id(access, writer, "id", reply->id);
        write_id(access, writer, "organization", reply->house);
        write_id(access, writer, "account", reply->account);
        json_member(writer, "words", reply->words);
        write_moment(access, writer, "at", reply->at);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/report.h"

#include "cells/message.h"
#include "crypto/crypto.h"
#include "directory/queries.h"
#include "store/store.h"
#include "json/json.h"

static Outcome keep(Session *session, Id id, const Report *report, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_REPORT_ADD, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "service", report->service);
    bind_text(statement, "text", report->text);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

/* To the stewards of the directory, who live in another territory. */
static Outcome send(Session *session, Arena *arena, Id id, const Report *report, Moment now,
                    Problem *problem)
{
    Buffer body = buffer_new(arena, MESSAGE_BODY_LIMIT);
    JsonWriter writer = json_writer(&body);
    json_object_open(&writer);
    json_member(&writer, "service", report->service);
    json_member(&writer, "text", report->text);
    json_object_close(&writer);
    return message_send(session, id, report->stewards, TEXT("report"), buffer_text(&body), now,
                        problem);
}

Outcome report_save(Session *session, Arena *arena, const Report *report, Moment now,
                    Text *number, Problem *problem)
{
    if (report->text.length == 0 || report->text.length > REPORT_TEXT_LIMIT ||
        !text_is_utf8(report->text) || report->service.length > 200 ||
        !text_is_utf8(report->service)) {
        return problem_set(problem, INVALID, TEXT("form"), "text",
                           "from 1 to %d bytes of UTF-8 are expected", REPORT_TEXT_LIMIT);
    }
    const Id id = id_new((int64_t)now * 1000);
    const Text digits = id_format(arena, id);
    *number = text_slice(digits, digits.length - REPORT_NUMBER_LENGTH, digits.length);
    return text_is_empty(report->stewards) ? keep(session, id, report, now, problem)
                                           : send(session, arena, id, report, now, problem);
}

Outcome report_take_in(Session *session, const Message *message, Problem *problem)
{
    json_t *body SCOPED(json_close) = NULL;
    TRY(json_read(message->body, JSON_REQUEST_LIMITS, &body, problem));
    const Report report = {.service = json_member_text(body, "service"),
                           .text = json_member_text(body, "text")};
    return keep(session, message->id, &report, message->created, problem);
}

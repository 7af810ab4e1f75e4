/* SPDX-License-Identifier: EUPL-1.2 */
/* Second-line questions as the API and the command line give them out. */
#pragma once

#include "casework/question.h"
#include "json/json.h"

void question_write_list_json(const Access *access, const QuestionList *list,
                              JsonWriter *writer);

/* One with its thread. */
void question_write_json(const Access *access, const Question *question,
                         const QuestionReplyList *replies, JsonWriter *writer);

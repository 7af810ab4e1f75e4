/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms and assessments as JSON, for the API and the command line: the same members in both. */
#pragma once

#include "casework/assessment.h"
#include "json/json.h"

/* Its questions with their words in the language. */
void form_write_json(const Form *form, Language language, JsonWriter *writer);

void assessment_write_json(Arena *arena, const Assessment *one, JsonWriter *writer);
void assessment_write_list_json(Arena *arena, const AssessmentList *list, JsonWriter *writer);

/* Answers by question: a text, a whole number, or a list of texts. INVALID names the question.
 */
MUST_USE Outcome answers_read_json(Arena *arena, json_t *object, FormAnswers *answers,
                                   Problem *problem);

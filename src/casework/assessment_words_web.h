/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions and answers of a form in the language of who reads. */
#pragma once

#include "casework/assessment.h"
#include "casework/assessment_views_web.h"
#include "http/http.h"

/* The questions as fields, with what was answered so far, and what is wrong with it. */
const QuestionView *question_fields(const Request *request, const Form *form,
                                    const FormAnswers *answers, const FormWrongs *wrongs);

/* What was answered to a question, in words; a dash for nothing. */
Text answer_words(const Request *request, const FormQuestion *question,
                  const FormAnswers *answers);

Text form_words(const Request *request, Text key, int64_t version);

/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the web: a situation as the fields of a form, there and back. */
#pragma once

#include "matching/application_web.h"
#include "matching/match.h"

/* The fields a plan is asked with: need (repeated), words, place, moving, at, language and
 * given (repeated), and one field a fact ("yes", "no", "refused", or a value). An outcome that
 * is not OK comes with a sentence for the visitor in `sentence`. */
MUST_USE Outcome plan_form_read(Request *request, const FieldList *fields, Situation *situation,
                                Text *sentence);

/* The situation as fields again, in a fixed order. */
FieldList plan_form_fields(const Request *request, const Situation *situation);

/* The first value of a field; empty when absent. */
Text field_first(const FieldList *fields, const char *name);

/* "need=food.meal&place=4000" */
Text plan_form_query(const Request *request, const FieldList *fields);

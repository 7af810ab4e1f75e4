/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of courses say alike, and read alike. */
#pragma once

#include "access/gate_web.h"
#include "activities/attendance.h"
#include "activities/course_names_web.h"
#include "activities/course_views_web.h"

CourseChoices course_kind_choices(const Request *request, Text chosen);
CourseChoices course_rest_choices(const Request *request);
CourseChoices course_reason_choices(const Request *request);
CourseChoices course_class_choices(const Request *request, Text chosen);

/* What was refused, in words; empty for what is no matter of a form. */
Text course_refusal(const Request *request, Outcome outcome);

/* A field of the form that is an identifier. */
MUST_USE Outcome course_form_id(Request *request, const char *name, Id *id);

/* "/cours/ID" with a part after it, without the language. */
Text course_path(const Request *request, Id course, const char *rest);

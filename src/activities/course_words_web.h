/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of courses say alike, and read alike. */
#pragma once

#include "access/gate_web.h"
#include "activities/attendance.h"
#include "activities/course_views_web.h"

Text course_kind_words(Language language, CourseKind kind);

/* "Débutants (A1)" */
Text course_group_words(Arena *arena, const CourseGroup *group);
CourseChoices course_kind_choices(const Request *request, Text chosen);
CourseChoices course_rest_choices(const Request *request);
CourseChoices course_reason_choices(const Request *request);
CourseChoices course_class_choices(const Request *request, Text chosen);

/* What was refused, in words; empty for what is no matter of a form. */
Text course_refusal(const Request *request, Outcome outcome);

/* The identifier of the path, or of a field of the form. */
MUST_USE Outcome course_path_id(Request *request, Id *id);
MUST_USE Outcome course_form_id(Request *request, const char *name, Id *id);

/* "/cours/ID" with a part after it, without the language. */
Text course_path(const Request *request, Id course, const char *rest);

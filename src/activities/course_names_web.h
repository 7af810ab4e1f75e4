/* SPDX-License-Identifier: EUPL-1.2 */
/* How courses and groups are called, for staff and for anybody. */
#pragma once

#include "activities/course.h"
#include "http/http.h"

Text course_kind_words(Language language, CourseKind kind);

/* "Débutants (A1)" */
Text course_group_words(Arena *arena, const CourseGroup *group);

/* The identifier of the path; NOT_FOUND when it is none. */
MUST_USE Outcome course_path_id(Request *request, Id *id);

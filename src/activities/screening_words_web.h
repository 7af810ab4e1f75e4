/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of screenings say alike, and read alike. */
#pragma once

#include "access/gate_web.h"
#include "activities/course_words_web.h"
#include "activities/screening_result.h"
#include "activities/screening_views_web.h"

Text screening_way_words(Language language, InvitationWay way);
CourseChoices screening_way_choices(const Request *request, Text chosen);
CourseChoices screening_kind_choices(const Request *request, ScreeningKind chosen);
CourseChoices screening_sex_choices(const Request *request, Text chosen);

/* "mardi 24 novembre 2026"; empty for 0. */
Text screening_day_words(const Request *request, Date day);

ScreeningRow screening_row(const Request *request, const Screening *screening);

/* "/depistages/ID" with a part after it, without the language. */
Text screening_path(const Request *request, Id screening, const char *rest);

/* "?invitation=ID" after a path, as a link. */
Text invitation_href(const Request *request, const char *path, Id invitation);

/* What was refused, in words, with the status of the answer; false for what is no matter of a
 * form, a refusal as everywhere. */
bool screening_is_told(Request *request, Outcome outcome, Text *problem);

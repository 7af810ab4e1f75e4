/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page shows that enrols somebody in a group: plain texts. */
#pragma once

#include "activities/course_views_web.h"

typedef struct EnrolQuestion {
    Text fact;
    Text question;
    bool is_yes_no;
    Text answer;
} EnrolQuestion;

typedef struct EnrolView {
    StaffView frame;
    Text problem;
    Text action;
    Text back_href;
    Text course;
    Text group;
    Text group_id;
    Text cycle;
    Text person; /* as typed: a code, a name, an identifier */
    Text label;
    CourseChoices classes;
    const EnrolQuestion *questions;
    size_t question_count;
    Text rule;
} EnrolView;

void course_enrol_page(Html *html, const EnrolView *page);

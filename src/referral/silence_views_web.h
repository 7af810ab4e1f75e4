/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of agreed days shows. */
#pragma once

#include "access/views_web.h"

typedef struct SilenceLine {
    Text partner; /* its identifier */
    Text name;
    Text days; /* "5 jours ouvrables" */
} SilenceLine;

typedef struct SilencePageView {
    StaffView frame;
    Text path;
    Text back_href;
    Text problem;
    Text partner; /* as it was typed, after a mistake */
    Text days;
    bool is_working;
    Text charter; /* "2 jours" */
    const SilenceLine *lines;
    size_t line_count;
} SilencePageView;

void silence_page(Html *html, const SilencePageView *page);

/* SPDX-License-Identifier: EUPL-1.2 */
/* The same page in each language, for the head of every page. */
#pragma once

#include "http/http.h"

typedef struct LanguageLink {
    Text code;
    Text name; /* in its own language */
    Text href; /* this page in that language */
    bool is_current;
} LanguageLink;

/* In the order of Language; the query is kept. */
void language_links(const Request *request, LanguageLink links[LANGUAGE_COUNT]);

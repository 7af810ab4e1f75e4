/* SPDX-License-Identifier: EUPL-1.2 */
/* The journal on pages (/journal) and on the API (/api/v1/journal). */
#pragma once

#include "access/journal_show.h"
#include "access/views_web.h"
#include "http/http.h"

extern const RouteTable JOURNAL_ROUTES;

/* The rows of a table of lines, for the pages that show one (journal_table). */
const JournalRow *journal_rows(const Request *request, const ShownJournal *journal);

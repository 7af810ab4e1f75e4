/* SPDX-License-Identifier: EUPL-1.2 */
/* Accompaniments as rows of a page. */
#pragma once

#include "casework/accompaniment.h"
#include "casework/accompaniment_views_web.h"
#include "http/http.h"

/* `may_end`: the caller writes in the case, so that what is planned carries a form of its end.
 */
typedef enum RowEnd { ROW_SHOWN, ROW_MAY_END } RowEnd;

MUST_USE Outcome accompaniment_fill_rows(Request *request, const AccompanimentList *list,
                                         RowEnd end, AccompanimentRows *rows);

/* Their forms of an end, among those whose content must not be lost (access/frame_web.h). */
void accompaniment_fill_drafts(Request *request, const AccompanimentRows *rows,
                               StaffView *frame);

/* How it ended, in words: "fait · la porte a aidé". */
Text accompaniment_words(const Request *request, const Accompaniment *one);

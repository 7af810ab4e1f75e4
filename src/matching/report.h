/* SPDX-License-Identifier: EUPL-1.2 */
/* What visitors say is wrong with the directory; read by its stewards. */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

struct Session;

enum { REPORT_TEXT_LIMIT = 4000 };

/* Keeps the text and gives its receipt number. INVALID when it is empty or too long. */
MUST_USE Outcome report_save(struct Session *session, Arena *arena, Text service, Text text,
                             Moment now, Text *number, Problem *problem);

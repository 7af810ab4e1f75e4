/* SPDX-License-Identifier: EUPL-1.2 */
/* What visitors say is wrong with the directory; read by its stewards. */
#pragma once

#include "base/moment.h"
#include "base/outcome.h"

struct Session;

enum { REPORT_TEXT_LIMIT = 4000, REPORT_NUMBER_LENGTH = 8 /* hexadecimal digits */ };

typedef struct Report {
    Text service;
    Text text;
    Text stewards; /* the territory they live in; empty for this one */
} Report;

/* Keeps the text, or sends it to its stewards, and gives its receipt number. INVALID when it is
 * empty or too long. */
MUST_USE Outcome report_save(struct Session *session, Arena *arena, const Report *report,
                             Moment now, Text *number, Problem *problem);

/* The MessageFunction of "report". */
struct Message;
MUST_USE Outcome report_take_in(struct Session *session, const struct Message *message,
                                Problem *problem);

/* SPDX-License-Identifier: EUPL-1.2 */
/* The results of closed cases counted, as the page, the API and the command share them. */
#pragma once

#include "casework/result_count.h"
#include "json/json.h"

/* "from" and "to" as given, "2026-03"; the twelve months up to now where nothing is. INVALID
 * for what is no month, by the name it has there. */
MUST_USE Outcome result_months_read(Access *access, Text from, Text to, ResultMonths *months);

MUST_USE Outcome result_count_write_json(const Access *access, const ResultCounts *counts,
                                         JsonWriter *writer);

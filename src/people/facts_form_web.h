/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to the questions of a condition, as a form sends them. */
#pragma once

#include "http/http.h"
#include "json/json.h"

/* Of each field `fact`, which names one, what was typed for it: "true" and "false" are such,
 * digits a number, all else a text; nothing is unknown. */
void facts_of_form(const Request *request, json_t *facts);

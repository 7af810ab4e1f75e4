/* SPDX-License-Identifier: EUPL-1.2 */
/* What a form asks of a person: who it is, and answers to the questions of a condition. */
#pragma once

#include "access/gate_web.h"
#include "json/json.h"

/* Of each field `fact`, which names one, what was typed for it: "true" and "false" are such,
 * digits a number, all else a text; nothing is unknown. */
void facts_of_form(const Request *request, json_t *facts);

/* An identifier, or what lookup_one takes for one file of the house. INVALID "person" for
 * anything else. */
MUST_USE Outcome person_of_field(Request *request, Text typed, Id *person);

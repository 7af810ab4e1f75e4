/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a refusal is told: once, from the outcome. The API gets application/problem+json (RFC
 * 9457) with the types of the Belgif REST guide; a browser gets a page.
 */
#pragma once

#include "http/http.h"

int outcome_status(Outcome outcome);

/* Replaces whatever the handler had begun to answer. */
void problem_answer_json(Request *request, int status);

/* A plain page for when the composition root gives none. */
void problem_answer_page(Request *request, int status);

/* True when a problem is to be told as JSON: on the API, or to who asks for JSON alone. */
bool problem_wants_json(const Request *request);

/* SPDX-License-Identifier: EUPL-1.2 */
/* The last hand on every answer: the headers of security, versions, compression, long answers.
 */
#pragma once

#include "http/answer.h"
#include "http/asset.h"

/* Turns request->response into what goes out. */
void finish(Request *request, const Incoming *incoming, Outgoing *outgoing);

void finish_asset(Request *request, const Incoming *incoming, const Asset *asset,
                  Outgoing *outgoing);

/* Writes a long answer, compressed where accepted, to a file without a name: a slow reader then
 * holds neither a worker nor a snapshot, and a failure half-way is told with its status. */
MUST_USE Outcome finish_stream(Request *request, const Incoming *incoming, Outgoing *outgoing);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a client wants to be told. The address is another's word: it must be https, at a host
 * that the administrator named for this client, and its headers may not speak for the message
 * itself. Which addresses a name may lead to is judged when it is called (http/reach.h).
 */
#pragma once

#include "access/client.h"
#include "access/endpoint.h"

enum { ENDPOINT_MOST_HEADERS = 10, ENDPOINT_MOST_HEADER_BYTES = 1024 };

/* Whether the administrator named the host ("a.example": port 443) or the host with its port.
 */
bool endpoint_is_allowed(const Client *client, const Endpoint *endpoint);

/* "Authorization: Bearer x": a name and a value, without a line break; no header that says
 * whom the message is for, how long or of what kind it is. */
bool endpoint_header_is_plain(Text header);

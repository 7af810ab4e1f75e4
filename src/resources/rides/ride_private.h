/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of a house's transports share; nobody else includes it. */
#pragma once

#include "access/access.h"
#include "territory/gazetteer.h"

/* REFUSED unless the caller holds the permission and works for a house. */
MUST_USE Outcome ride_require(Access *access, Permission permission);

MUST_USE Outcome ride_wrong(Access *access, const char *field, const char *why);

/* A line of text that is shown: cleaned; INVALID names the field. */
MUST_USE Outcome ride_line(Access *access, const char *field, size_t most, Text *line);

/* Whether an address is "latitude,longitude". */
bool ride_coordinates(Text address, GeoPoint *point);

/* What was done to a request, and the revision it came to. */
MUST_USE Outcome ride_event_add(Access *access, Id request, int64_t revision, const char *act);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Groups as an iCalendar (RFC 5545): lines of at most 75 octets, the zone Europe/Brussels told
 * in full, an event for each time of the day at which a group meets in a cycle. An event
 * repeats weekly; days on which the group does not meet are its EXDATE. Its UID stays as long
 * as the group, the cycle and the time do, and SEQUENCE rises with each change.
 */
#pragma once

#include "activities/agenda.h"
#include "base/buffer.h"

enum { ICAL_LINE_OCTETS = 75 };

void ical_write(Arena *arena, const AgendaGroupList *groups, Buffer *out);

/* One content line, folded between characters, its value escaped where it is a TEXT. */
void ical_line(Buffer *out, Text line);
Text ical_escape(Arena *arena, Text text);

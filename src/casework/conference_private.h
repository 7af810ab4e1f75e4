/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of conferences share; nobody else includes it. */
#pragma once

#include "casework/conference.h"

Text attendance_code(Attendance attendance);

/* The case of a conference, judged for writing. NOT_FOUND for a conference nobody has, in the
 * words of one the caller stands too far from. `state` is that of the conference. */
MUST_USE Outcome conference_admit_writer(Access *access, Permission permission, Id id,
                                         Case *file, ConferenceState *state);

/* Of a case, the latest first, without their words; judges nothing. */
MUST_USE Outcome conference_rows_of_case(Access *access, Id case_file, ConferenceList *list);

/* Of a case that its writer closes: those to come are cancelled, and nothing that an invitation
 * opened stays open. Judged before. */
MUST_USE Outcome conference_end_of_case(Access *access, const Case *file);

/* Who was invited; judges nothing. */
MUST_USE Outcome conference_read_guests(Access *access, Conference *conference);

/* Seals words of a conference under a purpose of their own: the field's name. */
MUST_USE Outcome conference_seal(Access *access, const Case *file, const char *field, Id row,
                                 Text words, Text *sealed);

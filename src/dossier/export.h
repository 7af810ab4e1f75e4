/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A person's whole file, for them to take away (GDPR articles 15 and 20): what is known of
 * them, who they live with, what they agreed to, what was shared, their referrals with what
 * happened to each, their cases with needs, goals, tasks, the notes and documents that the
 * caller may read, what happened in them, and who read what. Those of
 * others' professions and of authors alone are counted, not shown. Documents come with their
 * content in base64, the first EXPORT_DOCUMENT_BYTES of them; the rest is named, to be fetched
 * alone.
 */
#pragma once

#include "access/journal_show.h"
#include "json/json.h"

enum {
    EXPORT_MOST_BYTES = 64 * 1024 * 1024,
    EXPORT_DOCUMENT_BYTES = 24 * 1024 * 1024,
    EXPORT_MOST_LINES = 10000
};

/* MAY_EXPORT_PERSON; REFUSED without a key file when the person has cases. The journal holds
 * EXPORT_MOST_LINES lines at most, the newest. */
MUST_USE Outcome person_export_json(Access *access, Id person, JsonWriter *json);

/* Who read or changed what of the person, in words, the newest first; before the line `before`
 * (0: from the newest). MAY_EXPORT_PERSON: it is for the person. Itself it leaves a line. What
 * the workers of a house did that kept the case before is counted (dossier/former.h). */
MUST_USE Outcome person_readings(Access *access, const JournalQuestion *question,
                                 ShownJournal *shown);

/* All of them, EXPORT_MOST_LINES at most. */
MUST_USE Outcome person_readings_all(Access *access, const JournalQuestion *question,
                                     ShownJournal *shown);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of a case share; nobody else includes it. */
#pragma once

#include "casework/case_work.h"

/* The row alone, judged by nobody; leaves `read` as it is when there is none. */
MUST_USE Outcome case_row(Access *access, Id id, Case *read);

/* The row, judged for `permission`; `subject` is what of the case is meant. */
MUST_USE Outcome case_admit(Access *access, Permission permission, Id id, Id subject,
                            Case *read);

/* The same for writing, with CONFLICT for a closed case. */
MUST_USE Outcome case_admit_writer(Access *access, Permission permission, Id id, Case *read);

/* Every case of a person, the newest first; judges nothing. */
MUST_USE Outcome case_rows(Access *access, Id person, CaseList *list);

/* Each change of a case, in the transaction that makes it. */
MUST_USE Outcome case_note_event(Access *access, Id id, const char *act, Id subject, Text code);

/* One to `most` visible characters, else INVALID with the field's name. */
MUST_USE Outcome case_check_words(Access *access, const char *field, Text given, size_t most,
                                  Text *words);

/* The row of a goal or task, its words opened: columns as case_item_each lists them. */
MUST_USE Outcome case_item_row(Access *access, const Keyring *ring, const Statement *statement,
                               CaseItem *item);

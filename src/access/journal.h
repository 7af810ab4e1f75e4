/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The journal of a territory: who read or changed what of whom, when and by which right. Lines
 * are only added. Each holds the BLAKE2b digest of its fields and of the line before, so that a
 * line removed, changed or moved breaks the chain (docs/decisions/2026-11-29-access.md;
 * security logging as OWASP ASVS 5.0 chapter 16 asks).
 */
#pragma once

#include "access/access.h"
#include "crypto/crypto.h"

typedef struct JournalLine {
    int64_t number; /* from 1 */
    Moment at;
    Id account; /* nil for the machine */
    Text act;
    Id person;  /* nil for none */
    Id subject; /* nil for none */
    Text because;
    Digest digest;
} JournalLine;

/* Adds the notes in order, in a writing session. */
MUST_USE Outcome journal_append(Session *session, Id account, Moment now,
                                const JournalNote *notes, size_t count, Problem *problem);

/* The digest a line must have after the one before (all zeros before the first). */
Digest journal_digest(Text territory, Digest before, const JournalLine *line);

typedef struct JournalVerdict {
    bool is_whole;
    int64_t lines;    /* read, up to the first that is wrong */
    int64_t wrong_at; /* the number where the chain breaks; 0 when it is whole */
    const char *because;
    Digest head; /* of the last line that is right: to be kept elsewhere and compared later */
} JournalVerdict;

/* Reads the whole chain, a line at a time, and compares it with its head. */
MUST_USE Outcome journal_verify(Session *session, Text territory, JournalVerdict *verdict,
                                Problem *problem);

/* Whether the line of this number still has this digest: what was kept elsewhere holds, even
 * where the whole chain was written anew. False for a line that is not there. */
MUST_USE Outcome journal_still_has(Session *session, int64_t number, Digest kept, bool *has,
                                   Problem *problem);

/* "1234:5f0c...": a verdict's last line and its digest, as one word to keep; and back. */
Text journal_mark(Arena *arena, const JournalVerdict *verdict);
bool journal_mark_parse(Text mark, int64_t *number, Digest *digest);

typedef struct JournalPage {
    const JournalLine *items; /* the newest first */
    size_t count;
} JournalPage;

enum { JOURNAL_PAGE_LIMIT = 200 };

/* The lines about a person, before the number `before` (0: from the newest): who read what, for
 * the person themselves and for the data protection officer. */
MUST_USE Outcome journal_of_person(Session *session, Arena *arena, Id person, int64_t before,
                                   JournalPage *page, Problem *problem);

/* All lines, likewise. */
MUST_USE Outcome journal_list(Session *session, Arena *arena, int64_t before, JournalPage *page,
                              Problem *problem);

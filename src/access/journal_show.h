/* SPDX-License-Identifier: EUPL-1.2 */
/* The lines of the journal as people read them: names for accounts, words for codes. */
#pragma once

#include "access/journal.h"

typedef struct ShownLine {
    int64_t number;
    Moment at;
    Id account;
    Text who;  /* the name of the account; "Seuil" for the machine */
    Text act;  /* the code */
    Text what; /* the code in words, or itself */
    Id person;
    Id subject;
    Text because; /* the code */
    Text why;     /* the code in words, or itself */
    bool is_refused;
} ShownLine;

typedef struct ShownJournal {
    ShownLine *items;
    size_t count;
    size_t withheld; /* lines a reader of one person's journal left out */
    int64_t next;    /* what to ask `before` for older lines; 0 at the end */
} ShownJournal;

typedef struct JournalQuestion {
    Id person; /* nil: all lines */
    int64_t before;
    Language language;
} JournalQuestion;

/* Notes that the journal was read, then reads it. */
MUST_USE Outcome journal_show(Access *access, const JournalQuestion *question,
                              ShownJournal *shown);

/* The same for all lines, from the newest to the `most`th, as one list. */
MUST_USE Outcome journal_show_all(Access *access, const JournalQuestion *question, size_t most,
                                  ShownJournal *shown);

typedef struct JournalCheck {
    JournalVerdict verdict;
    bool is_compared; /* with a mark that was kept elsewhere */
    bool holds;       /* the mark */
} JournalCheck;

/* Verifies the whole chain, and a mark of an earlier verdict where `mark` is not empty. INVALID
 * for a mark that is none. */
MUST_USE Outcome journal_check(Access *access, Session *session, Text mark,
                               JournalCheck *check);

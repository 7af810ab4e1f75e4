/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Terminals that redeem where there is no network. One is given a mandate for the day: how many
 * uses it may take, signed; the keys that verify square codes; the tickets that are blocked. It
 * brings back what it took: each use becomes a redemption, or an overdraft that is listed,
 * since what was given at the counter was given. Two houses that took one ticket while neither
 * could ask find it here, and nowhere is it hidden.
 *
 * What a terminal brings for a day has numbers as the lines of a ceiling have: past its mandate
 * nothing is taken from a ticket.
 */
#pragma once

#include "entitlements/redemption.h"

/* What a terminal did off line is brought within a week; later it is listed, not taken: old
 * mandates are not to be hoarded. */
enum {
    TERMINAL_NAME_MOST = 60,
    TERMINAL_DAILY_MOST = 2000,
    TERMINAL_LATE_DAYS = 7,
    REPORT_MOST = 500
};

typedef struct Terminal {
    Id id;
    Id house;
    Text name;
    int64_t daily;
    Moment added;
    Moment revoked; /* 0 while it serves */
} Terminal;

typedef LIST_OF(Terminal) TerminalList;

typedef struct NewTerminal {
    Text house; /* key or identifier */
    Text name;
    int64_t daily;
    Id id; /* out */
} NewTerminal;

/* For who manages conventions, in a writing session. INVALID names the field. */
MUST_USE Outcome terminal_add(Access *access, NewTerminal *made);
MUST_USE Outcome terminal_revoke(Access *access, Id id); /* NOT_FOUND for none that serves */

/* Those of the caller's house that serve; all of them for who manages conventions. */
MUST_USE Outcome terminal_list(Access *access, TerminalList *list);

typedef struct Mandate {
    Terminal terminal;
    Date day;
    uint8_t signature[crypto_sign_BYTES];
    ConventionList conventions; /* which the house accepts */
    LIST_OF(Id) blocked;        /* at most 5,000 */
} Mandate;

/* Of today, for the caller's house. NOT_FOUND for a terminal of another; REFUSED without a key
 * file. */
MUST_USE Outcome terminal_mandate(Access *access, Id terminal, Mandate *mandate);

/* What one brings back, by its own clock. */
typedef struct TerminalUse {
    Id id;
    Text typed;
    int64_t amount;
    Moment at;
} TerminalUse;

typedef struct TerminalReport {
    Id terminal;
    Date day;      /* of its mandate */
    int64_t daily; /* the number that was signed */
    uint8_t signature[crypto_sign_BYTES];
    TerminalUse *uses;
    size_t count;
} TerminalReport;

typedef struct UseAnswer {
    Id id;
    Text result; /* "redeemed", or why it is an overdraft: "used", "ceiling"... */
} UseAnswer;

typedef LIST_OF(UseAnswer) UseAnswerList;

/* INVALID for a report that is not formed as docs/reference/tickets.md says. */
MUST_USE Outcome terminal_report_read(Arena *arena, Text body, TerminalReport *report,
                                      Problem *problem);

/* In a writing session; a report sent twice is answered alike and acts once. REFUSED for a
 * mandate whose signature is not ours, and for a terminal that was revoked. */
MUST_USE Outcome terminal_bring(Access *access, const TerminalReport *report,
                                UseAnswerList *answers);

typedef struct Overdraft {
    Id id;
    Id terminal;
    Id house;
    Id ticket;     /* nil when none has its code */
    Id convention; /* likewise */
    int64_t amount;
    Moment at;
    Moment kept;
    Text because;
} Overdraft;

typedef LIST_OF(Overdraft) OverdraftList;

/* Those of the caller's house, and all for who manages conventions; the newest first. */
MUST_USE Outcome overdraft_list(Access *access, OverdraftList *list);

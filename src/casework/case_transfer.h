/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A case changes hands: the file of the person and those merged into it that the team keeps
 * too, their cases with their keys, who leads and who does what is still to be done. Only a
 * transfer that the receiver accepted calls this (referral/referral_transfer.h), in its
 * transaction: all of it holds, or nothing.
 *
 * The former team reads nothing from that moment, its own words included: it has no mission
 * towards the person any more (docs/decisions/2026-11-30-transfer.md).
 */
#pragma once

#include "casework/case.h"

/* The open case of a person that the team keeps; nil for none. Judges nothing. */
MUST_USE Outcome case_open_in(Access *access, Id person, Id team, Id *id);

/* The classes of data that a transfer of this person's cases by the team opens, a bit each:
 * what the person must have agreed to. Health stands among them when a note is open to a
 * profession. Judges nothing. */
MUST_USE Outcome case_transfer_classes(Access *access, Id person, Id team, unsigned *classes);

/* When the caller's house last took over a case of the person that it keeps; 0 for never.
 * Judges nothing. */
MUST_USE Outcome case_taken_over_at(Access *access, Id person, Moment *at);

typedef LIST_OF(Id) CaseKeepers;

/* The accounts that opened the cases of the person, or took them over: each of a house that
 * kept them at a time. Judges nothing. */
MUST_USE Outcome case_keepers(Access *access, Id person, CaseKeepers *accounts);

typedef struct Handover {
    Id person;
    Id from_team;
    Id referral; /* that was accepted */
    Id team;     /* the caller's, which takes over; the caller leads */
} Handover;

/* All that could refuse it, before anything is written. CONFLICT when the former team keeps no
 * open case of the person any more; REFUSED when the caller's role writes no case, or without a
 * key file. */
MUST_USE Outcome case_check_handover(Access *access, const Handover *handover);

/* Checks, then hands over. */
MUST_USE Outcome case_hand_over(Access *access, const Handover *handover);

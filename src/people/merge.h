/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Two files of one person. A merge is a pointer, never a rewrite: the file merged into the
 * other keeps all it had, is read through the other, and comes out whole when the merge is
 * undone. Only a person decides; whoever may merge is of the team that keeps both. What was
 * said of a pair is remembered.
 */
#pragma once

#include "people/lookup.h"
#include "people/person.h"

/* CONFLICT when `absorbed` was merged before, when `into` ends in it, or when somebody said
 * that they are not the same: say otherwise first. */
MUST_USE Outcome person_merge(Access *access, Id absorbed, Id into);

/* Undoes it, and forgets that the two were said to be one. CONFLICT when it is merged into
 * none. It may come out of the middle: what was merged into it comes along. */
MUST_USE Outcome person_unmerge(Access *access, Id absorbed);

typedef enum PairVerdict { PAIR_UNSAID, PAIR_SAME, PAIR_DIFFERENT } PairVerdict;

/* Remembers it; PAIR_UNSAID forgets. Says nothing of merging. */
MUST_USE Outcome person_say_pair(Access *access, Id one, Id other, PairVerdict verdict);

/* Who looks like this person, of those the caller may see by name, without those said to be
 * somebody else. The caller may merge. */
MUST_USE Outcome person_alike(Access *access, Id person, LookupAnswer *answer);

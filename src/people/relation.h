/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How a caller stands to a person: the one place that knows. The keeper's team, then its house,
 * then what the person agreed to, then broken glass; a stranger else. A restricted file is
 * known to its team alone: the rest of the house are strangers to it.
 */
#pragma once

#include "access/access.h"

/* STRANGER too for an id nobody bears, found in the same time. */
MUST_USE Outcome person_relation(Access *access, Id person, Relation *relation);

/* The classes of data that are open to the caller's house now, a bit each (1u << CLASS_NOTES):
 * what RELATION_CONSENT may see. Judges nothing. */
MUST_USE Outcome person_shared_classes(Access *access, Id person, unsigned *classes);

/*
 * What each function that touches a person calls first: finds the relation, judges, and leaves
 * the line for the journal. A caller who stands too far is told NOT_FOUND in the very words of
 * an id nobody bears, so that guessing tells nothing; REFUSED is for a role that may not do
 * this to anybody. `relation` may be NULL; `subject` may be nil.
 */
MUST_USE Outcome person_admit(Access *access, Permission permission, Id person, Id subject,
                              Relation *relation);

/* The same for what needs some classes of data: a consent that opens none of them counts for
 * nothing, and its house is told what a stranger is. */
typedef struct Admission {
    Permission permission;
    Id person;
    Id subject;       /* may be nil */
    unsigned classes; /* a bit each; one of them is enough */
} Admission;
MUST_USE Outcome person_admit_class(Access *access, const Admission *asked, Relation *relation);

/* Whether a list may tell that a line of it is about this person: as person_admit, and where it
 * is no, in silence, since nobody asked for that person. */
MUST_USE Outcome person_judge_shown(Access *access, Permission permission, Id person,
                                    Id subject, bool *may);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Persons: named, under an alias, or unknown ("man, about 40, red coat, station"). Reading goes
 * through one door, which finds the relation, judges, leaves a line in the journal, and keeps
 * back what the caller may not see. Nothing is overwritten in silence: a change says which
 * revision its author saw, and one that comes too late is kept beside the other.
 */
#pragma once

#include "people/person_fact.h"
#include "people/relation.h"

typedef enum PersonKind { PERSON_NAMED, PERSON_ALIAS, PERSON_UNKNOWN } PersonKind;

enum { PERSON_FACTS_MOST = 300, PERSON_MERGED_MOST = 100 };

typedef struct Person {
    Id id;
    PersonKind kind; /* follows from the facts */
    Id house;        /* who keeps the file */
    Id team;
    Text code; /* "7K3M-9QTR": said aloud, written on a card; finds, and opens nothing */
    bool is_restricted;
    Id merged_into; /* nil for none */
    int64_t revision;
    Moment created;
} Person;

Text person_kind_code(PersonKind kind);

typedef LIST_OF(PersonFact) PersonFactList;

/* A file that was merged into this one. */
typedef struct MergedPerson {
    Id id;
    Text code;
} MergedPerson;

typedef struct PersonFile {
    Person person;
    Relation relation;
    PersonFactList facts; /* by kind, then as they came; those of merged persons among them */
    bool has_contested;
    const MergedPerson *merged; /* into this one itself */
    size_t merged_count;
} PersonFile;

/* The door. NOT_FOUND alike for nobody and for whom the caller stands too far from. A person
 * merged into another is read as what it was; follow person.merged_into. */
MUST_USE Outcome person_read(Access *access, Id id, PersonFile *file);

/* The same with the facts that no longer hold. */
MUST_USE Outcome person_read_history(Access *access, Id id, PersonFile *file);

/* The row; NOT_FOUND for none. Judges nothing: after person_admit only. */
MUST_USE Outcome person_get(Access *access, Id id, Person *person);

/* The person at the end of the merges, who may be the one that was asked for. Judges nothing.
 */
MUST_USE Outcome person_root(Access *access, Id id, Id *root);

/* The furthest of them to which the caller may do this: another house may have taken over the
 * rest. Judges nothing of `given`. */
MUST_USE Outcome person_root_within(Access *access, Permission permission, Id given, Id *root);

/* Admits who reads `given`, and gives the file it was merged into as far as the caller reads
 * it, or itself: two files of one person are one. */
MUST_USE Outcome person_admit_merged(Access *access, Id given, Id *person);

/* Whether a fact of this class is shown to one who stands so and may read the person. */
bool person_fact_is_shown(const Caller *caller, Relation relation, FactClass class);

/* The first fact of a kind that is shown; NULL for none. */
const PersonFact *person_fact_first(const PersonFile *file, FactKind kind);

/* A name to show: the name, else the alias, else the description; empty for none. */
Text person_display_name(Arena *arena, const PersonFile *file);

/* Whole years at the day; -1 when the birth is unknown. */
int person_age(const PersonFile *file, Date today);

typedef struct NewPerson {
    Id id;   /* made by who creates; nil: drawn */
    Id team; /* who keeps the file: one of the caller's; nil for the caller's only one */
    bool is_restricted;
    const PersonDetail *facts; /* at least one: a name, an alias or a description */
    size_t fact_count;
} NewPerson;

/* INVALID names the field, "facts/2/value" as the place, or an id somebody bears. In a writing
 * session. */
MUST_USE Outcome person_create(Access *access, const NewPerson *made, Id *id);

typedef struct FactChange {
    Id fact;               /* nil for a new one */
    int64_t base_revision; /* that its author saw; 0 for a new one */
    bool ends;             /* it no longer holds: what.value counts for nothing */
    PersonDetail what;     /* its kind is that of the fact */
    Id made;               /* of a new one, by who adds it; nil: drawn */
} FactChange;

typedef struct FactResult {
    PersonFact fact;   /* as it stands now */
    bool is_contested; /* `yours` came late: both are kept, and somebody must say */
    PersonFact yours;
} FactResult;

/*
 * Adds, changes or ends a fact. OK with is_contested when another change came first and says
 * something else: the value in force stays, the late one is kept as contested (the edge tells
 * CONFLICT, with both). Saying what already holds changes nothing.
 */
MUST_USE Outcome person_change_fact(Access *access, Id person, const FactChange *change,
                                    FactResult *result);

typedef enum PersonFactChoice { KEEP_CURRENT, KEEP_CONTESTED, KEEP_BOTH } PersonFactChoice;

/* Says which of the two holds. CONFLICT when the contested one was settled before. */
MUST_USE Outcome person_settle_fact(Access *access, Id person, Id fact, int64_t contested,
                                    PersonFactChoice choice);

typedef enum PersonReach { REACH_HOUSE, REACH_TEAM } PersonReach;

/* Restricts a file to its team, or opens it to the house again; the team alone may. */
MUST_USE Outcome person_set_reach(Access *access, Id person, int64_t base_revision,
                                  PersonReach reach);

typedef LIST_OF(Id) PersonIds;

/* The person, then the files merged into them, over however many merges, that this team keeps
 * and nobody erased: what goes along when the file changes hands. Judges nothing. */
MUST_USE Outcome person_kept_together(Access *access, Id person, Id team, PersonIds *persons);

/* The file changes hands: the caller's house and this team keep it, and find it by its name.
 * CONFLICT unless `from_team` keeps it. Judges nothing: for a transfer that was accepted. */
MUST_USE Outcome person_hand_over(Access *access, Id person, Id from_team, Id team);

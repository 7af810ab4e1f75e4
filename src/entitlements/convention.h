/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What bodies agreed on: who pays, who may prescribe, who accepts, for whom, how much of it and
 * at which price. Conventions are data (data/entitlements/conventions.yaml): a load replaces
 * those it names and leaves what was granted as it was granted. Where the sources say nothing
 * (a price, a ceiling) nothing is made up: the convention says so in words.
 */
#pragma once

#include "access/access.h"
#include "words/language.h"

typedef enum ConventionKind {
    CONVENTION_CARD, /* shown at the door as often as one comes */
    CONVENTION_MEAL,
    CONVENTION_PARCEL,
    CONVENTION_LETTER,
    CONVENTION_HEALTH,
    CONVENTION_PHARMACY,
    CONVENTION_FUEL,
    CONVENTION_CULTURE,
    CONVENTION_KIND_COUNT
} ConventionKind;

/* In what a ticket is worth: uses, or cents spent in one go or several. */
typedef enum TicketUnit { UNIT_USE, UNIT_CENT, TICKET_UNIT_COUNT } TicketUnit;

typedef enum CeilingScope {
    CEILING_PERSON,
    CEILING_HOUSEHOLD,
    CEILING_EVERYBODY, /* the budget */
    CEILING_SCOPE_COUNT
} CeilingScope;

typedef enum CeilingPeriod {
    CEILING_DAY,
    CEILING_WEEK, /* of ISO 8601: from Monday */
    CEILING_MONTH,
    CEILING_YEAR,
    CEILING_WHOLE, /* all its time */
    CEILING_PERIOD_COUNT
} CeilingPeriod;

typedef enum CeilingUnit { CEILING_TICKETS, CEILING_CENTS, CEILING_UNIT_COUNT } CeilingUnit;

typedef struct Ceiling {
    CeilingScope scope;
    CeilingPeriod period;
    CeilingUnit unit;
    int64_t most;
} Ceiling;

enum {
    CONVENTION_MOST_PARTIES = 64,
    CONVENTION_MOST_CEILINGS = 16,
    CONVENTION_MOST_SUPPLIERS = 64,
    SUPPLIER_NAME_MOST = 100,
    CONVENTIONS_MOST = 500,
    CONVENTION_FILE_MOST = 1 << 20, /* bytes */
    CENTS_MOST = 100000000,         /* a million euros: no sum of money here is larger */
    PRICE_UNKNOWN = -1,
    NO_THRESHOLD = -1,
};

/* A body outside the network from which what a ticket is worth is had: a pharmacy. */
typedef struct Supplier {
    Text enterprise; /* BCE number, as it is written: "0202.239.951" */
    Text name;
} Supplier;

typedef struct Convention {
    Id id;
    Text key;
    ConventionKind kind;
    Id payer;
    Phrase name;
    Phrase doubt;   /* what the sources leave open; empty for nothing */
    Text source;    /* document and line: "2:168" (data/wallonie/documents.yaml) */
    Text service;   /* of the directory: its conditions are those of a grant; may be empty */
    Text condition; /* besides them, in the same language (docs/reference/conditions.md) */
    TicketUnit unit;
    int64_t worth;     /* of one ticket; 0: as often as one comes, or a sum said at the grant */
    int64_t price;     /* cents a use, or PRICE_UNKNOWN; a unit of cents has none */
    int64_t days;      /* how long a ticket is good, the day of the grant among them */
    int64_t threshold; /* cents above which somebody else decides, or NO_THRESHOLD */
    Date valid_from;
    Date valid_until; /* the last day; 0 while none is agreed */
    Id prescribers[CONVENTION_MOST_PARTIES];
    size_t prescriber_count;
    Id acceptors[CONVENTION_MOST_PARTIES];
    size_t acceptor_count;
    Supplier suppliers[CONVENTION_MOST_SUPPLIERS];
    size_t supplier_count;
    Ceiling ceilings[CONVENTION_MOST_CEILINGS];
    size_t ceiling_count;
} Convention;

typedef LIST_OF(Convention) ConventionList;

Text convention_kind_code(ConventionKind kind);
Text ticket_unit_code(TicketUnit unit);         /* "use", "cent" */
Text ceiling_scope_code(CeilingScope scope);    /* "person", "household", "everybody" */
Text ceiling_period_code(CeilingPeriod period); /* "day", ..., "whole" */
Text ceiling_unit_code(CeilingUnit unit);       /* "ticket", "cent" */

bool convention_prescribes(const Convention *convention, Id house);
bool convention_accepts(const Convention *convention, Id house);

/* NULL for none of this number, as it is written. */
const Supplier *convention_supplier(const Convention *convention, Text enterprise);
bool convention_holds_on(const Convention *convention, Date day);

/* The conventions of a file. INVALID names file, line and field; of the houses and services it
 * names only the spelling is looked at, until they are loaded. */
MUST_USE Outcome convention_read(Arena *arena, Text file, Text content, ConventionList *list,
                                 Problem *problem);

/* For who manages conventions, in a writing session. INVALID for a house the directory does not
 * have, or for a condition that cannot be evaluated. */
MUST_USE Outcome convention_load(Access *access, const ConventionList *list);

/* Its last day, for who manages conventions, in a writing session: nothing is granted after it,
 * and what was granted stays as it was. INVALID before its first day, CONFLICT after the end it
 * has. A file that is loaded later says its end anew. */
MUST_USE Outcome convention_close(Access *access, Text key, Date last);

/* All of them, by key. What was agreed on is no secret between the bodies of a network. */
MUST_USE Outcome convention_list(Access *access, ConventionList *list);

/* By its key. NOT_FOUND for none. */
MUST_USE Outcome convention_find(Access *access, Text key, Convention *convention);
MUST_USE Outcome convention_get(Access *access, Id id, Convention *convention);

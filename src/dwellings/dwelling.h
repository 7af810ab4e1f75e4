/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Dwellings of insertion and transit housing: units of resources/unit.h of kind dwelling, with
 * what one has to know before living there. Nothing says twice who lives where: a dwelling is
 * free while nobody has its one place (resources/place.h).
 */
#pragma once

#include "resources/unit.h"

enum {
    DWELLING_BEDROOMS_MOST = 20,
    DWELLING_AREA_MOST = 1000, /* square metres */
    DWELLING_PEOPLE_MOST = 40,
    DWELLING_ADDRESS_MOST = 160,
    DWELLING_MANAGER_MOST = 80,
};

/* How one gets in; the later, the easier. */
typedef enum DwellingEntry {
    ENTRY_UNKNOWN,
    ENTRY_STAIRS,
    ENTRY_LIFT,
    ENTRY_LEVEL,   /* without a step */
    ENTRY_ADAPTED, /* for a wheelchair, inside too */
    DWELLING_ENTRY_COUNT
} DwellingEntry;

typedef enum DwellingState {
    DWELLING_FREE,
    DWELLING_OFFERED,  /* held or promised, and nobody lives there yet */
    DWELLING_OCCUPIED, /* also while works go on */
    DWELLING_WORKS,
    DWELLING_STATE_COUNT
} DwellingState;

typedef struct Dwelling {
    Unit unit;        /* its house owns it, or keeps it for who does */
    int64_t bedrooms; /* 0: a studio */
    int64_t area;     /* square metres; 0 while unknown */
    int64_t people;   /* how many may live there; 0 while nobody said */
    DwellingEntry entry;
    Text address; /* empty for who is not told */
    Text postal_code;
    bool is_protected; /* address and postal code are told to its house alone */
    Text manager;      /* who lets it for its house; empty for the house itself */
    Text convention;   /* the key of that by which it is given; empty for none */
    Date works_until;  /* DATE_NONE while nobody knows */
    DwellingState state;
    Date until; /* of the contract, the offer or the works; DATE_NONE while nobody knows */
    Id booking; /* who has it; nil for nobody, and for another house's */
} Dwelling;

typedef LIST_OF(Dwelling) DwellingList;

Text dwelling_entry_code(DwellingEntry entry); /* "level" */
bool dwelling_entry_parse(Text code, DwellingEntry *entry);
Text dwelling_state_code(DwellingState state); /* "occupied" */

/* Whether the caller works for its house. */
bool dwelling_is_of_caller(const Access *access, const Dwelling *dwelling);

/* Makes one of the caller's house; of `made->unit` name, service, rule and reach are read. Asks
 * MAY_MANAGE_UNIT; INVALID names the field, "convention" for none of that key. */
MUST_USE Outcome dwelling_add(Access *access, const Dwelling *made, Dwelling *dwelling);

/* Changes the same, of the caller's house; CONFLICT when another came first
 * (`changed->unit.revision` is what its author saw). */
MUST_USE Outcome dwelling_change(Access *access, const Dwelling *changed, Dwelling *dwelling);

/* Works begin, until a day or DATE_NONE: nobody is given the dwelling while they last, and who
 * lives there stays. Said again, the day is another. INVALID "until" for a day that is over. */
MUST_USE Outcome dwelling_start_works(Access *access, Id unit, Date until);

/* Works are over when somebody says so, whatever day was expected: it goes to who waits.
 * CONFLICT where there are none. */
MUST_USE Outcome dwelling_end_works(Access *access, Id unit);

/* NOT_FOUND for no dwelling, and for one another house keeps to itself. Asks MAY_BOOK_UNIT. */
MUST_USE Outcome dwelling_get(Access *access, Id unit, Dwelling *dwelling);

/* Those the caller may see, by house and name. Who lives there is not told, only until when. */
MUST_USE Outcome dwelling_list(Access *access, DwellingList *list);

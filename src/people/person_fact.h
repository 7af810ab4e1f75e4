/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One thing known of a person: what it is, who said it, from when to when. A person may have
 * several of each kind, and share them with others.
 *   kind          value                      extra
 *   name, alias   given name                 family name (either may be empty)
 *   description   "man, about 40, red coat"
 *   birth         2001-05-17, 2001-05, 2001  "about" when it is a guess
 *   sex           female, male, other
 *   phone         +32470123456               whose
 *   mail          as written                 whose
 *   address       street, number, box        postal code and town
 *   identifier    the number                 niss, nihii, card, file...
 *   nationality   BE (ISO 3166-1)
 *   language      ar (ISO 639)               a_little, well, mother
 *   interpreter   the language needed
 *   contact_rule  no_mail, hide_screen...    in words
 *   helper        given name of who helps    family name
 */
#pragma once

#include "base/id.h"
#include "base/moment.h"
#include "base/outcome.h"

typedef enum FactKind {
    FACT_NAME,
    FACT_ALIAS,
    FACT_DESCRIPTION,
    FACT_BIRTH,
    FACT_SEX,
    FACT_PHONE,
    FACT_MAIL,
    FACT_ADDRESS,
    FACT_IDENTIFIER,
    FACT_NATIONALITY,
    FACT_LANGUAGE,
    FACT_INTERPRETER,
    FACT_CONTACT_RULE,
    FACT_HELPER,
    FACT_KIND_COUNT
} FactKind;

/* Who may read it, beyond who may read the person at all (person_fact_is_shown). */
typedef enum FactClass {
    FACT_BASIC,
    FACT_CONTACT,
    FACT_PROTECTED, /* an address or telephone that would put the person in danger */
    FACT_OFFICIAL,  /* national and other numbers */
    FACT_CLASS_COUNT
} FactClass;

typedef enum FactSource {
    SOURCE_PERSON,   /* told by the person */
    SOURCE_DOCUMENT, /* read on a paper */
    SOURCE_WORKER,   /* seen by the worker */
    SOURCE_OTHER,    /* told by somebody else */
    SOURCE_IMPORT,
    SOURCE_COUNT
} FactSource;

typedef enum PersonFactState { FACT_CURRENT, FACT_CONTESTED, FACT_PAST } PersonFactState;

typedef struct PersonDetail {
    FactKind kind;
    FactClass class; /* FACT_BASIC is raised to what the kind asks */
    FactSource source;
    Text value;
    Text extra;
    Text valid_from; /* a day, or empty */
    Text valid_to;
} PersonDetail;

typedef struct PersonFact {
    Id person; /* whose it was before a merge */
    Id id;
    int64_t revision; /* from 1 */
    PersonFactState state;
    PersonDetail what;
    bool
        is_withheld; /* it exists, and this caller may not read it: value and extra are empty */
    Text digest;     /* keyed, of a number: finds it, and tells nothing */
    Moment at;
    Id account; /* who wrote it; nil for the machine */
} PersonFact;

enum {
    FACT_VALUE_MOST = 500, /* bytes */
    FACT_EXTRA_MOST = 500,
    FACT_NAME_MOST = 120,
};

Text fact_kind_code(FactKind kind); /* "contact_rule" */
bool fact_kind_parse(Text code, FactKind *kind);
Text fact_class_code(FactClass class);
bool fact_class_parse(Text code, FactClass *class);
Text fact_source_code(FactSource source); /* "person", "document"... */
bool fact_source_parse(Text code, FactSource *source);
Text fact_state_code(PersonFactState state);
PersonFactState fact_state_parse(Text code);

/* The values a kind takes, and those of its extra, for a form; none when it is free. */
typedef struct FactCodes {
    const char *const *codes;
    size_t count;
} FactCodes;

FactCodes fact_codes(FactKind kind);
FactCodes fact_extra_codes(FactKind kind);

/* Whether the class keeps it sealed in the store. */
bool fact_class_is_sealed(FactClass class);

/*
 * Cleans what was written (words/visible.h), checks it, and gives the form that is stored.
 * INVALID names the field: value, extra, from, to. A number of a person is never repeated in
 * the problem.
 */
MUST_USE Outcome fact_check(Arena *arena, Date today, PersonDetail *fact, Problem *problem);

/* The day of a birth; 0 for the parts nobody knows. */
CivilDate fact_birth(const PersonDetail *fact);

/* "Camille Exemple" of a name, an alias or a helper. */
Text fact_full_name(Arena *arena, const PersonDetail *fact);

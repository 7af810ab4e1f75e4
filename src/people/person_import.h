/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Persons of a table of another program, once, on the day a team begins. The file is looked at
 * whole before a line of it is written; what is wrong is told by line and field, and whoever is
 * like somebody the house or the file knows is shown, never merged. Nobody is looked for beyond
 * the caller's own house: a table would ask of a whole network who knows whom
 * (docs/decisions/2026-11-30-person-import.md).
 */
#pragma once

#include "people/person.h"

enum {
    PERSON_IMPORT_BYTES = 4 << 20,
    PERSON_IMPORT_LINES = 2000,
    PERSON_IMPORT_TOLD = 500 /* remarks; the rest is counted */
};

typedef enum ImportFinding {
    IMPORT_WRONG, /* the field and why */
    IMPORT_ALIKE, /* somebody has a file in this house */
    IMPORT_TWICE, /* an earlier line says the same of the same name */
} ImportFinding;

typedef struct ImportRemark {
    size_t line; /* of the file, from 1 */
    ImportFinding finding;
    Text field; /* the name of the column; of IMPORT_WRONG */
    Text why;
    Id person; /* of IMPORT_ALIKE: the likeliest */
} ImportRemark;

typedef struct ImportPerson {
    size_t line;
    const PersonDetail *facts;
    size_t fact_count;
    bool is_wrong;
    bool is_alike; /* or twice */
} ImportPerson;

typedef struct PersonImport {
    Id team; /* one of the caller's; nil for the only one */
    LIST_OF(ImportPerson) persons;
    LIST_OF(ImportRemark) remarks;
    size_t wrong;
    size_t alike;
    size_t made;
} PersonImport;

/* Reads columns by the names of the first row: given, family, alias, description, birth, sex,
 * phone, mail, street, town, nationality, language, interpreter, and niss, card or another kind
 * of number. INVALID for a column of another name or twice, and past the limits; a cell that is
 * wrong is a remark. */
MUST_USE Outcome person_import_read(Arena *arena, Date today, Text content,
                                    PersonImport *import, Problem *problem);

/* Adds a remark for each line that is like a person of the caller's house; in a reading
 * session. */
MUST_USE Outcome person_import_compare(Access *access, PersonImport *import);

typedef enum ImportAlike { IMPORT_LEAVES_ALIKE, IMPORT_MAKES_ALIKE } ImportAlike;

/* Opens a file for each line that is not wrong, in a writing session: all of them or none. */
MUST_USE Outcome person_import_write(Access *access, PersonImport *import, ImportAlike alike);

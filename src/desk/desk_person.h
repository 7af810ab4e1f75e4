/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk shows of a person whose file it may read; apart from people/person.h, whose
 * facts bear names that those of matching bear too. */
#pragma once

#include "access/access.h"

enum { DESK_PERSON_LANGUAGES = 8 };

typedef struct DeskPerson {
    Id id;
    Id team; /* that keeps the file */
    Text name;
    int age;                               /* -1 when unknown */
    Text languages[DESK_PERSON_LANGUAGES]; /* ISO 639 */
    size_t language_count;
    Text code;         /* of the card */
    bool must_hide;    /* the person asked that the screen be hidden from others */
    Moment last_visit; /* before `before`, at this house; 0 for none */
} DeskPerson;

/* Judged and written in the journal by person_read. NOT_FOUND for who the caller may not read.
 */
MUST_USE Outcome desk_person_read(Access *access, Id person, Moment before, DeskPerson *shown);

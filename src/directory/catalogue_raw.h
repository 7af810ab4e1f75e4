/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to the catalogue's builder: the records of the store, parsed and grouped by owner,
 * and the readers of the fields they share.
 */
#pragma once

#include "directory/catalogue.h"
#include "directory/record.h"
#include "json/json.h"

typedef struct Raw {
    Id id;
    EntityKind owner_kind;
    Id owner;
    uint32_t position;
    json_t *body;
} Raw;

typedef struct RawSpan {
    const Raw *items;
    size_t count;
} RawSpan;

typedef struct RawSet {
    Arena *arena; /* of the catalogue: what the readers return lives there */
    Arena *scratch;
    LIST_OF(Raw) kinds[ENTITY_COUNT]; /* each in order of owner, then position, then id */
    Problem *problem;
} RawSet;

/* `also`, unless NULL, is given every record too. */
MUST_USE Outcome raw_read(RawSet *set, struct Session *session, const BodySink *also);
void raw_release(RawSet *set);

RawSpan raw_all(const RawSet *set, EntityKind kind);
RawSpan raw_owned(const RawSet *set, EntityKind kind, Id owner); /* in order */

/* From identifiers to positions in an array; made once per kind. */
typedef struct IdIndex {
    const struct IdPosition *rows;
    size_t count;
} IdIndex;

IdIndex id_index_of(const RawSet *set, EntityKind kind); /* position in raw_all() */
IdIndex id_index_new(const RawSet *set, const Id *ids, size_t count); /* position in `ids` */
uint32_t id_index_find(IdIndex index, Id id);        /* NONE when there is none */
uint32_t id_index_find_text(IdIndex index, Text id); /* the same, from a "*_id" field */

/* Refuses with kind and id as the place. */
MUST_USE Outcome raw_refuse(const RawSet *set, EntityKind kind, const Raw *raw,
                            const char *field, const char *reason);

/* Fields. `own` is the object under "seuil", NULL when there is none. */
const json_t *raw_own(const Raw *raw);
Text raw_text(const RawSet *set, const json_t *object, const char *field);
Phrase raw_phrase(const RawSet *set, const Raw *raw, const char *field); /* an HSDS field */
Phrase raw_own_phrase(const RawSet *set, const json_t *own, const char *field);
TextSpan raw_texts(const RawSet *set, const json_t *object, const char *field);
Known raw_known(const json_t *object, const char *field);
/* A count or a length of time: less than 0 is no answer, so it is `missing` too. */
int32_t raw_integer(const json_t *object, const char *field, int32_t missing);
Marks raw_marks(const RawSet *set, const json_t *own);
PhoneSpan raw_phones(const RawSet *set, Id owner);
ContactSpan raw_contacts(const RawSet *set, Id owner);

/* NULL when the value is empty or cannot be read: it was checked when it came in. */
const Hours *raw_hours(const RawSet *set, Text value);

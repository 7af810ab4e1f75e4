/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the HSDS readers: records as they gather, and the links between them. */
#pragma once

#include "directory/hsds.h"

typedef struct HsdsDraft {
    EntityKind kind;
    Id id;
    Text where;            /* its first mention */
    json_t *body;          /* flat */
    EntityKind owner_kind; /* ENTITY_COUNT until it is placed */
    Id owner;
    uint32_t position;
    struct HsdsDraft *next; /* in the order they came */
    struct HsdsDraft *next_in_slot;
} HsdsDraft;

enum { HSDS_SLOTS = 1 << 12 };

/* The records of an import that have gone to the store already. */
typedef struct HsdsEarlier {
    bool (*has)(void *context, EntityKind kind, Id id); /* NULL: there are none */
    Outcome (*fetch)(void *context, HsdsDraft *draft);
    void *context;
} HsdsEarlier;

/* Records as they are read, until they go to the store. */
typedef struct HsdsSet HsdsSet;

struct HsdsSet {
    Arena *arena;
    Problem *problem;
    HsdsDraft *first;
    HsdsDraft *last;
    size_t count;
    HsdsDraft **slots;
    HsdsEarlier earlier;
};

HsdsSet *hsds_set_new(Arena *arena, Problem *problem);
void hsds_set_close(HsdsSet **set);
size_t hsds_set_count(const HsdsSet *set);

/* The draft with this identifier, made if it is new, with the fields of `flat` added. INVALID
 * when the same record was given before with another value of a field. */
MUST_USE Outcome hsds_set_put(HsdsSet *set, EntityKind kind, const json_t *flat, Text where,
                              HsdsDraft **draft);
HsdsDraft *hsds_set_find(const HsdsSet *set, EntityKind kind, Id id);

/* Says that the draft is nested in another record: the first place becomes its owner, further
 * ones are kept beside it; the field that links the two is filled where HSDS has one. */
void hsds_set_place(HsdsSet *set, HsdsDraft *draft, EntityKind owner_kind, Id owner,
                    uint32_t position);

/* Gives an owner to each draft that was not nested but links to one, the nearest first: what
 * stands in a table of its own. `position` counts on from one set to the next. */
void hsds_set_adopt(HsdsSet *set, uint32_t *position);

/* The nearest record HSDS nests this one in, by its link fields; false when it has none. */
bool hsds_owner_by_link(EntityKind kind, const json_t *body, EntityKind *owner_kind, Id *owner);

/* Checks the fields HSDS defines: types, choices, what is required. */
MUST_USE Outcome hsds_check_fields(EntityKind kind, const json_t *flat, Text where,
                                   Problem *problem);

/* "service_id": the field of `kind` that links it to a record of `target`; NULL when HSDS has
 * none. Attributes and metadata link to anything by "link_id" and "resource_id". */
const char *hsds_link_field(EntityKind kind, EntityKind target);

/* The members of model.h and the two of the full form it leaves out: the services of an
 * organization and the service of a service_at_location. NULL past the last. */
const MemberModel *hsds_member(EntityKind kind, size_t index);

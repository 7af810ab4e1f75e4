/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The records that a record names: by the "*_id" fields of model.h, and the services it sends
 * to first by the keys under "seuil". Imports and checks ask it what must be there, and what
 * must not go round in a circle.
 */
#pragma once

#include "base/list.h"
#include "directory/model.h"
#include "directory/record.h"
#include "json/json.h"

typedef struct Link {
    const char *field;
    EntityKind kind;
    Id id;
    Text name;      /* the identifier or key as it is written; lives as long as the body */
    bool is_ranked; /* a parent, or what is needed first: no way along such links leads back */
    bool is_outer;  /* may name a record that is kept elsewhere */
} Link;

typedef Outcome (*LinkFunction)(void *context, const Link *link);

/* Calls for each link of the record; stops at the first outcome that is not OK. What attributes
 * and metadata are about is no link: they may say so by a kind HSDS does not have. */
MUST_USE Outcome links_each(EntityKind kind, const json_t *body, LinkFunction function,
                            void *context);

/* Whether the links of such a record, and its owner, may lead to records kept elsewhere: the
 * official examples of HSDS name parents and whom a contact is for, and do not hold them; a
 * vocabulary may come after what is described by it. */
bool links_are_outer(EntityKind kind);

/* ---------------------------------------------------------------------------------- circles */

/* A ranked link between two records of a kind. */
typedef struct Edge {
    EntityKind kind;
    Id from;
    Id to;
    const char *field;
    Text where; /* what to show of it */
} Edge;

typedef LIST_OF(Edge) EdgeList;

/* An edge that leads back to where it comes from, by way of others or not; NULL when there is
 * none. Sorts the edges; takes time and memory in proportion to them. */
const Edge *edges_circle(Arena *arena, EdgeList *edges);

/* Says INVALID at the edge. */
MUST_USE Outcome edge_refuse(const Edge *edge, Problem *problem);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What other systems sent, kept whole and sealed, each under an identifier of ours. A client
 * calls its own things as it likes; whoever else may see one calls it by the identifier. In the
 * store all references between them stand in that form. Nothing here judges a right.
 */
#pragma once

#include "fhir/fhir.h"

typedef struct FhirRow {
    FhirKind kind;
    Id id;
    Id client; /* who sent it first */
    Text name; /* what that client calls it */
    Id person; /* nil for nobody */
    Id focus;  /* nil for none */
    int64_t version;
    Moment updated;
    Digest sent; /* of what its author sent last */
    Text body;   /* JSON */
} FhirRow;

/* False in `found` for none. REFUSED without keys. */
MUST_USE Outcome fhir_row_get(Fhir *fhir, FhirKind kind, Id id, FhirRow *row, bool *found);

bool fhir_row_is_own(const Fhir *fhir, const FhirRow *row); /* this client sent it */
Text fhir_row_name(const Fhir *fhir, const FhirRow *row);   /* what this client calls it */
MUST_USE Outcome fhir_row_open(Fhir *fhir, const FhirRow *row, json_t **body); /* owned */

/* The identifier of what the client calls so: a name of its own, or an identifier. False for
 * none of its own; an identifier is found whether it is of a row or not. */
MUST_USE Outcome fhir_row_find(Fhir *fhir, FhirKind kind, Text name, Id *id, bool *found);

/* Adds it, or puts it in the place of the version before; raises the version. */
MUST_USE Outcome fhir_row_put(Fhir *fhir, FhirRow *row);

/* The digest by which the same thing sent again is known. */
MUST_USE Outcome fhir_sent_digest(Fhir *fhir, const json_t *body, Digest *digest);

/* What this client calls a thing, and what the thing is about (nil for nothing), without what
 * is sealed; by its identifier alone when there is no such row. */
typedef struct FhirLabel {
    Text name;
    Id focus;
} FhirLabel;
MUST_USE Outcome fhir_label_get(Fhir *fhir, FhirKind kind, Id id, FhirLabel *label);

/* Takes the client's row of that identifier away. */
MUST_USE Outcome fhir_row_end(Fhir *fhir, const FhirRow *row);

typedef LIST_OF(Id) FhirIds;

/* The client's own of a kind after an identifier, 100 at most, in their order. */
MUST_USE Outcome fhir_rows_own(Fhir *fhir, FhirKind kind, Id after, FhirIds *ids);
/* Those of a kind that are about another thing. */
MUST_USE Outcome fhir_rows_about(Fhir *fhir, FhirKind kind, Id focus, FhirIds *ids);
/* Referrals that the client's house sent or got, likewise. */
MUST_USE Outcome fhir_referrals(Fhir *fhir, Id after, FhirIds *ids);

/* Keeps the identifiers of the body findable. */
MUST_USE Outcome fhir_identifiers_put(Fhir *fhir, const FhirRow *row, const json_t *body);
/* The client's own with "system|value", two at most. */
MUST_USE Outcome fhir_identifiers_find(Fhir *fhir, FhirKind kind, Text token, FhirIds *ids);

/* When it last moved; 0 for never. */
MUST_USE Outcome fhir_referral_moved(Fhir *fhir, Id referral, Moment *moved);

/* "Task/0199..." */
Text fhir_reference(Arena *arena, FhirKind kind, Text name);
json_t *fhir_refer(Arena *arena, FhirKind kind, Id id); /* a Reference to it */
/* The kind and the name of "Task/0199..."; false for anything else. */
bool fhir_reference_read(Text reference, FhirKind *kind, Text *name);

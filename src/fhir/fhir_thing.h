/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading and writing one thing of any kind. Each client sees what it sent, and what of a
 * referral is between its house and another; anything else is as if it were not there. Every
 * reading of a person leaves a line in the journal.
 */
#pragma once

#include "fhir/fhir_links.h"

/* By what the client calls it. NOT_FOUND for none, and for one that is not for it. */
MUST_USE Outcome fhir_read(Fhir *fhir, FhirKind kind, Text name, FhirThing *thing);

/* The same by our identifier: what a search found. */
MUST_USE Outcome fhir_read_id(Fhir *fhir, FhirKind kind, Id id, FhirThing *thing);

typedef struct FhirWrite {
    FhirKind kind;
    Text name; /* of a PUT; empty for a POST */
    Id id;     /* what it is to be called; nil: drawn */
    json_t *body;
    const FhirLinks *links; /* of the Bundle it came in; NULL for none */
    Text if_match;          /* W/"2"; empty for none */
    Text if_none_exist;     /* "identifier=system|value"; empty for none */
    bool must_match;        /* a Task is changed by who says which version they saw alone */
    bool must_exist;        /* it is not made when it is not there */
} FhirWrite;

/* Creates, or changes what is there. `thing` is as it stands afterwards. CONFLICT in 412 when
 * another version stands, or when several exist of the identifier. */
MUST_USE Outcome fhir_write(Fhir *fhir, FhirWrite *write, FhirThing *thing);

/* Takes away a thing that the client sent. NOT_FOUND for none of its own. */
MUST_USE Outcome fhir_delete(Fhir *fhir, FhirKind kind, Text name);

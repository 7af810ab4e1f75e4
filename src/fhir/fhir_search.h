/* SPDX-License-Identifier: EUPL-1.2 */
/* Searching: what the client may see of a kind, filtered, a page at a time. */
#pragma once

#include "fhir/fhir_thing.h"

typedef struct FhirTerm {
    Text name; /* "status", "owner:missing" */
    Text value;
} FhirTerm;

typedef struct FhirSearch {
    FhirKind kind;
    const FhirTerm *terms;
    size_t count;
} FhirSearch;

/* A Bundle of the type searchset, owned. INVALID names a parameter that is not one of the
 * kind's. Each thing that is found leaves its line in the journal, and no other. */
MUST_USE Outcome fhir_search(Fhir *fhir, const FhirSearch *search, json_t **answer);

/* Whether a thing fits a parameter; a value may name several, with commas. */
bool fhir_fits(const json_t *body, const FhirParameter *parameter, Text value);

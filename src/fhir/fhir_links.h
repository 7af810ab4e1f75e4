/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * References between things: what a client writes ("Patient/mine", "urn:uuid:...", the full
 * address) becomes our identifiers on the way in, and its own names again on the way out.
 */
#pragma once

#include "fhir/fhir_store.h"

/* What the entries of one Bundle are called, and what that is here. */
typedef struct FhirLink {
    Text from; /* "urn:uuid:...", "http://example.org/fhir/Patient/a", "Patient/a" */
    Text to;   /* "Patient/0199..." */
} FhirLink;
typedef LIST_OF(FhirLink) FhirLinks;

/* Rewrites every reference of the body; one that leads nowhere stays as it is. */
MUST_USE Outcome fhir_links_in(Fhir *fhir, const FhirLinks *links, json_t *body);
MUST_USE Outcome fhir_links_out(Fhir *fhir, json_t *body);

/* The identifier a rewritten reference at a path leads to; false unless it is of that kind. */
bool fhir_link_id(const json_t *body, const char *path, FhirKind kind, Id *id);

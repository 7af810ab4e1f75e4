/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory in FHIR: who there is to send to. It is public, and told as the pages tell it.
 */
#pragma once

#include "fhir/fhir.h"

/* NULL in thing->body for none of that name (identifier, key or slug). */
void fhir_directory_read(Fhir *fhir, FhirKind kind, Text name, FhirThing *thing);

/* How many there are of a kind, and the one at a place; a body of NULL for one that is not
 * told. */
size_t fhir_directory_count(const Fhir *fhir, FhirKind kind);
void fhir_directory_at(Fhir *fhir, FhirKind kind, size_t at, FhirThing *thing);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Patient and person. What Seuil knows of a person is taken as facts with their dates; what it
 * cannot check (a telephone of another continent) stays in the original alone. Whoever did not
 * send the Patient sees what the person's file opens to them, and never the original.
 */
#pragma once

#include "fhir/fhir.h"
#include "people/person.h"

#define FHIR_NISS "https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin"

/* Makes the person of a new Patient. 422 without a name, or with a national number that is
 * none. */
MUST_USE Outcome fhir_patient_create(Fhir *fhir, const json_t *body, Id *person);

/* Adds what a changed Patient says and the file does not. */
MUST_USE Outcome fhir_patient_change(Fhir *fhir, const json_t *body, Id person);

/* The Patient that the file opens to the caller. */
json_t *fhir_patient_of(const PersonFile *file);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Task and ServiceRequest: the faces of a referral. A Task bears the identifier of its
 * referral; its status is what the machine says, in the client's dialect, over what was sent
 * last. A referral that was made in Seuil has both faces too.
 */
#pragma once

#include "fhir/fhir_links.h"
#include "referral/referral_list.h"

/* NOT_FOUND alike for none and for one that is not between the client's house and another. */
MUST_USE Outcome fhir_task_read(Fhir *fhir, Id id, FhirThing *thing);
MUST_USE Outcome fhir_request_read(Fhir *fhir, Id id, FhirThing *thing);

/* A new Task, its references rewritten: opens the referral of that identifier and sends it,
 * unless it is a draft. 422 names the element; REFUSED in 422 when the person did not agree. */
MUST_USE Outcome fhir_task_create(Fhir *fhir, FhirRow *row, const json_t *body);

/* What a client says of one that exists: moves the machine, keeps the rest. CONFLICT in 422
 * when the status leads nowhere from where it stands. */
MUST_USE Outcome fhir_task_update(Fhir *fhir, Id id, json_t *body);

/* SPDX-License-Identifier: EUPL-1.2 */
/* To whom a Task goes: a service of the directory, and the need it is to answer. */
#pragma once

#include "fhir/fhir_links.h"
#include "referral/referral.h"

/* Finds house, service, mail and need of what Task.owner and ServiceRequest.performer name: a
 * HealthcareService or an Organization of the directory, by identifier, key or exact name. 422
 * says which element names nobody, or more than one. */
MUST_USE Outcome fhir_target(Fhir *fhir, const json_t *task, const json_t *request,
                             ReferralDoor *door);

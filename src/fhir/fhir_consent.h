/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A Consent that a client sends: an active one is recorded as the person's agreement to who it
 * names, or, naming nobody, to whom the referral is sent.
 */
#pragma once

#include "fhir/fhir_store.h"
#include "people/share.h"

/* Before a referral is sent: records the first Consent in force for the house among those the
 * client sent for the person, unless the person agreed before. Nothing when there is none. */
MUST_USE Outcome fhir_consent_apply(Fhir *fhir, Id person, Id house);

/* A Consent that is active no more withdraws what was recorded from this client. */
MUST_USE Outcome fhir_consent_end(Fhir *fhir, Id person);

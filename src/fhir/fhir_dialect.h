/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a referral's state is called by others, and which acts a status they send asks for. Two
 * dialects: HL7 SDOH Clinical Care 3.0.0, whose Task knows neither "ready" nor "received", and
 * the Belgian eReferral 2.0.0, which knows neither "requested" nor "accepted". The table of
 * docs/reference/fhir.md is this one; a test compares.
 */
#pragma once

#include "access/client.h"
#include "referral/referral_machine.h"

/* Task.status; `before` is the state a refusal was proposed from. */
Text fhir_task_status(ClientDialect dialect, ReferralState state, ReferralState before);

/* ServiceRequest.status. */
Text fhir_request_status(ClientDialect dialect, ReferralState state);

enum { FHIR_MOST_ACTS = 2 };

typedef struct FhirAsked {
    ClientDialect dialect;
    ReferralState state; /* as it is */
    bool is_target;      /* asked by who got it; else by who sent it */
    bool is_checked;     /* the charter asks that a refusal be proposed first */
} FhirAsked;

/* The acts that a status asks for, in order; 0 when it is one that the state already has, and
 * FHIR_MOST_ACTS + 1 for a status that leads nowhere from here. */
size_t fhir_acts(const FhirAsked *asked, Text status, ReferralAct acts[FHIR_MOST_ACTS]);

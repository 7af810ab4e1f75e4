/* SPDX-License-Identifier: EUPL-1.2 */
/* The job that tells another house's machine: what is to be said over the network. */
#pragma once

#include "fhir/fhir_hook_job.h"

typedef struct FhirHooks {
    const Keyring *keyring; /* NULL: nothing that is sealed is told */
    Text trust;             /* authorities besides the system's, as PEM; empty for none */
} FhirHooks;

/* FHIR_HOOK_JOB: sends what one Subscription waits for, and ends. */
MUST_USE Outcome fhir_hook_run(const JobRun *run, const FhirHooks *hooks, Problem *problem);

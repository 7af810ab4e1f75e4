/* SPDX-License-Identifier: EUPL-1.2 */
/* Every domain that keeps something of persons, for an erasure. */
#include "access/erasure.h"

#include "activities/activities_erase.h"
#include "casework/case_erase.h"
#include "desk/desk_erase.h"
#include "dwellings/dwellings_erase.h"
#include "entitlements/entitlements_erase.h"
#include "fhir/fhir_erase.h"
#include "offline/offline_erase.h"
#include "people/people_erase.h"
#include "referral/referral_erase.h"
#include "resources/resources_erase.h"

/* Those that look into the rows of others first. */
static const ErasureSteps *const domains[] = {
    &DWELLINGS_ERASURE, &FHIR_ERASURE,       &ACCESS_ERASURE, &DESK_ERASURE,
    &REFERRAL_ERASURE,  &OFFLINE_ERASURE,    &CASE_ERASURE,   &ENTITLEMENTS_ERASURE,
    &RESOURCES_ERASURE, &ACTIVITIES_ERASURE, &PEOPLE_ERASURE,
};

const ErasureRegister ERASURES = {domains, LENGTH_OF(domains)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure takes away of grants: whose they were. That a ticket was given and used
 * stays, of nobody, for the accounts of the bodies between them. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps ENTITLEMENTS_ERASURE;

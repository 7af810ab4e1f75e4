/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure removes of what other systems sent about a person. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps FHIR_ERASURE;

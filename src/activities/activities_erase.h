/* SPDX-License-Identifier: EUPL-1.2 */
/* What courses keep of persons. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps ACTIVITIES_ERASURE;

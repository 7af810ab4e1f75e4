/* SPDX-License-Identifier: EUPL-1.2 */
/* What units keep of persons. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps RESOURCES_ERASURE;

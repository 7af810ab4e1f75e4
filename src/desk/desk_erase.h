/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure empties of the days at a desk: an arrival is of nobody again. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps DESK_ERASURE;

/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps
    DWELLINGS_ERASURE; /* what a household earned, who asked for a dwelling */

/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure takes away of what was done offline: the devices that held the person are
 * given what is left of them, and what waited for a decision is emptied. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps OFFLINE_ERASURE;

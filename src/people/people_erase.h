/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure empties of a person: names and other facts, what finds them, what they agreed
 * to. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps PEOPLE_ERASURE;

/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure takes from the cases of a person: their words, and the keys of their words.
 */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps CASE_ERASURE;

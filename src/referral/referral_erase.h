/* SPDX-License-Identifier: EUPL-1.2 */
/* What an erasure empties of the referrals of a person: who answered on the telephone. */
#pragma once

#include "access/erasure.h"

extern const ErasureSteps REFERRAL_ERASURE;

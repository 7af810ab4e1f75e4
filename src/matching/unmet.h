/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Private to matching: a need no door of the plan meets. Why each near door falls away, what is
 * wider, and who listens by telephone in the meantime.
 */
#pragma once

#include "matching/candidates.h"

/* The candidates must have been judged. */
MatchGap unmet_explain(const Candidates *candidates, uint32_t need);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What dwellings forget by themselves, after the days of data/access/retention.yaml: incomes of
 * households that left, and who asked for dwellings and waits no more. */
#pragma once

#include "base/moment.h"
#include "store/store.h"

/* For the job that forgets what faded. */
MUST_USE Outcome dwellings_forget(Session *session, Moment now, Problem *problem);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What screenings forget by themselves. */
#pragma once

#include "store/store.h"

/* Takes away results older than the law keeps them (RESULT_YEARS), and who was invited to a
 * screening whose next turn is a year past, unless there is a result. For the job that forgets
 * what faded. */
MUST_USE Outcome screening_forget(Session *session, Moment now, Problem *problem);

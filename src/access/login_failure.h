/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Failures to sign in, and how long to wait after them (access/login.h), by the name that was
 * tried: kept as a digest, whether somebody has the name or not. Whatever proves who somebody
 * is counts under the same name.
 */
#pragma once

#include "base/moment.h"
#include "store/store.h"

/* Not before this moment; 0 or a past one: now. */
MUST_USE Outcome login_failure_wait(Session *session, Text name, Moment *retry_at,
                                    Problem *problem);

/* One more, in a writing session; several at once count each. */
MUST_USE Outcome login_failure_add(Session *session, Text name, Moment now, Moment *retry_at,
                                   Problem *problem);

MUST_USE Outcome login_failure_forget(Session *session, Text name, Problem *problem);

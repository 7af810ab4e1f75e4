/* SPDX-License-Identifier: EUPL-1.2 */
/* What courses forget by themselves. */
#pragma once

#include "store/store.h"

/* Takes the labels of cycles long over away. For the job that forgets what faded. */
MUST_USE Outcome enrolment_forget(Session *session, Moment now, Problem *problem);

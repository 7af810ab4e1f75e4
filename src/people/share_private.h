/* SPDX-License-Identifier: EUPL-1.2 */
/* What share.c and notice.c have in common; nobody else includes it. */
#pragma once

#include "people/share.h"

typedef enum NoticeKind { NOTICE_OVERRIDE, NOTICE_GLASS } NoticeKind;

/* INVALID for words too short or too long; REFUSED without a key file. */
MUST_USE Outcome notice_add(Access *access, NoticeKind kind, Id person, const Danger *danger,
                            Moment until, Id *notice);

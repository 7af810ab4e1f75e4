/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to activities: invitations as they stand. They judge the house, and no person. */
#pragma once

#include "activities/invitation.h"

/* One of the caller's house, whose person nobody forgot, with its screening. */
MUST_USE Outcome invitation_find(Access *access, Id id, ScreeningInvitation *invitation,
                                 Screening *screening);

/* Every invitation of a person, whatever house made it: for who gives them their file. */
MUST_USE Outcome invitation_rows_of_person(Access *access, Id person, InvitationList *list);

/* CONFLICT "screening" for one that is closed or whose days are over. */
MUST_USE Outcome screening_check_open(Access *access, const Screening *screening);

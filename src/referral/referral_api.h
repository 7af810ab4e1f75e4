/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of referrals for programs: /api/v1/referrals. */
#pragma once

#include "http/http.h"

extern const RouteTable REFERRAL_API_ROUTES;
extern const RouteTable SILENCE_API_ROUTES; /* /api/v1/referralSilences */

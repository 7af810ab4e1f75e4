/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of referrals: /orientations for accounts, /r/... for a signed link. */
#pragma once

#include "http/http.h"

extern const RouteTable REFERRAL_ROUTES;
extern const RouteTable REFERRAL_OPEN_ROUTES;
extern const RouteTable SILENCE_ROUTES; /* /orientations/delais */
extern const RouteTable REFERRAL_LINK_ROUTES;

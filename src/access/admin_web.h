/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of who manages accounts (/admin/comptes), and the same acts on the API. */
#pragma once

#include "http/http.h"

extern const RouteTable ADMIN_ROUTES;

/* Whether an account may sign in, in words; one of a machine too. */
Text admin_state(const Request *request, bool is_open, bool is_locked);

/* The page of the machines that exchange: /admin/clients. */
extern const RouteTable ADMIN_CLIENT_ROUTES;

/* The same for programs: /api/v1/accounts and teams, /api/v1/clients. */
extern const RouteTable ACCOUNT_API_ROUTES;
extern const RouteTable CLIENT_API_ROUTES;

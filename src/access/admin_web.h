/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of who manages accounts (/admin/comptes), and the same acts on the API. */
#pragma once

#include "http/http.h"

extern const RouteTable ADMIN_ROUTES;

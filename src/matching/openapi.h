/* SPDX-License-Identifier: EUPL-1.2 */
/* The OpenAPI document of api/openapi, its parts joined and compiled in. A test compares it
 * with the server. */
#pragma once

#include "matching/openapi_document.h"

/* SPDX-License-Identifier: EUPL-1.2 */
/* The OpenAPI document api/openapi.json, compiled in. A test compares it with the server. */
#pragma once

#include "matching/openapi_document.h"

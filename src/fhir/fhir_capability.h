/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /fhir/metadata: what this server does, written from the tables it works by. */
#pragma once

#include "json/json.h"

/* Owned. */
json_t *fhir_capability(Arena *arena, Text base, Text site);

/* The addresses of SMART, for who looks for the token. Owned. */
json_t *fhir_smart(Arena *arena, Text site);

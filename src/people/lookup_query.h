/* SPDX-License-Identifier: EUPL-1.2 */
/* What somebody typed, as things known of a person. For people/lookup.c alone. */
#pragma once

#include "people/lookup.h"

typedef struct LookupSought {
    PersonFactList facts; /* names in each order they may have been typed in, birth, phone */
    Text code;            /* as code_new gives it; empty when none was typed */
} LookupSought;

MUST_USE Outcome lookup_read(Arena *arena, Date today, const LookupQuery *query,
                             LookupSought *sought, Problem *problem);

/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the catalogue's builder: what its two halves share. */
#pragma once

#include "directory/catalogue_raw.h"

typedef struct Builder {
    RawSet set;
    Catalogue *catalogue;
    Moment now;
    IdIndex organizations;
    IdIndex services;
    IdIndex locations;
} Builder;

/* Fills services and doors; organisations, locations and vocabularies are there already. */
MUST_USE Outcome build_services(Builder *builder);

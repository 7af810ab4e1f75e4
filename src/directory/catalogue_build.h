/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to the catalogue's builder: what its two halves share. */
#pragma once

#include "directory/catalogue_raw.h"

typedef struct Builder {
    RawSet set;
    Catalogue *catalogue;
    Moment now;
    MeasureSpan measures;
    IdIndex organizations;
    IdIndex services;
    IdIndex locations;
} Builder;

/* Fills services and doors; organisations, locations and vocabularies are there already. */
MUST_USE Outcome build_services(Builder *builder);

/* Gives each service the measures that concern it, and its doors the longer hours. */
void build_measures(const Builder *builder, MeasureSpan all, Service *services, Door *doors);

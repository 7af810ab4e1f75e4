/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The files of assets/, embedded by tools/assetgen.c with a hash of their content in their
 * address, so that a browser may keep them for a year.
 */
#pragma once

#include "http/http.h"

extern const char ASSET_ROUTE[]; /* how all of them are counted and logged */

typedef struct Asset {
    Text name; /* "seuil.css" */
    Text path; /* "/assets/seuil-5f0c2d9e41a7b386.css" */
    Text type;
    Text bytes;
    Text gzip; /* empty when compression gains nothing */
} Asset;

extern const Asset ASSETS[];
extern const size_t ASSET_COUNT;

/* The asset at that address; NULL when there is none. */
const Asset *asset_at(Text path);

/* The address of a file of assets/; empty when it is not there (the font may be missing). */
Text asset_path(const char *name);

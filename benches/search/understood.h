/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the search understood of a question, word by word, for engines that stem and correct
 * nothing themselves. The one place of the comparison that looks inside the search.
 */
#pragma once

#include <stdio.h>

#include "directory/search.h"

/* The circle a question ends up with: a place written in it wins. */
typedef struct Understood {
    GeoPoint origin;
    double radius;
} Understood;

/* Writes the groups of words (benches/search/files.md). `with_typos`: nothing was found as
 * asked, and spelling was corrected. */
Understood understood_write(const SearchIndex *index, const SearchRequest *request,
                            bool with_typos, FILE *file);

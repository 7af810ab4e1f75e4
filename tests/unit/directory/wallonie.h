/* SPDX-License-Identifier: EUPL-1.2 */
/* The real directory of data/wallonie, for tests that judge answers on it. */
#pragma once

#include "directory/search.h"

typedef struct Directory {
    Arena *arena;
    const Catalogue *catalogue;
    const SearchIndex *index;
} Directory;

/* For a group of tests: loads the files into a store of their own and builds catalogue and
 * index; ends the tests when the files are not right. */
int open_directory(void **state);
int close_directory(void **state);

/* "data/wallonie" below the source root, as an absolute or relative path. */
Text source_path(Arena *arena, const char *below);

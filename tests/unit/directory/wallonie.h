/* SPDX-License-Identifier: EUPL-1.2 */
/* The real directory of data/wallonie as a catalogue, for tests that judge answers on it. */
#pragma once

#include "directory/catalogue.h"

/* Loads the files into a store of their own and builds the catalogue; ends the test when the
 * files are not right. */
const Catalogue *wallonie_catalogue(Arena *arena);

/* "data/wallonie" below the source root, as an absolute or relative path. */
Text source_path(Arena *arena, const char *below);

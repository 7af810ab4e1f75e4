/* SPDX-License-Identifier: EUPL-1.2 */
/* The names in an archive (PKWARE APPNOTE 6.3), read from its list at the end; nothing is
 * unpacked, so that nothing can grow. */
#pragma once

#include "base/text.h"

enum { ZIP_MEMBERS_MOST = 10000 };

typedef struct Zip {
    Text list; /* of the members; empty for what is no archive */
    size_t count;
} Zip;

/* A list of no members for what is cut, is split over several files, or needs 64 bits. */
Zip zip_open(Text content);

bool zip_has(const Zip *zip, Text name);
bool zip_has_some(const Zip *zip, Text start, Text end); /* "Basic/", ".bin" */

/* The content of the very first member when it bears that name and is not packed; else empty.
 */
Text zip_first_stored(Text content, Text name);

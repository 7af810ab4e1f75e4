/* SPDX-License-Identifier: EUPL-1.2 */
/* Compression of answers. */
#pragma once

#include "base/text.h"

/* True when an Accept-Encoding header allows gzip ("gzip;q=0" does not). */
bool gzip_is_accepted(Text accept_encoding);

/* True for types that compress: text, JSON, XML, SVG, scripts. */
bool gzip_suits(Text content_type);

/* The text compressed; the text itself when nothing is gained. */
Text gzip_text(Arena *arena, Text text);

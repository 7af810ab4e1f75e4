/* SPDX-License-Identifier: EUPL-1.2 */
/* What people write, without what nobody sees: a name must not turn the line it stands in. */
#pragma once

#include "base/text.h"

typedef enum VisibleLines { ONE_LINE, MANY_LINES } VisibleLines;

/*
 * The text without control characters, direction overrides, embeddings, isolates and marks
 * (Unicode 15, UAX 9), joiners of words, byte order marks, private and unassigned tags; white
 * space at both ends goes, and a run of it becomes one space. The joiners that Persian and the
 * scripts of India need stay. With MANY_LINES a line break stays one. False and untouched when
 * it is no UTF-8.
 */
bool text_visible(Arena *arena, Text text, VisibleLines lines, Text *visible);

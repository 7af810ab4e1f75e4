/* SPDX-License-Identifier: EUPL-1.2 */
/* The forms of a page as a browser would send them: what is hidden, what is chosen, and
 * something plausible in each field that is empty. */
#pragma once

#include "base/buffer.h"
#include "base/list.h"
#include "base/text.h"

typedef struct PageForm {
    Text action; /* the path, without a query */
    Text body;   /* the fields, encoded, all but the token of the session */
} PageForm;

typedef LIST_OF(PageForm) PageForms;

/* The forms sent by POST, each once per button that has a name. */
PageForms page_forms(Arena *arena, Text page);

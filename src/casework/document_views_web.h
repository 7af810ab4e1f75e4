/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of a case shows of its documents: plain texts. */
#pragma once

#include "base/text.h"

typedef struct DocumentRow {
    Text id;
    Text name;
    Text href; /* of its content; empty while it is withheld or once it was withdrawn */
    Text kind; /* "PDF · 120 Ko" */
    Text scope;
    Text who;
    Text when;
    Text state;
    Text about;     /* the name of a need; empty for none */
    Text withdrawn; /* when and by whom; empty while it stands */
    Text reason;
    bool is_refused;
    bool may_withdraw;
} DocumentRow;

typedef struct DocumentViews {
    const DocumentRow *rows;
    size_t count;
    Text withheld; /* "3 documents ne vous sont pas ouverts"; empty for none */
    bool is_scanned;
    bool may_add;
} DocumentViews;

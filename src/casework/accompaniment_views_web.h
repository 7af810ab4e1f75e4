/* SPDX-License-Identifier: EUPL-1.2 */
/* Accompaniments on the page of a case and on that of a worker's tasks: plain texts. */
#pragma once

#include "people/secrecy_views_web.h"

typedef struct AccompanimentRow {
    Text id;
    Text when;
    Text door;
    Text place;
    Text who;           /* the companion; a volunteer says so */
    Text state;         /* with its outcome */
    Text seen;          /* may be empty */
    Text case_id;       /* of the case */
    Text href;          /* of the case */
    Text referral_href; /* empty for none */
    Text end_href; /* where its end is sent; empty when it has ended or is not the caller's */
} AccompanimentRow;

typedef struct AccompanimentRows {
    AccompanimentRow *items;
    size_t count;
    size_t capacity;
} AccompanimentRows;

/* What the forms of a page carry: its token, what makes it another form, where it leads back.
 */
typedef struct AccompanimentForms {
    Text token;
    Text sent;
    Text from; /* "tasks", or empty */
} AccompanimentForms;

void accompaniment_rows(Html *html, const AccompanimentRows *rows,
                        const AccompanimentForms *forms);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of retention shows: identifiers, codes and days, never a name. */
#pragma once

#include "access/views_web.h"

typedef struct RetentionCode {
    Text code;
    Text name;
} RetentionCode;

typedef struct RetentionRow {
    Text person;
    Text hold;    /* of a hold alone */
    Text what;    /* the class, the reason or the ground, in words */
    Text when;    /* closed, held or erased on that day */
    Text since;   /* of a case that is due: from when; else empty */
    Text who;     /* of a hold or an erasure */
    Text leave;   /* of an erasure: the reference, or empty */
    Text journal; /* the address of the person's journal */
    bool is_to_be_set;
} RetentionRow;

typedef struct RetentionView {
    StaffView frame;
    Text problem;
    Text done;
    Text due_total; /* "312" */
    const RetentionRow *due;
    size_t due_count;
    const RetentionRow *holds;
    size_t hold_count;
    const RetentionRow *erased;
    size_t erased_count;
    const RetentionCode *reasons;
    size_t reason_count;
    const RetentionCode *grounds;
    size_t ground_count;
} RetentionView;

void retention_page(Html *html, const RetentionView *page);

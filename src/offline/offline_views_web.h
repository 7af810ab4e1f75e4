/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of working offline show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct DeviceRow {
    Text name;
    Text added;
    Text seen;    /* in words when it never asked */
    Text revoked; /* when; empty while it serves */
    Text action;  /* where its revoking is sent */
} DeviceRow;

typedef struct DevicesView {
    StaffView frame;
    const DeviceRow *rows;
    size_t row_count;
    Text done;
} DevicesView;

void devices_page(Html *html, const DevicesView *page);

typedef struct ConflictRow {
    Text kind;   /* of what was brought, in words */
    Text stands; /* what is in force */
    Text wanted; /* what a device brought */
    Text when;
    Text person_href;
    Text action;
    bool may_take;
} ConflictRow;

typedef struct ConflictsView {
    StaffView frame;
    const ConflictRow *rows;
    size_t row_count;
    Text done;
} ConflictsView;

void conflicts_page(Html *html, const ConflictsView *page);

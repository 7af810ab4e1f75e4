/* SPDX-License-Identifier: EUPL-1.2 */
/* What the other pages of transports show: a request, a run sheet, who drives, the accounts. */
#pragma once

#include "resources/rides/ride_views_web.h"

typedef struct RideAskView {
    Text sent; /* so that a form sent twice counts once */
    StaffView frame;
    Text problem;
    Text answer; /* what to say on the telephone */
    bool is_possible;
    bool may_plan;
    const RideOption *lines;
    size_t line_count;
    RideOption senses[2];
    RideOption purposes[2];
    Text day;
    Text hour;
    Text leeway;
    Text from;
    Text to;
    Text label;
    Text person;
    Text companions;
    Text consent;
    Text back;
    Text until;
    Text except;
    bool wheelchair;
    bool is_minor;
    bool is_protected;
    bool is_wished;
    bool is_nobody; /* it was asked, and nobody can */
    bool is_outside;
} RideAskView;

typedef struct SheetRow {
    Text time;
    Text act;
    Text label;
    Text near; /* "près de 4020 Liège", before coordinates; else empty */
    Text address;
    Text with;
} SheetRow;

typedef struct RideSheetView {
    StaffView frame;
    Text back_href;
    Text driver;
    Text vehicle;
    Text day_words;
    Text words;
    const SheetRow *rows;
    size_t row_count;
} RideSheetView;

typedef struct DriverRow {
    Text id;
    Text name;
    Text what; /* "bénévole · Peugeot · 3 places · 4020" */
} DriverRow;

typedef struct LineRow {
    Text id;
    Text name;
    Text what;
} LineRow;

/* The forms of a driver, of what is paid and of a line, as they were sent. */
typedef struct RideHouseSent {
    Text driver;
    Text vehicle;
    Text postal;
    Text seats;
    Text chairs;
    Text most_km;
    Text since;
    Text cents;
    Text allowance;
    Text line;
    Text phone;
    Text hours;
    bool is_salaried;
    bool is_sick_child;
} RideHouseSent;

typedef struct RideHouseView {
    StaffView frame;
    Text problem;
    RideHouseSent sent;
    const DriverRow *drivers;
    size_t driver_count;
    const LineRow *lines;
    size_t line_count;
    RideOption weekdays[7];
} RideHouseView;

typedef struct AccountRow {
    Text driver;
    Text status;
    Text days;
    Text kilometres;
    Text euros;
} AccountRow;

typedef struct RideAccountsView {
    StaffView frame;
    Text month; /* "2026-11" */
    Text csv_href;
    const AccountRow *rows;
    size_t row_count;
} RideAccountsView;

void ride_ask_page(Html *html, const RideAskView *page);
void ride_sheet_page(Html *html, const RideSheetView *page);
void ride_house_page(Html *html, const RideHouseView *page);
void ride_accounts_page(Html *html, const RideAccountsView *page);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of a day of transports shows: plain texts, and pictures in their own units. */
#pragma once

#include "access/views_web.h"

typedef struct RideOption {
    Text value;
    Text name;
    bool is_chosen;
} RideOption;

typedef struct RideRow {
    Text id;
    Text time; /* "sur place à 10 h 00" */
    Text label;
    Text href; /* of the file; empty for none */
    Text what; /* "soins · fauteuil roulant · 1 accompagnant" */
    Text state;
    Text state_class;
    Text tour; /* "Volontaire 1, pris à 9 h 41"; empty while on none */
    Text why;
    bool is_fixed;
    bool may_fix;
    RideOption acts[5];
    size_t act_count;
    const RideOption *drivers;
    size_t driver_count;
} RideRow;

/* One vehicle's day: a bar from leaving to coming back, and in it a bar a ride. */
typedef struct LaneBlock {
    int x;
    int y;
    int width;
} LaneBlock;

typedef struct LaneView {
    Text id;
    Text number;
    Text driver;
    Text words; /* "8 h 10 – 12 h 30 · 42 km" */
    Text sheet_href;
    int y;
    int x;
    int width;
    int family; /* a colour */
    bool is_broken;
    const LaneBlock *blocks;
    size_t block_count;
} LaneView;

typedef struct HourMark {
    int x;
    Text name;
} HourMark;

/* The same tours from above. */
typedef struct RouteView {
    Text points; /* of a polyline */
    Text number;
    int x; /* where it begins */
    int y;
    int family;
} RouteView;

typedef struct RouteSpot {
    int x;
    int y;
    bool is_pickup;
} RouteSpot;

typedef struct RidePicture {
    int height; /* of the lanes */
    const LaneView *lanes;
    size_t lane_count;
    const HourMark *hours;
    size_t hour_count;
    const RouteView *routes;
    size_t route_count;
    const RouteSpot *spots;
    size_t spot_count;
} RidePicture;

typedef struct RideDayView {
    StaffView frame;
    Text day;
    Text day_words;
    Text before_href;
    Text after_href;
    Text problem;
    Text plan_words; /* "Plan 3, fait à 9 h 12 · 42 km"; empty before the first */
    bool may_plan;
    bool is_stale; /* it no longer holds, or leaves out who agreed since */
    RidePicture picture;
    const RideRow *rows;
    size_t row_count;
} RideDayView;

void ride_day_page(Html *html, const RideDayView *page);
void ride_picture_part(Html *html, const RidePicture *picture);
void ride_row_part(Html *html, const RideDayView *page, const RideRow *row);

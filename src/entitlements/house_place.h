/* SPDX-License-Identifier: EUPL-1.2 */
/* Where the doors of houses are, as the directory knows them: to the point, or not at all. What
 * stands at the centre of its town and what is confidential has no place here. */
#pragma once

#include "access/access.h"
#include "entitlements/anomaly_find.h"
#include "territory/gazetteer.h"

typedef struct HousePoint {
    Id house;
    GeoPoint point;
} HousePoint;

typedef LIST_OF(HousePoint) HousePointList;
typedef LIST_OF(Id) HouseIds;

/* Reads the whole directory once: to be asked only when more than one house is in question. */
MUST_USE Outcome house_points_read(Access *access, const HouseIds *houses,
                                   HousePointList *points);

/* Between the nearest two of their doors. Lives as long as the list. */
HouseWay house_way(const HousePointList *points);

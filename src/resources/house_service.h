/* SPDX-License-Identifier: EUPL-1.2 */
/* The services that the directory says a house gives, as its records have them: for what a
 * house may say of its own alone, and for the lists it chooses from. */
#pragma once

#include "access/access.h"

typedef struct HouseService {
    Id id;
    Text name; /* as the directory writes it, in French */
} HouseService;

typedef LIST_OF(HouseService) HouseServiceList;

/* Those of the caller's house, in the order of the records. Reads every service once. */
MUST_USE Outcome house_service_list(Access *access, HouseServiceList *services);

/* INVALID "service" for none of the directory, REFUSED "service" for one of another house. */
MUST_USE Outcome house_service_check(Access *access, Id service);

/* Its name, empty for one the directory no longer has. */
MUST_USE Outcome house_service_name(Access *access, Id service, Text *name);

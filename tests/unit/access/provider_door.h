/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A site of staff and a provider its people may come in by, for tests: the way there and back,
 * of which a test may change what it likes.
 */
#pragma once

#include "unit/access/provider_house.h"
#include "unit/access/staff_site.h"

typedef struct Door {
    StaffSite site;
    ProviderHouse house;
    Keyring keyring;
    Problem problem;
    Id nadia;
} Door;

/* With the account "nadia", a desk worker, linked to "sub-nadia". */
void provider_door_open(Door *door, const RouteTable *tables, size_t count);
void provider_door_close(Door *door);

Elsewhere door_elsewhere(Door *door);
Departure door_depart(Door *door);

/* A value of the question that the browser takes along: "&nonce=". */
Text door_asked(const Departure *departure, const char *name);

/* What comes back with it when all goes well. */
ElsewhereReturn door_back_of(const Departure *departure);
ElsewhereState door_come_back(Door *door, ElsewhereReturn *back);

/* The provider says this of who left. */
void door_prepare(Door *door, const Departure *departure, const char *more);
ElsewhereState door_go_and_come_back(Door *door, const char *more);

/* Links an account to a person of the provider, as who may do all. */
Outcome door_link(Door *door, Id account, const char *subject);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A site with every route, somebody of every role, and one person of whom everything
 * confidential is a word found nowhere else. "Porte A" keeps the file; "Porte B" was told who
 * the person is, in grave danger; "Porte C" knows nothing.
 */
#pragma once

#include "matching/application_web.h"
#include "operations/routes_web.h"
#include "unit/access/staff_site.h"

/* How somebody of the site stands to the person. */
typedef enum Stand { STAND_TEAM, STAND_HOUSE, STAND_SHARED, STAND_AWAY } Stand;
enum { STAND_COUNT = STAND_AWAY + 1 };

typedef struct MarkedCaller {
    const Role *role; /* NULL: nobody signed in */
    Stand stand;
    Id account;
    Text token; /* of the session; empty for nobody */
} MarkedCaller;

/* Each mark, where it is written. */
#define MARK_NAME            "Zzmarkname"
#define MARK_MAIL            "zzmarkmail@exemple.be"
#define MARK_ADDRESS         "Zzmarkshelter"
#define MARK_NUMBER          "85073003328"
#define MARK_NOTE_TEAM       "zzmarkteamnote"
#define MARK_NOTE_PROFESSION "zzmarknursenote"
#define MARK_NOTE_AUTHOR     "zzmarkownnote"
#define MARK_GOAL            "zzmarkgoal"
#define MARK_HAND_OVER       "zzmarkhandover"
#define MARK_LABEL           "Zzmarklabel"
#define MARK_DANGER          "zzmarkdanger"
#define MARK_SPOKEN          "Zzmarkspoken"

enum { MARKED_MOST_CALLERS = 48, MARKED_MOST_IDS = 12 };

typedef struct MarkedSite {
    StaffSite site;
    RouteTable tables[MOST_ROUTE_TABLES];
    MarkedCaller callers[MARKED_MOST_CALLERS];
    size_t caller_count;
    Id team;
    Id person;
    Id case_file;
    Id notes[3];
    Id referral;
    Id plan;
    Id arrival;
    Text link; /* of the referral, signed */
    Application application;
    Sealer sealer;
} MarkedSite;

/* For a group of tests. */
int marked_site_open(void **state);
int marked_site_close(void **state);

const MarkedCaller *marked_caller(const MarkedSite *marked, const char *role, Stand stand);

/* The ids of what was made, to stand in an address. */
size_t marked_ids(const MarkedSite *marked, Id ids[MARKED_MOST_IDS]);

/* "/p/{id}/accords/{consent}" with what stands for each value. */
const char *marked_address(Arena *arena, const Route *route, Text value);

bool marked_is_api(const Route *route);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages beside a person's own show: the household, the animals, the doubles. */
#pragma once

#include "people/person_views_web.h"

typedef struct MemberView {
    Text name;
    Text href; /* empty for one that is withheld */
    Text note; /* role and dates */
    Text household;
    Text stay;
    Text person;
    bool may_leave;
} MemberView;

typedef struct HouseholdView {
    Text id;
    const MemberView *members;
    size_t count;
} HouseholdView;

typedef struct AnimalView {
    Text id;
    Text text;
    bool may_leave;
} AnimalView;

typedef struct HouseholdPageView {
    StaffView frame;
    Text href;
    Text sent;
    Text problem;
    Text today;
    bool may_write;
    const HouseholdView *households;
    size_t household_count;
    const AnimalView *animals;
    size_t animal_count;
    PersonOptions roles;
    PersonOptions kinds;
} HouseholdPageView;

void household_page(Html *html, const HouseholdPageView *page);

typedef struct DoublesView {
    StaffView frame;
    Text href;
    Text sent;
    Text problem;
    const PersonHitView *hits;
    size_t hit_count;
} DoublesView;

void doubles_page(Html *html, const DoublesView *page);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the page of the desk shows: the queue, the person and their plan, the places. */
#pragma once

#include "desk/desk_views_web.h"
#include "matching/views_web.h"

enum { DESK_NEEDS = 7 };

typedef struct DeskDoorView {
    Text icon;
    Text family;
    Text name;
    Text href;
    Text state;
    Text state_class;
    Text entry; /* what is left to ask; empty when they may come */
    Text when;
    Text travel;
    Text after;
    Text verb; /* "Orienter", "Appeler": what is done about this door */
    Text verb_href;
    Text number; /* the telephone, beside "Appeler" */
} DeskDoorView;

/* A place that is free now behind a door; empty words for none. */
typedef struct KeepView {
    Text words; /* "Garder un lit · 2 places libres" */
    Text href;
    Text place; /* "UNIT WHEN": what the one button keeps with the others */
} KeepView;

/* A card, ticket or letter behind which a door stands; an empty name for none. */
typedef struct GiveView {
    Text name; /* of the convention */
    Text held; /* "Remis, valable jusqu’au …": it was given */
    Text code; /* then its spoken code, */
    Text paper_href;
    Text value;   /* "KEY ID": what the button grants; empty where it cannot be given */
    Text why_not; /* then why: by which rule, or what is to be asked first */
    Text href;    /* to the tickets of the person */
} GiveView;

typedef struct PlaceNow {
    Text icon;
    Text name;
    Text age; /* when it was counted */
    Text free;
    Text total;
} PlaceNow;

/* The person before the desk, with the form that asks for their plan. */
typedef struct DeskPersonView {
    Text arrival; /* empty when nobody is at this desk */
    Text ticket;
    Text name;
    Text facts; /* "29 ans · parle arabe · dernière visite le 9 janvier" */
    bool must_hide;
    bool is_known; /* a file is linked */
    Text file_href;
    Text consents_href;
    Text refer_path; /* of a referral for this person; empty when there is none to make */
    Text set;        /* what the set of referrals is to be called */
    Text find_href;
    NeedChoice needs[DESK_NEEDS];
    Text words;
    const HiddenField *kept; /* what was said and is asked no more */
    size_t kept_count;
    const QuestionView *questions;
    size_t question_count;
    bool has_plan;
    Text plan_title;
    const DeskDoorView *doors;
    const KeepView *keeps; /* beside each door */
    size_t keep_count;     /* of those that have words; 0 once all were kept */
    const GiveView *gives; /* beside each door */
    size_t give_count;     /* of those that can be given */
    size_t door_count;
    const GapView *gaps;
    size_t gap_count;
    Text problem;
} DeskPersonView;

typedef struct DeskPageView {
    StaffView frame;
    Text script; /* address with its hash */
    Text desk;
    Text day_href;
    Text told; /* "A 23 est au guichet 2": what just happened */
    bool is_warning;
    bool is_open;
    QueueView queue;
    ArriveView arrive;
    AnswersView answers;
    DeskPersonView person;
    Text code; /* of the plan just kept; empty otherwise */
    Text code_url;
    Text paper_href;
    const PlaceNow *places;
    size_t place_count;
    PartnersView partners;
    Text late; /* how many tasks of the caller are late, in words; empty for none */
} DeskPageView;

void desk_page(Html *html, const DeskPageView *page);
void desk_person_part(Html *html, const DeskPageView *page);
void desk_side_part(Html *html, const DeskPageView *page);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of referrals show. */
#pragma once

#include "access/views_web.h"
#include "casework/accompaniment_views_web.h"
#include "casework/conference_links_web.h"

typedef struct ReferralTabView {
    Text name;
    Text href;
    bool is_current;
} ReferralTabView;

typedef struct ReferralLineView {
    Text code;
    Text href;
    Text need;
    Text service;
    Text house; /* the other side */
    Text state;
    Text silent; /* "no answer for 3 days: call"; empty when it answers in time */
    Text since;
} ReferralLineView;

typedef struct ReferralChoiceView {
    Text value;
    Text name;
    bool is_chosen;
} ReferralChoiceView;

typedef struct ReferralChoices {
    const ReferralChoiceView *items;
    size_t count;
} ReferralChoices;

typedef struct ReferralLines {
    const ReferralLineView *items;
    size_t count;
} ReferralLines;

typedef struct ReferralBoxView {
    StaffView frame;
    ReferralTabView tabs[3];
    size_t tab_count;
    Text box;
    ReferralChoices states;
    bool is_silent;
    ReferralLines lines;
    Text silence_href; /* for who manages conventions */
    Text more_href;
    ConferenceLinks invitations; /* of what was received: to conferences */
} ReferralBoxView;

void referral_box_page(Html *html, const ReferralBoxView *page);
void referral_lines(Html *html, const ReferralLines *lines);

/* A form of one act. */
typedef struct ReferralFormView {
    Text action;
    Text token;
    Text operation;
    Text revision;
    Text act;
    Text name;
    Text hint; /* before the button; may be empty */
    ReferralChoices reasons;
    ReferralChoices barriers;
    ReferralChoices outcomes;
    ReferralChoices conditions; /* of shared secrecy, to be ticked */
    ReferralChoices teams;      /* which may take a case over, when there are several */
    bool has_words;
    bool has_rank;
    bool is_override;
} ReferralFormView;

void referral_form(Html *html, const ReferralFormView *form);

typedef struct ReferralForms {
    const ReferralFormView *items;
    size_t count;
} ReferralForms;

typedef struct ReferralEventView {
    Text when;
    Text act;
    Text how; /* "by telephone: ...", the reason; may be empty */
} ReferralEventView;

typedef struct ReferralPairView {
    Text name;
    Text value;
    Text href; /* empty: plain words */
} ReferralPairView;

/* An answer somebody gave on the telephone. */
typedef struct ReferralPhoneView {
    ReferralFormView form;
    ReferralChoices acts;
} ReferralPhoneView;

typedef struct ReferralOneView {
    StaffView frame;
    Text code;
    Text problem, done;
    Text silent;
    ReferralPairView pairs[20];
    size_t pair_count;
    Text answer_title;
    ReferralForms forms;
    bool has_phone;
    ReferralPhoneView phone;
    bool must_follow;
    bool offers_next;  /* it came back, or is silent */
    Text next_service; /* empty: the plan has no other */
    Text next_draft;
    Text path; /* of this page: what its own forms start with */
    Text set_href;
    Text link;                        /* for the partner; empty for none */
    AccompanimentRows accompaniments; /* to this door; none for who may not read the case */
    const ReferralEventView *events;
    size_t event_count;
} ReferralOneView;

void referral_one_page(Html *html, const ReferralOneView *page);

typedef struct ReferralSetView {
    StaffView frame;
    ReferralLines lines;
} ReferralSetView;
void referral_set_page(Html *html, const ReferralSetView *page);

typedef struct ReferralOpenView {
    StaffView frame;
    Text action, show_href;
    Text set, person, place, need;
    ReferralChoices needs, doors;
    Text problem;
    bool may_transfer;
} ReferralOpenView;

void referral_open_page(Html *html, const ReferralOpenView *page);

typedef struct ReferralLinkView {
    ReferralOneView one;
    bool must_read; /* nothing is shown before a person says that they read it */
} ReferralLinkView;
void referral_link_page(Html *html, const ReferralLinkView *page);

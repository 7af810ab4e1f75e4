/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: one struct a page, each plain texts. */
/* What the public pages show: plain texts, filled by the *_web.c files. */
#pragma once

#include "base/list.h"
#include "base/moment.h"
#include "html/html.h"
#include "http/language_links.h"
#include "words/say.h"

typedef LIST_OF(Text) TextList;

typedef struct LineView {
    Text name;
    Text number;
    Text href; /* tel: */
    Text when;
} LineView;

typedef struct LayoutView {
    Text title;        /* says nothing of the person's needs */
    Text base;         /* "/fr" */
    Text stylesheet;   /* address with its hash */
    LineView lines[6]; /* the first is the one for danger */
    size_t line_count;
    LanguageLink languages[LANGUAGE_COUNT];
    bool is_plain; /* a page to print: no header, no footer */
} LayoutView;

void layout_open(Html *html, const LayoutView *layout);
void layout_close(Html *html, const LayoutView *layout);

typedef struct NeedChoice {
    Text code;
    Text name;
    Text icon;
    Text family; /* colour: the first part of the code */
    bool is_chosen;
} NeedChoice;

/* Needs shown together: those that cannot wait, then the others, folded. */
typedef struct NeedGroup {
    Text title;
    const NeedChoice *choices;
    size_t count;
    bool is_open; /* one of them is chosen */
} NeedGroup;

typedef struct QuestionView {
    Text fact;
    Text text;
    Text improves;
    bool yes;
    bool no;
    bool refused;
} QuestionView;

typedef struct MovingChoice {
    Text code;
    Text name;
    Text icon;
    bool is_chosen;
} MovingChoice;

typedef struct HomeView {
    LayoutView layout;
    const NeedGroup *groups;
    size_t group_count;
    const NeedChoice *chosen; /* needs a link asked for that are no branch of the tree */
    size_t chosen_count;
    Text words;
    Text place;
    MovingChoice moving[4];
    const QuestionView *questions;
    size_t question_count;
    bool has_answers;
    Text problem; /* shown above the form; empty when all is well */
} HomeView;

void home_page(Html *html, const HomeView *page);
void need_tile(Html *html, const NeedChoice *need);

typedef struct LinkView {
    Text name;
    Text href;
    Text note;
} LinkView;

typedef struct DoorView {
    Text order;
    Text day; /* heading before this door; empty when the same as the door before */
    Text needs;
    Text icon;
    Text family;
    Text name;
    Text organization;
    Text where;
    Text state; /* "Ouvert jusqu’à 17 h" */
    Text state_class;
    Text entry_state;
    Text entry_class;
    Text cost;
    Text travel;
    Text when;
    Text after;
    Text href;
    Text map_href; /* empty when the place is not to be told */
    Text phone;
    Text phone_href;
    TextList because;
    TextList unknown;
    TextList bring;
    TextList entry;
    const LinkView *others;
    size_t other_count;
    Text keep; /* "Garder un lit · 2 places libres"; empty where nothing is kept by a code */
    Text keep_place;
} DoorView;

typedef struct GapView {
    Text need;
    Text icon;
    const LinkView *near;
    size_t near_count;
    Text wider_note; /* empty when some door answers the need */
    const LinkView *wider;
    size_t wider_count;
    const LinkView *calls; /* who listens by telephone */
    size_t call_count;
} GapView;

/* A door on the sketch: its spot, and its sign above. */
typedef struct MapPoint {
    Text label;
    Text family;
    Text note; /* "900 m, au nord-ouest" */
    int x;
    int y;
    int sign_x;
    int sign_y;
    bool is_rough; /* the exact address is not known */
} MapPoint;

typedef struct MapView {
    const MapPoint *points;
    size_t count;
    int you_x;
    int you_y;
    int ring; /* radius around the person; there is a second, twice as wide */
    int ring_note_x;
    int ring_note_y;
    Text ring_note;
} MapView;

/* What several doors share, told once on paper. */
typedef struct SharedNote {
    Text text;
    Text doors; /* "Portes 1, 2"; empty: all of them */
} SharedNote;

/* A place that the bearer of the plan keeps. */
typedef struct PlanPlaceRow {
    Text id;
    Text day;    /* heading before this row, with the number said at its doors; else empty */
    Text number; /* "4821" */
    Text name;
    Text house;
    Text when;
    Text state;
    Text state_class;
    bool may_cancel;
} PlanPlaceRow;

typedef struct PlanView {
    LayoutView layout;
    Text title;
    const LinkView *chips; /* needs */
    size_t chip_count;
    Text when;
    Text place;
    Text change_href;
    Text back_href; /* from the paper to the plan */
    const DoorView *doors;
    size_t door_count;
    const GapView *gaps;
    size_t gap_count;
    const QuestionView *questions;
    size_t question_count;
    Text sealed; /* what was said, for the forms */
    Text keep_token;
    Text code;     /* of a kept plan; empty otherwise */
    Text code_url; /* what the QR holds */
    Text paper_href;
    Text proof;
    Text certain;
    MapView map;
    LinkView talk; /* who listens, and their number as the note; no name: nobody known */
    Text talk_href;
    const SharedNote *shared; /* of the paper only */
    size_t shared_count;
    const PlanPlaceRow *places; /* kept by the code of the plan */
    size_t place_count;
    size_t offer_count; /* doors beside which one may be kept */
    bool has_held;      /* one is still to be confirmed */
    Text places_href;
    Text places_token;
    Text places_told; /* what became of the last tap; empty for none */
    bool is_refused;
} PlanView;

void plan_page(Html *html, const PlanView *page);
void paper_page(Html *html, const PlanView *page);
void plan_faded_page(Html *html, const PlanView *page); /* nothing but what it keeps */
void plan_places_part(Html *html, const PlanView *page);

typedef struct HitView {
    Text name;
    Text organization;
    Text where;
    Text href;
    Text icon;
    Text family;
    Text state;
    Text state_class;
    Text reason;
    Text distance;
    Text measure; /* the level of a cold plan that is on; empty for none */
} HitView;

typedef struct SearchView {
    LayoutView layout;
    Text text;
    Text place;
    bool only_open;
    bool only_free;
    bool has_asked;
    Text title;
    const HitView *hits;
    size_t hit_count;
    const LinkView *facets;
    size_t facet_count;
    Text did_you_mean;
    Text did_you_mean_href;
    Text note;             /* what is shown is not quite what was asked, and why */
    const LinkView *wider; /* when nothing was found */
    size_t wider_count;
    Text previous_href;
    Text next_href;
    Text problem;
} SearchView;

void search_page(Html *html, const SearchView *page);

typedef struct FactView {
    Text title;
    TextList lines;
} FactView;

typedef struct PlaceView {
    Text name;
    Text address;
    Text hours;
    Text state;
    Text state_class;
    Text map_href;
    Text site_href;
} PlaceView;

typedef struct ServiceView {
    LayoutView layout;
    Text name;
    Text organization;
    Text description;
    Text icon;
    Text family;
    bool is_doubtful;
    TextList measures; /* what a level of a cold plan changes now */
    const PlaceView *places;
    size_t place_count;
    const FactView *facts;
    size_t fact_count;
    const LinkView *phones;
    size_t phone_count;
    const LinkView *needs;
    size_t need_count;
    TextList sources;
    Text verified;
    Text report_href;
    Text json_ld; /* schema.org, already made safe for a script element */
} ServiceView;

void service_page(Html *html, const ServiceView *page);

/* A root of the tree of needs and all under it; `note` is the depth: "1", "2". */
typedef struct BranchView {
    LinkView root;
    Text icon;
    Text family;
    const LinkView *needs;
    size_t count;
} BranchView;

typedef struct NeedsView {
    LayoutView layout;
    const BranchView *branches;
    size_t count;
} NeedsView;

void needs_page(Html *html, const NeedsView *page);

/* Today at one place; `reason` of a hit is its hours. */
typedef struct SiteView {
    LayoutView layout;
    Text name;
    Text address;
    Text map_href;
    Text title;
    const HitView *hits;
    size_t count;
} SiteView;

void site_page(Html *html, const SiteView *page);

typedef struct ReportView {
    LayoutView layout;
    Text service; /* slug */
    Text service_name;
    Text alike; /* names of services that look like it; empty for none */
    Text text;
    Text token;
    Text problem;
    Text thanks;
} ReportView;

void report_page(Html *html, const ReportView *page);

typedef struct TextPageView {
    LayoutView layout;
    Text title;
    TextList paragraphs;
    Text back_href;
} TextPageView;

void text_page(Html *html, const TextPageView *page);

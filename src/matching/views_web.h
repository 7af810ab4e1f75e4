/* SPDX-License-Identifier: EUPL-1.2 */
/* waiver: file length: one struct a page, each plain texts. */
/* What the public pages show: plain texts, filled by the *_web.c files. */
#pragma once

#include "base/list.h"
#include "base/moment.h"
#include "html/html.h"
#include "words/say.h"

typedef LIST_OF(Text) TextList;

typedef struct LineView {
    Text name;
    Text number;
    Text href; /* tel: */
    bool is_danger;
} LineView;

typedef struct LanguageLink {
    Text code;
    Text name; /* in its own language */
    Text href; /* this page in that language */
    bool is_current;
} LanguageLink;

typedef struct LayoutView {
    Text title;      /* says nothing of the person's needs */
    Text base;       /* "/fr" */
    Text stylesheet; /* address with its hash */
    LineView lines[4];
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

typedef struct QuestionView {
    Text fact;
    Text text;
    Text improves;
    bool yes;
    bool no;
} QuestionView;

typedef struct MovingChoice {
    Text code;
    Text name;
    Text icon;
    bool is_chosen;
} MovingChoice;

typedef struct HomeView {
    LayoutView layout;
    const NeedChoice *needs;
    size_t need_count;
    Text words;
    Text place;
    MovingChoice moving[4];
    const QuestionView *questions;
    size_t question_count;
    Text problem; /* shown above the form; empty when all is well */
} HomeView;

void home_page(Html *html, const HomeView *page);

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
} DoorView;

typedef struct GapView {
    Text need;
    Text icon;
    const LinkView *near;
    size_t near_count;
    Text wider_note; /* empty when some door answers the need */
    const LinkView *wider;
    size_t wider_count;
} GapView;

typedef struct MapPoint {
    Text label;
    Text family;
    int x;
    int y;
} MapPoint;

typedef struct PlanView {
    LayoutView layout;
    Text title;
    const LinkView *chips; /* needs */
    size_t chip_count;
    Text when;
    Text place;
    Text change_href;
    const DoorView *doors;
    size_t door_count;
    const GapView *gaps;
    size_t gap_count;
    const QuestionView *questions;
    size_t question_count;
    Text query;             /* of this plan, for the forms: "need=food.meal&..." */
    const LinkView *fields; /* the same as hidden fields */
    size_t field_count;
    Text keep_token;
    Text code;     /* of a kept plan; empty otherwise */
    Text code_url; /* what the QR holds */
    Text paper_href;
    Text proof;
    Text certain;
    const MapPoint *points; /* the first is the person */
    size_t point_count;
} PlanView;

void plan_page(Html *html, const PlanView *page);
void paper_page(Html *html, const PlanView *page);

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
    Text doubt;
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

typedef struct ListPageView {
    LayoutView layout;
    Text title;
    Text lead;
    const LinkView *links; /* `note` is the indentation: "0", "1", "2" */
    size_t link_count;
    Text empty;
} ListPageView;

void list_page(Html *html, const ListPageView *page);

typedef struct ReportView {
    LayoutView layout;
    Text service; /* slug */
    Text service_name;
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

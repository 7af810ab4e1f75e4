/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a case show: plain texts. */
#pragma once

#include "casework/accompaniment_views_web.h"
#include "casework/conference_links_web.h"
#include "casework/document_views_web.h"
#include "people/secrecy_views_web.h"

typedef struct Choices {
    const Choice *items;
    size_t count;
} Choices;

void case_options(Html *html, const Choices *choices, Text chosen);

/* The parts of a case, each a page. */
enum { CASE_TAB_COUNT = 3 };

void case_tabs(Html *html, const StaffLink *tabs);

typedef struct CourseView {
    Text when;
    Text urgency;
    Text who;
} CourseView;

typedef struct NeedLinkView {
    Text words; /* "bloque Logement", "causé par Papiers" */
    Text bond;  /* the code, and the two identifiers as the link has them */
    Text need;
    Text other;
} NeedLinkView;

typedef struct NeedView {
    Text id;
    Text name;
    Text urgency;
    Text urgency_code;
    Text state; /* empty while it is open */
    Text since;
    Text points; /* of the line of its urgency, within 120 by 40 */
    const CourseView *course;
    size_t course_count;
    const NeedLinkView *links;
    size_t link_count;
} NeedView;

typedef struct ItemView {
    Text id;
    Text words;
    Text need;  /* the name of what it serves; empty for none */
    Text owner; /* empty for a goal */
    Text due;   /* empty for none */
    Text time;  /* "en retard", "aujourd’hui"; empty else */
    Text state; /* empty while it is open */
    bool is_late;
} ItemView;

typedef struct ItemViews {
    ItemView *items;
    size_t count;
    size_t capacity;
} ItemViews;

typedef struct MemberRow {
    Text account;
    Text name;
    Text since;
    Text left_at; /* empty while they work on it */
    bool is_lead;
} MemberRow;

typedef struct CaseView {
    StaffView frame;
    StaffLink tabs[CASE_TAB_COUNT];
    Text href; /* "/fr/p/ID" */
    Text case_id;
    Text code;
    Text closed;
    Text problem;
    Text sent;
    Text draft; /* the words of a goal or task that was refused */
    bool draft_is_task;
    bool has_case;
    bool may_write;
    const NeedView *needs;
    size_t need_count;
    ItemViews goals;
    ItemViews tasks;
    const MemberRow *members;
    size_t member_count;
    Choices need_codes; /* empty without a directory */
    Choices urgencies;
    Choices open_needs;
    Choices bonds;
    Choices owners;
    Choices colleagues;
    ConferenceLinks conferences;
    AccompanimentRows accompaniments;
    Text referral; /* that the next accompaniment goes with; empty for none */
    DocumentViews documents;
    Choices secrecies;
} CaseView;

void case_page(Html *html, const CaseView *page);

/* The hidden fields of each form of a case. */
void case_hidden(Html *html, const CaseView *page);
void case_needs_part(Html *html, const CaseView *page);
void case_items_part(Html *html, const CaseView *page);
void case_item_form(Html *html, const CaseView *page, bool is_task);
void case_accompaniments_part(Html *html, const CaseView *page);
void case_members_part(Html *html, const CaseView *page);
void case_documents_part(Html *html, const CaseView *page);

typedef struct TaskRow {
    Text words;
    Text code; /* of the case */
    Text href; /* of the case */
    Text due;
    Text end_href;
    Text case_id;
    Text item;
    bool reminds;
} TaskRow;

typedef struct TaskGroup {
    Text name; /* "En retard" */
    TaskRow *items;
    size_t count;
    size_t capacity;
} TaskGroup;

enum { TASK_GROUP_COUNT = 4 };

typedef struct TasksView {
    StaffView frame;
    Text withheld; /* empty for none */
    Text sent;
    TaskGroup groups[TASK_GROUP_COUNT];
    AccompanimentRows accompaniments; /* with which the caller goes along */
    bool is_empty;
} TasksView;

void tasks_page(Html *html, const TasksView *page);

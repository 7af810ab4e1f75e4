/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of staff, and those of access, show: plain texts. */
#pragma once

#include "base/list.h"
#include "html/html.h"
#include "http/language_links.h"
#include "words/say.h"

enum { STAFF_MOST_LINKS = 24 };

typedef struct StaffLink {
    Text name;
    Text href;
    bool is_current;
} StaffLink;

/* A form of a page that has several to write in. */
typedef struct DraftForm {
    Text id;
    Text name; /* stands on a locked screen: says nothing of a person */
} DraftForm;

/* The frame of a page of staff; filled by frame_open. */
typedef struct StaffView {
    Text title; /* says nothing of a person: it stands in the history of the browser */
    Text base;  /* "/fr" */
    Text stylesheet;
    Text staff_stylesheet;
    LanguageLink languages[LANGUAGE_COUNT];
    Text house;
    Text desk; /* "Guichet 2"; the page may set it */
    Text name; /* of the caller; empty before they sign in */
    Text token;
    bool may_find;
    bool has_new_link; /* to a provider, of which the caller does not know; said at /compte */
    StaffLink links[STAFF_MOST_LINKS];
    size_t link_count;
    size_t fore_count; /* of the links, those that stay where there is no room for all */
    bool is_behind;    /* the page itself is among the others */
    /* The id of the form whose content must not be lost; set before frame_open. */
    Text draft_form;
    /* The same where there are several: who was writing says in which. */
    LIST_OF(DraftForm) draft_forms;
    /* The page works without a network and shows nobody: nothing leads away. Set before too. */
    bool stays_open;
} StaffView;

void staff_open(Html *html, const StaffView *frame);
void staff_close(Html *html, const StaffView *frame);

typedef struct RefusalView {
    StaffView frame;
    Text lead; /* may be empty */
    Text back_href;
} RefusalView;

void refusal_page(Html *html, const RefusalView *page);

/* On the way to another page, which follows by itself: it says where to. */
typedef struct OnwardView {
    StaffView frame;
    Text lead;
    Text href;
    Text name;       /* of the link */
    Text other_href; /* another way on; empty for none */
    Text other_name;
} OnwardView;

void onward_page(Html *html, const OnwardView *page);

typedef struct HiddenField {
    Text name;
    Text value;
} HiddenField;

typedef struct DraftView {
    StaffView frame;
    Text action;
    const HiddenField *fields;
    size_t field_count;
} DraftView;

void draft_page(Html *html, const DraftView *page);

typedef struct JournalRow {
    Text when;
    Text who;
    Text what;
    Text why;
    Text person_href; /* the lines about the same person; empty for none */
    bool is_refused;
} JournalRow;

/* A table of lines; `with_person` adds the column that leads to a person's lines. */
void journal_table(Html *html, const JournalRow *rows, size_t count, bool with_person);

typedef struct JournalView {
    StaffView frame;
    const JournalRow *rows;
    size_t row_count;
    Text older_href;
    bool is_of_person;
} JournalView;

void journal_page(Html *html, const JournalView *page);

typedef struct JournalCheckView {
    StaffView frame;
    bool is_whole;
    Text words;
    Text mark; /* to be kept elsewhere */
} JournalCheckView;

void journal_check_page(Html *html, const JournalCheckView *page);

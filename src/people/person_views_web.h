/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of persons show: plain texts, filled by the person*_web.c files. */
#pragma once

#include "access/views_web.h"

typedef struct PersonOption {
    Text code;
    Text name;
    bool is_chosen;
} PersonOption;

typedef struct PersonOptions {
    PersonOption *items;
    size_t count;
} PersonOptions;

typedef struct PersonHitView {
    Text href;
    Text name;
    Text about; /* birth and age */
    Text verdict;
    Text verdict_class;
    Text because;
    Text id; /* for the forms of a double */
} PersonHitView;

/* One form of a fact: to change one, or to add one of its kind. */
typedef struct PersonFactForm {
    Text action;
    Text token;
    Text sent;
    Text id;   /* of the fact; empty for a new one */
    Text key;  /* tells the inputs of the page apart */
    Text base; /* the revision that was read */
    Text kind;
    Text value_label;
    Text value;
    Text extra_label; /* empty: no such input */
    Text extra;
    PersonOptions values; /* a choice instead of a text */
    PersonOptions extras;
    PersonOptions sources;
    Text from;
    Text to;
    bool may_protect;
    bool is_protected;
} PersonFactForm;

void person_fact_form(Html *html, const PersonFactForm *form);

typedef struct PersonFactView {
    Text kind; /* a heading; empty when it is that of the fact before */
    Text text;
    Text note; /* source and dates */
    bool is_withheld;
    bool is_protected;
    bool may_change;
    PersonFactForm form;
} PersonFactView;

typedef struct PersonConflictView {
    Text href; /* of the person the fact is of */
    Text kind;
    Text now;
    Text now_note;
    Text late;
    Text late_note;
    Text fact;
    Text contested;
} PersonConflictView;

typedef struct PersonMergedView {
    Text id;
    Text code;
} PersonMergedView;

/* A door opened for the person, and what the sender does next. */
typedef struct PersonDoorView {
    Text href;
    Text code;
    Text name; /* of the service, else the need */
    Text need;
    Text state;
    Text tone;   /* a class: open, wait, closed; or empty */
    Text silent; /* "no answer for 3 days: call"; may be empty */
    Text todo;   /* empty when it is the other's turn, or ended */
} PersonDoorView;

typedef struct PersonView {
    StaffView frame;
    Text href; /* "/fr/p/..." */
    Text sent;
    Text name;
    Text about; /* age, languages */
    Text code;
    Text note;
    Text problem;
    Text revision;
    bool is_hidden;
    bool is_restricted;
    bool may_write;
    bool may_merge;
    bool may_set_reach;
    Text kind;          /* "sans nom connu"; empty for a named person */
    StaffLink links[8]; /* the other pages of the person this caller may open */
    size_t link_count;
    const Text *rules; /* how to reach the person */
    size_t rule_count;
    const PersonConflictView *conflicts;
    size_t conflict_count;
    const PersonMergedView *merged;
    size_t merged_count;
    const PersonFactView *facts;
    size_t fact_count;
    const PersonFactForm *adds; /* one a kind */
    const Text *add_names;
    size_t add_count;
    const PersonDoorView *doors;
    size_t door_count;
    Text open_href; /* to open doors; empty for who sends no referral of this person */
} PersonView;

void person_page(Html *html, const PersonView *page);

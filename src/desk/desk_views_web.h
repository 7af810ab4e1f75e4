/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the desk show: plain texts, filled by the *_web.c files. */
#pragma once

#include "access/views_web.h"

typedef struct QueueRow {
    Text id;
    Text ticket; /* "A 24" */
    Text label;
    Text note;     /* wish, language, appointment */
    Text priority; /* the reason why they go first; empty for none */
    Text wait;     /* "31 min" */
    bool is_long;
    bool is_waiting;
    bool is_current; /* the one that is open on this page */
    Text href;       /* opens it; empty while it waits, or at another desk */
    Text at_desk;    /* "au guichet 2" */
    bool is_early;   /* nobody told them to wait yet */
    Text call_name;  /* "Appeler A 24": what the button is called */
    Text more_name;  /* "Autres gestes pour A 24" */
} QueueRow;

typedef struct QueueView {
    Text base; /* "/fr" */
    Text token;
    Text desk; /* "2" */
    Text title;
    Text clock;
    Text call; /* "Appeler A 24"; empty when nobody waits */
    Text refresh_href;
    Text fragment_href;
    const QueueRow *rows;
    size_t count;
    Text empty; /* what was done today, when nobody is there */
} QueueView;

/* The inside of the queue's section: of the page, and alone as what the script fetches. */
void desk_queue_part(Html *html, const QueueView *page);

typedef struct DeskChoice {
    Text code;
    Text name;
} DeskChoice;

typedef struct DeskForms {
    const DeskChoice *wishes;
    size_t wish_count;
    const DeskChoice *priorities;
    size_t priority_count;
    const DeskChoice *languages;
    size_t language_count;
} DeskForms;

/* The form of a new arrival. */
typedef struct ArriveView {
    Text base;
    Text token;
    Text desk;
    bool is_open;
    DeskForms forms;
} ArriveView;

void desk_arrive_part(Html *html, const ArriveView *page);

typedef struct AnswerButton {
    Text code;
    Text name;
    Text icon;
    Text today; /* "12" */
} AnswerButton;

typedef struct AnswersView {
    Text base;
    Text token;
    Text desk;
    const AnswerButton *buttons;
    size_t count;
} AnswersView;

/* What is given at once, a tap each. */
void desk_answers_part(Html *html, const AnswersView *page);

typedef struct PartnerAnswer {
    Text word; /* "Oui", "Non", "3 jours" */
    Text word_class;
    Text text;
    Text href;
} PartnerAnswer;

typedef struct PartnersView {
    const PartnerAnswer *items;
    size_t count;
} PartnersView;

/* Who it may be: the answer to a search for the person of a ticket. */
typedef struct FoundPerson {
    Text id;
    Text name;
    Text note;
} FoundPerson;

typedef struct FindView {
    StaffView frame;
    Text desk;
    Text arrival;
    Text ticket;
    Text words;
    Text problem;
    bool someone_may_know;
    const FoundPerson *found;
    size_t count;
    Text create_href; /* empty for who may not */
    bool has_asked;
    Text back_href;
} FindView;

void desk_find_page(Html *html, const FindView *page);

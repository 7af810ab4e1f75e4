/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of second-line questions show: plain texts. */
#pragma once

#include "casework/case_views_web.h"

typedef struct QuestionRow {
    Text href;
    Text when;
    Text state;
    Text who;   /* the house that asks, with the profession */
    Text to;    /* "à tout le réseau" */
    Text topic; /* empty for none */
    Text words;
} QuestionRow;

/* Why words were not sent: what in them may name somebody, with the box that confirms. */
typedef struct QuestionWarning {
    Text problem; /* empty: none */
    Text marks[4];
    size_t mark_count;
} QuestionWarning;

void question_warning(Html *html, const QuestionWarning *warning);

typedef struct QuestionsView {
    StaffView frame;
    Text sent;
    QuestionWarning warning;
    Text draft;
    Text topic;
    Text target;
    Choices topics;
    const QuestionRow *rows;
    size_t count;
} QuestionsView;

void questions_page(Html *html, const QuestionsView *page);

typedef struct QuestionView {
    StaffView frame;
    Text sent;
    QuestionWarning warning;
    Text draft;
    QuestionRow question;
    const QuestionRow *replies; /* who, when and words alone */
    size_t count;
    bool is_open;
    bool may_close;
    bool may_withdraw;
} QuestionView;

void question_page(Html *html, const QuestionView *page);

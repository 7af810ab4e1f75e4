/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of assessments show: plain texts. */
#pragma once

#include "access/views_web.h"

typedef struct AnswerChoiceView {
    Text key;
    Text id; /* of the field */
    Text name;
    bool is_chosen;
} AnswerChoiceView;

typedef struct QuestionView {
    Text id; /* "q-age", the name of the field too */
    Text label;
    Text input;  /* radio, checkbox, number, date, text, area */
    Text hint;   /* when it is asked, what the ends of a scale mean; may be empty */
    Text wrong;  /* empty while nothing is */
    Text value;  /* of a field with one */
    Text answer; /* in words, of one that was answered */
    bool is_required;
    const AnswerChoiceView *choices;
    size_t choice_count;
} QuestionView;

typedef struct FormFillView {
    StaffView frame;
    Text action;
    Text name;
    Text form;
    Text version;
    Text case_id;
    Text replaces; /* empty for none */
    Text problem;
    const QuestionView *questions;
    size_t question_count;
} FormFillView;

void form_fill_page(Html *html, const FormFillView *page);

typedef struct AssessmentRow {
    Text id;
    Text name; /* "Relais santé · mardi 24 novembre 10 h 00" */
    Text href;
    Text who;
    bool is_replaced;
} AssessmentRow;

typedef struct FormLinkView {
    Text name;
    Text href;
} FormLinkView;

typedef struct AssessmentsView {
    StaffView frame;
    Text back_href;
    Text compare_href;
    Text withheld;
    const FormLinkView *forms; /* that may be filled in now */
    size_t form_count;
    const AssessmentRow *rows;
    size_t row_count;
} AssessmentsView;

void assessments_page(Html *html, const AssessmentsView *page);

typedef struct AssessmentView {
    StaffView frame;
    Text name;
    Text about; /* when, by whom, which version */
    Text back_href;
    Text correct_href; /* empty when it is not to be corrected */
    bool is_replaced;
    const QuestionView *questions;
    size_t question_count;
} AssessmentView;

void assessment_page(Html *html, const AssessmentView *page);

typedef struct CompareRow {
    Text label;
    Text before;
    Text after;
    bool has_changed;
} CompareRow;

typedef struct CompareView {
    StaffView frame;
    Text name;
    Text before; /* its moment */
    Text after;
    Text back_href;
    const CompareRow *rows;
    size_t row_count;
} CompareView;

void compare_page(Html *html, const CompareView *page);

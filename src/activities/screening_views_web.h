/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of screenings show: plain texts. */
#pragma once

#include "activities/course_views_web.h"
#include "activities/invitation.h"

/* What is said of a screening in its form. */
typedef struct ScreeningForm {
    CourseChoices kinds;
    CourseChoices units;
    CourseChoices sexes;
    Text name;
    Text age_least;
    Text age_most;
    Text every;
    Text first;
    Text last;
    Text revision;
    bool is_new;
    bool is_closed;
} ScreeningForm;

void screening_fields(Html *html, const ScreeningForm *form);

typedef struct ScreeningRow {
    Text href;
    Text name;
    Text kind;
    Text whom;
    Text days;
    bool is_closed;
} ScreeningRow;

typedef struct ScreeningsView {
    StaffView frame;
    Text problem;
    bool may_manage;
    bool may_hand_over;
    ScreeningForm form;
    const ScreeningRow *rows;
    size_t row_count;
} ScreeningsView;

void screenings_page(Html *html, const ScreeningsView *page);

typedef struct InvitationRow {
    Text id;
    Text name;
    Text href; /* of the file */
    Text invited;
    Text reminded;
    Text answer;
    Text tone;
    Text came;
    Text book_href;
    Text result_href; /* empty unless there may be a result, for who may open it */
    bool may_remind;
    bool may_answer;
    bool may_attend;
} InvitationRow;

typedef struct ScreeningView {
    StaffView frame;
    Text problem;
    Text href;
    ScreeningRow shown;
    bool may_manage;
    bool is_changing; /* the form of the screening was refused */
    bool is_print;    /* the list alone, to print */
    ScreeningForm form;
    Text person; /* as typed */
    CourseChoices ways;
    CourseChoices answers;
    const InvitationRow *rows;
    size_t row_count;
    Text withheld; /* empty for none */
} ScreeningView;

void screening_page(Html *html, const ScreeningView *page);
void screening_invited_table(Html *html, const ScreeningView *page);

typedef struct LettersView {
    StaffView frame;
    Text back_href;
    ScreeningRow shown;
    Text day;
    const InvitationLetter *letters;
    size_t letter_count;
    const Text *withheld;
    size_t withheld_count;
} LettersView;

void screening_letters_page(Html *html, const LettersView *page);

typedef struct AppointmentView {
    StaffView frame;
    Text problem;
    Text action;
    Text back_href;
    Text screening;
    Text name;
    Text invitation;
    Text from;
    CourseChoices slots;
} AppointmentView;

void screening_appointment_page(Html *html, const AppointmentView *page);

typedef struct ResultView {
    StaffView frame;
    Text problem;
    Text action;
    Text back_href;
    Text screening;
    Text name;
    Text invitation;
    bool may_write; /* nobody has it yet */
    bool is_written;
    Text words;
    Text doctor;
    Text found;
    Text to_person; /* "9 décembre 2026, lettre" */
    Text to_doctor;
    CourseChoices to; /* who does not have it yet */
    CourseChoices ways;
    Text day;
} ResultView;

void screening_result_page(Html *html, const ResultView *page);

typedef struct AwaitedRow {
    Text name;
    Text href;
    Text screening;
    Text days;
    Text whom;
} AwaitedRow;

typedef struct AwaitedView {
    StaffView frame;
    const AwaitedRow *rows;
    size_t row_count;
} AwaitedView;

void screening_awaited_page(Html *html, const AwaitedView *page);

/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/screening_web.h"

#include "access/frame_web.h"
#include "activities/screening_words_web.h"
#include "activities/sentences.h"
#include "people/facts_form_web.h"

static bool may(Request *request, Permission permission)
{
    return permission_holds(access_of(request)->caller.permissions, permission);
}

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "screening",
                             "no such screening");
}

/* --------------------------------------------------------------------------------- the form */

static Outcome unit_choices(Request *request, Id chosen, CourseChoices *choices)
{
    UnitList units = {0};
    LIST_OF(CourseChoice) found = {0};
    TRY(unit_list(access_of(request), UNITS_OF_HOUSE, &units));
    for (size_t i = 0; i < units.count; i++) {
        const Unit *unit = &units.items[i];
        if (!unit_is_by_night(unit) && unit->is_kept_here && unit->closed == 0) {
            LIST_APPEND(request->arena, &found,
                        (CourseChoice){id_format(request->arena, unit->id), unit->name});
        }
    }
    *choices = (CourseChoices){found.items, found.count, id_format(request->arena, chosen)};
    return OK;
}

static Text number_words(const Request *request, int64_t number)
{
    return text_format(request->arena, "%lld", (long long)number);
}

static Text day_value(const Request *request, Date day)
{
    return day == DATE_NONE || day == 0 ? TEXT("") : date_format(request->arena, day);
}

/* As the screening stands, or, in a form that was refused, as it was sent. */
static Outcome fill_form(Request *request, const Screening *screening, ScreeningForm *form)
{
    const bool is_sent = request_form(request, "rythme").length > 0;
    form->kinds = screening_kind_choices(request, screening->kind);
    form->sexes = screening_sex_choices(request, screening->sex);
    form->name = screening->name;
    form->age_least = is_sent ? request_form(request, "age_min")
                              : number_words(request, screening->age_least);
    form->age_most =
        is_sent ? request_form(request, "age_max") : number_words(request, screening->age_most);
    form->every = is_sent ? request_form(request, "rythme")
                          : number_words(request, screening->every_years);
    form->first = day_value(request, screening->first);
    form->last = day_value(request, screening->last);
    form->revision = number_words(request, screening->revision);
    form->is_closed = screening->closed != 0;
    return unit_choices(request, screening->unit, &form->units);
}

static int64_t form_number(const Request *request, const char *name)
{
    int64_t number = -1;
    return text_to_integer(text_trim(request_form(request, name)), &number) ? number : -1;
}

static Date form_day(const Request *request, const char *name)
{
    Date day = DATE_NONE;
    return date_parse(request_form(request, name), &day) ? day : DATE_NONE;
}

static void read_form(const Request *request, Screening *screening)
{
    screening->name = request_form(request, "nom");
    screening->sex = request_form(request, "sexe");
    screening->age_least = form_number(request, "age_min");
    screening->age_most = form_number(request, "age_max");
    screening->every_years = form_number(request, "rythme");
    screening->first = form_day(request, "debut");
    screening->last = form_day(request, "fin");
    screening->unit = (Id){{0}};
    (void)id_parse(request_form(request, "unite"), &screening->unit);
}

/* --------------------------------------------------------------------------------- the list */

static Outcome write_list(Request *request, const Screening *sent, Text problem)
{
    Html html = {0};
    ScreeningList list = {0};
    ScreeningsView *view = ARENA_NEW(request->arena, ScreeningsView);
    TRY(screening_list(access_of(request), &list));
    ScreeningRow *rows = ARENA_ARRAY(request->arena, ScreeningRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = screening_row(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    view->problem = problem;
    view->may_manage = may(request, MAY_MANAGE_UNIT);
    view->may_hand_over = may(request, MAY_HANDLE_RESULT);
    view->form.is_new = true;
    TRY(fill_form(request, sent, &view->form));
    TRY(frame_open(request, say(request->language, SAY_SCREENING_TITLE), &view->frame, &html));
    screenings_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    enum { USUAL_DAYS = 365 };
    const Date today = moment_to_local(request->now).date;
    const Screening usual = {
        .age_most = SCREENING_AGE_MOST, .first = today, .last = today + USUAL_DAYS};
    return write_list(request, &usual, TEXT(""));
}

static Outcome add(Request *request)
{
    Text problem = {0};
    Screening made = {0};
    Screening sent = {0};
    read_form(request, &sent);
    if (!screening_kind_parse(request_form(request, "genre"), &sent.kind)) {
        return REQUEST_INVALID(request, "body", "genre", "one of the choices is expected");
    }
    const Outcome outcome = screening_add(access_of(request), &sent, &made);
    if (outcome == OK) {
        return response_redirect(request, screening_path(request, made.id, ""));
    }
    return screening_is_told(request, outcome, &problem) ? write_list(request, &sent, problem)
                                                         : outcome;
}

/* ---------------------------------------------------------------------------- one screening */

static Text told_words(const Request *request, Moment moment, InvitationWay way)
{
    if (moment == 0) {
        return TEXT("");
    }
    return text_format(request->arena, "%.*s, %.*s",
                       TEXT_ARG(screening_day_words(request, moment_to_local(moment).date)),
                       TEXT_ARG(screening_way_words(request->language, way)));
}

static Sentence answer_sentence(const ScreeningInvitation *row)
{
    static const Sentence words[INVITATION_ANSWER_COUNT] = {
        [ANSWER_NONE] = SAY_SCREENING_ANSWER_NONE,
        [ANSWER_BOOKED] = SAY_SCREENING_ANSWER_BOOKED,
        [ANSWER_DECLINED] = SAY_SCREENING_ANSWER_DECLINED,
        [ANSWER_ELSEWHERE] = SAY_SCREENING_ANSWER_ELSEWHERE,
        [ANSWER_SILENT] = SAY_SCREENING_ANSWER_SILENT,
    };
    const bool is_cancelled =
        row->answer == ANSWER_BOOKED && row->starts == 0 && row->came == CAME_UNKNOWN;
    return is_cancelled ? SAY_SCREENING_CANCELLED : words[row->answer];
}

static Text answer_words(const Request *request, const ScreeningInvitation *row)
{
    const Text words = say(request->language, answer_sentence(row));
    Text when = TEXT("");
    if (row->starts != 0) {
        when = say_moment(request->arena, request->language, row->starts);
    } else if (row->answer == ANSWER_ELSEWHERE) {
        when = screening_day_words(request, row->done);
    }
    return when.length == 0
               ? words
               : text_format(request->arena, "%.*s, %.*s", TEXT_ARG(words), TEXT_ARG(when));
}

static InvitationRow invitation_row(Request *request, const ScreeningInvitation *row)
{
    const bool is_settled = row->came != CAME_UNKNOWN;
    const bool has_appointment = row->starts != 0;
    InvitationRow view = {
        .id = id_format(request->arena, row->id),
        .name = row->name,
        .invited = told_words(request, row->invited, row->way),
        .reminded = told_words(request, row->reminded, row->reminded_way),
        .answer = answer_words(request, row),
        .tone = has_appointment              ? TEXT("open")
                : row->answer == ANSWER_NONE ? TEXT("wait")
                                             : TEXT("closed"),
        .came = row->came == CAME_YES  ? say(request->language, SAY_SCREENING_CAME_YES)
                : row->came == CAME_NO ? say(request->language, SAY_SCREENING_CAME_NO)
                                       : TEXT(""),
        .book_href = invitation_href(request, "/depistages/rendez-vous", row->id),
        .may_remind = row->answer == ANSWER_NONE,
        .may_answer = !has_appointment && row->came != CAME_YES,
        .may_attend = has_appointment && !is_settled && row->starts <= request->now,
    };
    view.href =
        request_link(request, text_format(request->arena, "/p/%.*s",
                                          TEXT_ARG(id_format(request->arena, row->person))));
    if (row->came == CAME_YES && may(request, MAY_HANDLE_RESULT)) {
        view.result_href = invitation_href(request, "/depistages/resultat", row->id);
    }
    return view;
}

static Outcome fill_invited(Request *request, Id id, ScreeningView *view)
{
    InvitationList list = {0};
    TRY(invitation_list(access_of(request), id, &list));
    InvitationRow *rows = ARENA_ARRAY(request->arena, InvitationRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = invitation_row(request, &list.items[i]);
    }
    view->rows = rows;
    view->row_count = list.count;
    if (list.withheld > 0) {
        view->withheld =
            say_count(request->arena, request->language, SAY_SCREENING_WITHHELD, list.withheld);
    }
    return OK;
}

static CourseChoices answer_choices(const Request *request)
{
    static const InvitationAnswer answers[] = {ANSWER_DECLINED, ANSWER_ELSEWHERE,
                                               ANSWER_SILENT};
    CourseChoice *items = ARENA_ARRAY(request->arena, CourseChoice, LENGTH_OF(answers));
    for (size_t i = 0; i < LENGTH_OF(answers); i++) {
        const ScreeningInvitation row = {.answer = answers[i]};
        items[i] = (CourseChoice){invitation_answer_code(answers[i]),
                                  say(request->language, answer_sentence(&row))};
    }
    return (CourseChoices){items, LENGTH_OF(answers), TEXT("")};
}

typedef enum ScreeningFace { FACE_SCREEN, FACE_PRINT } ScreeningFace;

/* `sent` is the form of the screening as it was refused; NULL shows it as it stands. */
static Outcome write_screening(Request *request, Id id, ScreeningFace face,
                               const Screening *sent, Text problem)
{
    Html html = {0};
    Screening screening = {0};
    ScreeningView *view = ARENA_NEW(request->arena, ScreeningView);
    TRY(screening_get(access_of(request), id, &screening));
    view->problem = problem;
    view->href = request_link(request, screening_path(request, id, ""));
    view->shown = screening_row(request, &screening);
    view->may_manage = may(request, MAY_MANAGE_UNIT);
    view->is_print = face == FACE_PRINT;
    view->person = request_form(request, "personne");
    view->ways = screening_way_choices(request, request_form(request, "moyen"));
    view->answers = answer_choices(request);
    view->is_changing = sent != NULL;
    TRY(fill_form(request, sent != NULL ? sent : &screening, &view->form));
    TRY(fill_invited(request, id, view));
    TRY(frame_open(request, say(request->language, SAY_SCREENING_TITLE), &view->frame, &html));
    screening_page(&html, view);
    return OK;
}

static Outcome show(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, &id));
    return write_screening(request, id, FACE_SCREEN, NULL, TEXT(""));
}

static Outcome show_print(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, &id));
    return write_screening(request, id, FACE_PRINT, NULL, TEXT(""));
}

static Outcome change(Request *request)
{
    Id id = {{0}};
    Text problem = {0};
    Screening made = {0};
    Screening screening = {0};
    TRY(path_id(request, &id));
    TRY(screening_get(access_of(request), id, &screening));
    read_form(request, &screening);
    screening.revision = form_number(request, "revision");
    if (request_form(request, "ferme").length == 0) {
        screening.closed = 0;
    } else if (screening.closed == 0) {
        screening.closed = request->now;
    }
    const Outcome outcome = screening_change(access_of(request), &screening, &made);
    if (outcome == OK) {
        return response_redirect(request, screening_path(request, id, ""));
    }
    return screening_is_told(request, outcome, &problem)
               ? write_screening(request, id, FACE_SCREEN, &screening, problem)
               : outcome;
}

static Outcome show_letters(Request *request)
{
    Html html = {0};
    Id id = {{0}};
    Screening screening = {0};
    InvitationLetters found = {0};
    LettersView *view = ARENA_NEW(request->arena, LettersView);
    TRY(path_id(request, &id));
    TRY(screening_get(access_of(request), id, &screening));
    TRY(invitation_letters(access_of(request), id, &found));
    view->letters = found.items;
    view->letter_count = found.count;
    view->withheld = found.withheld.items;
    view->withheld_count = found.withheld.count;
    view->shown = screening_row(request, &screening);
    view->back_href = view->shown.href;
    view->day = screening_day_words(request, moment_to_local(request->now).date);
    TRY(frame_open(request, say(request->language, SAY_SCREENING_LETTERS), &view->frame,
                   &html));
    screening_letters_page(&html, view);
    return OK;
}

/* ------------------------------------------------------------------------------------- acts */

static Outcome go_back(Request *request, Id id, Outcome outcome)
{
    Text problem = {0};
    if (outcome == OK) {
        return response_redirect(request, screening_path(request, id, ""));
    }
    return screening_is_told(request, outcome, &problem)
               ? write_screening(request, id, FACE_SCREEN, NULL, problem)
               : outcome;
}

static Outcome read_way(Request *request, InvitationWay *way)
{
    return invitation_way_parse(request_form(request, "moyen"), way)
               ? OK
               : REQUEST_INVALID(request, "body", "moyen", "one of the choices is expected");
}

static Outcome invite(Request *request)
{
    InvitationOrder order = {0};
    ScreeningInvitation made = {0};
    TRY(path_id(request, &order.screening));
    TRY(read_way(request, &order.way));
    Outcome outcome =
        person_of_field(request, text_trim(request_form(request, "personne")), &order.person);
    if (outcome == OK) {
        outcome = invitation_make(access_of(request), &order, &made);
    }
    return go_back(request, order.screening, outcome);
}

static Outcome remind(Request *request)
{
    Id id = {{0}};
    Id invitation = {{0}};
    InvitationWay way = WAY_LETTER;
    TRY(path_id(request, &id));
    TRY(course_form_id(request, "invitation", &invitation));
    TRY(read_way(request, &way));
    return go_back(request, id, invitation_remind(access_of(request), invitation, way));
}

static Outcome answer(Request *request)
{
    Id id = {{0}};
    Id invitation = {{0}};
    InvitationAnswer said = ANSWER_NONE;
    const Text typed = request_form(request, "fait");
    TRY(path_id(request, &id));
    TRY(course_form_id(request, "invitation", &invitation));
    (void)invitation_answer_parse(request_form(request, "reponse"), &said);
    const Date done = typed.length == 0 ? 0 : form_day(request, "fait");
    return go_back(request, id, invitation_answer(access_of(request), invitation, said, done));
}

static Outcome attend(Request *request)
{
    Id id = {{0}};
    Id invitation = {{0}};
    TRY(path_id(request, &id));
    TRY(course_form_id(request, "invitation", &invitation));
    const InvitationCame came =
        text_equal(request_form(request, "presence"), TEXT("came")) ? CAME_YES : CAME_NO;
    return go_back(request, id, invitation_attend(access_of(request), invitation, came));
}

static const Route routes[] = {
    {GET,  "/depistages",               MAY_BOOK_UNIT,   show_list,    FRESH},
    {POST, "/depistages",               MAY_MANAGE_UNIT, add,          FRESH},
    {GET,  "/depistages/{id}",          MAY_BOOK_UNIT,   show,         FRESH},
    {POST, "/depistages/{id}",          MAY_MANAGE_UNIT, change,       FRESH},
    {GET,  "/depistages/{id}/liste",    MAY_BOOK_UNIT,   show_print,   FRESH},
    {GET,  "/depistages/{id}/lettres",  MAY_BOOK_UNIT,   show_letters, FRESH},
    {POST, "/depistages/{id}/inviter",  MAY_BOOK_UNIT,   invite,       FRESH},
    {POST, "/depistages/{id}/rappel",   MAY_BOOK_UNIT,   remind,       FRESH},
    {POST, "/depistages/{id}/reponse",  MAY_BOOK_UNIT,   answer,       FRESH},
    {POST, "/depistages/{id}/presence", MAY_BOOK_UNIT,   attend,       FRESH},
};

const RouteTable SCREENING_ROUTES = {routes, LENGTH_OF(routes)};

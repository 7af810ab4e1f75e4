/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment_web.h"

#include "casework/assessment_words_web.h"
#include "casework/case_edge_web.h"
#include "casework/sentences.h"
#include "people/person_web.h"
#include "people/relation.h"
#include "people/secrecy_edge_web.h"

/* The case a page is about: of the person of the path. */
typedef struct Place {
    Id person;
    Case read;
    bool may_write;
    AssessmentList list;
} Place;

static Outcome no_such(Request *request)
{
    return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "assessment",
                       "no such assessment");
}

static Outcome find_place(Request *request, Place *place)
{
    CaseList cases = {0};
    Relation relation = RELATION_STRANGER;
    Access *access = access_of(request);
    TRY(person_of_path(request, &place->person));
    TRY(case_list(access, place->person, &cases));
    const Case *current = case_shown(&cases);
    if (current == NULL) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "case",
                           "no case was opened for this person");
    }
    TRY(person_relation(access, place->person, &relation));
    place->read = *current;
    place->may_write = current->closed == 0 &&
                       permission_allows(access->caller.permissions, MAY_WRITE_CASE, relation);
    return assessment_list(access, current->id, &place->list);
}

static Text href_of(const Request *request, const Place *place, Text rest)
{
    return request_link(request, text_format(request->arena, "/p/%.*s/bilans%.*s",
                                             TEXT_ARG(id_format(request->arena, place->person)),
                                             TEXT_ARG(rest)));
}

static Text name_of(const Request *request, const Assessment *one)
{
    return text_format(request->arena, "%.*s · %.*s",
                       TEXT_ARG(form_words(request, one->form, one->version)),
                       TEXT_ARG(say_moment(request->arena, request->language, one->at)));
}

/* ------------------------------------------------------------------------------------ list */

static void fill_forms(const Request *request, const Place *place, AssessmentsView *view)
{
    const FormList list = forms();
    FormLinkView *links = ARENA_ARRAY(request->arena, FormLinkView, list.count);
    for (size_t i = 0; place->may_write && i < list.count; i++) {
        const Form *form = &list.items[i];
        if (form == form_find(form->key, 0)) {
            links[view->form_count++] = (FormLinkView){
                .name = phrase_in(&form->name, request->language, NULL),
                .href = href_of(
                    request, place,
                    text_format(request->arena, "/remplir?form=%.*s", TEXT_ARG(form->key))),
            };
        }
    }
    view->forms = links;
}

static Outcome fill_rows(Request *request, const Place *place, AssessmentsView *view)
{
    AssessmentRow *rows = ARENA_ARRAY(request->arena, AssessmentRow, place->list.count + 1);
    for (size_t i = 0; i < place->list.count; i++) {
        const Assessment *one = &place->list.items[i];
        rows[i] = (AssessmentRow){
            .id = id_format(request->arena, one->id),
            .name = name_of(request, one),
            .is_replaced = one->is_replaced,
        };
        rows[i].href =
            href_of(request, place, text_format(request->arena, "/%.*s", TEXT_ARG(rows[i].id)));
        TRY(account_shown(request, one->author, &rows[i].who));
    }
    view->rows = rows;
    view->row_count = place->list.count;
    return OK;
}

static Outcome show_list(Request *request)
{
    Html html = {0};
    Place place = {0};
    AssessmentsView view = {0};
    TRY(find_place(request, &place));
    fill_forms(request, &place, &view);
    TRY(fill_rows(request, &place, &view));
    view.back_href = request_link(request, person_page_path(request, place.person, "/fil"));
    view.compare_href = href_of(request, &place, TEXT("/comparer"));
    if (place.list.withheld > 0) {
        view.withheld = say_with(request->arena, request->language, SAY_CASE_WITHHELD, "n",
                                 text_format(request->arena, "%zu", place.list.withheld));
    }
    TRY(frame_open(request, say(request->language, SAY_ASSESSMENT_TITLE), &view.frame, &html));
    assessments_page(&html, &view);
    return OK;
}

/* ----------------------------------------------------------------------------------- filling
 */

typedef struct Filling {
    const Form *form;
    Id replaces;
    FormAnswers answers;
    FormWrongs wrongs;
} Filling;

static Outcome write_form(Request *request, const Place *place, const Filling *filling)
{
    Html html = {0};
    const bool is_wrong = filling->wrongs.count > 0;
    FormFillView view = {
        .action = href_of(request, place, TEXT("")),
        .name = phrase_in(&filling->form->name, request->language, NULL),
        .form = filling->form->key,
        .version = text_format(request->arena, "%lld", (long long)filling->form->version),
        .case_id = id_format(request->arena, place->read.id),
        .replaces = id_is_nil(filling->replaces) ? TEXT("")
                                                 : id_format(request->arena, filling->replaces),
        .problem = is_wrong ? say(request->language, SAY_ASSESSMENT_WRONG) : TEXT(""),
        .questions =
            question_fields(request, filling->form, &filling->answers, &filling->wrongs),
        .question_count = filling->form->questions.count,
        .frame.draft_form = TEXT("assessment"),
    };
    TRY(frame_open(request, say(request->language, SAY_ASSESSMENT_TITLE), &view.frame, &html));
    form_fill_page(&html, &view);
    return OK;
}

static Outcome show_form(Request *request)
{
    Place place = {0};
    Filling filling = {.form = form_find(request_query(request, "form"), 0)};
    TRY(find_place(request, &place));
    if (id_parse(request_query(request, "corrige"), &filling.replaces)) {
        const Assessment *one = assessment_of(&place.list, filling.replaces);
        if (one == NULL) {
            return no_such(request);
        }
        filling.form = form_find(one->form, one->version);
        filling.answers = one->answers;
    }
    if (filling.form == NULL) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("query"), "form", "no such form");
    }
    return write_form(request, &place, &filling);
}

/* Fields of another name than a question's are the page's own. */
static void read_fields(const Request *request, FormAnswers *answers)
{
    const Text prefix = TEXT("q-");
    for (size_t i = 0; i < request->form.count; i++) {
        const Field *field = &request->form.items[i];
        if (text_starts_with(field->name, prefix)) {
            const Text key = text_slice(field->name, prefix.length, field->name.length);
            LIST_APPEND(request->arena, answers, (FormAnswer){key, field->value});
        }
    }
}

static Outcome add(Request *request)
{
    Place place = {0};
    Filling filling = {.replaces = person_form_id(request, "replaces")};
    NewAssessment made = {.form = request_form(request, "form"), .replaces = filling.replaces};
    FormAnswers kept = {0};
    Id id = {{0}};
    TRY(find_place(request, &place));
    if (!text_to_integer(request_form(request, "version"), &made.version)) {
        return REQUEST_INVALID(request, "body", "version", "a version is expected");
    }
    filling.form = form_find(made.form, made.version);
    if (filling.form == NULL) {
        return REQUEST_INVALID(request, "body", "form", "no such form");
    }
    read_fields(request, &made.given);
    form_check(request->arena, filling.form, &made.given, &kept, &filling.wrongs);
    if (filling.wrongs.count > 0) {
        filling.answers = made.given;
        request->response.status = 422;
        return write_form(request, &place, &filling);
    }
    TRY(assessment_add(access_of(request), place.read.id, &made, &id));
    return response_redirect(request,
                             text_format(request->arena, "/p/%.*s/bilans/%.*s",
                                         TEXT_ARG(id_format(request->arena, place.person)),
                                         TEXT_ARG(id_format(request->arena, id))));
}

/* ------------------------------------------------------------------------------------- one */

static Outcome show_one(Request *request)
{
    Html html = {0};
    Place place = {0};
    AssessmentView view = {0};
    Id id = {{0}};
    Text who = TEXT("");
    const FormWrongs none = {0};
    TRY(find_place(request, &place));
    (void)id_parse(request_path_value(request, "assessment"), &id);
    const Assessment *one = assessment_of(&place.list, id);
    const Form *form = one == NULL ? NULL : form_find(one->form, one->version);
    if (form == NULL) {
        return no_such(request);
    }
    TRY(account_shown(request, one->author, &who));
    view.name = name_of(request, one);
    view.about = text_format(
        request->arena, "%.*s · %.*s", TEXT_ARG(who),
        TEXT_ARG(say_with(request->arena, request->language, SAY_ASSESSMENT_VERSION, "n",
                          text_format(request->arena, "%lld", (long long)one->version))));
    view.back_href = href_of(request, &place, TEXT(""));
    view.is_replaced = one->is_replaced;
    if (place.may_write && !one->is_replaced) {
        view.correct_href = href_of(request, &place,
                                    text_format(request->arena, "/remplir?corrige=%.*s",
                                                TEXT_ARG(id_format(request->arena, id))));
    }
    view.questions = question_fields(request, form, &one->answers, &none);
    view.question_count = form->questions.count;
    TRY(frame_open(request, say(request->language, SAY_ASSESSMENT_TITLE), &view.frame, &html));
    assessment_page(&html, &view);
    return OK;
}

/* --------------------------------------------------------------------------------- two of them
 */

static const FormQuestion *question_of(const Form *form, Text key)
{
    for (size_t i = 0; i < form->questions.count; i++) {
        if (text_equal(form->questions.items[i].key, key)) {
            return &form->questions.items[i];
        }
    }
    return NULL;
}

static void fill_compare(const Request *request, const Assessment *before,
                         const Assessment *after, CompareView *view)
{
    const Form *old = form_find(before->form, before->version);
    const Form *form = form_find(after->form, after->version);
    CompareRow *rows = ARENA_ARRAY(request->arena, CompareRow, form->questions.count);
    for (size_t i = 0; i < form->questions.count; i++) {
        const FormQuestion *question = &form->questions.items[i];
        const FormQuestion *asked = question_of(old, question->key);
        rows[i] = (CompareRow){
            .label = phrase_in(&question->label, request->language, NULL),
            .before =
                asked == NULL ? TEXT("–") : answer_words(request, asked, &before->answers),
            .after = answer_words(request, question, &after->answers),
        };
        rows[i].has_changed = !text_equal(rows[i].before, rows[i].after);
    }
    view->rows = rows;
    view->row_count = form->questions.count;
}

static Outcome show_compare(Request *request)
{
    Html html = {0};
    Place place = {0};
    CompareView view = {0};
    Id ids[2] = {0};
    TRY(find_place(request, &place));
    (void)id_parse(request_query(request, "avant"), &ids[0]);
    (void)id_parse(request_query(request, "apres"), &ids[1]);
    const Assessment *before = assessment_of(&place.list, ids[0]);
    const Assessment *after = assessment_of(&place.list, ids[1]);
    if (before == NULL || after == NULL) {
        return no_such(request);
    }
    if (!text_equal(before->form, after->form)) {
        return REQUEST_INVALID(request, "query", "apres",
                               "two assessments by the same form are expected");
    }
    view.name = form_words(request, after->form, after->version);
    view.before = say_moment(request->arena, request->language, before->at);
    view.after = say_moment(request->arena, request->language, after->at);
    view.back_href = href_of(request, &place, TEXT(""));
    fill_compare(request, before, after, &view);
    TRY(frame_open(request, say(request->language, SAY_ASSESSMENT_TITLE), &view.frame, &html));
    compare_page(&html, &view);
    return OK;
}

static const Route routes[] = {
    {GET,  "/p/{id}/bilans",              MAY_READ_CASE,  show_list,    FRESH},
    {POST, "/p/{id}/bilans",              MAY_WRITE_CASE, add,          FRESH},
    {GET,  "/p/{id}/bilans/remplir",      MAY_WRITE_CASE, show_form,    FRESH},
    {GET,  "/p/{id}/bilans/comparer",     MAY_READ_CASE,  show_compare, FRESH},
    {GET,  "/p/{id}/bilans/{assessment}", MAY_READ_CASE,  show_one,     FRESH},
};

const RouteTable ASSESSMENT_ROUTES = {routes, LENGTH_OF(routes)};

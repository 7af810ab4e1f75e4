/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question_web.h"

#include "access/house.h"
#include "access/sentences.h"
#include "casework/case_edge_web.h"
#include "casework/question.h"
#include "casework/question_views_web.h"
#include "casework/sentences.h"
#include "http/once.h"
#include "territory/naming.h"

/* ---------------------------------------------------------------------------------- rows */

static Outcome house_words(Request *request, Id house, Text profession, Text *words)
{
    Text name = TEXT("");
    TRY(house_name(request->session, request->arena, house, &name, &request->problem));
    *words = text_is_empty(profession) ? name
                                       : text_format(request->arena, "%.*s (%.*s)",
                                                     TEXT_ARG(name), TEXT_ARG(profession));
    return OK;
}

static Outcome fill_to(Request *request, Id target, Text *words)
{
    Text house = TEXT("");
    if (id_is_nil(target)) {
        *words = say(request->language, SAY_QUESTION_TO_NETWORK);
        return OK;
    }
    TRY(house_words(request, target, TEXT(""), &house));
    *words = say_with(request->arena, request->language, SAY_QUESTION_TO_HOUSE, "house", house);
    return OK;
}

static Text state_words(const Request *request, const Question *question)
{
    const Sentence closed = text_equal(question->ended, TEXT("expired")) ? SAY_QUESTION_EXPIRED
                                                                         : SAY_QUESTION_CLOSED;
    return say(request->language, question->closed == 0 ? SAY_QUESTION_OPEN : closed);
}

static Outcome fill_row(Request *request, const Question *question, QuestionRow *row)
{
    const Text id = id_format(request->arena, question->id);
    *row = (QuestionRow){
        .href =
            request_link(request, text_format(request->arena, "/questions/%.*s", TEXT_ARG(id))),
        .when = say_moment(request->arena, request->language, question->asked),
        .state = state_words(request, question),
        .topic = text_is_empty(question->topic) ? TEXT("")
                                                : case_need_words(request, question->topic),
        .words = question->words,
    };
    TRY(house_words(request, question->house, question->profession, &row->who));
    return fill_to(request, question->target, &row->to);
}

/* ------------------------------------------------------------------------- what is wrong */

/* Fills why words were not sent; empty for a refusal that is no matter of the form. */
static void fill_warning(const Request *request, Outcome outcome, Text words,
                         QuestionWarning *warning)
{
    static const struct {
        NamingMark mark;
        Sentence said;
    } marks[] = {
        {NAMING_PHONE, SAY_QUESTION_MARK_PHONE},
        {NAMING_DATE,  SAY_QUESTION_MARK_DATE },
        {NAMING_NAME,  SAY_QUESTION_MARK_NAME },
    };
    const unsigned found =
        naming_find(request->arena, words, moment_to_local(request->now).date);
    const Text field = request->problem.field;
    if (outcome == CONFLICT && text_equal(field, TEXT("confirmed"))) {
        warning->problem = say(request->language, SAY_QUESTION_MAY_NAME);
        for (size_t i = 0; i < LENGTH_OF(marks); i++) {
            if ((found & (unsigned)marks[i].mark) != 0) {
                warning->marks[warning->mark_count++] = say(request->language, marks[i].said);
            }
        }
    } else if (outcome == CONFLICT && text_equal(field, TEXT("questions"))) {
        warning->problem = say(request->language, SAY_QUESTION_TOO_MANY);
    } else if (outcome == CONFLICT) {
        warning->problem = say(request->language, SAY_QUESTION_WRONG_STATE);
    } else if (outcome == INVALID) {
        const bool has_number = (found & NAMING_NATIONAL_NUMBER) != 0;
        warning->problem =
            say(request->language, has_number ? SAY_QUESTION_WRONG_NUMBER : SAY_QUESTION_WRONG);
    }
}

/* ------------------------------------------------------------------------------- the list */

static Outcome write_list(Request *request, QuestionsView *view)
{
    Html html = {0};
    QuestionList list = {0};
    TRY(question_list(access_of(request), &list));
    QuestionRow *rows = ARENA_ARRAY(request->arena, QuestionRow, list.count + 1);
    for (size_t i = 0; i < list.count; i++) {
        TRY(fill_row(request, &list.items[i], &rows[i]));
    }
    view->rows = rows;
    view->count = list.count;
    view->sent = once_token(request->arena);
    view->topics = case_need_choices(request);
    view->frame.draft_form = TEXT("entry");
    TRY(frame_open(request, say(request->language, SAY_QUESTION_TITLE), &view->frame, &html));
    questions_page(&html, view);
    return OK;
}

static Outcome show_list(Request *request)
{
    QuestionsView view = {0};
    return write_list(request, &view);
}

static NewQuestion read_form(const Request *request)
{
    return (NewQuestion){.words = request_form(request, "words"),
                         .topic = request_form(request, "topic"),
                         .is_confirmed = request_form(request, "confirmed").length > 0};
}

static Outcome ask_one(Request *request, NewQuestion *made, Id *id)
{
    House house = {0};
    const Text wanted = text_trim(request_form(request, "house"));
    if (!text_is_empty(wanted)) {
        TRY(house_find(request->session, request->arena, wanted, &house, &request->problem));
        made->target = house.id;
    }
    return question_ask(access_of(request), made, id);
}

static Outcome ask(Request *request)
{
    Id id = {{0}};
    NewQuestion made = read_form(request);
    const Outcome outcome = ask_one(request, &made, &id);
    QuestionsView view = {
        .draft = made.words, .topic = made.topic, .target = request_form(request, "house")};
    if (outcome == OK) {
        return response_redirect(request, TEXT("/questions"));
    }
    fill_warning(request, outcome, made.words, &view.warning);
    if (text_is_empty(view.warning.problem)) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_list(request, &view);
}

/* ------------------------------------------------------------------------------------ one */

static Outcome fill_replies(Request *request, const QuestionReplyList *replies,
                            QuestionView *view)
{
    QuestionRow *rows = ARENA_ARRAY(request->arena, QuestionRow, replies->count + 1);
    for (size_t i = 0; i < replies->count; i++) {
        const QuestionReply *reply = &replies->items[i];
        rows[i].words = reply->words;
        rows[i].when = say_moment(request->arena, request->language, reply->at);
        TRY(house_words(request, reply->house, TEXT(""), &rows[i].who));
    }
    view->replies = rows;
    view->count = replies->count;
    return OK;
}

static Outcome write_one(Request *request, Id id, QuestionView *view)
{
    Html html = {0};
    Question question = {0};
    QuestionReplyList replies = {0};
    Access *access = access_of(request);
    TRY(question_read(access, id, &question, &replies));
    TRY(fill_row(request, &question, &view->question));
    TRY(fill_replies(request, &replies, view));
    view->sent = once_token(request->arena);
    view->is_open = question.closed == 0;
    view->may_withdraw = id_equal(question.account, access->caller.account);
    view->may_close = view->is_open && view->may_withdraw;
    view->frame.draft_form = view->is_open ? TEXT("entry") : TEXT("");
    TRY(frame_open(request, say(request->language, SAY_QUESTION_TITLE), &view->frame, &html));
    question_page(&html, view);
    return OK;
}

static Outcome show_one(Request *request)
{
    Id id = {{0}};
    QuestionView view = {0};
    TRY(path_id(request, "id", &id));
    return write_one(request, id, &view);
}

static Outcome back_to(Request *request, Id id)
{
    return response_redirect(request, text_format(request->arena, "/questions/%.*s",
                                                  TEXT_ARG(id_format(request->arena, id))));
}

static Outcome reply(Request *request)
{
    Id id = {{0}};
    Id made_id = {{0}};
    const NewQuestion made = read_form(request);
    QuestionView view = {.draft = made.words};
    TRY(path_id(request, "id", &id));
    const Outcome outcome = question_reply(access_of(request), id, &made, &made_id);
    if (outcome == OK) {
        return back_to(request, id);
    }
    fill_warning(request, outcome, made.words, &view.warning);
    if (text_is_empty(view.warning.problem)) {
        return outcome;
    }
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return write_one(request, id, &view);
}

static Outcome close_one(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    TRY(question_close(access_of(request), id));
    return back_to(request, id);
}

static Outcome withdraw(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    TRY(question_withdraw(access_of(request), id));
    return response_redirect(request, TEXT("/questions"));
}

static const Route routes[] = {
    {GET,  "/questions",              MAY_READ_CASE, show_list, FRESH},
    {POST, "/questions",              MAY_READ_CASE, ask,       FRESH},
    {GET,  "/questions/{id}",         MAY_READ_CASE, show_one,  FRESH},
    {POST, "/questions/{id}",         MAY_READ_CASE, reply,     FRESH},
    {POST, "/questions/{id}/fin",     MAY_READ_CASE, close_one, FRESH},
    {POST, "/questions/{id}/retrait", MAY_READ_CASE, withdraw,  FRESH},
};

const RouteTable QUESTION_ROUTES = {routes, LENGTH_OF(routes)};

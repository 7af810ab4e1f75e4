/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done on the page of a case (/p/ID/dossier): one form, one function of the domain. */
#include "casework/case_edge_web.h"
#include "casework/case_web.h"

Outcome case_act(Request *request, CaseDeed deed)
{
    Id person = {{0}};
    Id case_file = {{0}};
    CaseView view = {0};
    TRY(person_of_path(request, &person));
    TRY(case_of_form(request, &case_file));
    const Outcome outcome = deed(request, case_file);
    if (outcome == OK) {
        return response_redirect(request, person_page_path(request, person, "/dossier"));
    }
    view.problem = case_refusal(request, outcome);
    if (view.problem.length == 0) {
        return outcome;
    }
    view.draft = request_form(request, "words");
    view.draft_is_task = text_equal(request_form(request, "kind"), TEXT("task"));
    request->problem = (Problem){.arena = request->arena};
    request->response.status = outcome == CONFLICT ? 409 : 422;
    return case_write_page(request, person, &view);
}

static Outcome wrong(Request *request, const char *field, const char *expected)
{
    return REQUEST_INVALID(request, "body", field, "%s", expected);
}

static Outcome form_urgency(Request *request, Urgency *urgency)
{
    return urgency_parse(request_form(request, "urgency"), urgency)
               ? OK
               : wrong(request, "urgency", "low, normal, high or now is expected");
}

static Outcome form_end(Request *request, CaseEnd *end)
{
    const Text code = request_form(request, "end");
    *end = text_equal(code, TEXT("dropped")) ? END_DROPPED : END_DONE;
    return *end == END_DROPPED || text_equal(code, TEXT("done"))
               ? OK
               : wrong(request, "end", "done or dropped is expected");
}

/* ----------------------------------------------------------------------------------- needs */

static Outcome add_need(Request *request, Id case_file)
{
    Id made = {{0}};
    NewNeed need = {.need = request_form(request, "need")};
    TRY(form_urgency(request, &need.urgency));
    return case_add_need(access_of(request), case_file, &need, &made);
}

static Outcome set_urgency(Request *request, Id case_file)
{
    Urgency urgency = URGENCY_NORMAL;
    TRY(form_urgency(request, &urgency));
    return case_set_urgency(access_of(request), case_file, person_form_id(request, "need"),
                            urgency);
}

static Outcome end_need(Request *request, Id case_file)
{
    CaseEnd end = END_DONE;
    TRY(form_end(request, &end));
    return case_end_need(access_of(request), case_file, person_form_id(request, "need"), end);
}

static Outcome form_link(Request *request, NeedLink *link)
{
    link->need = person_form_id(request, "need");
    link->other = person_form_id(request, "other");
    return need_bond_parse(request_form(request, "bond"), &link->bond)
               ? OK
               : wrong(request, "bond", "causes or blocks is expected");
}

static Outcome add_link(Request *request, Id case_file)
{
    NeedLink link = {0};
    TRY(form_link(request, &link));
    return need_link(access_of(request), case_file, &link);
}

static Outcome end_link(Request *request, Id case_file)
{
    NeedLink link = {0};
    TRY(form_link(request, &link));
    return need_unlink(access_of(request), case_file, &link);
}

/* ------------------------------------------------------------------------- goals and tasks */

/* A day of a form, at a minute of it; 0 for none. */
static Outcome form_day(Request *request, const char *name, Minutes minute, Moment *moment)
{
    LocalTime time = {.minute = minute};
    const Text text = request_form(request, name);
    if (text.length == 0) {
        *moment = 0;
        return OK;
    }
    if (!date_parse(text, &time.date)) {
        return wrong(request, name, "a day is expected, as 2026-12-03");
    }
    *moment = moment_from_local(time);
    return OK;
}

enum { MORNING = 8 * 60, LAST_MINUTE = 24 * 60 - 1 };

static Outcome add_item(Request *request, Id case_file)
{
    Id made = {{0}};
    CaseItem item = {
        .kind = text_equal(request_form(request, "kind"), TEXT("task")) ? ITEM_TASK : ITEM_GOAL,
        .need = person_form_id(request, "need"),
        .owner = person_form_id(request, "owner"),
        .words = request_form(request, "words"),
    };
    TRY(form_day(request, "due", LAST_MINUTE, &item.due));
    TRY(form_day(request, "remind", MORNING, &item.remind));
    return case_add_item(access_of(request), case_file, &item, &made);
}

static Outcome end_item(Request *request, Id case_file)
{
    CaseEnd end = END_DONE;
    TRY(form_end(request, &end));
    return case_end_item(access_of(request), case_file, person_form_id(request, "item"), end);
}

/* --------------------------------------------------------------------------------- members */

static Outcome change_members(Request *request, Id case_file)
{
    Access *access = access_of(request);
    const Id account = person_form_id(request, "account");
    const Text what = request_form(request, "act");
    if (text_equal(what, TEXT("join"))) {
        return case_add_member(access, case_file, account);
    }
    if (text_equal(what, TEXT("leave"))) {
        return case_end_member(access, case_file, account);
    }
    return text_equal(what, TEXT("lead"))
               ? case_set_lead(access, case_file, account)
               : wrong(request, "act", "join, leave or lead is expected");
}

/* ---------------------------------------------------------------------------------- routes */

static Outcome show_case(Request *request)
{
    Id person = {{0}};
    CaseView view = {.referral = request_query(request, "orientation")};
    TRY(person_of_path(request, &person));
    return case_write_page(request, person, &view);
}

static Outcome post_need(Request *request)
{
    return case_act(request, add_need);
}

static Outcome post_urgency(Request *request)
{
    return case_act(request, set_urgency);
}

static Outcome post_need_end(Request *request)
{
    return case_act(request, end_need);
}

static Outcome post_link(Request *request)
{
    return case_act(request, add_link);
}

static Outcome post_link_end(Request *request)
{
    return case_act(request, end_link);
}

static Outcome post_item(Request *request)
{
    return case_act(request, add_item);
}

/* From the page of a worker's tasks it leads back there. */
static Outcome post_item_end(Request *request)
{
    TRY(case_act(request, end_item));
    if (request->response.status == 303 &&
        text_equal(request_form(request, "from"), TEXT("tasks"))) {
        request->response.headers = (FieldList){0};
        return response_redirect(request, TEXT("/taches"));
    }
    return OK;
}

static Outcome post_members(Request *request)
{
    return case_act(request, change_members);
}

static const Route routes[] = {
    {GET,  "/p/{id}/dossier",          MAY_READ_CASE,  show_case,     FRESH},
    {POST, "/p/{id}/besoins",          MAY_WRITE_CASE, post_need,     FRESH},
    {POST, "/p/{id}/besoins/urgence",  MAY_WRITE_CASE, post_urgency,  FRESH},
    {POST, "/p/{id}/besoins/fin",      MAY_WRITE_CASE, post_need_end, FRESH},
    {POST, "/p/{id}/besoins/lien",     MAY_WRITE_CASE, post_link,     FRESH},
    {POST, "/p/{id}/besoins/lien/fin", MAY_WRITE_CASE, post_link_end, FRESH},
    {POST, "/p/{id}/taches",           MAY_WRITE_CASE, post_item,     FRESH},
    {POST, "/p/{id}/taches/fin",       MAY_WRITE_CASE, post_item_end, FRESH},
    {POST, "/p/{id}/equipe",           MAY_WRITE_CASE, post_members,  FRESH},
};

const RouteTable CASE_WORK_ROUTES = {routes, LENGTH_OF(routes)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of a case do, for programs. Each change answers the case as it is then. */
#include "casework/case_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "casework/case_json.h"
#include "casework/result.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"

static Outcome wrong(Request *request, const char *member, const char *expected)
{
    return REQUEST_INVALID(request, "body", member, "%s", expected);
}

static Outcome case_of_path(Request *request, Id *id)
{
    return path_id(request, "id", id);
}

static Outcome write_file(Request *request, Id id)
{
    CaseFile whole = {0};
    Access *access = access_of(request);
    TRY(case_file_read(access, id, &whole));
    JsonWriter writer = json_writer(response_json(request));
    case_write_file_json(access, &whole, &writer);
    return OK;
}

/* Does one thing in the case of the path, and answers the case. */
typedef Outcome (*Deed)(Request *request, const json_t *body, Id case_file);

typedef struct Form {
    const char *const *names;
    size_t count;
    int status;
    Deed deed;
} Form;

static Outcome act(Request *request, const Form *form)
{
    Id case_file = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(case_of_path(request, &case_file));
    TRY(body_read(request, form->names, form->count, &body));
    TRY(form->deed(request, body, case_file));
    TRY(write_file(request, case_file));
    request->response.status = form->status;
    return OK;
}

/* ----------------------------------------------------------------------------------- cases */

static Outcome get_cases(Request *request)
{
    Id person = {{0}};
    CaseList list = {0};
    Access *access = access_of(request);
    TRY(person_of_path(request, &person));
    TRY(case_list(access, person, &list));
    JsonWriter writer = json_writer(response_json(request));
    case_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome post_case(Request *request)
{
    static const char *const names[] = {"retention"};
    Id person = {{0}};
    Id made = {{0}};
    Text retention = TEXT("");
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "retention", &retention));
    TRY(case_open(access_of(request), person, retention, &made));
    request->response.status = 201;
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/cases/%.*s",
                                TEXT_ARG(id_format(request->arena, made))));
    return write_file(request, made);
}

static Outcome get_case(Request *request)
{
    Id id = {{0}};
    TRY(case_of_path(request, &id));
    return write_file(request, id);
}

static Outcome close_case(Request *request, const json_t *body, Id case_file)
{
    return case_close(access_of(request), case_file, json_member_text(body, "result"));
}

/* The results that are offered, each with its name in the language asked. */
static Outcome get_results(Request *request)
{
    const CaseResultList list = case_results();
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < list.count; i++) {
        json_object_open(&writer);
        json_member(&writer, "code", list.items[i].key);
        json_member(&writer, "name", phrase_in(&list.items[i].name, request->language, NULL));
        json_member_bool(&writer, "met", list.items[i].counts_met);
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    return OK;
}

static Outcome post_close(Request *request)
{
    static const char *const names[] = {"result"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, close_case});
}

/* ----------------------------------------------------------------------------------- needs */

static Outcome read_urgency(Request *request, const json_t *body, Urgency *urgency)
{
    return urgency_parse(json_member_text(body, "urgency"), urgency)
               ? OK
               : wrong(request, "urgency", "low, normal, high or now is expected");
}

static Outcome read_end(Request *request, const json_t *body, CaseEnd *end)
{
    const Text code = json_member_text(body, "end");
    *end = text_equal(code, TEXT("dropped")) ? END_DROPPED : END_DONE;
    return *end == END_DROPPED || text_equal(code, TEXT("done"))
               ? OK
               : wrong(request, "end", "done or dropped is expected");
}

static Outcome add_need(Request *request, const json_t *body, Id case_file)
{
    Id made = {{0}};
    NewNeed need = {0};
    TRY(body_text(request, body, "need", &need.need));
    TRY(read_urgency(request, body, &need.urgency));
    return case_add_need(access_of(request), case_file, &need, &made);
}

static Outcome post_need(Request *request)
{
    static const char *const names[] = {"need", "urgency"};
    return act(request, &(Form){names, LENGTH_OF(names), 201, add_need});
}

static Outcome set_urgency(Request *request, const json_t *body, Id case_file)
{
    Id need = {{0}};
    Urgency urgency = URGENCY_NORMAL;
    TRY(path_id(request, "need", &need));
    TRY(read_urgency(request, body, &urgency));
    return case_set_urgency(access_of(request), case_file, need, urgency);
}

static Outcome post_urgency(Request *request)
{
    static const char *const names[] = {"urgency"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, set_urgency});
}

static Outcome end_need(Request *request, const json_t *body, Id case_file)
{
    Id need = {{0}};
    CaseEnd end = END_DONE;
    TRY(path_id(request, "need", &need));
    TRY(read_end(request, body, &end));
    return case_end_need(access_of(request), case_file, need, end);
}

static Outcome post_need_end(Request *request)
{
    static const char *const names[] = {"end"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, end_need});
}

static Outcome read_link(Request *request, const json_t *body, NeedLink *link)
{
    TRY(body_need_id(request, body, "need", &link->need));
    TRY(body_need_id(request, body, "other", &link->other));
    return need_bond_parse(json_member_text(body, "bond"), &link->bond)
               ? OK
               : wrong(request, "bond", "causes or blocks is expected");
}

static Outcome add_link(Request *request, const json_t *body, Id case_file)
{
    NeedLink link = {0};
    TRY(read_link(request, body, &link));
    return need_link(access_of(request), case_file, &link);
}

static Outcome end_link(Request *request, const json_t *body, Id case_file)
{
    NeedLink link = {0};
    TRY(read_link(request, body, &link));
    return need_unlink(access_of(request), case_file, &link);
}

static const char *const link_names[] = {"need", "bond", "other"};

static Outcome post_link(Request *request)
{
    return act(request, &(Form){link_names, LENGTH_OF(link_names), 201, add_link});
}

static Outcome post_link_end(Request *request)
{
    return act(request, &(Form){link_names, LENGTH_OF(link_names), 200, end_link});
}

/* ------------------------------------------------------------------------- goals and tasks */

static Outcome add_item(Request *request, const json_t *body, Id case_file)
{
    Id made = {{0}};
    CaseItem item = {.kind = ITEM_GOAL};
    const Text kind = json_member_text(body, "kind");
    if (text_equal(kind, TEXT("task"))) {
        item.kind = ITEM_TASK;
    } else if (!text_equal(kind, TEXT("goal"))) {
        return wrong(request, "kind", "goal or task is expected");
    }
    TRY(body_text(request, body, "words", &item.words));
    TRY(body_id(request, body, "need", &item.need));
    TRY(body_id(request, body, "owner", &item.owner));
    TRY(body_moment(request, body, "due", &item.due));
    TRY(body_moment(request, body, "remind", &item.remind));
    return case_add_item(access_of(request), case_file, &item, &made);
}

static Outcome post_item(Request *request)
{
    static const char *const names[] = {"kind", "words", "need", "owner", "due", "remind"};
    return act(request, &(Form){names, LENGTH_OF(names), 201, add_item});
}

static Outcome end_item(Request *request, const json_t *body, Id case_file)
{
    Id item = {{0}};
    CaseEnd end = END_DONE;
    TRY(path_id(request, "item", &item));
    TRY(read_end(request, body, &end));
    return case_end_item(access_of(request), case_file, item, end);
}

static Outcome post_item_end(Request *request)
{
    static const char *const names[] = {"end"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, end_item});
}

static Outcome get_tasks(Request *request)
{
    OwnTaskList tasks = {0};
    Access *access = access_of(request);
    TRY(task_list_own(access, &tasks));
    JsonWriter writer = json_writer(response_json(request));
    task_write_list_json(access, &tasks, &writer);
    return OK;
}

/* --------------------------------------------------------------------------------- members */

static Outcome change_members(Request *request, const json_t *body, Id case_file)
{
    static const char *const acts[] = {"join", "leave", "lead"};
    static Outcome (*const deeds[])(Access *, Id, Id) = {case_add_member, case_end_member,
                                                         case_set_lead};
    Id account = {{0}};
    size_t at = 0;
    TRY(body_need_id(request, body, "account", &account));
    return text_among(json_member_text(body, "act"), acts, LENGTH_OF(acts), &at)
               ? deeds[at](access_of(request), case_file, account)
               : wrong(request, "act", "join, leave or lead is expected");
}

static Outcome post_members(Request *request)
{
    static const char *const names[] = {"account", "act"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, change_members});
}

/* ----------------------------------------------------------------------------------- notes */

static Outcome write_notes(Request *request, Id case_file)
{
    NoteList notes = {0};
    Access *access = access_of(request);
    TRY(note_list(access, case_file, &notes));
    JsonWriter writer = json_writer(response_json(request));
    note_write_list_json(access, &notes, &writer);
    return OK;
}

static Outcome get_notes(Request *request)
{
    Id case_file = {{0}};
    TRY(case_of_path(request, &case_file));
    return write_notes(request, case_file);
}

static Outcome post_note(Request *request)
{
    static const char *const names[] = {"kind", "secrecy", "words", "replaces"};
    Id case_file = {{0}};
    Id made = {{0}};
    NewNote note = {.secrecy = NOTE_AUTHOR};
    json_t *body SCOPED(json_close) = NULL;
    TRY(case_of_path(request, &case_file));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!note_kind_parse(json_member_text(body, "kind"), &note.kind)) {
        return wrong(request, "kind", "note, call, visit, letter or meeting is expected");
    }
    if (!note_secrecy_parse(json_member_text(body, "secrecy"), &note.secrecy)) {
        return wrong(request, "secrecy", "team, profession or author is expected");
    }
    TRY(body_text(request, body, "words", &note.words));
    TRY(body_id(request, body, "replaces", &note.replaces));
    TRY(note_add(access_of(request), case_file, &note, &made));
    request->response.status = 201;
    return write_notes(request, case_file);
}

static const Route routes[] = {
    {GET,  "/api/v1/persons/{id}/cases",              MAY_READ_CASE,  get_cases,     FRESH},
    {POST, "/api/v1/persons/{id}/cases",              MAY_WRITE_CASE, post_case,     FRESH},
    {GET,  "/api/v1/cases/{id}",                      MAY_READ_CASE,  get_case,      FRESH},
    {POST, "/api/v1/cases/{id}/close",                MAY_WRITE_CASE, post_close,    FRESH},
    {POST, "/api/v1/cases/{id}/needs",                MAY_WRITE_CASE, post_need,     FRESH},
    {POST, "/api/v1/cases/{id}/needs/{need}/urgency", MAY_WRITE_CASE, post_urgency,  FRESH},
    {POST, "/api/v1/cases/{id}/needs/{need}/end",     MAY_WRITE_CASE, post_need_end, FRESH},
    {POST, "/api/v1/cases/{id}/links",                MAY_WRITE_CASE, post_link,     FRESH},
    {POST, "/api/v1/cases/{id}/links/end",            MAY_WRITE_CASE, post_link_end, FRESH},
    {POST, "/api/v1/cases/{id}/items",                MAY_WRITE_CASE, post_item,     FRESH},
    {POST, "/api/v1/cases/{id}/items/{item}/end",     MAY_WRITE_CASE, post_item_end, FRESH},
    {POST, "/api/v1/cases/{id}/members",              MAY_WRITE_CASE, post_members,  FRESH},
    {GET,  "/api/v1/cases/{id}/notes",                MAY_READ_CASE,  get_notes,     FRESH},
    {POST, "/api/v1/cases/{id}/notes",                MAY_WRITE_NOTE, post_note,     FRESH},
    {GET,  "/api/v1/caseResults",                     MAY_READ_CASE,  get_results,   FRESH},
    {GET,  "/api/v1/tasks",                           MAY_WRITE_CASE, get_tasks,     FRESH},
};

const RouteTable CASE_API_ROUTES = {routes, LENGTH_OF(routes)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of conferences do, for programs. Each change answers the conference as it is
 * then. */
#include "casework/conference_api.h"

#include "access/gate_web.h"
#include "access/house.h"
#include "base/list.h"
#include "casework/conference_json.h"
#include "http/body.h"
#include "people/secrecy_edge_web.h"
#include "people/share.h"

static Outcome write_one(Request *request, Id id)
{
    Conference conference = {0};
    Access *access = access_of(request);
    TRY(conference_read(access, id, &conference));
    JsonWriter writer = json_writer(response_json(request));
    conference_write_json(access, &conference, &writer);
    return OK;
}

/* Does one thing with the conference of the path, and answers it. */
typedef Outcome (*Deed)(Request *request, const json_t *body, Id conference);

typedef struct Form {
    const char *const *names;
    size_t count;
    int status;
    Deed deed;
} Form;

static Outcome act(Request *request, const Form *form)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &id));
    TRY(body_read(request, form->names, form->count, &body));
    TRY(form->deed(request, body, id));
    TRY(write_one(request, id));
    request->response.status = form->status;
    return OK;
}

/* --------------------------------------------------------------------------------- reading */

static Outcome get_of_case(Request *request)
{
    Id case_file = {{0}};
    ConferenceList list = {0};
    Access *access = access_of(request);
    TRY(path_id(request, "id", &case_file));
    TRY(conference_list(access, case_file, &list));
    JsonWriter writer = json_writer(response_json(request));
    conference_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome get_invited(Request *request)
{
    InvitedList list = {0};
    Access *access = access_of(request);
    TRY(conference_invited(access, &list));
    JsonWriter writer = json_writer(response_json(request));
    conference_write_invited_json(access, &list, &writer);
    return OK;
}

static Outcome get_one(Request *request)
{
    Id id = {{0}};
    TRY(path_id(request, "id", &id));
    return write_one(request, id);
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome post_plan(Request *request)
{
    static const char *const names[] = {"starts", "subject", "place"};
    Id case_file = {{0}};
    Id made = {{0}};
    NewConference conference = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &case_file));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_moment(request, body, "starts", &conference.starts));
    TRY(body_text(request, body, "subject", &conference.subject));
    TRY(body_text(request, body, "place", &conference.place));
    TRY(conference_plan(access_of(request), case_file, &conference, &made));
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/conferences/%.*s",
                                TEXT_ARG(id_format(request->arena, made))));
    TRY(write_one(request, made));
    request->response.status = 201;
    return OK;
}

static Outcome read_conditions(Request *request, const json_t *body, unsigned *conditions)
{
    const json_t *list = json_object_get(body, "conditions");
    for (size_t i = 0; i < json_array_size(list); i++) {
        ShareCondition condition = CONDITION_SECRECY;
        if (!share_condition_parse(json_text(json_array_get(list, i)), &condition)) {
            return REQUEST_INVALID(request, "body", "conditions",
                                   "secrecy, mission, informed and needed are expected");
        }
        *conditions |= 1u << condition;
    }
    return list == NULL || json_is_array(list)
               ? OK
               : REQUEST_INVALID(request, "body", "conditions", "a list is expected");
}

static Outcome invite(Request *request, const json_t *body, Id conference)
{
    House house = {0};
    Text wanted = TEXT("");
    Invitation invitation = {0};
    TRY(body_text(request, body, "organization", &wanted));
    TRY(body_id(request, body, "account", &invitation.account));
    TRY(read_conditions(request, body, &invitation.conditions));
    if (text_is_empty(wanted) == id_is_nil(invitation.account)) {
        return REQUEST_INVALID(request, "body", "organization",
                               "an organization or an account is expected, and not both");
    }
    if (!text_is_empty(wanted)) {
        TRY(house_find(request->session, request->arena, wanted, &house, &request->problem));
        invitation.house = house.id;
    }
    return conference_invite(access_of(request), conference, &invitation);
}

static Outcome post_guest(Request *request)
{
    static const char *const names[] = {"organization", "account", "conditions"};
    return act(request, &(Form){names, LENGTH_OF(names), 201, invite});
}

static Outcome decide(Request *request, const json_t *body, Id conference)
{
    Id made = {{0}};
    NewDecision decision = {0};
    TRY(body_text(request, body, "words", &decision.words));
    TRY(body_flag(request, body, "task", &decision.is_task));
    TRY(body_id(request, body, "owner", &decision.owner));
    TRY(body_moment(request, body, "due", &decision.due));
    return conference_decide(access_of(request), conference, &decision, &made);
}

static Outcome uninvite(Request *request, const json_t *body, Id conference)
{
    Id guest = {{0}};
    TRY(body_id(request, body, "guest", &guest));
    return conference_uninvite(access_of(request), conference, guest);
}

static Outcome post_uninvite(Request *request)
{
    static const char *const names[] = {"guest"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, uninvite});
}

static Outcome post_decision(Request *request)
{
    static const char *const names[] = {"words", "task", "owner", "due"};
    return act(request, &(Form){names, LENGTH_OF(names), 201, decide});
}

static Outcome write_minutes(Request *request, const json_t *body, Id conference)
{
    Text words = TEXT("");
    TRY(body_text(request, body, "words", &words));
    return conference_write_minutes(access_of(request), conference, words);
}

static Outcome post_minutes(Request *request)
{
    static const char *const names[] = {"words"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, write_minutes});
}

static Outcome read_came(Request *request, const json_t *body, Held *held)
{
    const json_t *list = json_object_get(body, "came");
    const size_t count = json_array_size(list);
    if (!json_is_array(list) || count > CONFERENCE_GUESTS_MOST) {
        return REQUEST_INVALID(request, "body", "came", "a list of %d guests at most",
                               CONFERENCE_GUESTS_MOST);
    }
    Id *came = ARENA_ARRAY(request->arena, Id, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (!id_parse(json_text(json_array_get(list, i)), &came[i])) {
            return REQUEST_INVALID(request, "body", "came", "identifiers are expected");
        }
    }
    held->came = came;
    held->came_count = count;
    return OK;
}

static Outcome hold(Request *request, const json_t *body, Id conference)
{
    Held held = {0};
    TRY(read_came(request, body, &held));
    TRY(body_flag(request, body, "personCame", &held.person_came));
    TRY(body_text(request, body, "represented", &held.represented));
    TRY(body_text(request, body, "told", &held.told));
    return conference_hold(access_of(request), conference, &held);
}

static Outcome post_hold(Request *request)
{
    static const char *const names[] = {"came", "personCame", "represented", "told"};
    return act(request, &(Form){names, LENGTH_OF(names), 200, hold});
}

static Outcome cancel(Request *request, const json_t *body, Id conference)
{
    (void)body;
    return conference_cancel(access_of(request), conference);
}

static Outcome post_cancel(Request *request)
{
    return act(request, &(Form){NULL, 0, 200, cancel});
}

static const Route routes[] = {
    {GET,  "/api/v1/cases/{id}/conferences",           MAY_READ_CASE,  get_of_case,   FRESH},
    {POST, "/api/v1/cases/{id}/conferences",           MAY_WRITE_CASE, post_plan,     FRESH},
    {GET,  "/api/v1/conferences",                      MAY_READ_CASE,  get_invited,   FRESH},
    {GET,  "/api/v1/conferences/{id}",                 MAY_READ_CASE,  get_one,       FRESH},
    {POST, "/api/v1/conferences/{id}/guests",          MAY_WRITE_CASE, post_guest,    FRESH},
    {POST, "/api/v1/conferences/{id}/guests/withdraw", MAY_WRITE_CASE, post_uninvite, FRESH},
    {POST, "/api/v1/conferences/{id}/decisions",       MAY_WRITE_CASE, post_decision, FRESH},
    {POST, "/api/v1/conferences/{id}/minutes",         MAY_WRITE_NOTE, post_minutes,  FRESH},
    {POST, "/api/v1/conferences/{id}/hold",            MAY_WRITE_CASE, post_hold,     FRESH},
    {POST, "/api/v1/conferences/{id}/cancel",          MAY_WRITE_CASE, post_cancel,   FRESH},
};

const RouteTable CONFERENCE_API_ROUTES = {routes, LENGTH_OF(routes)};

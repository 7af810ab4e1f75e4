/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of referrals do, for programs. A route names one permission, and a referral
 * has two sides: those both may ask are open to who signed in, and judged by the domain. */
#include "referral/referral_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "directory/hsds_api.h"
#include "http/body.h"
#include "people/share.h"
#include "referral/referral_door.h"
#include "referral/referral_json.h"
#include "referral/referral_private.h"

/* --------------------------------------------------------------------------------- reading */

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("path"), "referral",
                             "no such referral");
}

/* --------------------------------------------------------------------------------- opening */

static Outcome read_door(Request *request, const json_t *item, ReferralDoor *door)
{
    const HsdsLoan *loan = request->domain;
    const json_t *opens = json_object_get(item, "opens");
    if (!json_is_object(item) || (opens != NULL && !json_is_boolean(opens))) {
        return REQUEST_INVALID(request, "body", "doors",
                               "objects with need, service and opens are expected");
    }
    if (loan == NULL || loan->catalogue == NULL) {
        return problem_set(&request->problem, UNAVAILABLE, TEXT(""), "",
                           "the directory is not loaded");
    }
    TRY(referral_door_find(
        loan->catalogue, text_copy(request->arena, json_member_text(item, "need")),
        text_copy(request->arena, json_member_text(item, "service")), door, &request->problem));
    door->opens = opens == NULL || json_is_true(opens);
    return OK;
}

static Outcome read_doors(Request *request, const json_t *body, NewPlanSet *set)
{
    const json_t *items = json_object_get(body, "doors");
    const size_t count = json_array_size(items);
    if (count > REFERRAL_MOST_DOORS) {
        return REQUEST_INVALID(request, "body", "doors", "at most %d doors are expected",
                               REFERRAL_MOST_DOORS);
    }
    ReferralDoor *doors = ARENA_ARRAY(request->arena, ReferralDoor, count);
    for (size_t i = 0; i < count; i++) {
        TRY(read_door(request, json_array_get(items, i), &doors[i]));
    }
    set->doors = doors;
    set->door_count = count;
    return OK;
}

static Outcome read_kind(Request *request, const json_t *body, ReferralKind *kind)
{
    const Text name = json_member_text(body, "kind");
    *kind = REFERRAL_PLAIN;
    return json_object_get(body, "kind") == NULL || referral_kind_parse(name, kind)
               ? OK
               : REQUEST_INVALID(request, "body", "kind",
                                 "referral, transfer or discharge is expected");
}

static Outcome read_set(Request *request, NewPlanSet *set)
{
    static const char *const names[] = {"id",         "person", "caseFile", "team",
                                        "postalCode", "kind",   "onDay",    "doors"};
    const Caller *caller = &access_of(request)->caller;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "id", &set->id));
    TRY(body_need_id(request, body, "person", &set->person));
    TRY(body_id(request, body, "caseFile", &set->case_file));
    TRY(body_id(request, body, "team", &set->team));
    TRY(body_text(request, body, "postalCode", &set->postal_code));
    TRY(body_text(request, body, "onDay", &set->on_day));
    TRY(read_kind(request, body, &set->kind));
    if (id_is_nil(set->team) && caller->team_count == 1) {
        set->team = caller->teams[0];
    }
    return read_doors(request, body, set);
}

static Outcome post_set(Request *request)
{
    Access *access = access_of(request);
    NewPlanSet set = {0};
    ReferralPage drafts = {0};
    TRY(read_set(request, &set));
    TRY(referral_open(access, &set, &drafts.list));
    JsonWriter writer = json_writer(response_json(request));
    request->response.status = 201;
    referral_write_page_json(access, &drafts, &writer);
    return OK;
}

/* --------------------------------------------------------------------------------- reading */

static Outcome read_flag(Request *request, const char *name, bool *flag)
{
    const Text value = request_query(request, name);
    *flag = text_equal(value, TEXT("true"));
    return *flag || value.length == 0 || text_equal(value, TEXT("false"))
               ? OK
               : REQUEST_INVALID(request, "query", name, "true or false is expected");
}

static Outcome read_box(Request *request, ReferralBox *box)
{
    static const char *const names[] = {"in", "out", "work"};
    const Text value = request_query(request, "box");
    for (int i = 0; i < (int)LENGTH_OF(names); i++) {
        if (text_equal(value, text_from(names[i]))) {
            *box = (ReferralBox)i;
            return OK;
        }
    }
    return REQUEST_INVALID(request, "query", "box", "in, out or work is expected");
}

static Outcome read_filter(Request *request, ReferralFilter *filter)
{
    static const char *const names[] = {"box", "state", "open", "silent", "after"};
    const Text state = request_query(request, "state");
    const Text after = request_query(request, "after");
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(read_box(request, &filter->box));
    TRY(read_flag(request, "open", &filter->is_open));
    TRY(read_flag(request, "silent", &filter->is_silent));
    filter->has_state = state.length > 0;
    if (filter->has_state && !referral_state_parse(state, &filter->state)) {
        return REQUEST_INVALID(request, "query", "state", "no such state");
    }
    if (after.length > 0 && !id_parse(after, &filter->before)) {
        return REQUEST_INVALID(request, "query", "after", "an identifier (UUID) is expected");
    }
    return OK;
}

static Outcome get_list(Request *request)
{
    Access *access = access_of(request);
    ReferralFilter filter = {0};
    ReferralPage page = {0};
    TRY(read_filter(request, &filter));
    TRY(referral_list(access, &filter, &page));
    JsonWriter writer = json_writer(response_json(request));
    referral_write_page_json(access, &page, &writer);
    return OK;
}

static Outcome get_one(Request *request)
{
    Access *access = access_of(request);
    Referral referral = {0};
    ReferralStory story = {0};
    Id id = {{0}};
    TRY(path_id(request, &id));
    TRY(referral_read(access, id, &referral));
    TRY(referral_story_to_give(access, &referral, &story));
    JsonWriter writer = json_writer(response_json(request));
    referral_write_whole_json(access, &referral, &story, &writer);
    return OK;
}

static Outcome get_unmet(Request *request)
{
    static const char *const names[] = {"since"};
    Access *access = access_of(request);
    UnmetList unmet = {0};
    Date since = DATE_NONE;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    if (!date_parse(request_query(request, "since"), &since)) {
        return REQUEST_INVALID(request, "query", "since", "a day is expected, as 2026-12-03");
    }
    TRY(referral_unmet_list(access, request_query(request, "since"), &unmet));
    JsonWriter writer = json_writer(response_json(request));
    referral_write_unmet_json(access, &unmet, &writer);
    return OK;
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome read_way(Request *request, const json_t *body, ReferralWay *way)
{
    const Text name = json_member_text(body, "way");
    *way = text_equal(name, TEXT("phone")) ? WAY_PHONE : WAY_ACCOUNT;
    return *way == WAY_PHONE || json_object_get(body, "way") == NULL ||
                   text_equal(name, TEXT("account"))
               ? OK
               : REQUEST_INVALID(request, "body", "way", "account or phone is expected");
}

/* Those of shared secrecy the worker records; whether the person agreed is looked up. */
static Outcome read_conditions(Request *request, const json_t *body, unsigned *conditions)
{
    const json_t *list = json_object_get(body, "conditions");
    for (size_t i = 0; i < json_array_size(list) && i < CONDITION_COUNT; i++) {
        const Text code = json_text(json_array_get(list, i));
        for (int j = 0; j < CONDITION_COUNT; j++) {
            *conditions |=
                text_equal(code, share_condition_code((ShareCondition)j)) ? 1U << j : 0;
        }
    }
    return list == NULL || json_is_array(list)
               ? OK
               : REQUEST_INVALID(request, "body", "conditions", "a list is expected");
}

static Outcome read_order(Request *request, ReferralOrder *order)
{
    static const char *const names[] = {
        "operation",  "revision",    "act",     "way",      "reason",
        "barrier",    "rank",        "outcome", "spokenBy", "consentOverride",
        "conditions", "dangerWords", "team"};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    if (!referral_act_parse(json_member_text(body, "act"), &order->act)) {
        return REQUEST_INVALID(request, "body", "act", "no such act");
    }
    TRY(body_flag(request, body, "consentOverride", &order->consent_override));
    TRY(body_need_id(request, body, "operation", &order->operation));
    TRY(body_integer(request, body, "revision", &order->revision));
    TRY(body_integer(request, body, "rank", &order->rank));
    TRY(body_text(request, body, "reason", &order->reason));
    TRY(body_text(request, body, "barrier", &order->barrier));
    TRY(body_text(request, body, "outcome", &order->outcome));
    TRY(body_text(request, body, "spokenBy", &order->spoken_by));
    TRY(body_text(request, body, "dangerWords", &order->danger_words));
    TRY(body_id(request, body, "team", &order->team));
    TRY(read_conditions(request, body, &order->conditions));
    return read_way(request, body, &order->way);
}

static Outcome post_act(Request *request)
{
    Access *access = access_of(request);
    ReferralOrder order = {0};
    ReferralDone done = {0};
    TRY(path_id(request, &order.referral));
    TRY(read_order(request, &order));
    TRY(referral_act(access, &order, &done));
    JsonWriter writer = json_writer(response_json(request));
    referral_write_done_json(access, &done, &writer);
    return OK;
}

static Outcome post_next(Request *request)
{
    static const char *const names[] = {"draft"};
    Access *access = access_of(request);
    Referral opened = {0};
    Id id = {{0}};
    Id draft = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, &id));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "draft", &draft));
    TRY(referral_open_next(access, id, draft, &opened));
    JsonWriter writer = json_writer(response_json(request));
    request->response.status = 201;
    referral_write_json(access, &opened, &writer);
    return OK;
}

static Outcome post_set_aside(Request *request)
{
    Access *access = access_of(request);
    Referral referral = {0};
    Id id = {{0}};
    TRY(path_id(request, &id));
    TRY(referral_set_aside(access, id));
    TRY(referral_read(access, id, &referral));
    JsonWriter writer = json_writer(response_json(request));
    referral_write_json(access, &referral, &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/referrals",                MAY_BE_ONESELF,    get_list,       FRESH},
    {POST, "/api/v1/referrals",                MAY_SEND_REFERRAL, post_set,       FRESH},
    {GET,  "/api/v1/referrals/{id}",           MAY_BE_ONESELF,    get_one,        FRESH},
    {POST, "/api/v1/referrals/{id}/acts",      MAY_BE_ONESELF,    post_act,       FRESH},
    {POST, "/api/v1/referrals/{id}/nextDoors", MAY_SEND_REFERRAL, post_next,      FRESH},
    {POST, "/api/v1/referrals/{id}/setAside",  MAY_SEND_REFERRAL, post_set_aside, FRESH},
    {GET,  "/api/v1/unmetNeeds",               MAY_READ_COUNTS,   get_unmet,      FRESH},
};

const RouteTable REFERRAL_API_ROUTES = {routes, LENGTH_OF(routes)};

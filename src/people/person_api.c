/* SPDX-License-Identifier: EUPL-1.2 */
/* /api/v1/persons: names and numbers stand in bodies, never in an address. */
#include "people/person_api.h"

#include "access/gate_web.h"
#include "http/body.h"
#include "people/merge.h"
#include "people/person_json.h"
#include "people/person_web.h"

static Outcome read_id(Request *request, const json_t *body, const char *name, Id *id)
{
    return id_parse(json_member_text(body, name), id)
               ? OK
               : REQUEST_INVALID(request, "body", name, "an id is expected");
}

static Outcome read_integer(Request *request, const json_t *body, const char *name,
                            int64_t *value)
{
    const json_t *member = json_object_get(body, name);
    if (!json_is_integer(member)) {
        return REQUEST_INVALID(request, "body", name, "a whole number is expected");
    }
    *value = json_integer_value(member);
    return OK;
}

/* --------------------------------------------------------------------------------- finding */

static Outcome search_persons(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    LookupQuery query = {0};
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    TRY(body_json(request, &body));
    TRY(lookup_read_json(request->arena, body, &query, &request->problem));
    TRY(lookup_find(access_of(request), &query, answer));
    JsonWriter writer = json_writer(response_json(request));
    lookup_write_json(request->arena, answer, request->language, &writer);
    return OK;
}

static Outcome list_alike(Request *request)
{
    Id id = {{0}};
    LookupAnswer *answer = ARENA_NEW(request->arena, LookupAnswer);
    TRY(person_of_path(request, &id));
    TRY(person_alike(access_of(request), id, answer));
    JsonWriter writer = json_writer(response_json(request));
    lookup_write_json(request->arena, answer, request->language, &writer);
    return OK;
}

/* ---------------------------------------------------------------------------------- writing */

static Outcome write_person(Request *request, Id id)
{
    PersonFile file = {0};
    TRY(person_read(access_of(request), id, &file));
    JsonWriter writer = json_writer(response_json(request));
    person_write_json(request->arena, &file, &writer);
    return OK;
}

/* 409 with the likely doubles, unless the client says that it saw them. */
static Outcome create(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    NewPerson made = {0};
    Id id = {{0}};
    LookupAnswer *doubles = ARENA_NEW(request->arena, LookupAnswer);
    TRY(body_json(request, &body));
    TRY(person_read_new(request->arena, body, &made, &request->problem));
    if (!json_is_true(json_object_get(body, "sure"))) {
        TRY(lookup_doubles(access_of(request), made.facts, made.fact_count, doubles));
    }
    if (doubles->count > 0 || doubles->someone_may_know) {
        request->response.status = 409;
        JsonWriter writer = json_writer(response_json(request));
        lookup_write_json(request->arena, doubles, request->language, &writer);
        return OK;
    }
    TRY(person_create(access_of(request), &made, &id));
    request->response.status = 201;
    response_header(request, "Location",
                    text_format(request->arena, "/api/v1/persons/%.*s",
                                TEXT_ARG(id_format(request->arena, id))));
    return write_person(request, id);
}

static Outcome show(Request *request)
{
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    return write_person(request, id);
}

static Outcome read_change(Request *request, const json_t *body, FactChange *change)
{
    const json_t *fact = json_object_get(body, "fact");
    if (fact != NULL) {
        TRY(read_id(request, body, "fact", &change->fact));
        TRY(read_integer(request, body, "baseRevision", &change->base_revision));
    }
    change->ends = json_is_true(json_object_get(body, "ends"));
    return person_read_fact(request->arena, json_object_get(body, "what"), TEXT("what"),
                            &change->what, &request->problem);
}

static Outcome change(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    FactChange change = {0};
    FactResult result = {0};
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    TRY(body_json(request, &body));
    TRY(read_change(request, body, &change));
    TRY(person_change_fact(access_of(request), id, &change, &result));
    request->response.status = result.is_contested ? 409 : 200;
    JsonWriter writer = json_writer(response_json(request));
    fact_result_write_json(request->arena, &result, &writer);
    return OK;
}

static Outcome read_choice(Request *request, const json_t *body, PersonFactChoice *choice)
{
    static const char *const codes[] = {
        [KEEP_CURRENT] = "current", [KEEP_CONTESTED] = "contested", [KEEP_BOTH] = "both"};
    size_t at = 0;
    if (!text_among(json_member_text(body, "keep"), codes, LENGTH_OF(codes), &at)) {
        return REQUEST_INVALID(request, "body", "keep",
                               "current, contested or both is expected");
    }
    *choice = (PersonFactChoice)at;
    return OK;
}

static Outcome settle(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    Id id = {{0}};
    Id fact = {{0}};
    int64_t contested = 0;
    PersonFactChoice choice = KEEP_CURRENT;
    TRY(person_of_path(request, &id));
    TRY(body_json(request, &body));
    TRY(read_id(request, body, "fact", &fact));
    TRY(read_integer(request, body, "contested", &contested));
    TRY(read_choice(request, body, &choice));
    TRY(person_settle_fact(access_of(request), id, fact, contested, choice));
    return write_person(request, id);
}

static Outcome set_reach(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    Id id = {{0}};
    int64_t revision = 0;
    TRY(person_of_path(request, &id));
    TRY(body_json(request, &body));
    TRY(read_integer(request, body, "revision", &revision));
    const json_t *restricted = json_object_get(body, "restricted");
    if (!json_is_boolean(restricted)) {
        return REQUEST_INVALID(request, "body", "restricted", "true or false is expected");
    }
    TRY(person_set_reach(access_of(request), id, revision,
                         json_is_true(restricted) ? REACH_TEAM : REACH_HOUSE));
    return write_person(request, id);
}

/* ---------------------------------------------------------------------------------- merging */

static Outcome merge(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    Id id = {{0}};
    Id into = {{0}};
    TRY(person_of_path(request, &id));
    TRY(body_json(request, &body));
    TRY(read_id(request, body, "into", &into));
    TRY(person_merge(access_of(request), id, into));
    return write_person(request, into);
}

static Outcome unmerge(Request *request)
{
    Id id = {{0}};
    TRY(person_of_path(request, &id));
    TRY(person_unmerge(access_of(request), id));
    return write_person(request, id);
}

static Outcome say_different(Request *request)
{
    json_t *body SCOPED(json_close) = NULL;
    Id id = {{0}};
    Id other = {{0}};
    TRY(person_of_path(request, &id));
    TRY(body_json(request, &body));
    TRY(read_id(request, body, "other", &other));
    TRY(person_say_pair(access_of(request), id, other, PAIR_DIFFERENT));
    return write_person(request, id);
}

static const Route routes[] = {
    {QUERY, "/api/v1/persons/search",         MAY_FIND_PERSON,   search_persons, FRESH},
    {POST,  "/api/v1/persons",                MAY_CREATE_PERSON, create,         FRESH},
    {GET,   "/api/v1/persons/{id}",           MAY_READ_PERSON,   show,           FRESH},
    {POST,  "/api/v1/persons/{id}/facts",     MAY_WRITE_PERSON,  change,         FRESH},
    {POST,  "/api/v1/persons/{id}/settle",    MAY_WRITE_PERSON,  settle,         FRESH},
    {POST,  "/api/v1/persons/{id}/reach",     MAY_WRITE_PERSON,  set_reach,      FRESH},
    {GET,   "/api/v1/persons/{id}/alike",     MAY_MERGE_PERSONS, list_alike,     FRESH},
    {POST,  "/api/v1/persons/{id}/merge",     MAY_MERGE_PERSONS, merge,          FRESH},
    {POST,  "/api/v1/persons/{id}/unmerge",   MAY_MERGE_PERSONS, unmerge,        FRESH},
    {POST,  "/api/v1/persons/{id}/different", MAY_MERGE_PERSONS, say_different,  FRESH},
};

const RouteTable PERSON_API_ROUTES = {routes, LENGTH_OF(routes)};

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment_api.h"

#include "access/gate_web.h"
#include "casework/assessment_json.h"
#include "http/body.h"

static Outcome case_of_path(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT(""), "person",
                             "no such person");
}

static Outcome get_forms(Request *request)
{
    const FormList list = forms();
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < list.count; i++) {
        form_write_json(&list.items[i], request->language, &writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    return OK;
}

static Outcome get_list(Request *request)
{
    Id id = {{0}};
    AssessmentList list = {0};
    TRY(case_of_path(request, &id));
    TRY(assessment_list(access_of(request), id, &list));
    JsonWriter writer = json_writer(response_json(request));
    assessment_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome read_made(Request *request, NewAssessment *made)
{
    static const char *const names[] = {"form", "version", "replaces", "answers"};
    const char *name = NULL;
    json_t *member = NULL;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_json(request, &body));
    json_object_foreach(body, name, member)
    {
        if (!text_among(text_from(name), names, LENGTH_OF(names), NULL)) {
            return REQUEST_INVALID(request, "body", "", "the object holds an unknown member");
        }
    }
    const json_t *version = json_object_get(body, "version");
    const json_t *replaces = json_object_get(body, "replaces");
    made->form = text_copy(request->arena, json_member_text(body, "form"));
    made->version = json_integer_value(version);
    if (version != NULL && made->version < 1) {
        return REQUEST_INVALID(request, "body", "version", "1 or more is expected");
    }
    if (replaces != NULL && !id_parse(json_text(replaces), &made->replaces)) {
        return REQUEST_INVALID(request, "body", "replaces", "an id is expected");
    }
    return answers_read_json(request->arena, json_object_get(body, "answers"), &made->given,
                             &request->problem);
}

static Outcome post_one(Request *request)
{
    Id id = {{0}};
    Id made_id = {{0}};
    NewAssessment made = {0};
    AssessmentList list = {0};
    Access *access = access_of(request);
    TRY(case_of_path(request, &id));
    TRY(read_made(request, &made));
    TRY(assessment_add(access, id, &made, &made_id));
    TRY(assessment_list(access, id, &list));
    JsonWriter writer = json_writer(response_json(request));
    request->response.status = 201;
    assessment_write_json(request->arena, assessment_of(&list, made_id), &writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/assessmentForms",        MAY_READ_CASE,  get_forms, FRESH},
    {GET,  "/api/v1/cases/{id}/assessments", MAY_READ_CASE,  get_list,  FRESH},
    {POST, "/api/v1/cases/{id}/assessments", MAY_WRITE_CASE, post_one,  FRESH},
};

const RouteTable ASSESSMENT_API_ROUTES = {routes, LENGTH_OF(routes)};

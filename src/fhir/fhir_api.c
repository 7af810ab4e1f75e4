/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_api.h"

#include "access/gate_web.h"
#include "directory/hsds_api.h"
#include "fhir/fhir_bundle.h"
#include "fhir/fhir_capability.h"
#include "fhir/fhir_hook.h"
#include "fhir/fhir_search.h"

#define FHIR_JSON "application/fhir+json"

/* --------------------------------------------------------------------------------- answers */

static void write_body(Request *request, const json_t *body)
{
    JsonWriter json = json_writer(response_open(request, FHIR_JSON "; charset=utf-8"));
    json_write_value(&json, body);
}

static const char *issue_code(int status)
{
    switch (status) {
    case 401:
        return "login";
    case 403:
        return "forbidden";
    case 404:
        return "not-found";
    case 405:
    case 415:
        return "not-supported";
    case 409:
    case 412:
        return "conflict";
    case 413:
        return "too-costly";
    case 422:
        return "business-rule";
    case 429:
        return "throttled";
    case 503:
        return "transient";
    default:
        return status >= 500 ? "exception" : "invalid";
    }
}

bool fhir_tell_problem(Request *request, int status)
{
    const Problem *problem = &request->problem;
    if (!text_equal(request->path, TEXT("/fhir")) &&
        !text_starts_with(request->path, TEXT("/fhir/"))) {
        return false;
    }
    request->response.status = status;
    JsonWriter json = json_writer(response_open(request, FHIR_JSON "; charset=utf-8"));
    json_object_open(&json);
    json_member(&json, "resourceType", TEXT("OperationOutcome"));
    json_key(&json, TEXT("issue"));
    json_array_open(&json);
    json_object_open(&json);
    json_member(&json, "severity", TEXT("error"));
    json_member(&json, "code", text_from(issue_code(status)));
    if (status < 500) {
        json_member_unless_empty(&json, "diagnostics", problem->detail);
        const Text place = text_is_empty(problem->where) ? problem->field : problem->where;
        if (!text_is_empty(place)) {
            json_key(&json, TEXT("expression"));
            json_array_open(&json);
            json_write_text(&json, place);
            json_array_close(&json);
        }
    }
    json_object_close(&json);
    json_array_close(&json);
    json_object_close(&json);
    return true;
}

/* --------------------------------------------------------------------------------- requests */

static Text base_of(const Request *request)
{
    return text_format(request->arena, "%.*s/fhir", TEXT_ARG(request->site));
}

static Fhir fhir_of(Request *request)
{
    const HsdsLoan *loan = request->domain;
    return (Fhir){.access = access_of(request),
                  .client = gate_client(request),
                  .catalogue = loan == NULL ? NULL : loan->catalogue,
                  .base = base_of(request)};
}

/* A refusal of a rule has its own status. */
static Outcome told(Request *request, const Fhir *fhir, Outcome outcome)
{
    if (outcome != OK && fhir->status != 0) {
        request->refusal = fhir->status;
    }
    return outcome;
}

static Outcome read_kind(Request *request, char interaction, FhirKind *kind)
{
    const Text name = request_path_value(request, "type");
    if (!fhir_kind_parse(name, kind)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "",
                           "no such kind: /fhir/metadata lists them");
    }
    if (!fhir_kind_does(*kind, interaction)) {
        request->refusal = 405;
        return problem_set(&request->problem, REFUSED, TEXT("path"), "",
                           "this is not done with %.*s: /fhir/metadata lists what is",
                           TEXT_ARG(name));
    }
    return OK;
}

static Outcome read_json(Request *request, json_t **body)
{
    const bool is_json = text_equal(request->body_type, TEXT(FHIR_JSON)) ||
                         text_equal(request->body_type, TEXT("application/json"));
    if (!is_json) {
        request->refusal = 415;
        return problem_set(&request->problem, INVALID, TEXT("header"), "Content-Type",
                           FHIR_JSON " is expected: JSON is the one format of this server");
    }
    TRY(json_read(request->body, JSON_REQUEST_LIMITS, body, &request->problem));
    return json_is_object(*body) ? OK
                                 : problem_set(&request->problem, INVALID, TEXT("body"), "",
                                               "a resource is expected: an object");
}

static void answer_thing(Request *request, const Fhir *fhir, const FhirThing *thing)
{
    response_header(request, "ETag", fhir_etag(request->arena, thing));
    if (thing->is_new) {
        request->response.status = 201;
        response_header(request, "Location",
                        text_format(request->arena, "%.*s/%.*s", TEXT_ARG(fhir->base),
                                    TEXT_ARG(fhir_location(request->arena, thing))));
    }
    write_body(request, thing->body);
}

/* --------------------------------------------------------------------------------- routes */

static Outcome get_metadata(Request *request)
{
    json_t *body SCOPED(json_close) =
        fhir_capability(request->arena, base_of(request), request->site);
    write_body(request, body);
    return OK;
}

static Outcome get_smart(Request *request)
{
    json_t *body SCOPED(json_close) = fhir_smart(request->arena, request->site);
    JsonWriter json = json_writer(response_json(request));
    json_write_value(&json, body);
    return OK;
}

static Outcome get_thing(Request *request)
{
    FhirKind kind = FHIR_PATIENT;
    Fhir fhir = fhir_of(request);
    FhirThing thing SCOPED(fhir_thing_close) = {0};
    TRY(read_kind(request, 'r', &kind));
    TRY(told(request, &fhir, fhir_scope(&fhir, kind, 'r')));
    TRY(told(request, &fhir,
             fhir_read(&fhir, kind, request_path_value(request, "id"), &thing)));
    answer_thing(request, &fhir, &thing);
    return OK;
}

typedef LIST_OF(FhirTerm) Terms;

static void take_terms(Request *request, const FieldList *fields, Terms *terms)
{
    for (size_t i = 0; i < fields->count; i++) {
        const FhirTerm term = {fields->items[i].name, fields->items[i].value};
        LIST_APPEND(request->arena, terms, term);
    }
}

static Outcome search(Request *request, const Terms *terms)
{
    FhirKind kind = FHIR_PATIENT;
    Fhir fhir = fhir_of(request);
    json_t *answer SCOPED(json_close) = NULL;
    TRY(read_kind(request, 's', &kind));
    const FhirSearch asked = {kind, terms->items, terms->count};
    TRY(told(request, &fhir, fhir_search(&fhir, &asked, &answer)));
    write_body(request, answer);
    return OK;
}

/* Addresses are kept by servers and proxies on the way: a number of a person does not belong
 * there (law of 8 August 1983). */
static Outcome get_search(Request *request)
{
    Terms terms = {0};
    const Text identifier = request_query(request, "identifier");
    if (text_contains(identifier, TEXT("NamingSystem/ssin"))) {
        return REQUEST_INVALID(request, "query", "identifier",
                               "a national number is asked for in a body: POST _search");
    }
    take_terms(request, &request->query, &terms);
    return search(request, &terms);
}

static Outcome post_search(Request *request)
{
    Terms terms = {0};
    take_terms(request, &request->query, &terms);
    take_terms(request, &request->form, &terms);
    return search(request, &terms);
}

static Outcome post_bundle(Request *request)
{
    Fhir fhir = fhir_of(request);
    json_t *body SCOPED(json_close) = NULL;
    json_t *answer SCOPED(json_close) = NULL;
    TRY(read_json(request, &body));
    TRY(told(request, &fhir, fhir_bundle(&fhir, body, &answer)));
    write_body(request, answer);
    return OK;
}

static Outcome write_thing(Request *request, FhirWrite *write)
{
    Fhir fhir = fhir_of(request);
    json_t *body SCOPED(json_close) = NULL;
    FhirThing thing SCOPED(fhir_thing_close) = {0};
    TRY(read_json(request, &body));
    write->body = body;
    TRY(told(request, &fhir, fhir_write(&fhir, write, &thing)));
    answer_thing(request, &fhir, &thing);
    return OK;
}

static Outcome post_thing(Request *request)
{
    FhirWrite write = {.if_none_exist = request->if_none_exist};
    TRY(read_kind(request, 'c', &write.kind));
    return write_thing(request, &write);
}

static Outcome put_thing(Request *request)
{
    FhirWrite write = {.name = request_path_value(request, "id"),
                       .if_match = request->if_match,
                       .must_match = true,
                       .must_exist = true};
    TRY(read_kind(request, 'u', &write.kind));
    return write_thing(request, &write);
}

static Outcome delete_thing(Request *request)
{
    FhirKind kind = FHIR_PATIENT;
    Fhir fhir = fhir_of(request);
    TRY(read_kind(request, 'd', &kind));
    TRY(told(request, &fhir, fhir_delete(&fhir, kind, request_path_value(request, "id"))));
    request->response.status = 204;
    return OK;
}

static Outcome get_hook_status(Request *request)
{
    Fhir fhir = fhir_of(request);
    json_t *answer SCOPED(json_close) = NULL;
    TRY(told(request, &fhir, hook_status(&fhir, request_path_value(request, "id"), &answer)));
    write_body(request, answer);
    return OK;
}

static const Route routes[] = {
    {GET,    "/fhir/metadata",                        EVERYONE,     get_metadata,    FRESH},
    {GET,    "/fhir/.well-known/smart-configuration", EVERYONE,     get_smart,       FRESH},
    {GET,    "/fhir/{type}/{id}",                     MAY_EXCHANGE, get_thing,       FRESH},
    {GET,    "/fhir/{type}",                          MAY_EXCHANGE, get_search,      FRESH},
    {QUERY,  "/fhir/{type}/_search",                  MAY_EXCHANGE, post_search,     FRESH},
    {POST,   "/fhir",                                 MAY_EXCHANGE, post_bundle,     FRESH},
    {POST,   "/fhir/{type}",                          MAY_EXCHANGE, post_thing,      FRESH},
    {PUT,    "/fhir/{type}/{id}",                     MAY_EXCHANGE, put_thing,       FRESH},
    {DELETE, "/fhir/{type}/{id}",                     MAY_EXCHANGE, delete_thing,    FRESH},
    {GET,    "/fhir/Subscription/{id}/$status",       MAY_EXCHANGE, get_hook_status, FRESH},
};

const RouteTable FHIR_ROUTES = {routes, LENGTH_OF(routes)};

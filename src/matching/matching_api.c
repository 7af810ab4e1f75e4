/* SPDX-License-Identifier: EUPL-1.2 */
/* The JSON API under /api/v1, by the conventions of the Belgif REST guide. */
#include "directory/search.h"
#include "matching/application_web.h"
#include "matching/match.h"
#include "matching/openapi.h"
#include "matching/search_json.h"
#include "matching/service_json.h"

static const Text SERVICES = TEXT_INIT("/api/v1/services/");

/* --------------------------------------------------------------------------------- match */

static Outcome post_match(Request *request)
{
    const Network *network = network_of(request);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    MatchAnswer answer = {0};
    if (!text_equal(request->body_type, TEXT("application/json"))) {
        return REQUEST_INVALID(request, "header", "Content-Type",
                               "application/json is expected");
    }
    TRY(situation_read(request->arena, network, request->body, request->now, situation,
                       &request->problem));
    TRY(match(request->arena, network, situation, request->language, &answer,
              &request->problem));
    JsonWriter writer = json_writer(response_json(request));
    match_write_json(network, situation, &answer, request->language, &writer);
    return OK;
}

/* -------------------------------------------------------------------------------- search */

static TextSpan repeated(const Request *request, const char *name)
{
    Text *values = ARENA_ARRAY(request->arena, Text, request->query.count);
    size_t count = 0;
    size_t at = 0;
    while (count < request->query.count &&
           field_next(&request->query, name, &at, &values[count])) {
        count++;
    }
    return (TextSpan){values, count};
}

static bool is_true(const Request *request, const char *name)
{
    return text_equal(request_query(request, name), TEXT("true"));
}

static Outcome read_near(Request *request, SearchRequest *asked)
{
    const Text near = request_query(request, "near");
    Situation *situation = ARENA_NEW(request->arena, Situation);
    if (near.length == 0) {
        return OK;
    }
    if (situation_set_place(request->arena, network_of(request), near, situation,
                            &request->problem) != OK) {
        return REQUEST_INVALID(request, "query", "near",
                               "a Belgian postal code, commune or known place is expected");
    }
    asked->origin = situation->origin;
    asked->has_origin = true;
    return OK;
}

static Outcome read_search(Request *request, SearchRequest *asked)
{
    static const char *const names[] = {"q",    "need", "public",   "mode", "near", "radius",
                                        "open", "free", "pageSize", "page", "lang", "spoken"};
    int64_t page = 1;
    int64_t page_size = 20;
    int64_t radius = 0;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(request_query_integer(request, "page", 1, 100000, &page));
    TRY(request_query_integer(request, "pageSize", 1, SEARCH_PAGE_LIMIT, &page_size));
    TRY(request_query_integer(request, "radius", 0, 20000000, &radius));
    *asked = (SearchRequest){
        .text = request_query(request, "q"),
        .language = request->language,
        .needs = repeated(request, "need"),
        .publics = repeated(request, "public"),
        .modes = repeated(request, "mode"),
        .languages = repeated(request, "spoken"),
        .only_open = is_true(request, "open"),
        .only_free = is_true(request, "free"),
        .radius = (double)radius,
        .at = request->now,
        .page = (size_t)page - 1,
        .page_size = (size_t)page_size,
    };
    return read_near(request, asked);
}

static void write_page_links(Request *request, const SearchRequest *asked, size_t total,
                             JsonWriter *writer)
{
    json_member(writer, "self", request->path);
    json_member_integer(writer, "page", (int64_t)asked->page + 1);
    json_member_integer(writer, "pageSize", (int64_t)asked->page_size);
    json_member_bool(writer, "last", (asked->page + 1) * asked->page_size >= total);
}

static Outcome get_services(Request *request)
{
    const Network *network = network_of(request);
    SearchRequest asked = {0};
    SearchResult result = {0};
    TRY(read_search(request, &asked));
    TRY(search(network->index, request->arena, &asked, &result, &request->problem));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    write_page_links(request, &asked, result.total, &writer);
    search_write_json(request->arena, network, &result, request->language, SERVICES, &writer);
    json_object_close(&writer);
    return OK;
}

static Outcome get_service(Request *request)
{
    const Network *network = network_of(request);
    const uint32_t service =
        catalogue_service(network->catalogue, request_path_value(request, "id"));
    if (service == NONE) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "no such service");
    }
    JsonWriter writer = json_writer(response_json(request));
    service_write_json(request->arena, network, service, request->language, request->now,
                       &writer);
    return OK;
}

/* --------------------------------------------------------------------------- vocabularies */

static void write_term(Request *request, const Vocabulary *vocabulary, const Term *term,
                       JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "code", term->code);
    if (term->parent != NONE) {
        json_member(writer, "parent", vocabulary->terms[term->parent].code);
    }
    json_member(writer, "name", phrase_in(&term->name, request->language, NULL));
    json_member_unless_empty(writer, "description",
                             phrase_in(&term->description, request->language, NULL));
    json_member_bool(writer, "vital", term->is_vital);
    json_object_close(writer);
}

static Outcome get_needs(Request *request)
{
    const Vocabulary *needs = network_of(request)->catalogue->needs;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "self", request->path);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < needs->term_count; i++) {
        write_term(request, needs, &needs->terms[i], &writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)needs->term_count);
    json_object_close(&writer);
    return OK;
}

static Text fact_type_name(FactType type)
{
    static const Text names[] = {TEXT_INIT("boolean"), TEXT_INIT("number"), TEXT_INIT("date"),
                                 TEXT_INIT("text"), TEXT_INIT("choice")};
    return names[type];
}

static Outcome get_facts(Request *request)
{
    const FactVocabulary *facts = network_of(request)->facts;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "self", request->path);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < facts->count; i++) {
        const Fact *fact = &facts->facts[i];
        json_object_open(&writer);
        json_member(&writer, "fact", fact->key);
        json_member(&writer, "type", fact_type_name(fact->type));
        json_member_unless_empty(&writer, "unit", fact->unit);
        json_member(&writer, "question", phrase_in(&fact->question, request->language, NULL));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_member_integer(&writer, "total", (int64_t)facts->count);
    json_object_close(&writer);
    return OK;
}

/* -------------------------------------------------------------------------------- OpenAPI */

static Outcome get_openapi(Request *request)
{
    buffer_append(response_json(request), OPENAPI_DOCUMENT);
    return OK;
}

static const Route routes[] = {
    {QUERY, "/api/v1/match",         EVERYONE, post_match  },
    {GET,   "/api/v1/services",      EVERYONE, get_services},
    {GET,   "/api/v1/services/{id}", EVERYONE, get_service },
    {GET,   "/api/v1/needs",         EVERYONE, get_needs   },
    {GET,   "/api/v1/facts",         EVERYONE, get_facts   },
    {GET,   "/api/v1/openapi.json",  EVERYONE, get_openapi },
    {GET,   "/openapi.json",         EVERYONE, get_openapi },
};

const RouteTable API_ROUTES = {routes, LENGTH_OF(routes)};

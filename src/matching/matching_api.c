/* SPDX-License-Identifier: EUPL-1.2 */
/* The JSON API under /api/v1, by the conventions of the Belgif REST guide. */
#include "base/list.h"
#include "directory/search.h"
#include "http/body.h"
#include "http/fields.h"
#include "matching/application_web.h"
#include "matching/match.h"
#include "matching/openapi.h"
#include "matching/page_web.h"
#include "matching/search_json.h"
#include "matching/service_json.h"

static const Text SERVICES = TEXT_INIT("/api/v1/services/");

static Outcome take_language_alone(Request *request)
{
    static const char *const names[] = {"lang"};
    return request_query_only(request, names, LENGTH_OF(names));
}

/* The address of a page of what was asked: its own, but for the number. */
static Text address_of_page(const Request *request, size_t number)
{
    Buffer out = buffer_new(request->arena, 128 << 10);
    char joint = '?';
    buffer_append(&out, request->path);
    for (size_t i = 0; i < request->query.count; i++) {
        const Field *field = &request->query.items[i];
        if (!text_equal(field->name, TEXT("page"))) {
            buffer_append_format(&out, "%c%.*s=%.*s", joint,
                                 TEXT_ARG(percent_encode(request->arena, field->name)),
                                 TEXT_ARG(percent_encode(request->arena, field->value)));
            joint = '&';
        }
    }
    if (number > 1) {
        buffer_append_format(&out, "%cpage=%zu", joint, number);
    }
    return buffer_text(&out);
}

/* --------------------------------------------------------------------------------- match */

/* 404 is for an address: what a body names and nobody knows is a wrong body. */
static Outcome read_situation(Request *request, Situation *situation)
{
    const Network *network = network_of(request);
    const Outcome read = situation_read(request->arena, network, request->body, request->now,
                                        situation, &request->problem);
    const Outcome outcome =
        read == OK ? situation_check_named(network, situation, &request->problem) : read;
    return outcome == NOT_FOUND ? INVALID : outcome;
}

static Outcome post_match(Request *request)
{
    const Network *network = network_of(request);
    Situation *situation = ARENA_NEW(request->arena, Situation);
    MatchAnswer answer = {0};
    TRY(body_require_json(request));
    TRY(take_language_alone(request));
    TRY(read_situation(request, situation));
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

static Outcome read_bool(Request *request, const char *name, bool *value)
{
    const Text text = request_query(request, name);
    *value = text_equal(text, TEXT("true"));
    return *value || text_is_empty(text) || text_equal(text, TEXT("false"))
               ? OK
               : REQUEST_INVALID(request, "query", name, "true or false is expected");
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
    bool only_open = false;
    bool only_free = false;
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(request_query_integer(request, "page", 1, 100000, &page));
    TRY(request_query_integer(request, "pageSize", 1, SEARCH_PAGE_LIMIT, &page_size));
    TRY(request_query_integer(request, "radius", 0, 20000000, &radius));
    TRY(read_bool(request, "open", &only_open));
    TRY(read_bool(request, "free", &only_free));
    *asked = (SearchRequest){
        .text = request_query(request, "q"),
        .language = request->language,
        .needs = repeated(request, "need"),
        .publics = repeated(request, "public"),
        .modes = repeated(request, "mode"),
        .languages = repeated(request, "spoken"),
        .only_open = only_open,
        .only_free = only_free,
        .radius = (double)radius,
        .at = request->now,
        .page = (size_t)page - 1,
        .page_size = (size_t)page_size,
    };
    return read_near(request, asked);
}

static void write_page_links(const Request *request, const SearchRequest *asked, size_t total,
                             JsonWriter *writer)
{
    const size_t size = asked->page_size;
    const size_t page = asked->page + 1;
    const size_t last = total == 0 ? 1 : (total + size - 1) / size;
    json_member(writer, "self", address_of_page(request, page));
    json_member(writer, "first", address_of_page(request, 1));
    if (page > 1) {
        json_member(writer, "prev", address_of_page(request, page > last ? last : page - 1));
    }
    if (page < last) {
        json_member(writer, "next", address_of_page(request, page + 1));
    }
    json_member(writer, "last", address_of_page(request, last));
    json_member_integer(writer, "page", (int64_t)page);
    json_member_integer(writer, "pageSize", (int64_t)size);
}

/* A wrong value is told under the name it was given by. */
static Outcome ask_search(Request *request, const SearchRequest *asked, SearchResult *result)
{
    static const char *const names[][2] = {
        {"text",      "q"       },
        {"needs",     "need"    },
        {"publics",   "public"  },
        {"modes",     "mode"    },
        {"page_size", "pageSize"},
    };
    Problem *problem = &request->problem;
    const Outcome outcome =
        search(network_of(request)->index, request->arena, asked, result, problem);
    if (outcome == OK) {
        return OK;
    }
    problem->where = TEXT("query");
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (text_equal(problem->field, text_from(names[i][0]))) {
            problem->field = text_from(names[i][1]);
            break;
        }
    }
    return outcome;
}

static Outcome get_services(Request *request)
{
    const Network *network = network_of(request);
    SearchRequest asked = {0};
    SearchResult result = {0};
    TRY(read_search(request, &asked));
    TRY(ask_search(request, &asked, &result));
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
    TRY(take_language_alone(request));
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
    TRY(take_language_alone(request));
    const Vocabulary *needs = network_of(request)->catalogue->needs;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "self", address_of_page(request, 1));
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
    TRY(take_language_alone(request));
    const FactVocabulary *facts = network_of(request)->facts;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "self", address_of_page(request, 1));
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
    {QUERY, "/api/v1/match",         EVERYONE, post_match,   MAY_LAG},
    {GET,   "/api/v1/services",      EVERYONE, get_services, MAY_LAG},
    {GET,   "/api/v1/services/{id}", EVERYONE, get_service,  MAY_LAG},
    {GET,   "/api/v1/needs",         EVERYONE, get_needs,    MAY_LAG},
    {GET,   "/api/v1/facts",         EVERYONE, get_facts,    MAY_LAG},
    {GET,   "/api/v1/openapi.json",  EVERYONE, get_openapi,  MAY_LAG},
    {GET,   "/openapi.json",         EVERYONE, get_openapi,  MAY_LAG},
};

const RouteTable API_ROUTES = {routes, LENGTH_OF(routes)};

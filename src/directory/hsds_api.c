/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The HSDS 3.2 API under /hsds: lists in pages or as one line a record (ndjson), and one record
 * fully nested. Answered from the graph in memory the request began with, so a page never
 * mixes two states. Each list may be asked by POST too, where a question says too much of a
 * person to stand in an address.
 */
#include "directory/hsds_api.h"

#include "base/list.h"
#include "directory/hsds_filter.h"
#include "http/http.h"
#include "words/fold.h"

enum { MOST_A_PAGE = 1000, DEFAULT_A_PAGE = 50, MOST_BYTES = 64 << 20, PIECE_BYTES = 1 << 20 };

typedef struct Listing {
    Request *request;
    FieldList parameters; /* of the address, the form and the JSON body */
    const HsdsGraph *graph;
    EntityKind kind;
    HsdsFilter filter;
    bool full;
    bool minimal;
    bool as_lines;
    int64_t page;
    int64_t page_size;
    LIST_OF(uint32_t) matching; /* nodes */
    size_t next_line;           /* of `matching`, when streamed */
} Listing;

static const HsdsGraph *graph_of(const Request *request)
{
    const HsdsLoan *loan = request->domain;
    return loan->graph;
}

/* ------------------------------------------------------------------------------- reading */

static Outcome refuse(const Listing *listing, const char *name, const char *expected)
{
    return REQUEST_INVALID(listing->request, "query", name, "%s", expected);
}

static void add_parameters(Listing *listing, FieldList fields)
{
    for (size_t i = 0; i < fields.count; i++) {
        LIST_APPEND(listing->request->arena, &listing->parameters, fields.items[i]);
    }
}

static Text scalar_text(Arena *arena, const json_t *value)
{
    return json_is_string(value) ? text_copy(arena, json_text(value))
                                 : json_canonical(arena, value);
}

static Outcome add_json_parameters(Listing *listing)
{
    Request *request = listing->request;
    json_t *body SCOPED(json_close) = NULL;
    const char *name = NULL;
    json_t *value = NULL;
    TRY(json_read(request->body, JSON_REQUEST_LIMITS, &body, &request->problem));
    if (!json_is_object(body)) {
        return REQUEST_INVALID(request, "body", "", "an object of parameters is expected");
    }
    json_object_foreach(body, name, value)
    {
        const Field field = {text_copy(request->arena, text_from(name)),
                             scalar_text(request->arena, value)};
        LIST_APPEND(request->arena, &listing->parameters, field);
    }
    return OK;
}

static Outcome read_parameters(Listing *listing)
{
    const Request *request = listing->request;
    add_parameters(listing, request->query);
    add_parameters(listing, request->form);
    return request->body_type.length > 0 && text_ends_with(request->body_type, TEXT("json"))
               ? add_json_parameters(listing)
               : OK;
}

/* Empty when it was not given. */
static Text given(const Listing *listing, const char *name)
{
    size_t at = 0;
    Text value = {"", 0};
    (void)field_next(&listing->parameters, name, &at, &value);
    return value;
}

static Outcome read_bool(const Listing *listing, const char *name, bool *value)
{
    const Text text = given(listing, name);
    *value = text_equal_ignoring_case(text, TEXT("true")) || text_equal(text, TEXT("1"));
    const bool is_false = text_is_empty(text) || text_equal(text, TEXT("0")) ||
                          text_equal_ignoring_case(text, TEXT("false"));
    return *value || is_false ? OK : refuse(listing, name, "true or false is expected");
}

static Outcome read_count(const Listing *listing, const char *name, int64_t most,
                          int64_t *value)
{
    const Text text = given(listing, name);
    int64_t read = 0;
    if (text_is_empty(text)) {
        return OK;
    }
    if (!text_to_integer(text, &read) || read < 1 || read > most) {
        return REQUEST_INVALID(listing->request, "query", name, "1 to %lld is expected",
                               (long long)most);
    }
    *value = read;
    return OK;
}

static Outcome read_id(const Listing *listing, const char *name, bool *is_given, Id *id)
{
    const Text text = given(listing, name);
    *is_given = !text_is_empty(text);
    return !*is_given || id_parse(text, id) ? OK : refuse(listing, name, "a UUID is expected");
}

static Outcome read_moment(const Listing *listing, const char *name, Moment *moment)
{
    const Text text = given(listing, name);
    *moment = MOMENT_NONE;
    return text_is_empty(text) || moment_parse(text, moment)
               ? OK
               : refuse(listing, name, "a moment such as 2026-11-24T18:05:00Z is expected");
}

static Outcome read_reach(const Listing *listing, HsdsFilter *filter)
{
    const Text proximity = given(listing, "proximity");
    filter->postal_code = given(listing, "postcode");
    filter->by_distance = !text_is_empty(proximity);
    if (text_is_empty(filter->postal_code)) {
        return filter->by_distance ? refuse(listing, "postcode", "proximity needs a postcode")
                                   : OK;
    }
    if (!gazetteer_postal_code(filter->postal_code, &filter->centre)) {
        return refuse(listing, "postcode", "no such postal code in Belgium");
    }
    if (filter->by_distance &&
        (!text_to_real(proximity, &filter->proximity_meters) || filter->proximity_meters < 0)) {
        return refuse(listing, "proximity", "a number of metres is expected");
    }
    return OK;
}

static Outcome read_filter(const Listing *listing, HsdsFilter *filter)
{
    filter->words = fold_key(listing->request->arena, given(listing, "search"));
    TRY(read_id(listing, "organization_id", &filter->by_organization, &filter->organization));
    TRY(read_id(listing, "taxonomy_id", &filter->by_taxonomy, &filter->taxonomy));
    TRY(read_id(listing, "taxonomy_term_id", &filter->by_term, &filter->term));
    TRY(read_id(listing, "parent_id", &filter->by_parent, &filter->parent));
    TRY(read_bool(listing, "top_only", &filter->top_only));
    TRY(read_moment(listing, "modified_after", &filter->modified_after));
    return read_reach(listing, filter);
}

static Outcome read_form(Listing *listing)
{
    const Text format = given(listing, "format");
    bool full_service = false;
    listing->as_lines = text_equal(format, TEXT("ndjson"));
    if (!listing->as_lines && !text_is_empty(format) && !text_equal(format, TEXT("json"))) {
        return refuse(listing, "format", "json or ndjson is expected");
    }
    TRY(read_bool(listing, "full", &listing->full));
    TRY(read_bool(listing, "full_service", &full_service));
    TRY(read_bool(listing, "minimal", &listing->minimal));
    listing->full = listing->full || (full_service && listing->kind == ENTITY_ORGANIZATION);
    TRY(read_count(listing, "page", 10000000, &listing->page));
    return read_count(listing, "per_page", MOST_A_PAGE, &listing->page_size);
}

static Outcome read_listing(Request *request, EntityKind kind, Listing *listing)
{
    *listing = (Listing){.request = request,
                         .graph = graph_of(request),
                         .kind = kind,
                         .page = 1,
                         .page_size = DEFAULT_A_PAGE};
    TRY(read_parameters(listing));
    TRY(read_form(listing));
    TRY(read_filter(listing, &listing->filter));
    for (uint32_t i = 0; i < listing->graph->nodes[kind].count; i++) {
        if (hsds_filter_keeps(listing->graph, &listing->filter, kind, i)) {
            LIST_APPEND(request->arena, &listing->matching, i);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- writing */

static void write_minimal(const Listing *listing, const GraphNode *node, JsonWriter *writer)
{
    Arena *arena = listing->request->arena;
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, node->id));
    json_member(writer, "modified_date", moment_format_utc(arena, node->modified));
    json_object_close(writer);
}

static void write_item(const Listing *listing, uint32_t index, JsonWriter *writer)
{
    const GraphNode *node = &listing->graph->nodes[listing->kind].items[index];
    if (listing->minimal) {
        write_minimal(listing, node, writer);
    } else if (listing->full) {
        (void)hsds_write_one(listing->graph, listing->kind, node->id, writer);
    } else {
        (void)hsds_write_flat(listing->graph, listing->kind, node->id, writer);
    }
}

static Outcome write_lines(Request *request, void *context, Buffer *out, bool *more)
{
    Listing *listing = context;
    (void)request;
    while (listing->next_line < listing->matching.count && out->length < PIECE_BYTES) {
        JsonWriter writer = json_writer(out);
        write_item(listing, listing->matching.items[listing->next_line++], &writer);
        buffer_append_byte(out, '\n');
    }
    *more = listing->next_line < listing->matching.count;
    return OK;
}

static void write_page(const Listing *listing, Buffer *out)
{
    const size_t total = listing->matching.count;
    const size_t size = (size_t)listing->page_size;
    const size_t pages = total == 0 ? 1 : (total + size - 1) / size;
    const size_t first = ((size_t)listing->page - 1) * size;
    const size_t last = first + size < total ? first + size : total;
    JsonWriter writer = json_writer(out);
    json_object_open(&writer);
    json_member_integer(&writer, "total_items", (int64_t)total);
    json_member_integer(&writer, "total_pages", (int64_t)pages);
    json_member_integer(&writer, "page_number", listing->page);
    json_member_integer(&writer, "size", first < last ? (int64_t)(last - first) : 0);
    json_member_bool(&writer, "first_page", listing->page == 1);
    json_member_bool(&writer, "last_page", (size_t)listing->page >= pages);
    json_member_bool(&writer, "empty", first >= last);
    json_key(&writer, TEXT("contents"));
    json_array_open(&writer);
    for (size_t i = first; i < last; i++) {
        write_item(listing, listing->matching.items[i], &writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
}

static Outcome list_records(Request *request, EntityKind kind)
{
    Listing *listing = ARENA_NEW(request->arena, Listing);
    TRY(read_listing(request, kind, listing));
    if (listing->as_lines) {
        response_stream(request, "application/x-ndjson", write_lines, listing);
        return OK;
    }
    Buffer content = buffer_new(request->arena, MOST_BYTES);
    write_page(listing, &content);
    if (content.overflowed) {
        return problem_set(&request->problem, UNAVAILABLE, TEXT("query"), "per_page",
                           "the answer is too large: ask for smaller pages");
    }
    *response_json(request) = content;
    return OK;
}

static Outcome show_record(Request *request, EntityKind kind)
{
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "not a UUID");
    }
    Buffer content = buffer_new(request->arena, MOST_BYTES);
    JsonWriter writer = json_writer(&content);
    if (!hsds_write_one(graph_of(request), kind, id, &writer)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "no such %s",
                           entity_model(kind)->name);
    }
    *response_json(request) = content;
    return OK;
}

/* -------------------------------------------------------------------------------- routes */

static Outcome get_base(Request *request)
{
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "version", TEXT("3.2"));
    json_member(&writer, "profile",
                text_format(request->arena, "%.*s/hsds", TEXT_ARG(request->site)));
    json_member(&writer, "openapi_url",
                TEXT("https://raw.githubusercontent.com/openreferral/specification/3.2/schema/"
                     "openapi.json"));
    json_object_close(&writer);
    return OK;
}

static Outcome get_services(Request *request)
{
    return list_records(request, ENTITY_SERVICE);
}

static Outcome get_service(Request *request)
{
    return show_record(request, ENTITY_SERVICE);
}

static Outcome get_organizations(Request *request)
{
    return list_records(request, ENTITY_ORGANIZATION);
}

static Outcome get_organization(Request *request)
{
    return show_record(request, ENTITY_ORGANIZATION);
}

static Outcome get_service_at_locations(Request *request)
{
    return list_records(request, ENTITY_SERVICE_AT_LOCATION);
}

static Outcome get_service_at_location(Request *request)
{
    return show_record(request, ENTITY_SERVICE_AT_LOCATION);
}

static Outcome get_taxonomies(Request *request)
{
    return list_records(request, ENTITY_TAXONOMY);
}

static Outcome get_taxonomy(Request *request)
{
    return show_record(request, ENTITY_TAXONOMY);
}

static Outcome get_terms(Request *request)
{
    return list_records(request, ENTITY_TAXONOMY_TERM);
}

static Outcome get_term(Request *request)
{
    return show_record(request, ENTITY_TAXONOMY_TERM);
}

static const Route routes[] = {
    {GET,   "/hsds",                           EVERYONE, get_base,                 MAY_LAG},
    {GET,   "/hsds/services",                  EVERYONE, get_services,             MAY_LAG},
    {QUERY, "/hsds/services",                  EVERYONE, get_services,             MAY_LAG},
    {GET,   "/hsds/services/{id}",             EVERYONE, get_service,              MAY_LAG},
    {GET,   "/hsds/organizations",             EVERYONE, get_organizations,        MAY_LAG},
    {QUERY, "/hsds/organizations",             EVERYONE, get_organizations,        MAY_LAG},
    {GET,   "/hsds/organizations/{id}",        EVERYONE, get_organization,         MAY_LAG},
    {GET,   "/hsds/service_at_locations",      EVERYONE, get_service_at_locations, MAY_LAG},
    {QUERY, "/hsds/service_at_locations",      EVERYONE, get_service_at_locations, MAY_LAG},
    {GET,   "/hsds/service_at_locations/{id}", EVERYONE, get_service_at_location,  MAY_LAG},
    {GET,   "/hsds/taxonomies",                EVERYONE, get_taxonomies,           MAY_LAG},
    {QUERY, "/hsds/taxonomies",                EVERYONE, get_taxonomies,           MAY_LAG},
    {GET,   "/hsds/taxonomies/{id}",           EVERYONE, get_taxonomy,             MAY_LAG},
    {GET,   "/hsds/taxonomy_terms",            EVERYONE, get_terms,                MAY_LAG},
    {QUERY, "/hsds/taxonomy_terms",            EVERYONE, get_terms,                MAY_LAG},
    {GET,   "/hsds/taxonomy_terms/{id}",       EVERYONE, get_term,                 MAY_LAG},
};

const RouteTable HSDS_ROUTES = {routes, LENGTH_OF(routes)};

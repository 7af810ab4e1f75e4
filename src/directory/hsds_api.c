/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The HSDS 3.2 API under /hsds: lists in pages or as one line a record (ndjson), and one record
 * fully nested. Read from the request's snapshot, so a page never mixes two states.
 */
#include "directory/hsds_api.h"

#include "base/list.h"
#include "directory/hsds.h"
#include "directory/hsds_graph.h"

enum { MOST_A_PAGE = 1000, DEFAULT_A_PAGE = 50, MOST_BYTES = 64 << 20 };

typedef struct Listing {
    Request *request;
    HsdsGraph *graph;
    EntityKind kind;
    bool full;
    bool minimal;
    bool as_lines;
    int64_t page;
    int64_t page_size;
    IndexSpan matching; /* positions in raw_all(kind) */
} Listing;

/* ------------------------------------------------------------------------------- filters */

static bool links_to(const Listing *listing, const Raw *raw, const char *parameter)
{
    const Text wanted = request_query(listing->request, parameter);
    Id id = {0};
    if (wanted.length == 0) {
        return true;
    }
    if (!id_parse(wanted, &id)) {
        return false;
    }
    const Text linked = json_member_text(raw->body, parameter);
    Id other = {0};
    return (id_parse(linked, &other) && id_equal(id, other)) || id_equal(raw->owner, id);
}

static bool has_term(const Listing *listing, const Raw *raw)
{
    const Text wanted = request_query(listing->request, "taxonomy_term_id");
    const RawSpan attributes = raw_owned(&listing->graph->set, ENTITY_ATTRIBUTE, raw->id);
    if (wanted.length == 0) {
        return true;
    }
    for (size_t i = 0; i < attributes.count; i++) {
        const Text term = json_member_text(attributes.items[i].body, "taxonomy_term_id");
        if (text_equal_ignoring_case(term, wanted)) {
            return true;
        }
    }
    return false;
}

static bool says(const Listing *listing, const Raw *raw)
{
    static const char *const fields[] = {"name", "alternate_name", "description"};
    Arena *arena = listing->request->arena;
    const Text wanted = text_lower_ascii(arena, request_query(listing->request, "search"));
    for (size_t i = 0; i < LENGTH_OF(fields) && wanted.length > 0; i++) {
        const Text text = text_lower_ascii(arena, json_member_text(raw->body, fields[i]));
        if (text_contains(text, wanted)) {
            return true;
        }
    }
    return wanted.length == 0;
}

static bool stands_at_top(const Listing *listing, const Raw *raw)
{
    const bool top_only = text_equal(request_query(listing->request, "top_only"), TEXT("true"));
    return !top_only || json_member_text(raw->body, "parent_id").length == 0;
}

static bool is_shown(const Listing *listing, size_t index, const Raw *raw)
{
    const bool *hidden = listing->graph->hidden[listing->kind];
    return (hidden == NULL || !hidden[index]) && links_to(listing, raw, "organization_id") &&
           links_to(listing, raw, "taxonomy_id") && links_to(listing, raw, "parent_id") &&
           has_term(listing, raw) && says(listing, raw) && stands_at_top(listing, raw);
}

static void find_matching(Listing *listing)
{
    const RawSpan all = raw_all(&listing->graph->set, listing->kind);
    uint32_t *found = ARENA_ARRAY(listing->request->arena, uint32_t, all.count);
    size_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        if (is_shown(listing, i, &all.items[i])) {
            found[count++] = (uint32_t)i;
        }
    }
    listing->matching = (IndexSpan){found, count};
}

/* ------------------------------------------------------------------------------- writing */

/* The record's own fields, and its organization as an object, as the list form has it. */
static void write_flat(const Listing *listing, const Raw *raw, JsonWriter *writer)
{
    const char *name = NULL;
    json_t *value = NULL;
    json_object_open(writer);
    json_object_foreach(raw->body, name, value)
    {
        json_key(writer, text_from(name));
        json_write_value(writer, value);
    }
    const uint32_t organization =
        listing->kind == ENTITY_SERVICE
            ? graph_linked(listing->graph, raw->body, "organization_id", ENTITY_ORGANIZATION)
            : NONE;
    if (organization != NONE) {
        json_key(writer, TEXT("organization"));
        json_write_value(
            writer,
            raw_all(&listing->graph->set, ENTITY_ORGANIZATION).items[organization].body);
    }
    json_object_close(writer);
}

static void write_item(const Listing *listing, uint32_t index, JsonWriter *writer)
{
    const Raw *raw = &raw_all(&listing->graph->set, listing->kind).items[index];
    if (listing->minimal) {
        json_object_open(writer);
        json_member(writer, "id", id_format(listing->request->arena, raw->id));
        json_object_close(writer);
    } else if (listing->full) {
        (void)hsds_write_one(listing->graph, listing->kind, raw->id, writer);
    } else {
        write_flat(listing, raw, writer);
    }
}

static void write_lines(const Listing *listing, Buffer *out)
{
    for (size_t i = 0; i < listing->matching.count; i++) {
        JsonWriter writer = json_writer(out);
        write_item(listing, listing->matching.items[i], &writer);
        buffer_append_byte(out, '\n');
    }
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

static Outcome read_listing(Request *request, EntityKind kind, Listing *listing)
{
    const Text format = request_query(request, "format");
    *listing = (Listing){.request = request,
                         .kind = kind,
                         .page = 1,
                         .page_size = DEFAULT_A_PAGE,
                         .as_lines = text_equal(format, TEXT("ndjson"))};
    TRY(request_query_integer(request, "page", 1, 10000000, &listing->page));
    TRY(request_query_integer(request, "per_page", 1, MOST_A_PAGE, &listing->page_size));
    if (format.length > 0 && !listing->as_lines && !text_equal(format, TEXT("json"))) {
        return REQUEST_INVALID(request, "query", "format", "json or ndjson is expected");
    }
    listing->full = text_equal(request_query(request, "full"), TEXT("true"));
    listing->minimal = text_equal(request_query(request, "minimal"), TEXT("true"));
    return OK;
}

static Outcome list_records(Request *request, EntityKind kind)
{
    Listing listing = {0};
    HsdsGraph *graph SCOPED(hsds_graph_close) = NULL;
    TRY(read_listing(request, kind, &listing));
    TRY(hsds_graph_read(request->arena, request->session, &graph, &request->problem));
    listing.graph = graph;
    find_matching(&listing);
    Buffer content = buffer_new(request->arena, MOST_BYTES);
    if (listing.as_lines) {
        write_lines(&listing, &content);
    } else {
        write_page(&listing, &content);
    }
    if (content.overflowed) {
        return problem_set(&request->problem, UNAVAILABLE, TEXT("query"), "per_page",
                           "the answer is too large: ask for smaller pages");
    }
    Buffer *out = listing.as_lines ? response_open(request, "application/x-ndjson")
                                   : response_json(request);
    *out = content;
    return OK;
}

static Outcome show_record(Request *request, EntityKind kind)
{
    HsdsGraph *graph SCOPED(hsds_graph_close) = NULL;
    Id id = {0};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "id", "not a UUID");
    }
    TRY(hsds_graph_read(request->arena, request->session, &graph, &request->problem));
    Buffer content = buffer_new(request->arena, MOST_BYTES);
    JsonWriter writer = json_writer(&content);
    if (!hsds_write_one(graph, kind, id, &writer)) {
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
    {GET, "/hsds",                           EVERYONE, get_base                },
    {GET, "/hsds/services",                  EVERYONE, get_services            },
    {GET, "/hsds/services/{id}",             EVERYONE, get_service             },
    {GET, "/hsds/organizations",             EVERYONE, get_organizations       },
    {GET, "/hsds/organizations/{id}",        EVERYONE, get_organization        },
    {GET, "/hsds/service_at_locations",      EVERYONE, get_service_at_locations},
    {GET, "/hsds/service_at_locations/{id}", EVERYONE, get_service_at_location },
    {GET, "/hsds/taxonomies",                EVERYONE, get_taxonomies          },
    {GET, "/hsds/taxonomies/{id}",           EVERYONE, get_taxonomy            },
    {GET, "/hsds/taxonomy_terms",            EVERYONE, get_terms               },
    {GET, "/hsds/taxonomy_terms/{id}",       EVERYONE, get_term                },
};

const RouteTable HSDS_ROUTES = {routes, LENGTH_OF(routes)};

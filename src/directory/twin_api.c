/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_api.h"

#include "access/gate_web.h"
#include "directory/twin_json.h"
#include "http/body.h"

static Outcome id_of_path(Request *request, const char *name, Id *id)
{
    return id_parse(request_path_value(request, name), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("path"), name,
                             "there is nothing at this address");
}

static Outcome get_pairs(Request *request)
{
    TwinPage page = {.number = 1};
    const Text number = request_query(request, "page");
    if (number.length > 0 && !text_to_integer(number, &page.number)) {
        return REQUEST_INVALID(request, "query", "page", "a number is expected");
    }
    TRY(twin_list(access_of(request), &page));
    JsonWriter writer = json_writer(response_json(request));
    twin_page_write_json(request->arena, &page, &writer);
    return OK;
}

static Outcome two_of_path(Request *request, Id *one, Id *other)
{
    TRY(id_of_path(request, "one", one));
    return id_of_path(request, "other", other);
}

static Outcome answer_sides(Request *request, Id one, Id other)
{
    TwinSides sides = {0};
    TRY(twin_sides(access_of(request), one, other, &sides));
    JsonWriter writer = json_writer(response_json(request));
    twin_sides_write_json(request->arena, &sides, &writer);
    return OK;
}

static Outcome get_pair(Request *request)
{
    Id one = {{0}};
    Id other = {{0}};
    TRY(two_of_path(request, &one, &other));
    return answer_sides(request, one, other);
}

static Outcome post_said(Request *request)
{
    static const char *const names[] = {"different"};
    Id one = {{0}};
    Id other = {{0}};
    bool is_different = true;
    json_t *body SCOPED(json_close) = NULL;
    TRY(two_of_path(request, &one, &other));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_flag(request, body, "different", &is_different));
    TRY(twin_say(access_of(request), one, other,
                 is_different ? TWINS_DIFFERENT : TWINS_UNSAID));
    return answer_sides(request, one, other);
}

/* ["name", "phones"] as the domain has it. */
static Outcome read_taken(Request *request, const json_t *body, Text *taken)
{
    const json_t *list = json_object_get(body, "take");
    *taken = TEXT("");
    if (list != NULL && !json_is_array(list)) {
        return REQUEST_INVALID(request, "body", "take", "a list of names is expected");
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const Text name = json_text(json_array_get(list, i));
        if (name.length == 0 || text_find_byte(name, ' ', 0) < name.length) {
            return REQUEST_INVALID(request, "body", "take", "a list of names is expected");
        }
        *taken = text_format(request->arena, "%.*s%s%.*s", TEXT_ARG(*taken), i > 0 ? " " : "",
                             TEXT_ARG(name));
    }
    return OK;
}

static Outcome get_merges(Request *request)
{
    TwinMergeList merges = {0};
    TRY(twin_merges(access_of(request), &merges));
    JsonWriter writer = json_writer(response_json(request));
    twin_merges_write_json(request->arena, &merges, &writer);
    return OK;
}

static Outcome post_merge(Request *request)
{
    static const char *const names[] = {"absorbed", "kept", "take"};
    TwinOrder order = {0};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_need_id(request, body, "absorbed", &order.absorbed));
    TRY(body_need_id(request, body, "kept", &order.kept));
    TRY(read_taken(request, body, &order.taken));
    TRY(twin_merge(access_of(request), &order));
    request->response.status = 201;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member_id(&writer, request->arena, "id", order.id);
    json_object_close(&writer);
    return OK;
}

static Outcome post_undo(Request *request)
{
    Id id = {{0}};
    TRY(id_of_path(request, "id", &id));
    TRY(twin_unmerge(access_of(request), id));
    return get_merges(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/twins",                  MAY_EDIT_DIRECTORY, get_pairs,  FRESH},
    {GET,  "/api/v1/twins/merges",           MAY_EDIT_DIRECTORY, get_merges, FRESH},
    {POST, "/api/v1/twins/merges",           MAY_EDIT_DIRECTORY, post_merge, FRESH},
    {POST, "/api/v1/twins/merges/{id}/undo", MAY_EDIT_DIRECTORY, post_undo,  FRESH},
    {GET,  "/api/v1/twins/{one}/{other}",    MAY_EDIT_DIRECTORY, get_pair,   FRESH},
    {POST, "/api/v1/twins/{one}/{other}",    MAY_EDIT_DIRECTORY, post_said,  FRESH},
};

const RouteTable TWIN_API_ROUTES = {routes, LENGTH_OF(routes)};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any target and any form are answered: never a crash, always a status, and what is read is
 * UTF-8. The first line is the target, what follows the form.
 */
#include <assert.h>

#include "base/list.h"
#include "http/answer.h"
#include "http/fields.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fields(const FieldList *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        assert(text_is_utf8(fields->items[i].name));
        assert(text_is_utf8(fields->items[i].value));
        assert(text_find_byte(fields->items[i].value, '\0', 0) ==
               fields->items[i].value.length);
    }
}

static Outcome show(Request *request)
{
    int64_t page = 1;
    check_fields(&request->query);
    check_fields(&request->form);
    check_fields(&request->path_values);
    TRY(request_query_integer(request, "page", 1, 100, &page));
    buffer_append(response_json(request), TEXT("{}"));
    return OK;
}

static const Route routes[] = {
    {GET,   "/",                EVERYONE, show, FRESH},
    {GET,   "/a/{b}/{c}",       EVERYONE, show, FRESH},
    {QUERY, "/api/v1/match",    EVERYONE, show, FRESH},
    {POST,  "/keep",            EVERYONE, show, FRESH},
    {GET,   "/api/v1/x/{name}", EVERYONE, show, FRESH},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const Text verbs[] = {TEXT_INIT("GET"), TEXT_INIT("POST"), TEXT_INIT("OPTIONS")};
    const RouteTable table = {routes, LENGTH_OF(routes)};
    const ServerSettings settings = {.routes = &table, .route_table_count = 1};
    const Text all = text_of((const char *)data, size);
    const size_t line = text_find_byte(all, '\n', 0);
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(verbs); i++) {
        const Incoming incoming = {
            .verb = verbs[i],
            .target = text_slice(all, 0, line),
            .content_type = TEXT("application/x-www-form-urlencoded"),
            .accept_encoding = text_slice(all, 0, line),
            .if_none_match = text_slice(all, 0, line),
            .host = text_slice(all, 0, line),
            .body = text_slice(all, line + 1, all.length),
        };
        Outgoing outgoing = {0};
        answer(&settings, arena, &incoming, &outgoing);
        assert(outgoing.status >= 200 && outgoing.status < 600);
        assert(outgoing.status != 500);
    }
    return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/list.h"
#include "http/http.h"

enum { MOST_BODY = 256 << 20 };

bool field_next(const FieldList *fields, const char *name, size_t *at, Text *value)
{
    const Text wanted = text_from(name);
    while (*at < fields->count) {
        const Field *field = &fields->items[(*at)++];
        if (text_equal(field->name, wanted)) {
            *value = field->value;
            return true;
        }
    }
    return false;
}

static Text field_first(const FieldList *fields, const char *name)
{
    size_t at = 0;
    Text value = {"", 0};
    (void)field_next(fields, name, &at, &value);
    return value;
}

Text request_path_value(const Request *request, const char *name)
{
    return field_first(&request->path_values, name);
}

Text request_query(const Request *request, const char *name)
{
    return field_first(&request->query, name);
}

Text request_form(const Request *request, const char *name)
{
    return field_first(&request->form, name);
}

bool method_is_transaction(Method method)
{
    return method == POST || method == UPLOAD || method == PUT || method == DELETE;
}

Text request_cookie(const Request *request, const char *name)
{
    const Text wanted = text_from(name);
    Text rest = request->cookies;
    Text pair = {0};
    while (text_next(&rest, ';', &pair)) {
        const size_t equals = text_find_byte(pair, '=', 0);
        if (text_equal(text_trim(text_slice(pair, 0, equals)), wanted)) {
            return text_trim(text_slice(pair, equals + 1, pair.length));
        }
    }
    return TEXT("");
}

Outcome request_query_integer(Request *request, const char *name, int64_t least, int64_t most,
                              int64_t *value)
{
    size_t at = 0;
    Text text = {0};
    int64_t number = 0;
    if (!field_next(&request->query, name, &at, &text)) {
        return OK;
    }
    if (!text_to_integer(text, &number) || number < least || number > most) {
        return REQUEST_INVALID(request, "query", name, "a whole number from %lld to %lld",
                               (long long)least, (long long)most);
    }
    *value = number;
    return OK;
}

static bool is_among(Text name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_from(names[i]))) {
            return true;
        }
    }
    return false;
}

Outcome request_query_only(Request *request, const char *const *names, size_t count)
{
    for (size_t i = 0; i < request->query.count; i++) {
        const Text name = request->query.items[i].name;
        if (!is_among(name, names, count)) {
            return problem_set(&request->problem, INVALID, TEXT("query"),
                               text_to_c(request->arena, name), "no such parameter");
        }
    }
    return OK;
}

Buffer *response_open(Request *request, const char *content_type)
{
    request->response.content_type = text_from(content_type);
    request->response.body = buffer_new(request->arena, MOST_BODY);
    return &request->response.body;
}

Buffer *response_json(Request *request)
{
    return response_open(request, "application/json");
}

void response_header(Request *request, const char *name, Text value)
{
    const Field header = {text_from(name), value};
    LIST_APPEND(request->arena, &request->response.headers, header);
}

Text request_link(const Request *request, Text path)
{
    const Text rest = path.length == 1 ? TEXT("") : path;
    return text_format(request->arena, "/%.*s%.*s", TEXT_ARG(language_code(request->language)),
                       TEXT_ARG(rest));
}

Outcome response_redirect(Request *request, Text path)
{
    request->response.status = 303;
    response_header(request, "Location", request_link(request, path));
    (void)response_open(request, "text/plain; charset=utf-8");
    return OK;
}

void response_stream(Request *request, const char *content_type, StreamFunction stream,
                     void *context)
{
    request->response.content_type = text_from(content_type);
    request->response.stream = stream;
    request->response.stream_context = context;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/body.h"

Outcome body_require_json(Request *request)
{
    if (text_equal(request->body_type, TEXT("application/json"))) {
        return OK;
    }
    request->refusal = 415;
    return REQUEST_INVALID(request, "header", "Content-Type", "application/json is expected");
}

Outcome body_json(Request *request, json_t **body)
{
    TRY(body_require_json(request));
    return json_read(request->body, JSON_REQUEST_LIMITS, body, &request->problem);
}

Outcome body_only(Request *request, json_t *body, const char *const *names, size_t count)
{
    const char *name = NULL;
    json_t *member = NULL;
    if (!json_is_object(body)) {
        return REQUEST_INVALID(request, "body", "", "an object is expected");
    }
    json_object_foreach(body, name, member)
    {
        if (!text_among(text_from(name), names, count, NULL)) {
            return REQUEST_INVALID(request, "body", "", "the object holds an unknown member");
        }
    }
    return OK;
}

Outcome body_read(Request *request, const char *const *names, size_t count, json_t **body)
{
    TRY(body_json(request, body));
    return body_only(request, *body, names, count);
}

Outcome body_text(Request *request, const json_t *body, const char *name, Text *text)
{
    const json_t *member = json_object_get(body, name);
    if (member != NULL && !json_is_string(member)) {
        return REQUEST_INVALID(request, "body", name, "a text is expected");
    }
    *text = text_copy(request->arena, json_text(member));
    return OK;
}

Outcome body_id(Request *request, const json_t *body, const char *name, Id *id)
{
    const json_t *member = json_object_get(body, name);
    if (member == NULL) {
        *id = (Id){{0}};
        return OK;
    }
    return id_parse(json_text(member), id)
               ? OK
               : REQUEST_INVALID(request, "body", name, "an identifier (UUID) is expected");
}

Outcome body_need_id(Request *request, const json_t *body, const char *name, Id *id)
{
    TRY(body_id(request, body, name, id));
    return !id_is_nil(*id)
               ? OK
               : REQUEST_INVALID(request, "body", name, "an identifier (UUID) is expected");
}

Outcome body_moment(Request *request, const json_t *body, const char *name, Moment *moment)
{
    const json_t *member = json_object_get(body, name);
    if (member == NULL) {
        *moment = 0;
        return OK;
    }
    return moment_parse(json_text(member), moment)
               ? OK
               : REQUEST_INVALID(request, "body", name,
                                 "a moment is expected, as 2026-12-03T17:00");
}

Outcome body_integer(Request *request, const json_t *body, const char *name, int64_t *value)
{
    const json_t *member = json_object_get(body, name);
    if (member == NULL) {
        return OK;
    }
    if (!json_is_integer(member)) {
        return REQUEST_INVALID(request, "body", name, "a whole number is expected");
    }
    *value = json_integer_value(member);
    return OK;
}

Outcome body_flag(Request *request, const json_t *body, const char *name, bool *value)
{
    const json_t *member = json_object_get(body, name);
    if (member == NULL) {
        return OK;
    }
    if (!json_is_boolean(member)) {
        return REQUEST_INVALID(request, "body", name, "true or false is expected");
    }
    *value = json_is_true(member);
    return OK;
}

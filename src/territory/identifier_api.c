/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/v1/identifiers/verify: the number stands in the body, for an address is kept by
 * browsers and logs. No refusal repeats it. */
#include "territory/identifier_api.h"

#include <string.h>

#include "base/list.h"
#include "http/body.h"
#include "territory/identifier.h"

typedef struct Asked {
    IdentifierKind kind;
    Text value;
} Asked;

static Outcome read_members(Request *request, json_t *body)
{
    const char *name = NULL;
    json_t *member = NULL;
    if (!json_is_object(body)) {
        return REQUEST_INVALID(request, "body", "",
                               "an object with kind and value is expected");
    }
    json_object_foreach(body, name, member)
    {
        if (strcmp(name, "kind") != 0 && strcmp(name, "value") != 0) {
            return REQUEST_INVALID(request, "body", "",
                                   "only kind and value are expected in the object");
        }
        if (!json_is_string(member)) {
            return REQUEST_INVALID(request, "body", name, "a text is expected");
        }
    }
    return OK;
}

static Outcome read_asked(Request *request, Asked *asked)
{
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_json(request, &body));
    TRY(read_members(request, body));
    if (!identifier_kind_parse(json_member_text(body, "kind"), &asked->kind)) {
        return REQUEST_INVALID(request, "body", "kind",
                               "niss, bce, nihii, iban, reference, phone or card is expected");
    }
    if (json_object_get(body, "value") == NULL) {
        return REQUEST_INVALID(request, "body", "value", "a text is expected");
    }
    asked->value = text_copy(request->arena, json_member_text(body, "value"));
    return OK;
}

static Outcome post_verify(Request *request)
{
    static const char *const names[] = {"lang"};
    Asked asked = {0};
    Identifier identifier = {0};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(read_asked(request, &asked));
    identifier_read(request->arena, asked.kind, asked.value, moment_to_local(request->now).date,
                    &identifier);
    JsonWriter writer = json_writer(response_json(request));
    identifier_write_json(request->arena, &identifier, request->language, &writer);
    return OK;
}

static const Route routes[] = {
    {QUERY, "/api/v1/identifiers/verify", EVERYONE, post_verify, MAY_LAG},
};

const RouteTable IDENTIFIER_ROUTES = {routes, LENGTH_OF(routes)};

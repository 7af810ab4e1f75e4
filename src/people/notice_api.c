/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/notice_api.h"

#include "access/gate_web.h"
#include "base/list.h"
#include "http/body.h"
#include "people/consent_json.h"
#include "people/person_web.h"
#include "people/secrecy_edge_web.h"

static Outcome post_emergency(Request *request)
{
    static const char *const names[] = {"reason", "words"};
    Id person = {{0}};
    Danger danger = {0};
    Moment until = 0;
    json_t *body SCOPED(json_close) = NULL;
    TRY(person_of_path(request, &person));
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "words", &danger.words));
    if (!danger_reason_parse(json_member_text(body, "reason"), &danger.reason)) {
        return REQUEST_INVALID(request, "body", "reason", "life, child or health is expected");
    }
    TRY(glass_break(access_of(request), person, &danger, &until));
    request->response.status = 201;
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "until", moment_format_utc(request->arena, until));
    json_object_close(&writer);
    return OK;
}

static Outcome get_notices(Request *request)
{
    NoticeList list = {0};
    TRY(notice_list(access_of(request), &list));
    JsonWriter writer = json_writer(response_json(request));
    notice_write_list_json(request->arena, &list, &writer);
    return OK;
}

static Outcome post_seen(Request *request)
{
    Id notice = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, "id", &notice));
    TRY(body_read(request, NULL, 0, &body));
    TRY(notice_see(access_of(request), notice));
    return get_notices(request);
}

static const Route routes[] = {
    {POST, "/api/v1/persons/{id}/emergency", MAY_BREAK_GLASS,  post_emergency, FRESH},
    {GET,  "/api/v1/notices",                MAY_READ_JOURNAL, get_notices,    FRESH},
    {POST, "/api/v1/notices/{id}/seen",      MAY_READ_JOURNAL, post_seen,      FRESH},
};

const RouteTable NOTICE_API_ROUTES = {routes, LENGTH_OF(routes)};

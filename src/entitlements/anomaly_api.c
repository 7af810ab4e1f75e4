/* SPDX-License-Identifier: EUPL-1.2 */
/* Uses that stand out, for programs (/api/v1/conventions/{key}/anomalies). */
#include "access/gate_web.h"
#include "entitlements/anomaly_json.h"
#include "entitlements/entitlements_web.h"
#include "http/body.h"

static Outcome write_sheet(Request *request, Text month)
{
    AnomalySheet sheet = {0};
    TRY(anomaly_sheet(access_of(request), request_path_value(request, "key"), month, &sheet));
    JsonWriter writer = json_writer(response_json(request));
    anomaly_sheet_write_json(request->arena, &sheet, &writer);
    return OK;
}

static Outcome get_all(Request *request)
{
    static const char *const names[] = {"month"};
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    return write_sheet(request, request_query(request, "month"));
}

static Outcome post_look(Request *request)
{
    static const char *const names[] = {"month", "kind", "use", "note"};
    AnomalyMark mark = {.convention = request_path_value(request, "key")};
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    TRY(body_text(request, body, "month", &mark.month));
    TRY(body_text(request, body, "kind", &mark.kind));
    TRY(body_text(request, body, "note", &mark.note));
    if (!id_parse(json_member_text(body, "use"), &mark.use)) {
        return REQUEST_INVALID(request, "body", "use", "the identifier of a use is expected");
    }
    TRY(anomaly_mark(access_of(request), &mark));
    return write_sheet(request, mark.month);
}

static const Route routes[] = {
    {GET,  "/api/v1/conventions/{key}/anomalies", MAY_READ_COUNTS, get_all,   FRESH},
    {POST, "/api/v1/conventions/{key}/anomalies", MAY_READ_COUNTS, post_look, FRESH},
};

const RouteTable ANOMALY_API_ROUTES = {routes, LENGTH_OF(routes)};

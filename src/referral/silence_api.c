/* SPDX-License-Identifier: EUPL-1.2 */
/* Agreed days for programs. */
#include "access/gate_web.h"
#include "access/house.h"
#include "http/body.h"
#include "referral/referral_api.h"
#include "referral/silence_json.h"

static Outcome get_list(Request *request)
{
    Access *access = access_of(request);
    SilenceList list = {0};
    TRY(silence_list(access, &list));
    JsonWriter writer = json_writer(response_json(request));
    silence_write_list_json(access, &list, &writer);
    return OK;
}

static Outcome read_silence(Request *request, Silence *silence)
{
    static const char *const names[] = {"partner", "days", "counted"};
    House house = {0};
    Text partner = {0};
    Text counted = TEXT("calendar");
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_read(request, names, LENGTH_OF(names), &body));
    silence->days = -1;
    TRY(body_integer(request, body, "days", &silence->days));
    TRY(body_text(request, body, "partner", &partner));
    if (json_object_get(body, "counted") != NULL) {
        TRY(body_text(request, body, "counted", &counted));
    }
    if (!silence_days_parse(counted, &silence->counted)) {
        return REQUEST_INVALID(request, "body", "counted", "calendar or working is expected");
    }
    TRY(house_find(request->session, request->arena, partner, &house, &request->problem));
    silence->partner = house.id;
    return OK;
}

static Outcome post_silence(Request *request)
{
    Access *access = access_of(request);
    Silence silence = {.changed = request->now};
    TRY(read_silence(request, &silence));
    TRY(silence_agree(access, &silence));
    JsonWriter writer = json_writer(response_json(request));
    silence_write_json(access, &silence, &writer);
    return OK;
}

static Outcome post_end(Request *request)
{
    Id partner = {{0}};
    if (!id_parse(request_path_value(request, "id"), &partner)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "partner",
                           "nothing was agreed on with this partner");
    }
    TRY(silence_end(access_of(request), partner));
    return get_list(request);
}

static const Route routes[] = {
    {GET,  "/api/v1/referralSilences",          MAY_MANAGE_CONVENTIONS, get_list,     FRESH},
    {POST, "/api/v1/referralSilences",          MAY_MANAGE_CONVENTIONS, post_silence, FRESH},
    {POST, "/api/v1/referralSilences/{id}/end", MAY_MANAGE_CONVENTIONS, post_end,     FRESH},
};

const RouteTable SILENCE_API_ROUTES = {routes, LENGTH_OF(routes)};

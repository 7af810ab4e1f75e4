/* SPDX-License-Identifier: EUPL-1.2 */
/* /api/v1/devices: a device is added by who signed in on it, and asks by itself whether it
 * serves still. */
#include <string.h>

#include "access/gate_web.h"
#include "http/body.h"
#include "offline/offline_json.h"
#include "offline/offline_web.h"

static Outcome read_name(Request *request, Text *name)
{
    const char *member = NULL;
    json_t *value = NULL;
    json_t *body SCOPED(json_close) = NULL;
    TRY(body_json(request, &body));
    if (!json_is_object(body)) {
        return REQUEST_INVALID(request, "body", "", "an object is expected");
    }
    json_object_foreach(body, member, value)
    {
        if (strcmp(member, "name") != 0 || !json_is_string(value)) {
            return REQUEST_INVALID(request, "body", "name", "a text, and nothing else");
        }
    }
    *name = text_copy(request->arena, json_member_text(body, "name"));
    return OK;
}

static Outcome path_id(Request *request, Id *id)
{
    return id_parse(request_path_value(request, "id"), id)
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("path"), "device",
                             "no such device");
}

static Outcome write_device(Request *request, const Device *device)
{
    JsonWriter writer = json_writer(response_json(request));
    device_write_json(request->arena, device, &writer);
    return OK;
}

static Outcome add(Request *request)
{
    Text name = {0};
    Device device = {0};
    TRY(read_name(request, &name));
    TRY(device_add(access_of(request), name, &device));
    request->response.status = 201;
    return write_device(request, &device);
}

static Outcome list(Request *request)
{
    DeviceList devices = {0};
    TRY(request_query_only(request, NULL, 0));
    TRY(device_list(access_of(request), &devices));
    JsonWriter writer = json_writer(response_json(request));
    device_list_write_json(request->arena, &devices, &writer);
    return OK;
}

/* The answer tells the device as it is now, to its holder alone. */
static Outcome revoke(Request *request)
{
    Id id = {{0}};
    json_t *body SCOPED(json_close) = NULL;
    TRY(path_id(request, &id));
    TRY(body_read(request, NULL, 0, &body));
    TRY(device_revoke(access_of(request), id));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "id", id_format(request->arena, id));
    json_member(&writer, "state", TEXT("revoked"));
    json_object_close(&writer);
    return OK;
}

static Outcome tell_state(Request *request)
{
    Id id = {{0}};
    DeviceState state = DEVICE_IS_REVOKED;
    TRY(path_id(request, &id));
    TRY(device_state(request->session, id, &state, &request->problem));
    JsonWriter writer = json_writer(response_json(request));
    json_object_open(&writer);
    json_member(&writer, "state", state == DEVICE_SERVES ? TEXT("serves") : TEXT("revoked"));
    json_member_bool(&writer, "wipe", state != DEVICE_SERVES);
    json_object_close(&writer);
    return OK;
}

static const Route routes[] = {
    {GET,  "/api/v1/devices",             MAY_BE_ONESELF, list,       FRESH},
    {POST, "/api/v1/devices",             MAY_BE_ONESELF, add,        FRESH},
    {POST, "/api/v1/devices/{id}/revoke", MAY_BE_ONESELF, revoke,     FRESH},
    {GET,  "/api/v1/devices/{id}/state",  EVERYONE,       tell_state, FRESH},
};

const RouteTable DEVICE_API_ROUTES = {routes, LENGTH_OF(routes)};

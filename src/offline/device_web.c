/* SPDX-License-Identifier: EUPL-1.2 */
/* The devices of one's own account: /compte/appareils. */
#include "access/frame_web.h"
#include "access/sentences.h"
#include "offline/device.h"
#include "offline/offline_views_web.h"
#include "offline/offline_web.h"
#include "offline/sentences.h"

static Text day_and_hour(Arena *arena, Moment moment)
{
    Text local = moment_format_local(arena, moment);
    const size_t at = text_find_byte(local, 'T', 0);
    return text_format(arena, "%.*s %.*s", TEXT_ARG(text_slice(local, 0, at)),
                       TEXT_ARG(text_slice(local, at + 1, local.length)));
}

static DeviceRow row_of(const Request *request, Text base, const Device *device)
{
    Arena *arena = request->arena;
    return (DeviceRow){
        .name = device->name,
        .added = day_and_hour(arena, device->added),
        .seen = device->seen == 0 ? say(request->language, SAY_DEVICE_NEVER)
                                  : day_and_hour(arena, device->seen),
        .revoked = device->revoked == 0 ? TEXT("") : day_and_hour(arena, device->revoked),
        .action = text_format(arena, "%.*s/compte/appareils/%.*s/revoquer", TEXT_ARG(base),
                              TEXT_ARG(id_format(arena, device->id))),
    };
}

static Outcome show_devices(Request *request)
{
    Html html = {0};
    DevicesView view = {0};
    DeviceList list = {0};
    TRY(frame_open(request, say(request->language, SAY_DEVICE_TITLE), &view.frame, &html));
    TRY(device_list(access_of(request), &list));
    DeviceRow *rows = ARENA_ARRAY(request->arena, DeviceRow, list.count);
    for (size_t i = 0; i < list.count; i++) {
        rows[i] = row_of(request, view.frame.base, &list.items[i]);
    }
    view.rows = rows;
    view.row_count = list.count;
    view.done = request_query(request, "fait").length > 0
                    ? say(request->language, SAY_DEVICE_DONE)
                    : TEXT("");
    devices_page(&html, &view);
    return OK;
}

static Outcome revoke(Request *request)
{
    Id id = {{0}};
    if (!id_parse(request_path_value(request, "id"), &id)) {
        return problem_set(&request->problem, NOT_FOUND, TEXT("path"), "device",
                           "no such device");
    }
    TRY(device_revoke(access_of(request), id));
    return response_redirect(request, TEXT("/compte/appareils?fait=revoque"));
}

static const Route routes[] = {
    {GET,  "/compte/appareils",               MAY_BE_ONESELF, show_devices, FRESH},
    {POST, "/compte/appareils/{id}/revoquer", MAY_BE_ONESELF, revoke,       FRESH},
};

const RouteTable DEVICE_ROUTES = {routes, LENGTH_OF(routes)};

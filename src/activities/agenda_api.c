/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/agenda_json.h"
#include "activities/agenda_web.h"

static void write_item(Arena *arena, const AgendaItem *item, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "course", id_format(arena, item->course.id));
    json_member(writer, "group", id_format(arena, item->group.id));
    json_member(writer, "house", id_format(arena, item->course.house));
    json_member(writer, "kind", course_kind_code(item->course.kind));
    json_member(writer, "name", item->course.name);
    json_member(writer, "groupName", item->group.name);
    json_member_unless_empty(writer, "level", item->group.level);
    json_member_unless_empty(writer, "address", item->course.address);
    json_member_unless_empty(writer, "postalCode", item->course.postal_code);
    json_member(writer, "starts", moment_format(arena, item->session.starts));
    json_member(writer, "ends", moment_format(arena, item->session.ends));
    json_member_bool(writer, "calledOff", item->session.is_off);
    json_member_bool(writer, "certain", item->session.is_certain);
    if (item->distance_meters >= 0) {
        json_member_integer(writer, "distanceMeters", (int64_t)item->distance_meters);
    }
    json_object_close(writer);
}

void agenda_write_json(Arena *arena, const AgendaList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        write_item(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

static Outcome read_day(Request *request, const char *name, Date *day)
{
    const Text given = request_query(request, name);
    return given.length == 0 || date_parse(given, day)
               ? OK
               : REQUEST_INVALID(request, "query", name, "a day is expected: 2026-11-30");
}

static Outcome get_agenda(Request *request)
{
    static const char *const names[] = {"from", "to", "kind", "near"};
    AgendaList list = {0};
    const Date monday = agenda_monday(moment_to_local(request->now).date);
    AgendaQuestion question = {
        .days = {monday, monday + 6},
        .kind = request_query(request, "kind"),
        .postal_code = request_query(request, "near")
    };
    TRY(request_query_only(request, names, LENGTH_OF(names)));
    TRY(read_day(request, "from", &question.days.first));
    question.days.last = question.days.first + 6;
    TRY(read_day(request, "to", &question.days.last));
    TRY(agenda_list(request->session, request->arena, &question, &list, &request->problem));
    JsonWriter writer = json_writer(response_json(request));
    agenda_write_json(request->arena, &list, &writer);
    return OK;
}

static const Route routes[] = {
    {GET, "/api/v1/agenda", EVERYONE, get_agenda, MAY_LAG},
};

const RouteTable AGENDA_API_ROUTES = {routes, LENGTH_OF(routes)};

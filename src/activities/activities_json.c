/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/activities_json.h"

void course_write_json(Arena *arena, const Course *course, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, course->id));
    json_member(writer, "house", id_format(arena, course->house));
    json_member(writer, "kind", course_kind_code(course->kind));
    json_member(writer, "name", course->name);
    json_member_unless_empty(writer, "service", course->service);
    json_member_unless_empty(writer, "condition", course->condition);
    json_member_unless_empty(writer, "address", course->address);
    json_member_unless_empty(writer, "postalCode", course->postal_code);
    json_member_bool(writer, "shown", course->is_shown);
    json_member_moment(writer, arena, "closed", course->closed);
    json_object_close(writer);
}

void course_group_write_json(Arena *arena, const CourseGroup *group, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, group->id));
    json_member(writer, "course", id_format(arena, group->course));
    json_member(writer, "name", group->name);
    json_member_unless_empty(writer, "level", group->level);
    json_member(writer, "hours", group->hours);
    json_member(writer, "rest", course_rest_code(group->rest));
    json_member_integer(writer, "capacity", group->capacity);
    json_member_moment(writer, arena, "closed", group->closed);
    json_member_integer(writer, "revision", group->revision);
    json_object_close(writer);
}

static void write_cycle(Arena *arena, CourseCycle cycle, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "name", course_cycle_name(arena, cycle));
    json_member(writer, "first", date_format(arena, cycle.first));
    json_member(writer, "last", date_format(arena, cycle.last));
    json_object_close(writer);
}

Outcome course_whole_write_json(Access *access, const Course *course, JsonWriter *writer)
{
    CourseGroupList groups = {0};
    CourseCycleList cycles = {0};
    TRY(course_group_list(access, course->id, &groups));
    TRY(course_cycle_list(access, course->id, &cycles));
    json_object_open(writer);
    json_key(writer, TEXT("course"));
    course_write_json(access->arena, course, writer);
    json_member_array_open(writer, "groups");
    for (size_t i = 0; i < groups.count; i++) {
        course_group_write_json(access->arena, &groups.items[i], writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "cycles");
    for (size_t i = 0; i < cycles.count; i++) {
        write_cycle(access->arena, cycles.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
    return OK;
}

void enrolment_write_json(const Access *access, const Enrolment *enrolment, JsonWriter *writer)
{
    Arena *arena = access->arena;
    const WaitingRules *rules = waiting_rules();
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, enrolment->id));
    json_member(writer, "group", id_format(arena, enrolment->group));
    json_member(writer, "cycle", date_format(arena, enrolment->cycle));
    json_member(writer, "state", enrolment_state_code(enrolment_state(enrolment)));
    json_member(writer, "label", enrolment->label);
    json_member_integer(writer, "place", enrolment->place);
    json_member_integer(writer, "rank", enrolment->rank_place);
    json_member(writer, "class", rules->classes[enrolment->rank.class].key);
    json_member(writer, "since", date_format(arena, enrolment->rank.since));
    json_member_unless_empty(writer, "rule", enrolment->rule);
    json_member_unless_empty(writer, "endedFor", enrolment->ended_for);
    json_member_id(writer, arena, "person", enrolment->person);
    json_object_close(writer);
}

void enrolments_write_json(const Access *access, const EnrolmentList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        enrolment_write_json(access, &list->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)list->count);
    json_object_close(writer);
}

void sheet_write_json(Arena *arena, const AttendanceSheet *sheet, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "group", id_format(arena, sheet->group.id));
    json_member(writer, "starts", moment_format(arena, sheet->session.starts));
    json_member(writer, "ends", moment_format(arena, sheet->session.ends));
    json_member_bool(writer, "calledOff", sheet->session.is_off);
    json_member_integer(writer, "others", sheet->others);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < sheet->lines.count; i++) {
        const AttendanceLine *line = &sheet->lines.items[i];
        json_object_open(writer);
        json_member(writer, "enrolment", id_format(arena, line->enrolment));
        json_member(writer, "label", line->label);
        json_member_unless_empty(writer, "mark", attendance_mark_code(line->mark));
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)sheet->lines.count);
    json_object_close(writer);
}

static void write_line(Arena *arena, const CycleLine *line, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "group", id_format(arena, line->group.id));
    json_member(writer, "name", line->group.name);
    json_member_unless_empty(writer, "level", line->group.level);
    json_member_integer(writer, "capacity", line->group.capacity);
    json_member_integer(writer, "enrolled", line->enrolled);
    json_member_integer(writer, "waiting", line->waiting);
    json_member_integer(writer, "ended", line->ended);
    json_member_integer(writer, "sessions", line->sessions);
    json_member_integer(writer, "calledOff", line->off);
    json_member_integer(writer, "present", line->marks[MARK_PRESENT]);
    json_member_integer(writer, "absent", line->marks[MARK_ABSENT]);
    json_member_integer(writer, "excused", line->marks[MARK_EXCUSED]);
    json_member_integer(writer, "others", line->others);
    json_object_close(writer);
}

void cycle_report_write_json(Arena *arena, const CycleReport *report, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "course", id_format(arena, report->course.id));
    json_member(writer, "cycle", course_cycle_name(arena, report->cycle));
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < report->lines.count; i++) {
        write_line(arena, &report->lines.items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)report->lines.count);
    json_object_close(writer);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* `course ...`: what a house gives to groups, in cycles. */
#include "activities/course_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "activities/activities_json.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 20 };

static const Option add_options[] = {
    {"service",     OPTION_VALUE, "KEY",  "The service of the directory whose conditions hold."},
    {"condition",   OPTION_VALUE, "TEXT", "Who may take part: \"newly_arrived and literate\"." },
    {"address",     OPTION_VALUE, "TEXT", "Where it takes place."                              },
    {"postal-code", OPTION_VALUE, "CODE", "Its postal code."                                   },
    {"hidden",      OPTION_FLAG,  NULL,   "Keep it out of the public calendar."                },
};

static const Option change_options[] = {
    {"name",        OPTION_VALUE, "TEXT", "Another name."                                      },
    {"service",     OPTION_VALUE, "KEY",  "The service of the directory whose conditions hold."},
    {"condition",   OPTION_VALUE, "TEXT", "Who may take part."                                 },
    {"address",     OPTION_VALUE, "TEXT", "Where it takes place."                              },
    {"postal-code", OPTION_VALUE, "CODE", "Its postal code."                                   },
    {"show",        OPTION_FLAG,  NULL,   "Put it in the public calendar."                     },
    {"hide",        OPTION_FLAG,  NULL,   "Take it out of the public calendar."                },
    {"close",       OPTION_FLAG,  NULL,   "It is given no more."                               },
};

static const Option group_options[] = {
    {"level",    OPTION_VALUE, "TEXT",   "Its level: A1.1."                                    },
    {"capacity", OPTION_VALUE, "NUMBER", "How many can take part (12)."                        },
    {"rest",     OPTION_VALUE, "WHICH",  "school (usual), public or none: holidays without it."},
};

static const Option group_change_options[] = {
    {"hours",    OPTION_VALUE, "HOURS",  "When it meets."                              },
    {"level",    OPTION_VALUE, "TEXT",   "Its level."                                  },
    {"capacity", OPTION_VALUE, "NUMBER", "How many can take part."                     },
    {"rest",     OPTION_VALUE, "WHICH",  "school, public or none: holidays without it."},
    {"close",    OPTION_FLAG,  NULL,     "It takes nobody more."                       },
};

static const Option report_options[] = {
    {"cycle", OPTION_VALUE, "DAY", "The first day of the cycle (that of today)."},
};

/* -------------------------------------------------------------------------------- printing */

typedef struct Printing {
    Buffer out;
    JsonWriter writer;
} Printing;

static void start(const Invocation *invocation, Printing *printing)
{
    printing->out = buffer_new(invocation->arena, LIST_BYTES);
    printing->writer = json_writer(&printing->out);
}

static void finish(const Invocation *invocation, Printing *printing)
{
    const Text text = buffer_text(&printing->out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static void print_course(const Invocation *invocation, const Course *course)
{
    const Text id = id_format(invocation->arena, course->id);
    const Text kind = course_kind_code(course->kind);
    if (invocation->json) {
        Printing printing = {0};
        start(invocation, &printing);
        course_write_json(invocation->arena, course, &printing.writer);
        finish(invocation, &printing);
        return;
    }
    (void)fprintf(invocation->out, "%.*s %-9.*s %.*s%s\n", TEXT_ARG(id), TEXT_ARG(kind),
                  TEXT_ARG(course->name), course->closed != 0 ? " (closed)" : "");
}

static void print_group(const Invocation *invocation, const CourseGroup *group)
{
    const Text id = id_format(invocation->arena, group->id);
    const Text rest = course_rest_code(group->rest);
    if (invocation->json) {
        Printing printing = {0};
        start(invocation, &printing);
        course_group_write_json(invocation->arena, group, &printing.writer);
        finish(invocation, &printing);
        return;
    }
    (void)fprintf(invocation->out, "%.*s %.*s %.*s, %lld place%s, %.*s, rests %.*s%s\n",
                  TEXT_ARG(id), TEXT_ARG(group->name), TEXT_ARG(group->level),
                  (long long)group->capacity, group->capacity == 1 ? "" : "s",
                  TEXT_ARG(group->hours), TEXT_ARG(rest),
                  group->closed != 0 ? " (closed)" : "");
}

/* -------------------------------------------------------------------------------- courses */

static void read_texts(const Invocation *invocation, Course *course)
{
    static const char *const names[] = {"service", "condition", "address", "postal-code"};
    Text *const texts[] = {&course->service, &course->condition, &course->address,
                           &course->postal_code};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (option_given(invocation, names[i])) {
            *texts[i] = option_value(invocation, names[i]);
        }
    }
}

static Outcome add(Access *access, void *course)
{
    return course_add(access, course, course);
}

static Outcome add_run(Invocation *invocation)
{
    Course course = {.name = invocation->arguments[1],
                     .is_shown = !option_given(invocation, "hidden")};
    if (!course_kind_parse(invocation->arguments[0], &course.kind)) {
        return USAGE_ERROR(invocation, "KIND",
                           "course, group, community or screening is expected");
    }
    read_texts(invocation, &course);
    TRY(manage_run(invocation->store, access_of_command(invocation), add, &course));
    print_course(invocation, &course);
    return OK;
}

typedef struct Work {
    const Invocation *invocation;
    Id id;
    Course course;
    CourseGroup group;
    CourseCycle cycle;
    Date day;
} Work;

static Outcome change(Access *access, void *context)
{
    Work *work = context;
    const Invocation *invocation = work->invocation;
    Course course = {0};
    TRY(course_get(access, work->id, &course));
    course.name =
        option_given(invocation, "name") ? option_value(invocation, "name") : course.name;
    read_texts(invocation, &course);
    course.is_shown = (course.is_shown || option_given(invocation, "show")) &&
                      !option_given(invocation, "hide");
    course.closed = option_given(invocation, "close") ? access->now : course.closed;
    return course_change(access, &course, &work->course);
}

static Outcome change_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "COURSE", &work.id));
    TRY(manage_run(invocation->store, access_of_command(invocation), change, &work));
    print_course(invocation, &work.course);
    return OK;
}

static Outcome list(Access *access, void *context)
{
    const Work *work = context;
    CourseList courses = {0};
    TRY(course_list(access, &courses));
    if (!work->invocation->json) {
        for (size_t i = 0; i < courses.count; i++) {
            print_course(work->invocation, &courses.items[i]);
        }
        return OK;
    }
    Printing printing = {0};
    start(work->invocation, &printing);
    json_array_open(&printing.writer);
    for (size_t i = 0; i < courses.count; i++) {
        course_write_json(access->arena, &courses.items[i], &printing.writer);
    }
    json_array_close(&printing.writer);
    finish(work->invocation, &printing);
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), list, &work);
}

static Outcome print_whole(Access *access, const Invocation *invocation, const Course *course)
{
    CourseGroupList groups = {0};
    CourseCycleList cycles = {0};
    TRY(course_group_list(access, course->id, &groups));
    TRY(course_cycle_list(access, course->id, &cycles));
    print_course(invocation, course);
    for (size_t i = 0; i < groups.count; i++) {
        print_group(invocation, &groups.items[i]);
    }
    for (size_t i = 0; i < cycles.count; i++) {
        const Text first = date_format(access->arena, cycles.items[i].first);
        const Text last = date_format(access->arena, cycles.items[i].last);
        (void)fprintf(invocation->out, "cycle %.*s to %.*s\n", TEXT_ARG(first), TEXT_ARG(last));
    }
    return OK;
}

static Outcome show(Access *access, void *context)
{
    const Work *work = context;
    Course course = {0};
    TRY(course_get(access, work->id, &course));
    if (!work->invocation->json) {
        return print_whole(access, work->invocation, &course);
    }
    Printing printing = {0};
    start(work->invocation, &printing);
    TRY(course_whole_write_json(access, &course, &printing.writer));
    finish(work->invocation, &printing);
    return OK;
}

static Outcome show_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "COURSE", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), show, &work);
}

/* ---------------------------------------------------------------------- groups and cycles */

static Outcome read_group(Invocation *invocation, CourseGroup *group)
{
    group->level =
        option_given(invocation, "level") ? option_value(invocation, "level") : group->level;
    if (option_given(invocation, "capacity") &&
        !text_to_integer(option_value(invocation, "capacity"), &group->capacity)) {
        return USAGE_ERROR(invocation, "capacity", "a whole number is expected");
    }
    if (option_given(invocation, "rest") &&
        !course_rest_parse(option_value(invocation, "rest"), &group->rest)) {
        return USAGE_ERROR(invocation, "rest", "school, public or none is expected");
    }
    return OK;
}

static Outcome add_group(Access *access, void *group)
{
    return course_group_add(access, group, group);
}

static Outcome group_run(Invocation *invocation)
{
    enum { USUAL_CAPACITY = 12 };
    CourseGroup group = {.name = invocation->arguments[1],
                         .hours = invocation->arguments[2],
                         .capacity = USUAL_CAPACITY};
    TRY(argument_id(invocation, 0, "COURSE", &group.course));
    TRY(read_group(invocation, &group));
    TRY(manage_run(invocation->store, access_of_command(invocation), add_group, &group));
    print_group(invocation, &group);
    return OK;
}

static Outcome change_group(Access *access, void *context)
{
    Work *work = context;
    const Invocation *invocation = work->invocation;
    CourseGroup group = {0};
    TRY(course_group_get(access, work->id, &group));
    group.level = option_given(invocation, "level") ? work->group.level : group.level;
    group.capacity =
        option_given(invocation, "capacity") ? work->group.capacity : group.capacity;
    group.rest = option_given(invocation, "rest") ? work->group.rest : group.rest;
    group.hours =
        option_given(invocation, "hours") ? option_value(invocation, "hours") : group.hours;
    group.closed = option_given(invocation, "close") ? access->now : group.closed;
    return course_group_change(access, &group, &work->group);
}

static Outcome group_change_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "GROUP", &work.id));
    TRY(read_group(invocation, &work.group));
    TRY(manage_run(invocation->store, access_of_command(invocation), change_group, &work));
    print_group(invocation, &work.group);
    return OK;
}

static Outcome add_cycle(Access *access, void *context)
{
    const Work *work = context;
    return course_cycle_add(access, work->id, work->cycle);
}

static Outcome cycle_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "COURSE", &work.id));
    if (!date_parse(invocation->arguments[1], &work.cycle.first)) {
        return USAGE_ERROR(invocation, "FIRST", "a day is expected: 2026-09-01");
    }
    if (!date_parse(invocation->arguments[2], &work.cycle.last)) {
        return USAGE_ERROR(invocation, "LAST", "a day is expected: 2027-06-30");
    }
    return manage_run(invocation->store, access_of_command(invocation), add_cycle, &work);
}

static Outcome call_off(Access *access, void *context)
{
    const Work *work = context;
    return session_call_off(access, work->id, work->day);
}

static Outcome call_off_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "GROUP", &work.id));
    if (!date_parse(invocation->arguments[1], &work.day)) {
        return USAGE_ERROR(invocation, "DAY", "a day is expected: 2026-11-30");
    }
    return manage_run(invocation->store, access_of_command(invocation), call_off, &work);
}

/* ---------------------------------------------------------------------------------- report */

static Outcome find_cycle(Access *access, Work *work)
{
    CourseCycleList cycles = {0};
    if (work->day != DATE_NONE) {
        return OK;
    }
    TRY(course_cycle_list(access, work->id, &cycles));
    if (!course_cycle_now(&cycles, moment_to_local(access->now).date, &work->cycle)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "cycle",
                           "the course has no cycle yet: seuil course cycle");
    }
    work->day = work->cycle.first;
    return OK;
}

static Outcome report(Access *access, void *context)
{
    Work *work = context;
    CycleReport read = {0};
    Printing printing = {0};
    start(work->invocation, &printing);
    TRY(find_cycle(access, work));
    TRY(cycle_report(access, work->id, work->day, &read));
    if (work->invocation->json) {
        cycle_report_write_json(access->arena, &read, &printing.writer);
        finish(work->invocation, &printing);
        return OK;
    }
    cycle_report_csv(access->arena, &read, &printing.out);
    const Text text = buffer_text(&printing.out);
    (void)fprintf(work->invocation->out, "%.*s", TEXT_ARG(text));
    return OK;
}

static Outcome report_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .day = DATE_NONE};
    TRY(argument_id(invocation, 0, "COURSE", &work.id));
    if (option_given(invocation, "cycle") &&
        !date_parse(option_value(invocation, "cycle"), &work.day)) {
        return USAGE_ERROR(invocation, "cycle", "a day is expected: 2026-09-01");
    }
    return manage_look(invocation->store, access_of_command(invocation), report, &work);
}

static const Command commands[] = {
    {.name = "course add",
     .arguments = "KIND NAME",
     .summary = "Add what your house gives to groups: course, group, community, screening.",
     .examples = "seuil course add course \"Cours de français\" --condition "
                 "\"newly_arrived and from_outside_eu and literate\"",                        .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = add_run         },
    {.name = "course change",
     .arguments = "COURSE",
     .summary = "Change a course of your house, show it, or close it.",
     .examples = "seuil course change 0193... --hide",
     .options = change_options,
     .option_count = LENGTH_OF(change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = change_run      },
    {.name = "course list",
     .arguments = "",
     .summary = "The courses and activities of every house.",
     .examples = "seuil course list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run        },
    {.name = "course show",
     .arguments = "COURSE",
     .summary = "A course with its groups and cycles.",
     .examples = "seuil course show 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run        },
    {.name = "course group",
     .arguments = "COURSE NAME HOURS",
     .summary = "Add a group: when it meets, its level, how many can take part.",
     .examples = "seuil course group 0193... Débutants \"Mo-Fr 09:00-12:00\" --capacity 14",
     .options = group_options,
     .option_count = LENGTH_OF(group_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = group_run       },
    {.name = "course group-change",
     .arguments = "GROUP",
     .summary = "Change a group; places that are added go to who waits.",
     .examples = "seuil course group-change 0193... --capacity 16",
     .options = group_change_options,
     .option_count = LENGTH_OF(group_change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = group_change_run},
    {.name = "course cycle",
     .arguments = "COURSE FIRST LAST",
     .summary = "Add a cycle: sessions run from its first day to its last.",
     .examples = "seuil course cycle 0193... 2026-09-01 2027-06-30",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = cycle_run       },
    {.name = "course call-off",
     .arguments = "GROUP DAY",
     .summary = "Say that a group does not meet on a day.",
     .examples = "seuil course call-off 0193... 2026-12-04",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = call_off_run    },
    {.name = "course report",
     .arguments = "COURSE",
     .summary = "What a course of your house came to in a cycle, group by group, as CSV.",
     .examples = "seuil course report 0193... --cycle 2026-09-01",
     .options = report_options,
     .option_count = LENGTH_OF(report_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = report_run      },
};

const CommandTable COURSE_COMMANDS = {commands, LENGTH_OF(commands)};

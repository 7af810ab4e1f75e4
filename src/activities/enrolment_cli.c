/* SPDX-License-Identifier: EUPL-1.2 */
/* `enrolment ...`: who takes part in a group, and the sheet of a session. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "activities/activities_json.h"
#include "activities/course_cli.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 20, WORDS_MOST = 32 };

static const Option ask_options[] = {
    {"cycle", OPTION_VALUE, "DAY",  "The first day of the cycle (that of today)."             },
    {"class", OPTION_VALUE, "KEY",  "vital, child, discharge or date (date)."                 },
    {"facts", OPTION_VALUE, "FILE", "What decides, as JSON: {\"literate\": true}; - reads it."},
};

static const Option cycle_options[] = {
    {"cycle", OPTION_VALUE, "DAY", "The first day of the cycle (that of today)."},
};

static const Option mark_options[] = {
    {"others", OPTION_VALUE, "NUMBER", "How many came besides, of nobody."},
};

static const JsonLimits facts_limits = {.bytes = 1 << 16, .depth = 4, .values = 500};

typedef struct Work {
    const Invocation *invocation;
    EnrolmentOrder order;
    Enrolment enrolment;
    Moment starts;
    AttendanceWord words[WORDS_MOST];
    size_t count;
    int64_t others;
} Work;

static void print_json(const Access *access, const Work *work,
                       void (*write)(const Access *access, const Work *work,
                                     JsonWriter *writer))
{
    Buffer out = buffer_new(access->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    write(access, work, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome read_cycle(Invocation *invocation, Work *work)
{
    work->order.cycle = DATE_NONE;
    return !option_given(invocation, "cycle") ||
                   date_parse(option_value(invocation, "cycle"), &work->order.cycle)
               ? OK
               : USAGE_ERROR(invocation, "cycle", "a day is expected: 2026-09-01");
}

static Outcome find_cycle(Access *access, Work *work)
{
    CourseGroup group = {0};
    CourseCycle cycle = {0};
    CourseCycleList cycles = {0};
    if (work->order.cycle != DATE_NONE) {
        return OK;
    }
    TRY(course_group_get(access, work->order.group, &group));
    TRY(course_cycle_list(access, group.course, &cycles));
    if (!course_cycle_now(&cycles, moment_to_local(access->now).date, &cycle)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "cycle",
                           "the course has no cycle yet: seuil course cycle");
    }
    work->order.cycle = cycle.first;
    return OK;
}

static void print_line(const Access *access, const Work *work, const Enrolment *row)
{
    const Text id = id_format(access->arena, row->id);
    const Text state = enrolment_state_code(enrolment_state(row));
    const Text since = date_format(access->arena, row->rank.since);
    const Text class = waiting_rules()->classes[row->rank.class].key;
    (void)fprintf(work->invocation->out, "%.*s %.*s ", TEXT_ARG(id), TEXT_ARG(state));
    if (row->rank_place > 0) {
        (void)fprintf(work->invocation->out, "%lld class %.*s since %.*s ",
                      (long long)row->rank_place, TEXT_ARG(class), TEXT_ARG(since));
    }
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(row->label));
}

/* -------------------------------------------------------------------------------- enrolling */

static void write_one(const Access *access, const Work *work, JsonWriter *writer)
{
    enrolment_write_json(access, &work->enrolment, writer);
}

static Outcome ask(Access *access, void *context)
{
    Work *work = context;
    TRY(find_cycle(access, work));
    TRY(enrolment_ask(access, &work->order, &work->enrolment));
    if (work->invocation->json) {
        print_json(access, work, write_one);
    } else {
        print_line(access, work, &work->enrolment);
    }
    return OK;
}

static Outcome read_facts(Invocation *invocation, json_t **facts)
{
    Text content = {0};
    if (!option_given(invocation, "facts")) {
        return OK;
    }
    TRY(invocation_read_file(invocation, option_value(invocation, "facts"), facts_limits.bytes,
                             &content));
    return json_read(content, facts_limits, facts, &invocation->problem);
}

static Outcome ask_run(Invocation *invocation)
{
    json_t *facts SCOPED(json_close) = NULL;
    Work work = {.invocation = invocation};
    work.order.label = invocation->arguments[2];
    work.order.class = option_or(invocation, "class", "date");
    work.order.language = invocation->language;
    TRY(argument_id(invocation, 0, "GROUP", &work.order.group));
    TRY(argument_id(invocation, 1, "PERSON", &work.order.person));
    TRY(read_cycle(invocation, &work));
    TRY(read_facts(invocation, &facts));
    work.order.facts = facts;
    return manage_run(invocation->store, access_of_command(invocation), ask, &work);
}

static Outcome end(Access *access, void *context)
{
    const Work *work = context;
    return enrolment_end(access, work->enrolment.id, work->enrolment.ended_for);
}

static Outcome end_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    work.enrolment.ended_for = invocation->arguments[1];
    TRY(argument_id(invocation, 0, "ENROLMENT", &work.enrolment.id));
    return manage_run(invocation->store, access_of_command(invocation), end, &work);
}

static Outcome list(Access *access, void *context)
{
    Work *work = context;
    EnrolmentList rows = {0};
    TRY(find_cycle(access, work));
    TRY(enrolment_list(access, work->order.group, work->order.cycle, &rows));
    if (!work->invocation->json) {
        for (size_t i = 0; i < rows.count; i++) {
            print_line(access, work, &rows.items[i]);
        }
        return OK;
    }
    Buffer out = buffer_new(access->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    enrolments_write_json(access, &rows, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "GROUP", &work.order.group));
    TRY(read_cycle(invocation, &work));
    return manage_look(invocation->store, access_of_command(invocation), list, &work);
}

/* ----------------------------------------------------------------------------------- sheet */

static Outcome read_session(Invocation *invocation, Work *work)
{
    TRY(argument_id(invocation, 0, "GROUP", &work->order.group));
    return moment_parse(invocation->arguments[1], &work->starts)
               ? OK
               : USAGE_ERROR(invocation, "START",
                             "the start of a session is expected: 2026-11-30T09:00");
}

static Outcome sheet(Access *access, void *context)
{
    const Work *work = context;
    FILE *out = work->invocation->out;
    AttendanceSheet read = {0};
    TRY(attendance_sheet(access, work->order.group, work->starts, &read));
    if (work->invocation->json) {
        Buffer buffer = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&buffer);
        sheet_write_json(access->arena, &read, &writer);
        const Text text = buffer_text(&buffer);
        (void)fprintf(out, "%.*s\n", TEXT_ARG(text));
        return OK;
    }
    for (size_t i = 0; i < read.lines.count; i++) {
        const AttendanceLine *line = &read.lines.items[i];
        const Text id = id_format(access->arena, line->enrolment);
        const Text mark = attendance_mark_code(line->mark);
        (void)fprintf(out, "%.*s %-7.*s %.*s\n", TEXT_ARG(id), TEXT_ARG(mark),
                      TEXT_ARG(line->label));
    }
    (void)fprintf(out, "others %lld\n", (long long)read.others);
    return OK;
}

static Outcome sheet_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(read_session(invocation, &work));
    return manage_look(invocation->store, access_of_command(invocation), sheet, &work);
}

static Outcome mark(Access *access, void *context)
{
    const Work *work = context;
    return attendance_mark(access, work->order.group, work->starts, work->words, work->count,
                           work->others);
}

/* "0193...=present" */
static Outcome read_word(Invocation *invocation, int at, AttendanceWord *word)
{
    const Text given = invocation->arguments[at];
    const size_t cut = text_find_byte(given, '=', 0);
    return id_parse(text_slice(given, 0, cut), &word->enrolment) &&
                   attendance_mark_parse(text_slice(given, cut + 1, given.length), &word->mark)
               ? OK
               : USAGE_ERROR(invocation, "WORD",
                             "ENROLMENT=present, =absent or =excused is expected");
}

static Outcome mark_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .others = -1};
    TRY(read_session(invocation, &work));
    for (int i = 2; i < invocation->argument_count; i++) {
        TRY(read_word(invocation, i, &work.words[work.count++]));
    }
    if (option_given(invocation, "others") &&
        !text_to_integer(option_value(invocation, "others"), &work.others)) {
        return USAGE_ERROR(invocation, "others", "a whole number is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), mark, &work);
}

static const Command commands[] = {
    {.name = "enrolment ask",
     .arguments = "GROUP PERSON LABEL",
     .summary = "Enrol a person in a group, or put them on its waiting list.",
     .examples = "seuil enrolment ask 0193... 0194... \"Camille E.\" --facts facts.json",
     .options = ask_options,
     .option_count = LENGTH_OF(ask_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = ask_run  },
    {.name = "enrolment end",
     .arguments = "ENROLMENT REASON",
     .summary = "Say that somebody takes part no more; their place goes to who is first.",
     .examples = "seuil enrolment end 0193... moved",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = end_run  },
    {.name = "enrolment list",
     .arguments = "GROUP",
     .summary = "Who takes part in a group, then who waits, in order.",
     .examples = "seuil enrolment list 0193... --cycle 2026-09-01",
     .options = cycle_options,
     .option_count = LENGTH_OF(cycle_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run },
    {.name = "enrolment sheet",
     .arguments = "GROUP START",
     .summary = "The attendance sheet of a session of your house.",
     .examples = "seuil enrolment sheet 0193... 2026-11-30T09:00",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = sheet_run},
    {.name = "enrolment mark",
     .arguments = "GROUP START WORD...",
     .summary = "Write down who was present, absent or excused.",
     .examples = "seuil enrolment mark 0193... 2026-11-30T09:00 0194...=present --others 2",
     .options = mark_options,
     .option_count = LENGTH_OF(mark_options),
     .least_arguments = 2,
     .most_arguments = WORDS_MOST + 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = mark_run },
};

const CommandTable ENROLMENT_COMMANDS = {commands, LENGTH_OF(commands)};

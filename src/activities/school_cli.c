/* SPDX-License-Identifier: EUPL-1.2 */
/* `school ...`: sessions that a school asks for, and their count. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "activities/course_cli.h"
#include "activities/school_json.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 20 };

static const Option ask_options[] = {
    {"age",    OPTION_VALUE, "YEARS",  "The age of the pupils (12)."    },
    {"pupils", OPTION_VALUE, "NUMBER", "How many pupils are asked (20)."},
    {"by",     OPTION_VALUE, "NAME",   "Who leads it."                  },
};

static const Option change_options[] = {
    {"age",    OPTION_VALUE, "YEARS",  "The age of the pupils."    },
    {"pupils", OPTION_VALUE, "NUMBER", "How many pupils are asked."},
    {"by",     OPTION_VALUE, "NAME",   "Who leads it."             },
    {"at-day", OPTION_VALUE, "START",  "When it starts."           },
};

static const Option year_options[] = {
    {"year", OPTION_VALUE, "YEAR", "Which year (this one)."},
};

static const Option held_options[] = {
    {"report", OPTION_VALUE, "WORDS", "How it went, naming no pupil; - reads it."},
};

typedef struct Work {
    Invocation *invocation;
    SchoolSession session;
    int64_t year;
} Work;

static void print_one(const Access *access, const Work *work, const SchoolSession *session)
{
    FILE *out = work->invocation->out;
    if (work->invocation->json) {
        Buffer buffer = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&buffer);
        school_write_json(access->arena, session, &writer);
        (void)fprintf(out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
        return;
    }
    const Text id = id_format(access->arena, session->id);
    const Text starts = moment_format_local(access->arena, session->starts);
    (void)fprintf(out, "%.*s %.*s %s %.*s, %.*s, %.*s, %lld of %lld\n", TEXT_ARG(id),
                  TEXT_ARG(starts), school_state_code(session->state).bytes,
                  TEXT_ARG(session->school), TEXT_ARG(session->class), TEXT_ARG(session->theme),
                  (long long)session->came, (long long)session->pupils);
}

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), number)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

static Outcome read_session(Invocation *invocation, SchoolSession *session)
{
    TRY(read_number(invocation, "age", &session->age));
    TRY(read_number(invocation, "pupils", &session->pupils));
    if (option_given(invocation, "by")) {
        session->facilitator = option_value(invocation, "by");
    }
    return OK;
}

static Outcome ask(Access *access, void *context)
{
    Work *work = context;
    TRY(school_ask(access, &work->session, &work->session));
    print_one(access, work, &work->session);
    return OK;
}

static Outcome ask_run(Invocation *invocation)
{
    Work work = {
        .invocation = invocation,
        .session = {.school = invocation->arguments[0],
                    .class = invocation->arguments[1],
                    .theme = invocation->arguments[2],
                    .age = 12,
                    .pupils = 20}
    };
    if (!moment_parse(invocation->arguments[3], &work.session.starts)) {
        return USAGE_ERROR(invocation, "START", "a moment is expected: 2026-12-01T10:00");
    }
    TRY(read_session(invocation, &work.session));
    return manage_run(invocation->store, access_of_command(invocation), ask, &work);
}

static Outcome change(Access *access, void *context)
{
    Work *work = context;
    TRY(school_get(access, work->session.id, &work->session));
    TRY(read_session(work->invocation, &work->session));
    if (option_given(work->invocation, "at-day") &&
        !moment_parse(option_value(work->invocation, "at-day"), &work->session.starts)) {
        work->session.starts = 0;
    }
    TRY(school_change(access, &work->session, &work->session));
    print_one(access, work, &work->session);
    return OK;
}

static Outcome change_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SESSION", &work.session.id));
    return manage_run(invocation->store, access_of_command(invocation), change, &work);
}

static Outcome hold(Access *access, void *context)
{
    Work *work = context;
    TRY(school_hold(access, work->session.id, work->session.came, work->session.report,
                    &work->session));
    print_one(access, work, &work->session);
    return OK;
}

static Outcome hold_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SESSION", &work.session.id));
    if (!text_to_integer(invocation->arguments[1], &work.session.came)) {
        return USAGE_ERROR(invocation, "CAME", "a whole number is expected");
    }
    TRY(words_or_input(invocation, option_or(invocation, "report", ""), SCHOOL_REPORT_MOST * 4,
                       &work.session.report));
    return manage_run(invocation->store, access_of_command(invocation), hold, &work);
}

static Outcome cancel(Access *access, void *context)
{
    Work *work = context;
    TRY(school_cancel(access, work->session.id, &work->session));
    print_one(access, work, &work->session);
    return OK;
}

static Outcome cancel_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SESSION", &work.session.id));
    return manage_run(invocation->store, access_of_command(invocation), cancel, &work);
}

static Outcome list(Access *access, void *context)
{
    const Work *work = context;
    SchoolList found = {0};
    TRY(school_list(access, work->year, &found));
    if (work->invocation->json) {
        Buffer buffer = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&buffer);
        schools_write_json(access->arena, &found, &writer);
        (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
        return OK;
    }
    for (size_t i = 0; i < found.count; i++) {
        print_one(access, work, &found.items[i]);
    }
    return OK;
}

static Outcome report(Access *access, void *context)
{
    const Work *work = context;
    SchoolSumList found = {0};
    Buffer buffer = buffer_new(access->arena, LIST_BYTES);
    TRY(school_report(access, work->year, &found));
    if (work->invocation->json) {
        JsonWriter writer = json_writer(&buffer);
        school_report_write_json(work->year, &found, &writer);
        (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
        return OK;
    }
    school_report_csv(access->arena, work->year, &found, &buffer);
    (void)fprintf(work->invocation->out, "%.*s", TEXT_ARG(buffer_text(&buffer)));
    return OK;
}

static Outcome of_year(Invocation *invocation, ManageFunction look)
{
    Access *access = access_of_command(invocation);
    Work work = {.invocation = invocation,
                 .year = date_to_civil(moment_to_local(access->now).date).year};
    TRY(read_number(invocation, "year", &work.year));
    return manage_look(invocation->store, access, look, &work);
}

static Outcome list_run(Invocation *invocation)
{
    return of_year(invocation, list);
}

static Outcome report_run(Invocation *invocation)
{
    return of_year(invocation, report);
}

static const Command commands[] = {
    {.name = "school ask",
     .arguments = "SCHOOL CLASS THEME START",
     .summary = "Write down a session that a school asks for.",
     .examples = "seuil school ask \"Institut Exemple\" \"3e B\" alimentation 2026-12-01T10:00 "
                 "--pupils 22",                             .options = ask_options,
     .option_count = LENGTH_OF(ask_options),
     .least_arguments = 4,
     .most_arguments = 4,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = ask_run   },
    {.name = "school change",
     .arguments = "SESSION",
     .summary = "Change a session that is still to come.",
     .examples = "seuil school change 0193... --by Nadia",
     .options = change_options,
     .option_count = LENGTH_OF(change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = change_run},
    {.name = "school held",
     .arguments = "SESSION CAME",
     .summary = "Say how many pupils came, and how it went, naming nobody.",
     .examples = "seuil school held 0193... 21 --report -",
     .options = held_options,
     .option_count = LENGTH_OF(held_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = hold_run  },
    {.name = "school cancel",
     .arguments = "SESSION",
     .summary = "Say that a session does not take place.",
     .examples = "seuil school cancel 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = cancel_run},
    {.name = "school list",
     .arguments = "",
     .summary = "The school sessions of your house in a year.",
     .examples = "seuil school list --year 2026",
     .options = year_options,
     .option_count = LENGTH_OF(year_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run  },
    {.name = "school report",
     .arguments = "",
     .summary = "How many sessions and pupils, by school and theme, as CSV.",
     .examples = "seuil school report --year 2026",
     .options = year_options,
     .option_count = LENGTH_OF(year_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = report_run},
};

const CommandTable SCHOOL_COMMANDS = {commands, LENGTH_OF(commands)};

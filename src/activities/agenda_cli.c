/* SPDX-License-Identifier: EUPL-1.2 */
/* `agenda ...`: what takes place, for anybody. */
#include "activities/agenda_json.h"
#include "activities/course_cli.h"
#include "activities/ical.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 16, LAST_OF_WEEK = 6 };

static const Option list_options[] = {
    {"from", OPTION_VALUE, "DAY",  "The first day (this Monday)."          },
    {"to",   OPTION_VALUE, "DAY",  "The last day (six days later)."        },
    {"kind", OPTION_VALUE, "KIND", "course, group, community or screening."},
    {"near", OPTION_VALUE, "CODE", "Within 25 km of a postal code."        },
};

static const Option feed_options[] = {
    {"kind",  OPTION_VALUE, "KIND", "course, group, community or screening."},
    {"group", OPTION_VALUE, "ID",   "One group alone."                      },
};

static Outcome read_day(Invocation *invocation, const char *name, Date *day)
{
    return !option_given(invocation, name) || date_parse(option_value(invocation, name), day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-11-30");
}

static void print_item(const Invocation *invocation, const AgendaItem *item)
{
    const Text starts = moment_format_local(invocation->arena, item->session.starts);
    const Text kind = course_kind_code(item->course.kind);
    (void)fprintf(invocation->out, "%.*s %-9.*s %.*s, %.*s%s%s\n", TEXT_ARG(starts),
                  TEXT_ARG(kind), TEXT_ARG(item->course.name), TEXT_ARG(item->group.name),
                  item->session.is_off ? " (called off)" : "",
                  item->session.is_certain ? "" : " (to be confirmed)");
}

static void print_text(const Invocation *invocation, Buffer *out, const char *end)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s%s", TEXT_ARG(text), end);
}

static Outcome list_run(Invocation *invocation)
{
    AgendaList list = {0};
    const Date monday = agenda_monday(moment_to_local(invocation->now).date);
    Session *session SCOPED(session_end) = NULL;
    AgendaQuestion question = {.days.first = monday,
                               .kind = option_or(invocation, "kind", ""),
                               .postal_code = option_or(invocation, "near", "")};
    TRY(read_day(invocation, "from", &question.days.first));
    question.days.last = question.days.first + LAST_OF_WEEK;
    TRY(read_day(invocation, "to", &question.days.last));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(agenda_list(session, invocation->arena, &question, &list, &invocation->problem));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        agenda_write_json(invocation->arena, &list, &writer);
        print_text(invocation, &out, "\n");
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_item(invocation, &list.items[i]);
    }
    return OK;
}

static Outcome feed_run(Invocation *invocation)
{
    Id group = {{0}};
    AgendaGroupList groups = {0};
    Session *session SCOPED(session_end) = NULL;
    TRY(option_id(invocation, "group", &group));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(agenda_groups(session, invocation->arena, option_or(invocation, "kind", ""), group,
                      moment_to_local(invocation->now).date, &groups, &invocation->problem));
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    ical_write(invocation->arena, &groups, &out);
    print_text(invocation, &out, "");
    return OK;
}

static const Command commands[] = {
    {.name = "agenda list",
     .arguments = "",
     .summary = "What takes place this week, of the courses that houses show.",
     .examples = "seuil agenda list --near 4000\nseuil agenda list --kind screening --json",
     .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = list_run},
    {.name = "agenda feed",
     .arguments = "",
     .summary = "The same as an iCalendar (RFC 5545), which a calendar imports.",
     .examples = "seuil agenda feed > agenda.ics",
     .options = feed_options,
     .option_count = LENGTH_OF(feed_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = feed_run},
};

const CommandTable AGENDA_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* `screening ...`: what a house screens for, its free slots and its letters. */
#include "activities/screening_cli.h"
#include "access/gate_cli.h"
#include "access/manage.h"
#include "activities/screening_json.h"
#include "cli/arguments.h"

enum { LIST_BYTES = 1 << 20 };

static const Option add_options[] = {
    {"sex",   OPTION_VALUE, "SEX",   "female or male (everybody)."                  },
    {"ages",  OPTION_VALUE, "A-B",   "From what age to what age (0-120)."           },
    {"every", OPTION_VALUE, "YEARS", "Nobody is invited again before so many years."},
    {"first", OPTION_VALUE, "DAY",   "Its first day (today)."                       },
    {"last",  OPTION_VALUE, "DAY",   "Its last day (a year on)."                    },
};

static const Option change_options[] = {
    {"name",  OPTION_VALUE, "NAME",  "Its name."                                    },
    {"sex",   OPTION_VALUE, "SEX",   "female, male or \"\"."                        },
    {"ages",  OPTION_VALUE, "A-B",   "From what age to what age."                   },
    {"every", OPTION_VALUE, "YEARS", "Nobody is invited again before so many years."},
    {"first", OPTION_VALUE, "DAY",   "Its first day."                               },
    {"last",  OPTION_VALUE, "DAY",   "Its last day."                                },
    {"close", OPTION_FLAG,  NULL,    "It invites no more."                          },
};

static const Option slot_options[] = {
    {"from", OPTION_VALUE, "DAY", "From which day (today)."},
};

typedef struct Work {
    Invocation *invocation;
    Id id;
    Screening screening;
    Date day;
} Work;

/* --------------------------------------------------------------------------------- printing */

typedef struct Printing {
    Buffer out;
    JsonWriter writer;
} Printing;

static JsonWriter *start(const Access *access, Printing *printing)
{
    printing->out = buffer_new(access->arena, LIST_BYTES);
    printing->writer = json_writer(&printing->out);
    return &printing->writer;
}

static void finish(const Work *work, const Printing *printing)
{
    const Text text = buffer_text(&printing->out);
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
}

static void print_screening(const Access *access, const Work *work, const Screening *screening)
{
    Printing printing = {0};
    const Text id = id_format(access->arena, screening->id);
    const Text kind = screening_kind_code(screening->kind);
    if (work->invocation->json) {
        screening_write_json(access->arena, screening, start(access, &printing));
        finish(work, &printing);
        return;
    }
    (void)fprintf(work->invocation->out, "%.*s %.*s %.*s, %.*s %lld to %lld%s\n", TEXT_ARG(id),
                  TEXT_ARG(kind), TEXT_ARG(screening->name), TEXT_ARG(screening->sex),
                  (long long)screening->age_least, (long long)screening->age_most,
                  screening->closed != 0 ? " (closed)" : "");
}

void invitation_print(const Access *access, FILE *out, const ScreeningInvitation *row)
{
    const Text id = id_format(access->arena, row->id);
    const Text way = invitation_way_code(row->way);
    const Text answer =
        row->answer == ANSWER_NONE ? TEXT("waiting") : invitation_answer_code(row->answer);
    (void)fprintf(out, "%.*s %.*s %.*s", TEXT_ARG(id), TEXT_ARG(way), TEXT_ARG(answer));
    if (row->starts != 0) {
        const Text starts = moment_format_local(access->arena, row->starts);
        (void)fprintf(out, " %.*s", TEXT_ARG(starts));
    }
    (void)fprintf(out, "%s %.*s\n",
                  row->came == CAME_YES  ? " came"
                  : row->came == CAME_NO ? " absent"
                                         : "",
                  TEXT_ARG(row->name));
}

/* ------------------------------------------------------------------------------- screenings */

static Outcome read_day(Invocation *invocation, const char *name, Date *day)
{
    return !option_given(invocation, name) || date_parse(option_value(invocation, name), day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-12-01");
}

static Outcome read_screening(Invocation *invocation, Screening *screening)
{
    if (option_given(invocation, "ages")) {
        const Text ages = option_value(invocation, "ages");
        const size_t cut = text_find_byte(ages, '-', 0);
        if (!text_to_integer(text_slice(ages, 0, cut), &screening->age_least) ||
            !text_to_integer(text_slice(ages, cut + 1, ages.length), &screening->age_most)) {
            return USAGE_ERROR(invocation, "ages", "two ages are expected: 50-69");
        }
    }
    if (option_given(invocation, "every") &&
        !text_to_integer(option_value(invocation, "every"), &screening->every_years)) {
        return USAGE_ERROR(invocation, "every", "a whole number of years is expected");
    }
    if (option_given(invocation, "sex")) {
        screening->sex = option_value(invocation, "sex");
    }
    TRY(read_day(invocation, "first", &screening->first));
    return read_day(invocation, "last", &screening->last);
}

static Outcome add(Access *access, void *context)
{
    enum { A_YEAR = 365 };
    Work *work = context;
    Screening *screening = &work->screening;
    screening->first = moment_to_local(access->now).date;
    screening->last = screening->first + A_YEAR;
    TRY(read_screening(work->invocation, screening));
    TRY(screening_add(access, screening, screening));
    print_screening(access, work, screening);
    return OK;
}

static Outcome add_run(Invocation *invocation)
{
    Work work = {
        .invocation = invocation,
        .screening = {.name = invocation->arguments[1], .age_most = SCREENING_AGE_MOST}
    };
    if (!screening_kind_parse(invocation->arguments[0], &work.screening.kind)) {
        return USAGE_ERROR(invocation, "KIND", "mammography, check_up or disease is expected");
    }
    TRY(argument_id(invocation, 2, "UNIT", &work.screening.unit));
    return manage_run(invocation->store, access_of_command(invocation), add, &work);
}

static Outcome change(Access *access, void *context)
{
    Work *work = context;
    Screening *screening = &work->screening;
    TRY(screening_get(access, work->id, screening));
    TRY(read_screening(work->invocation, screening));
    if (option_given(work->invocation, "name")) {
        screening->name = option_value(work->invocation, "name");
    }
    screening->closed =
        option_given(work->invocation, "close") ? access->now : screening->closed;
    TRY(screening_change(access, screening, screening));
    print_screening(access, work, screening);
    return OK;
}

static Outcome change_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SCREENING", &work.id));
    return manage_run(invocation->store, access_of_command(invocation), change, &work);
}

static Outcome list(Access *access, void *context)
{
    const Work *work = context;
    Printing printing = {0};
    ScreeningList screenings = {0};
    TRY(screening_list(access, &screenings));
    if (work->invocation->json) {
        screenings_write_json(access->arena, &screenings, start(access, &printing));
        finish(work, &printing);
        return OK;
    }
    for (size_t i = 0; i < screenings.count; i++) {
        print_screening(access, work, &screenings.items[i]);
    }
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    return manage_look(invocation->store, access_of_command(invocation), list, &work);
}

static Outcome show(Access *access, void *context)
{
    const Work *work = context;
    Printing printing = {0};
    Screening screening = {0};
    InvitationList rows = {0};
    TRY(screening_get(access, work->id, &screening));
    if (work->invocation->json) {
        TRY(screening_whole_write_json(access, &screening, start(access, &printing)));
        finish(work, &printing);
        return OK;
    }
    TRY(invitation_list(access, work->id, &rows));
    print_screening(access, work, &screening);
    for (size_t i = 0; i < rows.count; i++) {
        invitation_print(access, work->invocation->out, &rows.items[i]);
    }
    return OK;
}

static Outcome show_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SCREENING", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), show, &work);
}

static Outcome slots(Access *access, void *context)
{
    const Work *work = context;
    Printing printing = {0};
    Screening screening = {0};
    SlotList found = {0};
    TRY(screening_get(access, work->id, &screening));
    TRY(screening_slots(access, &screening, work->day, &found));
    if (work->invocation->json) {
        screening_slots_write_json(access->arena, &found, start(access, &printing));
        finish(work, &printing);
        return OK;
    }
    for (size_t i = 0; i < found.count; i++) {
        const Text starts = moment_format_local(access->arena, found.items[i].starts);
        (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(starts));
    }
    return OK;
}

static Outcome slots_run(Invocation *invocation)
{
    Work work = {.invocation = invocation, .day = DATE_NONE};
    TRY(argument_id(invocation, 0, "SCREENING", &work.id));
    TRY(read_day(invocation, "from", &work.day));
    return manage_look(invocation->store, access_of_command(invocation), slots, &work);
}

static Outcome letters(Access *access, void *context)
{
    const Work *work = context;
    Printing printing = {0};
    InvitationLetters found = {0};
    TRY(invitation_letters(access, work->id, &found));
    if (work->invocation->json) {
        letters_write_json(&found, start(access, &printing));
        finish(work, &printing);
        return OK;
    }
    for (size_t i = 0; i < found.count; i++) {
        const InvitationLetter *letter = &found.items[i];
        (void)fprintf(work->invocation->out, "%.*s, %.*s, %.*s%s\n", TEXT_ARG(letter->name),
                      TEXT_ARG(letter->address), TEXT_ARG(letter->town),
                      letter->is_reminder ? " (reminder)" : "");
    }
    for (size_t i = 0; i < found.withheld.count; i++) {
        (void)fprintf(work->invocation->out, "no letter: %.*s\n",
                      TEXT_ARG(found.withheld.items[i]));
    }
    return OK;
}

static Outcome letters_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "SCREENING", &work.id));
    return manage_look(invocation->store, access_of_command(invocation), letters, &work);
}

static const Command commands[] = {
    {.name = "screening add",
     .arguments = "KIND NAME UNIT",
     .summary = "Add a screening of your house: mammography, check_up or disease.",
     .examples = "seuil screening add mammography \"Dépistage du sein\" 0193... --sex female "
                 "--ages 50-69 --every 2",                           .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = add_run    },
    {.name = "screening change",
     .arguments = "SCREENING",
     .summary = "Change a screening of your house, or close it.",
     .examples = "seuil screening change 0193... --last 2027-06-30",
     .options = change_options,
     .option_count = LENGTH_OF(change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = change_run },
    {.name = "screening list",
     .arguments = "",
     .summary = "The screenings of your house.",
     .examples = "seuil screening list --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run   },
    {.name = "screening show",
     .arguments = "SCREENING",
     .summary = "Who is invited to a screening, how, and what they answered.",
     .examples = "seuil screening show 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = show_run   },
    {.name = "screening slots",
     .arguments = "SCREENING",
     .summary = "The next free appointments of a screening.",
     .examples = "seuil screening slots 0193... --from 2026-12-01",
     .options = slot_options,
     .option_count = LENGTH_OF(slot_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = slots_run  },
    {.name = "screening letters",
     .arguments = "SCREENING",
     .summary = "To whom a letter may be sent today, and to whom not.",
     .examples = "seuil screening letters 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = letters_run},
};

const CommandTable SCREENING_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* `unit ...`: what a house gives, and what it tells of its free places. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "resources/resources_cli.h"
#include "resources/resources_json.h"

enum { LIST_BYTES = 1 << 20 };

static const Option add_options[] = {
    {"capacity", OPTION_VALUE, "NUMBER",  "How many can have it at once (1)."                 },
    {"hours",    OPTION_VALUE, "HOURS",
     "When it is given, an OpenStreetMap value: \"Mo-Fr 09:00-16:00\"."                       },
    {"slot",     OPTION_VALUE, "MINUTES", "How long each has it; a bed is given by the night."},
    {"gap",      OPTION_VALUE, "MINUTES", "Between two uses, for cleaning (0)."               },
    {"rule",     OPTION_VALUE, "TEXT",    "Who may have it, as a condition."                  },
    {"reach",    OPTION_VALUE, "WHO",     "house, network (usual) or public: who may book."   },
    {"told",     OPTION_FLAG,  NULL,      "Its free places are told, not kept in Seuil."      },
    {"service",  OPTION_VALUE, "ID",      "The service of the directory that gives it."       },
};

static const Option change_options[] = {
    {"name",     OPTION_VALUE, "TEXT",    "Another name."                                    },
    {"capacity", OPTION_VALUE, "NUMBER",  "How many can have it at once."                    },
    {"hours",    OPTION_VALUE, "HOURS",   "When it is given."                                },
    {"rule",     OPTION_VALUE, "TEXT",    "Who may have it, as a condition."                 },
    {"slot",     OPTION_VALUE, "MINUTES", "How long each has it."                            },
    {"gap",      OPTION_VALUE, "MINUTES", "Between two uses."                                },
    {"reach",    OPTION_VALUE, "WHO",     "house, network or public."                        },
    {"service",  OPTION_VALUE, "ID",      "The service of the directory that gives it; none."},
    {"told",     OPTION_FLAG,  NULL,      "Its free places are told, not kept in Seuil."     },
    {"kept",     OPTION_FLAG,  NULL,      "Its bookings are kept in Seuil."                  },
    {"close",    OPTION_FLAG,  NULL,      "It is given no more."                             },
    {"reopen",   OPTION_FLAG,  NULL,      "It is given again."                               },
};

static const Option board_options[] = {
    {"day", OPTION_VALUE, "DAY", "The day on which nights and slots begin (today)."},
};

static const Option report_options[] = {
    {"from", OPTION_VALUE, "DAY", "The first day (30 days ago)."},
    {"to",   OPTION_VALUE, "DAY", "The last day (today)."       },
};

/* -------------------------------------------------------------------------------- reading */

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), number)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

static Outcome read_day(Invocation *invocation, const char *name, Date *day)
{
    return !option_given(invocation, name) || date_parse(option_value(invocation, name), day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-11-30");
}

static Outcome read_common(Invocation *invocation, Unit *unit)
{
    if (option_given(invocation, "hours")) {
        unit->hours = option_value(invocation, "hours");
    }
    if (option_given(invocation, "rule")) {
        unit->rule = option_value(invocation, "rule");
    }
    if (option_given(invocation, "reach") &&
        !unit_reach_parse(option_value(invocation, "reach"), &unit->reach)) {
        return USAGE_ERROR(invocation, "reach", "house, network or public is expected");
    }
    TRY(read_number(invocation, "slot", &unit->slot_minutes));
    TRY(read_number(invocation, "gap", &unit->gap_minutes));
    return read_number(invocation, "capacity", &unit->capacity);
}

static Outcome read_id(Invocation *invocation, Id *id)
{
    return id_parse(invocation->arguments[0], id)
               ? OK
               : USAGE_ERROR(invocation, "UNIT", "an identifier is expected: seuil unit list");
}

/* ------------------------------------------------------------------------------- printing */

static void print_unit(const Invocation *invocation, const Unit *unit)
{
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        unit_write_json(invocation->arena, unit, &writer);
        const Text text = buffer_text(&out);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
        return;
    }
    const Text id = id_format(invocation->arena, unit->id);
    const Text kind = unit_kind_code(unit->kind);
    (void)fprintf(invocation->out, "%.*s %-11.*s %4lld  %.*s%s\n", TEXT_ARG(id), TEXT_ARG(kind),
                  (long long)unit->capacity, TEXT_ARG(unit->name),
                  unit->closed != 0 ? " (closed)" : "");
}

static void print_board_unit(const Invocation *invocation, const BoardUnit *shown)
{
    print_unit(invocation, &shown->unit);
    if (shown->told.at != 0) {
        const Text at = moment_format_local(invocation->arena, shown->told.at);
        (void)fprintf(invocation->out, "  told %.*s: %lld free\n", TEXT_ARG(at),
                      (long long)shown->told.free);
    }
    for (size_t i = 0; i < shown->slot_count && shown->unit.is_kept_here; i++) {
        const BoardSlot *slot = &shown->slots[i];
        const Text key = slot_key_format(invocation->arena, &shown->unit, slot->slot.key);
        (void)fprintf(invocation->out, "  %.*s: %lld free, %lld held, %lld booked, %lld come\n",
                      TEXT_ARG(key), (long long)slot->free, (long long)slot->held,
                      (long long)slot->booked, (long long)slot->arrived);
    }
}

/* ------------------------------------------------------------------------------- commands */

static Outcome add(Access *access, void *unit)
{
    return unit_add(access, unit, unit);
}

static Outcome add_run(Invocation *invocation)
{
    Unit unit = {.name = invocation->arguments[1],
                 .capacity = 1,
                 .reach = UNIT_FOR_NETWORK,
                 .is_kept_here = !option_given(invocation, "told")};
    if (!unit_kind_parse(invocation->arguments[0], &unit.kind)) {
        return USAGE_ERROR(invocation, "KIND",
                           "bed, shower, washer, dryer, chair, appointment, course, seat or "
                           "dwelling is expected");
    }
    TRY(option_id(invocation, "service", &unit.service));
    TRY(read_common(invocation, &unit));
    TRY(manage_run(invocation->store, access_of_command(invocation), add, &unit));
    print_unit(invocation, &unit);
    return OK;
}

typedef struct Changing {
    Invocation *invocation;
    Unit unit;
} Changing;

/* "none" where the directory has no service for it. */
static Outcome read_service(Invocation *invocation, Id *service)
{
    if (text_equal(option_value(invocation, "service"), TEXT("none"))) {
        *service = (Id){{0}};
        return OK;
    }
    return option_given(invocation, "service") ? option_id(invocation, "service", service) : OK;
}

/* What the line does not name stays as it is now. */
static Outcome change(Access *access, void *context)
{
    Changing *changing = context;
    Invocation *invocation = changing->invocation;
    Unit unit = {0};
    TRY(unit_get(access, changing->unit.id, &unit));
    unit.name = option_given(invocation, "name") ? option_value(invocation, "name") : unit.name;
    unit.is_kept_here = option_given(invocation, "kept") ||
                        (unit.is_kept_here && !option_given(invocation, "told"));
    unit.closed = option_given(invocation, "reopen") ? 0 : unit.closed;
    unit.closed = option_given(invocation, "close") ? access->now : unit.closed;
    TRY(read_common(invocation, &unit));
    TRY(read_service(invocation, &unit.service));
    return unit_change(access, &unit, &changing->unit);
}

static Outcome change_run(Invocation *invocation)
{
    Changing changing = {.invocation = invocation};
    TRY(read_id(invocation, &changing.unit.id));
    TRY(manage_run(invocation->store, access_of_command(invocation), change, &changing));
    print_unit(invocation, &changing.unit);
    return OK;
}

typedef struct Telling {
    Id unit;
    int64_t free;
} Telling;

static Outcome tell(Access *access, void *context)
{
    const Telling *telling = context;
    return unit_tell(access, telling->unit, telling->free);
}

static Outcome tell_run(Invocation *invocation)
{
    Telling telling = {0};
    TRY(read_id(invocation, &telling.unit));
    if (!text_to_integer(invocation->arguments[1], &telling.free)) {
        return USAGE_ERROR(invocation, "FREE", "a whole number is expected");
    }
    return manage_run(invocation->store, access_of_command(invocation), tell, &telling);
}

typedef struct Refusing {
    Id unit;
    Text reason;
} Refusing;

static Outcome refuse(Access *access, void *context)
{
    const Refusing *refusing = context;
    return booking_refuse(access, refusing->unit, refusing->reason);
}

static Outcome refuse_run(Invocation *invocation)
{
    Refusing refusing = {.reason = invocation->arguments[1]};
    TRY(read_id(invocation, &refusing.unit));
    return manage_run(invocation->store, access_of_command(invocation), refuse, &refusing);
}

typedef struct Looking {
    int64_t year;
    Invocation *invocation;
    Id unit;
    Date first;
    Date last;
} Looking;

static Outcome show_board(Access *access, void *context)
{
    const Looking *looking = context;
    const Invocation *invocation = looking->invocation;
    Board board = {0};
    TRY(board_read(access, UNITS_OF_NETWORK, looking->first, &board));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        board_write_json(access, &board, &writer);
        const Text text = buffer_text(&out);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
        return OK;
    }
    for (size_t i = 0; i < board.count; i++) {
        print_board_unit(invocation, &board.units[i]);
    }
    return OK;
}

static Outcome list_run(Invocation *invocation)
{
    Looking looking = {.invocation = invocation, .first = BOARD_TODAY};
    TRY(read_day(invocation, "day", &looking.first));
    return manage_look(invocation->store, access_of_command(invocation), show_board, &looking);
}

/* As CSV (RFC 4180), which a spreadsheet opens. */
static Outcome show_report(Access *access, void *context)
{
    const Looking *looking = context;
    FILE *out = looking->invocation->out;
    Unit unit = {0};
    UnitDayList days = {0};
    TRY(unit_get(access, looking->unit, &unit));
    TRY(unit_report(access, &unit, looking->first, looking->last, &days));
    (void)fputs("day,offered,used,absent,cancelled,refused\n", out);
    for (size_t i = 0; i < days.count; i++) {
        const UnitDay *day = &days.items[i];
        const Text name = date_format(access->arena, day->day);
        (void)fprintf(out, "%.*s,%lld,%lld,%lld,%lld,%lld\n", TEXT_ARG(name),
                      (long long)day->offered, (long long)day->used, (long long)day->absent,
                      (long long)day->cancelled, (long long)day->refused);
    }
    return OK;
}

static Outcome show_year(Access *access, void *context)
{
    const Looking *looking = context;
    const Invocation *invocation = looking->invocation;
    Unit unit = {0};
    UnitYear counted = {0};
    Buffer out = buffer_new(access->arena, LIST_BYTES);
    TRY(unit_get(access, looking->unit, &unit));
    TRY(unit_year(access, &unit, looking->year, &counted));
    if (invocation->json) {
        JsonWriter writer = json_writer(&out);
        unit_year_write_json(access->arena, &counted, &writer);
        buffer_append(&out, TEXT("\n"));
    } else {
        unit_year_csv(access->arena, &counted, &out);
    }
    const Text text = buffer_text(&out);
    (void)fwrite(text.bytes, 1, text.length, invocation->out);
    return OK;
}

static Outcome year_run(Invocation *invocation)
{
    Looking looking = {.invocation = invocation};
    TRY(read_id(invocation, &looking.unit));
    if (!text_to_integer(invocation->arguments[1], &looking.year)) {
        return USAGE_ERROR(invocation, "YEAR", "a year is expected: 2026");
    }
    return manage_look(invocation->store, access_of_command(invocation), show_year, &looking);
}

static Outcome report_run(Invocation *invocation)
{
    enum { USUAL_DAYS = 30 };
    const Date today = moment_to_local(invocation->now).date;
    Looking looking = {.invocation = invocation, .first = today - USUAL_DAYS, .last = today};
    TRY(read_id(invocation, &looking.unit));
    TRY(read_day(invocation, "from", &looking.first));
    TRY(read_day(invocation, "to", &looking.last));
    return manage_look(invocation->store, access_of_command(invocation), show_report, &looking);
}

static const Command commands[] = {
    {.name = "unit add",
     .arguments = "KIND NAME",
     .summary = "Add what your house gives: bed, shower, washer, dryer, chair, appointment...",
     .examples = "seuil unit add bed \"Lits d'urgence\" --capacity 3\n"
                 "seuil unit add shower Douches --capacity 2 --slot 30 --gap 10 --hours "
                 "\"Mo-Fr 09:00-12:00\"",                                       .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = add_run   },
    {.name = "unit change",
     .arguments = "UNIT",
     .summary = "Change a unit of your house, or close it.",
     .examples = "seuil unit change 0193... --capacity 5",
     .options = change_options,
     .option_count = LENGTH_OF(change_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_MANAGE_UNIT,
     .run = change_run},
    {.name = "unit list",
     .arguments = "",
     .summary = "The units you may book, with what is free on a day.",
     .examples = "seuil unit list\nseuil unit list --day 2026-12-24 --json",
     .options = board_options,
     .option_count = LENGTH_OF(board_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = list_run  },
    {.name = "unit tell",
     .arguments = "UNIT FREE",
     .summary = "Write down how many places a house says are free.",
     .examples = "seuil unit tell 0193... 6",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = tell_run  },
    {.name = "unit refuse",
     .arguments = "UNIT REASON",
     .summary = "Count one who was sent away: full, out_of_service, rule, conduct, other.",
     .examples = "seuil unit refuse 0193... full",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = refuse_run},
    {.name = "unit year",
     .arguments = "UNIT YEAR",
     .summary = "What a unit gave in a year, by month, as CSV: used, absent, refused, waiting.",
     .examples = "seuil unit year 0193... 2026 > 2026.csv",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = year_run  },
    {.name = "unit report",
     .arguments = "UNIT",
     .summary = "What a unit of your house gave, day by day, as CSV.",
     .examples = "seuil unit report 0193... --from 2026-11-01 --to 2026-11-30",
     .options = report_options,
     .option_count = LENGTH_OF(report_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = MAY_BOOK_UNIT,
     .run = report_run},
};

const CommandTable UNIT_COMMANDS = {commands, LENGTH_OF(commands)};

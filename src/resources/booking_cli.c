/* SPDX-License-Identifier: EUPL-1.2 */
/* `booking ...`: a place for somebody, and what became of it. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "resources/resources_cli.h"
#include "resources/resources_json.h"

enum { LIST_BYTES = 1 << 20 };

static const Option make_options[] = {
    {"nights",   OPTION_VALUE, "NUMBER", "That many nights in a row: all of them, or none (1)."  },
    {"person",   OPTION_VALUE, "ID",     "Whose file it is."                                     },
    {"label",    OPTION_VALUE, "TEXT",   "What the list calls them by."                          },
    {"hold",     OPTION_FLAG,  NULL,     "Only keep it for ten minutes."                         },
    {"facts",    OPTION_VALUE, "JSON",   "What the rule asks: '{\"leaving_prison\":true}', or -."},
    {"override", OPTION_VALUE, "CODE",
     "Pass over the rule: vital, nowhere_else, agreed, other."                                   },
};

static const Option act_options[] = {
    {"reason", OPTION_VALUE, "CODE",
     "full, out_of_service, rule, conduct or other: why the house cancels."},
};

typedef struct Booked {
    Invocation *invocation;
    BookingOrder order;
    int64_t nights;
    BookingWish wish;
    BookingList made;
    Text code;
    BookingMove move;
} Booked;

static void print_booking(const Access *access, const Invocation *invocation, const Unit *unit,
                          const Booking *booking)
{
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        booking_write_json(access, unit, booking, &writer);
        const Text text = buffer_text(&out);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
        return;
    }
    const Text id = id_format(invocation->arena, booking->id);
    const Text key = slot_key_format(invocation->arena, unit, booking->place.slot);
    const Text state = booking_state_code(booking_state(booking, access->now));
    (void)fprintf(invocation->out, "%.*s %.*s place %lld %.*s %.*s\n", TEXT_ARG(id),
                  TEXT_ARG(key), (long long)booking->place.number, TEXT_ARG(state),
                  TEXT_ARG(booking->label));
}

/* --------------------------------------------------------------------------------- making */

static Outcome make(Access *access, void *context)
{
    Booked *booked = context;
    const Invocation *invocation = booked->invocation;
    Unit unit = {0};
    BookingOrder orders[BOOKING_BUNDLE_MOST];
    TRY(unit_get(access, booked->order.unit, &unit));
    if (!slot_key_parse(&unit, invocation->arguments[1], &booked->order.slot)) {
        return problem_set(access->problem, USAGE, TEXT(""), "WHEN",
                           "the day of a night, or the start of a slot, is expected");
    }
    if (booked->nights > 1 && !unit_is_by_night(&unit)) {
        return problem_set(access->problem, USAGE, TEXT(""), "nights",
                           "this unit is given by the slot");
    }
    for (int64_t i = 0; i < booked->nights; i++) {
        orders[i] = booked->order;
        orders[i].slot += i;
    }
    return booking_make(access, booked->wish, orders, (size_t)booked->nights, &booked->made,
                        &booked->code);
}

static Outcome look_at_unit(Access *access, void *context)
{
    const Booked *booked = context;
    Unit unit = {0};
    for (size_t i = 0; i < booked->made.count; i++) {
        TRY(unit_get(access, booked->made.items[i].place.unit, &unit));
        print_booking(access, booked->invocation, &unit, &booked->made.items[i]);
    }
    return OK;
}

static Outcome read_order(Invocation *invocation, Booked *booked)
{
    const Text nights = option_or(invocation, "nights", "1");
    booked->order.label = option_or(invocation, "label", "");
    booked->wish = option_given(invocation, "hold") ? BOOKING_HOLD : BOOKING_BOOK;
    if (!id_parse(invocation->arguments[0], &booked->order.unit)) {
        return USAGE_ERROR(invocation, "UNIT", "an identifier is expected: seuil unit list");
    }
    TRY(option_id(invocation, "person", &booked->order.person));
    if (!text_to_integer(nights, &booked->nights) || booked->nights < 1 ||
        booked->nights > BOOKING_BUNDLE_MOST) {
        return USAGE_ERROR(invocation, "nights", "1 to %d is expected", BOOKING_BUNDLE_MOST);
    }
    return OK;
}

static Outcome finish_making(Invocation *invocation,
                             Outcome (*making)(Access *access, void *context), Booked *booked)
{
    Access *access = access_of_command(invocation);
    TRY(manage_run(invocation->store, access, making, booked));
    TRY(manage_look(invocation->store, access, look_at_unit, booked));
    if (!invocation->quiet) {
        (void)fprintf(invocation->error, "Code of who comes: %.*s\n", TEXT_ARG(booked->code));
    }
    return OK;
}

static Outcome make_run(Invocation *invocation)
{
    Booked booked = {.invocation = invocation};
    json_t *facts SCOPED(json_close) = NULL;
    TRY(read_order(invocation, &booked));
    TRY(option_json(invocation, "facts", &facts));
    booked.order.answers =
        (RuleAnswers){facts, option_or(invocation, "override", ""), invocation->language};
    return finish_making(invocation, make, &booked);
}

static Outcome read_together(Access *access, const Booked *booked, int at, BookingOrder *order)
{
    Unit unit = {0};
    const Text given = booked->invocation->arguments[at];
    const size_t equals = text_find_byte(given, '=', 0);
    *order = booked->order;
    if (equals == given.length || !id_parse(text_slice(given, 0, equals), &order->unit)) {
        return problem_set(access->problem, USAGE, TEXT(""), "PLACE", "UNIT=WHEN is expected");
    }
    TRY(unit_get(access, order->unit, &unit));
    return slot_key_parse(&unit, text_slice(given, equals + 1, given.length), &order->slot)
               ? OK
               : problem_set(access->problem, USAGE, TEXT(""), "PLACE",
                             "the day of a night, or the start of a slot, is expected");
}

static Outcome make_together(Access *access, void *context)
{
    Booked *booked = context;
    BookingOrder orders[BOOKING_BUNDLE_MOST];
    const int count = booked->invocation->argument_count;
    for (int i = 0; i < count; i++) {
        TRY(read_together(access, booked, i, &orders[i]));
    }
    return booking_make(access, booked->wish, orders, (size_t)count, &booked->made,
                        &booked->code);
}

static Outcome together_run(Invocation *invocation)
{
    Booked booked = {.invocation = invocation};
    json_t *facts SCOPED(json_close) = NULL;
    booked.order.label = option_or(invocation, "label", "");
    booked.wish = option_given(invocation, "hold") ? BOOKING_HOLD : BOOKING_BOOK;
    TRY(option_id(invocation, "person", &booked.order.person));
    TRY(option_json(invocation, "facts", &facts));
    booked.order.answers =
        (RuleAnswers){facts, option_or(invocation, "override", ""), invocation->language};
    return finish_making(invocation, make_together, &booked);
}

/* --------------------------------------------------------------------------------- moving */

static Outcome act(Access *access, void *context)
{
    Booked *booked = context;
    Booking booking = {0};
    booked->made.count = 0;
    TRY(booking_move(access, &booked->move, &booking));
    LIST_APPEND(access->arena, &booked->made, booking);
    return OK;
}

static Outcome act_run(Invocation *invocation)
{
    Booked booked = {.invocation = invocation};
    Access *access = access_of_command(invocation);
    booked.move.reason = option_or(invocation, "reason", "");
    TRY(argument_id(invocation, 0, "BOOKING", &booked.move.booking));
    if (!booking_act_parse(invocation->arguments[1], &booked.move.act)) {
        return USAGE_ERROR(
            invocation, "ACT",
            "confirm, arrive, leave, miss, cancel or cancel_by_house is expected");
    }
    TRY(manage_run(invocation->store, access, act, &booked));
    return manage_look(invocation->store, access, look_at_unit, &booked);
}

static const Command commands[] = {
    {.name = "booking make",
     .arguments = "UNIT WHEN",
     .summary = "Book a place of a unit: a night by its day, a slot by its start.",
     .examples = "seuil booking make 0193... 2026-12-24 --label \"Camille E.\"\n"
                 "seuil booking make 0193... 2026-12-24T10:30 --hold",                 .options = make_options,
     .option_count = LENGTH_OF(make_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = make_run    },
    {.name = "booking together",
     .arguments = "UNIT=WHEN...",
     .summary = "Book places of several units for one person: all of them, or none.",
     .examples = "seuil booking together 0193...=2026-12-24 0194...=2026-12-24T10:30",
     .options = make_options + 1,
     .option_count = LENGTH_OF(make_options) - 1,
     .least_arguments = 1,
     .most_arguments = BOOKING_BUNDLE_MOST,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = together_run},
    {.name = "booking act",
     .arguments = "BOOKING ACT",
     .summary = "Confirm, arrive, leave, miss, cancel or cancel_by_house.",
     .examples = "seuil booking act 0193... arrive\n"
                 "seuil booking act 0193... cancel_by_house --reason full",            .options = act_options,
     .option_count = LENGTH_OF(act_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_BOOK_UNIT,
     .run = act_run     },
};

const CommandTable BOOKING_COMMANDS = {commands, LENGTH_OF(commands)};

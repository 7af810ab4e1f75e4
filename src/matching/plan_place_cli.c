/* SPDX-License-Identifier: EUPL-1.2 */
/* `plan ...`: what a citizen keeps by the code of a plan, from the command line. The code opens
 * it, as on the page; nobody signs in. */
#include "cli/arguments.h"
#include "matching/matching_cli.h"
#include "matching/plan_place_json.h"

enum { CODE_MOST = 64, LIST_BYTES = 1 << 16 };

static const Option confirm_options[] = {
    {"name", OPTION_VALUE, "TEXT", "A first name for the lists of the houses; else none."},
};

typedef struct PlanAct {
    Invocation *invocation;
    Outcome (*act)(PlanBearer *bearer, const struct PlanAct *act); /* NULL: only looks */
    Text code;
    BearerPlaceList places; /* out: after it */
} PlanAct;

static void print_places(const Invocation *invocation, const Access *access,
                         const BearerPlaceList *places)
{
    for (size_t i = 0; i < places->count; i++) {
        const BearerPlace *place = &places->items[i];
        const Text id = id_format(invocation->arena, place->booking.id);
        const Text when =
            slot_key_format(invocation->arena, &place->unit, place->booking.place.slot);
        const Text state = booking_state_code(booking_state(&place->booking, access->now));
        (void)fprintf(invocation->out, "%.*s %.*s %.*s %lld %.*s\n", TEXT_ARG(id),
                      TEXT_ARG(when), TEXT_ARG(state), (long long)place->booking.number,
                      TEXT_ARG(place->unit.name));
    }
}

static void print(const Invocation *invocation, const Access *access,
                  const BearerPlaceList *places)
{
    if (!invocation->json) {
        print_places(invocation, access, places);
        return;
    }
    Buffer out = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    plan_places_write_json(access, places, &writer);
    const Text text = buffer_text(&out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

static Outcome run_in(Session *session, void *context, Problem *problem)
{
    PlanAct *act = context;
    PlanBearer bearer = {0};
    TRY(plan_bearer_open(session, act->invocation->arena, act->code, moment_now(), &bearer,
                         problem));
    if (act->act != NULL) {
        TRY(act->act(&bearer, act));
    }
    return bearer_places(&bearer.access, bearer.plan.code, &act->places);
}

static Outcome run(PlanAct *act)
{
    Invocation *invocation = act->invocation;
    const Access said = {.arena = invocation->arena, .now = moment_now()};
    TRY(words_or_input(invocation, invocation->arguments[0], CODE_MOST, &act->code));
    act->code = text_trim(act->code);
    if (act->act != NULL) {
        TRY(store_write(invocation->store, run_in, act, &invocation->problem));
    } else {
        Session *session SCOPED(session_end) = NULL;
        TRY(store_read(invocation->store, &session, &invocation->problem));
        TRY(run_in(session, act, &invocation->problem));
    }
    print(invocation, &said, &act->places);
    return OK;
}

/* -------------------------------------------------------------------------------- commands */

static Outcome places_run(Invocation *invocation)
{
    PlanAct act = {.invocation = invocation};
    return run(&act);
}

static Outcome hold(PlanBearer *bearer, const PlanAct *act)
{
    const Invocation *invocation = act->invocation;
    BookingList made = {0};
    PlanPlaceWish items[BEARER_PLACES_MOST] = {0};
    const PlanPlaceWishes wishes = {items, (size_t)invocation->argument_count - 1,
                                    invocation->language};
    for (size_t i = 0; i < wishes.count; i++) {
        const Text given = invocation->arguments[i + 1];
        const size_t equals = text_find_byte(given, '=', 0);
        items[i] = (PlanPlaceWish){text_slice(given, 0, equals),
                                   text_slice(given, equals + 1, given.length)};
    }
    return plan_place_hold(bearer, &wishes, &made);
}

static Outcome hold_run(Invocation *invocation)
{
    PlanAct act = {.invocation = invocation, .act = hold};
    return run(&act);
}

static Outcome confirm(PlanBearer *bearer, const PlanAct *act)
{
    size_t confirmed = 0;
    TRY(bearer_confirm(&bearer->access, bearer->plan.code,
                       option_or(act->invocation, "name", ""), &confirmed));
    return confirmed > 0 ? OK
                         : problem_set(bearer->access.problem, CONFLICT, TEXT(""), "CODE",
                                       "nothing is held: hold it again");
}

static Outcome confirm_run(Invocation *invocation)
{
    PlanAct act = {.invocation = invocation, .act = confirm};
    return run(&act);
}

static Outcome cancel(PlanBearer *bearer, const PlanAct *act)
{
    Id booking = {{0}};
    TRY(argument_id(act->invocation, 1, "PLACE", &booking));
    return bearer_cancel(&bearer->access, bearer->plan.code, booking);
}

static Outcome cancel_run(Invocation *invocation)
{
    PlanAct act = {.invocation = invocation, .act = cancel};
    return run(&act);
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "plan places",
     .arguments = "CODE|-",
     .summary = "What the bearer of a kept plan has ahead, with the number said at the doors.",
     .examples = "seuil plan places 7K3M-9QTR",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_READ,
     .permission = EVERYONE,
     .run = places_run },
    {.name = "plan hold",
     .arguments = "CODE|- UNIT=WHEN...",
     .summary = "Hold places for ten minutes by the code of a plan: all of them, or none.",
     .examples = "seuil plan hold 7K3M-9QTR 0193...=2026-12-24 0194...=2026-12-24T10:30",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 1 + BEARER_PLACES_MOST,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = hold_run   },
    {.name = "plan confirm",
     .arguments = "CODE|-",
     .summary = "Book what is held by the code of a plan.",
     .examples = "seuil plan confirm 7K3M-9QTR --name Camille",
     .options = confirm_options,
     .option_count = LENGTH_OF(confirm_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = confirm_run},
    {.name = "plan cancel",
     .arguments = "CODE|- PLACE",
     .summary = "Give back one place kept by the code of a plan.",
     .examples = "seuil plan cancel 7K3M-9QTR 0193...",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = cancel_run },
};
/* clang-format on */

const CommandTable PLAN_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/cold/cold_switch.h"

#include "people/optional_id.h"
#include "resources/cold/cold_private.h"
#include "resources/queries.h"
#include "words/visible.h"

static const char *const state_codes[] = {
    [COLD_OFF] = "off", [COLD_ANNOUNCED] = "announced", [COLD_ON] = "on"};

Text cold_state_code(ColdState state)
{
    return text_from(state_codes[state]);
}

Date cold_last_day(Date last, Moment off_at)
{
    const Date before = off_at == 0 ? last : moment_to_local(off_at).date - 1;
    return before < last ? before : last;
}

ColdState cold_switch_state(const ColdSwitch *turn, Moment now)
{
    const Date today = moment_to_local(now).date;
    if (turn->off_at != 0 || turn->last < today) {
        return COLD_OFF;
    }
    return turn->first > today ? COLD_ANNOUNCED : COLD_ON;
}

/* -------------------------------------------------------------------------------- reading */

static ColdSwitch read_turn(Arena *arena, Id plan, const Statement *statement)
{
    return (ColdSwitch){
        .id = column_id(statement, 0),
        .plan = plan,
        .rank = column_integer(statement, 1),
        .first = (Date)column_integer(statement, 2),
        .last = (Date)column_integer(statement, 3),
        .on_at = column_integer(statement, 4),
        .on_by = column_id(statement, 5),
        .on_why = text_copy(arena, column_text(statement, 6)),
        .off_at = column_integer(statement, 7),
        .off_by = column_id(statement, 8),
        .off_why = text_copy(arena, column_text(statement, 9)),
    };
}

Outcome cold_switch_list(Access *access, Id id, ColdSwitchList *turns)
{
    bool row = false;
    ColdPlan plan = {0};
    ColdSwitchList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(cold_plan_get(access, id, &plan));
    TRY(statement_open(access->session, &COLD_SWITCH_EACH, &statement, access->problem));
    bind_id(statement, "plan", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ColdSwitch turn = read_turn(access->arena, id, statement);
        LIST_APPEND(access->arena, &read, turn);
        TRY(statement_next(statement, &row, access->problem));
    }
    *turns = read;
    return OK;
}

const ColdSwitch *cold_switch_of_level(const ColdSwitchList *turns, int64_t rank, Moment now)
{
    for (size_t i = 0; i < turns->count; i++) {
        const ColdSwitch *turn = &turns->items[i];
        if (turn->rank == rank && cold_switch_state(turn, now) != COLD_OFF) {
            return turn;
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------------------ switching */

static Outcome wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

static Outcome read_why(Access *access, Text given, Text *why)
{
    return text_visible(access->arena, given, ONE_LINE, why) && why->length > 0 &&
                   why->length <= COLD_WHY_MOST
               ? OK
               : wrong(access, "why", "the reason, 1 to 300 bytes of UTF-8, is expected");
}

static Outcome check_days(Access *access, const ColdOrder *order)
{
    const Date today = moment_to_local(access->now).date;
    if (order->first < today - 1 || order->first > today + COLD_DAYS_MOST) {
        return wrong(access, "first", "a day from yesterday on is expected");
    }
    return order->last >= order->first && order->last >= today &&
                   order->last - order->first < COLD_DAYS_MOST
               ? OK
               : wrong(access, "last", "a day from the first on, within 200 days, is expected");
}

/* The level of the order's plan, and the time it is on already, if any. */
static Outcome find_turn(Access *access, Id id, int64_t rank, const ColdSwitch **turn)
{
    ColdPlan plan = {0};
    ColdLevel level = {0};
    ColdSwitchList *turns = ARENA_NEW(access->arena, ColdSwitchList);
    TRY(cold_plan_find_kept(access, id, &plan));
    TRY(cold_level_get(access, id, rank, &level));
    TRY(cold_switch_list(access, id, turns));
    *turn = cold_switch_of_level(turns, rank, access->now);
    return OK;
}

static Outcome store_turn(Access *access, const ColdSwitch *turn)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_SWITCH_ADD, &statement, access->problem));
    bind_id(statement, "id", turn->id);
    bind_id(statement, "plan", turn->plan);
    bind_integer(statement, "rank", turn->rank);
    bind_integer(statement, "first", turn->first);
    bind_integer(statement, "last", turn->last);
    bind_integer(statement, "now", turn->on_at);
    bind_optional_id(statement, "account", turn->on_by);
    bind_text(statement, "why", turn->on_why);
    bind_optional_id(statement, "nobody", (Id){{0}});
    return statement_run(statement, NULL, access->problem);
}

static Outcome store_effects(Access *access, Id turn)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_EFFECT_ADD, &statement, access->problem));
    bind_id(statement, "id", turn);
    return statement_run(statement, NULL, access->problem);
}

Outcome cold_switch_on(Access *access, const ColdOrder *order, ColdSwitch *turn)
{
    const ColdSwitch *before = NULL;
    ColdSwitch made = {.id = id_new(access->now * 1000),
                       .plan = order->plan,
                       .rank = order->rank,
                       .first = order->first,
                       .last = order->last,
                       .on_at = access->now,
                       .on_by = access->caller.account};
    TRY(find_turn(access, order->plan, order->rank, &before));
    TRY(check_days(access, order));
    TRY(read_why(access, order->why, &made.on_why));
    if (before != NULL) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "rank",
                           "this level is switched on already");
    }
    TRY(store_turn(access, &made));
    TRY(store_effects(access, made.id));
    access_note(access, "cold.on", (Id){{0}}, made.plan, "");
    *turn = made;
    return OK;
}

Outcome cold_switch_off(Access *access, Id plan, int64_t rank, Text why, ColdSwitch *turn)
{
    const ColdSwitch *before = NULL;
    Text reason = {0};
    TRY(find_turn(access, plan, rank, &before));
    TRY(read_why(access, why, &reason));
    if (before == NULL) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "rank",
                           "this level is off already");
    }
    ColdSwitch ended = *before;
    ended.off_at = access->now;
    ended.off_by = access->caller.account;
    ended.off_why = reason;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &COLD_SWITCH_END, &statement, access->problem));
    bind_id(statement, "id", ended.id);
    bind_integer(statement, "now", ended.off_at);
    bind_optional_id(statement, "account", ended.off_by);
    bind_text(statement, "why", ended.off_why);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "cold.off", (Id){{0}}, plan, "");
    *turn = ended;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/cold/cold_json.h"

typedef struct WholePlan {
    const Access *access;
    ColdLevelList levels;
    ColdMeasureList measures;
    ColdSwitchList turns;
} WholePlan;

static void write_plan(Arena *arena, const ColdPlan *plan, JsonWriter *writer)
{
    json_member(writer, "id", id_format(arena, plan->id));
    json_member(writer, "house", id_format(arena, plan->house));
    json_member(writer, "reach", unit_reach_code(plan->reach));
    json_member(writer, "name", plan->name);
    json_member_moment(writer, arena, "closed", plan->closed);
}

void cold_plan_write_json(Arena *arena, const ColdPlan *plan, JsonWriter *writer)
{
    json_object_open(writer);
    write_plan(arena, plan, writer);
    json_object_close(writer);
}

static void write_measures(const WholePlan *whole, int64_t rank, JsonWriter *writer)
{
    Arena *arena = whole->access->arena;
    json_member_array_open(writer, "measures");
    for (size_t i = 0; i < whole->measures.count; i++) {
        const ColdMeasure *measure = &whole->measures.items[i];
        if (measure->rank == rank) {
            json_object_open(writer);
            json_member_id(writer, arena, "unit", measure->unit);
            json_member_id(writer, arena, "service", measure->service);
            json_member(writer, "house", id_format(arena, measure->house));
            json_member_integer(writer, "places", measure->places);
            json_member_unless_empty(writer, "hours", measure->hours);
            json_member_bool(writer, "unconditional", measure->is_unconditional);
            json_object_close(writer);
        }
    }
    json_array_close(writer);
}

static void write_level(const WholePlan *whole, const ColdLevel *level, JsonWriter *writer)
{
    const Moment now = whole->access->now;
    const ColdSwitch *turn = cold_switch_of_level(&whole->turns, level->rank, now);
    json_object_open(writer);
    json_member_integer(writer, "rank", level->rank);
    json_member(writer, "name", level->name);
    json_member(writer, "cause", level->cause);
    if (level->has_threshold) {
        json_member_integer(writer, "threshold", level->threshold);
    }
    json_member(writer, "state",
                cold_state_code(turn == NULL ? COLD_OFF : cold_switch_state(turn, now)));
    write_measures(whole, level->rank, writer);
    json_object_close(writer);
}

static void write_act(Arena *arena, const char *name, Moment at, Id by, Text why,
                      JsonWriter *writer)
{
    json_key(writer, text_from(name));
    json_object_open(writer);
    json_member(writer, "at", moment_format(arena, at));
    json_member_id(writer, arena, "by", by);
    json_member(writer, "why", why);
    json_object_close(writer);
}

static void write_turn(const WholePlan *whole, const ColdSwitch *turn, JsonWriter *writer)
{
    Arena *arena = whole->access->arena;
    json_object_open(writer);
    json_member_integer(writer, "rank", turn->rank);
    json_member(writer, "first", date_format(arena, turn->first));
    json_member(writer, "last", date_format(arena, turn->last));
    write_act(arena, "on", turn->on_at, turn->on_by, turn->on_why, writer);
    if (turn->off_at != 0) {
        write_act(arena, "off", turn->off_at, turn->off_by, turn->off_why, writer);
    }
    json_object_close(writer);
}

Outcome cold_plan_write_whole(Access *access, const ColdPlan *plan, JsonWriter *writer)
{
    WholePlan whole = {.access = access};
    TRY(cold_level_list(access, plan->id, &whole.levels));
    TRY(cold_measure_list(access, plan->id, &whole.measures));
    TRY(cold_switch_list(access, plan->id, &whole.turns));
    json_object_open(writer);
    write_plan(access->arena, plan, writer);
    json_member_array_open(writer, "levels");
    for (size_t i = 0; i < whole.levels.count; i++) {
        write_level(&whole, &whole.levels.items[i], writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "switches");
    for (size_t i = 0; i < whole.turns.count; i++) {
        write_turn(&whole, &whole.turns.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
    return OK;
}

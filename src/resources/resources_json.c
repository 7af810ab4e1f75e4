/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/resources_json.h"

void unit_write_json(Arena *arena, const Unit *unit, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, unit->id));
    json_member(writer, "house", id_format(arena, unit->house));
    json_member_id(writer, arena, "service", unit->service);
    json_member(writer, "kind", unit_kind_code(unit->kind));
    json_member(writer, "name", unit->name);
    json_member_integer(writer, "capacity", unit->capacity);
    json_member_unless_empty(writer, "hours", unit->hours);
    json_member_integer(writer, "slotMinutes", unit->slot_minutes);
    json_member_integer(writer, "gapMinutes", unit->gap_minutes);
    json_member_unless_empty(writer, "rule", unit->rule);
    json_member(writer, "reach", unit_reach_code(unit->reach));
    json_member_bool(writer, "keptHere", unit->is_kept_here);
    json_member_moment(writer, arena, "closed", unit->closed);
    json_member_integer(writer, "revision", unit->revision);
    json_object_close(writer);
}

void booking_write_json(const Access *access, const Unit *unit, const Booking *booking,
                        JsonWriter *writer)
{
    Arena *arena = access->arena;
    const Moment now = access->now;
    const BookingState state = booking_state(booking, now);
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, booking->id));
    json_member(writer, "bundle", id_format(arena, booking->bundle));
    json_member(writer, "unit", id_format(arena, unit->id));
    json_member(writer, "slot", slot_key_format(arena, unit, booking->place.slot));
    json_member_integer(writer, "place", booking->place.number);
    json_member(writer, "starts", moment_format(arena, booking->starts));
    json_member(writer, "ends", moment_format(arena, booking->ends));
    json_member(writer, "state", booking_state_code(state));
    json_member_bool(writer, "awaitsWord", booking_awaits_word(booking, now));
    json_member_id(writer, arena, "house", booking->house);
    json_member_id(writer, arena, "person", booking->place.person);
    json_member_unless_empty(writer, "label", booking->label);
    if (booking->number != 0) {
        json_member_integer(writer, "number", booking->number);
    }
    if (state == BOOKING_HELD) {
        json_member(writer, "holdUntil", moment_format(arena, booking->hold_until));
    }
    json_member_moment(writer, arena, "arrived", booking->arrived);
    json_member_moment(writer, arena, "departed", booking->departed);
    json_object_close(writer);
}

static void write_slot(const Access *access, const Unit *unit, const BoardSlot *slot,
                       JsonWriter *writer)
{
    Arena *arena = access->arena;
    json_object_open(writer);
    json_member(writer, "slot", slot_key_format(arena, unit, slot->slot.key));
    json_member(writer, "starts", moment_format(arena, slot->slot.starts));
    json_member(writer, "ends", moment_format(arena, slot->slot.ends));
    if (unit->is_kept_here) {
        json_member_integer(writer, "free", slot->free);
    }
    json_key(writer, TEXT("bookings"));
    json_array_open(writer);
    for (size_t i = 0; i < slot->booking_count; i++) {
        booking_write_json(access, unit, &slot->bookings[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_board_unit(const Access *access, const BoardUnit *shown, JsonWriter *writer)
{
    Arena *arena = access->arena;
    json_object_open(writer);
    json_member(writer, "day", date_format(arena, shown->day));
    json_key(writer, TEXT("unit"));
    unit_write_json(arena, &shown->unit, writer);
    if (shown->told.at != 0) {
        json_key(writer, TEXT("told"));
        json_object_open(writer);
        json_member_integer(writer, "free", shown->told.free);
        json_member(writer, "at", moment_format(arena, shown->told.at));
        json_object_close(writer);
    }
    json_key(writer, TEXT("slots"));
    json_array_open(writer);
    for (size_t i = 0; i < shown->slot_count; i++) {
        write_slot(access, &shown->unit, &shown->slots[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void board_write_json(const Access *access, const Board *board, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < board->count; i++) {
        write_board_unit(access, &board->units[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)board->count);
    json_object_close(writer);
}

void unit_report_write_json(Arena *arena, const UnitDayList *days, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < days->count; i++) {
        const UnitDay *day = &days->items[i];
        json_object_open(writer);
        json_member(writer, "day", date_format(arena, day->day));
        json_member_integer(writer, "offered", day->offered);
        json_member_integer(writer, "used", day->used);
        json_member_integer(writer, "absent", day->absent);
        json_member_integer(writer, "cancelled", day->cancelled);
        json_member_integer(writer, "refused", day->refused);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)days->count);
    json_object_close(writer);
}

static void write_month(Arena *arena, const UnitMonth *month, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "month", unit_month_format(arena, month));
    json_member_integer(writer, "offered", month->offered);
    json_member_integer(writer, "used", month->used);
    json_member_integer(writer, "absent", month->absent);
    json_member_integer(writer, "cancelled", month->cancelled);
    json_member_integer(writer, "cancelledByHouse", month->cancelled_by_house);
    json_key(writer, TEXT("refused"));
    json_object_open(writer);
    for (size_t i = 0; i < BOOKING_REASON_COUNT; i++) {
        json_member_integer(writer, BOOKING_REASONS[i], month->refused[i]);
    }
    json_object_close(writer);
    json_member_integer(writer, "waiting", month->waiting);
    json_object_close(writer);
}

void unit_year_write_json(Arena *arena, const UnitYear *counted, JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < YEAR_MONTHS; i++) {
        write_month(arena, &counted->months[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", YEAR_MONTHS);
    json_object_close(writer);
}

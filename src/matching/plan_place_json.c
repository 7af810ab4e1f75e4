/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/plan_place_json.h"

static void write_one(const Access *access, const BearerPlace *place, JsonWriter *writer)
{
    Arena *arena = access->arena;
    const Booking *booking = &place->booking;
    const BookingState state = booking_state(booking, access->now);
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, booking->id));
    json_member(writer, "unit", id_format(arena, place->unit.id));
    json_member(writer, "name", place->unit.name);
    json_member(writer, "kind", unit_kind_code(place->unit.kind));
    json_member(writer, "slot", slot_key_format(arena, &place->unit, booking->place.slot));
    json_member(writer, "starts", moment_format(arena, booking->starts));
    json_member(writer, "ends", moment_format(arena, booking->ends));
    json_member(writer, "state", booking_state_code(state));
    if (state == BOOKING_HELD) {
        json_member(writer, "holdUntil", moment_format(arena, booking->hold_until));
    }
    json_member_integer(writer, "number", booking->number);
    json_object_close(writer);
}

void plan_places_write_json(const Access *access, const BearerPlaceList *places,
                            JsonWriter *writer)
{
    json_object_open(writer);
    json_key(writer, TEXT("items"));
    json_array_open(writer);
    for (size_t i = 0; i < places->count; i++) {
        write_one(access, &places->items[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", (int64_t)places->count);
    json_object_close(writer);
}

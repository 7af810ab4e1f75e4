/* SPDX-License-Identifier: EUPL-1.2 */
#include "desk/plan_keep_json.h"

#include "entitlements/entitlement_json.h"
#include "entitlements/ticket.h"
#include "resources/resources_json.h"

static Outcome write_bookings(Access *access, const PlanKept *kept, JsonWriter *writer)
{
    json_member_unless_empty(writer, "code", kept->code);
    json_key(writer, TEXT("bookings"));
    json_array_open(writer);
    for (size_t i = 0; i < kept->bookings.count; i++) {
        Unit unit = {0};
        TRY(unit_get(access, kept->bookings.items[i].place.unit, &unit));
        booking_write_json(access, &unit, &kept->bookings.items[i], writer);
    }
    json_array_close(writer);
    return OK;
}

static Outcome write_grant(Access *access, const Entitlement *granted, JsonWriter *writer)
{
    TicketList tickets = {0};
    TRY(ticket_list(access, granted->id, &tickets));
    json_object_open(writer);
    json_member_id(writer, access->arena, "id", granted->id);
    json_member(writer, "state", grant_state_code(granted->state));
    json_key(writer, TEXT("tickets"));
    json_array_open(writer);
    for (size_t i = 0; i < tickets.count; i++) {
        TicketPaper paper = {0};
        if (tickets.items[i].blocked == 0) {
            TRY(ticket_paper(access, tickets.items[i].id, &paper));
            ticket_paper_write_json(access->arena, &paper, writer);
        }
    }
    json_array_close(writer);
    json_object_close(writer);
    return OK;
}

Outcome plan_kept_write_json(Access *access, const PlanKept *kept, JsonWriter *writer)
{
    json_object_open(writer);
    TRY(write_bookings(access, kept, writer));
    json_key(writer, TEXT("entitlements"));
    json_array_open(writer);
    for (size_t i = 0; i < kept->grants.count; i++) {
        TRY(write_grant(access, &kept->grants.items[i], writer));
    }
    json_array_close(writer);
    json_object_close(writer);
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/settlement_json.h"

#include "directory/csv.h"

Text settlement_month_format(Arena *arena, Date month)
{
    enum { YEAR_AND_MONTH = 7 };
    return text_slice(date_format(arena, month), 0, YEAR_AND_MONTH);
}

static void write_invoice(Arena *arena, const Settlement *settlement, JsonWriter *writer)
{
    if (settlement->invoice.length == 0) {
        return;
    }
    json_key(writer, TEXT("invoice"));
    json_object_open(writer);
    json_member(writer, "number", settlement->invoice);
    json_member(writer, "enterprise", settlement->enterprise);
    json_member_unless_empty(writer, "account", settlement->account);
    json_member_unless_empty(writer, "reference", settlement->reference);
    json_member(writer, "due", date_format(arena, settlement->due));
    json_member_integer(writer, "total", settlement->total);
    json_object_close(writer);
}

static void write_members(Arena *arena, const Settlement *settlement, JsonWriter *writer)
{
    json_member_id(writer, arena, "id", settlement->id);
    json_member_id(writer, arena, "convention", settlement->convention);
    json_member_id(writer, arena, "organization", settlement->house);
    json_member_id(writer, arena, "payer", settlement->payer);
    json_member_id(writer, arena, "statedBy", settlement->stated_by);
    if (settlement->supplier.length > 0) {
        json_key(writer, TEXT("supplier"));
        json_object_open(writer);
        json_member(writer, "enterprise", settlement->supplier);
        json_member(writer, "name", settlement->supplier_name);
        json_object_close(writer);
    }
    json_member(writer, "month", settlement_month_format(arena, settlement->month));
    json_member(writer, "state", settlement_state_code(settlement->state));
    json_member(writer, "unit", ticket_unit_code(settlement->unit));
    json_member_integer(writer, "uses", settlement->uses);
    json_member_integer(writer, "amount", settlement->amount);
    if (settlement->price != PRICE_UNKNOWN) {
        json_member_integer(writer, "price", settlement->price);
    }
    if (settlement->total != PRICE_UNKNOWN) {
        json_member_integer(writer, "total", settlement->total);
    }
    json_member_moment(writer, arena, "stated", settlement->stated);
    write_invoice(arena, settlement, writer);
}

void settlement_list_write_json(Arena *arena, const SettlementList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        json_object_open(writer);
        write_members(arena, &list->items[i], writer);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_line(Arena *arena, const SettlementLine *line, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "code", line->code);
    json_member_moment(writer, arena, "at", line->at);
    json_member_integer(writer, "amount", line->amount);
    json_object_close(writer);
}

static void write_event(Arena *arena, const SettlementEvent *event, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "state", settlement_state_code(event->state));
    json_member_unless_empty(writer, "reason", event->reason);
    json_member_id(writer, arena, "organization", event->house);
    json_member_moment(writer, arena, "at", event->at);
    json_object_close(writer);
}

void settlement_file_write_json(Arena *arena, const SettlementFile *file, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(arena, &file->settlement, writer);
    json_member(writer, "conventionKey", file->convention.key);
    json_member_array_open(writer, "lines");
    for (size_t i = 0; i < file->lines.count; i++) {
        write_line(arena, &file->lines.items[i], writer);
    }
    json_array_close(writer);
    json_member_array_open(writer, "events");
    for (size_t i = 0; i < file->events.count; i++) {
        write_event(arena, &file->events.items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_row(Buffer *out, const Text *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        csv_cell(out, cells[i], i == 0);
    }
    csv_end_row(out);
}

void settlement_write_csv(Arena *arena, const SettlementFile *file, Buffer *out)
{
    enum { COLUMNS = 6 };
    const Settlement *settlement = &file->settlement;
    const Text heads[COLUMNS] = {TEXT("settlement"), TEXT("convention"), TEXT("month"),
                                 TEXT("code"),       TEXT("at"),         TEXT("amount")};
    Text cells[COLUMNS] = {id_format(arena, settlement->id), file->convention.key,
                           settlement_month_format(arena, settlement->month)};
    write_row(out, heads, COLUMNS);
    for (size_t i = 0; i < file->lines.count; i++) {
        const SettlementLine *line = &file->lines.items[i];
        cells[3] = line->code;
        cells[4] = moment_format(arena, line->at);
        cells[5] = text_format(arena, "%lld", (long long)line->amount);
        write_row(out, cells, COLUMNS);
    }
}

static void write_month(Arena *arena, const ConventionMonth *month, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "month", convention_month_format(arena, month));
    json_member_integer(writer, "grants", month->grants);
    json_member_integer(writer, "tickets", month->tickets);
    json_member_integer(writer, "uses", month->uses);
    json_member_integer(writer, "unpriced", month->unpriced);
    json_member_integer(writer, "amount", month->amount);
    json_object_close(writer);
}

void convention_year_write_json(Arena *arena, const ConventionYear *counted, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < CONVENTION_MONTHS; i++) {
        write_month(arena, &counted->months[i], writer);
    }
    json_array_close(writer);
    json_member_integer(writer, "total", CONVENTION_MONTHS);
    json_object_close(writer);
}

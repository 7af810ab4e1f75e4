/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/entitlement_json.h"

/* ----------------------------------------------------------------------------- conventions */

static void write_phrase(JsonWriter *writer, const char *key, const Phrase *phrase)
{
    if (phrase->in[FRENCH].length == 0) {
        return;
    }
    json_key(writer, text_from(key));
    json_object_open(writer);
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        json_member(writer, language_code((Language)i).bytes, phrase->in[i]);
    }
    json_object_close(writer);
}

static void write_houses(Arena *arena, JsonWriter *writer, const char *key, const Id *houses,
                         size_t count)
{
    json_member_array_open(writer, key);
    for (size_t i = 0; i < count; i++) {
        json_write_text(writer, id_format(arena, houses[i]));
    }
    json_array_close(writer);
}

static void write_ceilings(const Convention *convention, JsonWriter *writer)
{
    json_member_array_open(writer, "ceilings");
    for (size_t i = 0; i < convention->ceiling_count; i++) {
        const Ceiling *ceiling = &convention->ceilings[i];
        json_object_open(writer);
        json_member(writer, "scope", ceiling_scope_code(ceiling->scope));
        json_member(writer, "period", ceiling_period_code(ceiling->period));
        json_member(writer, "unit", ceiling_unit_code(ceiling->unit));
        json_member_integer(writer, "most", ceiling->most);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_terms(Arena *arena, const Convention *convention, JsonWriter *writer)
{
    json_member(writer, "unit", ticket_unit_code(convention->unit));
    json_member_integer(writer, "worth", convention->worth);
    if (convention->price != PRICE_UNKNOWN) {
        json_member_integer(writer, "price", convention->price);
    }
    json_member_integer(writer, "days", convention->days);
    if (convention->threshold != NO_THRESHOLD) {
        json_member_integer(writer, "threshold", convention->threshold);
    }
    if (convention->valid_from != 0) {
        json_member(writer, "from", date_format(arena, convention->valid_from));
    }
    if (convention->valid_until != 0) {
        json_member(writer, "until", date_format(arena, convention->valid_until));
    }
}

/* Absent where everybody who accepts is a house of the network. */
static void write_suppliers(const Convention *convention, JsonWriter *writer)
{
    if (convention->supplier_count == 0) {
        return;
    }
    json_member_array_open(writer, "suppliers");
    for (size_t i = 0; i < convention->supplier_count; i++) {
        json_object_open(writer);
        json_member(writer, "enterprise", convention->suppliers[i].enterprise);
        json_member(writer, "name", convention->suppliers[i].name);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void convention_write_json(Arena *arena, const Convention *convention, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", convention->id);
    json_member(writer, "key", convention->key);
    json_member(writer, "kind", convention_kind_code(convention->kind));
    write_phrase(writer, "name", &convention->name);
    write_phrase(writer, "doubt", &convention->doubt);
    json_member(writer, "source", convention->source);
    json_member_unless_empty(writer, "service", convention->service);
    json_member_unless_empty(writer, "condition", convention->condition);
    json_member_id(writer, arena, "payer", convention->payer);
    write_houses(arena, writer, "prescribes", convention->prescribers,
                 convention->prescriber_count);
    write_houses(arena, writer, "accepts", convention->acceptors, convention->acceptor_count);
    write_suppliers(convention, writer);
    write_terms(arena, convention, writer);
    write_ceilings(convention, writer);
    json_object_close(writer);
}

void convention_list_write_json(Arena *arena, const ConventionList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        convention_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* ---------------------------------------------------------------------------------- grants */

static void write_members(Arena *arena, const Entitlement *entitlement, JsonWriter *writer)
{
    json_member_id(writer, arena, "id", entitlement->id);
    json_member_id(writer, arena, "convention", entitlement->convention);
    json_member_id(writer, arena, "person", entitlement->person);
    json_member_id(writer, arena, "organization", entitlement->house);
    json_member(writer, "state", grant_state_code(entitlement->state));
    json_member_integer(writer, "quantity", entitlement->quantity);
    json_member_integer(writer, "worth", entitlement->worth);
    json_member_integer(writer, "value", entitlement->value);
    json_member_integer(writer, "left", entitlement->left);
    json_member(writer, "validUntil", date_format(arena, entitlement->valid_until));
    json_member_moment(writer, arena, "asked", entitlement->asked);
}

void entitlement_write_json(Arena *arena, const Entitlement *entitlement, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(arena, entitlement, writer);
    json_object_close(writer);
}

void entitlement_list_write_json(Arena *arena, const EntitlementList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        entitlement_write_json(arena, &list->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_lines(const EntitlementFile *file, JsonWriter *writer)
{
    json_member_array_open(writer, "ceilings");
    for (size_t i = 0; i < file->ceilings.count; i++) {
        const CeilingLine *line = &file->ceilings.items[i];
        json_object_open(writer);
        json_member(writer, "scope", ceiling_scope_code(line->scope));
        json_member(writer, "unit", ceiling_unit_code(line->unit));
        json_member(writer, "period", line->period);
        json_member_integer(writer, "amount", line->amount);
        json_member_integer(writer, "reach", line->reach);
        json_member_integer(writer, "most", line->most);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_events(Arena *arena, const EntitlementFile *file, JsonWriter *writer)
{
    json_member_array_open(writer, "events");
    for (size_t i = 0; i < file->events.count; i++) {
        const EntitlementEvent *event = &file->events.items[i];
        json_object_open(writer);
        json_member(writer, "state", grant_state_code(event->state));
        json_member_id(writer, arena, "account", event->account);
        json_member_moment(writer, arena, "at", event->at);
        json_object_close(writer);
    }
    json_array_close(writer);
}

static void write_ticket(Arena *arena, const Ticket *ticket, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", ticket->id);
    json_member_integer(writer, "number", ticket->number);
    json_member_integer(writer, "worth", ticket->worth);
    json_member_integer(writer, "spent", ticket->last.reach);
    json_member(writer, "validUntil", date_format(arena, ticket->valid_until));
    json_member_moment(writer, arena, "issued", ticket->issued);
    json_member_moment(writer, arena, "handed", ticket->handed);
    json_member_moment(writer, arena, "blocked", ticket->blocked);
    json_member_unless_empty(writer, "blockedFor", ticket_block_code(ticket->blocked_for));
    json_member_id(writer, arena, "replacedBy", ticket->replaced_by);
    json_object_close(writer);
}

void entitlement_file_write_json(Arena *arena, const EntitlementFile *file,
                                 const TicketList *tickets, JsonWriter *writer)
{
    json_object_open(writer);
    write_members(arena, &file->entitlement, writer);
    json_member(writer, "rule", file->entitlement.rule);
    json_member(writer, "source", file->convention.source);
    write_lines(file, writer);
    write_events(arena, file, writer);
    json_member_array_open(writer, "tickets");
    for (size_t i = 0; i < tickets->count; i++) {
        write_ticket(arena, &tickets->items[i], writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* --------------------------------------------------------------------------------- tickets */

void ticket_paper_write_json(Arena *arena, const TicketPaper *paper, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_id(writer, arena, "id", paper->ticket.id);
    json_member(writer, "convention", paper->convention.key);
    json_member(writer, "code", paper->code);
    json_member(writer, "token", paper->token);
    json_member_integer(writer, "worth", paper->ticket.worth);
    json_member(writer, "unit", ticket_unit_code(paper->convention.unit));
    json_member(writer, "validUntil", date_format(arena, paper->ticket.valid_until));
    json_object_close(writer);
}

static void write_look(Arena *arena, const TicketLook *look, JsonWriter *writer)
{
    json_member(writer, "verdict", ticket_verdict_code(look->verdict));
    if (look->verdict == TICKET_OTHER) {
        return;
    }
    json_member_id(writer, arena, "id", look->ticket);
    json_member(writer, "convention", look->convention.key);
    json_member(writer, "unit", ticket_unit_code(look->convention.unit));
    json_member_integer(writer, "worth", look->worth);
    json_member_integer(writer, "left", look->left);
    json_member(writer, "validUntil", date_format(arena, look->valid_until));
    json_member_moment(writer, arena, "lastUse", look->last_at);
    json_member_id(writer, arena, "lastOrganization", look->last_house);
}

void ticket_look_write_json(Arena *arena, const TicketLook *look, JsonWriter *writer)
{
    json_object_open(writer);
    write_look(arena, look, writer);
    json_object_close(writer);
}

void redeemed_write_json(Arena *arena, const Redeemed *redeemed, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_bool(writer, "redeemed", redeemed->is_done);
    write_look(arena, &redeemed->look, writer);
    json_object_close(writer);
}

void ticket_keys_write_member(Arena *arena, const Keyring *keyring, const char *name,
                              JsonWriter *writer)
{
    json_member_array_open(writer, name);
    for (size_t i = 0; keyring != NULL && i < keyring->count; i++) {
        const TicketKey key = ticket_key(keyring, i);
        json_object_open(writer);
        json_member(writer, "name", bytes_format(arena, key.name, sizeof key.name));
        json_member(writer, "key", bytes_format(arena, key.bytes, sizeof key.bytes));
        json_object_close(writer);
    }
    json_array_close(writer);
}

void ticket_keys_write_json(Arena *arena, const Keyring *keyring, JsonWriter *writer)
{
    json_object_open(writer);
    ticket_keys_write_member(arena, keyring, "items", writer);
    json_object_close(writer);
}

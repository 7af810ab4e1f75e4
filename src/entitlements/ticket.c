/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ticket.h"

#include "entitlements/entitlement_private.h"
#include "entitlements/queries.h"
#include "entitlements/ticket_code.h"
#include "people/optional_id.h"

static const char *const blocks[TICKET_BLOCK_COUNT] = {
    [BLOCK_NONE] = "",           [BLOCK_LOST] = "lost",       [BLOCK_STOLEN] = "stolen",
    [BLOCK_DAMAGED] = "damaged", [BLOCK_MISUSED] = "misused",
};

static const Id none = {{0}};

Text ticket_block_code(TicketBlock block)
{
    return text_from(blocks[block]);
}

bool ticket_block_parse(Text code, TicketBlock *block)
{
    size_t at = 0;
    if (!text_among(code, blocks, TICKET_BLOCK_COUNT, &at) || at == BLOCK_NONE) {
        return false;
    }
    *block = (TicketBlock)at;
    return true;
}

int64_t ticket_left(const Ticket *ticket)
{
    return ticket->blocked != 0 || ticket->worth == 0 ? 0 : ticket->worth - ticket->last.reach;
}

/* -------------------------------------------------------------------------------- reading */

static Ticket read_row(const Statement *statement)
{
    size_t block = BLOCK_NONE;
    (void)text_among(column_text(statement, 9), blocks, TICKET_BLOCK_COUNT, &block);
    return (Ticket){
        .id = column_id(statement, 0),
        .entitlement = column_id(statement, 1),
        .convention = column_id(statement, 2),
        .number = column_integer(statement, 3),
        .worth = column_integer(statement, 4),
        .valid_until = (Date)column_integer(statement, 5),
        .issued = column_integer(statement, 6),
        .handed = column_integer(statement, 7),
        .blocked = column_integer(statement, 8),
        .blocked_for = (TicketBlock)block,
        .replaced_by = column_id(statement, 10),
    };
}

Outcome ticket_row(Access *access, Id id, Ticket *read)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "ticket",
                           "there is no such ticket");
    }
    Ticket found = read_row(statement);
    TRY(redemption_last(access, id, &found.last));
    *read = found;
    return OK;
}

Outcome ticket_rows(Access *access, Id entitlement, TicketList *list)
{
    bool row = false;
    TicketList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_EACH, &statement, access->problem));
    bind_id(statement, "entitlement", entitlement);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    for (size_t i = 0; i < read.count; i++) {
        TRY(redemption_last(access, read.items[i].id, &read.items[i].last));
    }
    *list = read;
    return OK;
}

Outcome ticket_list(Access *access, Id entitlement, TicketList *list)
{
    Entitlement read = {0};
    TRY(entitlement_admit(access, entitlement, &read));
    return ticket_rows(access, entitlement, list);
}

/* One nobody has is judged as that of a person nobody is. */
static Outcome admit(Access *access, Id id, Ticket *ticket, Entitlement *entitlement)
{
    Ticket read = {0};
    const Outcome found = ticket_row(access, id, &read);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    TRY(entitlement_admit(access, read.entitlement, entitlement));
    *ticket = read;
    return OK;
}

/* --------------------------------------------------------------------------------- issuing */

static SealPlace place_of(const Access *access, Id ticket)
{
    return (SealPlace){session_territory(access->session), TEXT("ticket code"), ticket};
}

static Outcome add_row(Access *access, const Ticket *made)
{
    Text sealed = {0};
    Digest digest = {{0}};
    const Text code = ticket_code_new(access->arena);
    const SealPlace place = place_of(access, made->id);
    TRY(keyring_seal(access->keyring, access->arena, &place, code, &sealed, access->problem));
    TRY(keyring_digest(access->keyring, place.purpose, code, &digest, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "entitlement", made->entitlement);
    bind_id(statement, "convention", made->convention);
    bind_integer(statement, "number", made->number);
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "worth", made->worth);
    bind_integer(statement, "valid_until", made->valid_until);
    bind_integer(statement, "now", access->now);
    bind_optional_id(statement, "nothing", none);
    return statement_run(statement, NULL, access->problem);
}

Outcome ticket_issue(Access *access, const Entitlement *entitlement)
{
    for (int64_t number = 1; number <= entitlement->quantity; number++) {
        const Ticket made = {
            .id = id_new(access->now * 1000),
            .entitlement = entitlement->id,
            .convention = entitlement->convention,
            .number = number,
            .worth = entitlement->worth,
            .valid_until = entitlement->valid_until,
        };
        TRY(add_row(access, &made));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- on paper */

Outcome ticket_open_code(Access *access, Id ticket, Text *code)
{
    bool row = false;
    const SealPlace place = place_of(access, ticket);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_SEALED, &statement, access->problem));
    bind_id(statement, "id", ticket);
    TRY(statement_next(statement, &row, access->problem));
    return keyring_open(access->keyring, access->arena, &place, column_text(statement, 0), code,
                        access->problem);
}

static Outcome refuse_blocked(Access *access)
{
    return problem_set(access->problem, CONFLICT, TEXT(""), "ticket",
                       "this ticket is blocked already");
}

Outcome ticket_paper(Access *access, Id ticket, TicketPaper *paper)
{
    TicketPaper read = {0};
    TRY(admit(access, ticket, &read.ticket, &read.entitlement));
    if (read.ticket.blocked != 0) {
        return refuse_blocked(access);
    }
    TRY(convention_get(access, read.ticket.convention, &read.convention));
    TRY(ticket_open_code(access, ticket, &read.code));
    const TicketToken token = {ticket, read.ticket.convention, read.ticket.valid_until,
                               read.ticket.worth, read.convention.unit};
    TRY(ticket_token_sign(access->keyring, access->arena, session_territory(access->session),
                          &token, &read.token, access->problem));
    *paper = read;
    return OK;
}

Outcome ticket_hand(Access *access, Id ticket)
{
    Ticket read = {0};
    Entitlement entitlement = {0};
    TRY(admit(access, ticket, &read, &entitlement));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_SET_HANDED, &statement, access->problem));
    bind_id(statement, "id", ticket);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* -------------------------------------------------------------------------------- blocking */

static Outcome set_blocked(Access *access, Id ticket, TicketBlock why, Id replaced_by)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_SET_BLOCKED, &statement, access->problem));
    bind_id(statement, "id", ticket);
    bind_integer(statement, "now", access->now);
    bind_text(statement, "why", ticket_block_code(why));
    bind_optional_id(statement, "replaced_by", replaced_by);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : refuse_blocked(access);
}

Outcome ticket_block(Access *access, Id ticket, TicketBlock why)
{
    Ticket read = {0};
    Entitlement entitlement = {0};
    TRY(admit(access, ticket, &read, &entitlement));
    return set_blocked(access, ticket, why, none);
}

Outcome ticket_replace(Access *access, Id ticket, TicketBlock why, Id *made)
{
    Ticket read = {0};
    Entitlement entitlement = {0};
    TRY(admit(access, ticket, &read, &entitlement));
    if (read.blocked == 0 && read.worth > 0 && ticket_left(&read) == 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "ticket",
                           "nothing is left on this ticket");
    }
    Ticket next = read;
    next.id = id_new(access->now * 1000);
    next.worth = ticket_left(&read);
    TRY(set_blocked(access, ticket, why, next.id));
    TRY(add_row(access, &next));
    *made = next.id;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/redemption.h"

#include "crypto/crypto.h"
#include "entitlements/entitlement_private.h"
#include "entitlements/queries.h"
#include "entitlements/ticket_code.h"
#include "people/optional_id.h"
#include "territory/identifier.h"

/* What a look rests on. */
typedef struct Seen {
    Ticket ticket;
    GrantState grant;
    Convention convention;
} Seen;

static const char *const verdicts[TICKET_VERDICT_COUNT] = {
    [TICKET_VALID] = "valid",     [TICKET_USED] = "used",   [TICKET_EXPIRED] = "expired",
    [TICKET_BLOCKED] = "blocked", [TICKET_OTHER] = "other",
};

Text ticket_verdict_code(TicketVerdict verdict)
{
    return text_from(verdicts[verdict]);
}

Outcome redemption_last(Access *access, Id ticket, LastUse *last)
{
    bool row = false;
    LastUse read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REDEMPTION_LAST, &statement, access->problem));
    bind_id(statement, "ticket", ticket);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        read = (LastUse){column_integer(statement, 0), column_integer(statement, 1),
                         column_integer(statement, 2), column_id(statement, 3)};
    }
    *last = read;
    return OK;
}

/* --------------------------------------------------------------------------------- looking */

/* Trying codes leaves a trace each time. */
static Outcome refuse_unknown(Access *access)
{
    access_note(access, "ticket.unknown", (Id){{0}}, (Id){{0}}, "");
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "ticket",
                       "no ticket has this code: look at each character again");
}

static Outcome find_by_code(Access *access, Text code, Id *ticket)
{
    bool row = false;
    Digest digest = {{0}};
    TRY(keyring_digest(access->keyring, TEXT("ticket code"), code, &digest, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TICKET_BY_DIGEST, &statement, access->problem));
    bind_blob(statement, "digest", digest.bytes, sizeof digest.bytes);
    TRY(statement_next(statement, &row, access->problem));
    *ticket = row ? column_id(statement, 0) : (Id){{0}};
    return row ? OK : refuse_unknown(access);
}

static Outcome find(Access *access, Text typed, Id *ticket)
{
    Text code = {0};
    TicketToken token = {0};
    if (ticket_code_parse(access->arena, typed, &code)) {
        return find_by_code(access, code, ticket);
    }
    if (typed.length != TOKEN_CHARACTERS) {
        return refuse_unknown(access);
    }
    TRY(ticket_token_open(access->keyring, session_territory(access->session), typed, &token,
                          access->problem));
    *ticket = token.ticket;
    return OK;
}

static TicketVerdict judge(const Ticket *ticket, GrantState grant, Moment at)
{
    if (ticket->blocked != 0 || grant == GRANT_SUSPENDED || grant == GRANT_REVOKED) {
        return TICKET_BLOCKED;
    }
    if (ticket->worth > 0 && ticket->last.reach >= ticket->worth) {
        return TICKET_USED;
    }
    return moment_to_local(at).date > ticket->valid_until ? TICKET_EXPIRED : TICKET_VALID;
}

static Outcome see(Access *access, Id id, Seen *seen)
{
    TRY(ticket_row(access, id, &seen->ticket));
    TRY(convention_get(access, seen->ticket.convention, &seen->convention));
    return entitlement_state(access, seen->ticket.entitlement, &seen->grant);
}

static TicketLook look_at(const Access *access, const Seen *seen, Moment at)
{
    const Ticket *ticket = &seen->ticket;
    if (!convention_accepts(&seen->convention, access->caller.house)) {
        return (TicketLook){.verdict = TICKET_OTHER};
    }
    return (TicketLook){
        .verdict = judge(ticket, seen->grant, at),
        .ticket = ticket->id,
        .convention = seen->convention,
        .worth = ticket->worth,
        .left = ticket_left(ticket),
        .valid_until = ticket->valid_until,
        .last_at = ticket->last.at,
        .last_house = ticket->last.house,
    };
}

Outcome ticket_look(Access *access, Text typed, TicketLook *look)
{
    Id ticket = {{0}};
    Seen seen = {0};
    TRY(access_require(access, MAY_REDEEM));
    TRY(find(access, typed, &ticket));
    TRY(see(access, ticket, &seen));
    *look = look_at(access, &seen, access->now);
    return OK;
}

/* ------------------------------------------------------------------------------- redeeming */

/* Adds it to what was seen, too, so that the next look need not read it again. */
static Outcome add_line(Access *access, const RedeemOrder *order, Seen *seen)
{
    const Ticket *ticket = &seen->ticket;
    const LastUse next = {ticket->last.number + 1, ticket->last.reach + order->amount,
                          order->at, access->caller.house};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REDEMPTION_ADD, &statement, access->problem));
    bind_id(statement, "ticket", ticket->id);
    bind_integer(statement, "number", next.number);
    bind_id(statement, "id", id_is_nil(order->id) ? id_new(access->now * 1000) : order->id);
    bind_integer(statement, "amount", order->amount);
    bind_integer(statement, "reach", next.reach);
    bind_integer(statement, "worth", ticket->worth);
    bind_id(statement, "convention", ticket->convention);
    bind_id(statement, "house", next.house);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "at", next.at);
    bind_integer(statement, "now", access->now);
    bind_text(statement, "supplier", order->supplier);
    TRY(statement_run(statement, NULL, access->problem));
    seen->ticket.last = next;
    return OK;
}

/* A ticket is used after it was made; two clocks may differ a little. */
static Outcome check_moment(Access *access, const Ticket *ticket, Moment at)
{
    return at >= ticket->issued - REDEEM_SLACK_SECONDS
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "at",
                             "this ticket was made after that moment");
}

/* One use where nothing is said; a sum must be. */
static Outcome check_amount(Access *access, const TicketLook *look, RedeemOrder *order)
{
    if (order->amount == 0 && look->convention.unit == UNIT_USE) {
        order->amount = 1;
    }
    const int64_t most = look->worth == 0 ? 1 : look->left;
    return order->amount >= 1 && order->amount <= most
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "amount",
                             "1 to %lld are expected: so much is left", (long long)most);
}

bool ticket_asks_supplier(const Access *access, const Convention *convention)
{
    return convention->supplier_count > 0 && id_equal(convention->payer, access->caller.house);
}

static Outcome wrong_supplier(Access *access, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), "supplier", "%s", why);
}

/* As it is written from here on. */
static Outcome check_supplier(Access *access, const Convention *convention, RedeemOrder *order,
                              bool is_late)
{
    Identifier identifier = {0};
    const Text typed = text_trim(order->supplier);
    order->supplier = TEXT("");
    if (!ticket_asks_supplier(access, convention)) {
        return typed.length == 0 ? OK
                                 : wrong_supplier(access, "this convention asks for none here");
    }
    if (typed.length == 0) {
        return is_late ? OK : wrong_supplier(access, "from whom it was had is expected");
    }
    identifier_read(access->arena, IDENTIFIER_BCE, typed, moment_to_local(access->now).date,
                    &identifier);
    if (convention_supplier(convention, identifier.formatted) == NULL) {
        return wrong_supplier(access, "the convention names no supplier of this number");
    }
    order->supplier = identifier.formatted;
    return OK;
}

/* Sent before: by the terminal that made the id, of the same ticket. */
static Outcome find_same(Access *access, const RedeemOrder *order, Id ticket, bool *is_same)
{
    bool row = false;
    *is_same = false;
    if (id_is_nil(order->id)) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &REDEMPTION_GET, &statement, access->problem));
    bind_id(statement, "id", order->id);
    TRY(statement_next(statement, &row, access->problem));
    *is_same = row && id_equal(column_id(statement, 0), ticket);
    return !row || *is_same ? OK
                            : problem_set(access->problem, CONFLICT, TEXT("body"), "id",
                                          "this identifier is that of another use");
}

Outcome ticket_redeem(Access *access, const RedeemOrder *order, Redeemed *redeemed)
{
    Id ticket = {{0}};
    Seen seen = {0};
    RedeemOrder wanted = *order;
    Redeemed done = {0};
    wanted.at = order->at == 0 ? access->now : order->at;
    TRY(access_require(access, MAY_REDEEM));
    TRY(find(access, order->typed, &ticket));
    TRY(see(access, ticket, &seen));
    done.look = look_at(access, &seen, wanted.at);
    if (done.look.verdict != TICKET_OTHER) {
        TRY(find_same(access, order, ticket, &done.is_done));
    }
    if (!done.is_done && done.look.verdict == TICKET_VALID) {
        TRY(check_moment(access, &seen.ticket, wanted.at));
        TRY(check_amount(access, &done.look, &wanted));
        TRY(check_supplier(access, &seen.convention, &wanted, order->at != 0));
        TRY(add_line(access, &wanted, &seen));
        access_note(access, "ticket.redeem", (Id){{0}}, ticket, "");
        done.look = look_at(access, &seen, wanted.at);
        done.is_done = true;
    }
    *redeemed = done;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What becomes of a statement: who may do what, and the invoice of what was agreed on. */
#include "entitlements/queries.h"
#include "entitlements/settlement_private.h"
#include "territory/identifier.h"

/* Of the two houses, whose act it is. */
typedef enum Side { SIDE_STATER, SIDE_OTHER, SIDE_PAID, SIDE_PAYER } Side;

typedef struct Move {
    const char *code;
    Side side;
    unsigned from; /* a bit a state */
    SettlementState to;
} Move;

#define FROM(state) (1U << (unsigned)(state))

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Move moves[SETTLEMENT_ACT_COUNT] = {
    [SETTLEMENT_AGREE] = {"agree",    SIDE_OTHER,
                          FROM(SETTLEMENT_STATED) | FROM(SETTLEMENT_DISPUTED),
                          SETTLEMENT_AGREED                                                       },
    [SETTLEMENT_DISPUTE] = {"dispute",  SIDE_OTHER,  FROM(SETTLEMENT_STATED),
                          SETTLEMENT_DISPUTED                                                     },
    [SETTLEMENT_WITHDRAW] = {"withdraw", SIDE_STATER,
                          FROM(SETTLEMENT_STATED) | FROM(SETTLEMENT_DISPUTED),
                          SETTLEMENT_WITHDRAWN                                                    },
    [SETTLEMENT_INVOICE] = {"invoice",  SIDE_PAID,   FROM(SETTLEMENT_AGREED),    SETTLEMENT_INVOICED},
    [SETTLEMENT_PAY] = {"pay",      SIDE_PAYER,  FROM(SETTLEMENT_INVOICED),  SETTLEMENT_PAID    },
};
/* clang-format on */

bool settlement_act_parse(Text code, SettlementAct *act)
{
    for (size_t i = 0; i < SETTLEMENT_ACT_COUNT; i++) {
        if (text_equal(code, text_from(moves[i].code))) {
            *act = (SettlementAct)i;
            return true;
        }
    }
    return false;
}

static bool is_of_supplier(const Settlement *settlement)
{
    return settlement->supplier.length > 0;
}

/* A supplier has no account here: two people of the house that pays are the two sides. */
static bool is_side(const Settlement *settlement, Side side, const Caller *caller)
{
    switch (side) {
    case SIDE_STATER:
        return id_equal(settlement->stated_by, caller->house);
    case SIDE_OTHER:
        return is_of_supplier(settlement)
                   ? id_equal(settlement->payer, caller->house) &&
                         !id_equal(settlement->stated_account, caller->account)
                   : !id_equal(settlement->stated_by, caller->house);
    case SIDE_PAID:
        return id_equal(settlement->house, caller->house);
    case SIDE_PAYER:
        break;
    }
    return id_equal(settlement->payer, caller->house);
}

static bool is_in_time(const Settlement *settlement, SettlementAct act)
{
    return (moves[act].from & FROM(settlement->state)) != 0 &&
           (act != SETTLEMENT_INVOICE || settlement->total > 0);
}

bool settlement_allows(const Settlement *settlement, SettlementAct act, const Caller *caller)
{
    return is_side(settlement, moves[act].side, caller) && is_in_time(settlement, act);
}

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

static Outcome check_act(Access *access, const Settlement *settlement, SettlementAct act)
{
    if (!is_side(settlement, moves[act].side, &access->caller)) {
        return refuse(access, REFUSED, "act",
                      is_of_supplier(settlement)
                          ? "somebody else of your house than who stated it does this"
                          : "this is for the other of the two houses to do");
    }
    if (act == SETTLEMENT_INVOICE && settlement->state == SETTLEMENT_AGREED &&
        settlement->total < 1) {
        return refuse(access, CONFLICT, "price", "the convention names no price to invoice");
    }
    return is_in_time(settlement, act)
               ? OK
               : refuse(access, CONFLICT, "act",
                        "this settlement is in a state that does not allow it");
}

/* -------------------------------------------------------------------------------- invoice */

typedef struct Invoice {
    Text number;
    Text enterprise; /* as it is stored */
    Text account;
    Text reference;
    Date due;
} Invoice;

static Outcome read_identifier(Access *access, IdentifierKind kind, const char *field,
                               Text typed, Text *stored)
{
    Identifier identifier = {0};
    identifier_read(access->arena, kind, typed, moment_to_local(access->now).date, &identifier);
    if (!identifier.is_valid) {
        const Text because = identifier_because(access->arena, &identifier, ENGLISH);
        return problem_set(access->problem, INVALID, TEXT("body"), field, "%.*s",
                           TEXT_ARG(because));
    }
    *stored = identifier.formatted;
    return OK;
}

static Outcome check_number(Access *access, const Settlement *settlement, Text number)
{
    bool row = false;
    if (number.length == 0 || number.length > SETTLEMENT_NUMBER_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "invoice",
                           "the number of the invoice is expected, of 1 to %d bytes",
                           SETTLEMENT_NUMBER_MOST);
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_SAME_INVOICE, &statement, access->problem));
    bind_id(statement, "house", settlement->house);
    bind_text(statement, "supplier", settlement->supplier);
    bind_text(statement, "invoice", number);
    TRY(statement_next(statement, &row, access->problem));
    return row ? refuse(access, CONFLICT, "invoice", "your house has an invoice of this number")
               : OK;
}

static Outcome read_due(Access *access, Text typed, Date *due)
{
    const Date today = moment_to_local(access->now).date;
    Date day = today + SETTLEMENT_DUE_DAYS;
    if (typed.length > 0 && (!date_parse(typed, &day) || day < today)) {
        return refuse(access, INVALID, "due", "a day from today on is expected: 2026-12-31");
    }
    *due = day;
    return OK;
}

/* Ten digits, the year and a number in it, then what their division by 97 leaves, 97 for 0. */
static Outcome next_reference(Access *access, Text *reference)
{
    enum { CENTURY = 100, A_YEAR = 100000000, DIGITS = 10, MODULUS = 97 };
    bool row = false;
    int64_t last = 0;
    const int64_t year = date_to_civil(moment_to_local(access->now).date).year % CENTURY;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_LAST_REFERENCE, &statement,
                       access->problem));
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        (void)text_to_integer(text_slice(column_text(statement, 0), 0, DIGITS), &last);
    }
    const int64_t number = (last / A_YEAR == year ? last : year * A_YEAR) + 1;
    const int64_t check = number % MODULUS == 0 ? MODULUS : number % MODULUS;
    *reference =
        text_format(access->arena, "%010lld%02lld", (long long)number, (long long)check);
    return OK;
}

/* That of the supplier is known. */
static Outcome read_enterprise(Access *access, const Settlement *settlement, Text typed,
                               Text *enterprise)
{
    if (is_of_supplier(settlement) && text_trim(typed).length == 0) {
        *enterprise = settlement->supplier;
        return OK;
    }
    TRY(read_identifier(access, IDENTIFIER_BCE, "enterprise", typed, enterprise));
    return !is_of_supplier(settlement) || text_equal(*enterprise, settlement->supplier)
               ? OK
               : refuse(access, INVALID, "enterprise", "this statement is of another supplier");
}

static Outcome read_invoice(Access *access, const Settlement *settlement,
                            const SettlementDeed *deed, Invoice *invoice)
{
    invoice->number = text_trim(deed->invoice);
    TRY(check_number(access, settlement, invoice->number));
    TRY(read_enterprise(access, settlement, deed->enterprise, &invoice->enterprise));
    if (text_trim(deed->account).length > 0) {
        TRY(read_identifier(access, IDENTIFIER_IBAN, "account", deed->account,
                            &invoice->account));
    }
    TRY(read_due(access, deed->due, &invoice->due));
    return is_of_supplier(settlement) ? OK : next_reference(access, &invoice->reference);
}

static Outcome set_invoice(Access *access, Id id, const Invoice *invoice)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_SET_INVOICE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "invoice", invoice->number);
    bind_text(statement, "enterprise", invoice->enterprise);
    bind_text(statement, "account", invoice->account);
    bind_text(statement, "reference", invoice->reference);
    bind_integer(statement, "due", invoice->due);
    return statement_run(statement, NULL, access->problem);
}

/* --------------------------------------------------------------------------------- acting */

static Outcome check_reason(Access *access, const SettlementDeed *deed, Text *reason)
{
    *reason = deed->act == SETTLEMENT_DISPUTE ? text_trim(deed->reason) : TEXT("");
    return deed->act != SETTLEMENT_DISPUTE ||
                   (reason->length > 0 && reason->length <= SETTLEMENT_REASON_MOST)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "reason",
                             "the reason is expected, in 1 to %d bytes",
                             SETTLEMENT_REASON_MOST);
}

static Outcome set_state(Access *access, const Settlement *settlement, SettlementState state)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_SET_STATE, &statement, access->problem));
    bind_id(statement, "id", settlement->id);
    bind_text(statement, "before", settlement_state_code(settlement->state));
    bind_text(statement, "state", settlement_state_code(state));
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : refuse(access, CONFLICT, "act",
                                 "somebody else changed this settlement meanwhile");
}

Outcome settlement_act(Access *access, Id id, const SettlementDeed *deed)
{
    Text reason = {0};
    Invoice invoice = {0};
    Settlement settlement = {0};
    TRY(settlement_row(access, id, &settlement));
    TRY(check_act(access, &settlement, deed->act));
    TRY(check_reason(access, deed, &reason));
    if (deed->act == SETTLEMENT_INVOICE) {
        TRY(read_invoice(access, &settlement, deed, &invoice));
    }
    TRY(set_state(access, &settlement, moves[deed->act].to));
    if (deed->act == SETTLEMENT_INVOICE) {
        TRY(set_invoice(access, id, &invoice));
    }
    access_note(access, "settlement.changed", (Id){{0}}, id, "");
    return settlement_tell(access, id, moves[deed->act].to, reason);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/settlement.h"

#include "access/house.h"
#include "entitlements/queries.h"
#include "entitlements/settlement_private.h"
#include "people/optional_id.h"
#include "territory/identifier.h"

static const char *const states[SETTLEMENT_STATE_COUNT] = {
    [SETTLEMENT_STATED] = "stated",     [SETTLEMENT_AGREED] = "agreed",
    [SETTLEMENT_DISPUTED] = "disputed", [SETTLEMENT_WITHDRAWN] = "withdrawn",
    [SETTLEMENT_INVOICED] = "invoiced", [SETTLEMENT_PAID] = "paid",
};

Text settlement_state_code(SettlementState state)
{
    return text_from(states[state]);
}

static SettlementState state_of(Text code)
{
    size_t at = 0;
    (void)text_among(code, states, SETTLEMENT_STATE_COUNT, &at);
    return (SettlementState)at;
}

/* -------------------------------------------------------------------------------- reading */

/* "+++270/0000/00152+++", of the twelve digits that are kept. */
static Text reference_shown(Arena *arena, Text digits, Date today)
{
    Identifier identifier = {0};
    if (digits.length == 0) {
        return digits;
    }
    identifier_read(arena, IDENTIFIER_REFERENCE, digits, today, &identifier);
    return identifier.formatted;
}

static Settlement read_row(const Access *access, const Statement *statement)
{
    Arena *arena = access->arena;
    const Text unit = column_text(statement, 7);
    return (Settlement){
        .id = column_id(statement, 0),
        .convention = column_id(statement, 1),
        .house = column_id(statement, 2),
        .payer = column_id(statement, 3),
        .stated_by = column_id(statement, 4),
        .month = (Date)column_integer(statement, 5),
        .state = state_of(column_text(statement, 6)),
        .unit = text_equal(unit, ticket_unit_code(UNIT_CENT)) ? UNIT_CENT : UNIT_USE,
        .price = column_integer(statement, 8),
        .uses = column_integer(statement, 9),
        .amount = column_integer(statement, 10),
        .total = column_integer(statement, 11),
        .stated = column_integer(statement, 12),
        .invoice = text_copy(arena, column_text(statement, 13)),
        .enterprise = text_copy(arena, column_text(statement, 14)),
        .account = text_copy(arena, column_text(statement, 15)),
        .reference = reference_shown(arena, text_copy(arena, column_text(statement, 16)),
                                     moment_to_local(access->now).date),
        .due = (Date)column_integer(statement, 17),
        .supplier = text_copy(arena, column_text(statement, 18)),
        .supplier_name = text_copy(arena, column_text(statement, 19)),
        .stated_account = column_id(statement, 20),
    };
}

static bool is_of(const Settlement *settlement, Id house)
{
    return id_equal(settlement->house, house) || id_equal(settlement->payer, house);
}

Outcome settlement_row(Access *access, Id id, Settlement *read)
{
    bool row = false;
    Settlement found = {0};
    TRY(access_require(access, MAY_SETTLE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        found = read_row(access, statement);
    }
    if (!row || !is_of(&found, access->caller.house)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "settlement",
                           "there is no such settlement");
    }
    *read = found;
    return OK;
}

Outcome settlement_list(Access *access, SettlementList *list)
{
    bool row = false;
    SettlementList read = {0};
    TRY(access_require(access, MAY_SETTLE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static Outcome read_lines(Access *access, Id id, SettlementLineList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_LINE_EACH, &statement, access->problem));
    bind_id(statement, "settlement", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const SettlementLine line = {
            column_id(statement, 0), text_copy(access->arena, column_text(statement, 1)),
            column_integer(statement, 2), column_integer(statement, 3)};
        LIST_APPEND(access->arena, list, line);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_events(Access *access, Id id, SettlementEventList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "settlement", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const SettlementEvent event = {state_of(column_text(statement, 0)),
                                       text_copy(access->arena, column_text(statement, 1)),
                                       column_id(statement, 2), column_integer(statement, 3)};
        LIST_APPEND(access->arena, list, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome settlement_read(Access *access, Id id, SettlementFile *file)
{
    SettlementFile read = {0};
    TRY(settlement_row(access, id, &read.settlement));
    TRY(convention_get(access, read.settlement.convention, &read.convention));
    TRY(read_lines(access, id, &read.lines));
    TRY(read_events(access, id, &read.events));
    *file = read;
    return OK;
}

Outcome settlement_tell(Access *access, Id id, SettlementState state, Text reason)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "settlement", id);
    bind_text(statement, "state", settlement_state_code(state));
    bind_text(statement, "reason", reason);
    bind_id(statement, "house", access->caller.house);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* -------------------------------------------------------------------------------- drawing */

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

/* The uses to state, each with how often it was stated before. */
typedef struct Draft {
    Settlement head;
    Moment before;
    SettlementLineList lines;
    LIST_OF(Id) tickets;
    LIST_OF(int64_t) numbers;
} Draft;

static Outcome read_month(Access *access, Text month, Draft *draft)
{
    Date first = 0;
    const Text day = text_format(access->arena, "%.*s-01", TEXT_ARG(month));
    if (!date_parse(day, &first)) {
        return refuse(access, INVALID, "month", "a month is expected: 2026-11");
    }
    const CivilDate civil = date_to_civil(first);
    const LocalTime next = {.date = first + month_length(civil.year, civil.month)};
    draft->head.month = first;
    draft->before = moment_from_local(next);
    return draft->before <= access->now
               ? OK
               : refuse(access, CONFLICT, "month", "this month is not over yet");
}

/* Who pays states what it owes a supplier; one who left the convention is owed still. */
static Outcome check_supplier(Access *access, Text typed, const Convention *convention,
                              Settlement *head)
{
    Identifier identifier = {0};
    if (text_trim(typed).length == 0) {
        return id_equal(head->house, head->payer)
                   ? refuse(access, CONFLICT, "organization", "this house would owe itself")
                   : OK;
    }
    identifier_read(access->arena, IDENTIFIER_BCE, text_trim(typed),
                    moment_to_local(access->now).date, &identifier);
    if (!identifier.is_valid) {
        const Text because = identifier_because(access->arena, &identifier, ENGLISH);
        return problem_set(access->problem, INVALID, TEXT("body"), "supplier", "%.*s",
                           TEXT_ARG(because));
    }
    if (!id_equal(head->house, head->payer)) {
        return refuse(access, INVALID, "supplier",
                      "the house that pays states what it owes one");
    }
    const Supplier *supplier = convention_supplier(convention, identifier.formatted);
    head->supplier = identifier.formatted;
    head->supplier_name = supplier == NULL ? identifier.formatted : supplier->name;
    return OK;
}

/* Both houses may; of anybody else's conventions nothing is told. */
static Outcome check_parties(Access *access, const SettlementOrder *order, Draft *draft)
{
    House house = {.id = access->caller.house};
    Convention convention = {0};
    TRY(convention_find(access, order->convention, &convention));
    if (order->house.length > 0) {
        TRY(house_find(access->session, access->arena, order->house, &house, access->problem));
    }
    draft->head.convention = convention.id;
    draft->head.house = house.id;
    draft->head.payer = convention.payer;
    draft->head.unit = convention.unit;
    draft->head.price = convention.price;
    if (!is_of(&draft->head, access->caller.house)) {
        return refuse(access, NOT_FOUND, "convention",
                      "your house neither accepts nor pays by this convention");
    }
    return check_supplier(access, order->supplier, &convention, &draft->head);
}

/* What comes late of a supplier's month is in the statement of the next. */
static Outcome check_once(Access *access, const Settlement *head)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    if (head->supplier.length == 0) {
        return OK;
    }
    TRY(statement_open(access->session, &SETTLEMENT_SAME_MONTH, &statement, access->problem));
    bind_id(statement, "house", head->house);
    bind_id(statement, "convention", head->convention);
    bind_text(statement, "supplier", head->supplier);
    bind_integer(statement, "month", head->month);
    TRY(statement_next(statement, &row, access->problem));
    return row ? refuse(access, CONFLICT, "supplier",
                        "this supplier has a statement of this month: withdraw it first")
               : OK;
}

static Outcome gather(Access *access, Draft *draft)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_UNSTATED, &statement, access->problem));
    bind_id(statement, "convention", draft->head.convention);
    bind_id(statement, "house", draft->head.house);
    bind_text(statement, "supplier", draft->head.supplier);
    bind_integer(statement, "before", draft->before);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const SettlementLine line = {.redemption = column_id(statement, 0),
                                     .amount = column_integer(statement, 2),
                                     .at = column_integer(statement, 3)};
        LIST_APPEND(access->arena, &draft->lines, line);
        LIST_APPEND(access->arena, &draft->tickets, column_id(statement, 1));
        LIST_APPEND(access->arena, &draft->numbers, column_integer(statement, 4) + 1);
        TRY(statement_next(statement, &row, access->problem));
    }
    return draft->lines.count > 0
               ? OK
               : refuse(access, CONFLICT, "month",
                        "no use up to the end of this month is left to state");
}

/* What is told of a ticket to the other house finds the paper and opens nothing. */
static Outcome shorten_codes(Access *access, Draft *draft)
{
    enum { SHOWN = 3 };
    if (access->keyring == NULL) {
        return refuse(access, REFUSED, "keys", "codes are sealed and this server has no keys");
    }
    for (size_t i = 0; i < draft->lines.count; i++) {
        Text code = {0};
        TRY(ticket_open_code(access, draft->tickets.items[i], &code));
        draft->lines.items[i].code =
            text_slice(code, code.length < SHOWN ? 0 : code.length - SHOWN, code.length);
    }
    return OK;
}

static void add_up(Draft *draft)
{
    Settlement *head = &draft->head;
    head->uses = (int64_t)draft->lines.count;
    for (size_t i = 0; i < draft->lines.count; i++) {
        head->amount += draft->lines.items[i].amount;
    }
    head->total = head->amount;
    if (head->unit == UNIT_USE) {
        head->total = head->price == PRICE_UNKNOWN ? PRICE_UNKNOWN : head->amount * head->price;
    }
}

static Outcome add_row(Access *access, const Settlement *made)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SETTLEMENT_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "convention", made->convention);
    bind_id(statement, "house", made->house);
    bind_id(statement, "payer", made->payer);
    bind_id(statement, "stated_by", made->stated_by);
    bind_integer(statement, "month", made->month);
    bind_text(statement, "unit", ticket_unit_code(made->unit));
    bind_integer(statement, "price", made->price);
    bind_integer(statement, "uses", made->uses);
    bind_integer(statement, "amount", made->amount);
    bind_integer(statement, "total", made->total);
    bind_integer(statement, "now", made->stated);
    bind_text(statement, "supplier", made->supplier);
    bind_text(statement, "supplier_name", made->supplier_name);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_lines(Access *access, const Draft *draft)
{
    for (size_t i = 0; i < draft->lines.count; i++) {
        const SettlementLine *line = &draft->lines.items[i];
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &SETTLEMENT_LINE_ADD, &statement, access->problem));
        bind_id(statement, "redemption", line->redemption);
        bind_integer(statement, "number", draft->numbers.items[i]);
        bind_id(statement, "settlement", draft->head.id);
        bind_text(statement, "code", line->code);
        bind_integer(statement, "amount", line->amount);
        bind_integer(statement, "at", line->at);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

Outcome settlement_draw(Access *access, const SettlementOrder *order, Id *made)
{
    Draft draft = {
        .head = {.stated_by = access->caller.house, .stated = access->now}
    };
    TRY(access_require(access, MAY_SETTLE));
    TRY(read_month(access, order->month, &draft));
    TRY(check_parties(access, order, &draft));
    TRY(check_once(access, &draft.head));
    TRY(gather(access, &draft));
    TRY(shorten_codes(access, &draft));
    add_up(&draft);
    draft.head.id = id_new(access->now * 1000);
    TRY(add_row(access, &draft.head));
    TRY(add_lines(access, &draft));
    TRY(settlement_tell(access, draft.head.id, SETTLEMENT_STATED, TEXT("")));
    access_note(access, "settlement.stated", (Id){{0}}, draft.head.id, "");
    *made = draft.head.id;
    return OK;
}

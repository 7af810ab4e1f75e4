/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/terminal.h"

#include "access/house.h"
#include "crypto/crypto.h"
#include "entitlements/queries.h"
#include "people/optional_id.h"
#include "words/visible.h"

static const Text purpose = TEXT_INIT("seuil mandate");

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

/* ------------------------------------------------------------------------------- terminals */

Outcome terminal_add(Access *access, NewTerminal *made)
{
    House house = {0};
    Text name = {0};
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    TRY(house_find(access->session, access->arena, made->house, &house, access->problem));
    if (!text_visible(access->arena, made->name, ONE_LINE, &name) || name.length == 0 ||
        name.length > TERMINAL_NAME_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "name",
                           "1 to %d bytes are expected", TERMINAL_NAME_MOST);
    }
    if (made->daily < 1 || made->daily > TERMINAL_DAILY_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "daily",
                           "1 to %d uses a day are expected", TERMINAL_DAILY_MOST);
    }
    made->id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "house", house.id);
    bind_text(statement, "name", name);
    bind_integer(statement, "daily", made->daily);
    bind_integer(statement, "now", access->now);
    access_note(access, "terminal.add", (Id){{0}}, made->id, "");
    return statement_run(statement, NULL, access->problem);
}

static Outcome refuse_none(Access *access)
{
    return refuse(access, NOT_FOUND, "terminal", "there is no such terminal that serves");
}

Outcome terminal_revoke(Access *access, Id id)
{
    int64_t changed = 0;
    TRY(access_require(access, MAY_MANAGE_CONVENTIONS));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_REVOKE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    access_note(access, "terminal.revoke", (Id){{0}}, id, "");
    return changed == 1 ? OK : refuse_none(access);
}

static Terminal read_row(Arena *arena, const Statement *statement)
{
    return (Terminal){
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .name = text_copy(arena, column_text(statement, 2)),
        .daily = column_integer(statement, 3),
        .added = column_integer(statement, 4),
        .revoked = column_integer(statement, 5),
    };
}

static bool sees_all(const Access *access)
{
    return permission_holds(access->caller.permissions, MAY_MANAGE_CONVENTIONS);
}

Outcome terminal_list(Access *access, TerminalList *list)
{
    bool row = false;
    TerminalList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_EACH, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Terminal terminal = read_row(access->arena, statement);
        const bool is_own =
            terminal.revoked == 0 && id_equal(terminal.house, access->caller.house);
        if (is_own || sees_all(access)) {
            LIST_APPEND(access->arena, &read, terminal);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* One of the caller's house that serves. */
static Outcome find_own(Access *access, Id id, Terminal *terminal)
{
    bool row = false;
    Terminal read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        read = read_row(access->arena, statement);
    }
    if (!row || read.revoked != 0 || !id_equal(read.house, access->caller.house)) {
        return refuse_none(access);
    }
    *terminal = read;
    return OK;
}

/* --------------------------------------------------------------------------------- mandate */

static Text mandate_text(Arena *arena, Id terminal, Date day, int64_t daily)
{
    return text_format(arena, "%.*s %.*s %lld", TEXT_ARG(id_format(arena, terminal)),
                       TEXT_ARG(date_format(arena, day)), (long long)daily);
}

static Outcome read_blocked(Access *access, Mandate *mandate)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_BLOCKED, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "today", mandate->day);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &mandate->blocked, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_conventions(Access *access, Mandate *mandate)
{
    ConventionList all = {0};
    TRY(convention_list(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (convention_accepts(&all.items[i], access->caller.house)) {
            LIST_APPEND(access->arena, &mandate->conventions, all.items[i]);
        }
    }
    return OK;
}

Outcome terminal_mandate(Access *access, Id terminal, Mandate *mandate)
{
    Mandate made = {.day = moment_to_local(access->now).date};
    TRY(access_require(access, MAY_REDEEM));
    TRY(find_own(access, terminal, &made.terminal));
    if (access->keyring == NULL) {
        return refuse(access, REFUSED, "keys",
                      "a mandate is signed and this server has no keys");
    }
    TRY(read_conventions(access, &made));
    TRY(read_blocked(access, &made));
    ticket_sign(access->keyring, purpose, session_territory(access->session),
                mandate_text(access->arena, terminal, made.day, made.terminal.daily),
                made.signature);
    *mandate = made;
    return OK;
}

static bool is_signed(const Access *access, const TerminalReport *report)
{
    const Text content =
        mandate_text(access->arena, report->terminal, report->day, report->daily);
    for (size_t i = 0; access->keyring != NULL && i < access->keyring->count; i++) {
        const TicketKey key = ticket_key(access->keyring, i);
        if (ticket_verify(&key, purpose, session_territory(access->session), content,
                          report->signature)) {
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------------------- bringing */

static Outcome first_text(Access *access, const Query *query, Id id, bool *row, Text *text)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, row, access->problem));
    if (*row && text != NULL) {
        *text = text_copy(access->arena, column_text(statement, 0));
    }
    return OK;
}

/* What became of it before; empty: it is new. */
static Outcome find_known(Access *access, Id id, Text *result)
{
    bool row = false;
    TRY(first_text(access, &OVERDRAFT_GET, id, &row, result));
    if (row) {
        return OK;
    }
    TRY(first_text(access, &REDEMPTION_GET, id, &row, NULL));
    *result = row ? TEXT("redeemed") : TEXT("");
    return OK;
}

static Outcome last_number(Access *access, const TerminalReport *report, int64_t *number)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_LINE_LAST, &statement, access->problem));
    bind_id(statement, "terminal", report->terminal);
    bind_integer(statement, "day", report->day);
    TRY(statement_next(statement, &row, access->problem));
    *number = row ? column_integer(statement, 0) : 0;
    return OK;
}

/* The next number of its day; false where the mandate is at its end, or is of another day. */
static Outcome take_number(Access *access, const TerminalReport *report, const TerminalUse *use,
                           bool *is_within)
{
    int64_t number = 0;
    TRY(last_number(access, report, &number));
    const bool is_late = moment_to_local(access->now).date > report->day + TERMINAL_LATE_DAYS;
    *is_within = number < report->daily && moment_to_local(use->at).date == report->day &&
                 use->at <= access->now && !is_late;
    if (!*is_within) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TERMINAL_LINE_ADD, &statement, access->problem));
    bind_id(statement, "terminal", report->terminal);
    bind_integer(statement, "day", report->day);
    bind_integer(statement, "number", number + 1);
    bind_integer(statement, "daily", report->daily);
    bind_id(statement, "id", use->id);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_overdraft(Access *access, const TerminalReport *report,
                             const TerminalUse *use, const TicketLook *look, Text because)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OVERDRAFT_ADD, &statement, access->problem));
    bind_id(statement, "id", use->id);
    bind_id(statement, "terminal", report->terminal);
    bind_id(statement, "house", access->caller.house);
    bind_optional_id(statement, "ticket", look->ticket);
    bind_optional_id(statement, "convention", look->convention.id);
    bind_integer(statement, "amount", use->amount);
    bind_integer(statement, "at", use->at);
    bind_integer(statement, "now", access->now);
    bind_text(statement, "because", because);
    return statement_run(statement, NULL, access->problem);
}

/* What was refused of a ticket that is there: an overdraft says which one it is. */
static bool is_of_ticket(Text field)
{
    return text_equal(field, TEXT("amount")) || text_equal(field, TEXT("at"));
}

/* A moment that cannot be is outside its mandate, as one of another day is. */
static Text because_of(Text field)
{
    if (text_equal(field, TEXT("amount"))) {
        return TEXT("used");
    }
    return text_equal(field, TEXT("at")) ? TEXT("ceiling") : TEXT("unknown");
}

/* Takes it from the ticket; `because` stays empty where that could be done. */
static Outcome take(Access *access, const TerminalUse *use, TicketLook *look, Text *because)
{
    Redeemed redeemed = {0};
    const RedeemOrder order = {
        .typed = use->typed, .id = use->id, .amount = use->amount, .at = use->at};
    const Outcome outcome = ticket_redeem(access, &order, &redeemed);
    *because = TEXT("");
    if (outcome == NOT_FOUND || outcome == INVALID) {
        const bool is_known = outcome == INVALID && is_of_ticket(access->problem->field);
        *because = because_of(access->problem->field);
        *access->problem = (Problem){.arena = access->problem->arena};
        return is_known ? ticket_look(access, use->typed, look) : OK;
    }
    TRY(outcome);
    *look = redeemed.look;
    if (!redeemed.is_done) {
        *because = ticket_verdict_code(redeemed.look.verdict);
    }
    return OK;
}

static Outcome bring_one(Access *access, const TerminalReport *report, const TerminalUse *use,
                         Text *result)
{
    bool is_within = false;
    TicketLook look = {0};
    Text because = TEXT("ceiling");
    TRY(find_known(access, use->id, result));
    if (result->length > 0) {
        return OK;
    }
    TRY(take_number(access, report, use, &is_within));
    if (is_within) {
        TRY(take(access, use, &look, &because));
    }
    *result = because.length == 0 ? TEXT("redeemed") : because;
    return because.length == 0 ? OK : add_overdraft(access, report, use, &look, because);
}

Outcome terminal_bring(Access *access, const TerminalReport *report, UseAnswerList *answers)
{
    Terminal terminal = {0};
    UseAnswerList made = {0};
    TRY(access_require(access, MAY_REDEEM));
    TRY(find_own(access, report->terminal, &terminal));
    if (!is_signed(access, report)) {
        return refuse(access, REFUSED, "signature", "this mandate is not one of ours");
    }
    for (size_t i = 0; i < report->count; i++) {
        UseAnswer answer = {.id = report->uses[i].id};
        TRY(bring_one(access, report, &report->uses[i], &answer.result));
        LIST_APPEND(access->arena, &made, answer);
    }
    *answers = made;
    return OK;
}

/* ------------------------------------------------------------------------------ overdrafts */

Outcome overdraft_list(Access *access, OverdraftList *list)
{
    bool row = false;
    OverdraftList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OVERDRAFT_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "everywhere", sees_all(access));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Overdraft one = {
            .id = column_id(statement, 0),
            .terminal = column_id(statement, 1),
            .house = column_id(statement, 2),
            .ticket = column_id(statement, 3),
            .convention = column_id(statement, 4),
            .amount = column_integer(statement, 5),
            .at = column_integer(statement, 6),
            .kept = column_integer(statement, 7),
            .because = text_copy(access->arena, column_text(statement, 8)),
        };
        LIST_APPEND(access->arena, &read, one);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/entitlement.h"

#include "crypto/crypto.h"
#include "entitlements/entitlement_private.h"
#include "entitlements/queries.h"
#include "people/optional_id.h"
#include "people/person.h"

static const char *const states[GRANT_STATE_COUNT] = {
    [GRANT_SUBMITTED] = "submitted", [GRANT_GRANTED] = "granted",
    [GRANT_DENIED] = "denied",       [GRANT_SUSPENDED] = "suspended",
    [GRANT_REVOKED] = "revoked",     [GRANT_EXHAUSTED] = "exhausted",
    [GRANT_EXPIRED] = "expired",
};

Text grant_state_code(GrantState state)
{
    return text_from(states[state]);
}

static GrantState state_of(Text code)
{
    size_t at = 0;
    (void)text_among(code, states, GRANT_STATE_COUNT, &at);
    return (GrantState)at;
}

/* -------------------------------------------------------------------------------- reading */

static Entitlement read_row(Arena *arena, const Statement *statement)
{
    return (Entitlement){
        .id = column_id(statement, 0),
        .convention = column_id(statement, 1),
        .person = column_id(statement, 2),
        .house = column_id(statement, 3),
        .account = column_id(statement, 4),
        .state = state_of(column_text(statement, 5)),
        .quantity = column_integer(statement, 6),
        .worth = column_integer(statement, 7),
        .value = column_integer(statement, 8),
        .rule = text_copy(arena, column_text(statement, 9)),
        .valid_until = (Date)column_integer(statement, 10),
        .asked = column_integer(statement, 11),
    };
}

/* What follows from the tickets and the day, and is kept nowhere. */
static Outcome derive(Access *access, Entitlement *entitlement)
{
    TicketList tickets = {0};
    TRY(ticket_rows(access, entitlement->id, &tickets));
    for (size_t i = 0; i < tickets.count; i++) {
        entitlement->left += ticket_left(&tickets.items[i]);
    }
    if (entitlement->state != GRANT_GRANTED) {
        return OK;
    }
    if (entitlement->worth > 0 && entitlement->left == 0) {
        entitlement->state = GRANT_EXHAUSTED;
    } else if (moment_to_local(access->now).date > entitlement->valid_until) {
        entitlement->state = GRANT_EXPIRED;
    }
    return OK;
}

static Outcome find_row(Access *access, Id id, bool *row, Entitlement *read)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, row, access->problem));
    if (*row) {
        *read = read_row(access->arena, statement);
    }
    return OK;
}

Outcome entitlement_row(Access *access, Id id, Entitlement *read)
{
    bool row = false;
    Entitlement found = {0};
    TRY(find_row(access, id, &row, &found));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "entitlement",
                           "there is no such grant");
    }
    TRY(derive(access, &found));
    *read = found;
    return OK;
}

Outcome entitlement_state(Access *access, Id id, GrantState *state)
{
    bool row = false;
    Entitlement found = {.state = GRANT_REVOKED};
    TRY(find_row(access, id, &row, &found));
    *state = found.state;
    return OK;
}

/* One nobody has is judged as that of a person nobody is: the same answer, the same line. */
Outcome entitlement_admit(Access *access, Id id, Entitlement *read)
{
    bool row = false;
    Entitlement found = {0};
    TRY(find_row(access, id, &row, &found));
    TRY(person_admit(access, MAY_GRANT, found.person, id, NULL));
    TRY(derive(access, &found));
    *read = found;
    return OK;
}

Outcome entitlement_list(Access *access, Id person, EntitlementList *list)
{
    bool row = false;
    EntitlementList read = {0};
    TRY(person_admit(access, MAY_GRANT, person, (Id){{0}}, NULL));
    TRY(person_root_within(access, MAY_GRANT, person, &person));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_OF_PERSON, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    for (size_t i = 0; i < read.count; i++) {
        TRY(derive(access, &read.items[i]));
    }
    *list = read;
    return OK;
}

static Outcome read_events(Access *access, Id id, EntitlementEventList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "entitlement", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list,
                    (EntitlementEvent){.state = state_of(column_text(statement, 0)),
                                       .account = column_id(statement, 1),
                                       .at = column_integer(statement, 2)});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome entitlement_read(Access *access, Id id, EntitlementFile *file)
{
    EntitlementFile read = {0};
    TRY(entitlement_admit(access, id, &read.entitlement));
    TRY(convention_get(access, read.entitlement.convention, &read.convention));
    TRY(ceiling_lines(access, id, &read.ceilings));
    TRY(read_events(access, id, &read.events));
    *file = read;
    return OK;
}

/* --------------------------------------------------------------------------------- asking */

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

static Outcome check_convention(Access *access, const Convention *convention)
{
    if (!convention_prescribes(convention, access->caller.house)) {
        return refuse(access, REFUSED, "convention",
                      "your house is not among those that may prescribe by this convention");
    }
    return convention_holds_on(convention, moment_to_local(access->now).date)
               ? OK
               : refuse(access, CONFLICT, "convention",
                        "this convention does not hold on this day");
}

/* A sum is said at the grant where the convention leaves it open; a number of uses never is. */
static Outcome check_amounts(Access *access, const Convention *convention,
                             const GrantOrder *order)
{
    const bool is_open = convention->unit == UNIT_CENT && convention->worth == 0;
    if (order->quantity < 1 || order->quantity > GRANT_MOST_TICKETS) {
        return problem_set(access->problem, INVALID, TEXT("body"), "quantity",
                           "1 to %d tickets are expected", GRANT_MOST_TICKETS);
    }
    if (is_open && (order->worth < 1 || order->worth > CENTS_MOST)) {
        return refuse(access, INVALID, "worth", "a sum in cents is expected");
    }
    return is_open || order->worth == 0
               ? OK
               : refuse(access, INVALID, "worth", "the convention says what a ticket is worth");
}

static Outcome check_condition(Access *access, const Convention *convention,
                               const GrantOrder *order, Text *rule_text)
{
    ConditionRule rule = {0};
    ConditionVerdict verdict = {0};
    TRY(condition_rule(access, convention, moment_to_local(access->now).date, &rule));
    TRY(CONDITION_JUDGE.judge(access->arena, &rule, order->facts, order->language, &verdict,
                              access->problem));
    *rule_text = condition_rule_text(access->arena, &rule);
    switch (verdict.answer) {
    case ELIGIBLE_YES:
        return OK;
    case ELIGIBLE_UNKNOWN:
        return condition_tell_missing(access->arena, &verdict, access->problem);
    case ELIGIBLE_NO:
        break;
    }
    return problem_set(access->problem, REFUSED, TEXT("body"), "facts",
                       "the condition does not hold: %.*s", TEXT_ARG(*rule_text));
}

static int64_t value_of(const Convention *convention, int64_t quantity, int64_t worth)
{
    if (convention->unit == UNIT_CENT) {
        return quantity * worth;
    }
    return convention->price == PRICE_UNKNOWN ? 0 : quantity * worth * convention->price;
}

static Entitlement make(const Access *access, const Convention *convention,
                        const GrantOrder *order)
{
    const Date today = moment_to_local(access->now).date;
    const Date last = today + (Date)convention->days - 1;
    const int64_t worth = convention->worth > 0 ? convention->worth : order->worth;
    const int64_t value = value_of(convention, order->quantity, worth);
    const bool must_wait =
        convention->threshold != NO_THRESHOLD && value > convention->threshold;
    return (Entitlement){
        .id = id_is_nil(order->id) ? id_new(access->now * 1000) : order->id,
        .convention = convention->id,
        .person = order->person,
        .house = access->caller.house,
        .account = access->caller.account,
        .state = must_wait ? GRANT_SUBMITTED : GRANT_GRANTED,
        .quantity = order->quantity,
        .worth = worth,
        .value = value,
        .valid_until = convention->valid_until != 0 && convention->valid_until < last
                           ? convention->valid_until
                           : last,
        .asked = access->now,
    };
}

static Outcome add_row(Access *access, const Entitlement *made)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "convention", made->convention);
    bind_id(statement, "person", made->person);
    bind_id(statement, "house", made->house);
    bind_optional_id(statement, "account", made->account);
    bind_text(statement, "state", grant_state_code(made->state));
    bind_integer(statement, "quantity", made->quantity);
    bind_integer(statement, "worth", made->worth);
    bind_integer(statement, "value", made->value);
    bind_text(statement, "rule", made->rule);
    bind_integer(statement, "valid_until", made->valid_until);
    bind_integer(statement, "now", made->asked);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_event(Access *access, Id entitlement, GrantState state)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "entitlement", entitlement);
    bind_text(statement, "state", grant_state_code(state));
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static CeilingTake take_of(const Entitlement *granted)
{
    return (CeilingTake){granted->id, granted->person, granted->quantity, granted->value};
}

/* Every check comes before the first write: a page that tells a refusal keeps what was written
 * before it. */
static Outcome check_bringing(Access *access, const Convention *convention,
                              const Entitlement *granted)
{
    const CeilingTake take = take_of(granted);
    if (access->keyring == NULL) {
        return problem_set(access->problem, REFUSED, TEXT(""), "keys",
                           "tickets are signed and this server holds no keys: "
                           "seuil keys make FILE, then serve --keys FILE");
    }
    return ceiling_check(access, convention, &take);
}

/* What a grant brings with it, in the same transaction: it counts, and its tickets exist. */
static Outcome bring(Access *access, const Convention *convention, const Entitlement *granted)
{
    const CeilingTake take = take_of(granted);
    TRY(ceiling_take(access, convention, &take));
    return ticket_issue(access, granted);
}

static Outcome add(Access *access, const Convention *convention, const Entitlement *made)
{
    TRY(add_row(access, made));
    TRY(add_event(access, made->id, made->state));
    return made->state == GRANT_GRANTED ? bring(access, convention, made) : OK;
}

/* A form that was sent twice. */
static Outcome find_same(Access *access, const GrantOrder *order, Id root, bool *found,
                         Entitlement *made)
{
    Entitlement known = {0};
    *found = false;
    if (id_is_nil(order->id)) {
        return OK;
    }
    TRY(find_row(access, order->id, found, &known));
    if (!*found) {
        return OK;
    }
    if (!id_equal(known.person, order->person) && !id_equal(known.person, root)) {
        return refuse(access, CONFLICT, "id", "this identifier is that of another grant");
    }
    TRY(derive(access, &known));
    *made = known;
    return OK;
}

/* Every check, before the first write; `is_known` for one that was granted before. */
static Outcome prepare(Access *access, const GrantOrder *order, Convention *convention,
                       bool *is_known, Entitlement *made)
{
    Text rule = {0};
    Id root = {{0}};
    TRY(person_admit(access, MAY_GRANT, order->person, order->id, NULL));
    TRY(person_root_within(access, MAY_GRANT, order->person, &root));
    TRY(find_same(access, order, root, is_known, made));
    if (*is_known) {
        return OK;
    }
    TRY(convention_find(access, order->convention, convention));
    TRY(check_convention(access, convention));
    TRY(check_amounts(access, convention, order));
    TRY(check_condition(access, convention, order, &rule));
    *made = make(access, convention, order);
    made->rule = rule;
    made->person = root;
    return made->state == GRANT_GRANTED ? check_bringing(access, convention, made) : OK;
}

Outcome entitlement_check(Access *access, const GrantOrder *order, Entitlement *made)
{
    bool is_known = false;
    Convention convention = {0};
    Entitlement would = {0};
    TRY(prepare(access, order, &convention, &is_known, &would));
    *made = would;
    return OK;
}

Outcome entitlement_ask(Access *access, const GrantOrder *order, Entitlement *made)
{
    bool is_known = false;
    Convention convention = {0};
    Entitlement would = {0};
    TRY(prepare(access, order, &convention, &is_known, &would));
    if (is_known) {
        *made = would;
        return OK;
    }
    TRY(add(access, &convention, &would));
    return entitlement_row(access, would.id, made);
}

/* --------------------------------------------------------------------------------- acting */

typedef struct Move {
    const char *code;
    GrantState from;
    GrantState to;
} Move;

static const Move moves[GRANT_ACT_COUNT] = {
    [GRANT_ACCEPT] = {"accept",  GRANT_SUBMITTED, GRANT_GRANTED  },
    [GRANT_REFUSE] = {"refuse",  GRANT_SUBMITTED, GRANT_DENIED   },
    [GRANT_SUSPEND] = {"suspend", GRANT_GRANTED,   GRANT_SUSPENDED},
    [GRANT_RESUME] = {"resume",  GRANT_SUSPENDED, GRANT_GRANTED  },
    [GRANT_REVOKE] = {"revoke",  GRANT_GRANTED,   GRANT_REVOKED  },
};

bool grant_act_parse(Text code, GrantAct *act)
{
    for (size_t i = 0; i < GRANT_ACT_COUNT; i++) {
        if (text_equal(code, text_from(moves[i].code))) {
            *act = (GrantAct)i;
            return true;
        }
    }
    return false;
}

/* Who decides is never who asked. */
static Outcome check_decider(Access *access, const Entitlement *entitlement, GrantAct act)
{
    if (act != GRANT_ACCEPT && act != GRANT_REFUSE) {
        return OK;
    }
    TRY(person_admit(access, MAY_APPROVE_GRANT, entitlement->person, entitlement->id, NULL));
    return !id_equal(access->caller.account, entitlement->account)
               ? OK
               : refuse(access, REFUSED, "entitlement",
                        "somebody else than who asked for it decides");
}

/* One that is suspended can be revoked as well: it is resumed first, in one transaction. */
static Outcome set_state(Access *access, Id id, GrantState before, GrantState after)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENTITLEMENT_SET_STATE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "before", grant_state_code(before));
    bind_text(statement, "state", grant_state_code(after));
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? add_event(access, id, after)
                        : refuse(access, CONFLICT, "entitlement",
                                 "this grant is in a state that does not allow it");
}

/* One that replaces another bears its number, and is used where the other was. */
static bool is_unused(const TicketList *list, const Ticket *ticket)
{
    bool is_used = ticket->blocked != 0;
    for (size_t i = 0; i < list->count; i++) {
        const Ticket *other = &list->items[i];
        is_used = is_used || (other->number == ticket->number && other->last.reach > 0);
    }
    return !is_used;
}

/* Counts the tickets nobody used, and the cents left on all of them. */
static Outcome give_back(Access *access, const Convention *convention,
                         const Entitlement *entitlement)
{
    int64_t tickets = 0;
    int64_t left = 0;
    TicketList list = {0};
    TRY(ticket_rows(access, entitlement->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        tickets += is_unused(&list, &list.items[i]);
        left += ticket_left(&list.items[i]);
    }
    return ceiling_give_back(access, convention, entitlement->id, tickets,
                             value_of(convention, 1, left));
}

Outcome entitlement_act(Access *access, Id id, GrantAct act)
{
    Entitlement entitlement = {0};
    Convention convention = {0};
    TRY(entitlement_admit(access, id, &entitlement));
    TRY(check_decider(access, &entitlement, act));
    TRY(convention_get(access, entitlement.convention, &convention));
    if (act == GRANT_ACCEPT && entitlement.state == GRANT_SUBMITTED) {
        TRY(check_bringing(access, &convention, &entitlement));
    }
    const bool is_late_revoke = act == GRANT_REVOKE && entitlement.state == GRANT_SUSPENDED;
    TRY(set_state(access, id, is_late_revoke ? GRANT_SUSPENDED : moves[act].from,
                  moves[act].to));
    if (act == GRANT_ACCEPT) {
        return bring(access, &convention, &entitlement);
    }
    return act == GRANT_REVOKE ? give_back(access, &convention, &entitlement) : OK;
}

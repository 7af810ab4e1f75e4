/* SPDX-License-Identifier: EUPL-1.2 */
#include "freshness/listing_change.h"

#include "directory/amendment.h"
#include "freshness/listing_wish.h"
#include "freshness/queries.h"

static const char *const topics[LISTING_TOPIC_COUNT] = {"hours", "closure", "ended", "capacity",
                                                        "text"};
static const char *const states[CHANGE_STATE_COUNT] = {"waiting", "accepted", "refused",
                                                       "undone"};

Text listing_topic_code(ListingTopic topic)
{
    return text_from(topics[topic]);
}

bool listing_topic_parse(Text code, ListingTopic *topic)
{
    size_t at = 0;
    const bool is_known = text_among(code, topics, LISTING_TOPIC_COUNT, &at);
    *topic = is_known ? (ListingTopic)at : *topic;
    return is_known;
}

Text change_state_code(ChangeState state)
{
    return text_from(states[state]);
}

bool change_state_parse(Text code, ChangeState *state)
{
    size_t at = 0;
    const bool is_known = text_among(code, states, CHANGE_STATE_COUNT, &at);
    *state = is_known ? (ChangeState)at : *state;
    return is_known;
}

/* ---------------------------------------------------------------------------------- reading */

static ListingChange change_of_row(Arena *arena, const Statement *statement)
{
    ListingChange change = {
        .id = column_id(statement, 0),
        .service = column_id(statement, 1),
        .record = column_id(statement, 4),
        .field = text_copy(arena, column_text(statement, 5)),
        .was = text_copy(arena, column_text(statement, 6)),
        .value = text_copy(arena, column_text(statement, 7)),
        .link = column_id(statement, 8),
        .who = text_copy(arena, column_text(statement, 9)),
        .made = column_integer(statement, 10),
        .reason = text_copy(arena, column_text(statement, 12)),
        .decided = column_integer(statement, 13),
    };
    (void)listing_topic_parse(column_text(statement, 2), &change.topic);
    (void)entity_kind_parse(column_text(statement, 3), &change.kind);
    (void)change_state_parse(column_text(statement, 11), &change.state);
    return change;
}

static Outcome read_rows(Access *access, Statement *statement, ListingChangeList *list)
{
    bool row = false;
    bind_integer(statement, "most", CHANGES_SHOWN);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list, change_of_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome listing_change_list(Access *access, ChangeState state, ListingChangeList *list)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    TRY(statement_open(access->session, &LISTING_CHANGE_EACH, &statement, access->problem));
    bind_text(statement, "state", change_state_code(state));
    return read_rows(access, statement, list);
}

Outcome listing_change_of(Access *access, Id service, const ListingLink *link,
                          ListingChangeList *list)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHANGE_OF, &statement, access->problem));
    bind_id(statement, "service", service);
    TRY(read_rows(access, statement, list));
    for (size_t i = 0; i < list->count; i++) {
        ListingChange *change = &list->items[i];
        change->who = id_equal(change->link, link->id) ? change->who : TEXT("");
    }
    return OK;
}

static Outcome find(Access *access, Id id, ListingChange *change)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHANGE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "id", "no such change");
    }
    *change = change_of_row(access->arena, statement);
    return OK;
}

/* -------------------------------------------------------------------------------- proposing */

static Outcome must_be_few(Access *access, Id link)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHANGE_WAITING, &statement, access->problem));
    bind_id(statement, "link", link);
    TRY(statement_next(statement, &row, access->problem));
    return row && column_integer(statement, 0) < CHANGES_WAITING_MOST
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "waiting",
                             "%d changes wait already: somebody looks at them first",
                             CHANGES_WAITING_MOST);
}

static Outcome add(Access *access, const ListingChange *change)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHANGE_ADD, &statement, access->problem));
    bind_id(statement, "id", change->id);
    bind_id(statement, "service", change->service);
    bind_text(statement, "topic", listing_topic_code(change->topic));
    bind_text(statement, "kind", text_from(entity_model(change->kind)->name));
    bind_id(statement, "record", change->record);
    bind_text(statement, "field", change->field);
    bind_text(statement, "was", change->was);
    bind_text(statement, "value", change->value);
    bind_id(statement, "link", change->link);
    bind_text(statement, "who", change->who);
    bind_integer(statement, "now", change->made);
    bind_id(statement, "account", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

Outcome listing_change_propose(Access *access, const ListingProposal *proposal, Id *made)
{
    ListingChange change = {0};
    Amendment amendment = {0};
    const Service *service = &proposal->catalogue->services[proposal->service];
    if (!listing_link_covers(proposal->link, proposal->catalogue, service)) {
        return problem_set(access->problem, NOT_FOUND, TEXT("body"), "service",
                           "the link does not open this service");
    }
    TRY(listing_wish_amendment(access, proposal, &amendment));
    TRY(amendment_standing(access->session, access->arena, &amendment, &change.was,
                           access->problem));
    if (text_equal(change.was, amendment.value)) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "same",
                           "that is what the directory says already");
    }
    TRY(must_be_few(access, proposal->link->id));
    change.id = id_new(access->now * 1000);
    change.service = service->id;
    change.topic = proposal->wish.topic;
    change.kind = amendment.kind;
    change.record = amendment.id;
    change.field = amendment.field;
    change.value = amendment.value;
    change.link = proposal->link->id;
    change.who = proposal->link->holder;
    change.made = access->now;
    TRY(add(access, &change));
    access_note(access, "listing.propose", (Id){0}, service->id, "link");
    *made = change.id;
    return OK;
}

/* --------------------------------------------------------------------------------- deciding */

static Outcome check_order(Access *access, const ChangeOrder *order,
                           const ListingChange *change)
{
    const ChangeState before =
        order->wanted == CHANGE_UNDONE ? CHANGE_ACCEPTED : CHANGE_WAITING;
    if (order->wanted == CHANGE_WAITING || change->state != before) {
        return problem_set(access->problem, CONFLICT, TEXT("path"), "state", "the change is %s",
                           states[change->state]);
    }
    const Text reason = order->reason;
    if (order->wanted == CHANGE_REFUSED &&
        (reason.length == 0 || reason.length > CHANGE_REASON_MOST || !text_is_utf8(reason))) {
        return problem_set(access->problem, INVALID, TEXT("body"), "reason",
                           "why it is refused is expected, in at most %d bytes",
                           CHANGE_REASON_MOST);
    }
    return OK;
}

/* Puts `value` where `expected` stands. */
static Outcome put(Access *access, const ListingChange *change, Text expected, Text value)
{
    Text standing = {0};
    const Amendment amendment = {change->kind, change->record, change->field, value};
    TRY(amendment_standing(access->session, access->arena, &amendment, &standing,
                           access->problem));
    if (!text_equal(standing, expected)) {
        return problem_set(access->problem, CONFLICT, TEXT("path"), "value",
                           "the directory says something else by now");
    }
    return amendment_put(access->session, access->arena, &amendment, access->now,
                         access->problem);
}

/* What a source says in words instead of hours is read before them: it goes where they are put
 * right, and comes back with those of the source. */
static Outcome put_words(Access *access, const ListingChange *change)
{
    AmendedField hours = {0};
    AmendedField words = {0};
    const Amendment of_hours = {change->kind, change->record, change->field, TEXT("")};
    Amendment of_words = of_hours;
    of_words.field = TEXT("/seuil/hours_text");
    TRY(amendment_source(access->session, access->arena, &of_hours, &hours, access->problem));
    TRY(amendment_source(access->session, access->arena, &of_words, &words, access->problem));
    of_words.value = hours.is_amended ? TEXT("") : words.was;
    return hours.is_amended || words.is_amended
               ? amendment_put(access->session, access->arena, &of_words, access->now,
                               access->problem)
               : OK;
}

static Outcome write_decision(Access *access, const ChangeOrder *order)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LISTING_CHANGE_DECIDE, &statement, access->problem));
    bind_id(statement, "id", order->change);
    bind_text(statement, "state", change_state_code(order->wanted));
    bind_text(statement, "reason", order->wanted == CHANGE_REFUSED ? order->reason : TEXT(""));
    bind_integer(statement, "now", access->now);
    bind_id(statement, "account", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

Outcome listing_change_decide(Access *access, const ChangeOrder *asked)
{
    static const char *const acts[CHANGE_STATE_COUNT] = {"", "listing.accept", "listing.refuse",
                                                         "listing.undo"};
    ListingChange change = {0};
    ChangeOrder order = *asked;
    TRY(access_require(access, MAY_EDIT_DIRECTORY));
    TRY(find(access, order.change, &change));
    order.reason = text_trim(order.reason);
    TRY(check_order(access, &order, &change));
    if (order.wanted == CHANGE_ACCEPTED) {
        TRY(put(access, &change, change.was, change.value));
    } else if (order.wanted == CHANGE_UNDONE) {
        TRY(put(access, &change, change.value, change.was));
    }
    if (order.wanted != CHANGE_REFUSED && change.topic == TOPIC_HOURS) {
        TRY(put_words(access, &change));
    }
    TRY(write_decision(access, &order));
    access_note(access, acts[order.wanted], (Id){0}, change.service, "");
    return OK;
}

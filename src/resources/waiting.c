/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/waiting.h"

#include <stdlib.h>

#include "people/optional_id.h"
#include "people/person.h"
#include "resources/queries.h"
#include "resources/resources_private.h"
#include "words/visible.h"

static const char *const state_codes[WAITING_STATE_COUNT] = {
    [WAITING_OPEN] = "waiting", [WAITING_OFFERED] = "offered", [WAITING_SERVED] = "served",
    [WAITING_SPENT] = "spent",  [WAITING_LEFT] = "left",
};

Text waiting_state_code(WaitingState state)
{
    return text_from(state_codes[state]);
}

bool waiting_act_parse(Text code, WaitingAct *act)
{
    static const char *const codes[WAITING_ACT_COUNT] = {"refuse", "leave"};
    size_t at = 0;
    const bool is_one = text_among(code, codes, WAITING_ACT_COUNT, &at);
    *act = is_one ? (WaitingAct)at : *act;
    return is_one;
}

static Date day_of(Moment moment)
{
    return moment_to_local(moment).date;
}

/* -------------------------------------------------------------------------------- reading */

static WaitingEntry read_entry(Arena *arena, const Statement *statement)
{
    WaitingEntry entry = {
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .person = column_id(statement, 2),
        .label = text_copy(arena, column_text(statement, 3)),
        .first = column_integer(statement, 5),
        .last = column_integer(statement, 6),
        .since = column_integer(statement, 7),
        .last_offer = DATE_NONE,
        .last_refusal = DATE_NONE,
        .lot_of = column_id(statement, 16),
    };
    if (id_is_nil(entry.lot_of)) {
        entry.lot_of = entry.id;
    }
    entry.rank = (WaitingRank){.since = day_of(entry.since), .entry = entry.id};
    (void)waiting_class_find(column_text(statement, 4), &entry.rank.class);
    return entry;
}

/* What an offer led to follows from its booking: confirmed, they are served, unless the house
 * cancelled; else it stands until its time is over or it is cancelled. */
static void add_offer(const Statement *statement, Moment now, WaitingEntry *entry)
{
    const bool is_cancelled = column_integer(statement, 14) != 0;
    const bool is_by_house = text_equal(column_text(statement, 15), TEXT("service"));
    const bool is_booked = column_integer(statement, 12) != 0;
    entry->last_offer = day_of(column_integer(statement, 10));
    if (is_by_house && is_cancelled) {
        return; /* what the house took back was no offer */
    }
    entry->offers++;
    if (is_booked) {
        entry->state = WAITING_SERVED;
    } else if (!is_cancelled && now < column_integer(statement, 11) &&
               entry->state == WAITING_OPEN) {
        entry->state = WAITING_OFFERED;
    }
}

static void add_event(const Statement *statement, Moment now, WaitingEntry *entry)
{
    const Text act = column_text(statement, 9);
    entry->last_number = column_integer(statement, 8);
    if (text_equal(act, TEXT("refused"))) {
        entry->rank.refusals++;
        entry->last_refusal = day_of(column_integer(statement, 10));
    } else if (text_equal(act, TEXT("leave"))) {
        entry->state = WAITING_LEFT;
    } else if (text_equal(act, TEXT("offer"))) {
        add_offer(statement, now, entry);
    }
}

static Outcome read_rows(Access *access, Statement *statement, WaitingList *list)
{
    bool row = false;
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        if (list->count == 0 ||
            !id_equal(list->items[list->count - 1].id, column_id(statement, 0))) {
            LIST_APPEND(access->arena, list, read_entry(access->arena, statement));
        }
        add_event(statement, access->now, &list->items[list->count - 1]);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_all(Access *access, Id unit, int64_t slot, WaitingList *list)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_OF_UNIT, &statement, access->problem));
    bind_id(statement, "unit", unit);
    bind_integer(statement, "slot", slot);
    return read_rows(access, statement, list);
}

static bool still_waits(const WaitingEntry *entry)
{
    return entry->state == WAITING_OPEN || entry->state == WAITING_OFFERED;
}

static int compare_entries(const void *a, const void *b)
{
    const WaitingEntry *left = a;
    const WaitingEntry *right = b;
    if (still_waits(left) != still_waits(right)) {
        return still_waits(left) ? -1 : 1;
    }
    return waiting_compare(waiting_rules(), &left->rank, &right->rank);
}

static void settle_state(WaitingEntry *entry)
{
    if (entry->state == WAITING_OPEN && entry->offers >= WAITING_OFFERS_MOST) {
        entry->state = WAITING_SPENT;
    }
}

/* A seed is read once a day of those who joined, and days come in the order of ids or nearly.
 */
static Outcome draw_lots(Access *access, WaitingList *list)
{
    Date day = DATE_NONE;
    WaitingSeed seed = {0};
    bool is_there = false;
    for (size_t i = 0; i < list->count; i++) {
        WaitingEntry *entry = &list->items[i];
        if (entry->rank.since != day) {
            day = entry->rank.since;
            TRY(waiting_read_seed(access, day, &seed, &is_there));
        }
        entry->rank.lot = waiting_lot(seed, entry->lot_of);
        settle_state(entry);
    }
    return OK;
}

/* Everybody of the night or slot, in order, with their places. */
static Outcome rank_all(Access *access, Id unit, int64_t slot, WaitingList *list)
{
    TRY(read_all(access, unit, slot, list));
    TRY(draw_lots(access, list));
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, compare_entries);
    }
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].place = still_waits(&list->items[i]) ? (int64_t)i + 1 : 0;
    }
    return OK;
}

static bool may_see(const Access *access, const Unit *unit, const WaitingEntry *entry)
{
    return unit_is_of_caller(access, unit) || id_equal(entry->house, access->caller.house);
}

/* A lot that is known the same day could be drawn again until it is a good one. */
static Outcome show_entry(Access *access, Id unit, WaitingEntry *entry)
{
    if (entry->rank.since >= day_of(access->now)) {
        entry->rank.lot = (Digest){{0}};
    }
    if (!id_equal(entry->house, access->caller.house)) {
        entry->person = (Id){{0}};
    }
    return booking_judge_person(access, unit, &entry->person);
}

Outcome waiting_list(Access *access, const Unit *unit, int64_t slot, WaitingList *list)
{
    WaitingList all = {0};
    WaitingList shown = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(rank_all(access, unit->id, slot, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (may_see(access, unit, &all.items[i])) {
            LIST_APPEND(access->arena, &shown, all.items[i]);
            TRY(show_entry(access, unit->id, &shown.items[shown.count - 1]));
        }
    }
    if (shown.count > 0) {
        access_note(access, "waiting.read", (Id){{0}}, unit->id, "house");
    }
    *list = shown;
    return OK;
}

/* -------------------------------------------------------------------------------- writing */

static Outcome write_event(Access *access, Id entry, int64_t number, const char *act,
                           Id booking)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "entry", entry);
    bind_integer(statement, "number", number);
    bind_text(statement, "act", text_from(act));
    bind_optional_id(statement, "booking", booking);
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* One a day, three in all, and not for who has a bed for that night. */
static Outcome offer(Access *access, const Unit *unit, const Slot *slot,
                     const WaitingEntry *entry, bool *is_offered)
{
    Booking booking = {0};
    *is_offered = false;
    if (entry->state != WAITING_OPEN || entry->last_offer == day_of(access->now)) {
        return OK;
    }
    const BookingOffer made = {.house = entry->house,
                               .person = entry->person,
                               .label = entry->label,
                               .until = access->now + (unit_is_dwelling(unit)
                                                           ? WAITING_DWELLING_OFFER_SECONDS
                                                           : WAITING_OFFER_SECONDS)};
    const Outcome outcome = booking_offer(access, unit, slot, &made, &booking);
    if (outcome == CONFLICT) {
        *access->problem = (Problem){.arena = access->problem->arena};
        return OK;
    }
    TRY(outcome);
    *is_offered = true;
    return write_event(access, entry->id, entry->last_number + 1, "offer", booking.id);
}

Outcome waiting_serve(Access *access, const Unit *unit, int64_t key, int64_t *offered)
{
    Slot slot = {0};
    int64_t free = 0;
    int64_t count = 0;
    WaitingList list = {0};
    if (unit->closed == 0) { /* else what comes back is given to nobody */
        TRY(slot_find(access->arena, unit, key, &slot, access->problem));
        TRY(place_free_count(access, unit->id, key, unit_capacity_on(unit, slot_day(unit, key)),
                             &free));
    }
    if (free > 0 && slot.ends > access->now && unit->is_kept_here) {
        TRY(rank_all(access, unit->id, key, &list));
    }
    for (size_t i = 0; i < list.count && free > 0; i++) {
        bool is_offered = false;
        TRY(offer(access, unit, &slot, &list.items[i], &is_offered));
        free -= is_offered;
        count += is_offered;
    }
    if (offered != NULL) {
        *offered = count;
    }
    return OK;
}

/* ---------------------------------------------------------------------------- joining, leaving
 */

static Outcome check_order(Access *access, WaitingOrder *order, Unit *unit)
{
    size_t class = 0;
    Slot slot = {0};
    TRY(unit_get(access, order->unit, unit));
    if (!text_visible(access->arena, order->label, ONE_LINE, &order->label) ||
        order->label.length > BOOKING_LABEL_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "label",
                           "%d bytes of UTF-8 at most", BOOKING_LABEL_MOST);
    }
    if (!waiting_class_find(order->class, &class)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "class",
                           "no such class: vital, child, discharge or date is expected");
    }
    if (order->last < order->first) {
        return problem_set(access->problem, INVALID, TEXT("body"), "last",
                           "it comes before the first");
    }
    TRY(slot_find(access->arena, unit, order->first, &slot, access->problem));
    if (order->last == order->first && slot.ends <= access->now) {
        return problem_set(access->problem, INVALID, TEXT("body"), "last", "it is over");
    }
    TRY(unit_rule_check(access, unit, &order->answers));
    return booking_admit_person(access, order->person, &order->person);
}

/* Whoever asks twice waits once: several entries would be several lots. */
static Outcome check_waits_once(Access *access, const Unit *unit, Id person)
{
    WaitingList list = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    if (id_is_nil(person)) {
        return OK;
    }
    TRY(statement_open(access->session, &WAITING_OF_PERSON, &statement, access->problem));
    bind_id(statement, "unit", unit->id);
    bind_id(statement, "person", person);
    bind_integer(statement, "slot", slot_key_now(unit, access->now));
    TRY(read_rows(access, statement, &list));
    for (size_t i = 0; i < list.count; i++) {
        settle_state(&list.items[i]);
        if (still_waits(&list.items[i])) {
            return problem_set(access->problem, CONFLICT, TEXT("body"), "person",
                               "this person waits for this unit already");
        }
    }
    return OK;
}

/* The lot of a person for a unit and a day is that of their first entry of that day, also when
 * they left the list and came back; those without a file share the one of their house. */
static Outcome find_lot(Access *access, const WaitingOrder *order, Id *lot_of)
{
    bool row = false;
    const Moment day = moment_from_local((LocalTime){.date = day_of(access->now)});
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_SINCE, &statement, access->problem));
    bind_id(statement, "unit", order->unit);
    bind_optional_id(statement, "person", order->person);
    bind_integer(statement, "since", day);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        if (!id_is_nil(order->person) ||
            id_equal(column_id(statement, 0), access->caller.house)) {
            *lot_of = column_id(statement, 1);
            return OK;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome write_entry(Access *access, const WaitingOrder *order, Id id, Id lot_of)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "unit", order->unit);
    bind_id(statement, "house", access->caller.house);
    bind_optional_id(statement, "person", order->person);
    bind_text(statement, "label", order->label);
    bind_text(statement, "class", order->class);
    bind_integer(statement, "first", order->first);
    bind_integer(statement, "last", order->last);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "lot_of", lot_of);
    return statement_run(statement, NULL, access->problem);
}

static Outcome prepare(Access *access, WaitingOrder *order, Unit *unit)
{
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(check_order(access, order, unit));
    return check_waits_once(access, unit, order->person);
}

Outcome waiting_check(Access *access, const WaitingOrder *given)
{
    Unit unit = {0};
    WaitingOrder order = *given;
    return prepare(access, &order, &unit);
}

Outcome waiting_join(Access *access, const WaitingOrder *given, Id *entry)
{
    Unit unit = {0};
    WaitingOrder order = *given;
    TRY(prepare(access, &order, &unit));
    const Id id = id_new(access->now * 1000);
    Id lot_of = id;
    TRY(find_lot(access, &order, &lot_of));
    TRY(waiting_prepare_draws(access));
    TRY(write_entry(access, &order, id, lot_of));
    TRY(write_event(access, id, 1, "join", (Id){{0}}));
    *entry = id;
    return waiting_serve(access, &unit, order.first, NULL);
}

static Outcome no_such_entry(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "entry",
                       "nobody waits by this id");
}

/* The unit of an entry, and the first night or slot it waits for. */
static Outcome find_entry(Access *access, Id id, Unit *unit, WaitingEntry *entry)
{
    bool row = false;
    int64_t first = 0;
    Id unit_id = {{0}};
    WaitingList list = {0};
    {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &WAITING_UNIT_OF, &statement, access->problem));
        bind_id(statement, "id", id);
        TRY(statement_next(statement, &row, access->problem));
        if (!row) {
            return no_such_entry(access);
        }
        unit_id = column_id(statement, 0);
        first = column_integer(statement, 1);
    }
    TRY(unit_find(access, unit_id, unit));
    TRY(rank_all(access, unit_id, first, &list));
    for (size_t i = 0; i < list.count; i++) {
        if (id_equal(list.items[i].id, id) && may_see(access, unit, &list.items[i])) {
            *entry = list.items[i];
            return OK;
        }
    }
    return no_such_entry(access);
}

Outcome waiting_move(Access *access, Id id, WaitingAct act)
{
    Unit unit = {0};
    WaitingEntry entry = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(find_entry(access, id, &unit, &entry));
    const bool is_said = act == WAITING_REFUSE ? entry.last_refusal == day_of(access->now)
                                               : entry.state == WAITING_LEFT;
    if (act == WAITING_REFUSE && !unit_is_of_caller(access, &unit)) {
        return problem_set(access->problem, REFUSED, TEXT(""), "entry",
                           "the house of the unit says so");
    }
    if (is_said || !still_waits(&entry)) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "entry", "it is %s%s",
                           waiting_state_code(entry.state).bytes,
                           is_said ? ", and that was said" : " now");
    }
    return write_event(access, id, entry.last_number + 1,
                       act == WAITING_REFUSE ? "refused" : "leave", (Id){{0}});
}

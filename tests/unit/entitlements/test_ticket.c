/* SPDX-License-Identifier: EUPL-1.2 */
/* From a convention to a meal: granting, redeeming, blocking, and what each refuses. */
#include "unit/entitlements/ticket_fixture.h"

#include "access/erasure.h"
#include "people/merge.h"

static Outcome redeems(Fixture *fixture, Store *store, Caller caller, Holding *holding)
{
    return acts(fixture, store, caller, redeem, holding);
}

/* ------------------------------------------------------------------------------- redeeming */

static void a_ticket_is_redeemed_once_by_who_accepts_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_true(holding.redeemed.is_done);
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_false(holding.redeemed.is_done);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_USED);
    assert_int_equal(holding.redeemed.look.last_at, NOON);
    assert_true(id_equal(holding.redeemed.look.last_house, house_of_others));
}

static void the_square_code_is_the_same_ticket_as_the_spoken_one(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    holding.order.typed = holding.paper.token;
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_true(holding.redeemed.is_done);
    holding.order.typed = holding.paper.code;
    assert_int_equal(acts(fixture, store, partner(), look_at_ticket, &holding), OK);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_USED);
}

static void a_use_that_is_sent_twice_acts_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    holding.order.id = (Id){{0x77}};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
        assert_true(holding.redeemed.is_done);
    }
    assert_int_equal(
        number_in_store(fixture, store, &REDEMPTION_LAST, "ticket", holding.ticket), 1);
}

static void a_house_that_does_not_accept_learns_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(redeems(fixture, store, desk(), &holding), OK);
    assert_false(holding.redeemed.is_done);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_OTHER);
    assert_true(id_is_nil(holding.redeemed.look.ticket));
    assert_int_equal(holding.redeemed.look.convention.key.length, 0);
}

static void a_code_nobody_bears_is_not_found(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = {.order = {.typed = TEXT("222-222-222")}};
    assert_int_equal(redeems(fixture, store, partner(), &holding), NOT_FOUND);
    holding.order.typed = TEXT("nonsense");
    assert_int_equal(redeems(fixture, store, partner(), &holding), NOT_FOUND);
}

static void a_ticket_is_refused_after_its_last_day(void **state)
{
    enum { DAY = 86400 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    the_time = NOON + 30 * DAY;
    assert_int_equal(acts(fixture, store, partner(), look_at_ticket, &holding), OK);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_VALID);
    the_time = NOON + 31 * DAY;
    assert_int_equal(acts(fixture, store, partner(), look_at_ticket, &holding), OK);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_EXPIRED);
    the_time = NOON;
}

static void a_voucher_is_spent_in_several_sums_and_never_past_its_worth(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention pharmacy = meals();
    pharmacy.unit = UNIT_CENT;
    pharmacy.worth = 2000;
    agree_on(fixture, store, pharmacy);
    Holding holding = one_ticket(fixture, store);
    holding.order.amount = 1250;
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_int_equal(holding.redeemed.look.left, 750);
    assert_int_equal(redeems(fixture, store, partner(), &holding), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("amount"));
    holding.order.amount = 750;
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_int_equal(holding.redeemed.look.verdict, TICKET_USED);
}

static void a_card_is_shown_as_often_as_one_comes(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention card = meals();
    card.kind = CONVENTION_CARD;
    card.worth = 0;
    agree_on(fixture, store, card);
    Holding holding = one_ticket(fixture, store);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
        assert_true(holding.redeemed.is_done);
    }
}

/* -------------------------------------------------------------------------------- blocking */

static Outcome replace_lost(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_replace(access, holding->ticket, BLOCK_LOST, &holding->made);
}

static void a_lost_ticket_is_blocked_and_replaced_by_what_was_left(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention three = meals();
    three.worth = 3;
    agree_on(fixture, store, three);
    Holding lost = one_ticket(fixture, store);
    assert_int_equal(redeems(fixture, store, partner(), &lost), OK);
    assert_int_equal(acts(fixture, store, desk(), replace_lost, &lost), OK);
    assert_int_equal(redeems(fixture, store, partner(), &lost), OK);
    assert_int_equal(lost.redeemed.look.verdict, TICKET_BLOCKED);
    Holding made = paper_of(fixture, store, lost.made);
    assert_int_equal(acts(fixture, store, partner(), look_at_ticket, &made), OK);
    assert_int_equal(made.redeemed.look.left, 2);
    assert_int_equal(acts(fixture, store, desk(), replace_lost, &lost), CONFLICT);
}

static void a_stranger_neither_prints_nor_blocks(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(acts(fixture, store, stranger(), print_ticket, &holding), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), replace_lost, &holding), NOT_FOUND);
}

/* -------------------------------------------------------------------------------- granting */

static void a_house_that_may_not_prescribe_grants_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention others = meals();
    others.prescribers[0] = house_of_others;
    agree_on(fixture, store, others);
    Granting granting = {.order = order_of(create_camille(fixture, store), 1)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), REFUSED);
}

static void a_convention_that_is_over_grants_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention over = meals();
    over.valid_until = moment_to_local(NOON).date - 1;
    agree_on(fixture, store, over);
    Granting granting = {.order = order_of(create_camille(fixture, store), 1)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), CONFLICT);
}

static Outcome ask_with(Fixture *fixture, Store *store, Id person, const char *facts)
{
    json_t *known SCOPED(json_close) = NULL;
    Granting granting = {.order = order_of(person, 1)};
    assert_int_equal(
        json_read(text_from(facts), JSON_REQUEST_LIMITS, &known, &fixture->problem), OK);
    granting.order.facts = known;
    return acts(fixture, store, desk(), ask_for, &granting);
}

static void a_grant_follows_the_condition_and_says_what_is_missing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention needy = meals();
    needy.condition = TEXT("in_financial_difficulty = true or without_resources = true");
    agree_on(fixture, store, needy);
    const Id person = create_camille(fixture, store);
    assert_int_equal(ask_with(fixture, store, person, "{}"), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("facts"));
    assert_true(text_contains(fixture->problem.detail, TEXT("without_resources")));
    assert_int_equal(
        ask_with(fixture, store, person,
                 "{\"in_financial_difficulty\":false,\"without_resources\":false}"),
        REFUSED);
    assert_int_equal(ask_with(fixture, store, person, "{\"without_resources\":true}"), OK);
}

static void a_grant_keeps_its_rule_and_how_far_the_ceilings_are_reached(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention weekly = meals();
    weekly.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WEEK, CEILING_TICKETS, 4};
    weekly.ceiling_count = 1;
    agree_on(fixture, store, weekly);
    const Id person = create_camille(fixture, store);
    (void)grant(fixture, store, order_of(person, 1));
    const Granting second = grant(fixture, store, order_of(person, 2));
    assert_int_equal(second.file.ceilings.count, 1);
    assert_int_equal(second.file.ceilings.items[0].reach, 3);
    assert_int_equal(second.file.ceilings.items[0].most, 4);
    assert_text_equal(second.file.ceilings.items[0].period, TEXT("2026-W39"));
    Granting third = {.order = order_of(person, 2)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &third), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("ceiling"));
}

static void what_is_above_the_threshold_waits_for_somebody_else(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention dear = meals();
    dear.threshold = 1000;
    agree_on(fixture, store, dear);
    Granting granting = {.order = order_of(create_camille(fixture, store), 3)};
    assert_int_equal(acts(fixture, store, head(), ask_for, &granting), OK);
    assert_int_equal(granting.made.state, GRANT_SUBMITTED);
    assert_int_equal(granting.made.value, 1350);
    granting.act = GRANT_ACCEPT;
    assert_int_equal(acts(fixture, store, desk(), act_upon, &granting), REFUSED);
    assert_int_equal(acts(fixture, store, head(), act_upon, &granting), REFUSED);
    assert_int_equal(acts(fixture, store, another_head(), act_upon, &granting), OK);
    assert_int_equal(acts(fixture, store, desk(), read_grant, &granting), OK);
    assert_int_equal(granting.tickets.count, 3);
    assert_int_equal(granting.file.events.count, 2);
    assert_int_equal(acts(fixture, store, another_head(), act_upon, &granting), CONFLICT);
}

static void what_is_revoked_is_free_again_but_for_what_was_used(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention few = meals();
    few.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WHOLE, CEILING_TICKETS, 3};
    few.ceiling_count = 1;
    agree_on(fixture, store, few);
    const Id person = create_camille(fixture, store);
    Granting granting = grant(fixture, store, order_of(person, 3));
    Holding used = paper_of(fixture, store, granting.tickets.items[0].id);
    Holding unused = paper_of(fixture, store, granting.tickets.items[1].id);
    assert_int_equal(redeems(fixture, store, partner(), &used), OK);
    granting.act = GRANT_REVOKE;
    assert_int_equal(acts(fixture, store, desk(), act_upon, &granting), OK);
    assert_int_equal(redeems(fixture, store, partner(), &unused), OK);
    assert_int_equal(unused.redeemed.look.verdict, TICKET_BLOCKED);
    Granting again = {.order = order_of(person, 3)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &again), CONFLICT);
    again.order.quantity = 2;
    assert_int_equal(acts(fixture, store, desk(), ask_for, &again), OK);
}

static void a_ticket_that_was_used_and_replaced_is_given_back_to_no_ceiling(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention few = meals();
    few.worth = 2;
    few.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WHOLE, CEILING_TICKETS, 1};
    few.ceiling_count = 1;
    agree_on(fixture, store, few);
    const Id person = create_camille(fixture, store);
    Granting granting = grant(fixture, store, order_of(person, 1));
    Holding lost = paper_of(fixture, store, granting.tickets.items[0].id);
    assert_int_equal(redeems(fixture, store, partner(), &lost), OK);
    assert_int_equal(acts(fixture, store, desk(), replace_lost, &lost), OK);
    granting.act = GRANT_REVOKE;
    assert_int_equal(acts(fixture, store, desk(), act_upon, &granting), OK);
    Granting again = {.order = order_of(person, 1)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &again), CONFLICT);
}

typedef struct Pair {
    Id one;
    Id other;
} Pair;

static Outcome merge(Access *access, void *context)
{
    const Pair *pair = context;
    return person_merge(access, pair->one, pair->other);
}

static void two_files_of_one_person_have_one_ceiling_between_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention weekly = meals();
    weekly.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WEEK, CEILING_TICKETS, 4};
    weekly.ceiling_count = 1;
    agree_on(fixture, store, weekly);
    Pair pair = {create_camille(fixture, store), create_camille(fixture, store)};
    (void)grant(fixture, store, order_of(pair.one, 2));
    (void)grant(fixture, store, order_of(pair.other, 1));
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    Granting granting = {.order = order_of(pair.one, 2)};
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), CONFLICT);
    granting.order.quantity = 1;
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), OK);
    assert_true(id_equal(granting.made.person, pair.other));
    granting.order = order_of(pair.other, 1);
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), CONFLICT);
}

static Outcome take_over(Access *access, void *context)
{
    const Pair *pair = context;
    return person_hand_over(access, pair->other, team_of_desk, access->caller.teams[0]);
}

typedef struct Looking {
    Id person;
    EntitlementList list;
} Looking;

static Outcome look(Access *access, void *context)
{
    Looking *looking = context;
    return entitlement_list(access, looking->person, &looking->list);
}

static void what_another_house_took_over_is_listed_and_granted_by_that_house_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Pair pair = {create_camille(fixture, store), create_camille(fixture, store)};
    Looking looking = {.person = pair.one};
    agree_on(fixture, store, meals());
    (void)grant(fixture, store, order_of(pair.other, 1));
    assert_int_equal(acts(fixture, store, desk(), merge, &pair), OK);
    assert_int_equal(acts(fixture, store, stranger(), take_over, &pair), OK);
    assert_int_equal(acts(fixture, store, desk(), look, &looking), OK);
    assert_int_equal(looking.list.count, 0);
    const Granting granting = grant(fixture, store, order_of(pair.one, 1));
    assert_true(id_equal(granting.made.person, pair.one));
}

static void a_ticket_is_not_used_before_it_was_made(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Holding holding = one_ticket(fixture, store);
    holding.order.at = NOON - REDEEM_SLACK_SECONDS - 1;
    assert_int_equal(redeems(fixture, store, partner(), &holding), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("at"));
    holding.order.at = NOON - REDEEM_SLACK_SECONDS;
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_true(holding.redeemed.is_done);
}

static void nothing_is_granted_without_keys_to_sign(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    Granting granting = {.order = order_of(create_camille(fixture, store), 1)};
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, desk(), ask_for, &granting), REFUSED);
    keys_are_at_hand = true;
    assert_text_equal(fixture->problem.field, TEXT("keys"));
}

static Outcome erase(Access *access, void *context)
{
    return erasure_run(access, *(const Id *)context);
}

static void an_erasure_leaves_tickets_of_nobody(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention weekly = meals();
    weekly.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WEEK, CEILING_TICKETS, 4};
    weekly.ceiling_count = 1;
    agree_on(fixture, store, weekly);
    Id person = create_camille(fixture, store);
    Granting granting = grant(fixture, store, order_of(person, 1));
    Holding holding = paper_of(fixture, store, granting.tickets.items[0].id);
    assert_int_equal(acts(fixture, store, desk(), erase, &person), OK);
    assert_int_equal(acts(fixture, store, desk(), read_grant, &granting), NOT_FOUND);
    assert_int_equal(redeems(fixture, store, partner(), &holding), OK);
    assert_true(holding.redeemed.is_done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_ticket_is_redeemed_once_by_who_accepts_it),
        on_a_store(the_square_code_is_the_same_ticket_as_the_spoken_one),
        on_a_store(a_use_that_is_sent_twice_acts_once),
        on_a_store(a_house_that_does_not_accept_learns_nothing),
        on_a_store(a_code_nobody_bears_is_not_found),
        on_a_store(a_ticket_is_refused_after_its_last_day),
        on_a_store(a_voucher_is_spent_in_several_sums_and_never_past_its_worth),
        on_a_store(a_card_is_shown_as_often_as_one_comes),
        on_a_store(a_lost_ticket_is_blocked_and_replaced_by_what_was_left),
        on_a_store(a_stranger_neither_prints_nor_blocks),
        on_a_store(a_house_that_may_not_prescribe_grants_nothing),
        on_a_store(a_convention_that_is_over_grants_nothing),
        on_a_store(a_grant_follows_the_condition_and_says_what_is_missing),
        on_a_store(a_grant_keeps_its_rule_and_how_far_the_ceilings_are_reached),
        on_a_store(what_is_above_the_threshold_waits_for_somebody_else),
        on_a_store(what_is_revoked_is_free_again_but_for_what_was_used),
        on_a_store(a_ticket_that_was_used_and_replaced_is_given_back_to_no_ceiling),
        on_a_store(two_files_of_one_person_have_one_ceiling_between_them),
        on_a_store(what_another_house_took_over_is_listed_and_granted_by_that_house_alone),
        on_a_store(a_ticket_is_not_used_before_it_was_made),
        on_a_store(nothing_is_granted_without_keys_to_sign),
        on_a_store(an_erasure_leaves_tickets_of_nobody),
    };
    return cmocka_run_group_tests_name("entitlements ticket", tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What a desk gives from a plan: places and tickets, all of it or nothing. */
#include "desk/plan_keep.h"

#include "resources/board.h"
#include "unit/entitlements/entitlements_fixture.h"

typedef struct Keeping {
    PlanKeepOrder order;
    BookingOrder booking;
    GrantOrder grants[2];
    PlanKept kept;
    Outcome outcome;
    Text field; /* of the refusal */
} Keeping;

/* As a page does that tells a refusal: what was written before it stays. */
static Outcome keep_and_tell(Access *access, void *context)
{
    Keeping *keeping = context;
    keeping->outcome = plan_keep(access, &keeping->order, &keeping->kept);
    keeping->field = keeping->outcome == OK ? TEXT("") : access->problem->field;
    *access->problem = (Problem){.arena = access->arena};
    return OK;
}

static Outcome add_beds(Access *access, void *context)
{
    Unit *unit = context;
    const Unit beds = {.kind = UNIT_BED,
                       .name = TEXT("Lits"),
                       .capacity = 1,
                       .is_kept_here = true,
                       .reach = UNIT_FOR_NETWORK};
    return unit_add(access, &beds, unit);
}

static Keeping bed_and_ticket(Fixture *fixture, Store *store, Id unit, Id person)
{
    Keeping keeping = {
        .booking = {.unit = unit, .slot = moment_to_local(NOON).date, .person = person},
        .grants = {order_of(person,            1)                               },
    };
    keeping.order = (PlanKeepOrder){&keeping.booking, 1, keeping.grants, 1};
    assert_int_equal(acts(fixture, store, desk(), keep_and_tell, &keeping), OK);
    return keeping;
}

static Convention one_a_week(void)
{
    Convention convention = meals();
    convention.ceilings[0] = (Ceiling){CEILING_PERSON, CEILING_WEEK, CEILING_TICKETS, 1};
    convention.ceiling_count = 1;
    return convention;
}

typedef struct Having {
    Id person;
    EntitlementList list;
    PlanHoldingList held;
    BoardUnit shown;
    Unit unit;
} Having;

static Outcome look_around(Access *access, void *context)
{
    Having *having = context;
    TRY(entitlement_list(access, having->person, &having->list));
    TRY(plan_holdings(access, having->person, &having->held));
    return id_is_nil(having->unit.id)
               ? OK
               : board_of_unit(access, &having->unit, moment_to_local(NOON).date,
                               &having->shown);
}

static Having around(Fixture *fixture, Store *store, Id person, const Unit *unit)
{
    Having having = {.person = person};
    if (unit != NULL) {
        having.unit = *unit;
    }
    assert_int_equal(acts(fixture, store, desk(), look_around, &having), OK);
    return having;
}

static void a_bed_and_a_ticket_are_given_together_or_not_at_all(void **state)
{
    Unit unit = {0};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, one_a_week());
    assert_int_equal(acts(fixture, store, head(), add_beds, &unit), OK);
    const Id camille = create_camille(fixture, store);
    const Id robin = create_camille(fixture, store);

    const Keeping first = bed_and_ticket(fixture, store, unit.id, camille);
    assert_int_equal(first.outcome, OK);
    assert_int_equal(first.kept.bookings.count, 1);
    assert_int_equal(first.kept.grants.items[0].state, GRANT_GRANTED);

    /* The only bed is taken: no ticket either. */
    assert_int_equal(bed_and_ticket(fixture, store, unit.id, robin).outcome, CONFLICT);
    assert_int_equal(around(fixture, store, robin, NULL).list.count, 0);
}

static void two_beds_of_one_night_for_one_person_leave_both_free(void **state)
{
    Unit here = {0};
    Unit there = {0};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    assert_int_equal(acts(fixture, store, head(), add_beds, &here), OK);
    assert_int_equal(acts(fixture, store, head(), add_beds, &there), OK);
    const Id camille = create_camille(fixture, store);
    const Date tonight = moment_to_local(NOON).date;
    const BookingOrder beds[] = {
        {.unit = here.id,  .slot = tonight, .person = camille},
        {.unit = there.id, .slot = tonight, .person = camille},
    };
    Keeping keeping = {
        .order = {.bookings = beds, .booking_count = 2}
    };
    assert_int_equal(acts(fixture, store, desk(), keep_and_tell, &keeping), OK);
    assert_int_equal(keeping.outcome, CONFLICT);
    assert_text_equal(keeping.field, TEXT("person"));
    assert_int_equal(around(fixture, store, camille, &here).shown.slots[0].free, 1);
    assert_int_equal(around(fixture, store, camille, &there).shown.slots[0].free, 1);
}

static void a_ticket_past_its_ceiling_leaves_the_bed_free(void **state)
{
    Unit unit = {0};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, one_a_week());
    assert_int_equal(acts(fixture, store, head(), add_beds, &unit), OK);
    const Id camille = create_camille(fixture, store);
    (void)grant(fixture, store, order_of(camille, 1));

    const Keeping refused = bed_and_ticket(fixture, store, unit.id, camille);
    assert_int_equal(refused.outcome, CONFLICT);
    assert_text_equal(refused.field, TEXT("ceiling"));
    assert_int_equal(around(fixture, store, camille, &unit).shown.slots[0].free, 1);
}

static void two_tickets_of_one_convention_are_no_plan(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, meals());
    const Id camille = create_camille(fixture, store);
    Keeping keeping = {
        .grants = {order_of(camille, 1), order_of(camille, 1)}
    };
    keeping.order = (PlanKeepOrder){NULL, 0, keeping.grants, 2};
    assert_int_equal(acts(fixture, store, desk(), keep_and_tell, &keeping), OK);
    assert_int_equal(keeping.outcome, INVALID);
    assert_text_equal(keeping.field, TEXT("grants"));
    assert_int_equal(around(fixture, store, camille, NULL).list.count, 0);
}

static Outcome check_only(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_check(access, &granting->order, &granting->made);
}

static void what_is_only_checked_is_not_granted(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    agree_on(fixture, store, one_a_week());
    const Id camille = create_camille(fixture, store);
    Granting granting = {.order = order_of(camille, 1)};
    assert_int_equal(acts(fixture, store, desk(), check_only, &granting), OK);
    assert_int_equal(granting.made.state, GRANT_GRANTED);
    assert_int_equal(around(fixture, store, camille, NULL).list.count, 0);
    (void)grant(fixture, store, order_of(camille, 1));
    assert_int_equal(acts(fixture, store, desk(), check_only, &granting), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("ceiling"));
}

static Outcome put_service(Access *access, void *context)
{
    const RecordPass pass = record_pass(TEXT("test"), access->now);
    const Record record = {
        .kind = ENTITY_SERVICE,
        .id = id_from_name(TEXT("service"), TEXT("meal-ticket")),
        .owner_kind = ENTITY_COUNT,
        .body = TEXT("{\"name\":\"Ticket\"}"),
    };
    (void)context;
    return record_put(access->session, &pass, &record, access->problem);
}

static void a_ticket_is_held_while_its_grant_is_in_force(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention convention = meals();
    convention.service = TEXT("meal-ticket");
    assert_int_equal(acts(fixture, store, head(), put_service, NULL), OK);
    agree_on(fixture, store, convention);
    const Id camille = create_camille(fixture, store);
    const Granting given = grant(fixture, store, order_of(camille, 1));
    const Having before = around(fixture, store, camille, NULL);
    assert_int_equal(before.held.count, 1);
    assert_text_equal(before.held.items[0].convention.service, TEXT("meal-ticket"));
    Granting act = {.made = given.made, .act = GRANT_SUSPEND};
    assert_int_equal(acts(fixture, store, desk(), act_upon, &act), OK);
    assert_int_equal(around(fixture, store, camille, NULL).held.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_bed_and_a_ticket_are_given_together_or_not_at_all),
        on_a_store(two_beds_of_one_night_for_one_person_leave_both_free),
        on_a_store(a_ticket_past_its_ceiling_leaves_the_bed_free),
        on_a_store(two_tickets_of_one_convention_are_no_plan),
        on_a_store(what_is_only_checked_is_not_granted),
        on_a_store(a_ticket_is_held_while_its_grant_is_in_force),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

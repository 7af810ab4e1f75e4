/* SPDX-License-Identifier: EUPL-1.2 */
/* The life of a unit: what it may become while somebody was promised it. */
#include "directory/record.h"
#include "directory/twin_merge.h"
#include "resources/live.h"
#include "unit/resources/resources_fixture.h"

static void a_unit_stays_on_the_board_while_somebody_was_promised_it(void **state)
{
    static const struct {
        Moment closed;
        bool is_kept_here;
        const char *field;
    } ways[] = {
        {NOON, true,  "closed"  },
        {0,    false, "keptHere"},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        Booking booking = {0};
        Store *store SCOPED(store_close) = open_store(fixture);
        UnitDeed deed = {.made = add_beds(fixture, store, 1)};
        const BookingOrder order = {.unit = deed.made.id, .slot = tonight() + 1};
        assert_int_equal(make_one(fixture, store, BOOKING_BOOK, order, &booking), OK);
        deed.made.closed = ways[i].closed;
        deed.made.is_kept_here = ways[i].is_kept_here;
        assert_int_equal(acts(fixture, store, head(), change_deed, &deed), CONFLICT);
        assert_text_equal(fixture->problem.field, text_from(ways[i].field));
        assert_int_equal(move(fixture, store, booking.id, BOOKING_CANCEL), OK);
        assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
    }
}

static void a_unit_is_of_a_service_that_its_own_house_gives(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id own = add_service(fixture, store, (Id){{0xC0}}, house_of_exemple);
    const Id other = add_service(fixture, store, (Id){{0xC1}}, house_of_others);
    UnitDeed deed = {
        .made = {.kind = UNIT_BED, .name = TEXT("Lits"), .capacity = 1, .service = other}
    };
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("service"));
    deed.made.service = (Id){{0xC2}};
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), INVALID);
    deed.made.service = own;
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    deed.made = deed.unit;
    deed.made.service = other;
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), REFUSED);
    deed.made.service = (Id){{0}};
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
}

/* The directory says of the service later that another house gives it. */
static void a_unit_whose_service_went_to_another_house_is_changed_and_closed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Id own = add_service(fixture, store, (Id){{0xC0}}, house_of_exemple);
    UnitDeed deed = {
        .made = {.kind = UNIT_BED, .name = TEXT("Lits"), .capacity = 1, .service = own}
    };
    assert_int_equal(acts(fixture, store, head(), add_deed, &deed), OK);
    (void)add_service(fixture, store, own, house_of_others);
    deed.made = deed.unit;
    deed.made.closed = NOON;
    assert_int_equal(acts(fixture, store, head(), change_deed, &deed), OK);
}

typedef struct Reporting {
    Unit unit;
    Date first;
    Date last;
    UnitDayList days;
} Reporting;

static Outcome report(Access *access, void *context)
{
    Reporting *asked = context;
    return unit_report(access, &asked->unit, asked->first, asked->last, &asked->days);
}

static void a_unit_offered_nothing_before_it_was_made_nor_after_it_was_closed(void **state)
{
    enum { BEFORE = 2, GIVEN = 3, DAYS = 8 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Reporting asked = {.unit = add_beds(fixture, store, 4),
                       .first = tonight() - BEFORE,
                       .last = tonight() + DAYS - BEFORE - 1};
    assert_int_equal(acts(fixture, store, head(), report, &asked), OK);
    assert_int_equal(asked.days.items[BEFORE - 1].offered, 0);
    assert_int_equal(asked.days.items[BEFORE].offered, 4);
    assert_int_equal(asked.days.items[DAYS - 1].offered, 4);
    asked.unit.closed = NOON + (Moment)GIVEN * DAY;
    assert_int_equal(acts(fixture, store, head(), report, &asked), OK);
    assert_int_equal(asked.days.items[BEFORE].offered, 4);
    assert_int_equal(asked.days.items[BEFORE + GIVEN].offered, 4);
    assert_int_equal(asked.days.items[BEFORE + GIVEN + 1].offered, 0);
}

static const Id absorbed_service = {{0xC0}};
static const Id kept_service = {{0xC1}};

static Outcome put_services(Session *session, void *context, Problem *problem)
{
    const Fixture *fixture = context;
    const Id ids[] = {absorbed_service, kept_service};
    const RecordPass pass = record_pass(TEXT("load"), NOON);
    for (size_t i = 0; i < LENGTH_OF(ids); i++) {
        const Record record = {
            .kind = ENTITY_SERVICE,
            .id = ids[i],
            .owner_kind = ENTITY_COUNT,
            .body =
                text_format(fixture->arena,
                            "{\"id\":\"%.*s\",\"name\":\"Nuit\",\"organization_id\":\"%.*s\"}",
                            TEXT_ARG(id_format(fixture->arena, ids[i])),
                            TEXT_ARG(id_format(fixture->arena, house_of_exemple)))};
        TRY(record_put(session, &pass, &record, problem));
    }
    return OK;
}

static Outcome merge_deed(Access *access, void *context)
{
    return twin_merge(access, context);
}

static Outcome offer_deed(Access *access, void *context)
{
    UnitList units = {0};
    TRY(unit_list(access, UNITS_OF_NETWORK, &units));
    return board_offer(access, &units, kept_service, context);
}

static void the_places_of_a_merged_service_are_offered_by_the_one_that_is_kept(void **state)
{
    Fixture *fixture = *state;
    LiveList live = {0};
    BoardOffer offer = {0};
    TwinOrder order = {.absorbed = absorbed_service, .kept = kept_service};
    Store *store SCOPED(store_close) = open_store(fixture);
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_write(store, put_services, fixture, &fixture->problem), OK);
    (void)add_unit(fixture, store,
                   (Unit){.kind = UNIT_BED,
                          .name = TEXT("Lits"),
                          .capacity = 3,
                          .service = absorbed_service});
    const Caller steward = worker(7, house_of_exemple, team_of_desk, "steward");
    assert_int_equal(acts(fixture, store, steward, merge_deed, &order), OK);
    assert_int_equal(acts(fixture, store, desk(), offer_deed, &offer), OK);
    assert_non_null(offer.slot);
    assert_int_equal(store_read(store, &session, &fixture->problem), OK);
    assert_int_equal(live_read(fixture->arena, session, NOON, &live, &fixture->problem), OK);
    assert_int_equal(live_of_service(live, kept_service).count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_unit_stays_on_the_board_while_somebody_was_promised_it),
        STORE_TEST(a_unit_is_of_a_service_that_its_own_house_gives),
        STORE_TEST(a_unit_whose_service_went_to_another_house_is_changed_and_closed),
        STORE_TEST(a_unit_offered_nothing_before_it_was_made_nor_after_it_was_closed),
        STORE_TEST(the_places_of_a_merged_service_are_offered_by_the_one_that_is_kept),
    };
    return cmocka_run_group_tests_name("resources unit", tests, NULL, NULL);
}

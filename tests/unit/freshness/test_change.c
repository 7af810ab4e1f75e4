/* SPDX-License-Identifier: EUPL-1.2 */
/* What partners would change waits for a steward, and what was accepted can be undone. */
#include "freshness/listing_change.h"
#include "freshness/listing_grid.h"
#include "unit/freshness/freshness_fixture.h"

enum { NINE = 9 * 60, NOON_CLOCK = 12 * 60, FIVE = 17 * 60 };

/* ----------------------------------------------------------------------------------- grid */

static bool grid_of(Fixture *fixture, const char *value, ListingGrid *grid)
{
    Hours *hours = NULL;
    assert_int_equal(
        hours_parse_osm(fixture->arena, text_from(value), &hours, &fixture->problem), OK);
    return listing_grid_of(fixture->arena, hours, grid);
}

static void a_plain_week_goes_into_the_grid_and_comes_back_as_it_was(void **state)
{
    Fixture *fixture = *state;
    ListingGrid grid = {0};
    ListingGrid again = {0};
    assert_true(
        grid_of(fixture, "Mo-Fr 09:00-12:00,13:00-17:00; Sa 20:00-02:00; PH off", &grid));
    assert_int_equal(grid.days[MONDAY][0].from, NINE);
    assert_int_equal(grid.days[FRIDAY][1].to, FIVE);
    assert_int_equal(grid.days[SATURDAY][0].to, 120);
    assert_int_equal(grid.days[SUNDAY][0].from, grid.days[SUNDAY][0].to);
    assert_true(grid.is_closed_on_holidays);
    const Text value = listing_grid_value(fixture->arena, &grid);
    assert_true(grid_of(fixture, value.bytes, &again));
    assert_memory_equal(&grid, &again, sizeof grid);
}

static void hours_that_are_no_plain_week_have_no_grid(void **state)
{
    static const char *const values[] = {"Mo[1] 09:00-12:00", "24/7",
                                         "Mo 08:00-09:00,10:00-11:00,12:00-13:00",
                                         "Jan-Mar Mo 09:00-12:00", "Mo unknown"};
    Fixture *fixture = *state;
    ListingGrid grid = {0};
    for (size_t i = 0; i < LENGTH_OF(values); i++) {
        assert_false(grid_of(fixture, values[i], &grid));
        assert_int_equal(grid.days[MONDAY][0].to, 0);
    }
    assert_false(listing_grid_of(fixture->arena, NULL, &grid));
}

/* -------------------------------------------------------------------------------- changes */

typedef struct Proposing {
    Freshening fresh;
    ListingWish wish;
    const char *service;
    Id made;
    ChangeOrder order;
    ListingChangeList list;
} Proposing;

static Outcome propose_deed(Access *access, void *context)
{
    Proposing *deed = context;
    TRY(listing_link_open(access, deed->fresh.token, &deed->fresh.link));
    const ListingProposal proposal = {
        .catalogue = deed->fresh.catalogue,
        .service = catalogue_service(deed->fresh.catalogue, text_from(deed->service)),
        .link = &deed->fresh.link,
        .wish = deed->wish};
    return listing_change_propose(access, &proposal, &deed->made);
}

static Outcome decide_deed(Access *access, void *context)
{
    const Proposing *deed = context;
    return listing_change_decide(access, &deed->order);
}

static Outcome decide(Fixture *fixture, Store *store, Proposing *deed, ChangeState wanted)
{
    deed->order.change = deed->made;
    deed->order.wanted = wanted;
    return acts(fixture, store, steward(), decide_deed, deed);
}

static Proposing proposing_in(Fixture *fixture, Store *store, Package *package)
{
    *package = wallonie_read(fixture);
    wallonie_load(fixture, store, package);
    return (Proposing){.fresh = link_to(fixture, store, catalogue_now(fixture, store), "apd"),
                       .service = "air-libre"};
}

static const Door *first_door(const Catalogue *catalogue, const char *key)
{
    return &catalogue->doors[service_now(catalogue, key)->doors.items[0]];
}

static void hours_wait_for_a_steward_and_verify_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    const Id door = first_door(deed.fresh.catalogue, "air-libre")->id;
    deed.wish =
        (ListingWish){.topic = TOPIC_HOURS, .door = door, .hours = TEXT("Mo 10:00-17:30")};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_text_equal(first_door(catalogue_now(fixture, store), "air-libre")->hours_value,
                      TEXT(""));
    deed.order.change = deed.made;
    deed.order.wanted = CHANGE_ACCEPTED;
    assert_int_equal(acts(fixture, store, visitor(), decide_deed, &deed), REFUSED);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), CONFLICT);
    wallonie_load(fixture, store, &package);
    const Catalogue *after = catalogue_now(fixture, store);
    assert_text_equal(first_door(after, "air-libre")->hours_value, TEXT("Mo 10:00-17:30"));
    assert_text_equal(service_now(after, "air-libre")->marks.verified_at, TEXT(""));
    assert_int_equal(decide(fixture, store, &deed, CHANGE_UNDONE), OK);
    assert_text_equal(first_door(catalogue_now(fixture, store), "air-libre")->hours_value,
                      TEXT(""));
}

static void a_refusal_says_why_and_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    deed.wish = (ListingWish){.topic = TOPIC_ENDED};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_REFUSED), INVALID);
    deed.order.reason = TEXT("La maison dit le contraire");
    assert_int_equal(decide(fixture, store, &deed, CHANGE_REFUSED), OK);
    assert_text_equal(service_now(catalogue_now(fixture, store), "air-libre")->status,
                      TEXT("active"));
}

static void what_changed_in_between_is_not_overwritten(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    deed.wish = (ListingWish){.topic = TOPIC_TEXT, .words = TEXT("Trois magasins")};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    const Id first = deed.made;
    deed.wish.words = TEXT("Quatre magasins");
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    deed.made = first;
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), CONFLICT);
}

static void a_wish_that_makes_no_sense_names_its_field(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    const Id door = first_door(deed.fresh.catalogue, "air-libre")->id;
    const Date today = moment_to_local(NOON).date;
    const struct {
        ListingWish wish;
        const char *field;
    } wrong[] = {
        {{.topic = TOPIC_HOURS, .hours = TEXT("Mo 10:00-12:00")},                   "door" },
        {{.topic = TOPIC_HOURS, .door = door, .hours = TEXT("whenever")},           "hours"},
        {{.topic = TOPIC_CLOSURE, .door = door, .first = today - 1, .last = today}, "first"},
        {{.topic = TOPIC_CLOSURE, .door = door, .first = today + 2, .last = today}, "last" },
        {{.topic = TOPIC_TEXT, .words = TEXT(" ")},                                 "words"},
        {{.topic = TOPIC_TEXT, .words = TEXT("\x1b[31m")},                          "words"},
        {{.topic = TOPIC_TEXT,
          .words = TEXT("\xc2\x9b"
                        "31m")},
         "words"                                                                           },
        {{.topic = TOPIC_CAPACITY, .free = -1},                                     "free" },
    };
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        deed.wish = wrong[i].wish;
        assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), INVALID);
        assert_text_equal(fixture->problem.field, text_from(wrong[i].field));
    }
    deed.service = "cap-migrant";
    deed.wish = (ListingWish){.topic = TOPIC_ENDED};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), NOT_FOUND);
}

static void a_closure_is_told_on_its_days_and_the_week_stays(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    const Date today = moment_to_local(NOON).date; /* a Monday */
    const Id door = first_door(deed.fresh.catalogue, "air-libre")->id;
    deed.wish =
        (ListingWish){.topic = TOPIC_HOURS, .door = door, .hours = TEXT("Mo 10:00-17:30")};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    deed.fresh.catalogue = catalogue_now(fixture, store);
    deed.wish = (ListingWish){
        .topic = TOPIC_CLOSURE, .door = door, .first = today + 7, .last = today + 8};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    const Hours *hours = first_door(catalogue_now(fixture, store), "air-libre")->hours;
    const Moment at_noon = moment_from_local((LocalTime){today, NOON_CLOCK, 0});
    assert_int_equal(hours_state(hours, at_noon), HOURS_OPEN);
    assert_int_equal(hours_state(hours, at_noon + INT64_C(7) * 86400), HOURS_CLOSED);
    assert_int_equal(hours_state(hours, at_noon + INT64_C(14) * 86400), HOURS_OPEN);
}

static void a_closure_of_hours_nobody_knows_closes_no_other_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    const Date today = moment_to_local(NOON).date;
    const Id door = first_door(deed.fresh.catalogue, "air-libre")->id;
    deed.wish =
        (ListingWish){.topic = TOPIC_CLOSURE, .door = door, .first = today, .last = today + 1};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    const Hours *hours = first_door(catalogue_now(fixture, store), "air-libre")->hours;
    const Moment at_noon = moment_from_local((LocalTime){today, NOON_CLOCK, 0});
    assert_int_equal(hours_state(hours, at_noon), HOURS_CLOSED);
    assert_int_equal(hours_state(hours, at_noon + INT64_C(2) * 86400), HOURS_UNKNOWN);
}

static void hours_put_right_are_read_instead_of_the_words_of_the_source(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    Proposing deed = {.fresh = link_to(fixture, store, catalogue_now(fixture, store), "clss"),
                      .service = "morning-welcome"};
    const Door *door = first_door(deed.fresh.catalogue, deed.service);
    assert_true(door->hours_text.in[DUTCH].length > 0);
    deed.wish = (ListingWish){
        .topic = TOPIC_HOURS, .door = door->id, .hours = TEXT("Mo-Su 07:00-10:00")};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    wallonie_load(fixture, store, &package);
    const Door *after = first_door(catalogue_now(fixture, store), deed.service);
    assert_text_equal(after->hours_value, TEXT("Mo-Su 07:00-10:00"));
    assert_int_equal(after->hours_text.in[DUTCH].length, 0);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_UNDONE), OK);
    const Door *undone = first_door(catalogue_now(fixture, store), deed.service);
    assert_text_equal(undone->hours_text.in[DUTCH], door->hours_text.in[DUTCH]);
    assert_text_equal(undone->hours_value, door->hours_value);
}

static void hours_that_could_not_be_read_again_are_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    const Date today = moment_to_local(NOON).date;
    const Id door = first_door(deed.fresh.catalogue, "air-libre")->id;
    deed.wish = (ListingWish){
        .topic = TOPIC_HOURS,
        .door = door,
        .hours = text_format(fixture->arena, "Mo 10:00-17:30 open \"%03900d\"", 7)};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    deed.fresh.catalogue = catalogue_now(fixture, store);
    deed.wish = (ListingWish){.topic = TOPIC_CLOSURE,
                              .door = door,
                              .first = today,
                              .last = today,
                              .words = text_format(fixture->arena, "%0300d", 7)};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("hours"));
}

static void free_places_are_told_beside_what_the_source_says(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    deed.wish = (ListingWish){.topic = TOPIC_CAPACITY, .free = 3};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(decide(fixture, store, &deed, CHANGE_ACCEPTED), OK);
    const Service *service = service_now(catalogue_now(fixture, store), "air-libre");
    assert_int_equal(service->capacity_count, 1);
    assert_int_equal(service->capacities[0].available, 3);
}

static Outcome list_deed(Access *access, void *context)
{
    Proposing *deed = context;
    const Id service = service_now(deed->fresh.catalogue, deed->service)->id;
    return listing_change_of(access, service, &deed->fresh.link, &deed->list);
}

static void who_holds_a_link_reads_no_name_of_who_holds_another(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Package package = {0};
    Proposing deed = proposing_in(fixture, store, &package);
    deed.wish = (ListingWish){.topic = TOPIC_ENDED};
    assert_int_equal(acts(fixture, store, visitor(), propose_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, visitor(), list_deed, &deed), OK);
    assert_text_equal(deed.list.items[0].who, TEXT("Anne Exemple"));
    Proposing other = {.service = deed.service,
                       .fresh = link_to(fixture, store, deed.fresh.catalogue, "apd")};
    assert_int_equal(acts(fixture, store, visitor(), list_deed, &other), OK);
    assert_int_equal(other.list.count, 1);
    assert_text_equal(other.list.items[0].who, TEXT(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_plain_week_goes_into_the_grid_and_comes_back_as_it_was),
        STORE_TEST(hours_that_are_no_plain_week_have_no_grid),
        STORE_TEST(hours_wait_for_a_steward_and_verify_nothing),
        STORE_TEST(a_refusal_says_why_and_changes_nothing),
        STORE_TEST(what_changed_in_between_is_not_overwritten),
        STORE_TEST(a_wish_that_makes_no_sense_names_its_field),
        STORE_TEST(a_closure_is_told_on_its_days_and_the_week_stays),
        STORE_TEST(a_closure_of_hours_nobody_knows_closes_no_other_day),
        STORE_TEST(hours_put_right_are_read_instead_of_the_words_of_the_source),
        STORE_TEST(hours_that_could_not_be_read_again_are_refused),
        STORE_TEST(free_places_are_told_beside_what_the_source_says),
        STORE_TEST(who_holds_a_link_reads_no_name_of_who_holds_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

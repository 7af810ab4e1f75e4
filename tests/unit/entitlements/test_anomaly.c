/* SPDX-License-Identifier: EUPL-1.2 */
/* Uses that stand out: what is sudden is so by the holder's own habit, what is apart by the way
 * between two places, and whoever looks at one says what they found. */
#include "entitlements/anomaly.h"
#include "unit/entitlements/ticket_fixture.h"

enum { AN_HOUR = 3600, A_DAY = 24 * AN_HOUR, MOST_USES = 64 };

/* ---------------------------------------------------------------------------- rows alone */

typedef struct Uses {
    HolderUse items[MOST_USES];
    size_t count;
} Uses;

static void use_at(Uses *uses, uint8_t holder, uint8_t house, Moment at)
{
    assert_true(uses->count < MOST_USES);
    uses->items[uses->count] = (HolderUse){
        .id = {{(uint8_t)(uses->count + 1)}},
        .ticket = {{holder}},
        .holder = {{holder}},
        .person = {{holder}},
        .house = {{house}},
        .uses = 1,
        .at = at,
    };
    uses->count++;
}

/* Houses 1 and 2 are so many metres apart; of any other nothing is known. */
static bool meters_between(const void *context, Id from, Id to, double *meters)
{
    const double *known = context;
    *meters = *known;
    return from.bytes[0] < 3 && to.bytes[0] < 3;
}

static AnomalyList found_in(Fixture *fixture, Uses *uses, double meters)
{
    AnomalyList found = {0};
    const HouseWay way = {meters_between, &meters};
    anomalies_find(fixture->arena, uses->items, uses->count, NOON, way, &found);
    return found;
}

static void three_uses_in_a_day_are_never_sudden_and_four_are_without_a_habit(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    for (int i = 0; i < 3; i++) {
        use_at(&uses, 1, 1, NOON + i);
    }
    assert_int_equal(found_in(fixture, &uses, 0).count, 0);
    use_at(&uses, 2, 1, NOON + 4);
    assert_int_equal(found_in(fixture, &uses, 0).count, 0);
    use_at(&uses, 1, 1, NOON + 5);
    const AnomalyList found = found_in(fixture, &uses, 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].kind, ANOMALY_SUDDEN);
    assert_int_equal(found.items[0].uses, 4);
    assert_int_equal(found.items[0].usual, 0);
    assert_int_equal(found.items[0].since, NOON);
    assert_int_equal(found.items[0].at, NOON + 5);
}

static void the_fourth_use_is_sudden_within_24_hours_to_the_second(void **state)
{
    static const struct {
        Moment last;
        size_t count;
    } vectors[] = {
        {A_DAY - 1, 1},
        {A_DAY,     0},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(vectors); i++) {
        Uses uses = {0};
        use_at(&uses, 1, 1, NOON);
        use_at(&uses, 1, 1, NOON + 1);
        use_at(&uses, 1, 1, NOON + 2);
        use_at(&uses, 1, 1, NOON + vectors[i].last);
        assert_int_equal(found_in(fixture, &uses, 0).count, vectors[i].count);
    }
}

/* Two a day on the days before, and a day of ten long ago that is no habit. */
static void accustom(Uses *uses, int days)
{
    for (int i = 1; i <= days; i++) {
        use_at(uses, 1, 1, NOON - (Moment)(i + 2) * A_DAY);
        use_at(uses, 1, 1, NOON - (Moment)(i + 2) * A_DAY + AN_HOUR);
    }
    for (int i = 0; i < 10; i++) {
        use_at(uses, 1, 1, NOON - (Moment)(days + 5) * A_DAY + i);
    }
}

static void what_is_usual_for_the_holder_is_not_sudden(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    accustom(&uses, 5);
    for (int i = 0; i < 6; i++) {
        use_at(&uses, 1, 1, NOON + i);
    }
    assert_int_equal(found_in(fixture, &uses, 0).count, 0);
    use_at(&uses, 1, 1, NOON + 7);
    const AnomalyList found = found_in(fixture, &uses, 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].uses, 7);
    assert_int_equal(found.items[0].usual, 2);
}

static void a_habit_of_more_than_sixty_days_ago_is_none(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    for (int i = 0; i < 10; i++) {
        use_at(&uses, 1, 1, NOON - (Moment)62 * A_DAY + i);
    }
    for (int i = 0; i < 4; i++) {
        use_at(&uses, 1, 1, NOON + i);
    }
    const AnomalyList found = found_in(fixture, &uses, 0);
    assert_int_equal(found.count, 1);
    assert_int_equal(found.items[0].usual, 0);
}

static void what_goes_on_is_one_anomaly_and_what_comes_a_week_later_another(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    for (int i = 0; i < 6; i++) {
        use_at(&uses, 1, 1, NOON + i);
    }
    for (int i = 0; i < 19; i++) {
        use_at(&uses, 1, 1, NOON + 7 * A_DAY + i);
    }
    const AnomalyList found = found_in(fixture, &uses, 0);
    assert_int_equal(found.count, 2);
    assert_int_equal(found.items[0].uses, 19);
    assert_int_equal(found.items[0].usual, 6);
    assert_int_equal(found.items[1].uses, 6);
    assert_int_equal(found.items[1].use.bytes[0], 4);
    assert_int_equal(found.items[1].at, NOON + 5);
}

static void two_places_are_apart_where_nobody_can_go_so_fast(void **state)
{
    static const struct {
        double meters;
        Moment seconds;
        uint8_t house;
        size_t count;
    } vectors[] = {
        {62000, 1799, 2, 1},
        {62000, 1800, 2, 0}, /* 60 km at 120 km/h */
        {62000, 1,    1, 0}, /* the same house */
        {62000, 1,    3, 0}, /* nobody knows where that is */
        {2000,  0,    2, 0},
        {2100,  0,    2, 1},
    };
    Fixture *fixture = *state;
    for (size_t i = 0; i < LENGTH_OF(vectors); i++) {
        Uses uses = {0};
        use_at(&uses, 1, 1, NOON);
        use_at(&uses, 1, vectors[i].house, NOON + vectors[i].seconds);
        assert_int_equal(found_in(fixture, &uses, vectors[i].meters).count, vectors[i].count);
    }
}

static void two_cards_of_one_holder_are_not_apart(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    use_at(&uses, 1, 1, NOON);
    use_at(&uses, 1, 2, NOON + 1);
    uses.items[1].ticket.bytes[0] = 9;
    assert_int_equal(found_in(fixture, &uses, 62000).count, 0);
}

static void what_stood_out_before_the_month_is_of_another_month(void **state)
{
    Fixture *fixture = *state;
    Uses uses = {0};
    for (int i = 0; i < 5; i++) {
        use_at(&uses, 1, 1, NOON - AN_HOUR + i);
    }
    use_at(&uses, 1, 2, NOON - 1);
    assert_int_equal(found_in(fixture, &uses, 62000).count, 0);
    assert_int_equal(found_in(fixture, &(Uses){0}, 0).count, 0);
}

/* ------------------------------------------------------------------------------- a store */

typedef struct Looking {
    AnomalySheet sheet;
    AnomalyMark mark;
    Text month;
} Looking;

static Outcome read_sheet(Access *access, void *context)
{
    Looking *looking = context;
    return anomaly_sheet(access, TEXT("meals"), looking->month, &looking->sheet);
}

static Outcome mark(Access *access, void *context)
{
    const Looking *looking = context;
    return anomaly_mark(access, &looking->mark);
}

static Outcome put(Access *access, EntityKind kind, Id id, Text body)
{
    const RecordPass pass = record_pass(TEXT("test"), access->now);
    const Record record = {
        .kind = kind,
        .id = id,
        .owner_kind = ENTITY_COUNT,
        .body = body,
    };
    return record_put(access->session, &pass, &record, access->problem);
}

/* A house with a service at a door: Liège, or Mons a hundred kilometres west. */
static Outcome put_door(Access *access, Id house, uint8_t number, const char *point)
{
    Arena *arena = access->arena;
    const Id service = {
        {number, 1}
    };
    const Id door = {
        {number, 2}
    };
    const Id place = {
        {number, 3}
    };
    const Text body =
        text_format(arena, "{\"id\":\"%.*s\",\"organization_id\":\"%.*s\"}",
                    TEXT_ARG(id_format(arena, service)), TEXT_ARG(id_format(arena, house)));
    const Text at =
        text_format(arena, "{\"id\":\"%.*s\",\"location_id\":\"%.*s\",\"service_id\":\"%.*s\"}",
                    TEXT_ARG(id_format(arena, door)), TEXT_ARG(id_format(arena, place)),
                    TEXT_ARG(id_format(arena, service)));
    TRY(put(access, ENTITY_SERVICE, service, body));
    TRY(put(access, ENTITY_SERVICE_AT_LOCATION, door, at));
    return put(access, ENTITY_LOCATION, place, text_from(point));
}

static Outcome put_doors(Access *access, void *context)
{
    (void)context;
    TRY(put_door(access, house_of_exemple, 1,
                 "{\"latitude\":50.6412,\"longitude\":5.5718,"
                 "\"seuil\":{\"precision\":\"address\"}}"));
    return put_door(access, house_of_others, 2, "{\"latitude\":50.4542,\"longitude\":3.9523}");
}

static Outcome hide_a_door(Access *access, void *context)
{
    (void)context;
    return put_door(access, house_of_others, 2,
                    "{\"latitude\":50.4542,\"longitude\":3.9523,"
                    "\"seuil\":{\"confidential\":true}}");
}

static Caller accountant(void)
{
    return worker(11, house_of_exemple, team_of_desk, "accountant");
}

/* Both houses accept a card, and its bearer shows it at the first and a minute later at the
 * second. */
static Holding shown_at_both(Fixture *fixture, Store *store)
{
    Convention card = meals();
    card.worth = 0;
    card.acceptors[1] = house_of_exemple;
    card.acceptor_count = 2;
    agree_on(fixture, store, card);
    assert_int_equal(acts(fixture, store, head(), put_doors, NULL), OK);
    Holding holding = one_ticket(fixture, store);
    assert_int_equal(acts(fixture, store, head(), redeem, &holding), OK);
    the_time = NOON + 60;
    assert_int_equal(acts(fixture, store, partner(), redeem, &holding), OK);
    assert_true(holding.redeemed.is_done);
    return holding;
}

static int at_noon(void **state)
{
    the_time = NOON;
    return tear_down(state);
}

static void one_card_at_two_houses_a_minute_apart_is_told_with_both(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Looking looking = {.month = TEXT("2026-09")};
    const Holding holding = shown_at_both(fixture, store);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    assert_int_equal(looking.sheet.rows.count, 1);
    const SeenAnomaly *row = &looking.sheet.rows.items[0];
    assert_int_equal(row->anomaly.kind, ANOMALY_APART);
    assert_true(id_equal(row->anomaly.ticket, holding.ticket));
    assert_true(id_equal(row->anomaly.from_house, house_of_exemple));
    assert_true(id_equal(row->anomaly.house, house_of_others));
    assert_int_equal(row->anomaly.since, NOON);
    assert_int_equal(row->anomaly.at, NOON + 60);
    assert_true(text_ends_with(holding.paper.code, row->code));
    assert_int_equal(row->code.length, 3);
    looking.month = TEXT("2026-10");
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    assert_int_equal(looking.sheet.rows.count, 0);
}

static void a_confidential_door_tells_nothing_of_its_place(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Looking looking = {.month = TEXT("2026-09")};
    (void)shown_at_both(fixture, store);
    assert_int_equal(acts(fixture, store, head(), hide_a_door, NULL), OK);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    assert_int_equal(looking.sheet.rows.count, 0);
}

static void a_house_that_does_not_pay_is_shown_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Looking looking = {.month = TEXT("2026-09")};
    const Caller theirs = worker(12, house_of_others, team_of_others, "accountant");
    const Caller network = worker(13, house_of_others, team_of_others, "coordinator");
    (void)shown_at_both(fixture, store);
    assert_int_equal(acts(fixture, store, theirs, read_sheet, &looking), NOT_FOUND);
    assert_int_equal(acts(fixture, store, partner(), read_sheet, &looking), REFUSED);
    assert_int_equal(acts(fixture, store, network, read_sheet, &looking), OK);
    assert_int_equal(looking.sheet.rows.count, 1);
    looking.month = TEXT("September");
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("month"));
}

static void what_was_found_is_written_once_and_stays(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Looking looking = {.month = TEXT("2026-09")};
    (void)shown_at_both(fixture, store);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    looking.mark = (AnomalyMark){
        .convention = TEXT("meals"),
        .month = TEXT("2026-09"),
        .kind = TEXT("apart"),
        .use = looking.sheet.rows.items[0].anomaly.use,
    };
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("note"));
    looking.mark.note = TEXT("La carte sert à deux.");
    looking.mark.kind = TEXT("sudden");
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), NOT_FOUND);
    looking.mark.kind = TEXT("odd");
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), INVALID);
    looking.mark.kind = TEXT("apart");
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), OK);
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), CONFLICT);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    const AnomalyLook *look = &looking.sheet.rows.items[0].look;
    assert_text_equal(look->note, TEXT("La carte sert à deux."));
    assert_int_equal(look->at, NOON + 60);
    assert_true(id_equal(look->account, accountant().account));
}

static Outcome forget(Access *access, void *context)
{
    const Id *person = context;
    const Query *const queries[] = {&ERASE_ANOMALY_LOOKS, &ERASE_ENTITLEMENTS};
    for (size_t i = 0; i < LENGTH_OF(queries); i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, queries[i], &statement, access->problem));
        bind_id(statement, "person", *person);
        bind_blob(statement, "nothing", "", 0);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

static void what_was_found_of_somebody_goes_with_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Looking looking = {.month = TEXT("2026-09")};
    (void)shown_at_both(fixture, store);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    Id person = looking.sheet.rows.items[0].anomaly.person;
    assert_false(id_is_nil(person));
    looking.mark = (AnomalyMark){TEXT("meals"), TEXT("2026-09"), TEXT("apart"),
                                 looking.sheet.rows.items[0].anomaly.use, TEXT("Camille")};
    assert_int_equal(acts(fixture, store, accountant(), mark, &looking), OK);
    assert_int_equal(acts(fixture, store, head(), forget, &person), OK);
    assert_int_equal(acts(fixture, store, accountant(), read_sheet, &looking), OK);
    assert_int_equal(looking.sheet.rows.count, 1);
    assert_int_equal(looking.sheet.rows.items[0].look.note.length, 0);
    assert_true(looking.sheet.rows.items[0].look.at > 0);
    assert_true(id_is_nil(looking.sheet.rows.items[0].anomaly.person));
}

#define at_noon_again(test) cmocka_unit_test_setup_teardown(test, set_up, at_noon)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(three_uses_in_a_day_are_never_sudden_and_four_are_without_a_habit),
        on_a_store(the_fourth_use_is_sudden_within_24_hours_to_the_second),
        on_a_store(what_is_usual_for_the_holder_is_not_sudden),
        on_a_store(a_habit_of_more_than_sixty_days_ago_is_none),
        on_a_store(what_goes_on_is_one_anomaly_and_what_comes_a_week_later_another),
        on_a_store(two_places_are_apart_where_nobody_can_go_so_fast),
        on_a_store(two_cards_of_one_holder_are_not_apart),
        on_a_store(what_stood_out_before_the_month_is_of_another_month),
        at_noon_again(one_card_at_two_houses_a_minute_apart_is_told_with_both),
        at_noon_again(a_confidential_door_tells_nothing_of_its_place),
        at_noon_again(a_house_that_does_not_pay_is_shown_nothing),
        at_noon_again(what_was_found_is_written_once_and_stays),
        at_noon_again(what_was_found_of_somebody_goes_with_them),
    };
    return cmocka_run_group_tests_name("entitlements anomaly", tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings are verified by rhythm, by who knows, and a verification stays until it is over. */
#include "directory/amendment.h"
#include "unit/freshness/freshness_fixture.h"

enum { DAY = 86400 };

/* -------------------------------------------------------------------------------- rhythm */

static void a_service_is_asked_again_as_often_as_the_quickest_of_its_needs(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    assert_int_equal(listing_rhythm(catalogue, service_now(catalogue, "air-libre")), 180);
    const uint32_t meal = catalogue_need(catalogue, TEXT("food.meal"));
    const uint32_t bed = catalogue_need(catalogue, TEXT("sleep"));
    const uint32_t both[] = {meal, bed};
    const Service of_both = {
        .needs = {both, 2}
    };
    const Service of_none = {0};
    assert_int_equal(listing_rhythm(catalogue, &of_both), 30);
    assert_int_equal(listing_rhythm(catalogue, &of_none), LISTING_RHYTHM_DAYS);
}

static bool is_due(const Freshening *deed, const char *key)
{
    for (size_t i = 0; i < deed->due.count; i++) {
        const Service *service = &deed->catalogue->services[deed->due.items[i].service];
        if (text_equal(service->key, text_from(key))) {
            return true;
        }
    }
    return false;
}

static void what_was_verified_is_due_again_when_its_rhythm_is_over(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    Freshening deed = {.catalogue = catalogue};
    assert_int_equal(acts(fixture, store, desk(), due_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, steward(), due_deed, &deed), OK);
    assert_true(is_due(&deed, "air-libre"));
    deed.verification =
        (ListingVerification){.catalogue = catalogue,
                              .service = catalogue_service(catalogue, TEXT("air-libre")),
                              .how = HOW_TELEPHONE,
                              .who = TEXT("Anne")};
    assert_int_equal(acts(fixture, store, desk(), verify_deed, &deed), REFUSED);
    assert_int_equal(acts(fixture, store, steward(), verify_deed, &deed), OK);
    deed.catalogue = catalogue_now(fixture, store);
    the_time = NOON + INT64_C(179) * DAY;
    assert_int_equal(acts(fixture, store, steward(), due_deed, &deed), OK);
    assert_false(is_due(&deed, "air-libre"));
    the_time = NOON + INT64_C(180) * DAY;
    assert_int_equal(acts(fixture, store, steward(), due_deed, &deed), OK);
    assert_true(is_due(&deed, "air-libre"));
    the_time = NOON;
}

/* --------------------------------------------------------------------------------- links */

static void a_link_opens_what_it_names_until_its_day_and_no_longer_once_revoked(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    Freshening deed = link_to(fixture, store, catalogue, "apd");
    assert_int_equal(acts(fixture, store, visitor(), open_deed, &deed), OK);
    assert_text_equal(deed.link.holder, TEXT("Anne Exemple"));
    assert_true(
        listing_link_covers(&deed.link, catalogue, service_now(catalogue, "air-libre")));
    assert_false(
        listing_link_covers(&deed.link, catalogue, service_now(catalogue, "cap-migrant")));
    the_time = NOON + INT64_C(91) * DAY;
    assert_int_equal(acts(fixture, store, visitor(), open_deed, &deed), NOT_FOUND);
    the_time = NOON;
    assert_int_equal(acts(fixture, store, steward(), revoke_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, visitor(), open_deed, &deed), NOT_FOUND);
    assert_int_equal(acts(fixture, store, steward(), revoke_deed, &deed), CONFLICT);
}

static void a_link_with_one_letter_changed_opens_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    Freshening deed = link_to(fixture, store, catalogue_now(fixture, store), "apd");
    const Text right = deed.token;
    for (size_t i = 0; i < right.length; i += 9) {
        char *bytes = (char *)text_copy(fixture->arena, right).bytes;
        bytes[i] = bytes[i] == 'A' ? 'B' : 'A';
        deed.token = text_of(bytes, right.length);
        assert_int_equal(acts(fixture, store, visitor(), open_deed, &deed), NOT_FOUND);
    }
    deed.token = TEXT("");
    assert_int_equal(acts(fixture, store, visitor(), open_deed, &deed), NOT_FOUND);
}

/* -------------------------------------------------------------------------- verification */

static void a_verification_by_link_stays_when_the_files_are_loaded_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Catalogue *catalogue = catalogue_now(fixture, store);
    Freshening deed = link_to(fixture, store, catalogue, "apd");
    deed.verification.service = catalogue_service(catalogue, TEXT("cap-migrant"));
    assert_int_equal(acts(fixture, store, visitor(), verify_by_link_deed, &deed), NOT_FOUND);
    deed.verification.service = catalogue_service(catalogue, TEXT("air-libre"));
    assert_int_equal(acts(fixture, store, visitor(), verify_by_link_deed, &deed), OK);
    assert_int_equal(acts(fixture, store, visitor(), verify_by_link_deed, &deed), OK);
    wallonie_load(fixture, store, &package);
    const Marks marks = service_now(catalogue_now(fixture, store), "air-libre")->marks;
    assert_text_equal(marks.verified_at,
                      date_format(fixture->arena, moment_to_local(NOON).date));
    assert_text_equal(marks.verified_how, TEXT("link"));
    assert_text_equal(marks.verified_by, TEXT("Aide aux Personnes Déplacées"));
}

typedef struct Amending {
    Amendment amendment;
    Fixture *fixture;
} Amending;

static Outcome amend(Session *session, void *context, Problem *problem)
{
    const Amending *amending = context;
    return amendment_put(session, amending->fixture->arena, &amending->amendment, NOON,
                         problem);
}

static void a_source_that_says_something_new_has_the_last_word(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Package package = wallonie_read(fixture);
    wallonie_load(fixture, store, &package);
    const Id id = service_now(catalogue_now(fixture, store), "air-libre")->id;
    Amending amending = {
        .fixture = fixture,
        .amendment = {ENTITY_SERVICE, id, TEXT("/description"), TEXT("\"Trois magasins\"")}
    };
    assert_int_equal(store_write(store, amend, &amending, &fixture->problem), OK);
    wallonie_load(fixture, store, &package);
    const Service *amended = service_now(catalogue_now(fixture, store), "air-libre");
    assert_text_equal(amended->description.in[FRENCH], TEXT("Trois magasins"));
    assert_text_equal(amended->marks.verified_at, TEXT(""));
    Package newer = package;
    newer.records = (RecordList){0};
    for (size_t i = 0; i < package.records.count; i++) {
        Record record = package.records.items[i];
        const Text old = TEXT("Deux magasins de seconde main à Liège");
        const size_t at = text_find(record.body, old, 0);
        if (at < record.body.length) {
            record.body =
                text_format(fixture->arena, "%.*sUn seul magasin%.*s", (int)at,
                            record.body.bytes, (int)(record.body.length - at - old.length),
                            record.body.bytes + at + old.length);
        }
        LIST_APPEND(fixture->arena, &newer.records, record);
    }
    wallonie_load(fixture, store, &newer);
    const Service *changed = service_now(catalogue_now(fixture, store), "air-libre");
    assert_text_equal(changed->description.in[FRENCH], TEXT("Un seul magasin"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_service_is_asked_again_as_often_as_the_quickest_of_its_needs),
        STORE_TEST(what_was_verified_is_due_again_when_its_rhythm_is_over),
        STORE_TEST(a_link_opens_what_it_names_until_its_day_and_no_longer_once_revoked),
        STORE_TEST(a_link_with_one_letter_changed_opens_nothing),
        STORE_TEST(a_verification_by_link_stays_when_the_files_are_loaded_again),
        STORE_TEST(a_source_that_says_something_new_has_the_last_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

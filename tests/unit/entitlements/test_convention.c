/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of conventions: the real one, and what is wrong in others. */
#include "unit/entitlements/entitlements_fixture.h"
#include "unit/source_file.h"

static Outcome reads(Fixture *fixture, const char *content)
{
    ConventionList list = {0};
    fixture->problem = (Problem){.arena = fixture->arena};
    return convention_read(fixture->arena, TEXT("c.yaml"), text_from(content), &list,
                           &fixture->problem);
}

#define HEAD                                                                                   \
    "conventions:\n- key: meals\n  source: \"2:168\"\n  kind: meal\n"                          \
    "  name: {fr: Repas, nl: Maaltijd, de: Essen, en: Meal}\n  payer: cssn\n"                  \
    "  prescribes: [cssn]\n  accepts: [resto-du-coeur]\n"

static void what_is_wrong_in_a_file_is_named_with_its_line(void **state)
{
    typedef struct Wrong {
        const char *content;
        const char *where;
        const char *field;
    } Wrong;
    static const Wrong wrongs[] = {
        {HEAD "  unit: euro\n",                                                     "c.yaml:2",  "unit"    },
        {HEAD "  unit: use\n  price: -5\n",                                         "c.yaml:10", "price"   },
        {HEAD "  unit: use\n  colour: red\n",                                       "c.yaml:10", "colour"  },
        {HEAD "  unit: use\n  until: 2026-13-01\n",                                 "c.yaml:10", "until"   },
        {HEAD "  unit: use\n  ceilings:\n  - {scope: dog, period: day}\n",          "c.yaml:11",
         "scope"                                                                                           },
        {HEAD "  unit: use\n  ceilings:\n"
              "  - {scope: person, period: day, unit: cent, most: 500}\n", "c.yaml:2",  "ceilings"},
    };
    Fixture *fixture = *state;
    assert_int_equal(reads(fixture, HEAD "  unit: use\n"), OK);
    for (size_t i = 0; i < LENGTH_OF(wrongs); i++) {
        assert_int_equal(reads(fixture, wrongs[i].content), INVALID);
        assert_text_equal(fixture->problem.where, text_from(wrongs[i].where));
        assert_text_equal(fixture->problem.field, text_from(wrongs[i].field));
    }
}

static void a_house_the_directory_lacks_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention convention = meals();
    const ConventionList list = {.items = &convention, .count = 1};
    assert_int_equal(acts(fixture, store, head(), load_conventions, (void *)&list), INVALID);
    assert_int_equal(acts(fixture, store, partner(), load_conventions, (void *)&list), REFUSED);
}

/* Each entitlement row of the inventory of the sources has its convention, with its line. */
static void the_conventions_of_the_sources_are_all_there(void **state)
{
    typedef struct Row {
        const char *key;
        const char *source;
        ConventionKind kind;
        size_t prescribers;
    } Row;
    static const Row rows[] = {
        {"cigogne-card",           "2:154",     CONVENTION_CARD,     7},
        {"fourmi-pass",            "2:173",     CONVENTION_CARD,     1},
        {"resto-meal-ticket",      "2:168-170", CONVENTION_MEAL,     1},
        {"sauverdias-meal-ticket", "2:171",     CONVENTION_MEAL,     1},
        {"saint-vincent-document", "2:172",     CONVENTION_PARCEL,   1},
        {"clothing-note",          "2:174",     CONVENTION_LETTER,   1},
        {"red-cross-document",     "2:175",     CONVENTION_LETTER,   1},
        {"pharmacy-agreement",     "2:176",     CONVENTION_PHARMACY, 1},
        {"fuel-agreement",         "2:176",     CONVENTION_FUEL,     1},
        {"cssn-article-27",        "2:177",     CONVENTION_CULTURE,  1},
        {"clss-article-27",        "2:112-114", CONVENTION_CULTURE,  1},
        {"clss-food-parcel",       "2:144",     CONVENTION_PARCEL,   1},
        {"health-ticket",          "3:15",      CONVENTION_HEALTH,   1},
    };
    Fixture *fixture = *state;
    ConventionList list = {0};
    const Text file = source_content(fixture->arena, "data/entitlements/conventions.yaml");
    assert_int_equal(convention_read(fixture->arena, TEXT("conventions.yaml"), file, &list,
                                     &fixture->problem),
                     OK);
    assert_int_equal(list.count, LENGTH_OF(rows));
    for (size_t i = 0; i < list.count; i++) {
        assert_text_equal(list.items[i].key, text_from(rows[i].key));
        assert_text_equal(list.items[i].source, text_from(rows[i].source));
        assert_int_equal(list.items[i].kind, rows[i].kind);
        assert_int_equal(list.items[i].prescriber_count, rows[i].prescribers);
        assert_int_equal(list.items[i].ceiling_count, 0); /* the sources tell none */
    }
}

/* As a page does that tells a refusal: what was written before it is kept. */
static Outcome load_and_tell(Access *access, void *context)
{
    assert_int_equal(convention_load(access, context), INVALID);
    return OK;
}

static Outcome find_meals(Access *access, void *context)
{
    return convention_find(access, TEXT("meals"), context);
}

static void of_a_file_that_is_refused_nothing_is_loaded(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Convention both[] = {meals(), meals()};
    const ConventionList list = {.items = both, .count = LENGTH_OF(both)};
    both[1].key = TEXT("drinks");
    both[1].acceptors[0] = (Id){{0x99}};
    assert_int_equal(acts(fixture, store, head(), put_houses, NULL), OK);
    assert_int_equal(acts(fixture, store, head(), load_and_tell, (void *)&list), OK);
    assert_int_equal(acts(fixture, store, head(), find_meals, &both[0]), NOT_FOUND);
}

static Outcome close_meals(Access *access, void *context)
{
    return convention_close(access, TEXT("meals"), *(const Date *)context);
}

static void a_convention_that_is_closed_gives_nothing_after_its_last_day(void **state)
{
    enum { A_DAY = 86400 };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Date today = moment_to_local(NOON).date;
    agree_on(fixture, store, meals());
    const Id person = create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), close_meals, &today), REFUSED);
    assert_int_equal(acts(fixture, store, head(), close_meals, &today), OK);
    (void)grant(fixture, store, order_of(person, 1));
    Granting late = {.order = order_of(person, 1)};
    the_time = NOON + A_DAY;
    assert_int_equal(acts(fixture, store, desk(), ask_for, &late), CONFLICT);
    the_time = NOON;
    today++;
    assert_int_equal(acts(fixture, store, head(), close_meals, &today), CONFLICT);
    today = -1;
    assert_int_equal(acts(fixture, store, head(), close_meals, &today), INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(what_is_wrong_in_a_file_is_named_with_its_line),
        on_a_store(a_house_the_directory_lacks_is_refused),
        on_a_store(the_conventions_of_the_sources_are_all_there),
        on_a_store(of_a_file_that_is_refused_nothing_is_loaded),
        on_a_store(a_convention_that_is_closed_gives_nothing_after_its_last_day),
    };
    return cmocka_run_group_tests_name("entitlements convention", tests, NULL, NULL);
}

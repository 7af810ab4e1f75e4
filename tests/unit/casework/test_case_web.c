/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of a case, asked by those who may and those who may not. */
#include "unit/store_place.h"

#include "unit/casework/case_site.h"

static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[3];
    here = (CaseSite){0};
    tables[0] = CASE_ROUTES;
    tables[1] = CASE_WORK_ROUTES;
    tables[2] = TASK_ROUTES;
    case_site_open(&here, tables, 3);
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

static const char *format(CaseSite *here, const char *fields, Text first, Text second)
{
    return text_to_c(here->site.arena, text_format(here->site.arena, "%s&need=%.*s&other=%.*s",
                                                   fields, TEXT_ARG(first), TEXT_ARG(second)));
}

static void the_course_of_an_urgency_is_a_line_and_words(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(
        case_site_post(here, here->anne, "/besoins", "need=food.meal&urgency=low").status, 303);
    const Text need = id_after(case_site_get(here, here->anne, "/dossier").body, "id=\"u-");
    here->site.now += 60;
    assert_int_equal(case_site_post(here, here->anne, "/besoins/urgence",
                                    format(here, "urgency=now", need, TEXT("")))
                         .status,
                     303);
    const Text page = case_site_get(here, here->anne, "/dossier").body;
    assert_true(text_contains(page, TEXT("<polyline points=\"2,34 2,34 118,34 118,4 118,4\"")));
    assert_true(text_contains(page, TEXT("peut attendre")));
    assert_true(text_contains(page, TEXT("tout de suite")));
}

static void two_needs_are_linked_and_each_says_it_from_its_side(void **state)
{
    CaseSite *here = *state;
    (void)case_site_post(here, here->anne, "/besoins", "need=food.meal&urgency=low");
    const Text meal = id_after(case_site_get(here, here->anne, "/dossier").body, "id=\"u-");
    here->site.now += 60;
    (void)case_site_post(here, here->anne, "/besoins", "need=hygiene.shower&urgency=low");
    const Text both = case_site_get(here, here->anne, "/dossier").body;
    const size_t second = text_find(both, TEXT("id=\"u-"), text_find(both, meal, 0) + 400);
    const Text shower = id_after(text_slice(both, second, both.length), "id=\"u-");
    const char *fields = format(here, "bond=blocks", meal, shower);
    assert_int_equal(case_site_post(here, here->anne, "/besoins/lien", fields).status, 303);
    assert_int_equal(case_site_post(here, here->anne, "/besoins/lien", fields).status, 409);
    const Text page = case_site_get(here, here->anne, "/dossier").body;
    assert_true(text_contains(page, TEXT("bloque : hygiene.shower")));
    assert_true(text_contains(page, TEXT("bloqué par : food.meal")));
    assert_int_equal(case_site_post(here, here->anne, "/besoins/lien/fin", fields).status, 303);
    assert_false(
        text_contains(case_site_get(here, here->anne, "/dossier").body, TEXT("bloque : ")));
}

static void a_task_stands_on_the_page_of_its_owner_until_it_is_done(void **state)
{
    CaseSite *here = *state;
    const Date yesterday = moment_to_local(here->site.now).date - 1;
    const Text fields = text_format(here->site.arena, "kind=task&words=MARKER-TASK&due=%.*s",
                                    TEXT_ARG(date_format(here->site.arena, yesterday)));
    assert_int_equal(
        case_site_post(here, here->anne, "/taches", text_to_c(here->site.arena, fields)).status,
        303);
    const Text own = staff_site_get(&here->site, here->anne, "/fr/taches").body;
    assert_true(text_contains(own, TEXT("En retard (1)")));
    assert_true(text_contains(own, TEXT("MARKER-TASK")));
    assert_false(text_contains(staff_site_get(&here->site, here->bob, "/fr/taches").body,
                               TEXT("MARKER-TASK")));
    const Text done = text_format(here->site.arena, "end=done&from=tasks&item=%.*s",
                                  TEXT_ARG(id_after(own, "name=\"item\" value=\"")));
    const Answered answered =
        case_site_post(here, here->anne, "/taches/fin", text_to_c(here->site.arena, done));
    assert_text_equal(answered.location, TEXT("/fr/taches"));
    assert_true(text_contains(staff_site_get(&here->site, here->anne, "/fr/taches").body,
                              TEXT("Rien à faire")));
}

static void who_joins_does_not_lead_until_the_lead_is_given(void **state)
{
    CaseSite *here = *state;
    const Text bob = id_format(here->site.arena, here->bob_id);
    const char *join =
        text_to_c(here->site.arena,
                  text_format(here->site.arena, "act=join&account=%.*s", TEXT_ARG(bob)));
    const char *lead =
        text_to_c(here->site.arena,
                  text_format(here->site.arena, "act=lead&account=%.*s", TEXT_ARG(bob)));
    assert_int_equal(case_site_post(here, here->anne, "/equipe", lead).status, 422);
    assert_int_equal(case_site_post(here, here->anne, "/equipe", join).status, 303);
    assert_int_equal(case_site_post(here, here->anne, "/equipe", join).status, 409);
    Text page = case_site_get(here, here->anne, "/dossier").body;
    assert_text_equal(id_after(page, "name=\"account\" value=\""), bob);
    assert_int_equal(case_site_post(here, here->anne, "/equipe", lead).status, 303);
    page = case_site_get(here, here->anne, "/fil?voir=equipe").body;
    assert_true(text_contains(page, TEXT("bob")));
    assert_false(text_contains(page, TEXT("Dossier ouvert")));
}

static void a_form_that_is_wrong_keeps_what_was_written(void **state)
{
    CaseSite *here = *state;
    const Answered late =
        case_site_post(here, here->anne, "/taches",
                       "kind=task&words=Appeler+la+commune&due=2026-12-01&remind=2026-12-02");
    assert_int_equal(late.status, 422);
    assert_true(text_contains(late.body, TEXT(">Appeler la commune</textarea>")));
    assert_int_equal(
        case_site_post(here, here->anne, "/besoins", "need=food.meal&urgency=never").status,
        422);
    assert_int_equal(
        case_site_post(here, here->anne, "/taches", "kind=task&words=x&due=tomorrow").status,
        422);
}

static void a_stranger_finds_no_case_nor_does_anything_in_it(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(case_site_get(here, here->zoe, "/dossier").status, 404);
    assert_int_equal(
        case_site_post(here, here->zoe, "/besoins", "need=food.meal&urgency=low").status, 404);
    assert_int_equal(
        case_site_post(here, here->zoe, "/taches", "kind=goal&words=MARKER").status, 404);
    assert_int_equal(case_site_post(here, here->zoe, "/taches/fin",
                                    "end=done&item=00000000-0000-7000-8000-000000000001")
                         .status,
                     404);
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(the_course_of_an_urgency_is_a_line_and_words),
        on_a_site(two_needs_are_linked_and_each_says_it_from_its_side),
        on_a_site(a_task_stands_on_the_page_of_its_owner_until_it_is_done),
        on_a_site(who_joins_does_not_lead_until_the_lead_is_given),
        on_a_site(a_form_that_is_wrong_keeps_what_was_written),
        on_a_site(a_stranger_finds_no_case_nor_does_anything_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

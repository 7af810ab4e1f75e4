/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases as programs ask for them. */
#include "unit/store_place.h"

#include "casework/case_api.h"
#include "unit/casework/case_site.h"

static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[1];
    here = (CaseSite){0};
    tables[0] = CASE_API_ROUTES;
    case_site_open(&here, tables, 1);
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

/* Asks about the case by GET, or sends it an object. */
static Answered ask(CaseSite *here, Text who, const char *rest, const char *json)
{
    const Text path = text_format(here->site.arena, "/api/v1/cases/%.*s%s",
                                  TEXT_ARG(id_format(here->site.arena, here->file)), rest);
    return staff_site_api(&here->site, who, text_to_c(here->site.arena, path), json);
}

static const char *with_id(CaseSite *here, const char *before, Text id, const char *after)
{
    return text_to_c(here->site.arena,
                     text_format(here->site.arena, "%s%.*s%s", before, TEXT_ARG(id), after));
}

static void a_need_is_added_made_urgent_and_met(void **state)
{
    CaseSite *here = *state;
    const Answered added =
        ask(here, here->anne, "/needs", "{\"need\":\"food.meal\",\"urgency\":\"low\"}");
    assert_int_equal(added.status, 201);
    const Text need = id_after(added.body, "\"needs\":[{\"id\":\"");
    const Answered urgent = ask(here, here->anne, with_id(here, "/needs/", need, "/urgency"),
                                "{\"urgency\":\"now\"}");
    assert_true(text_contains(urgent.body, TEXT("\"urgency\":\"now\",\"state\":\"open\"")));
    const Answered met =
        ask(here, here->anne, with_id(here, "/needs/", need, "/end"), "{\"end\":\"done\"}");
    assert_true(text_contains(met.body, TEXT("\"state\":\"met\"")));
    assert_int_equal(
        ask(here, here->anne, with_id(here, "/needs/", need, "/end"), "{\"end\":\"done\"}")
            .status,
        404);
}

static void a_task_is_told_among_those_of_its_owner(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(ask(here, here->anne, "/items",
                         "{\"kind\":\"task\",\"words\":\"MARKER-TASK\",\"due\":\"tomorrow\"}")
                         .status,
                     400);
    const Answered added =
        ask(here, here->anne, "/items",
            "{\"kind\":\"task\",\"words\":\"MARKER-TASK\",\"due\":\"2020-01-01T17:00\"}");
    assert_int_equal(added.status, 201);
    const Answered own = staff_site_api(&here->site, here->anne, "/api/v1/tasks", NULL);
    assert_true(text_contains(own.body, TEXT("MARKER-TASK")));
    assert_true(text_contains(own.body, TEXT("\"time\":\"late\"")));
    assert_false(text_contains(
        staff_site_api(&here->site, here->bob, "/api/v1/tasks", NULL).body, TEXT("MARKER")));
}

static void a_note_for_oneself_is_withheld_from_a_colleague(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(
        ask(here, here->anne, "/notes",
            "{\"kind\":\"visit\",\"secrecy\":\"author\",\"words\":\"MARKER-NOTE\"}")
            .status,
        201);
    const Answered seen = ask(here, here->bob, "/notes", NULL);
    assert_false(text_contains(seen.body, TEXT("MARKER")));
    assert_true(text_contains(seen.body, TEXT("\"withheld\":1")));
}

static void an_object_with_a_member_nobody_knows_changes_nothing(void **state)
{
    CaseSite *here = *state;
    assert_int_equal(ask(here, here->anne, "/needs",
                         "{\"need\":\"food.meal\",\"urgency\":\"low\",\"colour\":\"red\"}")
                         .status,
                     400);
    assert_int_equal(ask(here, here->anne, "/needs", "[]").status, 400);
    assert_int_equal(ask(here, here->anne, "/members", "{\"act\":\"lead\"}").status, 400);
    assert_true(text_contains(ask(here, here->anne, "", NULL).body, TEXT("\"needs\":[]")));
}

static void a_case_of_another_house_answers_as_one_nobody_has(void **state)
{
    CaseSite *here = *state;
    const Answered barred = ask(here, here->zoe, "", NULL);
    const Answered none = staff_site_api(
        &here->site, here->zoe, "/api/v1/cases/00000000-0000-7000-8000-000000000001", NULL);
    assert_int_equal(barred.status, 404);
    assert_int_equal(none.status, 404);
    assert_int_equal(ask(here, here->zoe, "/close", "{\"result\":\"helped\"}").status, 404);
    assert_int_equal(ask(here, here->anne, "/close", "{\"result\":\"helped\"}").status, 200);
    assert_int_equal(ask(here, here->anne, "/close", "{\"result\":\"helped\"}").status, 409);
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(a_need_is_added_made_urgent_and_met),
        on_a_site(a_task_is_told_among_those_of_its_owner),
        on_a_site(a_note_for_oneself_is_withheld_from_a_colleague),
        on_a_site(an_object_with_a_member_nobody_knows_changes_nothing),
        on_a_site(a_case_of_another_house_answers_as_one_nobody_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

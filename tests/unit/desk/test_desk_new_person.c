/* SPDX-License-Identifier: EUPL-1.2 */
/* From a ticket to a new person, and back to the ticket. */
#include "desk/desk_web.h"
#include "unit/access/staff_site.h"
#include "unit/testing.h"

static StaffSite site;
static Text nadia;
static Text arrival; /* at desk 2 */

static Outcome join(Session *session, void *context, Problem *problem)
{
    const Id *account = context;
    Id team = {{0}};
    TRY(team_add(session, id_from_name(TEXT("organization"), TEXT("maison")), TEXT("Accueil"),
                 site.now, &team, problem));
    return team_join(session, *account, team, 0, problem);
}

static Text id_in(Text body)
{
    const Text mark = TEXT("\"id\":\"");
    const size_t at = text_find(body, mark, 0) + mark.length;
    return text_slice(body, at, at + ID_TEXT_LENGTH);
}

static int set_up(void **state)
{
    static RouteTable tables[2];
    (void)state;
    tables[0] = DESK_ROUTES;
    tables[1] = DESK_API_ROUTES;
    staff_site_open(&site, tables, LENGTH_OF(tables));
    Id account = staff_site_account(&site, "nadia", "desk_worker", "maison");
    assert_int_equal(store_write(site.store, join, &account, NULL), OK);
    nadia = staff_site_sign_in(&site, "nadia");
    assert_int_equal(staff_site_api(&site, nadia, "/api/v1/desk/open", "{}").status, 200);
    arrival = id_in(
        staff_site_api(&site, nadia, "/api/v1/desk/arrivals", "{\"label\":\"Camille\"}").body);
    assert_int_equal(staff_site_api(&site, nadia, "/api/v1/desk/next", "{\"desk\":2}").status,
                     200);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    staff_site_close(&site);
    return 0;
}

static Answered create(const char *fields)
{
    const Text form =
        text_format(site.arena, "guichet=2&billet=%.*s&%s", TEXT_ARG(arrival), fields);
    return staff_site_post(&site, nadia, "/fr/accueil/nouveau",
                           staff_site_form(&site, nadia, text_to_c(site.arena, form)));
}

static bool is_known(void)
{
    const Answered queue = staff_site_api(&site, nadia, "/api/v1/desk/arrivals", NULL);
    return text_contains(queue.body, TEXT("\"person\":"));
}

static void the_form_of_a_new_person_knows_the_ticket(void **state)
{
    (void)state;
    const Answered page = staff_site_get(
        &site, nadia,
        text_to_c(site.arena,
                  text_format(site.arena, "/fr/accueil/nouveau?guichet=2&billet=%.*s",
                              TEXT_ARG(arrival))));
    assert_int_equal(page.status, 200);
    assert_true(text_contains(page.body, TEXT("action=\"/fr/accueil/nouveau\"")));
    assert_true(text_contains(page.body, arrival));
}

static void a_person_created_from_a_ticket_is_known_there_and_the_desk_is_back(void **state)
{
    (void)state;
    const Answered made = create("given=Camille&family=Exemple");
    assert_int_equal(made.status, 303);
    assert_text_equal(
        made.location,
        text_format(site.arena, "/fr/accueil?guichet=2&billet=%.*s", TEXT_ARG(arrival)));
    assert_true(is_known());
}

static void a_form_that_is_wrong_comes_back_with_its_ticket_and_creates_nobody(void **state)
{
    (void)state;
    const Answered wrong = create("birth=yesterday");
    assert_int_equal(wrong.status, 422);
    assert_true(text_contains(wrong.body, TEXT("yesterday")));
    assert_true(text_contains(wrong.body, arrival));
    assert_false(is_known());
}

static void a_likely_double_is_shown_before_and_the_ticket_waits(void **state)
{
    (void)state;
    assert_int_equal(create("given=Camille&family=Exemple&birth=1985-07-30").status, 303);
    const Answered asked = create("given=Camille&family=Exemple&birth=1985-07-30");
    assert_int_equal(asked.status, 200);
    assert_true(text_contains(asked.body, TEXT("name=\"sure\"")));
    assert_true(text_contains(asked.body, arrival));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_form_of_a_new_person_knows_the_ticket, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            a_person_created_from_a_ticket_is_known_there_and_the_desk_is_back, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            a_form_that_is_wrong_comes_back_with_its_ticket_and_creates_nobody, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(a_likely_double_is_shown_before_and_the_ticket_waits,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

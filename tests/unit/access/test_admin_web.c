/* SPDX-License-Identifier: EUPL-1.2 */
/* Who manages accounts: opens them, gives roles to others, closes them; every act has a line.
 */
#include "unit/testing.h"

#include "access/admin_web.h"
#include "access/journal.h"
#include "access/login.h"
#include "access/login_web.h"
#include "base/list.h"
#include "unit/access/staff_site.h"

typedef struct Office {
    StaffSite site;
    Text anne; /* the session of who manages */
    Id nadia;
} Office;

static int open_office(void **state)
{
    static Office office;
    static RouteTable tables[3];
    tables[0] = ADMIN_ROUTES;
    tables[1] = LOGIN_ROUTES;
    tables[2] = OWN_ROUTES;
    staff_site_open(&office.site, tables, LENGTH_OF(tables));
    (void)staff_site_account(&office.site, "anne", "administrator", "maison");
    office.nadia = staff_site_account(&office.site, "nadia", "desk_worker", "maison");
    office.anne = staff_site_sign_in(&office.site, "anne");
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    Office *office = *state;
    staff_site_close(&office->site);
    return 0;
}

static const char *path_of(Office *office, Id account, const char *act)
{
    return text_to_c(office->site.arena,
                     text_format(office->site.arena, "/admin/comptes/%.*s%s",
                                 TEXT_ARG(id_format(office->site.arena, account)), act));
}

static Answered post(Office *office, const char *path, const char *fields)
{
    return staff_site_post(&office->site, office->anne, path,
                           staff_site_form(&office->site, office->anne, fields));
}

static Id account_id(Office *office, const char *login)
{
    Problem problem = {.arena = office->site.arena};
    Account account = {0};
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(office->site.store, &session, &problem), OK);
    assert_int_equal(
        account_find(session, office->site.arena, text_from(login), &account, &problem), OK);
    return account.id;
}

static void assert_last_line(Office *office, const char *act, Id subject)
{
    Problem problem = {.arena = office->site.arena};
    JournalPage page = {0};
    SCOPED(session_end) Session *session = NULL;
    assert_int_equal(store_read(office->site.store, &session, &problem), OK);
    assert_int_equal(journal_list(session, office->site.arena, 0, &page, &problem), OK);
    assert_text_equal(page.items[0].act, text_from(act));
    assert_true(id_equal(page.items[0].subject, subject));
}

static void test_the_list_tells_names_and_roles(void **state)
{
    Office *office = *state;
    const Answered page = staff_site_get(&office->site, office->anne, "/en/admin/comptes");
    assert_int_equal(page.status, 200);
    assert_true(text_contains(page.body, TEXT("nadia Exemple")));
    assert_true(text_contains(page.body, TEXT("Desk worker")));
}

static void test_a_wrong_house_is_said_at_the_form_and_keeps_what_was_typed(void **state)
{
    Office *office = *state;
    const Answered answered =
        post(office, "/admin/comptes", "name=Marc+Exemple&login=marc&house=nowhere&role=");
    assert_int_equal(answered.status, 422);
    assert_true(text_contains(answered.body, TEXT("value=\"Marc Exemple\"")));
}

static void test_a_new_password_is_told_once_and_opens(void **state)
{
    Office *office = *state;
    const Answered answered = post(office, path_of(office, office->nadia, "/mot-de-passe"), "");
    assert_int_equal(answered.status, 200);
    assert_text_equal(answered.cache, TEXT("no-store"));
    const Text mark = TEXT("<bdi dir=\"ltr\">");
    const size_t start = text_find(answered.body, mark, 0) + mark.length;
    const Text password = text_slice(answered.body, start, start + 19);
    const Text form =
        text_format(office->site.arena, "login=nadia&password=%.*s", TEXT_ARG(password));
    assert_int_equal(staff_site_post(&office->site, TEXT(""), "/entrer", form).status, 303);
}

static void test_a_role_is_given_for_a_time_and_taken(void **state)
{
    Office *office = *state;
    const char *page = path_of(office, office->nadia, "");
    assert_int_equal(post(office, path_of(office, office->nadia, "/role"),
                          "role=social_worker&until=2099-12-31")
                         .status,
                     303);
    assert_last_line(office, "role.give", office->nadia);
    Answered shown = staff_site_get(&office->site, office->anne, page);
    assert_true(text_contains(shown.body, TEXT("31 décembre")));
    assert_int_equal(
        post(office, path_of(office, office->nadia, "/role-retirer"), "role=social_worker")
            .status,
        303);
    assert_last_line(office, "role.take", office->nadia);
    shown = staff_site_get(&office->site, office->anne, page);
    assert_false(text_contains(shown.body, TEXT("31 décembre")));
}

static void test_nobody_gives_themself_a_role(void **state)
{
    Office *office = *state;
    const Answered answered = post(office, path_of(office, account_id(office, "anne"), "/role"),
                                   "role=social_worker");
    assert_int_equal(answered.status, 403);
}

static void test_the_last_who_manages_cannot_be_closed(void **state)
{
    Office *office = *state;
    const Answered answered =
        post(office, path_of(office, account_id(office, "anne"), "/fermer"), "");
    assert_int_equal(answered.status, 409);
    assert_int_equal(staff_site_get(&office->site, office->anne, "/admin/comptes").status, 200);
}

static void test_a_closed_account_is_out_at_once_and_its_name_stays(void **state)
{
    Office *office = *state;
    const Text nadia = staff_site_sign_in(&office->site, "nadia");
    assert_int_equal(post(office, path_of(office, office->nadia, "/fermer"), "").status, 303);
    assert_last_line(office, "account.close", office->nadia);
    assert_int_equal(staff_site_get(&office->site, nadia, "/compte").status, 303);
    const Text form = TEXT("login=nadia&password=une+porte+ouverte");
    assert_int_equal(staff_site_post(&office->site, TEXT(""), "/entrer", form).status, 422);
    const Answered page = staff_site_get(&office->site, office->anne, "/admin/comptes");
    assert_true(text_contains(page.body, TEXT("nadia Exemple")));
}

static void test_an_account_nobody_has_is_not_found(void **state)
{
    Office *office = *state;
    const Id none = id_from_name(TEXT("x"), TEXT("y"));
    assert_int_equal(
        staff_site_get(&office->site, office->anne, path_of(office, none, "")).status, 404);
    assert_int_equal(post(office, path_of(office, none, "/fermer"), "").status, 404);
}

#define IN_AN_OFFICE(test) cmocka_unit_test_setup_teardown(test, open_office, close_office)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_AN_OFFICE(test_the_list_tells_names_and_roles),
        IN_AN_OFFICE(test_a_wrong_house_is_said_at_the_form_and_keeps_what_was_typed),
        IN_AN_OFFICE(test_a_new_password_is_told_once_and_opens),
        IN_AN_OFFICE(test_a_role_is_given_for_a_time_and_taken),
        IN_AN_OFFICE(test_nobody_gives_themself_a_role),
        IN_AN_OFFICE(test_the_last_who_manages_cannot_be_closed),
        IN_AN_OFFICE(test_a_closed_account_is_out_at_once_and_its_name_stays),
        IN_AN_OFFICE(test_an_account_nobody_has_is_not_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is told when an account is linked to a provider, and what a link does not open. */
#include "unit/testing.h"

#include "access/journal.h"
#include "access/link.h"
#include "access/link_made.h"
#include "access/login_web.h"
#include "access/manage.h"
#include "base/list.h"
#include "unit/access/provider_door.h"

static bool is_told(Door *door, Text cookie)
{
    const Answered page = staff_site_get(&door->site, cookie, "/compte");
    assert_int_equal(page.status, 200);
    return text_contains(page.body, TEXT("new-link"));
}

static int say_seen(Door *door, Text cookie)
{
    return staff_site_post(&door->site, cookie, "/fr/compte/liens",
                           staff_site_form(&door->site, cookie, ""))
        .status;
}

static Id account(Door *door, const char *login, const char *role)
{
    return staff_site_account(&door->site, login, role, "relais-social-liege");
}

/* A session that the provider opened, with `more` besides what it always says. */
static Text come_in(Door *door, const char *more)
{
    const Departure departure = door_depart(door);
    ElsewhereReturn back = door_back_of(&departure);
    door_prepare(door, &departure, more);
    assert_int_equal(door_come_back(door, &back), ELSEWHERE_DONE);
    return back.token;
}

static Outcome link_by(Door *door, Id maker, Id linked, const char *subject)
{
    LinkOrder order = {linked, TEXT(HOUSE_ISSUER), text_from(subject)};
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    access.caller = (Caller){.account = maker, .permissions = ~(PermissionSet)0};
    return manage_run(door->site.store, &access, manage_link, &order);
}

/* ---------------------------------------------------------------------------------- told */

static void the_holder_is_told_of_a_link_until_they_say_they_saw_it(void **state)
{
    Door *door = *state;
    const Id ines = account(door, "ines", "desk_worker");
    assert_false(is_told(door, staff_site_sign_in(&door->site, "ines")));
    assert_int_equal(link_by(door, door->nadia, ines, "sub-ines"), OK);
    const Text cookie = staff_site_sign_in(&door->site, "ines");
    assert_true(is_told(door, cookie));
    assert_true(is_told(door, cookie));
    assert_int_equal(say_seen(door, cookie), 303);
    assert_false(is_told(door, cookie));
    const Answered page = staff_site_get(&door->site, cookie, "/compte");
    assert_true(text_contains(page.body, TEXT("Par nadia Exemple.")));
}

static void a_link_ends_the_sessions_of_the_account(void **state)
{
    Door *door = *state;
    const Id lino = account(door, "lino", "desk_worker");
    const Text cookie = staff_site_sign_in(&door->site, "lino");
    assert_int_equal(door_link(door, lino, "sub-lino"), OK);
    const Answered page = staff_site_get(&door->site, cookie, "/compte");
    assert_int_equal(page.status, 303);
    assert_true(text_starts_with(page.location, TEXT("/fr/entrer")));
}

static void who_came_by_the_link_cannot_keep_it_from_the_holder(void **state)
{
    Door *door = *state;
    const Id mona = account(door, "mona", "desk_worker");
    assert_int_equal(door_link(door, mona, "sub-mona"), OK);
    const Text other = come_in(door, "\"sub\":\"sub-mona\"");
    assert_true(is_told(door, other));
    assert_int_equal(say_seen(door, other), 403);
    assert_true(is_told(door, staff_site_sign_in(&door->site, "mona")));
}

static Outcome read_journal(Session *session, void *context, Problem *problem)
{
    Door *door = context;
    JournalPage page = {0};
    const Text wanted = link_digest(door->site.arena, TEXT(HOUSE_ISSUER), TEXT("sub-oscar"));
    TRY(journal_list(session, door->site.arena, 0, &page, problem));
    assert_text_equal(page.items[0].act, TEXT("account.link"));
    assert_text_equal(page.items[0].because, wanted);
    return OK;
}

/* printf 'https://idp.house.example\nsub-oscar' | sha256sum */
static void the_journal_tells_one_link_from_another_and_names_nobody(void **state)
{
    Door *door = *state;
    assert_int_equal(door_link(door, account(door, "oscar", NULL), "sub-oscar"), OK);
    assert_text_equal(link_digest(door->site.arena, TEXT(HOUSE_ISSUER), TEXT("sub-oscar")),
                      TEXT("7f212908c107a904"));
    assert_int_equal(store_write(door->site.store, read_journal, door, &door->problem), OK);
}

/* ------------------------------------------------------------------------------ two steps */

static void a_role_that_asks_for_two_steps_ends_the_sessions(void **state)
{
    Door *door = *state;
    RoleOrder order = {.account = account(door, "paul", "desk_worker"),
                       .role = TEXT("administrator")};
    const Text cookie = staff_site_sign_in(&door->site, "paul");
    Access access = {
        .arena = door->site.arena, .now = door->site.now, .problem = &door->problem};
    access.caller.permissions = ~(PermissionSet)0;
    assert_int_equal(staff_site_get(&door->site, cookie, "/compte").status, 200);
    assert_int_equal(manage_run(door->site.store, &access, manage_role_give, &order), OK);
    assert_int_equal(staff_site_get(&door->site, cookie, "/compte").status, 303);
}

typedef struct Change {
    Id account;
    Moment now;
} Change;

/* As a change of roles.yaml would: no session ends. */
static Outcome make_manager(Session *session, void *context, Problem *problem)
{
    const Change *change = context;
    TRY(account_change_hash(session, change->account, TEXT(""), problem));
    return role_give(session, change->account, TEXT("administrator"), 0, change->account,
                     change->now, problem);
}

static void an_account_without_a_password_makes_both_steps_where_it_signs_in(void **state)
{
    Door *door = *state;
    Change change = {account(door, "rosa", "desk_worker"), door->site.now};
    assert_int_equal(door_link(door, change.account, "sub-rosa"), OK);
    const Text once = come_in(door, "\"sub\":\"sub-rosa\"");
    const Text twice = come_in(door, "\"sub\":\"sub-rosa\",\"amr\":[\"mfa\"]");
    assert_int_equal(store_write(door->site.store, make_manager, &change, &door->problem), OK);
    assert_text_equal(staff_site_get(&door->site, once, "/reprendre").location,
                      TEXT("/fr/compte/deux-etapes"));
    assert_text_equal(staff_site_get(&door->site, twice, "/reprendre").location,
                      TEXT("/fr/accueil"));
}

static int open_door(void **state)
{
    static Door door;
    static RouteTable tables[3];
    tables[0] = LOGIN_ROUTES;
    tables[1] = ELSEWHERE_ROUTES;
    tables[2] = OWN_ROUTES;
    provider_door_open(&door, tables, LENGTH_OF(tables));
    *state = &door;
    return 0;
}

static int close_door(void **state)
{
    provider_door_close(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_holder_is_told_of_a_link_until_they_say_they_saw_it),
        cmocka_unit_test(a_link_ends_the_sessions_of_the_account),
        cmocka_unit_test(who_came_by_the_link_cannot_keep_it_from_the_holder),
        cmocka_unit_test(the_journal_tells_one_link_from_another_and_names_nobody),
        cmocka_unit_test(a_role_that_asks_for_two_steps_ends_the_sessions),
        cmocka_unit_test(an_account_without_a_password_makes_both_steps_where_it_signs_in),
    };
    return cmocka_run_group_tests(tests, open_door, close_door);
}

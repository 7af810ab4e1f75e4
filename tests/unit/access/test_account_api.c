/* SPDX-License-Identifier: EUPL-1.2 */
/* The acts of who manages accounts, as a program asks for them. */
#include "unit/testing.h"

#include "access/admin_web.h"
#include "access/journal.h"
#include "access/login.h"
#include "access/login_web.h"
#include "base/list.h"
#include "unit/access/staff_site.h"
#include "json/json.h"

typedef struct Office {
    StaffSite site;
    Text anne; /* the session of who manages */
    Text nadia;
    Id nadia_account;
} Office;

static Answered post(Office *office, const char *path, const char *json)
{
    return staff_site_api(&office->site, office->anne, path, json);
}

static const char *path_of(Office *office, Id account, const char *act)
{
    Arena *arena = office->site.arena;
    return text_to_c(arena, text_format(arena, "/api/v1/accounts/%.*s%s",
                                        TEXT_ARG(id_format(arena, account)), act));
}

static bool says(const Answered *answered, const char *words)
{
    return text_contains(answered->body, text_from(words));
}

static Text member(Office *office, const Answered *answered, const char *name)
{
    Problem problem = {.arena = office->site.arena};
    json_t *body SCOPED(json_close) = NULL;
    assert_int_equal(json_read(answered->body, JSON_REQUEST_LIMITS, &body, &problem), OK);
    return text_copy(office->site.arena, json_member_text(body, name));
}

static void the_list_tells_accounts_and_no_secret_and_a_wrong_body_opens_none(void **state)
{
    Office *office = *state;
    const Answered list = post(office, "/api/v1/accounts", NULL);
    assert_int_equal(list.status, 200);
    assert_true(says(&list, "\"login\":\"nadia\""));
    assert_true(says(&list, "\"total\":2"));
    assert_false(says(&list, "argon2"));
    assert_int_equal(post(office, "/api/v1/accounts", "{\"login\":\"marc\"}").status, 400);
    assert_int_equal(post(office, "/api/v1/accounts",
                          "{\"login\":\"marc\",\"name\":\"Marc\",\"house\":\"none\"}")
                         .status,
                     400);
}

static void a_role_and_a_team_are_given_and_taken(void **state)
{
    Office *office = *state;
    Answered answered = post(office, path_of(office, office->nadia_account, "/roles"),
                             "{\"role\":\"social_worker\",\"until\":\"2027-01-31T18:00:00Z\"}");
    assert_int_equal(answered.status, 200);
    assert_true(says(&answered, "{\"role\":\"social_worker\",\"until\":\"2027-01-31T"));
    answered = post(office, path_of(office, office->nadia_account, "/roles/end"),
                    "{\"role\":\"social_worker\"}");
    assert_false(says(&answered, "social_worker\",\"until"));
    assert_int_equal(
        post(office, path_of(office, office->nadia_account, "/roles"), "{\"role\":\"king\"}")
            .status,
        400);
    assert_int_equal(post(office, path_of(office, office->nadia_account, "/teams"),
                          "{\"team\":\"00000000-0000-7000-8000-000000000001\"}")
                         .status,
                     404);
}

/* The body of one account, sent to the address of another, must not reach the first. */
static void who_is_meant_is_the_account_of_the_address_alone(void **state)
{
    Office *office = *state;
    assert_int_equal(post(office, path_of(office, office->nadia_account, "/roles"),
                          "{\"role\":\"administrator\",\"account\":\"another\"}")
                         .status,
                     400);
    assert_int_equal(
        post(office, "/api/v1/accounts/00000000-0000-7000-8000-000000000001/lock", "{}").status,
        404);
    assert_int_equal(post(office, "/api/v1/accounts/anne/lock", "{}").status, 404);
    assert_int_equal(staff_site_api(&office->site, office->nadia,
                                    path_of(office, office->nadia_account, "/roles"),
                                    "{\"role\":\"administrator\"}")
                         .status,
                     403);
    assert_int_equal(
        staff_site_api(&office->site, office->nadia, "/api/v1/accounts", NULL).status, 403);
    assert_int_equal(
        staff_site_api(&office->site, TEXT("nobody"), "/api/v1/accounts", NULL).status, 401);
}

static void nobody_raises_or_locks_themself(void **state)
{
    Office *office = *state;
    const Answered list = post(office, "/api/v1/accounts", NULL);
    const size_t at = text_find(list.body, TEXT("\"login\":\"anne\""), 0);
    const size_t from = text_find(list.body, TEXT("\"id\":\""), 0) + 6;
    Id anne = {0};
    assert_true(from < at);
    assert_true(id_parse(text_slice(list.body, from, from + 36), &anne));
    assert_int_equal(
        post(office, path_of(office, anne, "/roles"), "{\"role\":\"desk_worker\"}").status,
        403);
    assert_int_equal(post(office, path_of(office, anne, "/lock"), "{}").status, 403);
    assert_int_equal(post(office, path_of(office, anne, "/close"), "{}").status, 409);
}

static void a_locked_account_opens_nothing_and_is_as_before_once_unlocked(void **state)
{
    Office *office = *state;
    Answered answered = post(office, path_of(office, office->nadia_account, "/lock"), "{}");
    assert_int_equal(answered.status, 200);
    assert_text_equal(member(office, &answered, "state"), TEXT("locked"));
    assert_true(says(&answered, "desk_worker"));
    assert_int_equal(
        staff_site_api(&office->site, office->nadia, "/api/v1/accounts", NULL).status, 401);
    LoginResult result = {0};
    Problem problem = {.arena = office->site.arena};
    const LoginAttempt attempt = {.login = TEXT("nadia"), .password = TEXT(STAFF_PASSWORD)};
    assert_int_equal(login_try(office->site.store, office->site.arena, &attempt,
                               office->site.now, &result, &problem),
                     OK);
    assert_int_equal(result.state, LOGIN_WRONG);
    answered = post(office, path_of(office, office->nadia_account, "/unlock"), "{}");
    assert_text_equal(member(office, &answered, "state"), TEXT("active"));
    office->nadia = staff_site_sign_in(&office->site, "nadia");
}

static void a_link_is_made_and_taken_by_program_too(void **state)
{
    Office *office = *state;
    const char *link = "{\"issuer\":\"https://idp.example\",\"subject\":\"sub-1\"}";
    const char *path = path_of(office, office->nadia_account, "/links");
    Answered answered = post(office, path, link);
    assert_int_equal(answered.status, 200);
    assert_true(says(&answered, "\"subject\":\"sub-1\""));
    assert_int_equal(post(office, path, link).status, 409);
    answered = post(office, path_of(office, office->nadia_account, "/links/end"), link);
    assert_false(says(&answered, "sub-1"));
    office->nadia = staff_site_sign_in(&office->site, "nadia");
}

static void a_new_password_is_told_once_and_ends_the_sessions(void **state)
{
    Office *office = *state;
    const Answered answered =
        post(office, path_of(office, office->nadia_account, "/password"), "{}");
    const Text password = member(office, &answered, "password");
    assert_int_equal(answered.status, 200);
    assert_int_equal(password.length, 19);
    assert_text_equal(answered.cache, TEXT("no-store"));
    assert_int_equal(
        staff_site_api(&office->site, office->nadia, "/api/v1/accounts", NULL).status, 401);
    const Answered again = post(office, path_of(office, office->nadia_account, ""), NULL);
    assert_false(text_contains(again.body, password));
}

/* A client has keys of the curve P-384; these are of an example of RFC 7517's kind. */
static void a_client_needs_a_team_and_keys_that_are_public(void **state)
{
    Office *office = *state;
    const Answered none = post(office, "/api/v1/clients", NULL);
    assert_int_equal(none.status, 200);
    assert_true(says(&none, "\"total\":0"));
    assert_int_equal(
        post(office, "/api/v1/clients",
             "{\"login\":\"chr\",\"name\":\"CHR\",\"team\":\"00000000-0000-7000-8000-"
             "000000000001\",\"keys\":{\"keys\":[]}}")
            .status,
        400);
    assert_int_equal(
        post(office, "/api/v1/clients", "{\"login\":\"chr\",\"keys\":\"x\"}").status, 400);
    assert_int_equal(
        post(office, "/api/v1/clients/00000000-0000-7000-8000-000000000001/disable", "{}")
            .status,
        404);
}

/* The keys of one's own, private ones among them, are refused on the page that stays filled. */
static void the_page_of_clients_tells_wrong_keys_at_the_form(void **state)
{
    Office *office = *state;
    const Answered page = staff_site_get(&office->site, office->anne, "/admin/clients");
    assert_int_equal(page.status, 200);
    assert_true(says(&page, "Relier un système"));
    const Answered refused = staff_site_post(
        &office->site, office->anne, "/admin/clients",
        staff_site_form(&office->site, office->anne,
                        "name=CHR+Exemple&login=chr&scopes=system%2F*.rs&keys=%7B%7D"));
    assert_int_equal(refused.status, 422);
    assert_true(says(&refused, "Ces clés ne vont pas"));
    assert_true(says(&refused, "value=\"CHR Exemple\""));
    assert_int_equal(staff_site_get(&office->site, office->nadia, "/admin/clients").status,
                     403);
}

static int open_office(void **state)
{
    static Office office;
    static RouteTable tables[4];
    tables[0] = ACCOUNT_API_ROUTES;
    tables[1] = CLIENT_API_ROUTES;
    tables[2] = LOGIN_ROUTES;
    tables[3] = ADMIN_CLIENT_ROUTES;
    staff_site_open(&office.site, tables, LENGTH_OF(tables));
    (void)staff_site_account(&office.site, "anne", "administrator", "maison");
    office.nadia_account = staff_site_account(&office.site, "nadia", "desk_worker", "maison");
    office.anne = staff_site_sign_in(&office.site, "anne");
    office.nadia = staff_site_sign_in(&office.site, "nadia");
    *state = &office;
    return 0;
}

static int close_office(void **state)
{
    Office *office = *state;
    staff_site_close(&office->site);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_tells_accounts_and_no_secret_and_a_wrong_body_opens_none),
        cmocka_unit_test(a_role_and_a_team_are_given_and_taken),
        cmocka_unit_test(who_is_meant_is_the_account_of_the_address_alone),
        cmocka_unit_test(nobody_raises_or_locks_themself),
        cmocka_unit_test(a_locked_account_opens_nothing_and_is_as_before_once_unlocked),
        cmocka_unit_test(a_link_is_made_and_taken_by_program_too),
        cmocka_unit_test(the_page_of_clients_tells_wrong_keys_at_the_form),
        cmocka_unit_test(a_new_password_is_told_once_and_ends_the_sessions),
        cmocka_unit_test(a_client_needs_a_team_and_keys_that_are_public),
    };
    return cmocka_run_group_tests(tests, open_office, close_office);
}

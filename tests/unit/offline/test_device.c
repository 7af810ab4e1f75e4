/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices as their holders, managers and they themselves use them, through API and page. */
#include "unit/testing.h"

#include "access/login_web.h"
#include "base/list.h"
#include "offline/device.h"
#include "offline/offline_web.h"
#include "unit/access/staff_site.h"
#include "json/json.h"

static int open_site(void **state)
{
    static StaffSite site;
    static RouteTable tables[4];
    tables[0] = LOGIN_ROUTES;
    tables[1] = OWN_ROUTES;
    tables[2] = DEVICE_ROUTES;
    tables[3] = DEVICE_API_ROUTES;
    staff_site_open(&site, tables, LENGTH_OF(tables));
    (void)staff_site_account(&site, "nadia", "street_worker", "maison");
    (void)staff_site_account(&site, "luc", "street_worker", "maison");
    (void)staff_site_account(&site, "anne", "administrator", "maison");
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    staff_site_close(*state);
    return 0;
}

static Text member_of(StaffSite *site, const Answered *answered, const char *name)
{
    json_t *body SCOPED(json_close) = NULL;
    assert_int_equal(json_read(answered->body, JSON_REQUEST_LIMITS, &body, NULL), OK);
    return text_copy(site->arena, json_member_text(body, name));
}

static Text add(StaffSite *site, Text token, const char *name)
{
    const Text body = text_format(site->arena, "{\"name\":\"%s\"}", name);
    const Answered answered = staff_site_api(site, token, "/api/v1/devices", body.bytes);
    assert_int_equal(answered.status, 201);
    return member_of(site, &answered, "id");
}

static const char *path_of(StaffSite *site, Text id, const char *act)
{
    return text_format(site->arena, "/api/v1/devices/%.*s/%s", TEXT_ARG(id), act).bytes;
}

static void assert_state(StaffSite *site, Text id, const char *state)
{
    const Answered answered = staff_site_api(site, TEXT(""), path_of(site, id, "state"), NULL);
    assert_int_equal(answered.status, 200);
    assert_text_equal(member_of(site, &answered, "state"), text_from(state));
}

static void a_revoked_device_is_told_to_forget_without_signing_in(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text id = add(site, nadia, "Tablette de la maraude");
    assert_state(site, id, "serves");
    assert_int_equal(staff_site_api(site, nadia, path_of(site, id, "revoke"), "{}").status,
                     200);
    assert_state(site, id, "revoked");
}

static void a_device_of_somebody_else_is_no_device(void **state)
{
    StaffSite *site = *state;
    const Text luc = staff_site_sign_in(site, "luc");
    const Text id = add(site, staff_site_sign_in(site, "nadia"), "A");
    const Answered of_other = staff_site_api(site, luc, path_of(site, id, "revoke"), "{}");
    const Answered of_none = staff_site_api(
        site, luc, "/api/v1/devices/00000000-0000-7000-8000-000000000001/revoke", "{}");
    assert_int_equal(of_other.status, 404);
    assert_int_equal(of_none.status, 404);
    assert_text_equal(member_of(site, &of_other, "detail"),
                      member_of(site, &of_none, "detail"));
    assert_state(site, id, "serves");
}

static void who_manages_accounts_revokes_the_device_of_anybody(void **state)
{
    StaffSite *site = *state;
    const Text id = add(site, staff_site_sign_in(site, "nadia"), "B");
    const Text anne = staff_site_sign_in(site, "anne");
    assert_int_equal(staff_site_api(site, anne, path_of(site, id, "revoke"), "{}").status, 200);
    assert_state(site, id, "revoked");
}

static Outcome close_account(Session *session, void *context, Problem *problem)
{
    return account_close(session, *(const Id *)context, 0, problem);
}

static void a_device_of_a_closed_account_forgets_too(void **state)
{
    StaffSite *site = *state;
    Id zoe = staff_site_account(site, "zoe", "street_worker", "maison");
    const Text id = add(site, staff_site_sign_in(site, "zoe"), "C");
    assert_int_equal(store_write(site->store, close_account, &zoe, NULL), OK);
    assert_state(site, id, "revoked");
}

static void an_account_has_ten_devices_that_serve_at_most(void **state)
{
    StaffSite *site = *state;
    (void)staff_site_account(site, "omar", "street_worker", "maison");
    const Text omar = staff_site_sign_in(site, "omar");
    Text id = {0};
    for (int i = 0; i < DEVICES_MOST; i++) {
        id = add(site, omar, "D");
    }
    const char *body = "{\"name\":\"E\"}";
    assert_int_equal(staff_site_api(site, omar, "/api/v1/devices", body).status, 409);
    assert_int_equal(staff_site_api(site, omar, path_of(site, id, "revoke"), "{}").status, 200);
    assert_int_equal(staff_site_api(site, omar, "/api/v1/devices", body).status, 201);
}

static void a_name_that_is_wrong_is_refused_with_its_field(void **state)
{
    static const char *const bodies[] = {"{}",           "{\"name\":\"\"}",
                                         "{\"name\":3}", "{\"name\":\"a\",\"x\":\"b\"}",
                                         "[]",           "{\"name\":\"\\u202e\"}"};
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    for (size_t i = 0; i < LENGTH_OF(bodies); i++) {
        assert_int_equal(staff_site_api(site, nadia, "/api/v1/devices", bodies[i]).status, 400);
    }
}

static void the_page_lists_ones_devices_and_revokes_one(void **state)
{
    StaffSite *site = *state;
    (void)staff_site_account(site, "ines", "street_worker", "maison");
    const Text ines = staff_site_sign_in(site, "ines");
    const Text id = add(site, ines, "<b>Mon</b> appareil");
    const Answered page = staff_site_get(site, ines, "/compte/appareils");
    assert_true(text_contains(page.body, TEXT("&lt;b>Mon")) ||
                text_contains(page.body, TEXT("&lt;b&gt;Mon")));
    const Text path = text_format(site->arena, "/compte/appareils/%.*s/revoquer", TEXT_ARG(id));
    const Answered posted =
        staff_site_post(site, ines, path.bytes, staff_site_form(site, ines, "x=1"));
    assert_int_equal(posted.status, 303);
    assert_state(site, id, "revoked");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_revoked_device_is_told_to_forget_without_signing_in),
        cmocka_unit_test(a_device_of_somebody_else_is_no_device),
        cmocka_unit_test(who_manages_accounts_revokes_the_device_of_anybody),
        cmocka_unit_test(a_device_of_a_closed_account_forgets_too),
        cmocka_unit_test(an_account_has_ten_devices_that_serve_at_most),
        cmocka_unit_test(a_name_that_is_wrong_is_refused_with_its_field),
        cmocka_unit_test(the_page_lists_ones_devices_and_revokes_one),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}

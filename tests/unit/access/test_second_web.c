/* SPDX-License-Identifier: EUPL-1.2 */
/* The second step of signing in, and what must be done before anything else. */
#include "unit/testing.h"

#include "access/admin_web.h"
#include "access/login.h"
#include "access/login_web.h"
#include "access/second.h"
#include "base/list.h"
#include "crypto/totp.h"
#include "unit/access/staff_site.h"

#define PASSWORD "password=une+porte+ouverte"

typedef struct Door {
    StaffSite site;
    Keyring keyring;
    Id nadia;
    Text session; /* of nadia, who enrolled */
    Text secret;
    Text paper[SECOND_CODES];
} Door;

/* ---------------------------------------------------------------------------------- pages */

static Text between(Text body, Text before, char end)
{
    const size_t at = text_find(body, before, 0) + before.length;
    return text_slice(body, at, text_find_byte(body, end, at));
}

static Answered post(Door *door, Text cookie, const char *path, Text fields)
{
    const char *form = text_to_c(door->site.arena, fields);
    return staff_site_post(&door->site, cookie, path,
                           cookie.length == 0 ? fields
                                              : staff_site_form(&door->site, cookie, form));
}

static Text fields(Door *door, const char *first, Text name, Text value)
{
    Text plus[SECOND_CODES] = {{0}};
    size_t count = 0;
    while (count < SECOND_CODES && text_next(&value, ' ', &plus[count])) {
        count++;
    }
    return text_format(door->site.arena, "%s&%.*s=%.*s", first, TEXT_ARG(name),
                       TEXT_ARG(text_join(door->site.arena, plus, count, TEXT("+"))));
}

static Text code_at(Door *door, int64_t steps)
{
    return totp_code(door->site.arena, door->secret,
                     door->site.now / TOTP_STEP_SECONDS + steps);
}

static Answered first_step(Door *door, const char *login)
{
    return post(door, TEXT(""), "/entrer",
                text_format(door->site.arena, "login=%s&" PASSWORD, login));
}

static Answered second_step(Door *door, Text ticket, Text code)
{
    return post(door, TEXT(""), "/entrer",
                fields(door,
                       text_to_c(door->site.arena, text_format(door->site.arena, "ticket=%.*s",
                                                               TEXT_ARG(ticket))),
                       TEXT("code"), code));
}

static Text ticket_of(const Answered *answered)
{
    assert_int_equal(answered->status, 200);
    assert_int_equal(answered->cookie.length, 0);
    return between(answered->body, TEXT("name=\"ticket\" value=\""), '"');
}

static void enrol(Door *door)
{
    const Answered page = staff_site_get(&door->site, door->session, "/compte/deux-etapes");
    const Text secret = between(page.body, TEXT("name=\"secret\" value=\""), '"');
    assert_true(totp_secret_parse(door->site.arena, secret, &door->secret));
    const Text given = fields(door, PASSWORD, TEXT("secret"), secret);
    const Answered done =
        post(door, door->session, "/compte/deux-etapes",
             fields(door, text_to_c(door->site.arena, given), TEXT("code"), code_at(door, 0)));
    assert_int_equal(done.status, 200);
    Text rest = done.body;
    for (size_t i = 0; i < SECOND_CODES; i++) {
        rest = text_slice(rest, text_find(rest, TEXT("<li><bdi dir=\"ltr\">"), 0) + 19,
                          rest.length);
        door->paper[i] = text_slice(rest, 0, 9);
    }
    door->site.now += TOTP_STEP_SECONDS;
}

/* A page of every role that is none of one's own account. */
static Outcome show_page(Request *request)
{
    (void)response_open(request, "text/plain; charset=utf-8");
    return OK;
}

static const Route rows_of_any_role[] = {
    {GET, "/of-any-role", MAY_BE_ONESELF, show_page, FRESH},
};

static int open_door(void **state)
{
    static Door door;
    static RouteTable tables[5];
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    tables[0] = LOGIN_ROUTES;
    tables[1] = OWN_ROUTES;
    tables[2] = SECOND_ROUTES;
    tables[3] = ADMIN_ROUTES;
    tables[4] = (RouteTable){rows_of_any_role, LENGTH_OF(rows_of_any_role)};
    staff_site_open(&door.site, tables, LENGTH_OF(tables));
    keyring_of_key(key, &door.keyring);
    door.site.keyring = &door.keyring;
    door.nadia = staff_site_account(&door.site, "nadia", "social_worker", "maison");
    (void)staff_site_account(&door.site, "anne", "administrator", "maison");
    door.session = staff_site_sign_in(&door.site, "nadia");
    enrol(&door);
    *state = &door;
    return 0;
}

static int close_door(void **state)
{
    Door *door = *state;
    staff_site_close(&door->site);
    return 0;
}

/* ---------------------------------------------------------------------------------- steps */

static void the_password_alone_opens_nothing_and_the_code_does(void **state)
{
    Door *door = *state;
    const Answered asked = first_step(door, "nadia");
    const Answered in = second_step(door, ticket_of(&asked), code_at(door, 0));
    assert_int_equal(in.status, 303);
    assert_int_equal(in.cookie.length, LOGIN_TOKEN_LENGTH);
}

static void a_code_that_served_does_not_serve_again(void **state)
{
    Door *door = *state;
    const Answered asked = first_step(door, "nadia");
    const Text ticket = ticket_of(&asked);
    assert_int_equal(second_step(door, ticket, code_at(door, 0)).status, 303);
    assert_int_equal(second_step(door, ticket, code_at(door, 0)).status, 422);
    assert_int_equal(second_step(door, ticket, code_at(door, -1)).status, 422);
    assert_int_equal(second_step(door, ticket, code_at(door, 1)).status, 303);
}

static void a_recovery_code_serves_once_however_it_is_typed(void **state)
{
    Door *door = *state;
    const Answered asked = first_step(door, "nadia");
    const Text typed = text_lower_ascii(door->site.arena, door->paper[3]);
    assert_int_equal(second_step(door, ticket_of(&asked), typed).status, 303);
    assert_int_equal(second_step(door, ticket_of(&asked), door->paper[3]).status, 422);
    assert_int_equal(second_step(door, ticket_of(&asked), door->paper[4]).status, 303);
}

/* Whoever has the password tries codes as slowly as others try passwords. */
static void wrong_codes_make_one_wait_and_the_password_does_not_end_the_wait(void **state)
{
    Door *door = *state;
    const Answered asked = first_step(door, "nadia");
    const Text ticket = ticket_of(&asked);
    for (int i = 0; i < 5; i++) {
        (void)second_step(door, ticket, TEXT("ABCDEFGH"));
        (void)first_step(door, "nadia");
        door->site.now += 3;
    }
    (void)second_step(door, ticket, TEXT("ABCDEFGH"));
    assert_int_equal(second_step(door, ticket, code_at(door, 0)).status, 429);
    assert_int_equal(first_step(door, "nadia").status, 429);
}

static void a_ticket_ends_and_nobody_makes_one(void **state)
{
    Door *door = *state;
    const Answered asked = first_step(door, "nadia");
    const Text ticket = ticket_of(&asked);
    char *changed = arena_allocate(door->site.arena, ticket.length);
    for (size_t i = 0; i < ticket.length; i++) {
        changed[i] = ticket.bytes[i];
    }
    changed[ticket.length - 1] = changed[ticket.length - 1] == '0' ? '1' : '0';
    assert_int_equal(
        second_step(door, text_of(changed, ticket.length), code_at(door, 0)).status, 422);
    assert_int_equal(second_step(door, TEXT("x"), code_at(door, 0)).status, 422);
    door->site.now += LOGIN_TICKET_SECONDS + 1;
    const Answered late = second_step(door, ticket, code_at(door, 0));
    assert_int_equal(late.status, 422);
    assert_true(text_contains(late.body, TEXT("recommencez")));
}

static void without_the_keys_nobody_with_a_second_step_comes_in(void **state)
{
    Door *door = *state;
    door->site.keyring = NULL;
    const Answered in = first_step(door, "nadia");
    assert_int_equal(in.cookie.length, 0);
    assert_int_equal(in.status, 403);
}

/* --------------------------------------------------------------------------- switching off */

static void switching_off_asks_password_and_code(void **state)
{
    Door *door = *state;
    const char *path = "/compte/deux-etapes/retirer";
    const Text wrong = fields(door, "password=wrong", TEXT("code"), code_at(door, 0));
    assert_int_equal(post(door, door->session, path, TEXT(PASSWORD)).status, 422);
    assert_int_equal(post(door, door->session, path, wrong).status, 422);
    assert_int_equal(
        post(door, door->session, path, fields(door, PASSWORD, TEXT("code"), code_at(door, 5)))
            .status,
        422);
    assert_int_equal(
        post(door, door->session, path, fields(door, PASSWORD, TEXT("code"), code_at(door, 0)))
            .status,
        303);
    assert_int_equal(first_step(door, "nadia").status, 303);
}

static void new_recovery_codes_end_the_old_ones(void **state)
{
    Door *door = *state;
    const Answered made = post(door, door->session, "/compte/deux-etapes/codes",
                               fields(door, PASSWORD, TEXT("code"), door->paper[0]));
    assert_int_equal(made.status, 200);
    const Answered asked = first_step(door, "nadia");
    assert_int_equal(second_step(door, ticket_of(&asked), door->paper[1]).status, 422);
    const Text fresh = between(made.body, TEXT("<li><bdi dir=\"ltr\">"), '<');
    assert_int_equal(second_step(door, ticket_of(&asked), fresh).status, 303);
}

static void a_second_telephone_is_not_enrolled_over_the_first(void **state)
{
    Door *door = *state;
    const Text secret = totp_secret_format(door->site.arena, door->secret);
    const Text given = fields(door, PASSWORD, TEXT("secret"), secret);
    assert_int_equal(
        post(door, door->session, "/compte/deux-etapes",
             fields(door, text_to_c(door->site.arena, given), TEXT("code"), code_at(door, 0)))
            .status,
        409);
}

static void an_administrator_takes_it_off_and_its_sessions_end(void **state)
{
    Door *door = *state;
    const Text path = text_format(door->site.arena, "/admin/comptes/%.*s/deux-etapes",
                                  TEXT_ARG(id_format(door->site.arena, door->nadia)));
    door->site.keyring = NULL; /* so that nothing is asked of anne herself */
    const Text anne = staff_site_sign_in(&door->site, "anne");
    const Answered taken = post(door, anne, text_to_c(door->site.arena, path), TEXT("x=1"));
    assert_int_equal(taken.status, 303);
    assert_text_equal(staff_site_get(&door->site, door->session, "/compte").location,
                      TEXT("/fr/entrer?vers=%2Fcompte"));
    assert_int_equal(first_step(door, "nadia").status, 303);
}

/* ----------------------------------------------------------------------- before all else */

static void a_role_that_asks_for_it_opens_nothing_before(void **state)
{
    Door *door = *state;
    const Text anne = staff_site_sign_in(&door->site, "anne");
    assert_text_equal(staff_site_get(&door->site, anne, "/admin/comptes").location,
                      TEXT("/fr/compte/deux-etapes"));
    const Answered sent = post(door, anne, "/admin/equipes", TEXT("name=x"));
    assert_text_equal(sent.location, TEXT("/fr/compte/deux-etapes"));
    door->session = anne;
    enrol(door);
    assert_int_equal(staff_site_get(&door->site, anne, "/admin/comptes").status, 200);
}

static void a_password_told_once_is_changed_before_all_else(void **state)
{
    Door *door = *state;
    door->site.keyring = NULL;
    const Id marc = staff_site_account(&door->site, "marc", "desk_worker", "maison");
    const Text anne = staff_site_sign_in(&door->site, "anne");
    const Text path = text_format(door->site.arena, "/admin/comptes/%.*s/mot-de-passe",
                                  TEXT_ARG(id_format(door->site.arena, marc)));
    const Answered told = post(door, anne, text_to_c(door->site.arena, path), TEXT("x=1"));
    const Text once = between(told.body, TEXT("<strong><bdi dir=\"ltr\">"), '<');
    const Answered in =
        post(door, TEXT(""), "/entrer",
             text_format(door->site.arena, "login=marc&password=%.*s", TEXT_ARG(once)));
    assert_text_equal(staff_site_get(&door->site, in.cookie, "/admin/comptes").location,
                      TEXT("/fr/compte/mot-de-passe"));
    const char *change = "/compte/mot-de-passe";
    const Text same = text_format(door->site.arena, "present=%.*s&wanted=%.*s", TEXT_ARG(once),
                                  TEXT_ARG(once));
    assert_int_equal(post(door, in.cookie, change, same).status, 422);
    const Text own =
        text_format(door->site.arena, "present=%.*s&wanted=une+autre+porte", TEXT_ARG(once));
    assert_text_equal(staff_site_get(&door->site, in.cookie, "/of-any-role").location,
                      TEXT("/fr/compte/mot-de-passe"));
    assert_int_equal(post(door, in.cookie, change, own).status, 303);
    assert_int_equal(staff_site_get(&door->site, in.cookie, "/of-any-role").status, 200);
    assert_int_equal(staff_site_get(&door->site, in.cookie, "/admin/comptes").status, 403);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, open_door, close_door)
        TEST(the_password_alone_opens_nothing_and_the_code_does),
        TEST(a_code_that_served_does_not_serve_again),
        TEST(a_recovery_code_serves_once_however_it_is_typed),
        TEST(wrong_codes_make_one_wait_and_the_password_does_not_end_the_wait),
        TEST(a_ticket_ends_and_nobody_makes_one),
        TEST(without_the_keys_nobody_with_a_second_step_comes_in),
        TEST(switching_off_asks_password_and_code),
        TEST(new_recovery_codes_end_the_old_ones),
        TEST(a_second_telephone_is_not_enrolled_over_the_first),
        TEST(an_administrator_takes_it_off_and_its_sessions_end),
        TEST(a_role_that_asks_for_it_opens_nothing_before),
        TEST(a_password_told_once_is_changed_before_all_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The door of staff: who comes in, how the screen locks, what is not lost. */
#include "unit/testing.h"

#include <string.h>

#include "access/frame_web.h"
#include "access/login.h"
#include "access/login_web.h"
#include "base/list.h"
#include "unit/access/staff_site.h"

/* A page of a person's, to write on. */
static Outcome show_note(Request *request)
{
    buffer_append(response_open(request, "text/html; charset=utf-8"), TEXT("a note"));
    return OK;
}

static Outcome keep_note(Request *request)
{
    return response_redirect(request, TEXT("/note/kept"));
}

static const Route note_rows[] = {
    {GET,  "/note", MAY_WRITE_NOTE, show_note, FRESH},
    {POST, "/note", MAY_WRITE_NOTE, keep_note, FRESH},
};

static int open_site(void **state)
{
    static StaffSite site;
    static RouteTable tables[3];
    tables[0] = LOGIN_ROUTES;
    tables[1] = OWN_ROUTES;
    tables[2] = (RouteTable){note_rows, LENGTH_OF(note_rows)};
    staff_site_open(&site, tables, LENGTH_OF(tables));
    (void)staff_site_account(&site, "nadia", "social_worker", "maison");
    (void)staff_site_account(&site, "marc", "desk_worker", "maison");
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    staff_site_close(*state);
    return 0;
}

static void assert_says(const Answered *answered, const char *words)
{
    if (!text_contains(answered->body, text_from(words))) {
        fail_msg("“%s” is not in %.*s", words, TEXT_ARG(answered->body));
    }
}

/* Where somebody of a role begins, in a language. */
static Text first_page(StaffSite *site, const char *language, const char *role)
{
    const Caller caller = {.permissions = role_find(text_from(role))->permissions};
    return text_format(site->arena, "/%s%.*s", language, TEXT_ARG(frame_first_page(&caller)));
}

static Text sign_in_form(StaffSite *site, const char *login, const char *password,
                         const char *to)
{
    return text_format(site->arena, "login=%s&password=%s&to=%s", login, password, to);
}

static void test_who_knows_the_password_comes_in(void **state)
{
    StaffSite *site = *state;
    const Answered page = staff_site_get(site, TEXT(""), "/nl/entrer");
    assert_int_equal(page.status, 200);
    assert_says(&page, "Wachtwoord");
    const Answered in = staff_site_post(
        site, TEXT(""), "/entrer", sign_in_form(site, "Nadia", "une+porte+ouverte", "/note"));
    assert_int_equal(in.status, 303);
    assert_text_equal(in.location, TEXT("/fr/note"));
    assert_int_equal(in.cookie.length, LOGIN_TOKEN_LENGTH);
    assert_int_equal(staff_site_get(site, in.cookie, "/fr/note").status, 200);
}

static void test_a_wrong_name_and_a_wrong_password_are_told_alike(void **state)
{
    StaffSite *site = *state;
    const Answered password =
        staff_site_post(site, TEXT(""), "/entrer", sign_in_form(site, "nadia", "wrong", ""));
    const Answered name =
        staff_site_post(site, TEXT(""), "/entrer", sign_in_form(site, "nobody", "wrong", ""));
    assert_int_equal(password.status, 422);
    assert_int_equal(name.status, 422);
    assert_int_equal(password.cookie.length, 0);
    assert_says(&password, "n’est pas juste");
    assert_says(&name, "n’est pas juste");
    assert_false(text_contains(password.body, TEXT("wrong\"")));
}

static void test_after_failures_the_delay_is_told_and_held_and_ends(void **state)
{
    StaffSite *site = *state;
    for (int i = 0; i < 6; i++) {
        (void)staff_site_post(site, TEXT(""), "/entrer",
                              sign_in_form(site, "nadia", "wrong", ""));
        site->now += 10;
    }
    (void)staff_site_post(site, TEXT(""), "/entrer", sign_in_form(site, "nadia", "wrong", ""));
    const Text right = sign_in_form(site, "nadia", "une+porte+ouverte", "");
    const Answered early = staff_site_post(site, TEXT(""), "/en/entrer", right);
    assert_int_equal(early.status, 429);
    assert_says(&early, "wait 16 seconds");
    site->now += 17;
    assert_int_equal(staff_site_post(site, TEXT(""), "/entrer", right).status, 303);
}

/* Whoever tries names learns by waiting neither that one exists nor that none does. */
static void test_a_name_nobody_has_waits_as_one_that_exists(void **state)
{
    StaffSite *site = *state;
    static const char *const names[] = {"nadia", "nobody"};
    for (int i = 0; i < 4; i++) {
        for (size_t j = 0; j < LENGTH_OF(names); j++) {
            (void)staff_site_post(site, TEXT(""), "/entrer",
                                  sign_in_form(site, names[j], "wrong", ""));
        }
        site->now += i < 3 ? 2 : 0;
    }
    for (size_t j = 0; j < LENGTH_OF(names); j++) {
        const Answered answered = staff_site_post(site, TEXT(""), "/en/entrer",
                                                  sign_in_form(site, names[j], "wrong", ""));
        assert_int_equal(answered.status, 429);
        assert_says(&answered, "wait 2 seconds");
    }
}

static void test_the_way_back_never_leads_to_another_site(void **state)
{
    static const char *const ways[] = {"//evil.example",   "https://evil.example",
                                       "/%5Cevil.example", "javascript:alert",
                                       "/note?x=1",        "/a%0D%0Ab"};
    StaffSite *site = *state;
    for (size_t i = 0; i < LENGTH_OF(ways); i++) {
        const Answered in =
            staff_site_post(site, TEXT(""), "/entrer",
                            sign_in_form(site, "nadia", "une+porte+ouverte", ways[i]));
        assert_text_equal(in.location, first_page(site, "fr", "social_worker"));
    }
}

static void test_a_form_of_another_site_signs_nobody_in(void **state)
{
    StaffSite *site = *state;
    const ServerSettings settings = {
        .routes = &LOGIN_ROUTES, .route_table_count = 1, .store = site->store};
    const Incoming incoming = {.verb = TEXT("POST"),
                               .target = TEXT("/entrer"),
                               .content_type = TEXT("application/x-www-form-urlencoded"),
                               .host = TEXT("seuil.example"),
                               .origin = TEXT("https://evil.example"),
                               .fetch_site = TEXT("cross-site"),
                               .body = TEXT("login=nadia&password=une+porte+ouverte")};
    Outgoing outgoing = {0};
    answer(&settings, site->arena, &incoming, &outgoing);
    assert_int_equal(outgoing.status, 403);
}

static void test_five_minutes_without_a_touch_lock_the_screen(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    site->now += LOGIN_IDLE + 1;
    const Answered locked = staff_site_get(site, nadia, "/de/note");
    assert_int_equal(locked.status, 303);
    assert_text_equal(locked.location, TEXT("/de/verrouille?vers=%2Fnote"));
    const Answered page = staff_site_get(site, nadia, "/de/verrouille?vers=%2Fnote");
    assert_says(&page, "nadia Exemple");
    assert_says(&page, "Entsperren");
    const Text form = staff_site_form(site, nadia, "password=une+porte+ouverte&to=/note");
    assert_text_equal(staff_site_post(site, nadia, "/verrouille", form).location,
                      TEXT("/fr/note"));
    assert_int_equal(staff_site_get(site, nadia, "/fr/note").status, 200);
}

static void test_a_locked_screen_opens_by_its_password_alone(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Answered locked =
        staff_site_post(site, nadia, "/verrouiller", staff_site_form(site, nadia, ""));
    assert_text_equal(locked.location, TEXT("/fr/verrouille"));
    assert_int_equal(staff_site_get(site, nadia, "/note").status, 303);
    const Answered wrong = staff_site_post(site, nadia, "/verrouille",
                                           staff_site_form(site, nadia, "password=wrong"));
    assert_int_equal(wrong.status, 422);
    assert_int_equal(staff_site_get(site, nadia, "/note").status, 303);
}

static void test_a_screen_in_use_elsewhere_asks_no_password_and_is_no_use(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    site->now += LOGIN_IDLE - 10;
    const Answered page = staff_site_get(site, nadia, "/en/verrouille?vers=%2Fnote");
    assert_says(&page, "href=\"/en/note\"");
    assert_false(text_contains(page.body, TEXT("type=\"password\"")));
    site->now += 11;
    assert_int_equal(staff_site_get(site, nadia, "/note").status, 303);
}

static void test_what_was_typed_on_a_screen_that_locked_is_given_back(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text typed = staff_site_form(site, nadia, "text=Dort+chez+%3Cune%3E+amie&kind=team");
    site->now += LOGIN_IDLE + 1;
    const Answered sent = staff_site_post(site, nadia, "/nl/note", typed);
    assert_text_equal(sent.location, TEXT("/nl/verrouille"));
    const Text form = staff_site_form(site, nadia, "password=une+porte+ouverte");
    assert_text_equal(staff_site_post(site, nadia, "/verrouille", form).location,
                      TEXT("/fr/reprendre"));
    const Answered page = staff_site_get(site, nadia, "/reprendre");
    assert_says(&page, "action=\"/fr/note\"");
    assert_says(&page, "value=\"Dort chez &lt;une&gt; amie\"");
    assert_says(&page, "name=\"kind\" value=\"team\"");
}

static void test_what_was_typed_in_an_ended_session_is_given_back_to_its_writer(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text typed = staff_site_form(site, nadia, "text=Dort+chez+une+amie");
    site->now += LOGIN_LONGEST + 1;
    assert_text_equal(staff_site_post(site, nadia, "/note", typed).location,
                      TEXT("/fr/entrer"));
    const Answered in = staff_site_post(site, nadia, "/entrer",
                                        sign_in_form(site, "nadia", "une+porte+ouverte", ""));
    assert_text_equal(in.location, TEXT("/fr/reprendre"));
    const Answered page = staff_site_get(site, in.cookie, "/reprendre");
    assert_says(&page, "Dort chez une amie");
    const Answered dropped =
        staff_site_post(site, in.cookie, "/reprendre", staff_site_form(site, in.cookie, ""));
    assert_int_equal(dropped.status, 303);
    assert_int_equal(staff_site_get(site, in.cookie, "/reprendre").status, 303);
}

static void test_what_one_wrote_is_not_given_to_who_signs_in_next(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text typed = staff_site_form(site, nadia, "text=secret");
    site->now += LOGIN_IDLE + 1;
    (void)staff_site_post(site, nadia, "/note", typed);
    const Answered in = staff_site_post(site, nadia, "/entrer",
                                        sign_in_form(site, "marc", "une+porte+ouverte", ""));
    assert_text_equal(in.location, first_page(site, "fr", "desk_worker"));
    assert_int_equal(staff_site_get(site, in.cookie, "/reprendre").status, 303);
    assert_int_equal(staff_site_get(site, nadia, "/compte").status, 303);
}

static void test_signing_out_ends_the_session_and_clears_the_cookie(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Answered out =
        staff_site_post(site, nadia, "/sortir", staff_site_form(site, nadia, ""));
    assert_int_equal(out.status, 303);
    assert_true(out.has_cleared_cookie);
    assert_text_equal(staff_site_get(site, nadia, "/compte").location,
                      TEXT("/fr/entrer?vers=%2Fcompte"));
}

static void test_a_page_of_staff_is_kept_nowhere_and_locks_by_itself(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Answered page = staff_site_get(site, nadia, "/fr/compte");
    assert_text_equal(page.cache, TEXT("no-store"));
    assert_text_equal(page.refresh, TEXT("300;url=/fr/verrouille?vers=%2Fcompte"));
    assert_says(&page, "<title>Mon compte – Seuil</title>");
}

static void test_a_new_password_needs_the_present_one_and_ends_sessions_elsewhere(void **state)
{
    StaffSite *site = *state;
    const Text here = staff_site_sign_in(site, "nadia");
    const Text elsewhere = staff_site_sign_in(site, "nadia");
    const char *path = "/compte/mot-de-passe";
    const Text wrong = staff_site_form(site, here, "present=wrong&wanted=encore+une+porte");
    assert_int_equal(staff_site_post(site, here, path, wrong).status, 422);
    const Text weak = staff_site_form(site, here, "present=une+porte+ouverte&wanted=court");
    assert_int_equal(staff_site_post(site, here, path, weak).status, 422);
    const Text right =
        staff_site_form(site, here, "present=une+porte+ouverte&wanted=encore+une+porte");
    assert_int_equal(staff_site_post(site, here, path, right).status, 303);
    assert_int_equal(staff_site_get(site, here, "/compte").status, 200);
    assert_int_equal(staff_site_get(site, elsewhere, "/compte").status, 303);
    const Answered in = staff_site_post(site, TEXT(""), "/entrer",
                                        sign_in_form(site, "nadia", "encore+une+porte", ""));
    assert_int_equal(in.status, 303);
}

static void test_the_language_chosen_is_that_of_the_next_day(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Answered changed = staff_site_post(site, nadia, "/compte/langue",
                                             staff_site_form(site, nadia, "language=de"));
    assert_text_equal(changed.location, TEXT("/de/compte?fait=langue"));
    const Answered in = staff_site_post(site, TEXT(""), "/entrer",
                                        sign_in_form(site, "nadia", "une+porte+ouverte", ""));
    assert_text_equal(in.location, first_page(site, "de", "social_worker"));
}

static void test_one_s_own_page_names_the_roles_that_were_given_and_no_other(void **state)
{
    StaffSite *site = *state;
    const Text marc = staff_site_sign_in(site, "marc");
    const Answered page = staff_site_get(site, marc, "/en/compte");
    assert_says(&page, "Desk worker");
    assert_false(text_contains(page.body, TEXT("Medical control")));
}

static void test_sessions_elsewhere_are_counted_and_ended(void **state)
{
    StaffSite *site = *state;
    const Text here = staff_site_sign_in(site, "nadia");
    const Text elsewhere = staff_site_sign_in(site, "nadia");
    const Answered page = staff_site_get(site, here, "/en/compte");
    assert_says(&page, "1 other session is open");
    (void)staff_site_post(site, here, "/compte/sessions", staff_site_form(site, here, ""));
    assert_int_equal(staff_site_get(site, elsewhere, "/compte").status, 303);
    assert_int_equal(staff_site_get(site, here, "/compte").status, 200);
}

static void test_a_form_without_the_token_of_its_session_is_refused(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text marc = staff_site_sign_in(site, "marc");
    assert_int_equal(staff_site_post(site, nadia, "/note", TEXT("text=x")).status, 403);
    assert_int_equal(
        staff_site_post(site, nadia, "/note", staff_site_form(site, marc, "text=x")).status,
        403);
    assert_int_equal(
        staff_site_post(site, marc, "/note", staff_site_form(site, marc, "")).status, 403);
}

#define ON_A_SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

static Outcome knows(StaffSite *site, Text authorization, Text cookies)
{
    Request request = {.arena = site->arena,
                       .store = site->store,
                       .now = site->now,
                       .authorization = authorization,
                       .cookies = cookies,
                       .problem = {.arena = site->arena}};
    return gate_know(NULL, &request);
}

/* A large body is taken from them alone; who asks for more is judged once it was read. */
static void a_session_is_known_before_its_file_is_read_and_one_that_ended_is_not(void **state)
{
    StaffSite *site = *state;
    const Text token = staff_site_sign_in(site, "marc");
    const Text cookies =
        text_format(site->arena, "other=1; " GATE_COOKIE "=%.*s", TEXT_ARG(token));
    const Text bearer = text_format(site->arena, "Bearer %.*s", TEXT_ARG(token));
    char guessed[LOGIN_TOKEN_LENGTH + 1];
    (void)memset(guessed, 'a', LOGIN_TOKEN_LENGTH);
    guessed[LOGIN_TOKEN_LENGTH] = '\0';
    assert_int_equal(knows(site, TEXT(""), cookies), OK);
    assert_int_equal(knows(site, bearer, TEXT("")), OK);
    assert_int_equal(knows(site, TEXT(""), TEXT("")), NOT_FOUND);
    assert_int_equal(knows(site, TEXT("Bearer short"), TEXT("")), NOT_FOUND);
    assert_int_equal(knows(site, text_format(site->arena, "Bearer %s", guessed), TEXT("")),
                     NOT_FOUND);
    (void)staff_site_post(site, token, "/fr/sortir", staff_site_form(site, token, ""));
    assert_int_equal(knows(site, TEXT(""), cookies), NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_SITE(a_session_is_known_before_its_file_is_read_and_one_that_ended_is_not),
        ON_A_SITE(test_who_knows_the_password_comes_in),
        ON_A_SITE(test_a_wrong_name_and_a_wrong_password_are_told_alike),
        ON_A_SITE(test_after_failures_the_delay_is_told_and_held_and_ends),
        ON_A_SITE(test_a_name_nobody_has_waits_as_one_that_exists),
        ON_A_SITE(test_the_way_back_never_leads_to_another_site),
        ON_A_SITE(test_a_form_of_another_site_signs_nobody_in),
        ON_A_SITE(test_five_minutes_without_a_touch_lock_the_screen),
        ON_A_SITE(test_a_locked_screen_opens_by_its_password_alone),
        ON_A_SITE(test_a_screen_in_use_elsewhere_asks_no_password_and_is_no_use),
        ON_A_SITE(test_what_was_typed_on_a_screen_that_locked_is_given_back),
        ON_A_SITE(test_what_was_typed_in_an_ended_session_is_given_back_to_its_writer),
        ON_A_SITE(test_what_one_wrote_is_not_given_to_who_signs_in_next),
        ON_A_SITE(test_signing_out_ends_the_session_and_clears_the_cookie),
        ON_A_SITE(test_a_page_of_staff_is_kept_nowhere_and_locks_by_itself),
        ON_A_SITE(test_a_new_password_needs_the_present_one_and_ends_sessions_elsewhere),
        ON_A_SITE(test_the_language_chosen_is_that_of_the_next_day),
        ON_A_SITE(test_sessions_elsewhere_are_counted_and_ended),
        ON_A_SITE(test_one_s_own_page_names_the_roles_that_were_given_and_no_other),
        ON_A_SITE(test_a_form_without_the_token_of_its_session_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages and API of persons as their callers use them: search, double, create, edit, conflict.
 */
#include "unit/testing.h"

#include <string.h>

#include "access/account.h"
#include "access/login_web.h"
#include "base/list.h"
#include "dossier/file_web.h"
#include "http/fields.h"
#include "people/person_api.h"
#include "unit/access/staff_site.h"

typedef struct Joining {
    StaffSite *site;
    Id account;
    Id team;
    Text house;
} Joining;

static Outcome join(Session *session, void *context, Problem *problem)
{
    Joining *joining = context;
    Account account = {0};
    TRY(account_get(session, joining->site->arena, joining->account, &account, problem));
    if (id_is_nil(joining->team)) {
        TRY(team_add(session, account.house, TEXT("Accueil"), joining->site->now,
                     &joining->team, problem));
    }
    return team_join(session, joining->account, joining->team, 0, problem);
}

static Id add_worker(StaffSite *site, const char *login, const char *role, const char *house,
                     Id team)
{
    Joining joining = {
        .site = site, .account = staff_site_account(site, login, role, house), .team = team};
    assert_int_equal(store_write(site->store, join, &joining, NULL), OK);
    return joining.team;
}

static int open_site(void **state)
{
    static StaffSite site;
    static RouteTable tables[5];
    tables[0] = LOGIN_ROUTES;
    tables[1] = PERSON_FIND_ROUTES;
    tables[2] = PERSON_ROUTES;
    tables[3] = HOUSEHOLD_ROUTES;
    tables[4] = PERSON_API_ROUTES;
    staff_site_open(&site, tables, LENGTH_OF(tables));
    const Id team = add_worker(&site, "nadia", "social_worker", "maison", (Id){{0}});
    (void)add_worker(&site, "marc", "social_worker", "maison", team);
    (void)add_worker(&site, "luc", "social_worker", "autre", (Id){{0}});
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

static void assert_lacks(const Answered *answered, const char *words)
{
    if (text_contains(answered->body, text_from(words))) {
        fail_msg("“%s” is in %.*s", words, TEXT_ARG(answered->body));
    }
}

static Answered post(StaffSite *site, Text cookie, Text path, const char *fields)
{
    return staff_site_post(site, cookie, path.bytes, staff_site_form(site, cookie, fields));
}

#define CAMILLE "given=Camille&family=Exemple&birth=1985-07-30&source=person"

/* Where the person's page is: "/fr/p/..."; it goes with a NUL. */
static Text create_camille(StaffSite *site, Text cookie)
{
    const Answered made = post(site, cookie, TEXT("/fr/personnes/creer"), CAMILLE "&sure=1");
    if (made.status != 303) {
        fail_msg("%d %.*s", made.status, TEXT_ARG(made.body));
    }
    return text_format(site->arena, "%.*s", TEXT_ARG(made.location));
}

/* The value of the first input of that name on a page. */
static Text input_of(StaffSite *site, Text page, const char *name, size_t from)
{
    const Text start = text_format(site->arena, "name=\"%s\" value=\"", name);
    const size_t at = text_find(page, start, from) + start.length;
    return text_slice(page, at, text_find_byte(page, '"', at));
}

static void a_person_is_found_after_being_created(void **state)
{
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    const Answered before = post(site, cookie, TEXT("/fr/personnes"), "q=Camille+Exemple");
    assert_int_equal(before.status, 200);
    assert_says(&before, "Personne de votre maison");
    const Text page = create_camille(site, cookie);
    const Answered shown = staff_site_get(site, cookie, page.bytes);
    assert_int_equal(shown.status, 200);
    assert_says(&shown, "Camille Exemple");
    const Answered after = post(site, cookie, TEXT("/fr/personnes"), "q=egzemple+Kamille");
    assert_says(&after, "Camille Exemple");
    assert_says(&after, page.bytes);
}

static void no_name_stands_in_a_title_or_an_address(void **state)
{
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    const Text page = create_camille(site, cookie);
    const Answered shown = staff_site_get(site, cookie, page.bytes);
    const size_t end = text_find(shown.body, TEXT("</title>"), 0);
    assert_false(text_contains(text_slice(shown.body, 0, end), TEXT("Camille")));
    assert_false(text_contains(page, TEXT("amille")));
}

static void a_likely_double_is_shown_before_the_person_is_created(void **state)
{
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    (void)create_camille(site, cookie);
    const Answered asked = post(site, cookie, TEXT("/fr/personnes/creer"), CAMILLE);
    assert_int_equal(asked.status, 200);
    assert_says(&asked, "peut-être déjà une fiche");
    assert_says(&asked, "value=\"Exemple\"");
}

static void a_stranger_is_shown_one_sentence_and_nothing_of_the_person(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text luc = staff_site_sign_in(site, "luc");
    const Text page = create_camille(site, nadia);
    const Answered found =
        post(site, luc, TEXT("/fr/personnes"), "q=Camille+Exemple+1985-07-30");
    assert_says(&found, "Quelqu’un du réseau");
    assert_lacks(&found, page.bytes);
    assert_int_equal(staff_site_get(site, luc, page.bytes).status, 404);
    const Answered asked = post(site, luc, TEXT("/fr/personnes/creer"), CAMILLE);
    assert_says(&asked, "Quelqu’un du réseau");
}

/* The pages a stranger sees for one who exists and for nobody: the same bytes. */
/* What was found, without the forms around it, whose tokens differ each time. */
static Text results_of(Text page)
{
    const size_t start = text_find(page, TEXT("id=\"results\""), 0);
    assert_true(start < page.length);
    return text_slice(page, start, text_find(page, TEXT("<section"), start));
}

static void a_stranger_cannot_tell_a_person_from_nobody(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text luc = staff_site_sign_in(site, "luc");
    const Answered before = post(site, luc, TEXT("/fr/personnes"), "q=Camille+Exemple+1985");
    const Text page = create_camille(site, nadia);
    const Answered after = post(site, luc, TEXT("/fr/personnes"), "q=Camille+Exemple+1985");
    const Answered hidden = staff_site_get(site, luc, page.bytes);
    const Answered missing =
        staff_site_get(site, luc, "/fr/p/0190a2b3-0000-7000-8000-000000000001");
    assert_text_equal(results_of(before.body), results_of(after.body));
    assert_int_equal(hidden.status, 404);
    assert_int_equal(hidden.status, missing.status);
}

#define FACT_FORM "fact=%.*s&base=1&kind=name&source=person&value=Camille&extra="

static void a_change_that_comes_late_shows_both_texts(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text marc = staff_site_sign_in(site, "marc");
    const Text page = create_camille(site, nadia);
    const Answered shown = staff_site_get(site, nadia, page.bytes);
    const Text fact = input_of(site, shown.body, "fact", 0);
    const Text path = text_format(site->arena, "%.*s/fait", TEXT_ARG(page));
    const Text one = text_format(site->arena, FACT_FORM "Un", TEXT_ARG(fact));
    const Text two = text_format(site->arena, FACT_FORM "Deux", TEXT_ARG(fact));
    const Answered first = post(site, nadia, path, one.bytes);
    const Answered second = post(site, marc, path, two.bytes);
    assert_int_equal(first.status, 303);
    assert_int_equal(second.status, 409);
    assert_says(&second, "Camille Un");
    assert_says(&second, "Camille Deux");
    const Answered again = staff_site_get(site, nadia, page.bytes);
    assert_says(&again, "Camille Deux");
}

static void what_is_wrong_keeps_what_was_typed(void **state)
{
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    const Answered wrong = post(site, cookie, TEXT("/fr/personnes/creer"),
                                "given=Camille&family=Saisie&birth=30.02.1985");
    assert_int_equal(wrong.status, 422);
    assert_says(&wrong, "role=\"alert\"");
    assert_says(&wrong, "value=\"Saisie\"");
    assert_says(&wrong, "value=\"30.02.1985\"");
}

static void a_screen_that_must_be_hidden_is(void **state)
{
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    const Text page = create_camille(site, cookie);
    const Text path = text_format(site->arena, "%.*s/fait", TEXT_ARG(page));
    assert_int_equal(
        post(site, cookie, path, "base=0&kind=contact_rule&source=person&value=hide_screen")
            .status,
        303);
    const Answered hidden = staff_site_get(site, cookie, page.bytes);
    assert_lacks(&hidden, "Camille");
    const Answered shown = staff_site_get(
        site, cookie, text_format(site->arena, "%.*s?montrer=1", TEXT_ARG(page)).bytes);
    assert_says(&shown, "Camille");
}

/* ------------------------------------------------------------------------------ hostile texts
 */

static void a_script_in_any_field_is_shown_as_text(void **state)
{
    static const char *const fields[] = {"given", "family", "alias", "description"};
    const char *attack = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    StaffSite *site = *state;
    const Text cookie = staff_site_sign_in(site, "nadia");
    for (size_t i = 0; i < LENGTH_OF(fields); i++) {
        const Text form =
            text_format(site->arena, "sure=1&source=person&%s=%s", fields[i], attack);
        const Answered made = post(site, cookie, TEXT("/fr/personnes/creer"), form.bytes);
        const Text page = text_format(site->arena, "%.*s", TEXT_ARG(made.location));
        assert_int_equal(made.status, 303);
        const Answered shown = staff_site_get(site, cookie, page.bytes);
        assert_lacks(&shown, "<script>");
        assert_says(&shown, "&lt;script&gt;");
    }
    const Answered found =
        post(site, cookie, TEXT("/fr/personnes"),
             text_format(site->arena, "q=%s&given=%s&birth=%s", attack, attack, attack).bytes);
    assert_lacks(&found, "<script>");
}

static void no_form_of_another_session_writes(void **state)
{
    StaffSite *site = *state;
    const Text nadia = staff_site_sign_in(site, "nadia");
    const Text luc = staff_site_sign_in(site, "luc");
    const Text form = staff_site_form(site, luc, CAMILLE "&sure=1");
    assert_int_equal(staff_site_post(site, nadia, "/fr/personnes/creer", form).status, 403);
    assert_int_equal(
        staff_site_post(site, nadia, "/fr/personnes/creer", TEXT(CAMILLE "&sure=1")).status,
        403);
}

/* ---------------------------------------------------------------------------------- the API */

static void the_api_does_what_the_pages_do(void **state)
{
    StaffSite *site = *state;
    const Text token = staff_site_sign_in(site, "nadia");
    const char *person =
        "{\"sure\":true,\"facts\":[{\"kind\":\"name\",\"value\":\"Ariel\","
        "\"extra\":\"Exemple\"},{\"kind\":\"birth\",\"value\":\"1990-02-03\"}]}";
    const Answered made = staff_site_api(site, token, "/api/v1/persons", person);
    assert_int_equal(made.status, 201);
    assert_says(&made, "\"name\":\"Ariel Exemple\"");
    const Answered doubled = staff_site_api(
        site, token, "/api/v1/persons",
        "{\"facts\":[{\"kind\":\"name\",\"value\":\"Ariel\",\"extra\":\"Exemple\"},"
        "{\"kind\":\"birth\",\"value\":\"1990-02-03\"}]}");
    assert_int_equal(doubled.status, 409);
    const Answered found =
        staff_site_api(site, token, "/api/v1/persons/search", "{\"words\":\"Exemple Ariel\"}");
    assert_int_equal(found.status, 200);
    assert_says(&found, "\"total\":1");
}

static void the_api_names_what_is_wrong(void **state)
{
    static const char *const wrong[][2] = {
        {"[]",                                                "object"            },
        {"{\"facts\":7}",                                     "\"name\":\"facts\""},
        {"{\"facts\":[{\"kind\":\"star\",\"value\":\"x\"}]}", "\"name\":\"kind\"" },
        {"{\"facts\":[{\"kind\":\"name\",\"value\":7}]}",     "\"name\":\"value\""},
        {"{\"team\":\"x\",\"facts\":[]}",                     "\"name\":\"team\"" },
    };
    StaffSite *site = *state;
    const Text token = staff_site_sign_in(site, "nadia");
    for (size_t i = 0; i < LENGTH_OF(wrong); i++) {
        const Answered answered = staff_site_api(site, token, "/api/v1/persons", wrong[i][0]);
        assert_int_equal(answered.status, 400);
        assert_says(&answered, wrong[i][1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_person_is_found_after_being_created, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(no_name_stands_in_a_title_or_an_address, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(a_likely_double_is_shown_before_the_person_is_created,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(
            a_stranger_is_shown_one_sentence_and_nothing_of_the_person, open_site, close_site),
        cmocka_unit_test_setup_teardown(a_stranger_cannot_tell_a_person_from_nobody, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(a_change_that_comes_late_shows_both_texts, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(what_is_wrong_keeps_what_was_typed, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(a_screen_that_must_be_hidden_is, open_site, close_site),
        cmocka_unit_test_setup_teardown(a_script_in_any_field_is_shown_as_text, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(no_form_of_another_session_writes, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(the_api_does_what_the_pages_do, open_site, close_site),
        cmocka_unit_test_setup_teardown(the_api_names_what_is_wrong, open_site, close_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

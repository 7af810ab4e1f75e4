/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of secrecy, asked by those who may and those who may not. */
#include "unit/store_place.h"

#include "access/login.h"
#include "casework/case_web.h"
#include "dossier/erase.h"
#include "dossier/export_web.h"
#include "dossier/retention_web.h"
#include "people/notice_web.h"
#include "people/person.h"
#include "referral/consent_web.h"
#include "unit/access/staff_site.h"

#define MARKER "MARKER-WORDS slept at the station"

typedef struct World {
    StaffSite site;
    Id team;
    Id person;
    Text anne;  /* a social worker of the team */
    Text zoe;   /* a social worker of another house */
    Text root;  /* an administrator */
    Text odile; /* a data protection officer */
} World;

static const Keyring ring = {.keys = {{.bytes = {3}}}, .count = 1, .lookup = {4}};

typedef struct Founding {
    World *world;
    Id anne;
} Founding;

static Outcome found(Session *session, void *context, Problem *problem)
{
    Founding *founding = context;
    World *world = founding->world;
    const Id house = id_from_name(TEXT("organization"), TEXT("maison"));
    const PersonDetail name = {
        .kind = FACT_NAME, .value = TEXT("Camille"), .extra = TEXT("Exemple")};
    const NewPerson made = {.facts = &name, .fact_count = 1};
    Access access = {.arena = world->site.arena,
                     .session = session,
                     .now = world->site.now,
                     .keyring = &ring,
                     .problem = problem};
    TRY(team_add(session, house, TEXT("Service social"), world->site.now, &world->team,
                 problem));
    TRY(team_join(session, founding->anne, world->team, 0, problem));
    TRY(caller_read(session, access.arena, founding->anne, access.now, &access.caller,
                    problem));
    TRY(person_create(&access, &made, &world->person));
    return access_write_journal(&access, session);
}

static int set_up(void **state)
{
    static World world;
    static RouteTable tables[5];
    tables[0] = CASE_ROUTES;
    tables[1] = CONSENT_ROUTES;
    tables[2] = NOTICE_ROUTES;
    tables[3] = EXPORT_ROUTES;
    tables[4] = RETENTION_ROUTES;
    staff_site_open(&world.site, tables, 5);
    world.site.keyring = &ring;
    Problem problem = {.arena = world.site.arena};
    Founding founding = {&world,
                         staff_site_account(&world.site, "anne", "social_worker", "maison")};
    (void)staff_site_account(&world.site, "zoe", "social_worker", "ailleurs");
    (void)staff_site_account(&world.site, "root", "administrator", "maison");
    (void)staff_site_account(&world.site, "odile", "data_protection_officer", "maison");
    if (store_write(world.site.store, found, &founding, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
    world.anne = staff_site_sign_in(&world.site, "anne");
    world.zoe = staff_site_sign_in(&world.site, "zoe");
    world.root = staff_site_sign_in(&world.site, "root");
    world.odile = staff_site_sign_in(&world.site, "odile");
    staff_site_give_second(&world.site, "root");
    staff_site_give_second(&world.site, "odile");
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    World *world = *state;
    staff_site_close(&world->site);
    return 0;
}

static const char *page_of(World *world, const char *rest)
{
    return text_to_c(world->site.arena,
                     text_format(world->site.arena, "/fr/p/%.*s%s",
                                 TEXT_ARG(id_format(world->site.arena, world->person)), rest));
}

static Answered post(World *world, Text who, const char *rest, const char *fields)
{
    return staff_site_post(&world->site, who, page_of(world, rest),
                           staff_site_form(&world->site, who, fields));
}

/* The identifier of the case that the page of its course holds. */
static Text case_of(World *world)
{
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    const Text mark = TEXT("name=\"case\" value=\"");
    const size_t at = text_find(page.body, mark, 0) + mark.length;
    return text_slice(page.body, at, at + ID_TEXT_LENGTH);
}

static void open_with_note(World *world, const char *secrecy)
{
    assert_int_equal(post(world, world->anne, "/dossier", "retention=social").status, 303);
    const Text fields =
        text_format(world->site.arena, "case=%.*s&kind=note&secrecy=%s&words=%s",
                    TEXT_ARG(case_of(world)), secrecy, "MARKER-WORDS+slept+at+the+station");
    assert_int_equal(
        post(world, world->anne, "/fil", text_to_c(world->site.arena, fields)).status, 303);
}

/* ------------------------------------------------------------------------------- the case */

static void a_note_is_written_and_read_on_the_course_of_the_case(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    assert_int_equal(page.status, 200);
    assert_true(text_contains(page.body, TEXT(MARKER)));
    assert_true(text_contains(page.cache, TEXT("no-store")));
    const Answered events =
        staff_site_get(&world->site, world->anne, page_of(world, "/fil?voir=faits"));
    assert_false(text_contains(events.body, TEXT(MARKER)));
}

static void an_administrator_and_an_officer_see_no_page_of_a_case(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text barred[] = {world->root, world->odile};
    for (size_t i = 0; i < LENGTH_OF(barred); i++) {
        const Answered page = staff_site_get(&world->site, barred[i], page_of(world, "/fil"));
        assert_int_equal(page.status, 403);
        assert_false(text_contains(page.body, TEXT("MARKER")));
    }
}

static void a_stranger_gets_the_answer_of_an_id_nobody_bears(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Answered known = staff_site_get(&world->site, world->zoe, page_of(world, "/fil"));
    world->person.bytes[15] ^= 1;
    const Answered guessed = staff_site_get(&world->site, world->zoe, page_of(world, "/fil"));
    assert_int_equal(known.status, 404);
    assert_int_equal(guessed.status, 404);
    assert_int_equal(known.body.length, guessed.body.length);
}

static void a_form_without_its_token_writes_nothing(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text fields = text_format(
        world->site.arena, "token=stolen&case=%.*s&kind=note&secrecy=team&words=forged",
        TEXT_ARG(case_of(world)));
    assert_int_equal(
        staff_site_post(&world->site, world->anne, page_of(world, "/fil"), fields).status, 403);
}

static void script_in_a_note_is_shown_and_not_run(void **state)
{
    World *world = *state;
    assert_int_equal(post(world, world->anne, "/dossier", "retention=social").status, 303);
    const Text fields = text_format(
        world->site.arena,
        "case=%.*s&kind=note&secrecy=team&words=%%3Cscript%%3Ealert(1)%%3C%%2Fscript%%3E",
        TEXT_ARG(case_of(world)));
    assert_int_equal(
        post(world, world->anne, "/fil", text_to_c(world->site.arena, fields)).status, 303);
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    assert_false(text_contains(page.body, TEXT("<script>alert")));
    assert_true(text_contains(page.body, TEXT("&lt;script&gt;alert")));
}

static void words_that_are_refused_come_back_in_their_form(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text fields =
        text_format(world->site.arena, "case=%.*s&kind=dream&secrecy=team&words=kept+words",
                    TEXT_ARG(case_of(world)));
    const Answered page =
        post(world, world->anne, "/fil", text_to_c(world->site.arena, fields));
    assert_int_equal(page.status, 422);
    assert_true(text_contains(page.body, TEXT("kept words</textarea>")));
}

static void a_closed_case_shows_its_result_and_lets_another_be_opened(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text fields =
        text_format(world->site.arena, "case=%.*s&result=helped", TEXT_ARG(case_of(world)));
    assert_int_equal(
        post(world, world->anne, "/dossier/fin", text_to_c(world->site.arena, fields)).status,
        303);
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    assert_true(text_contains(page.body, TEXT("les besoins ont trouvé réponse")));
    assert_false(text_contains(page.body, TEXT("id=\"entry\"")));
    world->site.now += 60;
    assert_int_equal(post(world, world->anne, "/dossier", "retention=social").status, 303);
}

/* -------------------------------------------------------------------------------- sharing */

static void a_house_nobody_knows_is_refused_on_the_page_of_consents(void **state)
{
    World *world = *state;
    assert_int_equal(
        staff_site_get(&world->site, world->anne, page_of(world, "/accords")).status, 200);
    const Answered page = post(world, world->anne, "/accords",
                               "recipient=nowhere&purpose=referral&class=identity&"
                               "until=2026-12-24&language=fr");
    assert_int_equal(page.status, 422);
    assert_true(text_contains(page.body, TEXT("role=\"alert\"")));
}

static void broken_glass_is_told_to_the_officer_with_its_reason(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Answered weak = post(world, world->zoe, "/urgence", "reason=life&words=quick");
    assert_int_equal(weak.status, 422);
    assert_int_equal(
        post(world, world->zoe, "/urgence", "reason=life&words=no+answer+since+the+frost")
            .status,
        303);
    const Answered page = staff_site_get(&world->site, world->zoe, page_of(world, "/fil"));
    assert_int_equal(page.status, 200);
    assert_true(text_contains(page.body, TEXT(MARKER)));
    const Answered notices = staff_site_get(&world->site, world->odile, "/fr/avis");
    assert_int_equal(notices.status, 200);
    assert_true(text_contains(notices.body, TEXT("no answer since the frost")));
    assert_int_equal(staff_site_get(&world->site, world->anne, "/fr/avis").status, 403);
}

static void without_keys_the_server_says_so_and_shows_nothing(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    world->site.keyring = NULL;
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    assert_int_equal(page.status, 403);
    assert_false(text_contains(page.body, TEXT("MARKER")));
}

static const Query take_journal_away = {
    .name = "take_journal_away",
    .sqlite = "ALTER TABLE journal RENAME TO journal_away",
    .postgres = "ALTER TABLE journal RENAME TO journal_away",
};

static const Query bring_journal_back = {
    .name = "bring_journal_back",
    .sqlite = "ALTER TABLE journal_away RENAME TO journal",
    .postgres = "ALTER TABLE journal_away RENAME TO journal",
};

static Outcome move_journal(Session *session, void *context, Problem *problem)
{
    const bool *is_away = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, *is_away ? &take_journal_away : &bring_journal_back, &statement,
                       problem));
    return statement_run(statement, NULL, problem);
}

static void set_journal_away(World *world, bool is_away)
{
    Problem problem = {.arena = world->site.arena};
    assert_int_equal(store_write(world->site.store, move_journal, &is_away, &problem), OK);
}

static void without_a_line_in_the_journal_nothing_is_read_and_nothing_is_written(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text fields =
        text_format(world->site.arena, "case=%.*s&kind=note&secrecy=team&words=%s",
                    TEXT_ARG(case_of(world)), "SECOND-WORDS");
    set_journal_away(world, true);
    const Answered read = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    const Answered written =
        post(world, world->anne, "/fil", text_to_c(world->site.arena, fields));
    set_journal_away(world, false);
    assert_true(read.status >= 500);
    assert_false(text_contains(read.body, TEXT("MARKER")));
    assert_false(text_contains(read.body, TEXT("Camille")));
    assert_true(written.status >= 500);
    const Answered page = staff_site_get(&world->site, world->anne, page_of(world, "/fil"));
    assert_true(text_contains(page.body, TEXT(MARKER)));
    assert_false(text_contains(page.body, TEXT("SECOND-WORDS")));
}

static void every_page_of_secrecy_stands_in_four_languages(void **state)
{
    static const char *const languages[] = {"fr", "nl", "de", "en"};
    static const char *const rests[] = {"/fil", "/accords", "/urgence"};
    World *world = *state;
    open_with_note(world, "author");
    for (size_t i = 0; i < LENGTH_OF(languages); i++) {
        for (size_t j = 0; j < LENGTH_OF(rests); j++) {
            const Text path =
                text_format(world->site.arena, "/%s/p/%.*s%s", languages[i],
                            TEXT_ARG(id_format(world->site.arena, world->person)), rests[j]);
            assert_int_equal(
                staff_site_get(&world->site, world->anne, text_to_c(world->site.arena, path))
                    .status,
                200);
        }
    }
}

/* --------------------------------------------------------------------------------- export */

static Answered export_by(World *world, Text who)
{
    const Text path = text_format(world->site.arena, "/api/v1/persons/%.*s/export",
                                  TEXT_ARG(id_format(world->site.arena, world->person)));
    return staff_site_api(&world->site, who, text_to_c(world->site.arena, path), NULL);
}

static void the_exported_file_holds_facts_cases_notes_and_who_read_them(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Answered file = export_by(world, world->anne);
    assert_int_equal(file.status, 200);
    assert_true(text_contains(file.body, TEXT("\"value\":\"Camille\"")));
    assert_true(text_contains(file.body, TEXT(MARKER)));
    assert_true(text_contains(file.body, TEXT("\"notesWithheld\":0")));
    assert_true(text_contains(file.body, TEXT("\"act\":\"note.write\"")));
}

static void nobody_but_the_team_exports_a_file(void **state)
{
    World *world = *state;
    open_with_note(world, "team");
    const Text barred[] = {world->root, world->odile, world->zoe};
    for (size_t i = 0; i < LENGTH_OF(barred); i++) {
        const Answered file = export_by(world, barred[i]);
        assert_int_equal(file.status, i == 2 ? 404 : 403);
        assert_false(text_contains(file.body, TEXT("MARKER")));
        assert_false(text_contains(file.body, TEXT("Camille")));
    }
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static Answered officer_posts(World *world, const char *path, const char *rest)
{
    const Text fields =
        text_format(world->site.arena, "person=%.*s&%s",
                    TEXT_ARG(id_format(world->site.arena, world->person)), rest);
    return staff_site_post(
        &world->site, world->odile, path,
        staff_site_form(&world->site, world->odile, text_to_c(world->site.arena, fields)));
}

static void an_officer_holds_a_file_and_erases_it_when_nothing_holds_it(void **state)
{
    World *world = *state;
    const char *hold = "/fr/conservation/retenues";
    const char *erase = "/fr/conservation/effacer";
    assert_int_equal(officer_posts(world, hold, "reason=court").status, 303);
    const Answered held = officer_posts(world, erase, "ground=request&sure=1");
    assert_int_equal(held.status, 409);
    assert_true(text_contains(held.body, TEXT("mettez d’abord fin à la retenue")));
    const Text mark = TEXT("/conservation/retenues/");
    const size_t at = text_find(held.body, mark, 0);
    const Text end =
        text_format(world->site.arena, "/fr%.*s",
                    TEXT_ARG(text_slice(held.body, at, at + mark.length + ID_TEXT_LENGTH)));
    assert_int_equal(officer_posts(world, text_to_c(world->site.arena, end), "").status, 303);
    assert_int_equal(officer_posts(world, erase, "ground=request").status, 422);
    assert_int_equal(officer_posts(world, erase, "ground=request&sure=1").status, 303);
    const Answered page = staff_site_get(&world->site, world->odile, "/fr/conservation");
    assert_true(text_contains(page.body, TEXT("la personne le demande")));
    assert_false(text_contains(page.body, TEXT("Camille")));
    assert_int_equal(officer_posts(world, erase, "ground=request&sure=1").status, 409);
}

static void nobody_but_the_officer_sees_what_is_due(void **state)
{
    World *world = *state;
    const Text barred[] = {world->anne, world->root};
    for (size_t i = 0; i < LENGTH_OF(barred); i++) {
        assert_int_equal(staff_site_get(&world->site, barred[i], "/fr/conservation").status,
                         403);
    }
}

static void sharing_for_grave_danger_is_the_teams_alone_and_keeps_what_was_written(void **state)
{
    World *world = *state;
    const char *page = page_of(world, "/danger");
    assert_int_equal(staff_site_get(&world->site, world->anne, page).status, 200);
    assert_int_equal(staff_site_get(&world->site, world->zoe, page).status, 404);
    const Answered wrong = post(world, world->anne, "/danger",
                                "recipient=nowhere&purpose=follow_up&class=contact&"
                                "reason=life&words=threatened+with+a+knife");
    assert_int_equal(wrong.status, 422);
    assert_true(text_contains(wrong.body, TEXT("threatened with a knife</textarea>")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(a_note_is_written_and_read_on_the_course_of_the_case),
        on_a_site(an_administrator_and_an_officer_see_no_page_of_a_case),
        on_a_site(a_stranger_gets_the_answer_of_an_id_nobody_bears),
        on_a_site(a_form_without_its_token_writes_nothing),
        on_a_site(script_in_a_note_is_shown_and_not_run),
        on_a_site(words_that_are_refused_come_back_in_their_form),
        on_a_site(a_closed_case_shows_its_result_and_lets_another_be_opened),
        on_a_site(a_house_nobody_knows_is_refused_on_the_page_of_consents),
        on_a_site(broken_glass_is_told_to_the_officer_with_its_reason),
        on_a_site(without_keys_the_server_says_so_and_shows_nothing),
        on_a_site(without_a_line_in_the_journal_nothing_is_read_and_nothing_is_written),
        on_a_site(every_page_of_secrecy_stands_in_four_languages),
        on_a_site(the_exported_file_holds_facts_cases_notes_and_who_read_them),
        on_a_site(nobody_but_the_team_exports_a_file),
        on_a_site(an_officer_holds_a_file_and_erases_it_when_nothing_holds_it),
        on_a_site(nobody_but_the_officer_sees_what_is_due),
        on_a_site(sharing_for_grave_danger_is_the_teams_alone_and_keeps_what_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

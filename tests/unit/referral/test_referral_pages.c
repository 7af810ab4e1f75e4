/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages, the API and the signed link of referrals, as a browser and a program meet them. */
#include "casework/accompaniment.h"
#include "dossier/file_web.h"
#include "referral/agreement.h"
#include "referral/referral_api.h"
#include "referral/referral_link.h"
#include "referral/referral_private.h"
#include "referral/referral_web.h"
#include "unit/access/staff_site.h"
#include "unit/referral/referral_fixture.h"

static StaffSite site;
static Id sender_house;
static Id target_house;
static Id team;
static Id referral_id;
static Text sender; /* sessions */
static Text partner;

/* What the machine of the site does beside its pages. */
static Outcome in_store(Session *session, void *context, Problem *problem)
{
    Doing *doing = context;
    Access access = {.arena = site.arena,
                     .session = session,
                     .caller = doing->caller,
                     .keyring = ring_of(0),
                     .now = site.now,
                     .problem = problem};
    return doing->deed(&access, doing->context);
}

static void must(Caller caller, Deed deed, void *context)
{
    Problem problem = {.arena = site.arena};
    Doing doing = {.caller = caller, .deed = deed, .context = context};
    if (store_write(site.store, in_store, &doing, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
}

static Outcome join(Session *session, void *context, Problem *problem)
{
    const Id *account = context;
    Account found = {0};
    TRY(account_get(session, site.arena, *account, &found, problem));
    sender_house = found.house;
    TRY(team_add(session, found.house, TEXT("Accueil"), site.now, &team, problem));
    return team_join(session, *account, team, 0, problem);
}

static Outcome find_house(Session *session, void *context, Problem *problem)
{
    const Id *account = context;
    Account found = {0};
    TRY(account_get(session, site.arena, *account, &found, problem));
    target_house = found.house;
    return OK;
}

static int open_site(void **state)
{
    static RouteTable tables[4];
    tables[0] = REFERRAL_ROUTES;
    tables[1] = REFERRAL_API_ROUTES;
    tables[2] = REFERRAL_LINK_ROUTES;
    tables[3] = PERSON_ROUTES;
    (void)state;
    staff_site_open(&site, tables, LENGTH_OF(tables));
    const Id worker_id = staff_site_account(&site, "anne", "social_worker", "Porte A");
    const Id partner_id = staff_site_account(&site, "paul", "partner", "Porte B");
    assert_int_equal(store_write(site.store, join, (void *)(uintptr_t)&worker_id, NULL), OK);
    assert_int_equal(store_write(site.store, find_house, (void *)(uintptr_t)&partner_id, NULL),
                     OK);
    Caller caller = worker(1, sender_house, team, "social_worker");
    caller.account = worker_id;
    const PersonDetail facts[] = {fact(FACT_NAME, "Camille", "Exemple")};
    Creating creating = {
        .made = {.facts = facts, .fact_count = 1}
    };
    must(caller, create, &creating);
    ReferralDoor doors[] = {door("housing.shelter", target_house, shelter, true),
                            door("housing.shelter", target_house, second_shelter, false)};
    Opening opening = {
        .set = {.id = whole_set,
                .person = creating.id,
                .team = team,
                .doors = doors,
                .door_count = 2}
    };
    must(caller, open_set, &opening);
    referral_id = opening.drafts.items[0].id;
    sender = staff_site_sign_in(&site, "anne");
    partner = staff_site_sign_in(&site, "paul");
    return 0;
}

static int close_site(void **state)
{
    (void)state;
    staff_site_close(&site);
    return 0;
}

static const char *path_of(const char *end)
{
    return text_format(site.arena, "/fr/orientations/%.*s%s",
                       TEXT_ARG(id_format(site.arena, referral_id)), end)
        .bytes;
}

static Answered api_act(Text session, const char *members)
{
    return staff_site_api(&site, session,
                          text_format(site.arena, "/api/v1/referrals/%.*s/acts",
                                      TEXT_ARG(id_format(site.arena, referral_id)))
                              .bytes,
                          text_format(site.arena, "{\"operation\":\"%.*s\",%s}",
                                      TEXT_ARG(id_format(site.arena, id_new(site.now * 1000))),
                                      members)
                              .bytes);
}

static Outcome consent(Access *access, void *context)
{
    Agreeing *agreeing = context;
    const ConsentRule rule = {PURPOSE_REFERRAL, target_house, CLASS_IDENTITY,
                              access->now + 300 * DAY};
    const NewConsent made = {.language = TEXT("fr"), .rules = &rule, .rule_count = 1};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    TRY(consent_draft(access, agreeing->person, &made, &agreeing->consent));
    TRY(consent_propose(access, agreeing->person, agreeing->consent));
    return agreement_answer(access, agreeing->person, agreeing->consent, &answer);
}

static Outcome get_it(Access *access, void *context)
{
    return referral_get(access, referral_id, context);
}

static Referral referral_now(void)
{
    Referral referral = {0};
    must((Caller){0}, get_it, &referral);
    return referral;
}

/* Camille agrees, and it is sent by the API. */
static void send_it(void)
{
    Agreeing agreeing = {.person = referral_now().person};
    must(worker(1, sender_house, team, "social_worker"), consent, &agreeing);
    const Answered sent =
        api_act(sender, "\"act\":\"send\",\"revision\":0,\"conditions\":[\"secrecy\","
                        "\"mission\",\"informed\",\"needed\"]");
    assert_int_equal(sent.status, 200);
    assert_true(text_contains(sent.body, TEXT("\"state\":\"sent\"")));
}

/* ----------------------------------------------------------------------------------- pages */

static void the_draft_is_on_its_senders_page_and_on_nobody_elses(void **state)
{
    (void)state;
    const Answered mine = staff_site_get(&site, sender, path_of(""));
    assert_int_equal(mine.status, 200);
    assert_true(text_contains(mine.body, TEXT("Camille Exemple")));
    assert_true(text_contains(mine.body, TEXT("À envoyer")));
    assert_int_equal(staff_site_get(&site, partner, path_of("")).status, 404);
    assert_int_equal(staff_site_get(&site, TEXT(""), path_of("")).status, 303);
}

static void without_consent_the_page_says_so_and_sends_nothing(void **state)
{
    (void)state;
    const Text form =
        staff_site_form(&site, sender,
                        text_format(site.arena, "act=send&revision=0&operation=%.*s",
                                    TEXT_ARG(id_format(site.arena, operation_new())))
                            .bytes);
    const Answered refused = staff_site_post(&site, sender, path_of(""), form);
    assert_int_equal(refused.status, 403);
    assert_true(text_contains(refused.body, TEXT("pas donné son accord")));
    assert_int_equal(referral_now().state, REFERRAL_DRAFT);
}

static void the_targets_first_reading_marks_it_as_seen(void **state)
{
    (void)state;
    send_it();
    assert_int_equal(staff_site_get(&site, partner, "/fr/orientations?boite=recues").status,
                     200);
    assert_int_equal(referral_now().state, REFERRAL_SENT);
    const Answered read = staff_site_get(&site, partner, path_of(""));
    assert_int_equal(read.status, 200);
    assert_true(text_contains(read.body, TEXT("Accepter")));
    assert_false(text_contains(read.body, TEXT("Retirer")));
    assert_int_equal(referral_now().state, REFERRAL_SEEN);
    assert_int_equal(staff_site_get(&site, partner, path_of("")).status, 200);
    assert_int_equal(referral_now().revision, 2);
}

static void an_answer_on_a_page_that_is_old_shows_what_became_of_it(void **state)
{
    (void)state;
    send_it();
    assert_int_equal(api_act(sender, "\"act\":\"withdraw\",\"reason\":\"need_gone\","
                                     "\"revision\":1")
                         .status,
                     200);
    const Text form =
        staff_site_form(&site, partner,
                        text_format(site.arena, "act=accept&revision=1&operation=%.*s",
                                    TEXT_ARG(id_format(site.arena, operation_new())))
                            .bytes);
    const Answered late = staff_site_post(&site, partner, path_of(""), form);
    assert_int_equal(late.status, 409);
    assert_true(text_contains(late.body, TEXT("agi entre-temps")));
    assert_true(text_contains(late.body, TEXT("Retirée")));
}

static void a_refusal_offers_the_next_door_on_the_senders_page(void **state)
{
    (void)state;
    send_it();
    const Text form = staff_site_form(
        &site, partner,
        text_format(site.arena,
                    "act=refuse&reason=full&barrier=animal&revision=1&operation=%.*s",
                    TEXT_ARG(id_format(site.arena, operation_new())))
            .bytes);
    const Answered refused = staff_site_post(&site, partner, path_of(""), form);
    assert_int_equal(refused.status, 303);
    const Answered mine = staff_site_get(&site, sender, path_of(""));
    assert_true(text_contains(mine.body, TEXT("Refusée")));
    assert_true(text_contains(mine.body, TEXT("Une autre porte peut")));
    const Answered work = staff_site_get(&site, sender, "/fr/orientations?boite=suivi");
    assert_true(text_contains(work.body, referral_now().code));
    assert_false(text_contains(work.body, TEXT("Camille")));
}

/* A volunteer goes along to this door. */
static Outcome plan_going(Access *access, void *context)
{
    Id file = {{0}};
    Id made = {{0}};
    const Referral *referral = context;
    const Accompaniment one = {.referral = referral_id,
                               .starts = access->now + 3600,
                               .place = TEXT("MARKER-PLACE"),
                               .door = TEXT("MARKER-DOOR"),
                               .volunteer = TEXT("Dominique Exemple")};
    TRY(case_open(access, referral->person, TEXT("social"), &file));
    return accompaniment_plan(access, file, &one, &made);
}

static void who_goes_along_to_the_door_is_told_to_who_may_read_the_case_alone(void **state)
{
    (void)state;
    send_it();
    Referral referral = referral_now();
    site.keyring = ring_of(0);
    must(worker(1, sender_house, team, "social_worker"), plan_going, &referral);
    const Answered mine = staff_site_get(&site, sender, path_of(""));
    assert_int_equal(mine.status, 200);
    assert_true(text_contains(mine.body, TEXT("MARKER-DOOR")));
    assert_true(text_contains(mine.body, TEXT("Dominique Exemple")));
    const Answered theirs = staff_site_get(&site, partner, path_of(""));
    assert_int_equal(theirs.status, 200);
    assert_false(text_contains(theirs.body, TEXT("MARKER-DOOR")));
}

static Answered page_of_person(Text session)
{
    return staff_site_get(&site, session,
                          text_format(site.arena, "/fr/p/%.*s?montrer=1",
                                      TEXT_ARG(id_format(site.arena, referral_now().person)))
                              .bytes);
}

static void the_page_of_the_person_shows_the_doors_and_what_to_do_next(void **state)
{
    (void)state;
    const Text before = page_of_person(sender).body;
    assert_true(text_contains(before, referral_now().code));
    assert_true(text_contains(before, TEXT("Relire et envoyer")));
    send_it();
    const Text waiting = page_of_person(sender).body;
    assert_true(text_contains(waiting, TEXT("Envoyée")));
    assert_false(text_contains(waiting, TEXT("Appeler, et noter la réponse")));
    assert_int_equal(
        api_act(partner, "\"act\":\"refuse\",\"reason\":\"full\",\"revision\":1").status, 200);
    const Text refused = page_of_person(sender).body;
    assert_true(text_contains(refused, TEXT("Refusée")));
    assert_true(text_contains(refused, TEXT("Voir la porte suivante")));
}

static void the_page_of_the_person_says_to_call_who_keeps_silent(void **state)
{
    (void)state;
    send_it();
    site.now += 3 * DAY;
    const Text later = staff_site_sign_in(&site, "anne");
    const Text silent = page_of_person(later).body;
    assert_true(text_contains(silent, TEXT("Appeler, et noter la réponse")));
}

static void the_page_of_the_person_shows_no_door_to_the_house_it_was_sent_to(void **state)
{
    (void)state;
    send_it();
    const Answered shared = page_of_person(partner);
    assert_int_equal(shared.status, 200);
    assert_false(text_contains(shared.body, referral_now().code));
    assert_false(text_contains(shared.body, TEXT("Portes ouvertes")));
}

static void an_answer_by_telephone_is_noted_with_who_gave_it(void **state)
{
    (void)state;
    send_it();
    const Text form = staff_site_form(
        &site, sender,
        text_format(site.arena,
                    "way=phone&spokenBy=%%3Cb%%3EDominique%%3C%%2Fb%%3E&act=accept&revision=1"
                    "&operation=%.*s",
                    TEXT_ARG(id_format(site.arena, operation_new())))
            .bytes);
    assert_int_equal(staff_site_post(&site, sender, path_of(""), form).status, 303);
    const Answered mine = staff_site_get(&site, sender, path_of(""));
    assert_true(text_contains(mine.body, TEXT("par téléphone : &lt;b&gt;Dominique")));
    assert_int_equal(referral_now().state, REFERRAL_ACCEPTED);
    const Answered theirs = staff_site_get(&site, partner, path_of(""));
    assert_true(text_contains(theirs.body, TEXT("par téléphone")));
    assert_false(text_contains(theirs.body, TEXT("Dominique")));
    const Answered told =
        staff_site_api(&site, partner,
                       text_format(site.arena, "/api/v1/referrals/%.*s",
                                   TEXT_ARG(id_format(site.arena, referral_now().id)))
                           .bytes,
                       NULL);
    assert_int_equal(told.status, 200);
    assert_true(text_contains(told.body, TEXT("\"phone\"")));
    assert_false(text_contains(told.body, TEXT("Dominique")));
}

/* ----------------------------------------------------------------------------------- API */

static void the_api_tells_its_wrong_members_by_name(void **state)
{
    (void)state;
    assert_int_equal(api_act(sender, "\"act\":\"fly\"").status, 400);
    assert_int_equal(api_act(sender, "\"act\":\"send\",\"person\":1").status, 400);
    assert_int_equal(staff_site_api(&site, sender, "/api/v1/referrals", NULL).status, 400);
    assert_int_equal(staff_site_api(&site, sender, "/api/v1/referrals?box=out", NULL).status,
                     200);
    assert_int_equal(staff_site_api(&site, partner, "/api/v1/referrals?box=out", NULL).status,
                     403);
    assert_int_equal(staff_site_api(&site, TEXT(""), "/api/v1/referrals?box=out", NULL).status,
                     401);
}

static void the_target_is_told_neither_the_person_nor_the_basis_by_the_api(void **state)
{
    (void)state;
    send_it();
    const Answered told = staff_site_api(&site, partner, "/api/v1/referrals?box=in", NULL);
    assert_int_equal(told.status, 200);
    assert_true(text_contains(told.body, TEXT("\"state\":\"sent\"")));
    assert_false(text_contains(told.body, TEXT("\"person\"")));
    assert_false(text_contains(told.body, TEXT("\"basis\"")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_draft_is_on_its_senders_page_and_on_nobody_elses,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(without_consent_the_page_says_so_and_sends_nothing,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(the_targets_first_reading_marks_it_as_seen, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(
            who_goes_along_to_the_door_is_told_to_who_may_read_the_case_alone, open_site,
            close_site),
        cmocka_unit_test_setup_teardown(an_answer_on_a_page_that_is_old_shows_what_became_of_it,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(a_refusal_offers_the_next_door_on_the_senders_page,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(
            the_page_of_the_person_shows_the_doors_and_what_to_do_next, open_site, close_site),
        cmocka_unit_test_setup_teardown(the_page_of_the_person_says_to_call_who_keeps_silent,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(
            the_page_of_the_person_shows_no_door_to_the_house_it_was_sent_to, open_site,
            close_site),
        cmocka_unit_test_setup_teardown(an_answer_by_telephone_is_noted_with_who_gave_it,
                                        open_site, close_site),
        cmocka_unit_test_setup_teardown(the_api_tells_its_wrong_members_by_name, open_site,
                                        close_site),
        cmocka_unit_test_setup_teardown(
            the_target_is_told_neither_the_person_nor_the_basis_by_the_api, open_site,
            close_site),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

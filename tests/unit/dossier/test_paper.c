/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's whole file on paper, beside the same file as it is exported. */
#include "unit/store_place.h"

#include <string.h>

#include "casework/accompaniment.h"
#include "casework/assessment.h"
#include "casework/conference.h"
#include "casework/document.h"
#include "casework/note.h"
#include "dossier/export_web.h"
#include "dossier/file_web.h"
#include "dossier/paper_web.h"
#include "people/household.h"
#include "people/share.h"
#include "referral/referral_api.h"
#include "unit/casework/case_site.h"
#include "unit/dossier/handed_over.h"
#include "unit/dossier/housed.h"
#include "json/json.h"

/* Words that somebody wrote are those of the mark, and stand on paper as they were written. */
#define MARK "MARKER"

static Outcome live_with(Access *access, Id person)
{
    Id other = {{0}};
    Id made = {{0}};
    const PersonDetail name = {
        .kind = FACT_NAME, .value = TEXT("MARKER-SACHA"), .extra = TEXT("Exemple")};
    const NewPerson sacha = {.facts = &name, .fact_count = 1};
    const Animal dog = {.kind = TEXT("dog"), .name = TEXT("MARKER-DOG")};
    TRY(person_create(access, &sacha, &other));
    const HouseholdEntry entry = {
        .with = person, .person = other, .role = TEXT("child"), .entered = TEXT("2026-01-15")};
    TRY(household_enter(access, &entry, &made));
    return animal_add(access, person, &dog, &made);
}

static Outcome agree(Access *access, Id person)
{
    Id consent = {{0}};
    Id made = {{0}};
    const ConsentRule rule = {.purpose = PURPOSE_REFERRAL,
                              .recipient = id_from_name(TEXT("organization"), TEXT("ailleurs")),
                              .class = CLASS_IDENTITY,
                              .until = access->now + 86400};
    const NewConsent draft = {.language = TEXT("ar"), .rules = &rule, .rule_count = 1};
    const ConsentAnswer yes = {.is_given = true, .way = WAY_SIGNED};
    const ShareTerms terms = {rule.recipient, rule.purpose, rule.class, 31};
    TRY(consent_draft(access, person, &draft, &consent));
    TRY(consent_propose(access, person, consent));
    TRY(consent_answer(access, person, consent, &yes));
    return share_open(access, person, &terms, &made);
}

static Outcome know(Access *access, Id person)
{
    FactResult result = {0};
    const FactChange tongue = {
        .what = {.kind = FACT_LANGUAGE, .value = TEXT("nl")}
    };
    const FactChange phone = {
        .what = {.kind = FACT_PHONE, .value = TEXT("+32470123456")}
    };
    TRY(person_change_fact(access, person, &tongue, &result));
    TRY(person_change_fact(access, person, &phone, &result));
    FactChange past = {.fact = result.fact.id,
                       .base_revision = result.fact.revision,
                       .what = phone.what,
                       .ends = true};
    return person_change_fact(access, person, &past, &result);
}

static Outcome meet(Access *access, Id file)
{
    Id id = {{0}};
    Id decided = {{0}};
    const NewConference made = {access->now + 3600, TEXT("MARKER-SUBJECT"),
                                TEXT("MARKER-PLACE")};
    const NewDecision decision = {.words = TEXT("MARKER-DECISION")};
    TRY(conference_plan(access, file, &made, &id));
    TRY(conference_decide(access, id, &decision, &decided));
    const Accompaniment going = {.starts = access->now + 3600,
                                 .place = TEXT("MARKER-MEET"),
                                 .door = TEXT("MARKER-DOOR"),
                                 .volunteer = TEXT("MARKER-VOLUNTEER")};
    return accompaniment_plan(access, file, &going, &id);
}

static Outcome have_papers(Access *access, Id file)
{
    Id id = {{0}};
    const NewDocument letter = {
        .secrecy = NOTE_TEAM, .name = TEXT("MARKER-LETTER.txt"), .content = TEXT("Monsieur,")};
    const NewDocument twice = {
        .secrecy = NOTE_TEAM, .name = TEXT("MARKER-TWICE.txt"), .content = TEXT("Madame,")};
    TRY(document_add(access, file, &letter, &id));
    TRY(document_add(access, file, &twice, &id));
    return document_withdraw(access, file, id, TEXT("MARKER-REASON"));
}

static Outcome work(Access *access, Id file)
{
    Id made = {{0}};
    FormAnswer answers[] = {
        {TEXT("age"),         TEXT("44")        },
        {TEXT("way_of_life"), TEXT("street")    },
        {TEXT("pathology"),   TEXT("skin")      },
        {TEXT("care"),        TEXT("first_care")}
    };
    const NewNeed need = {.need = TEXT("food.meal"), .urgency = URGENCY_HIGH};
    const CaseItem task = {.kind = ITEM_TASK, .words = TEXT("MARKER-TASK")};
    const CaseItem goal = {.kind = ITEM_GOAL, .words = TEXT("MARKER-GOAL")};
    const NewNote note = {.secrecy = NOTE_TEAM, .words = TEXT("MARKER-NOTE")};
    const NewAssessment assessment = {
        .form = TEXT("health_relay"), .given = {.items = answers, .count = 4}
    };
    TRY(case_add_need(access, file, &need, &made));
    TRY(case_add_item(access, file, &task, &made));
    TRY(case_add_item(access, file, &goal, &made));
    TRY(note_add(access, file, &note, &made));
    TRY(meet(access, file));
    TRY(have_papers(access, file));
    return assessment_add(access, file, &assessment, &made);
}

static Outcome fill(Session *session, void *context, Problem *problem)
{
    CaseSite *here = context;
    Access access = access_on(here, session, problem);
    TRY(caller_read(session, access.arena, here->anne_id, access.now, &access.caller, problem));
    TRY(live_with(&access, here->person));
    TRY(agree(&access, here->person));
    TRY(know(&access, here->person));
    TRY(be_referred(&access, here->person, here->team));
    TRY(work(&access, here->file));
    access.caller.permissions |= role_find(TEXT("head_of_service"))->permissions;
    TRY(be_housed(&access, here->person));
    return access_write_journal(&access, session);
}

static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[4];
    here = (CaseSite){0};
    tables[0] = PAPER_ROUTES;
    tables[1] = EXPORT_ROUTES;
    tables[2] = PERSON_ROUTES;
    tables[3] = REFERRAL_API_ROUTES;
    case_site_open(&here, tables, LENGTH_OF(tables));
    Problem problem = {.arena = here.site.arena};
    if (store_write(here.site.store, fill, &here, &problem) != OK) {
        fail_msg("%.*s %.*s", TEXT_ARG(problem.field), TEXT_ARG(problem.detail));
    }
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

static Answered ask(CaseSite *here, Text who, const char *collection, Id id, const char *rest)
{
    const Text path = text_format(here->site.arena, "/api/v1/%s/%.*s%s", collection,
                                  TEXT_ARG(id_format(here->site.arena, id)), rest);
    return staff_site_api(&here->site, who, text_to_c(here->site.arena, path), NULL);
}

static Text export_text(CaseSite *here, Text who)
{
    const Answered answered = ask(here, who, "persons", here->person, "/export");
    assert_int_equal(answered.status, 200);
    return answered.body;
}

static json_t *exported(CaseSite *here, Text who)
{
    json_t *file = NULL;
    assert_int_equal(json_read(export_text(here, who), JSON_REQUEST_LIMITS, &file, NULL), OK);
    return file;
}

static size_t count_of(Text text, const char *mark)
{
    size_t count = 0;
    for (size_t at = text_find(text, text_from(mark), 0); at < text.length;
         at = text_find(text, text_from(mark), at + 1)) {
        count++;
    }
    return count;
}

/* From the part whose id starts so to its end; the test fails when there is none. */
static Text part_of(Text page, const char *id)
{
    char start[64];
    (void)snprintf(start, sizeof start, "id=\"%s", id);
    const size_t at = text_find(page, text_from(start), 0);
    if (at == page.length) {
        fail_msg("the paper has no part “%s”", id);
    }
    return text_slice(page, at, text_find(page, TEXT("</section>"), at));
}

static void assert_part(Text page, const char *key, const json_t *list)
{
    const char *mark = strcmp(key, "journal") == 0 ? "<tr><td>" : "<li>";
    const size_t count = count_of(part_of(page, key), mark);
    assert_true(json_array_size(list) > 0);
    if (count < json_array_size(list)) {
        fail_msg("%s: %zu of %zu on paper", key, count, json_array_size(list));
    }
}

/* Every text of the mark, however deep, is on the page. */
static void assert_words(Text page, const json_t *value)
{
    const char *key = NULL;
    json_t *member = NULL;
    if (json_is_string(value) && text_contains(json_text(value), TEXT(MARK))) {
        assert_true(text_contains(page, json_text(value)));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        assert_words(page, json_array_get(value, i));
    }
    json_object_foreach((json_t *)value, key, member)
    {
        assert_words(page, member);
    }
}

static void the_paper_holds_every_part_of_the_exported_file(void **state)
{
    CaseSite *here = *state;
    const char *key = NULL;
    json_t *member = NULL;
    json_t *file SCOPED(json_close) = exported(here, here->anne);
    const Text page = case_site_get(here, here->anne, "/papier").body;
    json_object_foreach(file, key, member)
    {
        if (json_is_array(member) && strcmp(key, "cases") != 0) {
            assert_part(page, key, member);
        }
    }
    json_t *one = json_array_get(json_object_get(file, "cases"), 0);
    assert_int_equal(json_array_size(json_object_get(file, "cases")), 1);
    json_object_foreach(one, key, member)
    {
        if (json_is_array(member)) {
            assert_part(page, key, member);
        }
    }
    assert_words(page, file);
    assert_int_equal(count_of(part_of(page, "dwellings"), "<li>"), 2);
    assert_true(text_contains(part_of(page, "dwellings"), TEXT("1234,56")));
    assert_true(text_contains(page, json_member_text(one, "code")));
    assert_true(text_contains(page, json_member_text(file, "code")));
    assert_true(text_contains(page, TEXT("n’est plus vrai")));
}

static void the_exported_file_carries_the_documents_that_stand(void **state)
{
    CaseSite *here = *state;
    json_t *file SCOPED(json_close) = exported(here, here->anne);
    const json_t *one = json_array_get(json_object_get(file, "cases"), 0);
    const json_t *documents = json_object_get(one, "documents");
    assert_int_equal(json_array_size(documents), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *document = json_array_get(documents, i);
        const bool stands = json_object_get(document, "withdrawn") == NULL;
        assert_text_equal(json_member_text(document, "content"),
                          stands ? TEXT("TW9uc2lldXIs") : TEXT(""));
    }
}

static void the_paper_speaks_the_language_of_the_person_and_runs_no_script(void **state)
{
    CaseSite *here = *state;
    const Text link = text_format(here->site.arena, "/nl/p/%.*s/papier",
                                  TEXT_ARG(id_format(here->site.arena, here->person)));
    assert_true(text_contains(case_site_get(here, here->anne, "?montrer=1").body, link));
    const Answered paper =
        staff_site_get(&here->site, here->anne, text_to_c(here->site.arena, link));
    assert_int_equal(paper.status, 200);
    assert_true(text_contains(paper.body, TEXT("Wat wij van u weten")));
    assert_true(text_contains(paper.body, TEXT("Las de fiche")));
    assert_false(text_contains(paper.body, TEXT("<script")));
    assert_false(text_contains(paper.body, TEXT("A lu la fiche")));
}

static void who_read_what_is_a_list_of_its_own_and_leaves_a_line(void **state)
{
    CaseSite *here = *state;
    const Text first = case_site_get(here, here->anne, "/lectures").body;
    const Text again = case_site_get(here, here->anne, "/lectures").body;
    const size_t lines = count_of(part_of(first, "journal"), "<tr><td>");
    assert_true(lines > 0);
    assert_true(count_of(part_of(again, "journal"), "<tr><td>") > lines);
    assert_false(text_contains(first, TEXT(MARK)));
}

static void nobody_but_the_team_prints_a_file(void **state)
{
    static const char *const rests[] = {"/papier", "/lectures"};
    CaseSite *here = *state;
    (void)staff_site_account(&here->site, "dora", "desk_worker", "maison");
    const Text dora = staff_site_sign_in(&here->site, "dora");
    for (size_t i = 0; i < LENGTH_OF(rests); i++) {
        assert_int_equal(case_site_get(here, here->zoe, rests[i]).status, 404);
        assert_int_equal(case_site_get(here, dora, rests[i]).status, 403);
        assert_int_equal(case_site_get(here, here->bob, rests[i]).status, 200);
    }
}

/* ------------------------------------------------------------------------ after a transfer */

static int referral_status(CaseSite *here, Text who, Id referral)
{
    return ask(here, who, "referrals", referral, "").status;
}

static void the_new_house_gives_no_referral_it_may_not_read_and_counts_it(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    const Text yves = hand_over_to_yves(here, &moved);
    assert_int_equal(referral_status(here, yves, moved.kept.id), 404);
    json_t *file SCOPED(json_close) = exported(here, yves);
    const json_t *referrals = json_object_get(file, "referrals");
    assert_int_equal(json_array_size(referrals), 2);
    for (size_t i = 0; i < 2; i++) {
        Id id = {{0}};
        const json_t *one = json_array_get(referrals, i);
        assert_false(text_equal(json_member_text(one, "code"), moved.kept.code));
        assert_true(id_parse(json_member_text(one, "id"), &id));
        assert_int_equal(referral_status(here, yves, id), 200);
    }
    assert_int_equal(json_integer_value(json_object_get(file, "referralsWithheld")), 1);
    const Text page = case_site_get(here, yves, "/papier").body;
    const Text part = part_of(page, "referrals");
    assert_int_equal(count_of(part, "<li>"), 2);
    assert_false(text_contains(page, moved.kept.code));
    assert_true(text_contains(part, TEXT("gardées par une autre maison, à lui demander : 1")));
}

static void the_new_house_gives_no_act_of_the_former_one_s_workers_and_counts_them(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    json_t *before SCOPED(json_close) = exported(here, here->anne);
    assert_int_equal(json_integer_value(json_object_get(before, "journalWithheld")), 0);
    const size_t former = json_array_size(json_object_get(before, "journal"));
    assert_true(former > 0);
    const Text yves = hand_over_to_yves(here, &moved);
    (void)export_text(here, yves);
    json_t *file SCOPED(json_close) = exported(here, yves);
    const json_t *lines = json_object_get(file, "journal");
    assert_true(json_integer_value(json_object_get(file, "journalWithheld")) >=
                (json_int_t)former);
    assert_true(json_array_size(lines) > 0);
    const Text own = json_member_text(json_array_get(lines, 0), "account");
    for (size_t i = 0; i < json_array_size(lines); i++) {
        assert_text_equal(json_member_text(json_array_get(lines, i), "account"), own);
    }
    const Text part = part_of(case_site_get(here, yves, "/papier").body, "journal");
    assert_true(text_contains(part, TEXT("à demander au délégué à la protection des données")));
}

static void the_house_that_wrote_every_referral_gives_all_of_them(void **state)
{
    CaseSite *here = *state;
    json_t *file SCOPED(json_close) = exported(here, here->bob);
    assert_int_equal(json_array_size(json_object_get(file, "referrals")), 1);
    const json_t *withheld = json_object_get(file, "referralsWithheld");
    assert_true(json_is_integer(withheld));
    assert_int_equal(json_integer_value(withheld), 0);
    assert_false(
        text_contains(part_of(case_site_get(here, here->bob, "/papier").body, "referrals"),
                      TEXT("à lui demander")));
}

static void who_spoke_on_the_telephone_is_named_by_the_house_that_wrote_it_alone(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    assert_true(text_contains(export_text(here, here->anne), TEXT("MARKER-SPOKEN")));
    assert_true(
        text_contains(case_site_get(here, here->anne, "/papier").body, TEXT("MARKER-SPOKEN")));
    const Text yves = hand_over_to_yves(here, &moved);
    const Text given = export_text(here, yves);
    assert_true(text_contains(given, TEXT("\"phone\"")));
    assert_false(text_contains(given, TEXT("MARKER-SPOKEN")));
    const Text page = case_site_get(here, yves, "/papier").body;
    assert_true(text_contains(page, TEXT("id=\"referrals")));
    assert_false(text_contains(page, TEXT("MARKER-SPOKEN")));
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(the_paper_holds_every_part_of_the_exported_file),
        on_a_site(the_exported_file_carries_the_documents_that_stand),
        on_a_site(the_paper_speaks_the_language_of_the_person_and_runs_no_script),
        on_a_site(who_read_what_is_a_list_of_its_own_and_leaves_a_line),
        on_a_site(nobody_but_the_team_prints_a_file),
        on_a_site(the_new_house_gives_no_referral_it_may_not_read_and_counts_it),
        on_a_site(the_new_house_gives_no_act_of_the_former_one_s_workers_and_counts_them),
        on_a_site(the_house_that_wrote_every_referral_gives_all_of_them),
        on_a_site(who_spoke_on_the_telephone_is_named_by_the_house_that_wrote_it_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

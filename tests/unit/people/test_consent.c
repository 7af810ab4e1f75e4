/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/link_made.h"
#include "people/household.h"
#include "people/share.h"
#include "unit/people/people_fixture.h"

enum { DAY = 24 * 60 * 60 };

/* One story a test: a person of the desk, and what is asked for them. */
typedef struct Story {
    Id person;
    Id consent;
    Id share;
    ConsentRule rule;
    ConsentAnswer answer;
    ShareTerms terms;
    Danger danger;
    Text language;
    Id replaces;
    Moment until;
    unsigned classes;
    NoticeList notices;
} Story;

static Story story_of(Fixture *fixture, Store *store)
{
    the_time = NOON;
    keys_are_at_hand = true;
    return (Story){
        .person = create_camille(fixture, store),
        .rule = {.purpose = PURPOSE_FOLLOW_UP,
                 .recipient = house_of_others,
                 .class = CLASS_SITUATION,
                 .until = NOON + 30 * DAY},
        .answer = {.is_given = true,     .way = WAY_SIGNED  },
        .terms = {.recipient = house_of_others,
                 .purpose = PURPOSE_FOLLOW_UP,
                 .class = CLASS_SITUATION,
                 .recorded = 1u << CONDITION_SECRECY | 1u << CONDITION_MISSION |
                              1u << CONDITION_INFORMED | 1u << CONDITION_NEEDED},
        .danger = {.reason = DANGER_LIFE,
                 .words = TEXT_INIT("does not answer since the frost")    },
        .language = TEXT_INIT("ar"),
    };
}

static Outcome draft(Access *access, void *context)
{
    Story *story = context;
    const NewConsent made = {.language = story->language,
                             .replaces = story->replaces,
                             .rules = &story->rule,
                             .rule_count = 1};
    return consent_draft(access, story->person, &made, &story->consent);
}

static Outcome propose(Access *access, void *context)
{
    const Story *story = context;
    return consent_propose(access, story->person, story->consent);
}

static Outcome answer(Access *access, void *context)
{
    const Story *story = context;
    return consent_answer(access, story->person, story->consent, &story->answer);
}

static Outcome withdraw(Access *access, void *context)
{
    const Story *story = context;
    return consent_withdraw(access, story->person, story->consent);
}

static Outcome open_share(Access *access, void *context)
{
    Story *story = context;
    return share_open(access, story->person, &story->terms, &story->share);
}

static Outcome close_share(Access *access, void *context)
{
    Story *story = context;
    return share_close(access, story->person, story->share);
}

static Outcome override(Access *access, void *context)
{
    Story *story = context;
    return share_override(access, story->person, &story->terms, &story->danger, &story->share);
}

static Outcome break_glass(Access *access, void *context)
{
    Story *story = context;
    return glass_break(access, story->person, &story->danger, &story->until);
}

static Outcome read_notices(Access *access, void *context)
{
    Story *story = context;
    return notice_list(access, &story->notices);
}

static Outcome shared_classes(Access *access, void *context)
{
    Story *story = context;
    return person_shared_classes(access, story->person, &story->classes);
}

static Outcome reads(Fixture *fixture, Store *store, Caller caller, const Story *story,
                     Relation *relation)
{
    Reading reading = {.id = story->person};
    const Outcome outcome = acts(fixture, store, caller, read_person, &reading);
    *relation = outcome == OK ? reading.file.relation : RELATION_STRANGER;
    return outcome;
}

static void give_consent(Fixture *fixture, Store *store, Story *story)
{
    assert_int_equal(acts(fixture, store, desk(), draft, story), OK);
    assert_int_equal(acts(fixture, store, desk(), propose, story), OK);
    assert_int_equal(acts(fixture, store, desk(), answer, story), OK);
}

static void share_on_consent(Fixture *fixture, Store *store, Story *story)
{
    give_consent(fixture, store, story);
    assert_int_equal(acts(fixture, store, desk(), open_share, story), OK);
}

static Caller officer(void)
{
    return worker(9, house_of_exemple, team_of_desk, "data_protection_officer");
}

/* --------------------------------------------------------------------------------- consent */

static void a_consent_is_explained_before_it_is_given_and_decided_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), draft, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), answer, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), propose, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), propose, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), answer, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), answer, &story), CONFLICT);
}

static void words_spoken_need_a_witness_other_than_the_worker(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), draft, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), propose, &story), OK);
    story.answer.way = WAY_ORAL;
    assert_int_equal(acts(fixture, store, desk(), answer, &story), INVALID);
    story.answer.witness = desk().account;
    assert_int_equal(acts(fixture, store, desk(), answer, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("witness"));
    story.answer.witness = desk_colleague().account;
    assert_int_equal(acts(fixture, store, desk(), answer, &story), OK);
}

static void a_rule_without_an_end_or_for_ones_own_house_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    story.rule.until = NOON;
    assert_int_equal(acts(fixture, store, desk(), draft, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("until"));
    story.rule.until = NOON + DAY;
    story.rule.recipient = house_of_exemple;
    assert_int_equal(acts(fixture, store, desk(), draft, &story), INVALID);
    assert_text_equal(fixture->problem.where, TEXT("rules/0"));
    story.rule.recipient = house_of_others;
    story.language = TEXT("Français");
    assert_int_equal(acts(fixture, store, desk(), draft, &story), INVALID);
}

static void the_consent_of_one_person_is_not_found_under_another(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    give_consent(fixture, store, &story);
    story.person = create_camille(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), NOT_FOUND);
}

static void a_stranger_records_no_consent(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    assert_int_equal(acts(fixture, store, stranger(), draft, &story), NOT_FOUND);
}

/* --------------------------------------------------------------------------------- sharing */

static void sharing_without_any_one_of_the_five_conditions_is_refused_by_its_name(void **state)
{
    static const Text names[CONDITION_COUNT] = {TEXT_INIT("secrecy"), TEXT_INIT("mission"),
                                                TEXT_INIT("informed"), TEXT_INIT("agreed"),
                                                TEXT_INIT("needed")};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    const unsigned recorded = story.terms.recorded;
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), REFUSED);
    assert_text_equal(fixture->problem.field, names[CONDITION_AGREED]);
    give_consent(fixture, store, &story);
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        story.terms.recorded = recorded & ~(1u << i);
        const bool is_agreed = i == CONDITION_AGREED;
        assert_int_equal(acts(fixture, store, desk(), open_share, &story),
                         is_agreed ? OK : REFUSED);
        if (!is_agreed) {
            assert_text_equal(fixture->problem.field, names[i]);
        }
    }
}

static void a_missing_condition_has_words_in_four_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        for (size_t j = 0; j < LANGUAGE_COUNT; j++) {
            assert_true(share_condition_sentence((ShareCondition)i)->in[j].length > 20);
        }
    }
}

static void
what_the_person_agreed_to_opens_to_that_house_and_closes_when_withdrawn(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    give_consent(fixture, store, &story);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), OK);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), OK);
    assert_int_equal(relation, RELATION_CONSENT);
    assert_int_equal(acts(fixture, store, stranger(), shared_classes, &story), OK);
    assert_int_equal(story.classes, 1u << CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &story), OK);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), REFUSED);
}

static void another_purpose_class_or_house_than_agreed_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    const ShareTerms agreed = story.terms;
    give_consent(fixture, store, &story);
    story.terms.purpose = PURPOSE_TRANSFER;
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), REFUSED);
    story.terms = agreed;
    story.terms.class = CLASS_NOTES;
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), REFUSED);
    story.terms = agreed;
    story.terms.recipient = (Id){{0xC0}};
    assert_int_equal(acts(fixture, store, desk(), open_share, &story), REFUSED);
}

static void a_consent_whose_day_has_passed_opens_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    share_on_consent(fixture, store, &story);
    the_time = NOON + 31 * DAY;
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
    the_time = NOON;
}

static void a_consent_that_replaces_another_ends_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    share_on_consent(fixture, store, &story);
    story.replaces = story.consent;
    story.rule.class = CLASS_IDENTITY;
    give_consent(fixture, store, &story);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
}

static void a_share_closed_by_the_team_is_closed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    share_on_consent(fixture, store, &story);
    assert_int_equal(acts(fixture, store, desk(), close_share, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), close_share, &story), CONFLICT);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
}

static void a_desk_worker_shares_who_somebody_is_and_no_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    give_consent(fixture, store, &story);
    assert_int_equal(acts(fixture, store, desk_colleague(), open_share, &story), REFUSED);
    story.rule.class = CLASS_IDENTITY;
    story.terms.class = CLASS_IDENTITY;
    give_consent(fixture, store, &story);
    assert_int_equal(acts(fixture, store, desk_colleague(), open_share, &story), OK);
}

/* ---------------------------------------------------------------------------------- danger */

static void grave_danger_opens_for_three_days_and_the_officer_is_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    assert_int_equal(acts(fixture, store, desk(), override, &story), OK);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), OK);
    assert_int_equal(acts(fixture, store, officer(), read_notices, &story), OK);
    assert_int_equal(story.notices.count, 1);
    assert_text_equal(story.notices.items[0].words, story.danger.words);
    assert_int_equal(acts(fixture, store, desk(), read_notices, &story), REFUSED);
    the_time = NOON + 4 * DAY;
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
    the_time = NOON;
}

static Outcome read_household(Access *access, void *context)
{
    HouseholdList list = {0};
    return household_list(access, ((const Story *)context)->person, &list);
}

static Outcome read_animals(Access *access, void *context)
{
    AnimalList list = {0};
    return animal_list(access, ((const Story *)context)->person, &list);
}

static void a_house_reads_the_classes_agreed_to_and_no_other(void **state)
{
    static const DataClass classes[] = {CLASS_IDENTITY, CLASS_CONTACT, CLASS_SITUATION};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    for (size_t i = 0; i < LENGTH_OF(classes); i++) {
        Story story = story_of(fixture, store);
        story.rule.class = story.terms.class = classes[i];
        share_on_consent(fixture, store, &story);
        const PersonFile file = file_for(fixture, store, stranger(), story.person);
        assert_int_equal(person_fact_first(&file, FACT_NAME) != NULL,
                         classes[i] == CLASS_IDENTITY);
        assert_int_equal(person_fact_first(&file, FACT_PHONE) != NULL,
                         classes[i] == CLASS_CONTACT);
        const Outcome household = classes[i] == CLASS_SITUATION ? OK : NOT_FOUND;
        assert_int_equal(acts(fixture, store, stranger(), read_household, &story), household);
        assert_int_equal(acts(fixture, store, stranger(), read_animals, &story), household);
    }
}

static void broken_glass_opens_to_one_account_for_an_hour_and_the_officer_is_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    Relation relation = RELATION_STRANGER;
    const Caller other = worker(7, house_of_others, team_of_others, "social_worker");
    assert_int_equal(acts(fixture, store, stranger(), break_glass, &story), OK);
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), OK);
    assert_int_equal(relation, RELATION_EMERGENCY);
    assert_int_equal(reads(fixture, store, other, &story, &relation), NOT_FOUND);
    assert_int_equal(acts(fixture, store, officer(), read_notices, &story), OK);
    assert_int_equal(story.notices.count, 1);
    the_time = NOON + 60 * 60;
    assert_int_equal(reads(fixture, store, stranger(), &story, &relation), NOT_FOUND);
    the_time = NOON;
}

static void glass_is_not_broken_without_a_reason_without_the_right_or_without_keys(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    assert_int_equal(acts(fixture, store, desk_colleague(), break_glass, &story), REFUSED);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, stranger(), break_glass, &story), REFUSED);
    assert_true(text_contains(fixture->problem.detail, TEXT("seuil keys make")));
    keys_are_at_hand = true;
    story.danger.words = TEXT("urgent");
    assert_int_equal(acts(fixture, store, stranger(), break_glass, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("words"));
}

static Outcome make_link(Access *access, void *context)
{
    const Story *story = context;
    return link_made_add(access, story->person, TEXT("https://idp.example"),
                         TEXT("0123456789abcdef"));
}

static Outcome see_first(Access *access, void *context)
{
    const Story *story = context;
    return notice_see(access, story->notices.items[0].id);
}

static void the_officer_is_told_of_a_linked_account_and_examines_it_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Story story = story_of(fixture, store);
    assert_int_equal(acts(fixture, store, stranger(), break_glass, &story), OK);
    the_time = NOON + 1;
    assert_int_equal(acts(fixture, store, desk(), make_link, &story), OK);
    assert_int_equal(acts(fixture, store, officer(), read_notices, &story), OK);
    assert_int_equal(story.notices.count, 2);
    assert_text_equal(story.notices.items[0].kind, TEXT("link"));
    assert_text_equal(story.notices.items[0].digest, TEXT("0123456789abcdef"));
    assert_int_equal(acts(fixture, store, desk(), see_first, &story), REFUSED);
    assert_int_equal(acts(fixture, store, officer(), see_first, &story), OK);
    assert_int_equal(acts(fixture, store, officer(), see_first, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, officer(), read_notices, &story), OK);
    assert_text_equal(story.notices.items[0].kind, TEXT("glass"));
    the_time = NOON;
}

#define on_a_store(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_consent_is_explained_before_it_is_given_and_decided_once),
        on_a_store(words_spoken_need_a_witness_other_than_the_worker),
        on_a_store(a_rule_without_an_end_or_for_ones_own_house_is_refused),
        on_a_store(the_consent_of_one_person_is_not_found_under_another),
        on_a_store(a_stranger_records_no_consent),
        on_a_store(sharing_without_any_one_of_the_five_conditions_is_refused_by_its_name),
        cmocka_unit_test(a_missing_condition_has_words_in_four_languages),
        on_a_store(what_the_person_agreed_to_opens_to_that_house_and_closes_when_withdrawn),
        on_a_store(another_purpose_class_or_house_than_agreed_is_refused),
        on_a_store(a_consent_whose_day_has_passed_opens_nothing),
        on_a_store(a_consent_that_replaces_another_ends_it),
        on_a_store(a_share_closed_by_the_team_is_closed),
        on_a_store(a_desk_worker_shares_who_somebody_is_and_no_more),
        on_a_store(grave_danger_opens_for_three_days_and_the_officer_is_told),
        on_a_store(a_house_reads_the_classes_agreed_to_and_no_other),
        on_a_store(broken_glass_opens_to_one_account_for_an_hour_and_the_officer_is_told),
        on_a_store(glass_is_not_broken_without_a_reason_without_the_right_or_without_keys),
        on_a_store(the_officer_is_told_of_a_linked_account_and_examines_it_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

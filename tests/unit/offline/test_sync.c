/* SPDX-License-Identifier: EUPL-1.2 */
/* What a device brings and is given: one act, one answer; nothing lost, nothing overwritten. */
#include "offline/conflict.h"
#include "unit/offline/sync_operations.h"

static PersonFact first_fact(Fixture *fixture, Store *store, Id person, FactKind kind)
{
    const PersonFile file = file_for(fixture, store, desk(), person);
    const PersonFact *found = person_fact_first(&file, kind);
    assert_non_null(found);
    return *found;
}

static FieldChange of_fact(Id person, const PersonFact *fact, const char *wanted)
{
    return (FieldChange){.kind = "fact.set",
                         .owner_name = "person",
                         .owner = person,
                         .id = fact->id,
                         .field = "value",
                         .seen = fact->what.value,
                         .wanted = text_from(wanted),
                         .base = fact->revision};
}

typedef struct Needing {
    Id case_file;
    NewNeed made;
    Id id;
    Urgency urgency;
    CaseNeedList list;
} Needing;

static Outcome add_need(Access *access, void *context)
{
    Needing *needing = context;
    return case_add_need(access, needing->case_file, &needing->made, &needing->id);
}

static Outcome set_urgency(Access *access, void *context)
{
    const Needing *needing = context;
    return case_set_urgency(access, needing->case_file, needing->id, needing->urgency);
}

static Outcome read_needs(Access *access, void *context)
{
    Needing *needing = context;
    return case_needs(access, needing->case_file, &needing->list);
}

/* A need of the case, of usual urgency. */
static Needing needing_of(Fixture *fixture, Store *store, const CaseStory *story)
{
    Needing needing = {
        .case_file = story->id,
        .made = {.need = TEXT_INIT("food.meal"), .urgency = URGENCY_NORMAL}
    };
    assert_int_equal(acts(fixture, store, desk(), add_need, &needing), OK);
    return needing;
}

static FieldChange of_need(const Needing *needing, const char *seen, const char *wanted)
{
    return (FieldChange){.kind = "need.set",
                         .owner_name = "case",
                         .owner = needing->case_file,
                         .id = needing->id,
                         .field = "urgency",
                         .seen = text_from(seen),
                         .wanted = text_from(wanted)};
}

/* ---------------------------------------------------------------------------------- bringing
 */

static void an_operation_sent_again_is_answered_as_the_first_time_and_acts_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    const Text note =
        note_operation(&hands, made_id(), story.id, made_id(), "MARKER dort au pont");
    assert_int_equal(answer_to(&hands, note).result, RESULT_APPLIED);
    assert_int_equal(answer_to(&hands, note).result, RESULT_APPLIED);
    const PushAnswerList twice = deliver(
        &hands, text_format(fixture->arena, "%.*s,%.*s", TEXT_ARG(note), TEXT_ARG(note)));
    assert_int_equal(twice.count, 2);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    assert_int_equal(story.notes.count, 1);
}

static void a_refused_operation_leaves_the_others_as_they_are(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    const Text good = note_operation(&hands, made_id(), story.id, made_id(), "a");
    const Text empty = note_operation(&hands, made_id(), story.id, made_id(), "");
    const Text last = note_operation(&hands, made_id(), story.id, made_id(), "b");
    const PushAnswerList answers =
        deliver(&hands, text_format(fixture->arena, "%.*s,%.*s,{\"op\":3},%.*s", TEXT_ARG(good),
                                    TEXT_ARG(empty), TEXT_ARG(last)));
    assert_int_equal(answers.items[0].answer.result, RESULT_APPLIED);
    assert_int_equal(answers.items[1].answer.result, RESULT_REFUSED);
    assert_text_equal(answers.items[1].answer.field, TEXT("words"));
    assert_text_equal(answers.items[2].answer.field, TEXT("op"));
    assert_int_equal(answers.items[3].answer.result, RESULT_APPLIED);
    assert_int_equal(answer_to(&hands, empty).result, RESULT_REFUSED);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    assert_int_equal(story.notes.count, 2);
}

static void two_values_of_a_name_stand_beside_each_other_until_somebody_settles(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    const PersonFact name = first_fact(fixture, store, story.person, FACT_NAME);
    const FieldChange one = of_fact(story.person, &name, "Camilla");
    const FieldChange other = of_fact(story.person, &name, "Kamille");
    assert_int_equal(answer_to(&hands, field_operation(&hands, made_id(), &one)).result,
                     RESULT_APPLIED);
    const OperationAnswer late = answer_to(&hands, field_operation(&hands, made_id(), &other));
    assert_int_equal(late.result, RESULT_CONFLICT);
    assert_text_equal(first_fact(fixture, store, story.person, FACT_NAME).what.value,
                      TEXT("Camilla"));
    assert_true(file_for(fixture, store, desk(), story.person).has_contested);
    const FieldChange again = of_fact(story.person, &name, "Camilla");
    const OperationAnswer same = answer_to(&hands, field_operation(&hands, made_id(), &again));
    assert_text_equal(same.because, TEXT("same"));
}

static void other_fields_of_one_fact_are_merged(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    const PersonFact name = first_fact(fixture, store, story.person, FACT_NAME);
    const FieldChange given = of_fact(story.person, &name, "Camilla");
    FieldChange family = of_fact(story.person, &name, "Exempel");
    family.field = "extra";
    family.seen = name.what.extra;
    assert_int_equal(answer_to(&hands, field_operation(&hands, made_id(), &given)).result,
                     RESULT_APPLIED);
    assert_int_equal(answer_to(&hands, field_operation(&hands, made_id(), &family)).result,
                     RESULT_MERGED);
    const PersonFact both = first_fact(fixture, store, story.person, FACT_NAME);
    assert_text_equal(both.what.value, TEXT("Camilla"));
    assert_text_equal(both.what.extra, TEXT("Exempel"));
}

static void an_urgency_two_changed_stays_until_somebody_decides(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, nurse());
    Needing needing = needing_of(fixture, store, &story);
    needing.urgency = URGENCY_NOW;
    assert_int_equal(acts(fixture, store, desk(), set_urgency, &needing), OK);
    const FieldChange late = of_need(&needing, "normal", "high");
    assert_int_equal(answer_to(&hands, field_operation(&hands, made_id(), &late)).result,
                     RESULT_CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_needs, &needing), OK);
    assert_int_equal(needing.list.items[0].urgency, URGENCY_NOW);
}

typedef struct Settling {
    OfflineConflictList list;
    Id op;
    ConflictChoice choice;
} Settling;

static Outcome list_conflicts(Access *access, void *context)
{
    Settling *settling = context;
    return conflict_list(access, &settling->list);
}

static Outcome decide(Access *access, void *context)
{
    const Settling *settling = context;
    return conflict_decide(access, settling->op, settling->choice);
}

static size_t conflicts_of(Fixture *fixture, Store *store, Caller caller, Settling *settling)
{
    assert_int_equal(acts(fixture, store, caller, list_conflicts, settling), OK);
    return settling->list.count;
}

static void a_conflict_is_shown_to_both_and_to_nobody_else_and_is_decided_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, nurse());
    const Caller third = worker(21, house_of_exemple, team_of_desk, "social_worker");
    Settling settling = {.op = made_id(), .choice = CONFLICT_TAKE};
    Needing needing = needing_of(fixture, store, &story);
    needing.urgency = URGENCY_NOW;
    assert_int_equal(acts(fixture, store, desk(), set_urgency, &needing), OK);
    const FieldChange late = of_need(&needing, "normal", "high");
    (void)answer_to(&hands, field_operation(&hands, settling.op, &late));
    assert_int_equal(conflicts_of(fixture, store, nurse(), &settling), 1);
    assert_text_equal(settling.list.items[0].stands, TEXT("now"));
    assert_text_equal(settling.list.items[0].wanted, TEXT("high"));
    assert_int_equal(conflicts_of(fixture, store, desk(), &settling), 1);
    assert_int_equal(conflicts_of(fixture, store, third, &settling), 0);
    assert_int_equal(acts(fixture, store, third, decide, &settling), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), decide, &settling), OK);
    assert_int_equal(acts(fixture, store, nurse(), decide, &settling), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_needs, &needing), OK);
    assert_int_equal(needing.list.items[0].urgency, URGENCY_HIGH);
    assert_int_equal(conflicts_of(fixture, store, nurse(), &settling), 0);
}

static void what_is_written_for_a_case_that_closed_meanwhile_is_kept(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, nurse());
    Settling settling = {.choice = CONFLICT_TAKE, .op = made_id()};
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    const Text note = note_operation(&hands, settling.op, story.id, made_id(), "MARKER late");
    assert_int_equal(answer_to(&hands, note).result, RESULT_CONFLICT);
    assert_int_equal(conflicts_of(fixture, store, desk(), &settling), 1);
    assert_text_equal(settling.list.items[0].wanted, TEXT("MARKER late"));
    assert_int_equal(acts(fixture, store, desk(), decide, &settling), CONFLICT);
    assert_int_equal(conflicts_of(fixture, store, desk(), &settling), 1);
}

static void beds_and_places_are_refused_with_words(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Hands hands = hands_of(fixture, store, desk());
    const OperationAnswer answer =
        answer_to(&hands, text_format(fixture->arena, "{\"op\":\"%.*s\",\"kind\":\"bed.book\"}",
                                      TEXT_ARG(id_text(&hands, made_id()))));
    assert_int_equal(answer.result, RESULT_REFUSED);
    assert_text_equal(answer.because, TEXT("online_only"));
}

static Text meet(const Hands *hands, Id person)
{
    return text_format(hands->fixture->arena,
                       "{\"op\":\"%.*s\",\"kind\":\"person.create\",\"id\":\"%.*s\",\"facts\":["
                       "{\"kind\":\"name\",\"value\":\"Dominique\",\"extra\":\"Exemple\"},"
                       "{\"kind\":\"birth\",\"value\":\"1990-02-03\"}]}",
                       TEXT_ARG(id_text(hands, made_id())), TEXT_ARG(id_text(hands, person)));
}

static void a_person_met_twice_is_kept_twice_and_flagged(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Hands hands = hands_of(fixture, store, desk());
    const Id person = made_id();
    const Text first = meet(&hands, person);
    const Text second = meet(&hands, made_id());
    const OperationAnswer alone = answer_to(&hands, first);
    assert_int_equal(alone.result, RESULT_APPLIED);
    assert_int_equal(alone.double_flag, DOUBLE_NONE);
    assert_int_equal(answer_to(&hands, second).double_flag, DOUBLE_SEEN);
    assert_text_equal(first_fact(fixture, store, person, FACT_NAME).what.value,
                      TEXT("Dominique"));
    const Hands others = hands_of(fixture, store, stranger());
    const Text third = meet(&others, made_id());
    assert_int_equal(answer_to(&others, third).double_flag, DOUBLE_SOMEWHERE);
}

/* ----------------------------------------------------------------------------------- rights */

static void another_house_neither_writes_nor_learns_that_the_person_exists(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, stranger());
    const OperationAnswer there =
        answer_to(&hands, note_operation(&hands, made_id(), story.id, made_id(), "x"));
    const OperationAnswer nowhere =
        answer_to(&hands, note_operation(&hands, made_id(), made_id(), made_id(), "x"));
    assert_int_equal(there.result, RESULT_REFUSED);
    assert_text_equal(there.because, nowhere.because);
    assert_text_equal(there.detail, nowhere.detail);
}

static void a_device_of_somebody_else_and_its_answers_are_nobodys(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const CaseStory story = case_story(fixture, store);
    const Hands hands = hands_of(fixture, store, desk());
    Hands thief = hands_of(fixture, store, nurse());
    Pushing pushing = {0};
    const Text note = note_operation(&hands, made_id(), story.id, made_id(), "x");
    assert_int_equal(answer_to(&hands, note).result, RESULT_APPLIED);
    assert_text_equal(answer_to(&thief, note).because, TEXT("taken"));
    thief.device = hands.device;
    assert_int_equal(try_to_deliver(&thief, note, &pushing), NOT_FOUND);
    assert_false(pushing.is_revoked);
}

static Outcome revoke_it(Access *access, void *context)
{
    return device_revoke(access, *(const Id *)context);
}

static void a_revoked_device_brings_nothing_and_is_given_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    Pushing pushing = {0};
    Pulled pulled = {0};
    Text page = TEXT("");
    const PullOrder order = {.device = hands.device};
    assert_int_equal(acts(fixture, store, desk(), revoke_it, &hands.device), OK);
    const Text note = note_operation(&hands, made_id(), story.id, made_id(), "x");
    assert_int_equal(try_to_deliver(&hands, note, &pushing), REFUSED);
    assert_true(pushing.is_revoked);
    assert_int_equal(try_to_pull(&hands, &order, &pulled, &page), REFUSED);
    assert_true(pulled.is_revoked);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    assert_int_equal(story.notes.count, 0);
}

/* ------------------------------------------------------------------------------- being given
 */

static void a_person_is_given_whole_once_and_then_what_changed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    assert_true(page_has(pull_all(&hands, IT_ARRIVES), "\"whole\":true"));
    assert_false(page_has(pull_all(&hands, IT_ARRIVES), "\"documents\""));
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    const Text page = pull_all(&hands, IT_ARRIVES);
    assert_true(page_has(page, "MARKER-NOTE"));
    assert_true(page_has(page, "\"whole\":false"));
    assert_false(page_has(page, "\"kind\":\"person\""));
}

static void a_page_lost_on_the_way_is_given_again(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    (void)pull_all(&hands, IT_IS_LOST);
    assert_true(page_has(pull_all(&hands, IT_ARRIVES), "\"whole\":true"));
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    assert_true(page_has(pull_all(&hands, IT_IS_LOST), "MARKER-NOTE"));
    assert_true(page_has(pull_all(&hands, IT_ARRIVES), "MARKER-NOTE"));
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
}

static void who_is_no_longer_followed_is_told_gone_until_it_was_heard(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    (void)pull_all(&hands, IT_ARRIVES);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    the_time = NOON + PULL_LATELY + 1;
    assert_true(page_has(pull_all(&hands, IT_IS_LOST), "\"gone\":true"));
    assert_true(page_has(pull_all(&hands, IT_ARRIVES), "\"gone\":true"));
    assert_false(page_has(pull_all(&hands, IT_ARRIVES), "\"person\":"));
    the_time = NOON;
}

static void who_is_not_followed_is_not_given_though_the_house_may_read_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)case_story(fixture, store);
    Hands hands = hands_of(fixture, store, nurse());
    assert_false(page_has(pull_all(&hands, IT_ARRIVES), "\"person\":"));
}

static void each_person_given_has_one_line_of_each_reading(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    Session *session SCOPED(session_end) = NULL;
    JournalPage before = {0};
    JournalPage after = {0};
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_of_person(session, fixture->arena, story.person, 0, &before, NULL),
                     OK);
    session_end(&session);
    (void)pull_all(&hands, IT_ARRIVES);
    (void)pull_all(&hands, IT_ARRIVES);
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_of_person(session, fixture->arena, story.person, 0, &after, NULL),
                     OK);
    assert_int_equal(after.count, before.count + 2); /* person.read, case.read */
}

static void a_cursor_the_store_never_gave_starts_anew(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)case_story(fixture, store);
    Hands hands = hands_of(fixture, store, desk());
    hands.cursor = 1000000;
    const Text page = pull_all(&hands, IT_ARRIVES);
    assert_true(page_has(page, "\"anew\":true"));
    assert_true(page_has(page, "\"whole\":true"));
}

static void many_persons_come_in_pages_and_each_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    enum { PERSONS = 60 };
    Id persons[PERSONS];
    the_time = NOON;
    Hands hands = hands_of(fixture, store, desk());
    for (size_t i = 0; i < PERSONS; i++) {
        persons[i] = create_camille(fixture, store);
    }
    const Text all = pull_all(&hands, IT_ARRIVES);
    for (size_t i = 0; i < PERSONS; i++) {
        const Text entry = text_format(fixture->arena, "{\"person\":\"%.*s\"",
                                       TEXT_ARG(id_text(&hands, persons[i])));
        const size_t at = text_find(all, entry, 0);
        assert_true(at < all.length);
        assert_int_equal(text_find(all, entry, at + 1), all.length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(an_operation_sent_again_is_answered_as_the_first_time_and_acts_once),
        on_a_store(a_refused_operation_leaves_the_others_as_they_are),
        on_a_store(two_values_of_a_name_stand_beside_each_other_until_somebody_settles),
        on_a_store(other_fields_of_one_fact_are_merged),
        on_a_store(an_urgency_two_changed_stays_until_somebody_decides),
        on_a_store(a_conflict_is_shown_to_both_and_to_nobody_else_and_is_decided_once),
        on_a_store(what_is_written_for_a_case_that_closed_meanwhile_is_kept),
        on_a_store(beds_and_places_are_refused_with_words),
        on_a_store(a_person_met_twice_is_kept_twice_and_flagged),
        on_a_store(another_house_neither_writes_nor_learns_that_the_person_exists),
        on_a_store(a_device_of_somebody_else_and_its_answers_are_nobodys),
        on_a_store(a_revoked_device_brings_nothing_and_is_given_nothing),
        on_a_store(a_person_is_given_whole_once_and_then_what_changed),
        on_a_store(a_page_lost_on_the_way_is_given_again),
        on_a_store(who_is_no_longer_followed_is_told_gone_until_it_was_heard),
        on_a_store(who_is_not_followed_is_not_given_though_the_house_may_read_them),
        on_a_store(each_person_given_has_one_line_of_each_reading),
        on_a_store(a_cursor_the_store_never_gave_starts_anew),
        on_a_store(many_persons_come_in_pages_and_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* A case handed to another house: what changes, for whom, and that it is all or nothing. */
#include <sys/wait.h>

#include "casework/case_work.h"
#include "casework/note.h"
#include "casework/task.h"
#include "people/lookup.h"
#include "people/merge.h"
#include "referral/agreement.h"
#include "unit/referral/referral_fixture.h"

enum { ALL_CONDITIONS = (1U << CONDITION_COUNT) - 1 };

typedef struct Transfer {
    Id person;
    Id case_file;
    Id consent;
    Id task;
    Id older; /* another file of the same person, merged into the one */
    Id older_case;
    NoteSecrecy older_secrecy;
    DataClass without; /* the class that the person keeps to themself */
    Referral sent;
    Case read;
    NoteList notes;
    CaseItemList items;
    CaseMemberList members;
    OwnTaskList tasks;
} Transfer;

/* ---------------------------------------------------------------------------------- deeds */

static Outcome write_case(Access *access, void *context)
{
    Transfer *story = context;
    const NewNote note = {.secrecy = NOTE_TEAM, .words = TEXT("sleeps at the station")};
    const CaseItem task = {.kind = ITEM_TASK,
                           .words = TEXT("call the shelter"),
                           .due = access->now + DAY,
                           .remind = access->now};
    Id made = {{0}};
    TRY(case_open(access, story->person, TEXT("social"), &story->case_file));
    TRY(case_add_item(access, story->case_file, &task, &story->task));
    return note_add(access, story->case_file, &note, &made);
}

static Outcome merge_older(Access *access, void *context)
{
    Id made = {{0}};
    Transfer *story = context;
    const PersonDetail name = fact(FACT_NAME, "Camille", "Autrefois");
    const NewPerson older = {.facts = &name, .fact_count = 1};
    const NewNote note = {.secrecy = story->older_secrecy, .words = TEXT("came in winter")};
    TRY(person_create(access, &older, &story->older));
    TRY(case_open(access, story->older, TEXT("social"), &story->older_case));
    TRY(note_add(access, story->older_case, &note, &made));
    TRY(case_close(access, story->older_case, TEXT("helped")));
    return person_merge(access, story->older, story->person);
}

static Outcome read_older(Access *access, void *context)
{
    Transfer *story = context;
    TRY(case_read(access, story->older_case, &story->read));
    return note_list(access, story->older_case, &story->notes);
}

static Outcome agree_to_transfer(Access *access, void *context)
{
    Transfer *story = context;
    ConsentRule rules[DATA_CLASS_COUNT];
    size_t count = 0;
    for (int i = 0; i < DATA_CLASS_COUNT; i++) {
        if ((DataClass)i != story->without) {
            rules[count++] = (ConsentRule){PURPOSE_TRANSFER, house_of_others, (DataClass)i,
                                           access->now + 30 * DAY};
        }
    }
    const NewConsent made = {.language = TEXT("fr"), .rules = rules, .rule_count = count};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    TRY(consent_draft(access, story->person, &made, &story->consent));
    TRY(consent_propose(access, story->person, story->consent));
    return agreement_answer(access, story->person, story->consent, &answer);
}

static Outcome withdraw_consent(Access *access, void *context)
{
    const Transfer *story = context;
    return agreement_withdraw(access, story->person, story->consent);
}

static Outcome read_all(Access *access, void *context)
{
    Transfer *story = context;
    TRY(case_read(access, story->case_file, &story->read));
    TRY(case_items(access, story->case_file, &story->items));
    TRY(case_members(access, story->case_file, &story->members));
    return note_list(access, story->case_file, &story->notes);
}

static Outcome read_tasks(Access *access, void *context)
{
    Transfer *story = context;
    return task_list_own(access, &story->tasks);
}

static Opening handing_over(const Transfer *story)
{
    static ReferralDoor only[1];
    only[0] = door("housing.shelter", house_of_others, shelter, true);
    return (Opening){
        .set = {.id = whole_set,
                .person = story->person,
                .team = team_of_desk,
                .kind = REFERRAL_TRANSFER,
                .doors = only,
                .door_count = 1}
    };
}

static Transfer case_of_camille(Fixture *fixture, Store *store)
{
    clock_now = NOON;
    Transfer story = {.person = create_camille(fixture, store), .without = DATA_CLASS_COUNT};
    assert_int_equal(does(fixture, store, desk(), write_case, &story), OK);
    return story;
}

/* Sent to the other house, all being agreed. */
static Transfer sent_transfer(Fixture *fixture, Store *store)
{
    Transfer story = case_of_camille(fixture, store);
    Opening opening = handing_over(&story);
    assert_int_equal(does(fixture, store, desk(), agree_to_transfer, &story), OK);
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    story.sent = must_act(fixture, store, desk(), &opening.drafts.items[0], REFERRAL_SEND, "");
    return story;
}

static void assert_with(Fixture *fixture, Store *store, Transfer *story, Caller keeper,
                        Caller other)
{
    assert_int_equal(does(fixture, store, other, read_all, story), NOT_FOUND);
    assert_int_equal(does(fixture, store, keeper, read_all, story), OK);
    assert_true(id_equal(story->read.team, keeper.teams[0]));
    assert_int_equal(story->notes.count, 1);
    assert_int_equal(story->items.count, 1);
}

/* --------------------------------------------------------------------------------- opening */

static void a_transfer_needs_an_open_case_of_the_team_and_one_door(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    clock_now = NOON;
    Transfer story = {.person = create_camille(fixture, store)};
    Opening opening = handing_over(&story);
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("caseFile"));
    opening = opening_for(story.person);
    opening.set.kind = REFERRAL_TRANSFER;
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("doors"));
}

static void no_case_is_sent_unless_the_person_agreed_to_all_that_it_opens(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = case_of_camille(fixture, store);
    Opening opening = handing_over(&story);
    story.without = CLASS_NOTES;
    assert_int_equal(does(fixture, store, desk(), agree_to_transfer, &story), OK);
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    Acting acting = acting_of(opening.drafts.items[0].id, 0, REFERRAL_SEND);
    acting.order.conditions = ALL_CONDITIONS;
    acting.order.consent_override = true;
    acting.order.reason = TEXT("life");
    acting.order.danger_words = TEXT("threatened tonight, cannot go home");
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("consent"));
    assert_true(text_contains(fixture->problem.detail, TEXT("notes")));
}

/* ------------------------------------------------------------------------------- accepting */

static void the_case_stays_where_it_is_until_the_receiver_accepts(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    assert_int_equal(does(fixture, store, stranger(), read_all, &story), NOT_FOUND);
    assert_int_equal(does(fixture, store, desk(), read_all, &story), OK);
    assert_true(id_equal(story.read.lead, desk().account));
}

static void
an_accepted_case_changes_hands_with_its_words_its_tasks_and_its_history(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    clock_now += HOUR;
    (void)must_act(fixture, store, stranger(), &story.sent, REFERRAL_ACCEPT, "");
    assert_with(fixture, store, &story, stranger(), desk());
    assert_true(id_equal(story.read.lead, stranger().account));
    assert_true(id_equal(story.read.house, house_of_others));
    assert_true(id_equal(story.items.items[0].owner, stranger().account));
    assert_int_equal(story.members.count, 2);
    assert_true(story.members.items[0].left_at > 0);
    assert_int_equal(does(fixture, store, desk(), read_tasks, &story), OK);
    assert_int_equal(story.tasks.count, 0);
    assert_int_equal(does(fixture, store, stranger(), read_tasks, &story), OK);
    assert_int_equal(story.tasks.count, 1);
}

static Outcome look_up(Access *access, void *context)
{
    LookupAnswer *answer = context;
    const LookupQuery question = {.given = TEXT("Camille"), .family = TEXT("Exemple")};
    return lookup_find(access, &question, answer);
}

static void the_former_house_finds_the_person_by_name_no_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    LookupAnswer answer = {0};
    (void)must_act(fixture, store, stranger(), &story.sent, REFERRAL_ACCEPT, "");
    assert_int_equal(does(fixture, store, desk(), look_up, &answer), OK);
    assert_int_equal(answer.count, 0);
    assert_int_equal(does(fixture, store, stranger(), look_up, &answer), OK);
    assert_int_equal(answer.count, 1);
}

static void an_older_file_merged_into_it_goes_along_with_its_cases(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    LookupAnswer answer = {0};
    assert_int_equal(does(fixture, store, desk(), merge_older, &story), OK);
    (void)must_act(fixture, store, stranger(), &story.sent, REFERRAL_ACCEPT, "");
    assert_int_equal(does(fixture, store, desk(), read_older, &story), NOT_FOUND);
    assert_int_equal(does(fixture, store, stranger(), read_older, &story), OK);
    assert_true(id_equal(story.read.team, team_of_others));
    assert_int_equal(story.notes.count, 1);
    assert_int_equal(does(fixture, store, desk(), look_up, &answer), OK);
    assert_int_equal(answer.count, 0);
}

static void a_note_of_a_profession_in_an_older_file_asks_for_health_too(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = case_of_camille(fixture, store);
    Opening opening = handing_over(&story);
    Caller nurse = desk();
    nurse.profession = TEXT("nurse");
    story.without = CLASS_HEALTH;
    story.older_secrecy = NOTE_PROFESSION;
    assert_int_equal(does(fixture, store, nurse, merge_older, &story), OK);
    assert_int_equal(does(fixture, store, desk(), agree_to_transfer, &story), OK);
    assert_int_equal(does(fixture, store, desk(), open_set, &opening), OK);
    Acting acting = acting_of(opening.drafts.items[0].id, 0, REFERRAL_SEND);
    acting.order.conditions = ALL_CONDITIONS;
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("consent"));
    assert_true(text_contains(fixture->problem.detail, TEXT("health")));
}

static void a_refused_transfer_changes_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    (void)must_act(fixture, store, stranger(), &story.sent, REFERRAL_REFUSE, "full");
    assert_int_equal(does(fixture, store, desk(), read_all, &story), OK);
    assert_true(id_equal(story.read.team, team_of_desk));
    assert_true(id_equal(story.read.lead, desk().account));
    assert_int_equal(story.members.count, 1);
    assert_int_equal(story.notes.count, 1);
}

static void who_has_no_account_or_may_not_write_a_case_takes_none_over(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    Acting acting = acting_of(story.sent.id, story.sent.revision, REFERRAL_ACCEPT);
    const Caller partner = worker(5, house_of_others, team_of_others, "partner");
    assert_int_equal(does(fixture, store, partner, act, &acting), REFUSED);
    acting.order.way = WAY_LINK;
    assert_int_equal(does(fixture, store, stranger(), act, &acting), REFUSED);
    acting.order.way = WAY_PHONE;
    acting.order.spoken_by = TEXT("Dominique Exemple");
    assert_int_equal(does(fixture, store, desk(), act, &acting), REFUSED);
    assert_with(fixture, store, &story, desk(), care());
}

static void who_is_of_several_teams_says_which_takes_over(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    Acting acting = acting_of(story.sent.id, story.sent.revision, REFERRAL_ACCEPT);
    Caller two = stranger();
    two.teams[two.team_count++] = (Id){{0xB2}};
    assert_int_equal(does(fixture, store, two, act, &acting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("team"));
    acting.order.team = team_of_desk;
    assert_int_equal(does(fixture, store, two, act, &acting), INVALID);
    acting.order.team = (Id){{0xB2}};
    assert_int_equal(does(fixture, store, two, act, &acting), OK);
    assert_int_equal(does(fixture, store, two, read_all, &story), OK);
    assert_true(id_equal(story.read.team, (Id){{0xB2}}));
}

static void a_consent_withdrawn_before_the_answer_takes_the_transfer_back(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    assert_int_equal(does(fixture, store, desk(), withdraw_consent, &story), OK);
    Acting acting = acting_of(story.sent.id, story.sent.revision + 1, REFERRAL_ACCEPT);
    assert_int_equal(does(fixture, store, stranger(), act, &acting), CONFLICT);
    assert_with(fixture, store, &story, desk(), stranger());
}

static void an_agreement_that_ran_out_before_the_answer_hands_nothing_over(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    Acting acting = acting_of(story.sent.id, story.sent.revision, REFERRAL_ACCEPT);
    clock_now += 31 * DAY;
    assert_int_equal(does(fixture, store, stranger(), act, &acting), REFUSED);
    assert_with(fixture, store, &story, desk(), stranger());
}

static void what_changed_hands_is_not_taken_back_by_an_act(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    const Referral taken =
        must_act(fixture, store, stranger(), &story.sent, REFERRAL_ACCEPT, "");
    Acting acting = acting_of(taken.id, taken.revision, REFERRAL_WITHDRAW);
    acting.order.reason = TEXT("no_longer_needed");
    assert_int_equal(does(fixture, store, desk(), act, &acting), CONFLICT);
    acting.order.act = REFERRAL_REFUSE;
    acting.order.reason = TEXT("full");
    assert_int_equal(does(fixture, store, stranger(), act, &acting), CONFLICT);
    assert_with(fixture, store, &story, stranger(), desk());
}

/* --------------------------------------------------------------------------- all or nothing */

static Outcome act_then_die(Access *access, void *context)
{
    Acting *acting = context;
    TRY(referral_act(access, &acting->order, &acting->done));
    _exit(9);
}

static void
a_machine_that_dies_while_accepting_leaves_the_case_whole_with_who_sent_it(void **state)
{
    Fixture *fixture = *state;
    Store *store = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    store_close(&store);
    const pid_t child = fork();
    if (child == 0) {
        Acting acting = acting_of(story.sent.id, story.sent.revision, REFERRAL_ACCEPT);
        Store *own = open_store(fixture);
        (void)does(fixture, own, stranger(), act_then_die, &acting);
        _exit(1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), 9);
    Store *again SCOPED(store_close) = open_store(fixture);
    assert_with(fixture, again, &story, desk(), care());
    (void)must_act(fixture, again, stranger(), &story.sent, REFERRAL_ACCEPT, "");
    assert_with(fixture, again, &story, stranger(), desk());
}

static void without_the_key_file_nothing_changes_hands(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Transfer story = sent_transfer(fixture, store);
    Acting acting = acting_of(story.sent.id, story.sent.revision, REFERRAL_ACCEPT);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, stranger(), act, &acting), REFUSED);
    keys_are_at_hand = true;
    assert_with(fixture, store, &story, desk(), care());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_transfer_needs_an_open_case_of_the_team_and_one_door),
        STORE_TEST(no_case_is_sent_unless_the_person_agreed_to_all_that_it_opens),
        STORE_TEST(the_case_stays_where_it_is_until_the_receiver_accepts),
        STORE_TEST(an_accepted_case_changes_hands_with_its_words_its_tasks_and_its_history),
        STORE_TEST(the_former_house_finds_the_person_by_name_no_more),
        STORE_TEST(an_older_file_merged_into_it_goes_along_with_its_cases),
        STORE_TEST(a_note_of_a_profession_in_an_older_file_asks_for_health_too),
        STORE_TEST(a_refused_transfer_changes_nothing),
        STORE_TEST(who_has_no_account_or_may_not_write_a_case_takes_none_over),
        STORE_TEST(who_is_of_several_teams_says_which_takes_over),
        STORE_TEST(a_consent_withdrawn_before_the_answer_takes_the_transfer_back),
        STORE_TEST(an_agreement_that_ran_out_before_the_answer_hands_nothing_over),
        STORE_TEST(what_changed_hands_is_not_taken_back_by_an_act),
        STORE_TEST(a_machine_that_dies_while_accepting_leaves_the_case_whole_with_who_sent_it),
        STORE_TEST(without_the_key_file_nothing_changes_hands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

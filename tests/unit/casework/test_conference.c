/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/conference.h"
#include "unit/casework/case_fixture.h"

enum {
    ALL_RECORDED = 1u << CONDITION_SECRECY | 1u << CONDITION_MISSION |
                   1u << CONDITION_INFORMED | 1u << CONDITION_NEEDED
};

typedef struct Meeting {
    CaseStory story;
    NewConference made;
    Id id;
    Invitation invitation;
    Moment agreed_until; /* 0: NOON and 1000 seconds */
    NewDecision decision;
    Id decided;
    Held held;
    Text minutes;
    Conference read;
    ConferenceList list;
    InvitedList invited;
    CaseItemList items;
} Meeting;

static Outcome plan(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_plan(access, meeting->story.id, &meeting->made, &meeting->id);
}

static Outcome invite(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_invite(access, meeting->id, &meeting->invitation);
}

static Outcome uninvite(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_uninvite(access, meeting->id, meeting->invitation.house);
}

static Outcome decide(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_decide(access, meeting->id, &meeting->decision, &meeting->decided);
}

static Outcome minute(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_write_minutes(access, meeting->id, meeting->minutes);
}

static Outcome hold(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_hold(access, meeting->id, &meeting->held);
}

static Outcome cancel(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_cancel(access, meeting->id);
}

static Outcome read_one(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_read(access, meeting->id, &meeting->read);
}

static Outcome list_all(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_list(access, meeting->story.id, &meeting->list);
}

static Outcome look_at_inbox(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_invited(access, &meeting->invited);
}

static Outcome list_items(Access *access, void *context)
{
    Meeting *meeting = context;
    return case_items(access, meeting->story.id, &meeting->items);
}

static Outcome list_events(Access *access, void *context)
{
    Meeting *meeting = context;
    return case_events(access, meeting->story.id, &meeting->story.events);
}

/* The last consent of the person is withdrawn. */
static Outcome withdraw(Access *access, void *context)
{
    const Meeting *meeting = context;
    ConsentList list = {0};
    TRY(consent_list(access, meeting->story.person, &list));
    return consent_withdraw(access, meeting->story.person, list.items[0].id);
}

static Outcome agree(Access *access, void *context)
{
    const Meeting *meeting = context;
    const ConsentRule rule = {PURPOSE_CONFERENCE, meeting->invitation.house, CLASS_SITUATION,
                              meeting->agreed_until == 0 ? NOON + 1000 : meeting->agreed_until};
    const NewConsent made = {.language = TEXT("fr"), .rules = &rule, .rule_count = 1};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    Id consent = {{0}};
    TRY(consent_draft(access, meeting->story.person, &made, &consent));
    TRY(consent_propose(access, meeting->story.person, consent));
    return consent_answer(access, meeting->story.person, consent, &answer);
}

/* Planned for an hour from now, nobody invited yet. */
static Meeting planned(Fixture *fixture, Store *store)
{
    Meeting meeting = {
        .story = case_story(fixture, store),
        .made = {NOON + 3600,                      TEXT_INIT("MARKER-SUBJECT where to sleep"),
                 TEXT_INIT("MARKER-PLACE room 2")},
        .decision = {.words = TEXT_INIT("MARKER-DECISION ask for the address")},
        .minutes = TEXT_INIT("MARKER-MINUTES all agree"),
    };
    assert_int_equal(acts(fixture, store, desk(), plan, &meeting), OK);
    return meeting;
}

static void house_invited(Fixture *fixture, Store *store, Meeting *meeting, Id house)
{
    meeting->invitation = (Invitation){.house = house, .conditions = ALL_RECORDED};
    assert_int_equal(acts(fixture, store, desk(), agree, meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), invite, meeting), OK);
}

static void others_invited(Fixture *fixture, Store *store, Meeting *meeting)
{
    house_invited(fixture, store, meeting, house_of_others);
}

static void a_conference_is_read_back_with_its_words_and_stands_in_the_course(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_text_equal(meeting.read.subject, meeting.made.subject);
    assert_text_equal(meeting.read.place, meeting.made.place);
    assert_int_equal(meeting.read.starts, NOON + 3600);
    assert_int_equal(meeting.read.state, CONFERENCE_PLANNED);
    assert_int_equal(acts(fixture, store, desk(), list_events, &meeting), OK);
    assert_text_equal(meeting.story.events.items[1].act, TEXT("conference.planned"));
}

static void a_conference_without_a_subject_a_place_or_a_moment_is_refused(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    meeting.made.subject = TEXT(" ");
    assert_int_equal(acts(fixture, store, desk(), plan, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("subject"));
    meeting.made = (NewConference){0, TEXT("a"), TEXT("b")};
    assert_int_equal(acts(fixture, store, desk(), plan, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("starts"));
}

static void a_house_is_invited_under_the_five_conditions_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    meeting.invitation = (Invitation){.house = house_of_others, .conditions = ALL_RECORDED};
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("agreed"));
    assert_int_equal(acts(fixture, store, desk(), agree, &meeting), OK);
    meeting.invitation.conditions &= ~(1u << CONDITION_MISSION);
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), REFUSED);
    assert_text_equal(fixture->problem.field, TEXT("mission"));
    meeting.invitation.conditions = ALL_RECORDED;
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), CONFLICT);
}

static void an_invited_house_reads_it_as_long_as_the_person_agrees(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), NOT_FOUND);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), OK);
    assert_text_equal(meeting.read.subject, meeting.made.subject);
    assert_int_equal(acts(fixture, store, stranger(), look_at_inbox, &meeting), OK);
    assert_int_equal(meeting.invited.count, 1);
    assert_int_equal(acts(fixture, store, stranger(), cancel, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &meeting), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), look_at_inbox, &meeting), OK);
    assert_int_equal(meeting.invited.count, 0);
}

static void an_invitation_that_is_taken_back_closes_what_it_opened(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, stranger(), uninvite, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), OK);
    assert_int_equal(acts(fixture, store, desk(), uninvite, &meeting), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), look_at_inbox, &meeting), OK);
    assert_int_equal(meeting.invited.count, 0);
    assert_int_equal(acts(fixture, store, desk(), uninvite, &meeting), NOT_FOUND);
    assert_text_equal(fixture->problem.field, TEXT("guest"));
    assert_int_equal(acts(fixture, store, desk(), list_events, &meeting), OK);
    assert_text_equal(meeting.story.events.items[3].act, TEXT("conference.uninvited"));
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), OK);
}

static void
an_invitation_is_taken_back_after_the_person_withdrew_and_not_once_it_was_held(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), uninvite, &meeting), OK);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, desk(), cancel, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), uninvite, &meeting), CONFLICT);
}

static void a_conference_that_is_cancelled_closes_what_its_invitations_opened(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), OK);
    assert_int_equal(acts(fixture, store, desk(), cancel, &meeting), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_int_equal(meeting.read.state, CONFERENCE_CANCELLED);
}

static const Id house_besides = {{0xD7}};

static Caller guest_besides(void)
{
    return worker(9, house_besides, (Id){{0xD8}}, "social_worker");
}

static void once_held_who_came_reads_for_thirty_days_and_who_stayed_away_no_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    meeting.agreed_until = NOON + (Moment)90 * 24 * 3600;
    house_invited(fixture, store, &meeting, house_besides);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, guest_besides(), read_one, &meeting), OK);
    meeting.held = (Held){.came = &house_of_others, .came_count = 1, .person_came = true};
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), OK);
    assert_int_equal(acts(fixture, store, guest_besides(), read_one, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), OK);
    the_time = NOON + (Moment)31 * 24 * 3600;
    const Outcome later = acts(fixture, store, stranger(), read_one, &meeting);
    the_time = NOON;
    assert_int_equal(later, NOT_FOUND);
}

static void closing_the_case_cancels_what_was_to_come_and_closes_what_was_open(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    shared_with_others(fixture, store, &meeting.story, CLASS_NOTES);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), OK);
    meeting.story.result = TEXT("helped");
    assert_int_equal(acts(fixture, store, desk(), close_case, &meeting.story), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &meeting.story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), look_at_inbox, &meeting), OK);
    assert_int_equal(meeting.invited.count, 0);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_int_equal(meeting.read.state, CONFERENCE_CANCELLED);
}

static void a_house_with_the_case_open_to_it_reads_no_conference_without_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    shared_with_others(fixture, store, &meeting.story, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &meeting), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), list_all, &meeting), OK);
    assert_int_equal(meeting.list.count, 0);
    assert_int_equal(acts(fixture, store, desk(), list_all, &meeting), OK);
    assert_int_equal(meeting.list.count, 1);
}

static void a_decision_becomes_a_task_with_its_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    meeting.decision.is_task = true;
    meeting.decision.due = NOON + 86400;
    assert_int_equal(acts(fixture, store, desk(), decide, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), list_items, &meeting), OK);
    assert_int_equal(meeting.items.count, 1);
    assert_text_equal(meeting.items.items[0].words, meeting.decision.words);
    assert_int_equal(meeting.items.items[0].due, NOON + 86400);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_true(id_equal(meeting.read.decisions.items[0].task, meeting.items.items[0].id));
    meeting.decision.owner = (Id){{99}};
    assert_int_equal(acts(fixture, store, desk(), decide, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("owner"));
}

static void a_conference_is_not_held_without_another_house(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    meeting.held.person_came = true;
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("came"));
    meeting.invitation = (Invitation){.account = desk().account};
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), OK);
    meeting.held.came = &meeting.invitation.account;
    meeting.held.came_count = 1;
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), INVALID);
    meeting.held.came = &house_of_others;
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), INVALID);
}

static void
it_is_not_held_for_an_absent_person_until_it_is_said_how_they_were_told(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    meeting.held = (Held){.came = &house_of_others, .came_count = 1};
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("represented"));
    meeting.held.represented = TEXT("MARKER-REPRESENTED her sister");
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("told"));
    meeting.held.told = TEXT("MARKER-TOLD by a visit on the same evening");
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), hold, &meeting), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), cancel, &meeting), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_int_equal(meeting.read.state, CONFERENCE_HELD);
    assert_int_equal(meeting.read.attendance, ATTENDANCE_ABSENT);
    assert_text_equal(meeting.read.told, meeting.held.told);
    assert_int_equal(meeting.read.guests.items[0].attendance, ATTENDANCE_CAME);
}

static void the_minutes_are_a_note_that_another_house_reads_when_notes_are_shared(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    others_invited(fixture, store, &meeting);
    assert_int_equal(acts(fixture, store, desk(), minute, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &meeting.story), OK);
    assert_true(id_equal(meeting.story.notes.items[0].id, meeting.read.minutes));
    assert_int_equal(meeting.story.notes.items[0].kind, NOTE_MEETING);
    assert_int_equal(acts(fixture, store, stranger(), read_notes, &meeting.story), OK);
    assert_int_equal(meeting.story.notes.count, 0);
    assert_int_equal(meeting.story.notes.withheld, 1);
}

static void a_conference_that_was_cancelled_decides_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Meeting meeting = planned(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), cancel, &meeting), OK);
    assert_int_equal(acts(fixture, store, desk(), decide, &meeting), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), minute, &meeting), CONFLICT);
    meeting.invitation = (Invitation){.account = desk().account};
    assert_int_equal(acts(fixture, store, desk(), invite, &meeting), CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_conference_is_read_back_with_its_words_and_stands_in_the_course),
        on_a_store(a_conference_without_a_subject_a_place_or_a_moment_is_refused),
        on_a_store(a_house_is_invited_under_the_five_conditions_alone),
        on_a_store(an_invited_house_reads_it_as_long_as_the_person_agrees),
        on_a_store(an_invitation_that_is_taken_back_closes_what_it_opened),
        on_a_store(
            an_invitation_is_taken_back_after_the_person_withdrew_and_not_once_it_was_held),
        on_a_store(a_conference_that_is_cancelled_closes_what_its_invitations_opened),
        on_a_store(once_held_who_came_reads_for_thirty_days_and_who_stayed_away_no_more),
        on_a_store(closing_the_case_cancels_what_was_to_come_and_closes_what_was_open),
        on_a_store(a_house_with_the_case_open_to_it_reads_no_conference_without_it),
        on_a_store(a_decision_becomes_a_task_with_its_day),
        on_a_store(a_conference_is_not_held_without_another_house),
        on_a_store(it_is_not_held_for_an_absent_person_until_it_is_said_how_they_were_told),
        on_a_store(the_minutes_are_a_note_that_another_house_reads_when_notes_are_shared),
        on_a_store(a_conference_that_was_cancelled_decides_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

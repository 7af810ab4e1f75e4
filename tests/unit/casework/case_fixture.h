/* SPDX-License-Identifier: EUPL-1.2 */
/* A case of Camille Exemple at the desk, and what is done with it. */
#pragma once

#include "casework/case_work.h"
#include "casework/note.h"
#include "people/share.h"
#include "unit/people/people_fixture.h"

#define on_a_store(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

typedef struct CaseStory {
    Id person;
    Id id; /* of the case */
    Text retention;
    Text result;
    Id account;
    Case read;
    CaseMemberList members;
    CaseEventList events;
    NewNote note;
    Id note_id;
    NoteList notes;
    ConsentRule rule;
    Danger danger;
} CaseStory;

static inline Outcome open_case(Access *access, void *context)
{
    CaseStory *story = context;
    return case_open(access, story->person, story->retention, &story->id);
}

static inline Outcome close_case(Access *access, void *context)
{
    const CaseStory *story = context;
    return case_close(access, story->id, story->result);
}

static inline Outcome read_case(Access *access, void *context)
{
    CaseStory *story = context;
    return case_read(access, story->id, &story->read);
}

static inline Outcome write_note(Access *access, void *context)
{
    CaseStory *story = context;
    return note_add(access, story->id, &story->note, &story->note_id);
}

static inline Outcome read_notes(Access *access, void *context)
{
    CaseStory *story = context;
    return note_list(access, story->id, &story->notes);
}

/* Has the person agree to the rule and opens what it says to the other house. */
static inline Outcome share_by_rule(Access *access, void *context)
{
    CaseStory *story = context;
    const NewConsent made = {.language = TEXT("fr"), .rules = &story->rule, .rule_count = 1};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    const ShareTerms terms = {story->rule.recipient, story->rule.purpose, story->rule.class,
                              (1u << CONDITION_COUNT) - 1};
    Id consent = {{0}};
    Id share = {{0}};
    TRY(consent_draft(access, story->person, &made, &consent));
    TRY(consent_propose(access, story->person, consent));
    TRY(consent_answer(access, story->person, consent, &answer));
    return share_open(access, story->person, &terms, &share);
}

static inline Outcome break_the_glass(Access *access, void *context)
{
    const CaseStory *story = context;
    Moment until = 0;
    return glass_break(access, story->person, &story->danger, &until);
}

static inline void shared_with_others(Fixture *fixture, Store *store, CaseStory *story,
                                      DataClass class)
{
    story->rule = (ConsentRule){.purpose = PURPOSE_FOLLOW_UP,
                                .recipient = house_of_others,
                                .class = class,
                                .until = NOON + 1000};
    assert_int_equal(acts(fixture, store, desk(), share_by_rule, story), OK);
}

/* Somebody of the team that keeps the file, of a profession. */
static inline Caller nurse(void)
{
    Caller caller = worker(11, house_of_exemple, team_of_desk, "clinician");
    caller.profession = TEXT("nurse");
    return caller;
}

static inline CaseStory case_story(Fixture *fixture, Store *store)
{
    the_time = NOON;
    keys_are_at_hand = true;
    CaseStory story = {
        .person = create_camille(fixture, store),
        .retention = TEXT_INIT("social"),
        .result = TEXT_INIT("helped"),
        .danger = {.reason = DANGER_HEALTH, .words = TEXT_INIT("fell in the street at noon")},
        .note = {.words = TEXT_INIT("MARKER-NOTE sleeps at the station")                      },
    };
    assert_int_equal(acts(fixture, store, desk(), open_case, &story), OK);
    return story;
}

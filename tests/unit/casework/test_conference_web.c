/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages of conferences, asked by a house that was invited. */
#include "unit/store_place.h"

#include "casework/conference.h"
#include "casework/conference_web.h"
#include "directory/queries.h"
#include "people/share.h"
#include "unit/casework/case_site.h"

typedef struct Meeting {
    CaseSite site;
    Id conference;
} Meeting;

static Id house_of_zoe(void)
{
    return id_from_name(TEXT("organization"), TEXT("ailleurs"));
}

static Outcome put_house(Session *session, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_RECORD_PUT, &statement, problem));
    bind_text(statement, "kind", TEXT("organization"));
    bind_id(statement, "id", house_of_zoe());
    bind_text(statement, "owner_kind", TEXT(""));
    bind_blob(statement, "owner", "", 0);
    bind_integer(statement, "position", 0);
    bind_text(statement, "origin", TEXT("test"));
    bind_text(statement, "body", TEXT("{\"name\": \"Ailleurs\"}"));
    bind_integer(statement, "now", 1);
    bind_integer(statement, "pass", 1);
    bind_integer(statement, "change", 1);
    return statement_run(statement, NULL, problem);
}

static Outcome agree(Access *access, Id person)
{
    Id consent = {{0}};
    const ConsentRule rule = {PURPOSE_CONFERENCE, house_of_zoe(), CLASS_SITUATION,
                              access->now + 1000000};
    const NewConsent made = {.language = TEXT("fr"), .rules = &rule, .rule_count = 1};
    const ConsentAnswer answer = {.is_given = true, .way = WAY_GESTURE};
    TRY(consent_draft(access, person, &made, &consent));
    TRY(consent_propose(access, person, consent));
    return consent_answer(access, person, consent, &answer);
}

/* Zoe's house is in the directory, and invited by Anne as the person agreed. */
static Outcome invite_zoe(Session *session, void *context, Problem *problem)
{
    Meeting *meeting = context;
    CaseSite *here = &meeting->site;
    const NewConference made = {here->site.now + 3600, TEXT("Où dormir"), TEXT("salle 2")};
    const Invitation invitation = {.house = house_of_zoe(),
                                   .conditions = (1u << CONDITION_COUNT) - 1};
    Access access = {.arena = here->site.arena,
                     .session = session,
                     .now = here->site.now,
                     .keyring = &case_site_ring,
                     .problem = problem};
    TRY(caller_read(session, access.arena, here->anne_id, access.now, &access.caller, problem));
    TRY(put_house(session, problem));
    TRY(conference_plan(&access, here->file, &made, &meeting->conference));
    TRY(agree(&access, here->person));
    TRY(conference_invite(&access, meeting->conference, &invitation));
    return access_write_journal(&access, session);
}

static int set_up(void **state)
{
    static Meeting meeting;
    meeting = (Meeting){0};
    case_site_open(&meeting.site, &CONFERENCE_ROUTES, 1);
    Problem problem = {.arena = meeting.site.site.arena};
    if (store_write(meeting.site.site.store, invite_zoe, &meeting, &problem) != OK) {
        fail_msg("%.*s", TEXT_ARG(problem.detail));
    }
    *state = &meeting;
    return 0;
}

static int tear_down(void **state)
{
    Meeting *meeting = *state;
    staff_site_close(&meeting->site.site);
    return 0;
}

static Answered at(Meeting *meeting, Text who, const char *rest, const char *fields)
{
    Arena *arena = meeting->site.site.arena;
    const Text path = text_format(arena, "/concertations/%.*s%s",
                                  TEXT_ARG(id_format(arena, meeting->conference)), rest);
    return fields == NULL ? case_site_get(&meeting->site, who, text_to_c(arena, path))
                          : case_site_post(&meeting->site, who, text_to_c(arena, path), fields);
}

static void an_invited_house_is_told_nothing_of_what_the_person_agreed_to(void **state)
{
    Meeting *meeting = *state;
    assert_int_equal(at(meeting, meeting->site.zoe, "", NULL).status, 200);
    const Answered told =
        at(meeting, meeting->site.zoe, "/invites", "house=ailleurs&condition=informed");
    assert_int_equal(told.status, 404);
    assert_false(text_contains(told.body, TEXT("role=\"alert\"")));
}

static void who_leads_is_told_each_condition_that_is_missing(void **state)
{
    Meeting *meeting = *state;
    assert_int_equal(at(meeting, meeting->site.anne, "/invites/retrait",
                        text_to_c(meeting->site.site.arena,
                                  text_format(meeting->site.site.arena, "guest=%.*s",
                                              TEXT_ARG(id_format(meeting->site.site.arena,
                                                                 house_of_zoe())))))
                         .status,
                     303);
    assert_int_equal(at(meeting, meeting->site.zoe, "", NULL).status, 404);
    const Answered told =
        at(meeting, meeting->site.anne, "/invites", "house=ailleurs&condition=informed");
    assert_int_equal(told.status, 422);
    assert_true(text_contains(told.body, TEXT("role=\"alert\"")));
}

/* Nobody touches the page for a while: the minutes being written are kept, not thrown away. */
static void a_page_left_alone_sends_the_minutes_that_were_being_written(void **state)
{
    Meeting *meeting = *state;
    const Text mine = at(meeting, meeting->site.anne, "", NULL).body;
    assert_true(text_contains(mine, TEXT("<form id=\"minutes-form\"")));
    assert_true(text_contains(mine, TEXT("form=\"minutes-form\" formnovalidate")));
    const Text theirs = at(meeting, meeting->site.zoe, "", NULL).body;
    assert_false(text_contains(theirs, TEXT("minutes-form")));
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(an_invited_house_is_told_nothing_of_what_the_person_agreed_to),
        on_a_site(a_page_left_alone_sends_the_minutes_that_were_being_written),
        on_a_site(who_leads_is_told_each_condition_that_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

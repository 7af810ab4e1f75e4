/* SPDX-License-Identifier: EUPL-1.2 */
/* Who read what of a person whose case changed hands: of whom it is told, and of whom counted.
 */
#include "unit/store_place.h"

#include "casework/case_transfer.h"
#include "dossier/export.h"
#include "dossier/file_web.h"
#include "people/merge.h"
#include "unit/dossier/handed_over.h"

typedef struct Reading {
    CaseSite *here;
    Id account; /* who does it */
    Id team;    /* that takes the case over */
    Id other;   /* a file that was merged */
    ShownJournal shown;
} Reading;

static Outcome begin(Reading *reading, Session *session, Access *access, Problem *problem)
{
    *access = access_on(reading->here, session, problem);
    return caller_read(session, access->arena, reading->account, access->now, &access->caller,
                       problem);
}

static Outcome break_glass(Session *session, void *context, Problem *problem)
{
    Access access;
    Moment until = 0;
    Reading *reading = context;
    const Danger danger = {.reason = DANGER_LIFE, .words = TEXT("Exemple de danger")};
    TRY(begin(reading, session, &access, problem));
    TRY(glass_break(&access, reading->here->person, &danger, &until));
    return access_write_journal(&access, session);
}

static Outcome take_over_in_house(Session *session, void *context, Problem *problem)
{
    Access access;
    Reading *reading = context;
    const Id house = id_from_name(TEXT("organization"), TEXT("maison"));
    TRY(team_add(session, house, TEXT("Logement"), reading->here->site.now, &reading->team,
                 problem));
    TRY(team_join(session, reading->account, reading->team, 0, problem));
    TRY(begin(reading, session, &access, problem));
    const Handover handover = {.person = reading->here->person,
                               .from_team = reading->here->team,
                               .team = reading->team,
                               .referral = id_new(access.now * 1000)};
    TRY(case_hand_over(&access, &handover));
    return access_write_journal(&access, session);
}

static Outcome read_all(Session *session, void *context, Problem *problem)
{
    Access access;
    Reading *reading = context;
    const JournalQuestion question = {.person = reading->here->person};
    TRY(begin(reading, session, &access, problem));
    return person_readings_all(&access, &question, &reading->shown);
}

static void done(Reading *reading, Outcome (*deed)(Session *, void *, Problem *))
{
    Problem problem = {.arena = reading->here->site.arena};
    if (store_write(reading->here->site.store, deed, reading, &problem) != OK) {
        fail_msg("%.*s %.*s", TEXT_ARG(problem.field), TEXT_ARG(problem.detail));
    }
}

static size_t lines_of(const Reading *reading, Id account)
{
    size_t count = 0;
    for (size_t i = 0; i < reading->shown.count; i++) {
        count += id_equal(reading->shown.items[i].account, account);
    }
    return count;
}

/* Somebody of a third house, who broke the glass before the case changed hands. */
static Id paul(CaseSite *here)
{
    Reading reading = {.here = here};
    reading.account = staff_site_account(&here->site, "paul", "social_worker", "tiers");
    done(&reading, break_glass);
    return reading.account;
}

static void
what_a_third_house_did_before_is_told_and_the_former_house_s_is_counted(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    const Id third = paul(here);
    (void)hand_over_to_yves(here, &moved);
    Reading reading = {.here = here, .account = moved.yves};
    done(&reading, read_all);
    assert_true(lines_of(&reading, third) > 0);
    assert_int_equal(lines_of(&reading, here->anne_id), 0);
    assert_true(lines_of(&reading, moved.yves) > 0);
    assert_true(reading.shown.withheld > 0);
}

static void nothing_is_withheld_after_a_case_went_to_another_team_of_the_house(void **state)
{
    CaseSite *here = *state;
    const Id third = paul(here);
    Reading reading = {.here = here, .account = here->bob_id};
    done(&reading, take_over_in_house);
    done(&reading, read_all);
    assert_true(lines_of(&reading, third) > 0);
    assert_true(lines_of(&reading, here->anne_id) > 0);
    assert_int_equal(reading.shown.withheld, 0);
}

/* Another file of the same person, merged into the one that has the case. */
static Outcome merge_another(Session *session, void *context, Problem *problem)
{
    Access access;
    Reading *reading = context;
    const PersonDetail name = {
        .kind = FACT_NAME, .value = TEXT("Camille"), .extra = TEXT("Autrefois")};
    const NewPerson made = {.facts = &name, .fact_count = 1, .team = reading->here->team};
    TRY(begin(reading, session, &access, problem));
    TRY(person_create(&access, &made, &reading->other));
    TRY(person_merge(&access, reading->other, reading->here->person));
    return access_write_journal(&access, session);
}

static Answered page_of(CaseSite *here, Text who, Id person)
{
    const Text path = text_format(here->site.arena, "/fr/p/%.*s",
                                  TEXT_ARG(id_format(here->site.arena, person)));
    return staff_site_get(&here->site, who, text_to_c(here->site.arena, path));
}

static void an_older_file_changes_hands_with_the_one_it_was_merged_into(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    Reading reading = {.here = here, .account = here->anne_id};
    done(&reading, merge_another);
    assert_int_equal(page_of(here, here->anne, reading.other).status, 303);
    const Text yves = hand_over_to_yves(here, &moved);
    assert_int_equal(page_of(here, here->anne, here->person).status, 404);
    assert_int_equal(page_of(here, here->anne, reading.other).status, 404);
    assert_int_equal(page_of(here, yves, reading.other).status, 303);
}

static Outcome read_other(Session *session, void *context, Problem *problem)
{
    Access access;
    Reading *reading = context;
    const JournalQuestion question = {.person = reading->other};
    TRY(begin(reading, session, &access, problem));
    return person_readings_all(&access, &question, &reading->shown);
}

static void what_the_former_house_did_with_an_older_file_is_counted_alike(void **state)
{
    CaseSite *here = *state;
    Moved moved = {0};
    Reading reading = {.here = here, .account = here->anne_id};
    done(&reading, merge_another);
    (void)hand_over_to_yves(here, &moved);
    reading.account = moved.yves;
    done(&reading, read_other);
    assert_int_equal(lines_of(&reading, here->anne_id), 0);
    assert_true(reading.shown.withheld > 0);
}

/* As it stands where a transfer left the older file behind. */
static Outcome hand_over_newer(Session *session, void *context, Problem *problem)
{
    Access access;
    Reading *reading = context;
    TRY(begin(reading, session, &access, problem));
    return person_hand_over(&access, reading->here->person, reading->here->team,
                            access.caller.teams[0]);
}

static Outcome join_team(Session *session, void *context, Problem *problem)
{
    Id team = {{0}};
    Reading *reading = context;
    const Id house = id_from_name(TEXT("organization"), TEXT("ailleurs"));
    TRY(team_add(session, house, TEXT("Nuit"), reading->here->site.now, &team, problem));
    return team_join(session, reading->account, team, 0, problem);
}

static void an_older_file_that_stayed_behind_is_open_to_the_house_that_keeps_it(void **state)
{
    CaseSite *here = *state;
    Reading reading = {.here = here, .account = here->anne_id};
    done(&reading, merge_another);
    reading.account = staff_site_account(&here->site, "yves", "social_worker", "ailleurs");
    done(&reading, join_team);
    done(&reading, hand_over_newer);
    assert_int_equal(page_of(here, here->anne, here->person).status, 404);
    assert_int_equal(page_of(here, here->anne, reading.other).status, 200);
}

static int set_up(void **state)
{
    static CaseSite here;
    static RouteTable tables[1];
    here = (CaseSite){0};
    tables[0] = PERSON_ROUTES;
    case_site_open(&here, tables, LENGTH_OF(tables));
    *state = &here;
    return 0;
}

static int tear_down(void **state)
{
    CaseSite *here = *state;
    staff_site_close(&here->site);
    return 0;
}

#define on_a_site(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_site(what_a_third_house_did_before_is_told_and_the_former_house_s_is_counted),
        on_a_site(an_older_file_changes_hands_with_the_one_it_was_merged_into),
        on_a_site(what_the_former_house_did_with_an_older_file_is_counted_alike),
        on_a_site(an_older_file_that_stayed_behind_is_open_to_the_house_that_keeps_it),
        on_a_site(nothing_is_withheld_after_a_case_went_to_another_team_of_the_house),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

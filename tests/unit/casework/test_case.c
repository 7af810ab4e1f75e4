/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/queries.h"
#include "casework/need_link.h"
#include "casework/retention.h"
#include "casework/task.h"
#include "unit/casework/case_fixture.h"

static void a_case_is_read_back_with_its_lead_who_works_on_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), read_case, &story), OK);
    assert_true(id_equal(story.read.lead, desk().account));
    assert_true(id_equal(story.read.team, team_of_desk));
    assert_int_equal(story.read.code.length, 9);
    assert_int_equal(story.read.closed, 0);
}

static void a_team_has_one_open_case_for_a_person(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    assert_int_equal(acts(fixture, store, desk(), open_case, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), open_case, &story), OK);
}

static void a_case_needs_a_known_class_of_retention_and_a_key_file(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = {.person = create_camille(fixture, store), .retention = TEXT("for ever")};
    assert_int_equal(acts(fixture, store, desk(), open_case, &story), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("retention"));
    story.retention = TEXT("health");
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, desk(), open_case, &story), REFUSED);
    keys_are_at_hand = true;
}

static void another_team_of_the_house_and_a_stranger_read_no_case(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    CaseStory guessed = {.id = {{77}}};
    assert_int_equal(acts(fixture, store, care(), read_case, &story), NOT_FOUND);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &story), NOT_FOUND);
    const Text told = fixture->problem.detail;
    assert_int_equal(acts(fixture, store, stranger(), read_case, &guessed), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, told);
}

static Outcome list_cases(Access *access, void *context)
{
    const CaseStory *story = context;
    CaseList list = {0};
    return case_list(access, story->person, &list);
}

static void another_house_reads_a_case_when_the_situation_is_shared_and_not_else(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    shared_with_others(fixture, store, &story, CLASS_IDENTITY);
    CaseStory guessed = {.person = story.person, .id = {{77}}};
    assert_int_equal(acts(fixture, store, stranger(), read_case, &guessed), NOT_FOUND);
    const Text told = fixture->problem.detail;
    assert_int_equal(acts(fixture, store, stranger(), read_case, &story), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, told);
    assert_int_equal(acts(fixture, store, stranger(), list_cases, &story), NOT_FOUND);
    shared_with_others(fixture, store, &story, CLASS_SITUATION);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &story), OK);
    assert_int_equal(acts(fixture, store, stranger(), close_case, &story), NOT_FOUND);
}

static void a_house_that_shares_contacts_reads_a_case_when_it_breaks_the_glass(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    story.danger = (Danger){DANGER_LIFE, TEXT("no answer since the frost")};
    shared_with_others(fixture, store, &story, CLASS_CONTACT);
    assert_int_equal(acts(fixture, store, stranger(), break_the_glass, &story), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_case, &story), OK);
    assert_int_equal(story.read.relation, RELATION_EMERGENCY);
}

/* --------------------------------------------------------------------------------- members */

static Outcome join_team(Access *access, void *context)
{
    const CaseStory *story = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TEAM_MEMBER_PUT, &statement, access->problem));
    bind_id(statement, "account", story->account);
    bind_id(statement, "team", team_of_desk);
    bind_integer(statement, "until", 0);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_member(Access *access, void *context)
{
    const CaseStory *story = context;
    return case_add_member(access, story->id, story->account);
}

static Outcome end_member(Access *access, void *context)
{
    const CaseStory *story = context;
    return case_end_member(access, story->id, story->account);
}

static Outcome set_lead(Access *access, void *context)
{
    const CaseStory *story = context;
    return case_set_lead(access, story->id, story->account);
}

static Outcome list_members(Access *access, void *context)
{
    CaseStory *story = context;
    TRY(case_events(access, story->id, &story->events));
    return case_members(access, story->id, &story->members);
}

static void joining_a_case_does_not_change_who_leads_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    story.account = desk_colleague().account;
    assert_int_equal(acts(fixture, store, desk(), add_member, &story), INVALID);
    assert_int_equal(acts(fixture, store, desk(), join_team, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), set_lead, &story), INVALID);
    assert_int_equal(acts(fixture, store, desk(), add_member, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), add_member, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_case, &story), OK);
    assert_true(id_equal(story.read.lead, desk().account));
    assert_int_equal(acts(fixture, store, desk(), set_lead, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), read_case, &story), OK);
    assert_true(id_equal(story.read.lead, story.account));
}

static void who_leads_cannot_leave_and_a_stay_keeps_its_dates(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    story.account = desk().account;
    assert_int_equal(acts(fixture, store, desk(), end_member, &story), INVALID);
    story.account = desk_colleague().account;
    assert_int_equal(acts(fixture, store, desk(), join_team, &story), OK);
    the_time = NOON + 30;
    assert_int_equal(acts(fixture, store, desk(), add_member, &story), OK);
    the_time = NOON + 60;
    assert_int_equal(acts(fixture, store, desk(), end_member, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), end_member, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), list_members, &story), OK);
    assert_int_equal(story.members.count, 2);
    assert_int_equal(story.members.items[1].entered, NOON + 30);
    assert_int_equal(story.members.items[1].left_at, NOON + 60);
    assert_int_equal(story.events.count, 3);
    the_time = NOON;
}

/* ------------------------------------------------------------------------- needs and items */

typedef struct Work {
    Id case_file;
    Text need;
    Urgency urgency;
    Id first;
    Id second;
    CaseNeedList needs;
    NeedLink link;
    NeedLinkList links;
    CaseItem item;
    CaseItemList items;
    OwnTaskList own;
    size_t late;
} Work;

static Outcome add_need(Access *access, void *context)
{
    Work *work = context;
    const NewNeed made = {.need = work->need, .urgency = work->urgency};
    work->second = work->first;
    return case_add_need(access, work->case_file, &made, &work->first);
}

static Outcome set_urgency(Access *access, void *context)
{
    const Work *work = context;
    return case_set_urgency(access, work->case_file, work->first, work->urgency);
}

static Outcome link_as(Access *access, void *context)
{
    const Work *work = context;
    return need_link(access, work->case_file, &work->link);
}

static Outcome unlink_as(Access *access, void *context)
{
    const Work *work = context;
    return need_unlink(access, work->case_file, &work->link);
}

static Outcome end_need(Access *access, void *context)
{
    const Work *work = context;
    return case_end_need(access, work->case_file, work->first, END_DONE);
}

static Outcome add_item(Access *access, void *context)
{
    Work *work = context;
    return case_add_item(access, work->case_file, &work->item, &work->first);
}

static Outcome read_work(Access *access, void *context)
{
    Work *work = context;
    TRY(case_needs(access, work->case_file, &work->needs));
    TRY(need_links(access, work->case_file, &work->links));
    return case_items(access, work->case_file, &work->items);
}

static Work work_of(const CaseStory *story)
{
    return (Work){
        .case_file = story->id, .need = TEXT_INIT("food.meal"), .urgency = URGENCY_NORMAL};
}

static void what_is_noted_within_one_second_keeps_its_order(void **state)
{
    static const Text said[] = {TEXT_INIT("food.meal"),     TEXT_INIT("hygiene.shower"),
                                TEXT_INIT("sleep.tonight"), TEXT_INIT("food.parcel"),
                                TEXT_INIT("health.doctor"), TEXT_INIT("food.breakfast")};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    for (size_t i = 0; i < LENGTH_OF(said); i++) {
        work.need = said[i];
        work.item = (CaseItem){.kind = ITEM_TASK, .words = said[i]};
        story.note = (NewNote){.secrecy = NOTE_TEAM, .words = said[i]};
        assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
        assert_int_equal(acts(fixture, store, desk(), add_item, &work), OK);
        assert_int_equal(acts(fixture, store, desk(), write_note, &story), OK);
    }
    assert_int_equal(acts(fixture, store, desk(), read_work, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), read_notes, &story), OK);
    for (size_t i = 0; i < LENGTH_OF(said); i++) {
        assert_text_equal(work.needs.items[i].need, said[i]);
        assert_text_equal(work.items.items[i].words, said[i]);
        assert_text_equal(story.notes.items[LENGTH_OF(said) - 1 - i].words, said[i]);
    }
}

static void the_course_of_an_urgency_stays_in_the_events(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    the_time = NOON + 30;
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    work.urgency = URGENCY_NOW;
    the_time = NOON + 60;
    assert_int_equal(acts(fixture, store, desk(), set_urgency, &work), OK);
    the_time = NOON + 120;
    assert_int_equal(acts(fixture, store, desk(), end_need, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), set_urgency, &work), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), list_members, &story), OK);
    assert_int_equal(story.events.count, 4);
    assert_text_equal(story.events.items[1].code, TEXT("normal"));
    assert_text_equal(story.events.items[2].code, TEXT("now"));
    assert_text_equal(story.events.items[3].code, TEXT("met"));
    the_time = NOON;
}

static void what_happens_within_one_second_stays_in_its_order(void **state)
{
    static const Urgency steps[] = {URGENCY_LOW, URGENCY_NOW, URGENCY_NORMAL, URGENCY_HIGH};
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    for (size_t i = 0; i < 12; i++) {
        work.urgency = steps[i % LENGTH_OF(steps)];
        assert_int_equal(acts(fixture, store, desk(), set_urgency, &work), OK);
    }
    assert_int_equal(acts(fixture, store, desk(), list_members, &story), OK);
    assert_int_equal(story.events.count, 14);
    for (size_t i = 0; i < 12; i++) {
        assert_text_equal(story.events.items[2 + i].code,
                          urgency_code(steps[i % LENGTH_OF(steps)]));
    }
}

static void a_need_is_no_cause_of_what_causes_it_and_two_may_block_each_other(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    const Id third = work.second;
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    work.link = (NeedLink){work.first, work.second, BOND_CAUSES};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), CONFLICT);
    work.link = (NeedLink){work.second, third, BOND_CAUSES};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), OK);
    work.link = (NeedLink){third, work.first, BOND_CAUSES};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), INVALID);
    work.link.bond = BOND_BLOCKS;
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), OK);
    work.link = (NeedLink){work.first, third, BOND_BLOCKS};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), read_work, &work), OK);
    assert_int_equal(work.links.count, 4);
}

static void a_link_joins_two_needs_of_one_case_and_is_parted_once(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    work.link = (NeedLink){work.first, work.first, BOND_BLOCKS};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), INVALID);
    work.link.other = (Id){{9}};
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), INVALID);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), OK);
    work.link.other = work.first;
    assert_int_equal(acts(fixture, store, desk(), link_as, &work), OK);
    assert_int_equal(acts(fixture, store, stranger(), unlink_as, &work), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), unlink_as, &work), OK);
    assert_int_equal(acts(fixture, store, desk(), unlink_as, &work), NOT_FOUND);
    work.need = TEXT("food meal; drop");
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), INVALID);
}

/* ----------------------------------------------------------------------------------- tasks */

static Outcome read_own(Access *access, void *context)
{
    return task_list_own(access, &((Work *)context)->own);
}

static Work with_task(Fixture *fixture, Store *store, const CaseStory *story)
{
    Work work = work_of(story);
    work.item = (CaseItem){.kind = ITEM_TASK,
                           .words = TEXT("Appeler la commune"),
                           .due = NOON + 7200,
                           .remind = NOON + 3600};
    assert_int_equal(acts(fixture, store, desk(), add_item, &work), OK);
    return work;
}

static void a_task_is_its_owners_alone_and_reminds_from_its_hour_on(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = with_task(fixture, store, &story);
    assert_int_equal(acts(fixture, store, desk(), read_own, &work), OK);
    assert_int_equal(work.own.count, 1);
    assert_text_equal(work.own.items[0].item.words, TEXT("Appeler la commune"));
    assert_true(id_equal(work.own.items[0].file.person, story.person));
    assert_false(task_reminds(&work.own.items[0].item, NOON + 3599));
    assert_true(task_reminds(&work.own.items[0].item, NOON + 3600));
    assert_int_equal(acts(fixture, store, nurse(), read_own, &work), OK);
    assert_int_equal(work.own.count, 0);
}

static Outcome count_late(Access *access, void *context)
{
    return task_count_late(access, &((Work *)context)->late);
}

static void late_tasks_are_counted_for_their_owner_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = with_task(fixture, store, &story);
    the_time = NOON + 86400;
    assert_int_equal(acts(fixture, store, nurse(), count_late, &work), OK);
    assert_int_equal(work.late, 0);
    assert_int_equal(acts(fixture, store, desk(), count_late, &work), OK);
    assert_int_equal(work.late, 1);
    the_time = NOON;
}

static void a_task_is_late_from_the_day_after_on(void **state)
{
    CaseItem task = {.due = NOON + 7200};
    (void)state;
    assert_int_equal(task_time(&task, NOON - 86400), TASK_COMING);
    assert_int_equal(task_time(&task, NOON + 7300), TASK_TODAY);
    assert_int_equal(task_time(&task, NOON + 86400), TASK_LATE);
    task.due = 0;
    assert_int_equal(task_time(&task, NOON), TASK_UNDATED);
}

static void
tasks_of_a_case_that_is_no_longer_open_to_their_owner_are_counted_not_read(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = with_task(fixture, store, &story);
    Caller moved = care();
    moved.account = desk().account;
    assert_int_equal(acts(fixture, store, moved, read_own, &work), OK);
    assert_int_equal(work.own.count, 0);
    assert_int_equal(work.own.withheld, 1);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), read_own, &work), OK);
    assert_int_equal(work.own.count + work.own.withheld, 0);
}

static void a_task_serves_a_need_of_its_case_and_is_done_by_who_works_on_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    work.item = (CaseItem){.kind = ITEM_TASK, .words = TEXT("Appeler"), .need = {{9}}};
    assert_int_equal(acts(fixture, store, desk(), add_item, &work), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("need"));
    work.item.need = (Id){{0}};
    work.item.owner = desk_colleague().account;
    assert_int_equal(acts(fixture, store, desk(), add_item, &work), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("owner"));
}

static void a_closed_case_takes_nothing_more(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    CaseStory story = case_story(fixture, store);
    Work work = work_of(&story);
    assert_int_equal(acts(fixture, store, desk(), close_case, &story), OK);
    assert_int_equal(acts(fixture, store, desk(), add_need, &work), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), write_note, &story), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), read_case, &story), OK);
}

static void every_class_of_retention_has_years_a_day_and_a_source(void **state)
{
    (void)state;
    const RetentionList list = retentions();
    assert_true(list.count >= 3);
    const LocalTime leap = {.date = date_from_civil((CivilDate){2028, 2, 29}), .minute = 600};
    const Moment end = retention_end(retention_find(TEXT("passing")), moment_from_local(leap));
    const CivilDate day = date_to_civil(moment_to_local(end).date);
    assert_int_equal(day.year, 2029);
    assert_int_equal(day.month, 3);
    assert_int_equal(day.day, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_case_is_read_back_with_its_lead_who_works_on_it),
        on_a_store(a_team_has_one_open_case_for_a_person),
        on_a_store(a_case_needs_a_known_class_of_retention_and_a_key_file),
        on_a_store(another_team_of_the_house_and_a_stranger_read_no_case),
        on_a_store(another_house_reads_a_case_when_the_situation_is_shared_and_not_else),
        on_a_store(joining_a_case_does_not_change_who_leads_it),
        on_a_store(who_leads_cannot_leave_and_a_stay_keeps_its_dates),
        on_a_store(a_house_that_shares_contacts_reads_a_case_when_it_breaks_the_glass),
        on_a_store(what_is_noted_within_one_second_keeps_its_order),
        on_a_store(the_course_of_an_urgency_stays_in_the_events),
        on_a_store(what_happens_within_one_second_stays_in_its_order),
        on_a_store(a_need_is_no_cause_of_what_causes_it_and_two_may_block_each_other),
        on_a_store(a_link_joins_two_needs_of_one_case_and_is_parted_once),
        on_a_store(a_task_is_its_owners_alone_and_reminds_from_its_hour_on),
        on_a_store(late_tasks_are_counted_for_their_owner_alone),
        cmocka_unit_test(a_task_is_late_from_the_day_after_on),
        on_a_store(tasks_of_a_case_that_is_no_longer_open_to_their_owner_are_counted_not_read),
        on_a_store(a_task_serves_a_need_of_its_case_and_is_done_by_who_works_on_it),
        on_a_store(a_closed_case_takes_nothing_more),
        cmocka_unit_test(every_class_of_retention_has_years_a_day_and_a_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

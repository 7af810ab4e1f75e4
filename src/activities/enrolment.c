/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/enrolment.h"

#include <stdlib.h>

#include "activities/activities_private.h"
#include "activities/queries.h"
#include "crypto/crypto.h"
#include "people/optional_id.h"
#include "people/person.h"
#include "resources/place.h"
#include "resources/waiting.h"
#include "words/visible.h"

const char *const ENROLMENT_REASONS[ENROLMENT_REASON_COUNT] = {"left", "work", "moved",
                                                               "absent", "completed"};

static const char *const state_codes[ENROLMENT_STATE_COUNT] = {
    [ENROLMENT_WAITS] = "waiting",
    [ENROLMENT_TAKES_PART] = "takes_part",
    [ENROLMENT_ENDED] = "ended",
};

Text enrolment_state_code(EnrolmentState state)
{
    return text_from(state_codes[state]);
}

EnrolmentState enrolment_state(const Enrolment *enrolment)
{
    if (enrolment->ended != 0) {
        return ENROLMENT_ENDED;
    }
    return enrolment->place > 0 ? ENROLMENT_TAKES_PART : ENROLMENT_WAITS;
}

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *sentence)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", sentence);
}

/* ------------------------------------------------------------------------------- reading */

static Enrolment read_row(Arena *arena, const Statement *statement)
{
    Enrolment row = {
        .id = column_id(statement, 0),
        .group = column_id(statement, 1),
        .cycle = (Date)column_integer(statement, 2),
        .house = column_id(statement, 3),
        .person = column_id(statement, 4),
        .label = text_copy(arena, column_text(statement, 5)),
        .rule = text_copy(arena, column_text(statement, 7)),
        .asked = column_integer(statement, 8),
        .place = column_integer(statement, 9),
        .ended = column_integer(statement, 10),
        .ended_for = text_copy(arena, column_text(statement, 11)),
    };
    row.rank = (WaitingRank){.since = moment_to_local(row.asked).date, .entry = row.id};
    (void)waiting_class_find(column_text(statement, 6), &row.rank.class);
    return row;
}

static Outcome find_row(Access *access, Id id, Enrolment *found)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "enrolment",
                           "there is no such enrolment");
    }
    *found = read_row(access->arena, statement);
    return OK;
}

Outcome enrolment_rows(Access *access, Id group, Date cycle, EnrolmentList *list)
{
    bool row = false;
    EnrolmentList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_EACH, &statement, access->problem));
    bind_id(statement, "course_group", group);
    bind_integer(statement, "cycle", cycle);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* Who takes part, who waits, who did: inside each, when they asked; of who waits, the rank. */
static int compare(const void *a, const void *b)
{
    static const int order[ENROLMENT_STATE_COUNT] = {
        [ENROLMENT_TAKES_PART] = 0, [ENROLMENT_WAITS] = 1, [ENROLMENT_ENDED] = 2};
    const Enrolment *left = a;
    const Enrolment *right = b;
    const int by_state = order[enrolment_state(left)] - order[enrolment_state(right)];
    if (by_state != 0) {
        return by_state;
    }
    if (enrolment_state(left) == ENROLMENT_WAITS) {
        return waiting_compare(waiting_rules(), &left->rank, &right->rank);
    }
    if (left->asked != right->asked) {
        return left->asked < right->asked ? -1 : 1;
    }
    return id_compare(left->id, right->id);
}

/* Whoever asks again on the same day draws no second lot: theirs is that of the first time. */
static Id lot_entry(const EnrolmentList *list, const Enrolment *row)
{
    for (size_t i = 0; i < list->count; i++) {
        const Enrolment *other = &list->items[i];
        if (!id_is_nil(row->person) && id_equal(other->person, row->person) &&
            other->rank.since == row->rank.since) {
            return other->id;
        }
    }
    return row->id;
}

static Outcome rank_all(Access *access, Id group, Date cycle, EnrolmentList *list)
{
    int64_t rank = 0;
    TRY(enrolment_rows(access, group, cycle, list));
    for (size_t i = 0; i < list->count; i++) {
        Enrolment *row = &list->items[i];
        if (enrolment_state(row) == ENROLMENT_WAITS) {
            TRY(waiting_lot_of(access, row->rank.since, lot_entry(list, row), &row->rank.lot));
        }
    }
    if (list->count > 0) {
        qsort(list->items, list->count, sizeof *list->items, compare);
    }
    for (size_t i = 0; i < list->count; i++) {
        const bool waits = enrolment_state(&list->items[i]) == ENROLMENT_WAITS;
        list->items[i].rank_place = waits ? ++rank : 0;
    }
    return OK;
}

static bool is_ours(const Access *access, const Enrolment *row)
{
    return id_equal(row->house, access->caller.house);
}

/* Whose file it is, is told to the house that asked, where the caller may read them. */
static Outcome judge_person(Access *access, Enrolment *row)
{
    bool may = false;
    if (!is_ours(access, row)) {
        row->person = (Id){{0}};
    }
    if (id_is_nil(row->person)) {
        return OK;
    }
    TRY(person_judge_shown(access, MAY_READ_PERSON, row->person, row->group, &may));
    row->person = may ? row->person : (Id){{0}};
    return OK;
}

Outcome enrolment_list(Access *access, Id id, Date cycle, EnrolmentList *list)
{
    Course course = {0};
    CourseGroup group = {0};
    EnrolmentList all = {0};
    EnrolmentList shown = {0};
    TRY(course_group_get(access, id, &group));
    TRY(course_find(access, group.course, &course));
    TRY(rank_all(access, id, cycle, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (course_is_of_caller(access, &course) || is_ours(access, &all.items[i])) {
            TRY(judge_person(access, &all.items[i]));
            LIST_APPEND(access->arena, &shown, all.items[i]);
        }
    }
    *list = shown;
    return OK;
}

/* ------------------------------------------------------------------------------- judging */

/* The service's conditions in the directory, then the course's own, as of a convention. */
Outcome enrolment_judge(Access *access, const Course *course, const json_t *facts,
                        Language language, ConditionVerdict *verdict, Text *rule_text)
{
    ConditionRule rule = {0};
    const Convention as_of = {.service = course->service, .condition = course->condition};
    TRY(condition_rule(access, &as_of, moment_to_local(access->now).date, &rule));
    *rule_text = condition_rule_text(access->arena, &rule);
    return CONDITION_JUDGE.judge(access->arena, &rule, facts, language, verdict,
                                 access->problem);
}

static Outcome check_condition(Access *access, const Course *course,
                               const EnrolmentOrder *order, Text *rule)
{
    ConditionVerdict verdict = {0};
    TRY(enrolment_judge(access, course, order->facts, order->language, &verdict, rule));
    switch (verdict.answer) {
    case ELIGIBLE_YES:
        return OK;
    case ELIGIBLE_UNKNOWN:
        return condition_tell_missing(access->arena, &verdict, access->problem);
    case ELIGIBLE_NO:
        break;
    }
    return problem_set(access->problem, REFUSED, TEXT("body"), "facts",
                       "the condition does not hold: %.*s", TEXT_ARG(verdict.because));
}

static Outcome check_open(Access *access, const Course *course, const CourseGroup *group,
                          Date first)
{
    CourseCycle cycle = {0};
    if (course->closed != 0 || group->closed != 0) {
        return refuse(access, CONFLICT, "group", "this group is given no more");
    }
    const Outcome found = course_cycle_get(access, course->id, first, &cycle);
    if (found == NOT_FOUND) {
        return refuse(access, INVALID, "cycle", "the first day of a cycle is expected");
    }
    TRY(found);
    return cycle.last >= moment_to_local(access->now).date
               ? OK
               : refuse(access, CONFLICT, "cycle", "this cycle is over");
}

static Outcome check_words(Access *access, EnrolmentOrder *order)
{
    size_t class = 0;
    if (!text_visible(access->arena, order->label, ONE_LINE, &order->label) ||
        order->label.length == 0 || order->label.length > ENROLMENT_LABEL_MOST) {
        return refuse(access, INVALID, "label",
                      "what the sheet calls them by: 1 to 60 bytes of UTF-8");
    }
    return waiting_class_find(order->class, &class)
               ? OK
               : refuse(access, INVALID, "class", "a class of the waiting list is expected");
}

static Outcome check_once(Access *access, const EnrolmentOrder *order)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_SAME, &statement, access->problem));
    bind_id(statement, "person", order->person);
    bind_id(statement, "course_group", order->group);
    bind_integer(statement, "cycle", order->cycle);
    TRY(statement_next(statement, &row, access->problem));
    return row ? refuse(access, CONFLICT, "person", "they take part or wait already") : OK;
}

/* ------------------------------------------------------------------------------- enrolling */

static Outcome add_event(Access *access, Id enrolment, const char *act)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "enrolment", enrolment);
    bind_text(statement, "act", text_from(act));
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_row(Access *access, const EnrolmentOrder *order, Text rule, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "course_group", order->group);
    bind_integer(statement, "cycle", order->cycle);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "person", order->person);
    bind_text(statement, "label", order->label);
    bind_text(statement, "class", order->class);
    bind_text(statement, "rule", rule);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome set_place(Access *access, const UnitPlace *place)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_SET_PLACE, &statement, access->problem));
    bind_id(statement, "id", place->booking);
    bind_integer(statement, "place", place->number);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? add_event(access, place->booking, "place")
                        : refuse(access, CONFLICT, "enrolment", "it changed in between");
}

static UnitPlace place_of(const Enrolment *row)
{
    return (UnitPlace){
        .unit = row->group, .slot = row->cycle, .number = row->place, .booking = row->id};
}

Outcome enrolment_serve(Access *access, const CourseGroup *group, Date cycle)
{
    int64_t free = 0;
    EnrolmentList list = {0};
    TRY(place_free_count(access, group->id, cycle, group->capacity, &free));
    if (free == 0 || group->closed != 0) {
        return OK;
    }
    TRY(rank_all(access, group->id, cycle, &list));
    for (size_t i = 0; i < list.count && free > 0; i++) {
        if (enrolment_state(&list.items[i]) == ENROLMENT_WAITS) {
            UnitPlace place = place_of(&list.items[i]);
            TRY(place_take(access, group->capacity, PLACE_KEPT, &place));
            TRY(set_place(access, &place));
            free--;
        }
    }
    return OK;
}

static Outcome check_order(Access *access, EnrolmentOrder *order, CourseGroup *group,
                           Text *rule)
{
    Course course = {0};
    TRY(person_admit_merged(access, order->person, &order->person));
    TRY(course_group_get(access, order->group, group));
    TRY(course_find(access, group->course, &course));
    TRY(check_words(access, order));
    TRY(check_open(access, &course, group, order->cycle));
    TRY(check_once(access, order));
    return check_condition(access, &course, order, rule);
}

Outcome enrolment_ask(Access *access, const EnrolmentOrder *given, Enrolment *enrolment)
{
    Text rule = {0};
    CourseGroup group = {0};
    EnrolmentOrder order = *given;
    if (id_is_nil(access->caller.house)) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "a house enrols: sign in with an account of one");
    }
    TRY(check_order(access, &order, &group, &rule));
    const Id id = id_new(access->now * 1000);
    TRY(waiting_prepare_draws(access));
    TRY(add_row(access, &order, rule, id));
    TRY(add_event(access, id, "ask"));
    TRY(enrolment_serve(access, &group, order.cycle));
    return find_row(access, id, enrolment);
}

static Outcome set_ended(Access *access, Id id, Text why)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ENROLMENT_END, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "why", why);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? add_event(access, id, "end")
                        : refuse(access, CONFLICT, "enrolment", "they take part no more");
}

Outcome enrolment_end(Access *access, Id id, Text why)
{
    Course course = {0};
    CourseGroup group = {0};
    Enrolment row = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(find_row(access, id, &row));
    TRY(course_group_find(access, row.group, &group));
    TRY(course_find(access, group.course, &course));
    if (!course_is_of_caller(access, &course) && !is_ours(access, &row)) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "enrolment",
                           "there is no such enrolment");
    }
    if (!text_among(why, ENROLMENT_REASONS, ENROLMENT_REASON_COUNT, NULL)) {
        return refuse(access, INVALID, "reason",
                      "left, work, moved, absent or completed is expected");
    }
    const UnitPlace place = place_of(&row);
    TRY(set_ended(access, id, why));
    if (row.place == 0) {
        return OK;
    }
    TRY(place_release(access, &place));
    return enrolment_serve(access, &group, row.cycle);
}

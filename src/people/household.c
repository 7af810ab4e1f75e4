/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/household.h"

#include "crypto/crypto.h"
#include "people/consent.h"
#include "people/person_private.h"
#include "people/queries.h"

static const char *const member_roles[] = {"partner", "child",  "parent",
                                           "sibling", "friend", "other"};

FactCodes household_roles(void)
{
    return (FactCodes){member_roles, LENGTH_OF(member_roles)};
}

static Outcome check_code(Access *access, FactCodes codes, const char *field, Text code)
{
    return text_among(code, codes.codes, codes.count, NULL)
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), field,
                             "one of the codes of this field is expected");
}

static Outcome check_day(Access *access, const char *field, Text day, bool may_be_empty)
{
    Date date = 0;
    if ((may_be_empty && day.length == 0) || date_parse(day, &date)) {
        return OK;
    }
    return problem_set(access->problem, INVALID, TEXT("body"), field,
                       "a day is expected: 2026-11-29");
}

/* --------------------------------------------------------------------------------- entering */

typedef struct Stay {
    Id id;
    Id person;
    Text role;
    Text entered;
    Text left;
} Stay;

typedef LIST_OF(Stay) StayList;

static Outcome read_stays(Access *access, Id household, StayList *stays)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HOUSEHOLD_MEMBER_EACH, &statement, access->problem));
    bind_id(statement, "household", household);
    TRY(statement_next(statement, &row, access->problem));
    while (row && stays->count < HOUSEHOLD_MEMBERS_MOST) {
        LIST_APPEND(access->arena, stays,
                    (Stay){column_id(statement, 0), column_id(statement, 1),
                           text_copy(access->arena, column_text(statement, 2)),
                           text_copy(access->arena, column_text(statement, 3)),
                           text_copy(access->arena, column_text(statement, 4))});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static bool lives_there(const StayList *stays, Id person)
{
    for (size_t i = 0; i < stays->count; i++) {
        if (id_equal(stays->items[i].person, person) && stays->items[i].left.length == 0) {
            return true;
        }
    }
    return false;
}

static Outcome insert_household(Access *access, Id id, const Person *keeper)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HOUSEHOLD_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "house", keeper->house);
    bind_id(statement, "team", keeper->team);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* `rank` keeps those of one second in order. */
static Outcome insert_stay(Access *access, Id household, const HouseholdEntry *entry,
                           size_t rank)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HOUSEHOLD_MEMBER_ADD, &statement, access->problem));
    bind_id(statement, "household", household);
    bind_id(statement, "id", id_new(access->now * 1000 + (int64_t)rank));
    bind_id(statement, "person", entry->person);
    bind_text(statement, "role", entry->role);
    bind_text(statement, "entered", entry->entered);
    return statement_run(statement, NULL, access->problem);
}

static Outcome no_household(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "household", "no such household");
}

static Outcome enter_known(Access *access, const HouseholdEntry *entry)
{
    StayList stays = {0};
    TRY(read_stays(access, entry->household, &stays));
    if (!lives_there(&stays, entry->with)) {
        return no_household(access);
    }
    if (lives_there(&stays, entry->person)) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "person",
                           "this person lives there already");
    }
    if (stays.count >= HOUSEHOLD_MEMBERS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "person",
                           "a household has %d members at most", HOUSEHOLD_MEMBERS_MOST);
    }
    return insert_stay(access, entry->household, entry, stays.count);
}

static Outcome enter_new(Access *access, const HouseholdEntry *entry, Id household)
{
    Person keeper = {0};
    if (id_equal(entry->with, entry->person)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "person",
                           "two persons are expected");
    }
    TRY(person_get(access, entry->with, &keeper));
    TRY(insert_household(access, household, &keeper));
    const HouseholdEntry first = {
        .person = entry->with, .role = TEXT("other"), .entered = TEXT("")};
    TRY(insert_stay(access, household, &first, 0));
    return insert_stay(access, household, entry, 1);
}

Outcome household_enter(Access *access, const HouseholdEntry *entry, Id *household)
{
    const bool is_new = id_is_nil(entry->household);
    const Id id = is_new ? id_new(access->now * 1000) : entry->household;
    TRY(person_admit(access, MAY_WRITE_PERSON, entry->with, id, NULL));
    TRY(person_admit(access, MAY_WRITE_PERSON, entry->person, id, NULL));
    TRY(check_code(access, household_roles(), "role", entry->role));
    TRY(check_day(access, "entered", entry->entered, true));
    TRY(is_new ? enter_new(access, entry, id) : enter_known(access, entry));
    *household = id;
    return OK;
}

/* ---------------------------------------------------------------------------------- leaving */

static const Stay *stay_of(const StayList *stays, Id stay, Id person)
{
    for (size_t i = 0; i < stays->count; i++) {
        if (id_equal(stays->items[i].id, stay) && id_equal(stays->items[i].person, person)) {
            return &stays->items[i];
        }
    }
    return NULL;
}

static Outcome end_stay(Access *access, Id household, const Stay *stay, Text left)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &HOUSEHOLD_MEMBER_END, &statement, access->problem));
    bind_id(statement, "household", household);
    bind_id(statement, "id", stay->id);
    bind_text(statement, "left_on", left);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT("body"), "left",
                                      "this stay ended before");
}

Outcome household_leave(Access *access, Id person, Id household, Id stay, Text left)
{
    StayList stays = {0};
    TRY(person_admit(access, MAY_WRITE_PERSON, person, household, NULL));
    TRY(check_day(access, "left", left, false));
    TRY(read_stays(access, household, &stays));
    const Stay *found = stay_of(&stays, stay, person);
    if (found == NULL) {
        return no_household(access);
    }
    if (text_compare(left, found->entered) < 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "left",
                           "it ends before it starts");
    }
    return end_stay(access, household, found, left);
}

/* ---------------------------------------------------------------------------------- reading */

/* By name only whom the caller may read; each of them leaves a line. */
static Outcome read_member(Access *access, const Stay *stay, HouseholdMember *member)
{
    PersonFile file = {0};
    Relation relation = RELATION_STRANGER;
    *member = (HouseholdMember){.stay = stay->id,
                                .role = stay->role,
                                .entered = stay->entered,
                                .left = stay->left,
                                .is_withheld = true};
    TRY(person_relation(access, stay->person, &relation));
    if (!permission_allows(access->caller.permissions, MAY_READ_PERSON, relation)) {
        return OK;
    }
    TRY(person_read(access, stay->person, &file));
    member->is_withheld = false;
    member->person = stay->person;
    member->name = person_display_name(access->arena, &file);
    return OK;
}

static Outcome read_household(Access *access, Id id, Household *household)
{
    StayList stays = {0};
    TRY(read_stays(access, id, &stays));
    *household = (Household){
        .id = id, .members = ARENA_ARRAY(access->arena, HouseholdMember, stays.count)};
    for (size_t i = 0; i < stays.count; i++) {
        TRY(read_member(access, &stays.items[i], &household->members[household->count++]));
    }
    return OK;
}

Outcome household_list(Access *access, Id person, HouseholdList *list)
{
    LIST_OF(Id) ids = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    const Admission asked = {MAY_READ_PERSON, person, (Id){{0}}, 1u << CLASS_SITUATION};
    TRY(person_admit_class(access, &asked, NULL));
    TRY(statement_open(access->session, &HOUSEHOLD_OF_PERSON, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &ids, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    statement_close(&statement);
    for (size_t i = 0; i < ids.count; i++) {
        Household household = {0};
        TRY(read_household(access, ids.items[i], &household));
        LIST_APPEND(access->arena, list, household);
    }
    return OK;
}

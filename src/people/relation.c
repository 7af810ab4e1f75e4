/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/relation.h"

#include "people/consent.h"
#include "people/queries.h"

typedef struct Keeper {
    bool exists;
    Id house;
    Id team;
    bool is_restricted;
} Keeper;

static Outcome read_keeper(Access *access, Id person, Keeper *keeper)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_KEEPER, &statement, access->problem));
    bind_id(statement, "id", person);
    TRY(statement_next(statement, &row, access->problem));
    *keeper = (Keeper){.exists = row};
    if (row) {
        keeper->house = column_id(statement, 0);
        keeper->team = column_id(statement, 1);
        keeper->is_restricted = column_integer(statement, 2) != 0;
    }
    return OK;
}

static bool is_of_house(const Caller *caller, const Keeper *keeper)
{
    return keeper->exists && !keeper->is_restricted && !id_is_nil(caller->house) &&
           id_equal(caller->house, keeper->house);
}

Outcome person_shared_classes(Access *access, Id person, unsigned *classes)
{
    bool row = false;
    unsigned found = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SHARE_CLASSES, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "recipient", access->caller.house);
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        DataClass class = DATA_CLASS_COUNT;
        if (data_class_parse(column_text(statement, 0), &class)) {
            found |= 1u << class;
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    *classes = id_is_nil(access->caller.house) ? 0 : found;
    return OK;
}

static Outcome has_broken_glass(Access *access, Id person, bool *has)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &SECRECY_NOTICE_GLASS, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_next(statement, has, access->problem);
}

/* Every way the caller stands to the person, the nearest first; a stranger at the end. All is
 * asked whatever the answer, so that the time it takes tells nothing. */
enum { ANY_CLASS = (1u << DATA_CLASS_COUNT) - 1 };

typedef struct Ways {
    Relation items[RELATION_COUNT];
    size_t count;
} Ways;

static Outcome find_ways(Access *access, const Admission *asked, const Keeper *keeper,
                         Ways *ways)
{
    unsigned classes = 0;
    bool has_glass = false;
    TRY(person_shared_classes(access, asked->person, &classes));
    TRY(has_broken_glass(access, asked->person, &has_glass));
    ways->count = 0;
    if (keeper->exists && caller_is_of_team(&access->caller, keeper->team)) {
        ways->items[ways->count++] = RELATION_TEAM;
    }
    if (is_of_house(&access->caller, keeper)) {
        ways->items[ways->count++] = RELATION_HOUSE;
    }
    if (keeper->exists && (classes & asked->classes) != 0) {
        ways->items[ways->count++] = RELATION_CONSENT;
    }
    if (keeper->exists && has_glass) {
        ways->items[ways->count++] = RELATION_EMERGENCY;
    }
    ways->items[ways->count++] = RELATION_STRANGER;
    return OK;
}

Outcome person_relation(Access *access, Id person, Relation *relation)
{
    Keeper keeper = {0};
    Ways ways = {0};
    const Admission asked = {.person = person, .classes = ANY_CLASS};
    TRY(read_keeper(access, person, &keeper));
    TRY(find_ways(access, &asked, &keeper, &ways));
    *relation = ways.items[0];
    return OK;
}

/* Who is of the house and broke the glass reads as one who broke it what the house may not. */
static Relation nearest_allowed(const Access *access, Permission permission, const Ways *ways)
{
    for (size_t i = 0; i < ways->count; i++) {
        if (permission_allows(access->caller.permissions, permission, ways->items[i])) {
            return ways->items[i];
        }
    }
    return ways->items[0];
}

/* The nearest way that allows what is asked, and whether there is such a person at all. */
static Outcome find_nearest(Access *access, const Admission *asked, bool *exists,
                            Relation *relation)
{
    Keeper keeper = {0};
    Ways ways = {0};
    TRY(read_keeper(access, asked->person, &keeper));
    TRY(find_ways(access, asked, &keeper, &ways));
    *exists = keeper.exists;
    *relation = nearest_allowed(access, asked->permission, &ways);
    return OK;
}

static Outcome nobody(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "person", "no such person");
}

Outcome person_admit_class(Access *access, const Admission *asked, Relation *relation)
{
    bool exists = false;
    Relation found = RELATION_STRANGER;
    const Permission permission = asked->permission;
    TRY(find_nearest(access, asked, &exists, &found));
    const Outcome judged =
        access_judge(access, permission, found, asked->person, asked->subject);
    if (judged == REFUSED && permission_holds(access->caller.permissions, permission)) {
        return nobody(access);
    }
    TRY(judged);
    if (!exists) {
        return nobody(access);
    }
    if (relation != NULL) {
        *relation = found;
    }
    return OK;
}

Outcome person_admit(Access *access, Permission permission, Id person, Id subject,
                     Relation *relation)
{
    const Admission asked = {permission, person, subject, ANY_CLASS};
    return person_admit_class(access, &asked, relation);
}

Outcome person_judge_shown(Access *access, Permission permission, Id person, Id subject,
                           bool *may)
{
    bool exists = false;
    Relation found = RELATION_STRANGER;
    const Admission asked = {permission, person, subject, ANY_CLASS};
    TRY(find_nearest(access, &asked, &exists, &found));
    *may = exists && permission_allows(access->caller.permissions, permission, found);
    return *may ? access_judge(access, permission, found, person, subject) : OK;
}

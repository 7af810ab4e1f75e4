/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/relation.h"

#include "store/queries.h"

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

static Relation relation_of(const Caller *caller, const Keeper *keeper)
{
    if (!keeper->exists) {
        return RELATION_STRANGER;
    }
    if (caller_is_of_team(caller, keeper->team)) {
        return RELATION_TEAM;
    }
    const bool is_of_house =
        !id_is_nil(caller->house) && id_equal(caller->house, keeper->house);
    return is_of_house && !keeper->is_restricted ? RELATION_HOUSE : RELATION_STRANGER;
}

Outcome person_relation(Access *access, Id person, Relation *relation)
{
    Keeper keeper = {0};
    TRY(read_keeper(access, person, &keeper));
    *relation = relation_of(&access->caller, &keeper);
    return OK;
}

static Outcome nobody(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "person", "no such person");
}

Outcome person_admit(Access *access, Permission permission, Id person, Id subject,
                     Relation *relation)
{
    Keeper keeper = {0};
    TRY(read_keeper(access, person, &keeper));
    const Relation found = relation_of(&access->caller, &keeper);
    const Outcome judged = access_judge(access, permission, found, person, subject);
    if (judged == REFUSED && permission_holds(access->caller.permissions, permission)) {
        return nobody(access);
    }
    TRY(judged);
    if (!keeper.exists) {
        return nobody(access);
    }
    if (relation != NULL) {
        *relation = found;
    }
    return OK;
}

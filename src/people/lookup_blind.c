/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/lookup_blind.h"

#include <stdio.h>
#include <string.h>

#include "people/lookup_query.h"
#include "people/person_likeness.h"
#include "people/person_private.h"
#include "people/queries.h"

enum { BLIND_KEYS = 16 }; /* parameters of the queries */

static void bind_keys(Statement *statement, const PersonKeys *keys)
{
    for (size_t i = 0; i < BLIND_KEYS; i++) {
        char name[8];
        (void)snprintf(name, sizeof name, "k%zu", i);
        bind_text(statement, name, i < keys->count ? keys->keys[i] : TEXT(""));
    }
}

Outcome lookup_hint(Access *access, const PersonFactList *facts, Text code, Id *person)
{
    bool row = false;
    PersonKeys *keys = ARENA_NEW(access->arena, PersonKeys);
    person_keys_blind(access->arena, facts, code, keys);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LOOKUP_BLIND, &statement, access->problem));
    bind_keys(statement, keys);
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    *person = row ? column_id(statement, 0) : (Id){{0}};
    return OK;
}

/* One file of each house: the newest, as they come. */
static void take_house(LookupBlind *found, size_t *count, Id house, Id person)
{
    for (size_t i = 0; i < *count; i++) {
        if (id_equal(found[i].house, house)) {
            return;
        }
    }
    if (*count < LOOKUP_HOUSES_MOST) {
        found[(*count)++] = (LookupBlind){.person = person, .house = house};
    }
}

static Outcome find_houses(Access *access, const PersonKeys *keys, LookupBlind *found)
{
    bool row = false;
    size_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &LOOKUP_BLIND_HOUSES, &statement, access->problem));
    bind_keys(statement, keys);
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        take_house(found, &count, column_id(statement, 1), column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Asked for whoever was found, nobody too. */
static Outcome find_keeper(Access *access, LookupBlind *found)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_KEEPER, &statement, access->problem));
    bind_id(statement, "id", found->person);
    TRY(statement_next(statement, &row, access->problem));
    found->house = row ? column_id(statement, 0) : (Id){{0}};
    found->team = row ? column_id(statement, 1) : (Id){{0}};
    return OK;
}

Outcome lookup_blind(Access *access, const LookupQuery *query,
                     LookupBlind found[LOOKUP_HOUSES_MOST])
{
    LookupSought sought = {0};
    LookupBlind houses[LOOKUP_HOUSES_MOST] = {
        {{{0}}, {{0}}, {{0}}}
    };
    PersonKeys *keys = ARENA_NEW(access->arena, PersonKeys);
    TRY(lookup_read(access->arena, moment_to_local(access->now).date, query, &sought,
                    access->problem));
    person_keys_blind(access->arena, &sought.facts, sought.code, keys);
    if (keys->count == 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "birth",
                           "a whole name with a whole birth date, or the code of a card, is "
                           "expected");
    }
    TRY(find_houses(access, keys, houses));
    for (size_t i = 0; i < LOOKUP_HOUSES_MOST; i++) {
        TRY(find_keeper(access, &houses[i]));
    }
    (void)memcpy(found, houses, sizeof houses);
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Two houses with two teams each, and somebody in each team; what they do, they do in a
 * transaction of their own, with its lines in the journal. */
#pragma once

#include "access/journal.h"
#include "base/list.h"
#include "people/person.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1790000000 };

static const Id house_of_exemple = {{0xA0}};
static const Id team_of_desk = {{0xA1}};
static const Id team_of_care = {{0xA2}};
static const Id house_of_others = {{0xB0}};
static const Id team_of_others = {{0xB1}};

static inline Caller worker(uint8_t account, Id house, Id team, const char *role)
{
    return (Caller){.account = {{account}},
                    .house = house,
                    .teams = {team},
                    .team_count = 1,
                    .permissions = role_find(text_from(role))->permissions};
}

static inline Caller desk(void)
{
    return worker(1, house_of_exemple, team_of_desk, "social_worker");
}

static inline Caller desk_colleague(void)
{
    return worker(2, house_of_exemple, team_of_desk, "desk_worker");
}

static inline Caller care(void)
{
    return worker(3, house_of_exemple, team_of_care, "social_worker");
}

static inline Caller stranger(void)
{
    return worker(4, house_of_others, team_of_others, "social_worker");
}

typedef Outcome (*Deed)(Access *access, void *context);

typedef struct Doing {
    Fixture *fixture;
    Caller caller;
    Deed deed;
    void *context;
    Outcome outcome;
} Doing;

static inline Outcome do_in_session(Session *session, void *context, Problem *problem)
{
    Doing *doing = context;
    Access access = {.arena = doing->fixture->arena,
                     .session = session,
                     .caller = doing->caller,
                     .now = NOON,
                     .problem = problem};
    doing->outcome = doing->deed(&access, doing->context);
    TRY(doing->outcome);
    return access_write_journal(&access, session);
}

/* The outcome of the deed; nothing is kept unless it is OK. */
static inline Outcome acts(Fixture *fixture, Store *store, Caller caller, Deed deed,
                           void *context)
{
    Doing doing = {fixture, caller, deed, context, OK};
    fixture->problem = (Problem){.arena = fixture->arena};
    return store_write(store, do_in_session, &doing, &fixture->problem);
}

/* -------------------------------------------------------------------------------- persons */

typedef struct Creating {
    NewPerson made;
    Id id;
} Creating;

static inline Outcome create(Access *access, void *context)
{
    Creating *creating = context;
    return person_create(access, &creating->made, &creating->id);
}

static inline FactValue fact(FactKind kind, const char *value, const char *extra)
{
    return (FactValue){.kind = kind, .value = text_from(value), .extra = text_from(extra)};
}

static inline Id create_by(Fixture *fixture, Store *store, Caller caller,
                           const FactValue *facts, size_t count)
{
    Creating creating = {
        .made = {.facts = facts, .fact_count = count}
    };
    const Outcome outcome = acts(fixture, store, caller, create, &creating);
    if (outcome != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return creating.id;
}

/* Camille Exemple, born on 30 July 1985, kept by the desk. */
static inline Id create_camille(Fixture *fixture, Store *store)
{
    const FactValue facts[] = {
        fact(FACT_NAME, "Camille", "Exemple"),
        fact(FACT_BIRTH, "1985-07-30", ""),
        fact(FACT_PHONE, "0470 12 34 56", ""),
    };
    return create_by(fixture, store, desk(), facts, LENGTH_OF(facts));
}

typedef struct Reading {
    Id id;
    PersonFile file;
} Reading;

static inline Outcome read_person(Access *access, void *context)
{
    Reading *reading = context;
    return person_read(access, reading->id, &reading->file);
}

static inline PersonFile file_for(Fixture *fixture, Store *store, Caller caller, Id id)
{
    Reading reading = {.id = id};
    assert_int_equal(acts(fixture, store, caller, read_person, &reading), OK);
    return reading.file;
}

typedef struct Changing {
    Id person;
    FactChange change;
    FactResult result;
} Changing;

static inline Outcome change_fact(Access *access, void *context)
{
    Changing *changing = context;
    return person_change_fact(access, changing->person, &changing->change, &changing->result);
}

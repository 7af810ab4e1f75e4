/* SPDX-License-Identifier: EUPL-1.2 */
/* Workers who act upon persons: each deed in a transaction of its own, with its lines in the
 * journal. */
#pragma once

#include "access/journal.h"
#include "base/list.h"
#include "people/person.h"
#include "unit/people/workers.h"
#include "unit/store/store_fixture.h"

enum { NOON = 1790000000 };

static inline const Keyring *people_keyring(void)
{
    static const Keyring ring = {.keys = {{{'t'}, {7}}}, .count = 1, .lookup = {9}};
    return &ring;
}

/* What the clock says to those who act; a test may move it. */
static Moment the_time = NOON;

/* The keys of what is sealed; a test may take them away. */
static bool keys_are_at_hand = true;

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
                     .now = the_time,
                     .keyring = keys_are_at_hand ? people_keyring() : NULL,
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

static inline PersonDetail fact(FactKind kind, const char *value, const char *extra)
{
    return (PersonDetail){.kind = kind, .value = text_from(value), .extra = text_from(extra)};
}

static inline Id create_by(Fixture *fixture, Store *store, Caller caller,
                           const PersonDetail *facts, size_t count)
{
    Creating creating = {
        .made = {.facts = facts, .fact_count = count}
    };
    assert_int_equal(acts(fixture, store, caller, create, &creating), OK);
    return creating.id;
}

/* Camille Exemple, born on 30 July 1985, kept by the desk. */
static inline Id create_camille(Fixture *fixture, Store *store)
{
    const PersonDetail facts[] = {
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

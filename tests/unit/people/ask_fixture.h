/* SPDX-License-Identifier: EUPL-1.2 */
/* Who asks the network about Camille, and who answers. */
#pragma once

#include "access/erasure.h"
#include "people/ask.h"
#include "unit/people/people_fixture.h"

typedef struct Asking {
    NewAsk made;
    Id id;
    AskState answer;
    PersonAsks asks;
    Id person;
} Asking;

static inline Outcome ask(Access *access, void *context)
{
    Asking *asking = context;
    return person_ask(access, &asking->made, &asking->id);
}

static inline Outcome list(Access *access, void *context)
{
    Asking *asking = context;
    return person_ask_list(access, &asking->asks);
}

static inline Outcome answer(Access *access, void *context)
{
    const Asking *asking = context;
    return person_ask_answer(access, asking->id, asking->answer);
}

static inline Outcome erase(Access *access, void *context)
{
    const Asking *asking = context;
    return erasure_run(access, asking->person);
}

static inline Outcome forget(Access *access, void *context)
{
    (void)context;
    return person_ask_forget(access->session, access->now, access->problem);
}

static inline Caller another_stranger(void)
{
    static const Id house = {{0xC0}};
    static const Id team = {{0xC1}};
    return worker(5, house, team, "social_worker");
}

static inline NewAsk about(const char *who)
{
    return (NewAsk){.query.words = text_from(who),
                    .words = TEXT_INIT("Il dit venir de chez vous")};
}

static const char *const known = "Camille Exemple 1985-07-30";
static const char *const unknown = "Dominique Exemple 1985-07-30";

static inline Id ask_about(Fixture *fixture, Store *store, const char *who)
{
    Asking asking = {.made = about(who)};
    const Outcome outcome = acts(fixture, store, stranger(), ask, &asking);
    if (outcome != OK) {
        fail_msg("%.*s", TEXT_ARG(fixture->problem.detail));
    }
    return asking.id;
}

static inline PersonAsks asks_of(Fixture *fixture, Store *store, Caller caller)
{
    Asking asking = {0};
    assert_int_equal(acts(fixture, store, caller, list, &asking), OK);
    return asking.asks;
}

/* By which a house answers the newest it was asked. */
static inline Id reached(Fixture *fixture, Store *store, Caller caller)
{
    const PersonAsks asks = asks_of(fixture, store, caller);
    assert_true(asks.received.count > 0);
    return asks.received.items[0].id;
}

static inline Outcome answer_as(Fixture *fixture, Store *store, Caller caller, Id id,
                                AskState given)
{
    Asking asking = {.id = id, .answer = given};
    return acts(fixture, store, caller, answer, &asking);
}

static const Query all_reached = {
    .name = "all_reached",
    .sqlite = "SELECT count(*) FROM person_ask_reached WHERE territory = ?1",
    .postgres = "SELECT count(*) FROM person_ask_reached WHERE territory = $1",
    .parameters = {"territory"},
    .parameter_count = 1,
};

static inline Outcome count_reached(Access *access, void *context)
{
    bool row = false;
    int64_t *count = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &all_reached, &statement, access->problem));
    TRY(statement_next(statement, &row, access->problem));
    *count = column_integer(statement, 0);
    return OK;
}

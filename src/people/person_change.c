/* SPDX-License-Identifier: EUPL-1.2 */
/* The facts of a person: read as rows, added, changed, ended, and settled where two differ. */
#include "people/person_private.h"

#include "crypto/crypto.h"
#include "people/queries.h"

/* ------------------------------------------------------------------------------- reading */

static PersonDetail read_value(Arena *arena, const Statement *statement)
{
    PersonDetail what = {
        .value = text_copy(arena, column_text(statement, 4)),
        .extra = text_copy(arena, column_text(statement, 5)),
        .valid_from = text_copy(arena, column_text(statement, 8)),
        .valid_to = text_copy(arena, column_text(statement, 9)),
    };
    (void)fact_kind_parse(column_text(statement, 3), &what.kind);
    (void)fact_source_parse(column_text(statement, 7), &what.source);
    (void)fact_class_parse(column_text(statement, 10), &what.class);
    return what;
}

static Outcome read_fact(Access *access, const Statement *statement, Id person,
                         PersonFact *fact)
{
    *fact = (PersonFact){
        .person = person,
        .id = column_id(statement, 0),
        .revision = column_integer(statement, 1),
        .state = fact_state_parse(column_text(statement, 2)),
        .what = read_value(access->arena, statement),
        .at = column_integer(statement, 11),
        .account = column_id(statement, 12),
    };
    const Text sealed = column_text(statement, 6);
    return sealed.length > 0 ? person_fact_open(access, sealed, fact) : OK;
}

Outcome person_facts_read(Access *access, Id person, FactSpan span, PersonFactList *facts)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session,
                       span == FACTS_ALL ? &PERSON_FACT_ALL : &PERSON_FACT_IN_FORCE, &statement,
                       access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        PersonFact fact = {0};
        TRY(read_fact(access, statement, person, &fact));
        LIST_APPEND(access->arena, facts, fact);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- writing */

static Outcome set_state(Access *access, const PersonFact *fact, PersonFactState before,
                         PersonFactState after)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_FACT_SET_STATE, &statement, access->problem));
    bind_id(statement, "person", fact->person);
    bind_id(statement, "id", fact->id);
    bind_integer(statement, "revision", fact->revision);
    bind_text(statement, "before", fact_state_code(before));
    bind_text(statement, "state", fact_state_code(after));
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                                      "somebody settled this already: read it again");
}

static Outcome insert(Access *access, const PersonFact *fact)
{
    SealedFact sealed = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(person_fact_seal(access, fact, &sealed));
    TRY(statement_open(access->session, &PERSON_FACT_ADD, &statement, access->problem));
    bind_id(statement, "person", fact->person);
    bind_id(statement, "id", fact->id);
    bind_integer(statement, "revision", fact->revision);
    bind_text(statement, "state", fact_state_code(fact->state));
    bind_text(statement, "kind", fact_kind_code(fact->what.kind));
    bind_text(statement, "value", sealed.value);
    bind_text(statement, "extra", sealed.extra);
    bind_blob(statement, "sealed", sealed.sealed.bytes, sealed.sealed.length);
    bind_text(statement, "source", fact_source_code(fact->what.source));
    bind_text(statement, "valid_from", fact->what.valid_from);
    bind_text(statement, "valid_to", fact->what.valid_to);
    bind_text(statement, "class", fact_class_code(fact->what.class));
    bind_integer(statement, "now", fact->at);
    bind_id(statement, "account", fact->account);
    return statement_run(statement, NULL, access->problem);
}

/* The revisions of one fact: the one in force, if any, and the number of the newest. */
typedef struct Thread {
    PersonFact current;
    bool has_current;
    int64_t newest; /* 0 when there is no such fact */
} Thread;

static Outcome read_thread(Access *access, Id person, Id id, Thread *thread)
{
    PersonFactList facts = {0};
    *thread = (Thread){0};
    TRY(person_facts_read(access, person, FACTS_ALL, &facts));
    for (size_t i = 0; i < facts.count; i++) {
        const PersonFact *fact = &facts.items[i];
        if (!id_equal(fact->id, id)) {
            continue;
        }
        thread->newest = fact->revision > thread->newest ? fact->revision : thread->newest;
        if (fact->state == FACT_CURRENT) {
            thread->current = *fact;
            thread->has_current = true;
        }
    }
    return OK;
}

static bool says_the_same(const PersonDetail *a, const PersonDetail *b)
{
    return a->kind == b->kind && text_equal(a->value, b->value) &&
           text_equal(a->extra, b->extra) && a->source == b->source && a->class == b->class &&
           text_equal(a->valid_from, b->valid_from) && text_equal(a->valid_to, b->valid_to);
}

static PersonFact fact_made(const Access *access, Id person, Id id, int64_t revision,
                            PersonFactState state, const PersonDetail *what)
{
    return (PersonFact){.person = person,
                        .id = id,
                        .revision = revision,
                        .state = state,
                        .what = *what,
                        .at = access->now,
                        .account = access->caller.account};
}

static bool is_taken(const PersonFactList *facts, Id id)
{
    for (size_t i = 0; i < facts->count; i++) {
        if (id_equal(facts->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* `made` names it; nil: it is drawn. */
static Outcome add_new(Access *access, Id person, Id made, const PersonDetail *what,
                       FactResult *result)
{
    PersonFactList facts = {0};
    PersonFactList past = {0};
    TRY(person_facts_read(access, person, FACTS_IN_FORCE, &facts));
    if (!id_is_nil(made)) {
        TRY(person_facts_read(access, person, FACTS_ALL, &past));
    }
    if (is_taken(&past, made)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "id",
                           "an identifier that nothing bears is expected");
    }
    if (facts.count >= PERSON_FACTS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "fact",
                           "a person has %d facts at most: end one first", PERSON_FACTS_MOST);
    }
    /* The count keeps those of one second in the order they came in. */
    const Id id = id_is_nil(made) ? id_new(access->now * 1000 + (int64_t)facts.count) : made;
    *result = (FactResult){.fact = fact_made(access, person, id, 1, FACT_CURRENT, what)};
    return insert(access, &result->fact);
}

static Outcome put_beside(Access *access, const Thread *thread, const PersonFact *late,
                          FactResult *result)
{
    TRY(insert(access, late));
    *result = (FactResult){.fact = thread->current, .is_contested = true, .yours = *late};
    return OK;
}

static Outcome put_after(Access *access, const Thread *thread, const PersonFact *next,
                         FactResult *result)
{
    if (thread->has_current) {
        TRY(set_state(access, &thread->current, FACT_CURRENT, FACT_PAST));
    }
    *result = (FactResult){.fact = *next};
    return insert(access, next);
}

static Outcome change_known(Access *access, Id person, const FactChange *change,
                            FactResult *result)
{
    Thread thread = {0};
    TRY(read_thread(access, person, change->fact, &thread));
    if (thread.newest == 0) {
        return problem_set(access->problem, NOT_FOUND, TEXT("body"), "fact", "no such fact");
    }
    const PersonDetail *what = change->ends ? &thread.current.what : &change->what;
    PersonFact next = fact_made(access, person, change->fact, thread.newest + 1,
                                change->ends ? FACT_PAST : FACT_CURRENT, what);
    if (thread.has_current && change->what.kind != thread.current.what.kind) {
        return problem_set(access->problem, INVALID, TEXT("body"), "kind",
                           "a fact keeps its kind: end it, and add another");
    }
    if (!thread.has_current ? change->ends
                            : !change->ends && says_the_same(what, &thread.current.what)) {
        *result = (FactResult){.fact = thread.current};
        return OK;
    }
    if (thread.has_current && change->base_revision == thread.current.revision) {
        return put_after(access, &thread, &next, result);
    }
    if (change->ends) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "base_revision",
                           "this was changed since you read it: read it again");
    }
    next.state = FACT_CONTESTED;
    return put_beside(access, &thread, &next, result);
}

Outcome person_put_fact(Access *access, Id person, const FactChange *change, FactResult *result)
{
    FactChange checked = *change;
    if (!change->ends) {
        TRY(fact_check(access->arena, moment_to_local(access->now).date, &checked.what,
                       access->problem));
    }
    return id_is_nil(change->fact)
               ? add_new(access, person, change->made, &checked.what, result)
               : change_known(access, person, &checked, result);
}

Outcome person_change_fact(Access *access, Id person, const FactChange *change,
                           FactResult *result)
{
    Relation relation = RELATION_STRANGER;
    TRY(person_admit(access, MAY_WRITE_PERSON, person, change->fact, &relation));
    TRY(person_put_fact(access, person, change, result));
    person_fact_hide(access, relation, &result->fact);
    return person_refresh(access, person);
}

/* -------------------------------------------------------------------------------- settling */

static Outcome find_contested(Access *access, Id person, Id id, int64_t revision,
                              PersonFact *found)
{
    PersonFactList facts = {0};
    TRY(person_facts_read(access, person, FACTS_IN_FORCE, &facts));
    for (size_t i = 0; i < facts.count; i++) {
        const PersonFact *fact = &facts.items[i];
        if (fact->revision == revision && id_equal(fact->id, id) &&
            fact->state == FACT_CONTESTED) {
            *found = *fact;
            return OK;
        }
    }
    return problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                       "somebody settled this already: read it again");
}

/* The contested text becomes a revision of its own, so that the thread tells what happened. */
static Outcome put_contested(Access *access, const PersonFact *contested)
{
    Thread thread = {0};
    FactResult ignored = {0};
    TRY(read_thread(access, contested->person, contested->id, &thread));
    const PersonFact next = fact_made(access, contested->person, contested->id,
                                      thread.newest + 1, FACT_CURRENT, &contested->what);
    return put_after(access, &thread, &next, &ignored);
}

Outcome person_settle_fact(Access *access, Id person, Id fact, int64_t contested,
                           PersonFactChoice choice)
{
    PersonFact found = {0};
    FactResult ignored = {0};
    TRY(person_admit(access, MAY_WRITE_PERSON, person, fact, NULL));
    TRY(find_contested(access, person, fact, contested, &found));
    TRY(set_state(access, &found, FACT_CONTESTED, FACT_PAST));
    switch (choice) {
    case KEEP_CURRENT:
        break;
    case KEEP_CONTESTED:
        TRY(put_contested(access, &found));
        break;
    case KEEP_BOTH:
        TRY(add_new(access, person, (Id){{0}}, &found.what, &ignored));
        break;
    }
    return person_refresh(access, person);
}

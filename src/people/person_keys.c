/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * After each change of a person: its kind, and the keys it is found under. A key stands in a
 * scope: the house whose people may find the person by name, or the team of a restricted one.
 */
#include "people/person_private.h"

#include "people/change.h"
#include "people/person_likeness.h"
#include "people/queries.h"

static PersonKind kind_of(const PersonFactList *facts)
{
    PersonKind kind = PERSON_UNKNOWN;
    for (size_t i = 0; i < facts->count; i++) {
        if (facts->items[i].what.kind == FACT_NAME) {
            return PERSON_NAMED;
        }
        if (facts->items[i].what.kind == FACT_ALIAS) {
            kind = PERSON_ALIAS;
        }
    }
    return kind;
}

static Outcome set_kind(Access *access, Id person, PersonKind kind)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_SET_KIND, &statement, access->problem));
    bind_id(statement, "id", person);
    bind_text(statement, "kind", person_kind_code(kind));
    return statement_run(statement, NULL, access->problem);
}

static Outcome remove_keys(Access *access, Id person)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_KEY_REMOVE_OF, &statement, access->problem));
    bind_id(statement, "person", person);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_keys(Access *access, const PersonKeys *keys, Id person, Id scope)
{
    for (size_t i = 0; i < keys->count; i++) {
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &PERSON_KEY_ADD, &statement, access->problem));
        bind_text(statement, "key", keys->keys[i]);
        bind_id(statement, "scope", scope);
        bind_id(statement, "person", person);
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

/* The file itself, and those it was merged into, which show its facts. */
static Outcome tell_change(Access *access, const Person *person)
{
    Person at = *person;
    TRY(person_changed(access, at.id, CHANGE_PERSON, at.id));
    for (size_t i = 0; i < PERSON_MERGED_MOST && !id_is_nil(at.merged_into); i++) {
        TRY(person_get(access, at.merged_into, &at));
        TRY(person_changed(access, at.id, CHANGE_PERSON, at.id));
    }
    return OK;
}

Outcome person_refresh(Access *access, Id id)
{
    PersonFactList facts = {0};
    PersonKeys *keys = ARENA_NEW(access->arena, PersonKeys);
    Person person = {0};
    TRY(person_get(access, id, &person));
    TRY(tell_change(access, &person));
    TRY(person_facts_read(access, id, FACTS_IN_FORCE, &facts));
    TRY(set_kind(access, id, kind_of(&facts)));
    TRY(remove_keys(access, id));
    person_keys_near(access->arena, &facts, person.code, keys);
    if (person.is_restricted) {
        return write_keys(access, keys, id, person.team);
    }
    person_keys_blind(access->arena, &facts, person.code, keys);
    return write_keys(access, keys, id, person.house);
}

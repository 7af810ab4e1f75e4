/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person.h"

#include <stdlib.h>

#include "crypto/code.h"
#include "people/consent.h"
#include "people/person_private.h"
#include "people/queries.h"

static const char *const kind_codes[] = {
    [PERSON_NAMED] = "named", [PERSON_ALIAS] = "alias", [PERSON_UNKNOWN] = "unknown"};

Text person_kind_code(PersonKind kind)
{
    return text_from(kind_codes[kind]);
}

static PersonKind kind_parse(Text code)
{
    size_t kind = PERSON_UNKNOWN;
    (void)text_among(code, kind_codes, LENGTH_OF(kind_codes), &kind);
    return (PersonKind)kind;
}

/* ------------------------------------------------------------------------------- reading */

Outcome person_get(Access *access, Id id, Person *person)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "person", "no such person");
    }
    *person = (Person){
        .id = id,
        .kind = kind_parse(column_text(statement, 0)),
        .house = column_id(statement, 1),
        .team = column_id(statement, 2),
        .code = text_copy(access->arena, column_text(statement, 3)),
        .is_restricted = column_integer(statement, 4) != 0,
        .merged_into = column_id(statement, 5),
        .revision = column_integer(statement, 6),
        .created = column_integer(statement, 7),
    };
    return OK;
}

Outcome person_root(Access *access, Id id, Id *root)
{
    Person person = {0};
    TRY(person_get(access, id, &person));
    for (size_t i = 0; i < PERSON_MERGED_MOST && !id_is_nil(person.merged_into); i++) {
        TRY(person_get(access, person.merged_into, &person));
    }
    *root = person.id;
    return OK;
}

Outcome person_root_within(Access *access, Permission permission, Id given, Id *root)
{
    Person person = {0};
    Relation relation = RELATION_STRANGER;
    TRY(person_get(access, given, &person));
    for (size_t i = 0; i < PERSON_MERGED_MOST && !id_is_nil(person.merged_into); i++) {
        TRY(person_relation(access, person.merged_into, &relation));
        if (!permission_allows(access->caller.permissions, permission, relation)) {
            break;
        }
        TRY(person_get(access, person.merged_into, &person));
    }
    *root = person.id;
    return OK;
}

Outcome person_admit_merged(Access *access, Id given, Id *person)
{
    TRY(person_admit(access, MAY_READ_PERSON, given, (Id){{0}}, NULL));
    return person_root_within(access, MAY_READ_PERSON, given, person);
}

bool person_fact_is_shown(const Caller *caller, Relation relation, FactClass class)
{
    const bool is_near = relation == RELATION_TEAM || relation == RELATION_EMERGENCY;
    switch (class) {
    case FACT_BASIC:
    case FACT_CONTACT:
        return relation != RELATION_STRANGER;
    case FACT_PROTECTED:
        return is_near;
    case FACT_OFFICIAL:
        /* Law of 8 August 1983, article 8: who needs it for the case, in the team that keeps
         * it. */
        return relation == RELATION_TEAM &&
               permission_holds(caller->permissions, MAY_READ_CASE);
    case FACT_CLASS_COUNT:
        break;
    }
    return false;
}

typedef LIST_OF(MergedPerson) MergedList;

/* One that stayed with a former house is that house's: what it writes there is not told here.
 */
static Outcome append_merged(Access *access, Id into, Id house, MergedList *persons)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_MERGED_EACH, &statement, access->problem));
    bind_id(statement, "person", into);
    TRY(statement_next(statement, &row, access->problem));
    while (row && persons->count < PERSON_MERGED_MOST) {
        if (id_equal(column_id(statement, 2), house)) {
            LIST_APPEND(access->arena, persons,
                        (MergedPerson){column_id(statement, 0),
                                       text_copy(access->arena, column_text(statement, 1))});
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static int compare_facts(const void *a, const void *b)
{
    const PersonFact *left = a;
    const PersonFact *right = b;
    if (left->what.kind != right->what.kind) {
        return left->what.kind < right->what.kind ? -1 : 1;
    }
    const int by_id = id_compare(left->id, right->id);
    return by_id != 0 ? by_id
                      : (left->revision > right->revision) - (left->revision < right->revision);
}

/* Another house sees the classes of data the person agreed to, and no other. */
static Outcome hide_unshared(Access *access, PersonFile *file)
{
    unsigned shared = 0;
    if (file->relation != RELATION_CONSENT) {
        return OK;
    }
    TRY(person_shared_classes(access, file->person.id, &shared));
    for (size_t i = 0; i < file->facts.count; i++) {
        PersonFact *fact = &file->facts.items[i];
        const DataClass class =
            fact->what.class == FACT_CONTACT ? CLASS_CONTACT : CLASS_IDENTITY;
        if ((shared & 1U << class) == 0) {
            person_fact_withhold(fact);
        }
    }
    return OK;
}

static Outcome read_file(Access *access, Id id, FactSpan span, PersonFile *file)
{
    PersonFile read = {0};
    MergedList persons = {0};
    TRY(person_admit(access, MAY_READ_PERSON, id, (Id){{0}}, &read.relation));
    TRY(person_get(access, id, &read.person));
    LIST_APPEND(access->arena, &persons, (MergedPerson){id, read.person.code});
    for (size_t i = 0; i < persons.count; i++) {
        TRY(person_facts_read(access, persons.items[i].id, span, &read.facts));
        TRY(append_merged(access, persons.items[i].id, read.person.house, &persons));
        read.merged_count = i == 0 ? persons.count - 1 : read.merged_count;
    }
    read.merged = persons.items + 1;
    if (read.facts.count > 0) {
        qsort(read.facts.items, read.facts.count, sizeof *read.facts.items, compare_facts);
    }
    for (size_t i = 0; i < read.facts.count; i++) {
        person_fact_hide(access, read.relation, &read.facts.items[i]);
        read.has_contested |= read.facts.items[i].state == FACT_CONTESTED;
    }
    TRY(hide_unshared(access, &read));
    *file = read;
    return OK;
}

Outcome person_read(Access *access, Id id, PersonFile *file)
{
    return read_file(access, id, FACTS_IN_FORCE, file);
}

Outcome person_read_history(Access *access, Id id, PersonFile *file)
{
    return read_file(access, id, FACTS_ALL, file);
}

const PersonFact *person_fact_first(const PersonFile *file, FactKind kind)
{
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == kind && fact->state == FACT_CURRENT && !fact->is_withheld) {
            return fact;
        }
    }
    return NULL;
}

Text person_display_name(Arena *arena, const PersonFile *file)
{
    static const FactKind order[] = {FACT_NAME, FACT_ALIAS, FACT_DESCRIPTION};
    for (size_t i = 0; i < LENGTH_OF(order); i++) {
        const PersonFact *fact = person_fact_first(file, order[i]);
        if (fact != NULL) {
            return fact_full_name(arena, &fact->what);
        }
    }
    return TEXT("");
}

int person_age(const PersonFile *file, Date today)
{
    const PersonFact *fact = person_fact_first(file, FACT_BIRTH);
    if (fact == NULL) {
        return -1;
    }
    /* A part nobody knows is 0, and thus past. */
    const CivilDate birth = fact_birth(&fact->what);
    const CivilDate now = date_to_civil(today);
    const bool is_before =
        now.month < birth.month || (now.month == birth.month && now.day < birth.day);
    return now.year - birth.year - (is_before ? 1 : 0);
}

/* ------------------------------------------------------------------------------- creating */

static Outcome team_of(Access *access, Id asked, Id *team)
{
    const Caller *caller = &access->caller;
    if (id_is_nil(asked) && caller->team_count == 1) {
        *team = caller->teams[0];
        return OK;
    }
    if (!id_is_nil(asked) && caller_is_of_team(caller, asked)) {
        *team = asked;
        return OK;
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "team",
                       "one of your own teams is expected, to keep the file");
}

static bool names(FactKind kind)
{
    return kind == FACT_NAME || kind == FACT_ALIAS || kind == FACT_DESCRIPTION;
}

static Outcome check_new(Access *access, const NewPerson *made)
{
    enum { FACTS_AT_ONCE = 50 };
    bool is_named = false;
    if (made->fact_count > FACTS_AT_ONCE) {
        return problem_set(access->problem, INVALID, TEXT("body"), "facts",
                           "%d facts at once at most", FACTS_AT_ONCE);
    }
    for (size_t i = 0; i < made->fact_count; i++) {
        is_named |= names(made->facts[i].kind);
    }
    return is_named ? OK
                    : problem_set(access->problem, INVALID, TEXT("body"), "facts",
                                  "a name, an alias or a description is expected");
}

static Outcome insert(Access *access, const NewPerson *made, Id team, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "team", team);
    bind_text(statement, "code", code_new(access->arena));
    bind_integer(statement, "restricted", made->is_restricted);
    bind_blob(statement, "nobody", "", 0);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "creator", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

static Outcome refuse_taken(Access *access, Id id)
{
    Person person = {0};
    Problem ignored = {.arena = access->arena};
    Access asking = *access;
    asking.problem = &ignored;
    if (id_is_nil(id)) {
        return OK;
    }
    const Outcome outcome = person_get(&asking, id, &person);
    return outcome == NOT_FOUND ? OK
           : outcome == OK      ? problem_set(access->problem, INVALID, TEXT("body"), "id",
                                              "an identifier that nothing bears is expected")
                                : outcome;
}

/* Which of them is wrong: "facts/2". */
static Outcome add_fact(Access *access, Id id, const NewPerson *made, size_t i)
{
    const FactChange change = {.what = made->facts[i]};
    FactResult result = {0};
    const Outcome outcome = person_put_fact(access, id, &change, &result);
    if (outcome == INVALID && access->problem != NULL) {
        access->problem->where = text_format(access->arena, "facts/%zu", i);
    }
    return outcome;
}

Outcome person_create(Access *access, const NewPerson *made, Id *id)
{
    const Id created = id_is_nil(made->id) ? id_new(access->now * 1000) : made->id;
    Id team = {{0}};
    TRY(access_judge(access, MAY_CREATE_PERSON, RELATION_TEAM, created, (Id){{0}}));
    TRY(refuse_taken(access, made->id));
    TRY(team_of(access, made->team, &team));
    TRY(check_new(access, made));
    TRY(insert(access, made, team, created));
    for (size_t i = 0; i < made->fact_count; i++) {
        TRY(add_fact(access, created, made, i));
    }
    TRY(person_refresh(access, created));
    *id = created;
    return OK;
}

/* ------------------------------------------------------------------------------ who knows */

static Outcome stale(Access *access)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), "revision",
                       "the person was changed since: read it again");
}

Outcome person_set_reach(Access *access, Id person, int64_t base_revision, PersonReach reach)
{
    int64_t changed = 0;
    Relation relation = RELATION_STRANGER;
    TRY(person_admit(access, MAY_WRITE_PERSON, person, (Id){{0}}, &relation));
    if (relation != RELATION_TEAM) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "the team that keeps the file says who knows it");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_SET_RESTRICTED, &statement, access->problem));
    bind_id(statement, "id", person);
    bind_integer(statement, "restricted", reach == REACH_TEAM);
    bind_integer(statement, "revision", base_revision);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? person_refresh(access, person) : stale(access);
}

/* An erased file has no key any more by which it is found. */
static Outcome add_merged_kept(Access *access, Id into, Id team, PersonIds *walked,
                               PersonIds *kept)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_MERGED_ALIVE, &statement, access->problem));
    bind_id(statement, "person", into);
    TRY(statement_next(statement, &row, access->problem));
    while (row && walked->count < PERSON_MERGED_MOST) {
        const Id merged = column_id(statement, 0);
        LIST_APPEND(access->arena, walked, merged);
        if (id_equal(column_id(statement, 1), team) && column_integer(statement, 2) != 0) {
            LIST_APPEND(access->arena, kept, merged);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome person_kept_together(Access *access, Id person, Id team, PersonIds *persons)
{
    PersonIds walked = {0};
    PersonIds kept = {0};
    LIST_APPEND(access->arena, &walked, person);
    LIST_APPEND(access->arena, &kept, person);
    for (size_t i = 0; i < walked.count; i++) {
        TRY(add_merged_kept(access, walked.items[i], team, &walked, &kept));
    }
    *persons = kept;
    return OK;
}

/* What others asked about the person and nobody answered is answered by the new keeper. What
 * was answered stays told as it was, within the house: who said no yes is named to nobody. */
static Outcome hand_asks_over(Access *access, Id person, Id team)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_HAND_OVER, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "team", team);
    return statement_run(statement, NULL, access->problem);
}

Outcome person_hand_over(Access *access, Id person, Id from_team, Id team)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_HAND_OVER, &statement, access->problem));
    bind_id(statement, "id", person);
    bind_id(statement, "from_team", from_team);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "team", team);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed != 1) {
        return stale(access);
    }
    TRY(hand_asks_over(access, person, team));
    return person_refresh(access, person);
}

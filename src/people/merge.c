/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/merge.h"

#include "people/change.h"
#include "people/optional_id.h"
#include "people/person_private.h"
#include "people/queries.h"

static Outcome conflict(Access *access, const char *sentence)
{
    return problem_set(access->problem, CONFLICT, TEXT("body"), "into", "%s", sentence);
}

/* -------------------------------------------------------------------------------- verdicts */

static void bind_pair(Statement *statement, Id one, Id other)
{
    const bool is_ordered = id_compare(one, other) < 0;
    bind_id(statement, "a", is_ordered ? one : other);
    bind_id(statement, "b", is_ordered ? other : one);
}

static Outcome read_verdict(Access *access, Id one, Id other, PairVerdict *verdict)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_LINK_GET, &statement, access->problem));
    bind_pair(statement, one, other);
    TRY(statement_next(statement, &row, access->problem));
    *verdict = !row                                                       ? PAIR_UNSAID
               : text_equal(column_text(statement, 0), TEXT("different")) ? PAIR_DIFFERENT
                                                                          : PAIR_SAME;
    return OK;
}

static Outcome forget_verdict(Access *access, Id one, Id other)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_LINK_REMOVE, &statement, access->problem));
    bind_pair(statement, one, other);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_verdict(Access *access, Id one, Id other, PairVerdict verdict)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_LINK_PUT, &statement, access->problem));
    bind_pair(statement, one, other);
    bind_text(statement, "verdict", verdict == PAIR_SAME ? TEXT("same") : TEXT("different"));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome admit_both(Access *access, Id one, Id other)
{
    TRY(person_admit(access, MAY_MERGE_PERSONS, one, other, NULL));
    TRY(person_admit(access, MAY_MERGE_PERSONS, other, one, NULL));
    return id_equal(one, other) ? problem_set(access->problem, INVALID, TEXT("body"), "into",
                                              "two persons are expected")
                                : OK;
}

Outcome person_say_pair(Access *access, Id one, Id other, PairVerdict verdict)
{
    TRY(admit_both(access, one, other));
    return verdict == PAIR_UNSAID ? forget_verdict(access, one, other)
                                  : write_verdict(access, one, other, verdict);
}

/* --------------------------------------------------------------------------------- merging */

/* `into` shows the facts of the absorbed, and so do those it was merged into itself. */
static Outcome tell_change(Access *access, Id absorbed, Id into)
{
    Id root = {{0}};
    TRY(person_root(access, into, &root));
    TRY(person_changed(access, absorbed, CHANGE_PERSON, absorbed));
    TRY(person_changed(access, into, CHANGE_PERSON, into));
    return person_changed(access, root, CHANGE_PERSON, root);
}

static Outcome point(Access *access, Id person, Id before, Id after)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_SET_MERGED, &statement, access->problem));
    bind_id(statement, "id", person);
    bind_optional_id(statement, "before", before);
    bind_optional_id(statement, "into", after);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : conflict(access, "somebody merged it in between: read it again");
}

Outcome person_merge(Access *access, Id absorbed, Id into)
{
    Person person = {0};
    Id root = {{0}};
    PairVerdict verdict = PAIR_UNSAID;
    TRY(admit_both(access, absorbed, into));
    TRY(person_get(access, absorbed, &person));
    TRY(person_root(access, into, &root));
    TRY(read_verdict(access, absorbed, into, &verdict));
    if (!id_is_nil(person.merged_into)) {
        return conflict(access, "it was merged before: undo that first");
    }
    if (id_equal(root, absorbed)) {
        return conflict(access, "the other was merged into this one already");
    }
    if (verdict == PAIR_DIFFERENT) {
        return conflict(access,
                        "somebody said that they are not the same: say otherwise first");
    }
    TRY(point(access, absorbed, (Id){{0}}, into));
    TRY(tell_change(access, absorbed, into));
    return write_verdict(access, absorbed, into, PAIR_SAME);
}

Outcome person_unmerge(Access *access, Id absorbed)
{
    Person person = {0};
    TRY(person_admit(access, MAY_MERGE_PERSONS, absorbed, (Id){{0}}, NULL));
    TRY(person_get(access, absorbed, &person));
    if (id_is_nil(person.merged_into)) {
        return conflict(access, "it is merged into nobody");
    }
    TRY(person_admit(access, MAY_MERGE_PERSONS, person.merged_into, absorbed, NULL));
    TRY(point(access, absorbed, person.merged_into, (Id){{0}}));
    TRY(tell_change(access, absorbed, person.merged_into));
    return forget_verdict(access, absorbed, person.merged_into);
}

/* ----------------------------------------------------------------------------------- alike */

static void keep_in_force(PersonFactList *facts)
{
    size_t kept = 0;
    for (size_t i = 0; i < facts->count; i++) {
        const PersonFact *fact = &facts->items[i];
        if (fact->state == FACT_CURRENT && !fact_class_is_sealed(fact->what.class)) {
            facts->items[kept++] = *fact;
        }
    }
    facts->count = kept;
}

static Outcome is_candidate(Access *access, Id person, const LookupHit *hit, bool *is)
{
    PairVerdict verdict = PAIR_UNSAID;
    TRY(read_verdict(access, person, hit->person, &verdict));
    *is = verdict == PAIR_UNSAID && !id_equal(person, hit->person) && !hit->is_merged &&
          hit->verdict != LIKENESS_DIFFERENT;
    return OK;
}

Outcome person_alike(Access *access, Id person, LookupAnswer *answer)
{
    PersonFactList facts = {0};
    size_t kept = 0;
    TRY(person_admit(access, MAY_MERGE_PERSONS, person, (Id){{0}}, NULL));
    TRY(person_facts_read(access, person, FACTS_IN_FORCE, &facts));
    keep_in_force(&facts);
    TRY(lookup_near(access, &facts, answer));
    for (size_t i = 0; i < answer->count; i++) {
        bool is = false;
        TRY(is_candidate(access, person, &answer->hits[i], &is));
        if (is) {
            answer->hits[kept++] = answer->hits[i];
        }
    }
    answer->count = kept;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Persons met and what is known of them. */
#include "offline/apply_private.h"
#include "people/lookup.h"
#include "people/person.h"

/* -------------------------------------------------------------------------------- creating */

/* The look that a form makes before a person is created is made when the person arrives: what
 * was met in the street exists, and is only flagged. */
static Outcome look_for_double(Applying *doing, const NewPerson *made)
{
    Access *access = doing->access;
    LookupAnswer *found = ARENA_NEW(access->arena, LookupAnswer);
    if (!permission_holds(access->caller.permissions, MAY_FIND_PERSON)) {
        return OK;
    }
    TRY(lookup_doubles(access, made->facts, made->fact_count, found));
    doing->answer.double_flag = found->count > 0          ? DOUBLE_SEEN
                                : found->someone_may_know ? DOUBLE_SOMEWHERE
                                                          : DOUBLE_NONE;
    return OK;
}

static Outcome read_reach(const Applying *doing, bool *is_restricted)
{
    const Text wanted = operation_wants(doing->operation, "restricted");
    *is_restricted = text_equal(wanted, TEXT("yes"));
    return *is_restricted || wanted.length == 0 || text_equal(wanted, TEXT("no"))
               ? OK
               : say_invalid(doing, "restricted", "yes or no is expected");
}

Outcome apply_person_create(Applying *doing)
{
    const Operation *operation = doing->operation;
    const Text team = operation_wants(operation, "team");
    Id id = {{0}};
    NewPerson made = {
        .id = operation->id, .facts = operation->facts, .fact_count = operation->fact_count};
    if (team.length > 0 && !id_parse(team, &made.team)) {
        return say_invalid(doing, "team", "an identifier (UUID) is expected");
    }
    TRY(read_reach(doing, &made.is_restricted));
    TRY(look_for_double(doing, &made));
    return person_create(doing->access, &made, &id);
}

/* ----------------------------------------------------------------------------------- facts */

/* Lays what is wanted of a fact over what stands. */
static Outcome take_field(const Applying *doing, const OperationField *field,
                          PersonDetail *what)
{
    const Text name = field->name;
    if (text_equal(name, TEXT("class"))) {
        return fact_class_parse(field->wanted, &what->class)
                   ? OK
                   : say_invalid(doing, "class",
                                 "basic, contact, protected or number is expected");
    }
    if (text_equal(name, TEXT("source"))) {
        return fact_source_parse(field->wanted, &what->source)
                   ? OK
                   : say_invalid(doing, "source",
                                 "person, document, worker, other or import is expected");
    }
    Text *text = text_equal(name, TEXT("value"))   ? &what->value
                 : text_equal(name, TEXT("extra")) ? &what->extra
                 : text_equal(name, TEXT("from"))  ? &what->valid_from
                                                   : &what->valid_to;
    *text = field->wanted;
    return OK;
}

static Text value_of(const PersonDetail *what, Text name)
{
    return text_equal(name, TEXT("class"))    ? fact_class_code(what->class)
           : text_equal(name, TEXT("source")) ? fact_source_code(what->source)
           : text_equal(name, TEXT("value"))  ? what->value
           : text_equal(name, TEXT("extra"))  ? what->extra
           : text_equal(name, TEXT("from"))   ? what->valid_from
                                              : what->valid_to;
}

Outcome apply_fact_add(Applying *doing)
{
    const Operation *operation = doing->operation;
    FactResult result = {0};
    FactChange change = {.made = operation->id, .what = {.source = SOURCE_PERSON}};
    if (!fact_kind_parse(operation_wants(operation, "kind"), &change.what.kind)) {
        return say_invalid(doing, "kind", "a kind of fact is expected: name, phone...");
    }
    for (size_t i = 0; i < operation->field_count; i++) {
        if (!text_equal(operation->fields[i].name, TEXT("kind"))) {
            TRY(take_field(doing, &operation->fields[i], &change.what));
        }
    }
    TRY(person_change_fact(doing->access, operation->person, &change, &result));
    doing->answer.revision = result.fact.revision;
    return OK;
}

/* The fact as it stands, else as it last was. What the caller may not read is not compared: the
 * answer would tell it. */
static Outcome find_fact(Applying *doing, PersonFact *found)
{
    PersonFile file = {0};
    const PersonFact *newest = NULL;
    TRY(person_read_history(doing->access, doing->operation->person, &file));
    for (size_t i = 0; i < file.facts.count; i++) {
        const PersonFact *fact = &file.facts.items[i];
        const bool is_this =
            id_equal(fact->id, doing->operation->id) && fact->state != FACT_CONTESTED;
        newest = is_this && (newest == NULL || newest->state != FACT_CURRENT) ? fact : newest;
    }
    if (newest == NULL) {
        return problem_set(doing->access->problem, NOT_FOUND, TEXT("body"), "id",
                           "no such fact");
    }
    if (newest->is_withheld) {
        return problem_set(doing->access->problem, REFUSED, TEXT("body"), "id",
                           "you may not read this fact, and so not change it from afar");
    }
    *found = *newest;
    return OK;
}

/* What becomes of the fields together; `next` is what stands, with what may be applied. */
static Outcome merge_fields(const Applying *doing, const PersonFact *stands, PersonDetail *next,
                            MergeVerdict *verdict)
{
    const FieldClass class =
        stands->what.kind == FACT_DESCRIPTION ? FIELD_FREE_TEXT : FIELD_GUARDED;
    *verdict = MERGE_NOTHING;
    for (size_t i = 0; i < doing->operation->field_count; i++) {
        const OperationField *field = &doing->operation->fields[i];
        const MergeVerdict one = merge_field(class, value_of(&stands->what, field->name),
                                             field->seen, field->wanted);
        *verdict = merge_worse(*verdict, one);
        TRY(take_field(doing, field, next));
    }
    return OK;
}

static Outcome change_fact(Applying *doing, const FactChange *change)
{
    FactResult result = {0};
    TRY(person_change_fact(doing->access, doing->operation->person, change, &result));
    doing->answer.revision = result.fact.revision;
    if (result.is_contested) {
        doing->answer.result = RESULT_CONFLICT;
        doing->answer.because = TEXT("contested");
        doing->answer.field = TEXT("value");
        doing->answer.revision = result.yours.revision;
    }
    return OK;
}

/* Two values of one fact stand beside each other in the file until somebody settles them, as
 * they do when two change it at their desks (people/person.h). */
Outcome apply_fact_set(Applying *doing)
{
    PersonFact stands = {0};
    MergeVerdict verdict = MERGE_NOTHING;
    TRY(find_fact(doing, &stands));
    FactChange change = {.fact = stands.id, .what = stands.what};
    TRY(merge_fields(doing, &stands, &change.what, &verdict));
    const bool is_late =
        doing->operation->base != 0 && doing->operation->base < stands.revision;
    doing->answer.revision = stands.revision;
    if (stands.state != FACT_CURRENT) {
        return change_fact(doing, &change);
    }
    switch (verdict) {
    case MERGE_NOTHING:
        return say_same(doing);
    case MERGE_APPLY:
        change.base_revision = stands.revision;
        TRY(change_fact(doing, &change));
        return is_late ? say_merged(doing, "fields") : OK;
    case MERGE_KEEP_BOTH:
        change.fact = (Id){{0}};
        change.made = doing->operation->op;
        TRY(change_fact(doing, &change));
        return say_merged(doing, "both");
    case MERGE_CONFLICT:
        break;
    }
    return change_fact(doing, &change);
}

Outcome apply_fact_end(Applying *doing)
{
    PersonFact stands = {0};
    const OperationField *value = operation_field(doing->operation, "value");
    TRY(find_fact(doing, &stands));
    doing->answer.revision = stands.revision;
    if (stands.state != FACT_CURRENT) {
        return say_same(doing);
    }
    const bool is_seen = value != NULL ? text_equal(value->seen, stands.what.value)
                                       : doing->operation->base == stands.revision;
    if (!is_seen && doing->mode != APPLY_DECIDED) {
        return say_conflict(doing, "value", stands.what.value, stands.account);
    }
    const FactChange change = {
        .fact = stands.id, .base_revision = stands.revision, .ends = true, .what = stands.what};
    return change_fact(doing, &change);
}

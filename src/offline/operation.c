/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/operation.h"

#include <string.h>

#include "people/person_json.h"

enum { MIB = 1024 * 1024, KIND_MOST = 40, NAME_MOST = 40 };

const JsonLimits DELIVERY_LIMITS = {.bytes = MIB, .depth = 7, .values = 20000};

static Outcome wrong(Problem *problem, const char *field, const char *sentence)
{
    return problem_set(problem, INVALID, TEXT("body"), field, "%s", sentence);
}

/* Only these members; the name of another is never repeated, for it may be anything. */
static Outcome members_only(const json_t *object, const char *const *names, size_t count,
                            Problem *problem)
{
    const char *name = NULL;
    json_t *member = NULL;
    if (!json_is_object(object)) {
        return wrong(problem, "", "an object is expected");
    }
    /* jansson's walk asks for an object it might change; it changes nothing. */
    json_object_foreach((json_t *)object, name, member)
    {
        if (!text_among(text_from(name), names, count, NULL)) {
            return wrong(problem, "", "the object holds an unknown member");
        }
    }
    return OK;
}

/* -------------------------------------------------------------------------------- members */

static Outcome read_id(const json_t *object, const char *name, Id *id, Problem *problem)
{
    const json_t *member = json_object_get(object, name);
    if (member == NULL) {
        return OK;
    }
    return id_parse(json_text(member), id) && !id_is_nil(*id)
               ? OK
               : wrong(problem, name, "an identifier (UUIDv7) is expected");
}

static Outcome read_base(const json_t *object, int64_t *base, Problem *problem)
{
    const json_t *member = json_object_get(object, "base");
    if (member != NULL && (!json_is_integer(member) || json_integer_value(member) < 0)) {
        return wrong(problem, "base", "a revision is expected: a whole number");
    }
    *base = member == NULL ? 0 : json_integer_value(member);
    return OK;
}

static Outcome read_said(const json_t *object, Moment *said, Problem *problem)
{
    const json_t *member = json_object_get(object, "at");
    if (member == NULL || moment_parse(json_text(member), said)) {
        return OK;
    }
    return wrong(problem, "at", "a moment is expected: 2026-11-30T21:15:00+01:00");
}

/* null stands for what is not there. */
static Outcome read_value(Arena *arena, const json_t *value, Text *text, Problem *problem)
{
    if (json_is_null(value)) {
        *text = TEXT("");
        return OK;
    }
    if (!json_is_string(value) || json_string_length(value) > OPERATION_TEXT_MOST) {
        return wrong(problem, "fields", "a text that is not too long, or null, is expected");
    }
    *text = text_copy(arena, json_text(value));
    return OK;
}

static Outcome read_pair(Arena *arena, const char *name, const json_t *pair,
                         OperationField *field, Problem *problem)
{
    if (!json_is_array(pair) || json_array_size(pair) != 2 || strlen(name) > NAME_MOST) {
        return wrong(problem, "fields", "two values a field are expected: seen, wanted");
    }
    field->name = text_copy(arena, text_from(name));
    TRY(read_value(arena, json_array_get(pair, 0), &field->seen, problem));
    return read_value(arena, json_array_get(pair, 1), &field->wanted, problem);
}

static Outcome read_fields(Arena *arena, const json_t *fields, Operation *operation,
                           Problem *problem)
{
    const char *name = NULL;
    json_t *pair = NULL;
    if (fields == NULL) {
        return OK;
    }
    if (!json_is_object(fields) || json_object_size(fields) > OPERATION_FIELDS_MOST) {
        return wrong(problem, "fields", "an object of at most 16 fields is expected");
    }
    json_object_foreach((json_t *)fields, name, pair)
    {
        TRY(read_pair(arena, name, pair, &operation->fields[operation->field_count], problem));
        operation->field_count++;
    }
    return OK;
}

static Outcome read_facts(Arena *arena, const json_t *list, Operation *operation,
                          Problem *problem)
{
    const size_t count = json_array_size(list);
    if (list == NULL) {
        return OK;
    }
    if (!json_is_array(list) || count > OPERATION_FACTS_MOST) {
        return wrong(problem, "facts", "a list of at most 50 facts is expected");
    }
    PersonDetail *facts = ARENA_ARRAY(arena, PersonDetail, count);
    for (size_t i = 0; i < count; i++) {
        TRY(person_read_fact(arena, json_array_get(list, i), text_format(arena, "facts/%zu", i),
                             &facts[i], problem));
    }
    operation->facts = facts;
    operation->fact_count = count;
    return OK;
}

/* ------------------------------------------------------------------------------ operations */

static Outcome read_kind(Arena *arena, const json_t *object, Text *kind, Problem *problem)
{
    const Text read = json_member_text(object, "kind");
    if (read.length == 0 || read.length > KIND_MOST) {
        return wrong(problem, "kind", "a kind of operation is expected: note.add");
    }
    *kind = text_copy(arena, read);
    return OK;
}

static Outcome read_members(Arena *arena, const json_t *object, Operation *operation,
                            Problem *problem)
{
    static const char *const names[] = {"op",   "kind", "id",     "person", "case",
                                        "base", "at",   "fields", "facts"};
    TRY(members_only(object, names, LENGTH_OF(names), problem));
    TRY(read_kind(arena, object, &operation->kind, problem));
    TRY(read_id(object, "id", &operation->id, problem));
    TRY(read_id(object, "person", &operation->person, problem));
    TRY(read_id(object, "case", &operation->case_file, problem));
    TRY(read_base(object, &operation->base, problem));
    TRY(read_said(object, &operation->said, problem));
    TRY(read_fields(arena, json_object_get(object, "fields"), operation, problem));
    return read_facts(arena, json_object_get(object, "facts"), operation, problem);
}

static void read_one(Arena *arena, const json_t *object, Operation *operation)
{
    *operation = (Operation){.kind = TEXT(""), .problem = {.arena = arena}};
    if (!id_parse(json_member_text(object, "op"), &operation->op) ||
        id_milliseconds(operation->op) < 0) {
        operation->op = (Id){{0}};
    }
    if (id_is_nil(operation->op)) {
        (void)wrong(&operation->problem, "op", "an identifier (UUID) is expected");
        return;
    }
    operation->whole = json_canonical(arena, object);
    (void)read_members(arena, object, operation, &operation->problem);
}

static Outcome read_list(Arena *arena, const json_t *list, Delivery *delivery, Problem *problem)
{
    if (!json_is_array(list) || json_array_size(list) > OPERATIONS_MOST) {
        return wrong(problem, "operations", "a list of at most 200 operations is expected");
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        Operation operation;
        read_one(arena, json_array_get(list, i), &operation);
        LIST_APPEND(arena, &delivery->operations, operation);
    }
    return OK;
}

Outcome delivery_read(Arena *arena, Text body, Delivery *delivery, Problem *problem)
{
    static const char *const names[] = {"device", "operations"};
    json_t *read SCOPED(json_close) = NULL;
    Delivery made = {0};
    TRY(json_read(body, DELIVERY_LIMITS, &read, problem));
    TRY(members_only(read, names, LENGTH_OF(names), problem));
    TRY(read_id(read, "device", &made.device, problem));
    if (id_is_nil(made.device)) {
        return wrong(problem, "device", "the identifier of the device is expected");
    }
    TRY(read_list(arena, json_object_get(read, "operations"), &made, problem));
    *delivery = made;
    return OK;
}

Outcome operation_read(Arena *arena, Text whole, Operation *operation, Problem *problem)
{
    json_t *read SCOPED(json_close) = NULL;
    TRY(json_read(whole, DELIVERY_LIMITS, &read, problem));
    read_one(arena, read, operation);
    return operation->problem.outcome == OK
               ? OK
               : problem_set(problem, operation->problem.outcome, TEXT("body"), "", "%.*s",
                             TEXT_ARG(operation->problem.detail));
}

/* ---------------------------------------------------------------------------------- fields */

const OperationField *operation_field(const Operation *operation, const char *name)
{
    for (size_t i = 0; i < operation->field_count; i++) {
        if (text_equal(operation->fields[i].name, text_from(name))) {
            return &operation->fields[i];
        }
    }
    return NULL;
}

Text operation_wants(const Operation *operation, const char *name)
{
    const OperationField *field = operation_field(operation, name);
    return field == NULL ? TEXT("") : field->wanted;
}

Outcome operation_fields_only(const Operation *operation, const char *const *names,
                              size_t count, Problem *problem)
{
    for (size_t i = 0; i < operation->field_count; i++) {
        if (!text_among(operation->fields[i].name, names, count, NULL)) {
            return wrong(problem, "fields", "this kind of operation has no such field");
        }
    }
    return OK;
}

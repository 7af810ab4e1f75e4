/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/apply_private.h"

#include "desk/desk_day.h"

static const char *const results[OPERATION_RESULT_COUNT] = {
    [RESULT_APPLIED] = "applied",
    [RESULT_MERGED] = "merged",
    [RESULT_CONFLICT] = "conflict",
    [RESULT_REFUSED] = "refused",
};

static const char *const flags[DOUBLE_FLAG_COUNT] = {
    [DOUBLE_NONE] = "", [DOUBLE_SEEN] = "seen", [DOUBLE_SOMEWHERE] = "somewhere"};

Text operation_result_code(OperationResult result)
{
    return text_from(results[result]);
}

OperationResult operation_result_parse(Text code)
{
    size_t at = RESULT_REFUSED;
    (void)text_among(code, results, LENGTH_OF(results), &at);
    return (OperationResult)at;
}

Text double_flag_code(DoubleFlag flag)
{
    return text_from(flags[flag]);
}

DoubleFlag double_flag_parse(Text code)
{
    size_t at = DOUBLE_NONE;
    (void)text_among(code, flags, LENGTH_OF(flags), &at);
    return (DoubleFlag)at;
}

/* --------------------------------------------------------------------------------- saying */

Outcome say_same(Applying *doing)
{
    doing->answer.result = RESULT_APPLIED;
    doing->answer.because = TEXT("same");
    return OK;
}

Outcome say_merged(Applying *doing, const char *because)
{
    doing->answer.result = RESULT_MERGED;
    doing->answer.because = text_from(because);
    return OK;
}

Outcome say_conflict(Applying *doing, const char *field, Text value, Id other)
{
    doing->standing.field = text_from(field);
    doing->standing.value = value;
    doing->standing.other = other;
    return problem_set(
        doing->access->problem, CONFLICT, TEXT("body"), field,
        "somebody changed this in between: what stands stays until it is decided");
}

Outcome say_invalid(const Applying *doing, const char *field, const char *sentence)
{
    return problem_set(doing->access->problem, INVALID, TEXT("body"), field, "%s", sentence);
}

MergeVerdict guarded(const Applying *doing, Text stands, const OperationField *field)
{
    return merge_field(FIELD_GUARDED, stands,
                       doing->mode == APPLY_DECIDED ? stands : field->seen, field->wanted);
}

/* ---------------------------------------------------------------------------------- desk */

/* Counted on the day that is open when it arrives: the clock of a device decides nothing. */
Outcome apply_count_add(Applying *doing)
{
    ImmediateAnswer answer = ANSWER_SHOWER;
    if (!immediate_answer_parse(operation_wants(doing->operation, "answer"), &answer)) {
        return say_invalid(doing, "answer", "shower, meal, call or coffee is expected");
    }
    TRY(access_judge(doing->access, MAY_USE_DESK, RELATION_TEAM, (Id){{0}}, (Id){{0}}));
    return desk_count(doing->access, answer);
}

/* ------------------------------------------------------------------------------ the kinds */

enum { NEEDS_ID = 1, NEEDS_PERSON = 2, NEEDS_CASE = 4 };

typedef struct OperationKind {
    const char *code;
    unsigned needs;
    Outcome (*apply)(Applying *doing);
    const char *fields[OPERATION_FIELDS_MOST]; /* those it may say */
} OperationKind;

/* One row a kind, as docs/reference/offline.md lists them. */
/* clang-format off */
static const OperationKind kinds[] = {
    {"person.create", NEEDS_ID, apply_person_create, {"team", "restricted"}},
    {"fact.add", NEEDS_ID | NEEDS_PERSON, apply_fact_add,
     {"kind", "class", "source", "value", "extra", "from", "to"}},
    {"fact.set", NEEDS_ID | NEEDS_PERSON, apply_fact_set,
     {"class", "source", "value", "extra", "from", "to"}},
    {"fact.end", NEEDS_ID | NEEDS_PERSON, apply_fact_end, {"value"}},
    {"case.open", NEEDS_ID | NEEDS_PERSON, apply_case_open, {"retention"}},
    {"note.add", NEEDS_ID | NEEDS_CASE, apply_note_add, {"secrecy", "kind", "words", "replaces"}},
    {"need.add", NEEDS_ID | NEEDS_CASE, apply_need_add, {"need", "urgency"}},
    {"need.set", NEEDS_ID | NEEDS_CASE, apply_need_set, {"urgency", "state"}},
    {"member.add", NEEDS_ID | NEEDS_CASE, apply_member_add, {NULL}},
    {"member.end", NEEDS_ID | NEEDS_CASE, apply_member_end, {NULL}},
    {"lead.set", NEEDS_CASE, apply_lead_set, {"lead"}},
    {"referral.act", NEEDS_ID, apply_referral_act,
     {"state", "act", "reason", "barrier", "rank", "outcome", "conditions"}},
    {"count.add", 0, apply_count_add, {"answer"}},
};
/* clang-format on */

/* What the server alone decides, since two may want the same: said in words, not as unknown. */
static Outcome refuse_unknown(Applying *doing)
{
    static const char *const online[] = {"bed.", "slot.", "place.", "ticket.", "consent."};
    const Text kind = doing->operation->kind;
    for (size_t i = 0; i < LENGTH_OF(online); i++) {
        if (text_starts_with(kind, text_from(online[i]))) {
            return problem_set(doing->access->problem, REFUSED, TEXT("body"), "kind",
                               "beds, places, tickets and consents are given by the server "
                               "alone: ask when there is a network");
        }
    }
    return say_invalid(doing, "kind", "no such kind of operation");
}

static Outcome check_needs(const Applying *doing, const OperationKind *kind)
{
    const Operation *operation = doing->operation;
    size_t count = 0;
    if ((kind->needs & NEEDS_ID) != 0 && id_is_nil(operation->id)) {
        return say_invalid(doing, "id", "an identifier (UUID) is expected");
    }
    if ((kind->needs & NEEDS_PERSON) != 0 && id_is_nil(operation->person)) {
        return say_invalid(doing, "person", "an identifier (UUID) is expected");
    }
    if ((kind->needs & NEEDS_CASE) != 0 && id_is_nil(operation->case_file)) {
        return say_invalid(doing, "case", "an identifier (UUID) is expected");
    }
    while (count < OPERATION_FIELDS_MOST && kind->fields[count] != NULL) {
        count++;
    }
    return operation_fields_only(operation, kind->fields, count, doing->access->problem);
}

Outcome operation_apply(Applying *doing)
{
    const Operation *operation = doing->operation;
    doing->answer = (OperationAnswer){.result = RESULT_APPLIED};
    doing->standing =
        (Standing){.person = operation->person, .case_file = operation->case_file};
    if (operation->problem.outcome != OK) {
        return problem_set(doing->access->problem, operation->problem.outcome,
                           operation->problem.where,
                           text_to_c(doing->access->arena, operation->problem.field), "%.*s",
                           TEXT_ARG(operation->problem.detail));
    }
    for (size_t i = 0; i < LENGTH_OF(kinds); i++) {
        if (text_equal(operation->kind, text_from(kinds[i].code))) {
            TRY(check_needs(doing, &kinds[i]));
            return kinds[i].apply(doing);
        }
    }
    return refuse_unknown(doing);
}

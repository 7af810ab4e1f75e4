/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases: opened, noted in, their needs and who works on them. */
#include "casework/case_work.h"
#include "casework/note.h"
#include "offline/apply_private.h"

/* Whose case it is, for a conflict; a case that is closed takes nothing more, and what was
 * written for it waits for whoever leads it. */
static Outcome find_case(Applying *doing, Case *read)
{
    TRY(case_read(doing->access, doing->operation->case_file, read));
    doing->standing.person = read->person;
    return read->closed == 0 ? OK : say_conflict(doing, "closed", read->result, read->lead);
}

Outcome apply_case_open(Applying *doing)
{
    const Operation *operation = doing->operation;
    CaseList cases = {0};
    const Text retention = operation_wants(operation, "retention");
    TRY(case_list(doing->access, operation->person, &cases));
    for (size_t i = 0; i < cases.count; i++) {
        const Case *open = &cases.items[i];
        if (open->closed == 0 && caller_is_of_team(&doing->access->caller, open->team)) {
            doing->answer.target = open->id;
            return say_merged(doing, "open_already");
        }
    }
    return case_open_as(doing->access, operation->id, operation->person, retention);
}

Outcome apply_note_add(Applying *doing)
{
    const Operation *operation = doing->operation;
    const Text replaces = operation_wants(operation, "replaces");
    Case read = {0};
    Id id = {{0}};
    NewNote made = {.id = operation->id, .words = operation_wants(operation, "words")};
    TRY(find_case(doing, &read));
    if (!note_secrecy_parse(operation_wants(operation, "secrecy"), &made.secrecy)) {
        return say_invalid(doing, "secrecy", "team, profession or author is expected");
    }
    if (!note_kind_parse(operation_wants(operation, "kind"), &made.kind)) {
        return say_invalid(doing, "kind", "note, call, visit, letter or meeting is expected");
    }
    if (replaces.length > 0 && !id_parse(replaces, &made.replaces)) {
        return say_invalid(doing, "replaces", "an identifier (UUID) is expected");
    }
    return note_add(doing->access, operation->case_file, &made, &id);
}

/* ----------------------------------------------------------------------------------- needs */

Outcome apply_need_add(Applying *doing)
{
    const Operation *operation = doing->operation;
    Case read = {0};
    Id id = {{0}};
    NewNeed made = {.id = operation->id, .need = operation_wants(operation, "need")};
    TRY(find_case(doing, &read));
    if (!urgency_parse(operation_wants(operation, "urgency"), &made.urgency)) {
        return say_invalid(doing, "urgency", "low, normal, high or now is expected");
    }
    return case_add_need(doing->access, operation->case_file, &made, &id);
}

static Outcome find_need(Applying *doing, CaseNeed *found)
{
    CaseNeedList needs = {0};
    TRY(case_needs(doing->access, doing->operation->case_file, &needs));
    for (size_t i = 0; i < needs.count; i++) {
        if (id_equal(needs.items[i].id, doing->operation->id)) {
            *found = needs.items[i];
            return OK;
        }
    }
    return problem_set(doing->access->problem, NOT_FOUND, TEXT("body"), "id",
                       "no such need in this case");
}

/* Who changed it last, as the course of the case says. */
static Outcome who_changed(Applying *doing, Id *account)
{
    CaseEventList events = {0};
    TRY(case_events(doing->access, doing->operation->case_file, &events));
    for (size_t i = 0; i < events.count; i++) {
        *account = id_equal(events.items[i].subject, doing->operation->id)
                       ? events.items[i].account
                       : *account;
    }
    return OK;
}

static Outcome refuse_changed(Applying *doing, const char *field, Text stands)
{
    Id other = {{0}};
    TRY(who_changed(doing, &other));
    return say_conflict(doing, field, stands, other);
}

static Outcome set_urgency(Applying *doing, const CaseNeed *need, const OperationField *field)
{
    Urgency wanted = URGENCY_NORMAL;
    const MergeVerdict verdict = guarded(doing, urgency_code(need->urgency), field);
    if (!urgency_parse(field->wanted, &wanted)) {
        return say_invalid(doing, "urgency", "low, normal, high or now is expected");
    }
    if (verdict == MERGE_NOTHING) {
        return say_same(doing);
    }
    if (verdict != MERGE_APPLY || !text_equal(need->state, TEXT("open"))) {
        return refuse_changed(doing, "urgency",
                              verdict != MERGE_APPLY ? urgency_code(need->urgency)
                                                     : need->state);
    }
    return case_set_urgency(doing->access, doing->operation->case_file, need->id, wanted);
}

/* An open need is met or dropped, and nothing opens it again. */
static Outcome end_need(Applying *doing, const CaseNeed *need, const OperationField *field)
{
    const bool is_met = text_equal(field->wanted, TEXT("met"));
    if (!is_met && !text_equal(field->wanted, TEXT("dropped"))) {
        return say_invalid(doing, "state", "met or dropped is expected");
    }
    if (text_equal(need->state, field->wanted)) {
        return say_same(doing);
    }
    if (!text_equal(need->state, TEXT("open"))) {
        return refuse_changed(doing, "state", need->state);
    }
    return case_end_need(doing->access, doing->operation->case_file, need->id,
                         is_met ? END_DONE : END_DROPPED);
}

Outcome apply_need_set(Applying *doing)
{
    Case read = {0};
    CaseNeed need = {0};
    const OperationField *urgency = operation_field(doing->operation, "urgency");
    const OperationField *state = operation_field(doing->operation, "state");
    if ((urgency == NULL) == (state == NULL)) {
        return say_invalid(doing, "fields", "either an urgency or a state is expected");
    }
    TRY(find_case(doing, &read));
    TRY(find_need(doing, &need));
    return urgency != NULL ? set_urgency(doing, &need, urgency) : end_need(doing, &need, state);
}

/* --------------------------------------------------------------------------------- members */

/* A set: adding who is there, and taking away who is not, is done already. */
static Outcome is_member(Applying *doing, bool *is)
{
    CaseMemberList members = {0};
    TRY(case_members(doing->access, doing->operation->case_file, &members));
    *is = false;
    for (size_t i = 0; i < members.count; i++) {
        *is |= members.items[i].left_at == 0 &&
               id_equal(members.items[i].account, doing->operation->id);
    }
    return OK;
}

Outcome apply_member_add(Applying *doing)
{
    Case read = {0};
    bool is = false;
    TRY(find_case(doing, &read));
    TRY(is_member(doing, &is));
    return is ? say_same(doing) : case_add_member(doing->access, read.id, doing->operation->id);
}

Outcome apply_member_end(Applying *doing)
{
    Case read = {0};
    bool is = false;
    TRY(find_case(doing, &read));
    TRY(is_member(doing, &is));
    return is ? case_end_member(doing->access, read.id, doing->operation->id) : say_same(doing);
}

Outcome apply_lead_set(Applying *doing)
{
    Case read = {0};
    Id wanted = {{0}};
    const OperationField *field = operation_field(doing->operation, "lead");
    if (field == NULL || !id_parse(field->wanted, &wanted)) {
        return say_invalid(doing, "lead", "an identifier (UUID) is expected");
    }
    TRY(find_case(doing, &read));
    const Text stands = id_format(doing->access->arena, read.lead);
    switch (guarded(doing, stands, field)) {
    case MERGE_NOTHING:
        return say_same(doing);
    case MERGE_APPLY:
        return case_set_lead(doing->access, read.id, wanted);
    case MERGE_KEEP_BOTH:
    case MERGE_CONFLICT:
        break;
    }
    return say_conflict(doing, "lead", stands, read.lead);
}

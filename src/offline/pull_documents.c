/* SPDX-License-Identifier: EUPL-1.2 */
/* A person as a device is given them: the file, the cases, the notes, the referrals. */
#include "casework/case_work.h"
#include "casework/note.h"
#include "offline/pull_private.h"
#include "offline/queries.h"
#include "people/person_json.h"
#include "referral/referral_json.h"

/* The count at which a thing last changed; 0 when nothing says. */
static int64_t revision_of(const PulledPerson *pulled, ChangeKind kind, Id id)
{
    for (size_t i = 0; i < pulled->changes->count; i++) {
        const Change *change = &pulled->changes->items[i];
        if (change->kind == kind && id_equal(change->id, id)) {
            return change->count;
        }
    }
    return 0;
}

static bool is_given(const PulledPerson *pulled, ChangeKind kind, Id id)
{
    return pulled->is_whole || revision_of(pulled, kind, id) != 0;
}

static bool any_given(const PulledPerson *pulled, ChangeKind kind)
{
    for (size_t i = 0; i < pulled->changes->count; i++) {
        if (pulled->changes->items[i].kind == kind) {
            return true;
        }
    }
    return pulled->is_whole;
}

static void open_document(const Access *access, ChangeKind kind, Id id, int64_t revision,
                          JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "kind", change_kind_code(kind));
    json_member(writer, "id", id_format(access->arena, id));
    json_member_integer(writer, "revision", revision);
    json_key(writer, TEXT("body"));
}

/* ---------------------------------------------------------------------------------- person */

static Outcome write_person(Access *access, const PulledPerson *pulled, JsonWriter *writer)
{
    PersonFile file = {0};
    if (!is_given(pulled, CHANGE_PERSON, pulled->person)) {
        return OK;
    }
    TRY(person_read(access, pulled->person, &file));
    open_document(access, CHANGE_PERSON, pulled->person, file.person.revision, writer);
    person_write_json(access->arena, &file, writer);
    json_object_close(writer);
    return OK;
}

/* ----------------------------------------------------------------------------------- cases */

static void write_need(const Access *access, const CaseNeed *need, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(access->arena, need->id));
    json_member(writer, "need", need->need);
    json_member(writer, "urgency", urgency_code(need->urgency));
    json_member(writer, "state", need->state);
    json_member(writer, "since", moment_format(access->arena, need->since));
    json_object_close(writer);
}

static void write_case_body(const Access *access, const Case *read, const CaseNeedList *needs,
                            const CaseMemberList *members, JsonWriter *writer)
{
    json_object_open(writer);
    json_member(writer, "code", read->code);
    json_member(writer, "team", id_format(access->arena, read->team));
    json_member(writer, "lead", id_format(access->arena, read->lead));
    json_member(writer, "opened", moment_format(access->arena, read->opened));
    json_member(writer, "state", read->closed == 0 ? TEXT("open") : TEXT("closed"));
    json_member_unless_empty(writer, "result", read->result);
    json_key(writer, TEXT("needs"));
    json_array_open(writer);
    for (size_t i = 0; i < needs->count; i++) {
        write_need(access, &needs->items[i], writer);
    }
    json_array_close(writer);
    json_key(writer, TEXT("members"));
    json_array_open(writer);
    for (size_t i = 0; i < members->count; i++) {
        if (members->items[i].left_at == 0) {
            json_write_text(writer, id_format(access->arena, members->items[i].account));
        }
    }
    json_array_close(writer);
    json_object_close(writer);
}

static Outcome write_case(Access *access, const PulledPerson *pulled, const Case *read,
                          JsonWriter *writer)
{
    CaseNeedList needs = {0};
    CaseMemberList members = {0};
    TRY(case_needs(access, read->id, &needs));
    TRY(case_members(access, read->id, &members));
    open_document(access, CHANGE_CASE, read->id, revision_of(pulled, CHANGE_CASE, read->id),
                  writer);
    write_case_body(access, read, &needs, &members, writer);
    json_object_close(writer);
    return OK;
}

static void write_note(const Access *access, Id case_file, const Note *note, JsonWriter *writer)
{
    open_document(access, CHANGE_NOTE, note->id, 1, writer);
    json_object_open(writer);
    json_member(writer, "case", id_format(access->arena, case_file));
    json_member(writer, "secrecy", note_secrecy_code(note->secrecy));
    json_member(writer, "kind", note_kind_code(note->kind));
    json_member(writer, "author", id_format(access->arena, note->author));
    json_member(writer, "at", moment_format(access->arena, note->at));
    if (!id_is_nil(note->replaces)) {
        json_member(writer, "replaces", id_format(access->arena, note->replaces));
    }
    json_member(writer, "words", note->words);
    json_object_close(writer);
    json_object_close(writer);
}

/* A note the caller may not read is not told of, by which nobody learns that it was written. */
static Outcome write_notes(Access *access, const PulledPerson *pulled, Id case_file,
                           JsonWriter *writer)
{
    NoteList notes = {0};
    size_t given = 0;
    if (!any_given(pulled, CHANGE_NOTE)) {
        return OK;
    }
    TRY(note_list(access, case_file, &notes));
    for (size_t i = 0; i < notes.count && given < PULL_NOTES; i++) {
        if (is_given(pulled, CHANGE_NOTE, notes.items[i].id)) {
            write_note(access, case_file, &notes.items[i], writer);
            given++;
        }
    }
    return OK;
}

static Outcome write_cases(Access *access, const PulledPerson *pulled, JsonWriter *writer)
{
    CaseList cases = {0};
    if (!permission_allows(access->caller.permissions, MAY_READ_CASE, pulled->relation) ||
        (!any_given(pulled, CHANGE_CASE) && !any_given(pulled, CHANGE_NOTE))) {
        return OK;
    }
    TRY(case_list(access, pulled->person, &cases));
    for (size_t i = 0; i < cases.count; i++) {
        const Case *read = &cases.items[i];
        const bool is_shown =
            pulled->is_whole ? read->closed == 0 : is_given(pulled, CHANGE_CASE, read->id);
        if (is_shown) {
            TRY(write_case(access, pulled, read, writer));
        }
        if (read->closed == 0) {
            TRY(write_notes(access, pulled, read->id, writer));
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- referrals */

static Outcome write_referrals(Access *access, const PulledPerson *pulled, JsonWriter *writer)
{
    ReferralList list = {0};
    if (!any_given(pulled, CHANGE_REFERRAL)) {
        return OK;
    }
    TRY(referral_list_person(access, pulled->person, &list));
    for (size_t i = 0; i < list.count; i++) {
        const Referral *referral = &list.items[i];
        if (is_given(pulled, CHANGE_REFERRAL, referral->id)) {
            open_document(access, CHANGE_REFERRAL, referral->id, referral->revision, writer);
            referral_write_json(access, referral, writer);
            json_object_close(writer);
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- conflicts */

/* Of what the holder brought: that it waits, or what was decided. Its values are not told. */
static Outcome write_conflicts(Access *access, const PulledPerson *pulled, JsonWriter *writer)
{
    bool row = false;
    if (!any_given(pulled, CHANGE_CONFLICT)) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_CONFLICT_OF_PERSON, &statement, access->problem));
    bind_id(statement, "person", pulled->person);
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Id op = column_id(statement, 0);
        if (is_given(pulled, CHANGE_CONFLICT, op)) {
            open_document(access, CHANGE_CONFLICT, op, revision_of(pulled, CHANGE_CONFLICT, op),
                          writer);
            json_object_open(writer);
            json_member(writer, "field", column_text(statement, 1));
            json_member(writer, "state", column_text(statement, 2));
            json_object_close(writer);
            json_object_close(writer);
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* A case shared in part, or not at all, is no fault of the pull: what the caller may not read
 * is left out, as a page leaves it out. */
static Outcome leave_out(Access *access, Outcome outcome)
{
    if (outcome != REFUSED && outcome != NOT_FOUND) {
        return outcome;
    }
    *access->problem = (Problem){.arena = access->problem->arena};
    return OK;
}

Outcome pull_write_documents(Access *access, const PulledPerson *pulled, JsonWriter *writer)
{
    TRY(write_person(access, pulled, writer));
    TRY(leave_out(access, write_cases(access, pulled, writer)));
    TRY(write_referrals(access, pulled, writer));
    return write_conflicts(access, pulled, writer);
}

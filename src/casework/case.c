/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case.h"

#include "access/queries.h"
#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/conference_private.h"
#include "casework/queries.h"
#include "casework/result.h"
#include "casework/retention.h"
#include "crypto/code.h"
#include "people/change.h"
#include "people/consent.h"
#include "people/optional_id.h"
#include "people/person.h"
#include "people/relation.h"
#include "people/share.h"
#include "words/visible.h"

static const Id nobody = {{0}};

/* -------------------------------------------------------------------------------- reading */

static Case read_row(Arena *arena, const Statement *statement)
{
    return (Case){
        .id = column_id(statement, 0),
        .person = column_id(statement, 1),
        .house = column_id(statement, 2),
        .team = column_id(statement, 3),
        .lead = column_id(statement, 4),
        .code = text_copy(arena, column_text(statement, 5)),
        .retention = text_copy(arena, column_text(statement, 6)),
        .opened = column_integer(statement, 7),
        .closed = column_integer(statement, 8),
        .result = text_copy(arena, column_text(statement, 9)),
    };
}

/* Leaves `read` as it is when there is none. */
Outcome case_row(Access *access, Id id, Case *read)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    *read = row ? read_row(access->arena, statement) : *read;
    return OK;
}

/* A case nobody has is judged as that of a person nobody is: the same answer, the same line. */
Outcome case_admit(Access *access, Permission permission, Id id, Id subject, Case *read)
{
    Case row = {.id = id};
    TRY(case_row(access, id, &row));
    row.relation = RELATION_STRANGER;
    TRY(person_admit(access, permission, row.person, id_is_nil(subject) ? id : subject,
                     &row.relation));
    *read = row;
    return OK;
}

Outcome case_admit_writer(Access *access, Permission permission, Id id, Case *read)
{
    TRY(case_admit(access, permission, id, nobody, read));
    return read->closed == 0 ? OK
                             : problem_set(access->problem, CONFLICT, TEXT(""), "case",
                                           "this case is closed: open a new one");
}

Outcome case_read(Access *access, Id id, Case *read)
{
    Case found = {.id = id};
    TRY(case_row(access, id, &found));
    const Admission asked = {MAY_READ_CASE, found.person, id, 1u << CLASS_SITUATION};
    TRY(person_admit_class(access, &asked, &found.relation));
    *read = found;
    return OK;
}

Outcome case_rows(Access *access, Id person, CaseList *list)
{
    bool row = false;
    CaseList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_EACH, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome case_list(Access *access, Id person, CaseList *list)
{
    CaseList read = {0};
    Relation relation = RELATION_STRANGER;
    const Admission asked = {MAY_READ_CASE, person, nobody, 1u << CLASS_SITUATION};
    TRY(person_admit_class(access, &asked, &relation));
    TRY(case_rows(access, person, &read));
    for (size_t i = 0; i < read.count; i++) {
        read.items[i].relation = relation;
    }
    *list = read;
    return OK;
}

/* -------------------------------------------------------------------------------- opening */

static Outcome tell_change(Access *access, Id id)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_PERSON, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    return row ? person_changed(access, column_id(statement, 0), CHANGE_CASE, id) : OK;
}

Outcome case_note_event(Access *access, Id id, const char *act, Id subject, Text code)
{
    const Id event = id_new(access->now * 1000);
    TRY(tell_change(access, id));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "case_file", id);
    bind_id(statement, "id", event);
    bind_integer(statement, "now", access->now);
    bind_id(statement, "account", access->caller.account);
    bind_text(statement, "act", text_from(act));
    bind_optional_id(statement, "subject", subject);
    bind_text(statement, "code", code);
    return statement_run(statement, NULL, access->problem);
}

static Outcome refuse_second(Access *access, Id person, Id team)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_OPEN_ONE, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "team", team);
    TRY(statement_next(statement, &row, access->problem));
    return row ? problem_set(access->problem, CONFLICT, TEXT(""), "case",
                             "your team has an open case for this person")
               : OK;
}

static Outcome add_member(Access *access, Id id, Id account)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_MEMBER_ADD, &statement, access->problem));
    bind_id(statement, "case_file", id);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_id(statement, "account", account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add(Access *access, const Case *made)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "person", made->person);
    bind_id(statement, "house", made->house);
    bind_id(statement, "team", made->team);
    bind_id(statement, "lead", made->lead);
    bind_text(statement, "code", code_new(access->arena));
    bind_text(statement, "retention", made->retention);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome refuse_taken(Access *access, Id id)
{
    Case row = {0};
    TRY(case_row(access, id, &row));
    return id_is_nil(row.id) ? OK
                             : problem_set(access->problem, INVALID, TEXT("body"), "id",
                                           "an identifier that nothing bears is expected");
}

Outcome case_open_as(Access *access, Id id, Id person, Text retention)
{
    Person kept = {0};
    Case made = {.id = id, .person = person, .retention = retention};
    TRY(person_admit(access, MAY_WRITE_CASE, person, made.id, NULL));
    TRY(refuse_taken(access, id));
    TRY(person_get(access, person, &kept));
    made.house = kept.house;
    made.team = kept.team;
    made.lead = access->caller.account;
    if (retention_find(retention) == NULL) {
        return problem_set(access->problem, INVALID, TEXT("body"), "retention",
                           "one of these is expected: %.*s",
                           TEXT_ARG(retention_keys(access->arena)));
    }
    TRY(refuse_second(access, person, made.team));
    TRY(case_key_make(access, made.id, made.team));
    TRY(add(access, &made));
    TRY(add_member(access, made.id, made.lead));
    return case_note_event(access, made.id, "case.opened", made.lead, retention);
}

Outcome case_open(Access *access, Id person, Text retention, Id *id)
{
    const Id made = id_new(access->now * 1000);
    TRY(case_open_as(access, made, person, retention));
    *id = made;
    return OK;
}

/* Nobody needs of a person without an open case what was opened of their cases. */
static Outcome end_sharing(Access *access, const Case *closed)
{
    CaseList cases = {0};
    TRY(conference_end_of_case(access, closed));
    TRY(case_rows(access, closed->person, &cases));
    for (size_t i = 0; i < cases.count; i++) {
        if (cases.items[i].closed == 0 && !id_equal(cases.items[i].id, closed->id)) {
            return OK;
        }
    }
    return share_close_of_cases(access, closed->person);
}

Outcome case_close(Access *access, Id id, Text result)
{
    Case read = {0};
    TRY(case_admit_writer(access, MAY_WRITE_CASE, id, &read));
    const CaseResult *known = case_result_find(result);
    if (known == NULL || !text_is_empty(known->until)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "result",
                           "one of these is expected: %.*s",
                           TEXT_ARG(case_result_keys(access->arena)));
    }
    TRY(end_sharing(access, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_CLOSE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "result", known->key);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    return case_note_event(access, id, "case.closed", nobody, known->key);
}

/* ---------------------------------------------------------------------------------- words */

static size_t count_characters(Text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.bytes[i] & 0xC0) != 0x80;
    }
    return count;
}

Outcome case_check_words(Access *access, const char *field, Text given, size_t most,
                         Text *words)
{
    const bool is_kept = text_visible(access->arena, given, MANY_LINES, words) &&
                         words->length > 0 && count_characters(*words) <= most;
    return is_kept ? OK
                   : problem_set(access->problem, INVALID, TEXT("body"), field,
                                 "1 to %zu characters are expected", most);
}

/* -------------------------------------------------------------------------------- members */

static Outcome read_members(Access *access, Id id, CaseMemberList *list)
{
    bool row = false;
    CaseMemberList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_MEMBER_EACH, &statement, access->problem));
    bind_id(statement, "case_file", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read,
                    (CaseMember){column_id(statement, 0), column_integer(statement, 1),
                                 column_integer(statement, 2)});
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static bool works_on(const CaseMemberList *list, Id account)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].left_at == 0 && id_equal(list->items[i].account, account)) {
            return true;
        }
    }
    return false;
}

/* Whether the account is, now, of the team. */
static Outcome is_of_team(Access *access, Id account, Id team, bool *is_member)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &TEAM_MEMBER_EACH, &statement, access->problem));
    bind_id(statement, "account", account);
    bind_integer(statement, "now", access->now);
    *is_member = false;
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        *is_member |= id_equal(column_id(statement, 0), team);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome case_add_member(Access *access, Id id, Id account)
{
    Case read = {0};
    bool is_member = false;
    CaseMemberList members = {0};
    TRY(case_admit_writer(access, MAY_WRITE_CASE, id, &read));
    TRY(is_of_team(access, account, read.team, &is_member));
    TRY(read_members(access, id, &members));
    if (!is_member) {
        return problem_set(access->problem, INVALID, TEXT("body"), "account",
                           "somebody of the team that keeps the case is expected; another "
                           "house reads it by a share");
    }
    if (works_on(&members, account)) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "account",
                           "this account works on the case already");
    }
    TRY(add_member(access, id, account));
    return case_note_event(access, id, "member.entered", account, TEXT(""));
}

Outcome case_end_member(Access *access, Id id, Id account)
{
    Case read = {0};
    int64_t changed = 0;
    TRY(case_admit_writer(access, MAY_WRITE_CASE, id, &read));
    if (id_equal(read.lead, account)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "account",
                           "who leads cannot leave: let another lead first");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_MEMBER_LEAVE, &statement, access->problem));
    bind_id(statement, "case_file", id);
    bind_id(statement, "account", account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed == 0) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "account",
                           "this account does not work on the case");
    }
    return case_note_event(access, id, "member.left", account, TEXT(""));
}

Outcome case_set_lead(Access *access, Id id, Id account)
{
    Case read = {0};
    CaseMemberList members = {0};
    TRY(case_admit_writer(access, MAY_WRITE_CASE, id, &read));
    TRY(read_members(access, id, &members));
    if (!works_on(&members, account)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "account",
                           "somebody who works on the case is expected");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_SET_LEAD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "lead", account);
    TRY(statement_run(statement, NULL, access->problem));
    return case_note_event(access, id, "lead.set", account, TEXT(""));
}

Outcome case_members(Access *access, Id id, CaseMemberList *list)
{
    Case read = {0};
    TRY(case_read(access, id, &read));
    return read_members(access, id, list);
}

Outcome case_events(Access *access, Id id, CaseEventList *list)
{
    bool row = false;
    Case read = {0};
    CaseEventList events = {0};
    TRY(case_read(access, id, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_EVENT_EACH, &statement, access->problem));
    bind_id(statement, "case_file", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const CaseEvent event = {
            .id = column_id(statement, 0),
            .at = column_integer(statement, 1),
            .account = column_id(statement, 2),
            .act = text_copy(access->arena, column_text(statement, 3)),
            .subject = column_id(statement, 4),
            .code = text_copy(access->arena, column_text(statement, 5)),
        };
        LIST_APPEND(access->arena, &events, event);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = events;
    return OK;
}

Outcome case_colleagues(Access *access, Id id, ColleagueList *list)
{
    bool row = false;
    Case read = {0};
    ColleagueList found = {0};
    TRY(case_admit(access, MAY_WRITE_CASE, id, nobody, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_COLLEAGUE_EACH, &statement, access->problem));
    bind_id(statement, "team", read.team);
    bind_integer(statement, "now", access->now);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &found,
                    (Colleague){column_id(statement, 0),
                                text_copy(access->arena, column_text(statement, 1))});
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = found;
    return OK;
}

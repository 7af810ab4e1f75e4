/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_transfer.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "people/consent.h"
#include "people/person.h"

Outcome case_open_in(Access *access, Id person, Id team, Id *id)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_OPEN_ONE, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "team", team);
    TRY(statement_next(statement, &row, access->problem));
    *id = row ? column_id(statement, 0) : (Id){{0}};
    return OK;
}

Outcome case_taken_over_at(Access *access, Id person, Moment *at)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_TAKEN_OVER, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    *at = row ? column_integer(statement, 0) : 0;
    return OK;
}

Outcome case_keepers(Access *access, Id person, CaseKeepers *accounts)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    *accounts = (CaseKeepers){0};
    TRY(statement_open(access->session, &CASE_KEEPERS, &statement, access->problem));
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, accounts, column_id(statement, 0));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome has_note_of_profession(Access *access, Id person, bool *has)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &NOTE_OF_PROFESSION, &statement, access->problem));
    bind_id(statement, "person", person);
    return statement_next(statement, has, access->problem);
}

Outcome case_transfer_classes(Access *access, Id person, Id team, unsigned *classes)
{
    bool has_health = false;
    PersonIds persons = {0};
    TRY(person_kept_together(access, person, team, &persons));
    for (size_t i = 0; i < persons.count && !has_health; i++) {
        TRY(has_note_of_profession(access, persons.items[i], &has_health));
    }
    *classes = 1u << CLASS_IDENTITY | 1u << CLASS_CONTACT | 1u << CLASS_SITUATION |
               1u << CLASS_NOTES | (has_health ? 1u << CLASS_HEALTH : 0);
    return OK;
}

/* ----------------------------------------------------------------------- what changes hands */

static Outcome run_on_case(Access *access, const Query *query, Id case_file)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome set_keeper(Access *access, Id case_file, Id team)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_SET_KEEPER, &statement, access->problem));
    bind_id(statement, "id", case_file);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "team", team);
    bind_id(statement, "lead", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

static Outcome add_lead(Access *access, Id case_file)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_MEMBER_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

/* Nobody is left with a task in a case they do not read. */
static Outcome take_tasks(Access *access, Id case_file)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ITEM_TAKE_OVER, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "owner", access->caller.account);
    return statement_run(statement, NULL, access->problem);
}

static Outcome take_work(Access *access, const Case *read)
{
    TRY(run_on_case(access, &CASE_MEMBER_LEAVE_ALL, read->id));
    TRY(add_lead(access, read->id));
    return take_tasks(access, read->id);
}

static Outcome take_case(Access *access, const Case *read, const Handover *handover)
{
    TRY(case_key_hand_over(access, read, handover->team));
    TRY(set_keeper(access, read->id, handover->team));
    if (read->closed == 0) {
        TRY(take_work(access, read));
    }
    return case_note_event(access, read->id, "case.handed_over", handover->referral, TEXT(""));
}

/* What the former team keeps of the person. */
typedef struct Kept {
    PersonIds persons; /* the file, then those merged into it */
    CaseList cases;    /* the closed ones too: they are the history of the open one */
} Kept;

static Outcome add_cases(Access *access, Id person, Id team, CaseList *found)
{
    CaseList cases = {0};
    TRY(case_rows(access, person, &cases));
    for (size_t i = 0; i < cases.count; i++) {
        if (id_equal(cases.items[i].team, team)) {
            LIST_APPEND(access->arena, found, cases.items[i]);
        }
    }
    return OK;
}

static Outcome find_kept(Access *access, const Handover *handover, Kept *kept)
{
    Kept found = {0};
    const Id team = handover->from_team;
    TRY(person_kept_together(access, handover->person, team, &found.persons));
    for (size_t i = 0; i < found.persons.count; i++) {
        TRY(add_cases(access, found.persons.items[i], team, &found.cases));
    }
    *kept = found;
    return OK;
}

static Outcome check_kept(Access *access, const Handover *handover, const CaseList *kept)
{
    bool has_open = false;
    for (size_t i = 0; i < kept->count; i++) {
        Keyring ring;
        const Case *read = &kept->items[i];
        TRY(case_key_open(access, read, &ring));
        has_open |= read->closed == 0 && id_equal(read->person, handover->person);
    }
    return has_open ? OK
                    : problem_set(access->problem, CONFLICT, TEXT(""), "case",
                                  "who sent it does not keep this case any more");
}

Outcome case_check_handover(Access *access, const Handover *handover)
{
    Kept kept = {0};
    TRY(access_judge(access, MAY_WRITE_CASE, RELATION_TEAM, handover->person,
                     handover->referral));
    TRY(find_kept(access, handover, &kept));
    return check_kept(access, handover, &kept.cases);
}

/* The journal of each file tells it. */
static Outcome take_persons(Access *access, const Handover *handover, const PersonIds *persons)
{
    for (size_t i = 0; i < persons->count; i++) {
        const Id person = persons->items[i];
        access_note(access, "case.transfer", person, handover->referral, "consent");
        TRY(person_hand_over(access, person, handover->from_team, handover->team));
    }
    return OK;
}

Outcome case_hand_over(Access *access, const Handover *handover)
{
    Kept kept = {0};
    TRY(case_check_handover(access, handover));
    TRY(find_kept(access, handover, &kept));
    for (size_t i = 0; i < kept.cases.count; i++) {
        TRY(take_case(access, &kept.cases.items[i], handover));
    }
    return take_persons(access, handover, &kept.persons);
}

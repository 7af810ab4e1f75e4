/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/accompaniment.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "casework/secrecy_reach.h"
#include "people/consent.h"
#include "people/optional_id.h"
#include "people/relation.h"

static const Id nobody = {{0}};

static const char *const states[ACCOMPANIMENT_STATE_COUNT] = {
    [ACCOMPANIMENT_PLANNED] = "planned",
    [ACCOMPANIMENT_DONE] = "done",
    [ACCOMPANIMENT_MISSED] = "missed",
    [ACCOMPANIMENT_CANCELLED] = "cancelled",
};

static const char *const outcomes[ACCOMPANIMENT_OUTCOME_COUNT] = {
    [OUTCOME_NONE] = "",
    [OUTCOME_HELPED] = "helped",
    [OUTCOME_PARTLY] = "partly",
    [OUTCOME_NOT_HELPED] = "not_helped",
};

Text accompaniment_state_code(AccompanimentState state)
{
    return text_from(states[state]);
}

bool accompaniment_state_parse(Text code, AccompanimentState *state)
{
    size_t found = 0;
    const bool is_known = text_among(code, states, ACCOMPANIMENT_STATE_COUNT, &found);
    *state = is_known ? (AccompanimentState)found : *state;
    return is_known;
}

Text accompaniment_outcome_code(AccompanimentOutcome outcome)
{
    return text_from(outcomes[outcome]);
}

bool accompaniment_outcome_parse(Text code, AccompanimentOutcome *outcome)
{
    size_t found = 0;
    const bool is_known = text_among(code, outcomes, ACCOMPANIMENT_OUTCOME_COUNT, &found);
    *outcome = is_known ? (AccompanimentOutcome)found : *outcome;
    return is_known;
}

/* -------------------------------------------------------------------------------- reading */

/* Empty stays empty. */
static Outcome unseal(Access *access, const Keyring *ring, const char *purpose, Id row,
                      Text sealed, Text *words)
{
    *words = TEXT("");
    return text_is_empty(sealed) ? OK : case_unseal(access, ring, purpose, row, sealed, words);
}

static Outcome read_row(Access *access, const Case *file, const Keyring *ring,
                        const Statement *statement, Accompaniment *read)
{
    *read = (Accompaniment){
        .id = column_id(statement, 0),
        .case_file = column_id(statement, 1),
        .person = file->person,
        .code = file->code,
        .referral = column_id(statement, 2),
        .companion = column_id(statement, 3),
        .starts = column_integer(statement, 5),
        .state = ACCOMPANIMENT_CANCELLED,
        .author = column_id(statement, 11),
        .created = column_integer(statement, 12),
        .ended = column_integer(statement, 13),
    };
    (void)accompaniment_state_parse(column_text(statement, 8), &read->state);
    (void)accompaniment_outcome_parse(column_text(statement, 9), &read->outcome);
    TRY(unseal(access, ring, "accompaniment volunteer", read->id, column_text(statement, 4),
               &read->volunteer));
    TRY(unseal(access, ring, "accompaniment place", read->id, column_text(statement, 6),
               &read->place));
    TRY(unseal(access, ring, "accompaniment door", read->id, column_text(statement, 7),
               &read->door));
    return unseal(access, ring, "accompaniment seen", read->id, column_text(statement, 10),
                  &read->seen);
}

static void withhold(const SecrecyReach *reach, Accompaniment *one)
{
    if (!reach->team) {
        one->is_withheld = true;
        one->seen = TEXT("");
        one->volunteer = TEXT("");
    }
}

Outcome accompaniment_list(Access *access, Id case_file, AccompanimentList *list)
{
    bool row = false;
    Case file = {0};
    Keyring ring = {0};
    SecrecyReach reach = {0};
    AccompanimentList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(case_read(access, case_file, &file));
    TRY(secrecy_reach(access, &file, &reach));
    TRY(statement_open(access->session, &ACCOMPANIMENT_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        TRY(case_key_open(access, &file, &ring));
    }
    while (row) {
        Accompaniment one = {0};
        TRY(read_row(access, &file, &ring, statement, &one));
        withhold(&reach, &one);
        LIST_APPEND(access->arena, &read, one);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* One with its case, as the lists beyond a case find them. */
typedef struct Planned {
    Id id;
    Id case_file;
} Planned;
typedef LIST_OF(Planned) PlannedList;

static Outcome list_by(Access *access, const Query *query, const char *name, Id id,
                       PlannedList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, name, id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, list,
                    (Planned){column_id(statement, 0), column_id(statement, 1)});
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Whether the cases of a person are open to the caller now. Asking is no try to read them. */
static Outcome is_open_to(Access *access, Permission permission, Id person, bool *is_open)
{
    unsigned classes = 0;
    Relation relation = RELATION_STRANGER;
    TRY(person_relation(access, person, &relation));
    *is_open = permission_allows(access->caller.permissions, permission, relation);
    if (*is_open && relation == RELATION_CONSENT) {
        TRY(person_shared_classes(access, person, &classes));
        *is_open = (classes & 1u << CLASS_SITUATION) != 0;
    }
    return OK;
}

static Outcome take(Access *access, const Planned *planned, AccompanimentList *list)
{
    bool row = false;
    Case file = {0};
    Keyring ring;
    SecrecyReach reach = {0};
    Accompaniment one = {0};
    TRY(case_read(access, planned->case_file, &file));
    TRY(secrecy_reach(access, &file, &reach));
    TRY(case_key_open(access, &file, &ring));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_GET, &statement, access->problem));
    bind_id(statement, "id", planned->id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        TRY(read_row(access, &file, &ring, statement, &one));
        withhold(&reach, &one);
        LIST_APPEND(access->arena, list, one);
    }
    return OK;
}

/* One of a case that stands too far by now is left out. */
static Outcome take_own(Access *access, const Planned *planned, AccompanimentList *list)
{
    bool is_open = false;
    Case file = {0};
    TRY(case_row(access, planned->case_file, &file));
    TRY(is_open_to(access, MAY_WRITE_CASE, file.person, &is_open));
    return is_open ? take(access, planned, list) : OK;
}

Outcome accompaniment_list_own(Access *access, AccompanimentList *list)
{
    PlannedList planned = {0};
    AccompanimentList read = {0};
    TRY(list_by(access, &ACCOMPANIMENT_OWN_EACH, "account", access->caller.account, &planned));
    for (size_t i = 0; i < planned.count; i++) {
        TRY(take_own(access, &planned.items[i], &read));
    }
    *list = read;
    return OK;
}

Outcome accompaniment_list_of_referral(Access *access, Id person, Id referral,
                                       AccompanimentList *list)
{
    bool is_open = false;
    PlannedList found = {0};
    AccompanimentList read = {0};
    TRY(is_open_to(access, MAY_READ_CASE, person, &is_open));
    if (is_open) {
        TRY(list_by(access, &ACCOMPANIMENT_OF_REFERRAL_EACH, "referral", referral, &found));
    }
    for (size_t i = 0; i < found.count; i++) {
        TRY(take(access, &found.items[i], &read));
    }
    *list = read;
    return OK;
}

/* ------------------------------------------------------------------------------- planning */

static Outcome wrong(Access *access, const char *field, const char *expected)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", expected);
}

static Outcome check_referral(Access *access, Id person, Id referral)
{
    bool row = false;
    if (id_is_nil(referral)) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_REFERRAL, &statement, access->problem));
    bind_id(statement, "referral", referral);
    bind_id(statement, "person", person);
    TRY(statement_next(statement, &row, access->problem));
    return row ? OK : wrong(access, "referral", "a referral of this person is expected");
}

static Outcome check_companion(Access *access, Id case_file, const Accompaniment *made)
{
    CaseMemberList members = {0};
    const bool is_volunteer = !text_is_empty(made->volunteer);
    if (is_volunteer && !id_is_nil(made->companion)) {
        return wrong(access, "companion", "a colleague or a volunteer is expected, not both");
    }
    if (is_volunteer || id_equal(made->companion, access->caller.account)) {
        return OK;
    }
    TRY(case_members(access, case_file, &members));
    for (size_t i = 0; i < members.count; i++) {
        if (members.items[i].left_at == 0 &&
            id_equal(members.items[i].account, made->companion)) {
            return OK;
        }
    }
    return wrong(access, "companion", "somebody who works on the case is expected");
}

static Outcome check_words(Access *access, Accompaniment *made)
{
    TRY(case_check_words(access, "place", made->place, ACCOMPANIMENT_LINE_MOST, &made->place));
    TRY(case_check_words(access, "door", made->door, ACCOMPANIMENT_LINE_MOST, &made->door));
    return text_is_empty(made->volunteer)
               ? OK
               : case_check_words(access, "volunteer", made->volunteer, ACCOMPANIMENT_LINE_MOST,
                                  &made->volunteer);
}

static Outcome check_room(Access *access, Id case_file)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_COUNT, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    return row && column_integer(statement, 0) >= ACCOMPANIMENTS_MOST
               ? wrong(access, "door", "a case holds 500 accompaniments at most")
               : OK;
}

/* Empty stays empty. */
static Outcome seal(Access *access, const Keyring *ring, const char *purpose, Id row,
                    Text *words)
{
    return text_is_empty(*words) ? OK : case_seal(access, ring, purpose, row, *words, words);
}

static Outcome insert(Access *access, const Case *file, Accompaniment *made)
{
    Keyring ring;
    TRY(case_key_open(access, file, &ring));
    TRY(seal(access, &ring, "accompaniment volunteer", made->id, &made->volunteer));
    TRY(seal(access, &ring, "accompaniment place", made->id, &made->place));
    TRY(seal(access, &ring, "accompaniment door", made->id, &made->door));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_ADD, &statement, access->problem));
    bind_id(statement, "id", made->id);
    bind_id(statement, "case_file", file->id);
    bind_optional_id(statement, "referral", made->referral);
    bind_optional_id(statement, "companion", made->companion);
    bind_blob(statement, "volunteer", made->volunteer.bytes, made->volunteer.length);
    bind_integer(statement, "starts", made->starts);
    bind_blob(statement, "place", made->place.bytes, made->place.length);
    bind_blob(statement, "door", made->door.bytes, made->door.length);
    bind_optional_id(statement, "nothing", nobody);
    bind_id(statement, "author", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome accompaniment_plan(Access *access, Id case_file, const Accompaniment *made, Id *id)
{
    Case file = {0};
    Accompaniment kept = *made;
    kept.id = id_new(access->now * 1000);
    kept.volunteer = text_trim(made->volunteer);
    if (text_is_empty(kept.volunteer) && id_is_nil(kept.companion)) {
        kept.companion = access->caller.account;
    }
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &file));
    if (kept.starts <= 0) {
        return wrong(access, "starts", "a moment is expected, as 2026-12-03T14:00");
    }
    TRY(check_words(access, &kept));
    TRY(check_referral(access, file.person, kept.referral));
    TRY(check_companion(access, case_file, &kept));
    TRY(check_room(access, case_file));
    TRY(insert(access, &file, &kept));
    *id = kept.id;
    return case_note_event(access, case_file, "accompaniment.planned", kept.id, TEXT(""));
}

/* ----------------------------------------------------------------------------- its ending */

static Outcome check_end(Access *access, const AccompanimentEnd *end, Text *seen)
{
    *seen = text_trim(end->seen);
    if (end->state == ACCOMPANIMENT_PLANNED) {
        return wrong(access, "state", "done, missed or cancelled is expected");
    }
    if ((end->state == ACCOMPANIMENT_DONE) == (end->outcome == OUTCOME_NONE)) {
        return wrong(access, "outcome",
                     "helped, partly or not_helped is expected of one that was done, and of "
                     "no other");
    }
    return text_is_empty(*seen)
               ? OK
               : case_check_words(access, "seen", *seen, ACCOMPANIMENT_WORDS_MOST, seen);
}

static Outcome find_case(Access *access, Id id, Id *case_file)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    *case_file = row ? column_id(statement, 1) : nobody;
    return OK;
}

/* One nobody has is judged as that of a person nobody is. */
Outcome accompaniment_end(Access *access, Id id, const AccompanimentEnd *end)
{
    Case file = {0};
    Keyring ring;
    Id case_file = {{0}};
    Text seen = TEXT("");
    int64_t changed = 0;
    TRY(find_case(access, id, &case_file));
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &file));
    TRY(check_end(access, end, &seen));
    TRY(case_key_open(access, &file, &ring));
    TRY(seal(access, &ring, "accompaniment seen", id, &seen));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &ACCOMPANIMENT_END, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "state", accompaniment_state_code(end->state));
    bind_text(statement, "outcome", accompaniment_outcome_code(end->outcome));
    bind_blob(statement, "seen", seen.bytes, seen.length);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? case_note_event(access, file.id, "accompaniment.ended", id,
                                          accompaniment_state_code(end->state))
                        : problem_set(access->problem, CONFLICT, TEXT("body"), "state",
                                      "this accompaniment has ended already");
}

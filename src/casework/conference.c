/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/conference.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/conference_private.h"
#include "casework/queries.h"
#include "people/consent.h"
#include "people/optional_id.h"
#include "people/relation.h"

static const Id nobody = {{0}};

static const char *const states[CONFERENCE_STATE_COUNT] = {
    [CONFERENCE_PLANNED] = "planned",
    [CONFERENCE_HELD] = "held",
    [CONFERENCE_CANCELLED] = "cancelled",
};

static const char *const attendances[ATTENDANCE_COUNT] = {
    [ATTENDANCE_UNKNOWN] = "",
    [ATTENDANCE_CAME] = "came",
    [ATTENDANCE_ABSENT] = "absent",
};

Text conference_state_code(ConferenceState state)
{
    return text_from(states[state]);
}

Text attendance_code(Attendance attendance)
{
    return text_from(attendances[attendance]);
}

/* What nobody knows changes nothing any more. */
static ConferenceState parse_state(Text code)
{
    size_t state = CONFERENCE_CANCELLED;
    (void)text_among(code, states, CONFERENCE_STATE_COUNT, &state);
    return (ConferenceState)state;
}

static Attendance parse_attendance(Text code)
{
    size_t attendance = ATTENDANCE_UNKNOWN;
    (void)text_among(code, attendances, ATTENDANCE_COUNT, &attendance);
    return (Attendance)attendance;
}

/* -------------------------------------------------------------------------------- reading */

/* What is sealed in a row, still closed. */
typedef struct SealedWords {
    Text subject;
    Text place;
    Text represented;
    Text told;
} SealedWords;

typedef struct ConferenceRow {
    Conference conference;
    SealedWords sealed;
} ConferenceRow;

typedef LIST_OF(ConferenceRow) ConferenceRows;

static ConferenceRow read_row(Arena *arena, const Statement *statement)
{
    return (ConferenceRow){
        .conference = {.id = column_id(statement, 0),
                       .case_file = column_id(statement, 1),
                       .starts = column_integer(statement,  2),
                       .state = parse_state(column_text(statement, 3)),
                       .author = column_id(statement,          4),
                       .subject = TEXT(""),
                       .place = TEXT(""),
                       .attendance = parse_attendance(column_text(statement, 7)),
                       .represented = TEXT(""),
                       .told = TEXT(""),
                       .minutes = column_id(statement, 10),
                       .created = column_integer(statement, 11),
                       .ended = column_integer(statement, 12)},
        .sealed = {.subject = text_copy(arena,                      column_text(statement,       5)),
                       .place = text_copy(arena,       column_text(statement, 6)),
                       .represented = text_copy(arena,   column_text(statement,               8)),
                       .told = text_copy(arena,   column_text(statement, 9))},
    };
}

/* Leaves `row` as it is when there is none. */
static Outcome find_row(Access *access, Id id, ConferenceRow *found)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    *found = row ? read_row(access->arena, statement) : *found;
    return OK;
}

Outcome conference_read_guests(Access *access, Conference *conference)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_GUEST_EACH, &statement, access->problem));
    bind_id(statement, "conference", conference->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ConferenceGuest guest = {
            .guest = column_id(statement, 0),
            .is_house = text_equal(column_text(statement, 1), TEXT("house")),
            .share = column_id(statement, 2),
            .attendance = parse_attendance(column_text(statement, 3)),
        };
        LIST_APPEND(access->arena, &conference->guests, guest);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome read_decisions(Access *access, const Keyring *ring, Conference *conference)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_DECISION_EACH, &statement,
                       access->problem));
    bind_id(statement, "conference", conference->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        ConferenceDecision decision = {
            .id = column_id(statement, 0),
            .task = column_id(statement, 2),
            .at = column_integer(statement, 3),
        };
        TRY(case_unseal(access, ring, "conference decision", decision.id,
                        column_text(statement, 1), &decision.words));
        LIST_APPEND(access->arena, &conference->decisions, decision);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Empty stays empty. */
static Outcome unseal(Access *access, const Keyring *ring, const char *purpose, Id row,
                      Text sealed, Text *words)
{
    return text_is_empty(sealed) ? OK : case_unseal(access, ring, purpose, row, sealed, words);
}

static Outcome open_words(Access *access, const Keyring *ring, ConferenceRow *row)
{
    Conference *conference = &row->conference;
    const Id id = conference->id;
    TRY(unseal(access, ring, "conference subject", id, row->sealed.subject,
               &conference->subject));
    TRY(unseal(access, ring, "conference place", id, row->sealed.place, &conference->place));
    TRY(unseal(access, ring, "conference represented", id, row->sealed.represented,
               &conference->represented));
    return unseal(access, ring, "conference told", id, row->sealed.told, &conference->told);
}

static bool is_for(const Access *access, const Case *file, const Conference *conference)
{
    bool is_invited = file->relation != RELATION_CONSENT;
    for (size_t i = 0; i < conference->guests.count && !is_invited; i++) {
        is_invited = id_equal(conference->guests.items[i].guest, access->caller.house);
    }
    return is_invited;
}

/* Fills it, unless the caller's house was not invited. */
static Outcome fill(Access *access, const Case *file, const Keyring *ring, ConferenceRow *row,
                    bool *is_open)
{
    row->conference.person = file->person;
    row->conference.house = file->house;
    TRY(conference_read_guests(access, &row->conference));
    *is_open = is_for(access, file, &row->conference);
    if (!*is_open) {
        return OK;
    }
    TRY(open_words(access, ring, row));
    return read_decisions(access, ring, &row->conference);
}

static Outcome read_rows(Access *access, Id case_file, ConferenceRows *rows)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const ConferenceRow read = read_row(access->arena, statement);
        LIST_APPEND(access->arena, rows, read);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome conference_rows_of_case(Access *access, Id case_file, ConferenceList *list)
{
    ConferenceRows rows = {0};
    TRY(read_rows(access, case_file, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        LIST_APPEND(access->arena, list, rows.items[i].conference);
    }
    return OK;
}

Outcome conference_list(Access *access, Id case_file, ConferenceList *list)
{
    Case file = {0};
    Keyring ring;
    ConferenceRows rows = {0};
    ConferenceList read = {0};
    TRY(case_read(access, case_file, &file));
    TRY(read_rows(access, case_file, &rows));
    if (rows.count > 0) {
        TRY(case_key_open(access, &file, &ring));
    }
    for (size_t i = 0; i < rows.count; i++) {
        bool is_open = false;
        TRY(fill(access, &file, &ring, &rows.items[i], &is_open));
        if (is_open) {
            LIST_APPEND(access->arena, &read, rows.items[i].conference);
        }
    }
    *list = read;
    return OK;
}

static Outcome none(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "person", "no such person");
}

Outcome conference_read(Access *access, Id id, Conference *conference)
{
    Case file = {0};
    Keyring ring;
    bool is_open = false;
    ConferenceRow row = {0};
    TRY(find_row(access, id, &row));
    TRY(case_read(access, row.conference.case_file, &file));
    TRY(case_key_open(access, &file, &ring));
    TRY(fill(access, &file, &ring, &row, &is_open));
    if (!is_open) {
        return none(access);
    }
    *conference = row.conference;
    return OK;
}

/* ------------------------------------------------------------------------------- planning */

Outcome conference_admit_writer(Access *access, Permission permission, Id id, Case *file,
                                ConferenceState *state)
{
    ConferenceRow row = {0};
    TRY(find_row(access, id, &row));
    TRY(case_admit_writer(access, permission, row.conference.case_file, file));
    *state = row.conference.state;
    return OK;
}

Outcome conference_seal(Access *access, const Case *file, const char *field, Id row, Text words,
                        Text *sealed)
{
    Keyring ring;
    const Text purpose = text_format(access->arena, "conference %s", field);
    TRY(case_key_open(access, file, &ring));
    return case_seal(access, &ring, text_to_c(access->arena, purpose), row, words, sealed);
}

static Outcome check_count(Access *access, Id case_file)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_COUNT, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    return row && column_integer(statement, 0) >= CONFERENCES_MOST
               ? problem_set(access->problem, INVALID, TEXT("body"), "subject",
                             "a case holds %d conferences at most", CONFERENCES_MOST)
               : OK;
}

static Outcome insert(Access *access, const Case *file, Id id, const NewConference *made)
{
    Text subject = TEXT("");
    Text place = TEXT("");
    TRY(conference_seal(access, file, "subject", id, made->subject, &subject));
    TRY(conference_seal(access, file, "place", id, made->place, &place));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "case_file", file->id);
    bind_integer(statement, "starts", made->starts);
    bind_id(statement, "author", access->caller.account);
    bind_blob(statement, "subject", subject.bytes, subject.length);
    bind_blob(statement, "place", place.bytes, place.length);
    bind_optional_id(statement, "nothing", nobody);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome conference_plan(Access *access, Id case_file, const NewConference *made, Id *id)
{
    Case file = {0};
    NewConference kept = *made;
    const Id planned = id_new(access->now * 1000);
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &file));
    if (made->starts <= 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "starts",
                           "a moment is expected, as 2026-12-03T14:00");
    }
    TRY(case_check_words(access, "subject", made->subject, CONFERENCE_LINE_MOST,
                         &kept.subject));
    TRY(case_check_words(access, "place", made->place, CONFERENCE_LINE_MOST, &kept.place));
    TRY(check_count(access, case_file));
    TRY(insert(access, &file, planned, &kept));
    *id = planned;
    return case_note_event(access, case_file, "conference.planned", planned, TEXT(""));
}

/* ---------------------------------------------------------------------------- invitations */

enum { SECONDS_A_DAY = 24 * 60 * 60 };

/* Whether its words are open to the caller now. One that is not is no try to read it. */
static Outcome is_shared(Access *access, Id person, bool *is_open)
{
    unsigned classes = 0;
    Relation relation = RELATION_STRANGER;
    TRY(person_relation(access, person, &relation));
    *is_open = relation == RELATION_CONSENT &&
               permission_allows(access->caller.permissions, MAY_READ_CASE, relation);
    if (*is_open) {
        TRY(person_shared_classes(access, person, &classes));
        *is_open = (classes & 1u << CLASS_SITUATION) != 0;
    }
    return OK;
}

static Outcome read_invited(Access *access, InvitedList *list)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_INVITED_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "since",
                 access->now - (Moment)CONFERENCE_SHOWN_DAYS * SECONDS_A_DAY);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Invited invited = {
            .conference = column_id(statement, 0),
            .starts = column_integer(statement, 2),
            .state = parse_state(column_text(statement, 3)),
            .person = column_id(statement, 4),
            .house = column_id(statement, 5),
        };
        LIST_APPEND(access->arena, list, invited);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome conference_invited(Access *access, InvitedList *list)
{
    InvitedList all = {0};
    InvitedList open = {0};
    TRY(access_permit(access, MAY_READ_CASE));
    TRY(read_invited(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        bool is_open = false;
        TRY(is_shared(access, all.items[i].person, &is_open));
        if (is_open) {
            access_note(access, "conference.invitation", all.items[i].person,
                        all.items[i].conference, "consent");
            LIST_APPEND(access->arena, &open, all.items[i]);
        }
    }
    *list = open;
    return OK;
}

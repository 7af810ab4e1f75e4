/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done with a conference that was planned. Each check stands before the first line that
 * is written: a page that tells what is wrong keeps what was written before. */
#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/case_work.h"
#include "casework/conference_private.h"
#include "casework/note.h"
#include "casework/queries.h"
#include "people/optional_id.h"
#include "people/share.h"

enum { SECONDS_A_DAY = 24 * 60 * 60, DAYS_AFTER = 30 };

static Outcome not_so(Access *access, const char *words)
{
    return problem_set(access->problem, CONFLICT, TEXT(""), "state", "%s", words);
}

static Outcome admit_planned(Access *access, Id id, Case *file)
{
    ConferenceState state = CONFERENCE_PLANNED;
    TRY(conference_admit_writer(access, MAY_WRITE_CASE, id, file, &state));
    return state == CONFERENCE_PLANNED
               ? OK
               : not_so(access, "this conference was held or cancelled: plan another");
}

static const ConferenceGuest *find_guest(const Conference *conference, Id guest)
{
    for (size_t i = 0; i < conference->guests.count; i++) {
        if (id_equal(conference->guests.items[i].guest, guest)) {
            return &conference->guests.items[i];
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------------------- inviting */

static Outcome check_member(Access *access, Id case_file, Id account)
{
    CaseMemberList members = {0};
    TRY(case_members(access, case_file, &members));
    for (size_t i = 0; i < members.count; i++) {
        if (members.items[i].left_at == 0 && id_equal(members.items[i].account, account)) {
            return OK;
        }
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "account",
                       "a house, or somebody who works on the case, is expected");
}

static Outcome add_guest(Access *access, Id conference, Id guest, const char *kind, Id share)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_GUEST_ADD, &statement, access->problem));
    bind_id(statement, "conference", conference);
    bind_id(statement, "guest", guest);
    bind_text(statement, "kind", text_from(kind));
    bind_optional_id(statement, "share", share);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome check_free(Access *access, Id id, Id guest)
{
    Conference conference = {.id = id};
    TRY(conference_read_guests(access, &conference));
    if (find_guest(&conference, guest) != NULL) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "guest",
                           "this guest is invited already");
    }
    return conference.guests.count < CONFERENCE_GUESTS_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "guest",
                             "a conference has %d guests at most", CONFERENCE_GUESTS_MOST);
}

Outcome conference_invite(Access *access, Id id, const Invitation *invitation)
{
    Case file = {0};
    Id share = {{0}};
    const bool is_house = !id_is_nil(invitation->house);
    const Id guest = is_house ? invitation->house : invitation->account;
    const ShareTerms terms = {guest, PURPOSE_CONFERENCE, CLASS_SITUATION,
                              invitation->conditions};
    TRY(admit_planned(access, id, &file));
    TRY(check_free(access, id, guest));
    if (is_house) {
        TRY(share_open(access, file.person, &terms, &share));
    } else {
        TRY(check_member(access, file.id, guest));
    }
    TRY(add_guest(access, id, guest, is_house ? "house" : "account", share));
    return case_note_event(access, file.id, "conference.invited", id, TEXT(""));
}

/* What rests on an agreement that was withdrawn is closed already. */
static Outcome close_share(Access *access, Id person, Id share)
{
    const Outcome outcome = id_is_nil(share) ? OK : share_close(access, person, share);
    if (outcome != CONFLICT) {
        return outcome;
    }
    *access->problem = (Problem){.arena = access->arena};
    return OK;
}

Outcome conference_uninvite(Access *access, Id id, Id guest)
{
    Case file = {0};
    Conference conference = {.id = id};
    TRY(admit_planned(access, id, &file));
    TRY(conference_read_guests(access, &conference));
    const ConferenceGuest *found = find_guest(&conference, guest);
    if (found == NULL) {
        return problem_set(access->problem, NOT_FOUND, TEXT("body"), "guest",
                           "one of those who are invited is expected");
    }
    TRY(close_share(access, file.person, found->share));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_GUEST_REMOVE, &statement, access->problem));
    bind_id(statement, "conference", id);
    bind_id(statement, "guest", guest);
    TRY(statement_run(statement, NULL, access->problem));
    return case_note_event(access, file.id, "conference.uninvited", id, TEXT(""));
}

/* ------------------------------------------------------------------------------- deciding */

static Outcome check_room(Access *access, Id id)
{
    bool row = false;
    size_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_DECISION_EACH, &statement,
                       access->problem));
    bind_id(statement, "conference", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        count++;
        TRY(statement_next(statement, &row, access->problem));
    }
    return count < CONFERENCE_DECISIONS_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "words",
                             "a conference holds %d decisions at most",
                             CONFERENCE_DECISIONS_MOST);
}

static Outcome add_decision(Access *access, Id conference, Id id, Text sealed, Id task)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_DECISION_ADD, &statement, access->problem));
    bind_id(statement, "conference", conference);
    bind_id(statement, "id", id);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_optional_id(statement, "task", task);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome conference_decide(Access *access, Id id, const NewDecision *made, Id *decision)
{
    Case file = {0};
    Id task = {{0}};
    Text words = TEXT("");
    Text sealed = TEXT("");
    ConferenceState state = CONFERENCE_PLANNED;
    const Id decided = id_new(access->now * 1000);
    TRY(conference_admit_writer(access, MAY_WRITE_CASE, id, &file, &state));
    if (state == CONFERENCE_CANCELLED) {
        return not_so(access, "a conference that was cancelled decides nothing");
    }
    TRY(case_check_words(access, "words", made->words, CONFERENCE_WORDS_MOST, &words));
    TRY(check_room(access, id));
    TRY(conference_seal(access, &file, "decision", decided, words, &sealed));
    if (made->is_task) {
        const CaseItem item = {
            .kind = ITEM_TASK, .words = words, .owner = made->owner, .due = made->due};
        TRY(case_add_item(access, file.id, &item, &task));
    }
    TRY(add_decision(access, id, decided, sealed, task));
    *decision = decided;
    return case_note_event(access, file.id, "conference.decided", id, TEXT(""));
}

/* -------------------------------------------------------------------------------- minutes */

Outcome conference_write_minutes(Access *access, Id id, Text words)
{
    Id note = {{0}};
    Conference conference = {0};
    NewNote made = {.secrecy = NOTE_TEAM, .kind = NOTE_MEETING, .words = words};
    TRY(conference_read(access, id, &conference));
    if (conference.state == CONFERENCE_CANCELLED) {
        return not_so(access, "a conference that was cancelled has no minutes");
    }
    made.replaces = conference.minutes;
    TRY(note_add(access, conference.case_file, &made, &note));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_SET_MINUTES, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "minutes", note);
    return statement_run(statement, NULL, access->problem);
}

/* ----------------------------------------------------------------------------- its ending */

static bool has_come(const Held *held, Id guest)
{
    for (size_t i = 0; i < held->came_count; i++) {
        if (id_equal(held->came[i], guest)) {
            return true;
        }
    }
    return false;
}

static Outcome check_came(Access *access, const Conference *conference, const Held *held)
{
    bool has_other_house = false;
    for (size_t i = 0; i < held->came_count; i++) {
        const ConferenceGuest *guest = find_guest(conference, held->came[i]);
        if (guest == NULL) {
            return problem_set(access->problem, INVALID, TEXT("body"), "came",
                               "one of those who were invited is expected");
        }
        has_other_house |= guest->is_house;
    }
    return has_other_house
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "came",
                             "another house takes part in a conference: a meeting of the team "
                             "is a note");
}

static Outcome mark_guests(Access *access, const Conference *conference, const Held *held)
{
    for (size_t i = 0; i < conference->guests.count; i++) {
        const Id guest = conference->guests.items[i].guest;
        Statement *statement SCOPED(statement_close) = NULL;
        TRY(statement_open(access->session, &CONFERENCE_GUEST_MARK, &statement,
                           access->problem));
        bind_id(statement, "conference", conference->id);
        bind_id(statement, "guest", guest);
        bind_text(statement, "attendance",
                  attendance_code(has_come(held, guest) ? ATTENDANCE_CAME : ATTENDANCE_ABSENT));
        TRY(statement_run(statement, NULL, access->problem));
    }
    return OK;
}

typedef struct Ending {
    ConferenceState state;
    Attendance attendance;
    Text represented; /* sealed */
    Text told;
} Ending;

static Outcome end(Access *access, Id id, const Ending *ending)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CONFERENCE_END, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "state", conference_state_code(ending->state));
    bind_text(statement, "attendance", attendance_code(ending->attendance));
    bind_blob(statement, "represented", ending->represented.bytes, ending->represented.length);
    bind_blob(statement, "told", ending->told.bytes, ending->told.length);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK : not_so(access, "this conference was held or cancelled");
}

/* The note on an absent person: without it nothing counts as held. */
static Outcome seal_absence(Access *access, const Case *file, Id id, const Held *held,
                            Ending *ending)
{
    Text represented = TEXT("");
    Text told = TEXT("");
    if (held->person_came) {
        ending->attendance = ATTENDANCE_CAME;
        return OK;
    }
    ending->attendance = ATTENDANCE_ABSENT;
    TRY(case_check_words(access, "represented", held->represented, CONFERENCE_WORDS_MOST,
                         &represented));
    TRY(case_check_words(access, "told", held->told, CONFERENCE_WORDS_MOST, &told));
    TRY(conference_seal(access, file, "represented", id, represented, &ending->represented));
    return conference_seal(access, file, "told", id, told, &ending->told);
}

/* A house that came reads the decisions and minutes for a time; one that stayed away has
 * nothing to read them for. */
static Outcome end_shares(Access *access, Id person, const Conference *conference,
                          const Held *held)
{
    const Moment until = access->now + (Moment)DAYS_AFTER * SECONDS_A_DAY;
    for (size_t i = 0; i < conference->guests.count; i++) {
        const ConferenceGuest *guest = &conference->guests.items[i];
        if (id_is_nil(guest->share)) {
            continue;
        }
        TRY(has_come(held, guest->guest) ? share_shorten(access, person, guest->share, until)
                                         : close_share(access, person, guest->share));
    }
    return OK;
}

Outcome conference_hold(Access *access, Id id, const Held *held)
{
    Case file = {0};
    Conference conference = {.id = id};
    Ending ending = {.state = CONFERENCE_HELD, .represented = TEXT(""), .told = TEXT("")};
    TRY(admit_planned(access, id, &file));
    TRY(conference_read_guests(access, &conference));
    TRY(check_came(access, &conference, held));
    TRY(seal_absence(access, &file, id, held, &ending));
    TRY(end(access, id, &ending));
    TRY(mark_guests(access, &conference, held));
    TRY(end_shares(access, file.person, &conference, held));
    return case_note_event(access, file.id, "conference.held", id,
                           attendance_code(ending.attendance));
}

/* Nobody needs for a meeting that will not be what was opened for it. */
static Outcome close_shares(Access *access, Id person, const Conference *conference)
{
    for (size_t i = 0; i < conference->guests.count; i++) {
        TRY(close_share(access, person, conference->guests.items[i].share));
    }
    return OK;
}

Outcome conference_cancel(Access *access, Id id)
{
    Case file = {0};
    Conference conference = {.id = id};
    const Ending ending = {
        .state = CONFERENCE_CANCELLED, .represented = TEXT(""), .told = TEXT("")};
    TRY(admit_planned(access, id, &file));
    TRY(conference_read_guests(access, &conference));
    TRY(close_shares(access, file.person, &conference));
    TRY(end(access, id, &ending));
    return case_note_event(access, file.id, "conference.cancelled", id, TEXT(""));
}

static Outcome end_one_of_case(Access *access, const Case *file, Id id, ConferenceState state)
{
    Conference conference = {.id = id};
    const Ending ending = {
        .state = CONFERENCE_CANCELLED, .represented = TEXT(""), .told = TEXT("")};
    TRY(conference_read_guests(access, &conference));
    TRY(close_shares(access, file->person, &conference));
    if (state != CONFERENCE_PLANNED) {
        return OK;
    }
    TRY(end(access, id, &ending));
    return case_note_event(access, file->id, "conference.cancelled", id, TEXT(""));
}

Outcome conference_end_of_case(Access *access, const Case *file)
{
    ConferenceList list = {0};
    TRY(conference_rows_of_case(access, file->id, &list));
    for (size_t i = 0; i < list.count; i++) {
        TRY(end_one_of_case(access, file, list.items[i].id, list.items[i].state));
    }
    return OK;
}

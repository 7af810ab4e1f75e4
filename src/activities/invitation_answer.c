/* SPDX-License-Identifier: EUPL-1.2 */
/* What who is invited answers: no, elsewhere, an appointment; and whether they came. */
#include "activities/invitation_rows.h"
#include "activities/queries.h"

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *why)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", why);
}

static Outcome check_answer(Access *access, const ScreeningInvitation *row,
                            InvitationAnswer answer, Date done)
{
    const bool is_elsewhere = answer == ANSWER_ELSEWHERE;
    if (answer == ANSWER_BOOKED || answer == ANSWER_NONE) {
        return refuse(access, INVALID, "answer",
                      "declined, elsewhere or no_answer is expected");
    }
    if (is_elsewhere ? done <= 0 || done > moment_to_local(access->now).date : done != 0) {
        return refuse(access, INVALID, "done",
                      "the day on which it was done elsewhere, of the past, is expected");
    }
    if (row->starts != 0) {
        return refuse(access, CONFLICT, "answer", "they have an appointment: cancel it first");
    }
    return row->came == CAME_YES ? refuse(access, CONFLICT, "answer", "they came already") : OK;
}

Outcome invitation_answer(Access *access, Id id, InvitationAnswer answer, Date done)
{
    ScreeningInvitation row = {0};
    Screening screening = {0};
    TRY(invitation_get(access, id, &row, &screening));
    TRY(check_answer(access, &row, answer, done));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_SET_ANSWER, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "answer", invitation_answer_code(answer));
    bind_integer(statement, "done", done);
    bind_integer(statement, "now", access->now);
    access_note(access, "screening.answer", row.person, id, "");
    return statement_run(statement, NULL, access->problem);
}

/* --------------------------------------------------------------------------- appointments */

static Outcome check_slot(Access *access, const Screening *screening, int64_t slot)
{
    const Date day = moment_to_local(slot).date;
    return day >= screening->first && day <= screening->last
               ? OK
               : refuse(access, INVALID, "slot", "a slot of the days of the screening");
}

static Outcome set_booking(Access *access, Id id, Id booking)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_SET_BOOKING, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "booking", booking);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome invitation_book(Access *access, Id id, int64_t slot, Booking *booking)
{
    Text code = {0};
    BookingList made = {0};
    ScreeningInvitation row = {0};
    Screening screening = {0};
    TRY(invitation_get(access, id, &row, &screening));
    TRY(screening_check_open(access, &screening));
    TRY(check_slot(access, &screening, slot));
    if (row.starts != 0 || row.came == CAME_YES) {
        return refuse(access, CONFLICT, "answer", "they have an appointment already");
    }
    const BookingOrder order = {
        .unit = screening.unit, .slot = slot, .person = row.person, .label = row.code};
    TRY(booking_make(access, BOOKING_BOOK, &order, 1, &made, &code));
    *booking = made.items[0];
    access_note(access, "screening.answer", row.person, id, "");
    return set_booking(access, id, booking->id);
}

static Outcome set_came(Access *access, Id id, InvitationCame came, Date done)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_SET_CAME, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "came", came);
    bind_integer(statement, "done", done);
    return statement_run(statement, NULL, access->problem);
}

/* Who was marked at the board of the unit as come has nothing left to be moved there. */
static Outcome move_booking(Access *access, Id id, InvitationCame came)
{
    Booking booking = {0};
    const bool is_come = came == CAME_YES;
    TRY(booking_get(access, id, &booking));
    if (is_come && booking.arrived != 0) {
        return OK;
    }
    const BookingMove move = {.booking = id, .act = is_come ? BOOKING_ARRIVE : BOOKING_MISS};
    return booking_move(access, &move, &booking);
}

Outcome invitation_attend(Access *access, Id id, InvitationCame came)
{
    ScreeningInvitation row = {0};
    Screening screening = {0};
    TRY(invitation_get(access, id, &row, &screening));
    if (row.starts == 0 || row.came != CAME_UNKNOWN) {
        return refuse(access, CONFLICT, "came", "they have no appointment to come to");
    }
    if (row.starts > access->now) {
        return refuse(access, CONFLICT, "came", "the appointment has not begun");
    }
    TRY(move_booking(access, row.booking, came));
    access_note(access, "screening.attend", row.person, id, "");
    return set_came(access, id, came,
                    came == CAME_YES ? moment_to_local(row.starts).date : row.done);
}

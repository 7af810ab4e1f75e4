/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/invitation.h"

#include "activities/invitation_rows.h"
#include "activities/queries.h"
#include "people/optional_id.h"

static const char *const way_codes[INVITATION_WAY_COUNT] = {
    [WAY_LETTER] = "letter",
    [WAY_PHONE] = "phone",
    [WAY_MESSAGE] = "message",
    [WAY_IN_PERSON] = "in_person",
};

static const char *const answer_codes[INVITATION_ANSWER_COUNT] = {
    [ANSWER_NONE] = "",
    [ANSWER_BOOKED] = "booked",
    [ANSWER_DECLINED] = "declined",
    [ANSWER_ELSEWHERE] = "elsewhere",
    [ANSWER_SILENT] = "no_answer",
};

Text invitation_way_code(InvitationWay way)
{
    return text_from(way_codes[way]);
}

bool invitation_way_parse(Text code, InvitationWay *way)
{
    size_t at = 0;
    const bool is_one = text_among(code, way_codes, INVITATION_WAY_COUNT, &at);
    *way = is_one ? (InvitationWay)at : *way;
    return is_one;
}

Text invitation_answer_code(InvitationAnswer answer)
{
    return text_from(answer_codes[answer]);
}

bool invitation_answer_parse(Text code, InvitationAnswer *answer)
{
    size_t at = 0;
    const bool is_one = text_among(code, answer_codes, INVITATION_ANSWER_COUNT, &at);
    *answer = is_one ? (InvitationAnswer)at : *answer;
    return is_one;
}

static Outcome refuse(Access *access, Outcome outcome, const char *field, const char *why)
{
    return problem_set(access->problem, outcome, TEXT("body"), field, "%s", why);
}

/* -------------------------------------------------------------------------- the safe ways */

static bool way_is_safe(const PersonFile *file, InvitationWay way)
{
    static const char *const rules[INVITATION_WAY_COUNT] = {
        [WAY_LETTER] = "no_mail",
        [WAY_PHONE] = "no_call",
        [WAY_MESSAGE] = "no_message",
        [WAY_IN_PERSON] = "",
    };
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == FACT_CONTACT_RULE && fact->state != FACT_PAST &&
            text_equal(fact->what.value, text_from(rules[way]))) {
            return false;
        }
    }
    return true;
}

/* A protected address gets no letter: whoever opens the letter box may be whom they fled. */
static const PersonFact *letter_address(const PersonFile *file)
{
    for (size_t i = 0; i < file->facts.count; i++) {
        const PersonFact *fact = &file->facts.items[i];
        if (fact->what.kind == FACT_ADDRESS && fact->state == FACT_CURRENT &&
            fact->what.class != FACT_PROTECTED && !fact->is_withheld) {
            return fact;
        }
    }
    return NULL;
}

Outcome invitation_check_way(Access *access, const PersonFile *file, InvitationWay way)
{
    if (!way_is_safe(file, way)) {
        return refuse(access, CONFLICT, "way", "the person asked not to be reached so");
    }
    return way != WAY_LETTER || letter_address(file) != NULL
               ? OK
               : refuse(access, CONFLICT, "way",
                        "no address to which a letter may be sent is in their file");
}

/* ------------------------------------------------------------------------------- reading */

static ScreeningInvitation read_row(const Statement *statement)
{
    ScreeningInvitation row = {
        .id = column_id(statement, 0),
        .screening = column_id(statement, 1),
        .person = column_id(statement, 2),
        .invited = column_integer(statement, 4),
        .reminded = column_integer(statement, 5),
        .answered = column_integer(statement, 8),
        .booking = column_id(statement, 9),
        .came = (InvitationCame)column_integer(statement, 10),
        .done = (Date)column_integer(statement, 11),
    };
    (void)invitation_way_parse(column_text(statement, 3), &row.way);
    (void)invitation_way_parse(column_text(statement, 6), &row.reminded_way);
    (void)invitation_answer_parse(column_text(statement, 7), &row.answer);
    return row;
}

static Outcome no_such(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "invitation",
                       "no such invitation");
}

Outcome invitation_find(Access *access, Id id, ScreeningInvitation *invitation,
                        Screening *screening)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return no_such(access);
    }
    *invitation = read_row(statement);
    const Outcome found = screening_get(access, invitation->screening, screening);
    return found == NOT_FOUND || (found == OK && id_is_nil(invitation->person))
               ? no_such(access)
               : found;
}

static Outcome read_rows(Access *access, const Query *query, const char *name, Id id,
                         InvitationList *list)
{
    bool row = false;
    InvitationList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, query, &statement, access->problem));
    bind_id(statement, name, id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, &read, read_row(statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome invitation_rows_of_person(Access *access, Id person, InvitationList *list)
{
    return read_rows(access, &INVITATION_OF_PERSON, "person", person, list);
}

/* The appointment, while it stands. Who was marked on the board as not come did not come, and
 * cancelled nothing. */
static Outcome fill_appointment(Access *access, ScreeningInvitation *invitation)
{
    Booking booking = {0};
    if (id_is_nil(invitation->booking)) {
        return OK;
    }
    TRY(booking_get(access, invitation->booking, &booking));
    const BookingState state = booking_state(&booking, access->now);
    if (booking_state_has_place(state)) {
        invitation->starts = booking.starts;
    }
    if (state == BOOKING_ABSENT && invitation->came == CAME_UNKNOWN) {
        invitation->came = CAME_NO;
    }
    return OK;
}

static Outcome fill(Access *access, const PersonFile *file, ScreeningInvitation *invitation)
{
    invitation->name = person_display_name(access->arena, file);
    invitation->code = file->person.code;
    return fill_appointment(access, invitation);
}

/* With the file of the person, whom the caller may read. */
static Outcome admit(Access *access, Id id, ScreeningInvitation *invitation,
                     Screening *screening, PersonFile *file)
{
    TRY(invitation_find(access, id, invitation, screening));
    const Outcome read = person_read(access, invitation->person, file);
    if (read == NOT_FOUND) {
        return no_such(access);
    }
    TRY(read);
    return fill(access, file, invitation);
}

Outcome invitation_get(Access *access, Id id, ScreeningInvitation *invitation,
                       Screening *screening)
{
    PersonFile file = {0};
    return admit(access, id, invitation, screening, &file);
}

/* Those the caller may read, with their files. */
typedef struct Guest {
    ScreeningInvitation invitation;
    PersonFile file;
} Guest;

typedef struct GuestList {
    Guest *items;
    size_t count;
    size_t capacity;
    size_t withheld;
} GuestList;

static Outcome read_guests(Access *access, Id screening, GuestList *list)
{
    Screening found = {0};
    InvitationList rows = {0};
    GuestList guests = {0};
    TRY(screening_get(access, screening, &found));
    TRY(read_rows(access, &INVITATION_EACH, "screening", screening, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        bool may = false;
        Guest guest = {.invitation = rows.items[i]};
        if (!id_is_nil(guest.invitation.person)) {
            TRY(person_judge_shown(access, MAY_READ_PERSON, guest.invitation.person,
                                   guest.invitation.id, &may));
        }
        if (!may) {
            guests.withheld++;
            continue;
        }
        TRY(person_read(access, guest.invitation.person, &guest.file));
        LIST_APPEND(access->arena, &guests, guest);
    }
    *list = guests;
    return OK;
}

Outcome invitation_list(Access *access, Id screening, InvitationList *list)
{
    GuestList guests = {0};
    InvitationList shown = {0};
    TRY(read_guests(access, screening, &guests));
    for (size_t i = 0; i < guests.count; i++) {
        TRY(fill(access, &guests.items[i].file, &guests.items[i].invitation));
        LIST_APPEND(access->arena, &shown, guests.items[i].invitation);
    }
    shown.withheld = guests.withheld;
    *list = shown;
    return OK;
}

/* -------------------------------------------------------------------------------- letters */

static InvitationLetter letter_to(Access *access, const Guest *guest)
{
    const PersonFact *address = letter_address(&guest->file);
    return (InvitationLetter){
        .name = person_display_name(access->arena, &guest->file),
        .address = address->what.value,
        .town = address->what.extra,
        .is_reminder = guest->invitation.reminded != 0,
    };
}

static bool expects_letter(const ScreeningInvitation *invitation)
{
    const InvitationWay way =
        invitation->reminded != 0 ? invitation->reminded_way : invitation->way;
    return way == WAY_LETTER && invitation->answer == ANSWER_NONE;
}

Outcome invitation_letters(Access *access, Id screening, InvitationLetters *letters)
{
    GuestList guests = {0};
    InvitationLetters found = {0};
    TRY(read_guests(access, screening, &guests));
    for (size_t i = 0; i < guests.count; i++) {
        const Guest *guest = &guests.items[i];
        if (!expects_letter(&guest->invitation)) {
            continue;
        }
        if (way_is_safe(&guest->file, WAY_LETTER) && letter_address(&guest->file) != NULL) {
            LIST_APPEND(access->arena, &found, letter_to(access, guest));
        } else {
            LIST_APPEND(access->arena, &found.withheld,
                        person_display_name(access->arena, &guest->file));
        }
    }
    *letters = found;
    return OK;
}

/* ------------------------------------------------------------------------------- inviting */

static Outcome check_once(Access *access, const InvitationOrder *order)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_SAME, &statement, access->problem));
    bind_id(statement, "person", order->person);
    bind_id(statement, "screening", order->screening);
    TRY(statement_next(statement, &row, access->problem));
    return row ? refuse(access, CONFLICT, "person", "they are invited already") : OK;
}

static Outcome check_whom(Access *access, const Screening *screening, const PersonFile *file)
{
    const int age = person_age(file, moment_to_local(access->now).date);
    const PersonFact *sex = person_fact_first(file, FACT_SEX);
    if (age < 0) {
        return refuse(access, INVALID, "birth", "their file does not say when they were born");
    }
    if (age < screening->age_least || age > screening->age_most) {
        return refuse(access, CONFLICT, "age", "they are not of the age of the screening");
    }
    if (screening->sex.length == 0) {
        return OK;
    }
    if (sex == NULL) {
        return refuse(access, INVALID, "sex", "their file does not say their sex");
    }
    return text_equal(sex->what.value, screening->sex)
               ? OK
               : refuse(access, CONFLICT, "sex", "the screening is for the other sex");
}

/* Whole years, as an anniversary counts them. */
static Date years_after(Date day, int64_t years)
{
    CivilDate civil = date_to_civil(day);
    civil.year += (int)years;
    const int length = month_length(civil.year, civil.month);
    civil.day = civil.day > length ? length : civil.day;
    return date_from_civil(civil);
}

/* The day on which another house saw somebody is theirs to tell. */
static Outcome refuse_rhythm(Access *access, int64_t years, Date day)
{
    const Text when = day == DATE_NONE ? TEXT("elsewhere")
                                       : text_format(access->arena, "on %.*s",
                                                     TEXT_ARG(date_format(access->arena, day)));
    return problem_set(access->problem, CONFLICT, TEXT("body"), "rhythm",
                       "they were seen for it %.*s, less than %lld years ago", TEXT_ARG(when),
                       (long long)years);
}

static Outcome check_rhythm(Access *access, const Screening *screening, Id person)
{
    bool row = false;
    if (screening->every_years == 0) {
        return OK;
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_LAST_DONE, &statement, access->problem));
    bind_id(statement, "person", person);
    bind_text(statement, "kind", screening_kind_code(screening->kind));
    bind_id(statement, "house", screening->house);
    TRY(statement_next(statement, &row, access->problem));
    const Date done = row ? (Date)column_integer(statement, 0) : 0;
    const Date own = row ? (Date)column_integer(statement, 1) : 0;
    const Date today = moment_to_local(access->now).date;
    return done == 0 || years_after(done, screening->every_years) <= today
               ? OK
               : refuse_rhythm(access, screening->every_years, done == own ? own : DATE_NONE);
}

Outcome screening_check_open(Access *access, const Screening *screening)
{
    return screening->closed == 0 && screening->last >= moment_to_local(access->now).date
               ? OK
               : refuse(access, CONFLICT, "screening", "this screening is over");
}

static Outcome insert(Access *access, const InvitationOrder *order, Id id)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "screening", order->screening);
    bind_id(statement, "person", order->person);
    bind_text(statement, "way", invitation_way_code(order->way));
    bind_integer(statement, "now", access->now);
    bind_optional_id(statement, "nothing", (Id){{0}});
    return statement_run(statement, NULL, access->problem);
}

Outcome invitation_make(Access *access, const InvitationOrder *given,
                        ScreeningInvitation *invitation)
{
    Screening screening = {0};
    PersonFile file = {0};
    InvitationOrder order = *given;
    TRY(screening_get(access, order.screening, &screening));
    TRY(person_admit_merged(access, order.person, &order.person));
    TRY(person_read(access, order.person, &file));
    TRY(screening_check_open(access, &screening));
    TRY(check_once(access, &order));
    TRY(check_whom(access, &screening, &file));
    TRY(check_rhythm(access, &screening, order.person));
    TRY(invitation_check_way(access, &file, order.way));
    const Id id = id_new(access->now * 1000);
    TRY(insert(access, &order, id));
    access_note(access, "screening.invite", order.person, id, "");
    return invitation_get(access, id, invitation, &screening);
}

Outcome invitation_remind(Access *access, Id id, InvitationWay way)
{
    ScreeningInvitation row = {0};
    Screening screening = {0};
    PersonFile file = {0};
    TRY(admit(access, id, &row, &screening, &file));
    TRY(screening_check_open(access, &screening));
    if (row.answer != ANSWER_NONE) {
        return refuse(access, CONFLICT, "answer", "they answered already");
    }
    TRY(invitation_check_way(access, &file, way));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &INVITATION_REMIND, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "way", invitation_way_code(way));
    bind_integer(statement, "now", access->now);
    access_note(access, "screening.remind", row.person, id, "");
    return statement_run(statement, NULL, access->problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who is invited to a screening, how, and what they answered; their appointment, and whether
 * they came. Whoever said how not to be reached (the facts "contact_rule" of their file) is not
 * reached so: that is asked anew each time, also when letters are printed.
 */
#pragma once

#include "activities/screening.h"
#include "people/person.h"
#include "resources/booking.h"

typedef enum InvitationWay {
    WAY_LETTER,
    WAY_PHONE,
    WAY_MESSAGE, /* of a telephone, or electronic mail: written by hand, Seuil sends none */
    WAY_IN_PERSON,
    INVITATION_WAY_COUNT
} InvitationWay;

typedef enum InvitationAnswer {
    ANSWER_NONE, /* nobody said anything yet */
    ANSWER_BOOKED,
    ANSWER_DECLINED,
    ANSWER_ELSEWHERE, /* it was done already, elsewhere */
    ANSWER_SILENT,    /* "no_answer": given up waiting for one */
    INVITATION_ANSWER_COUNT
} InvitationAnswer;

typedef enum InvitationCame { CAME_UNKNOWN, CAME_YES, CAME_NO } InvitationCame;

typedef struct ScreeningInvitation {
    Id id;
    Id screening;
    Id person; /* nil once forgotten */
    Text name; /* as their file says it now; empty from invitation_find */
    Text code;
    InvitationWay way;
    Moment invited;
    Moment reminded; /* 0 for never */
    InvitationWay reminded_way;
    InvitationAnswer answer;
    Moment answered;
    Id booking;    /* nil while none was made */
    Moment starts; /* of the appointment; 0 without one that stands */
    InvitationCame came;
    Date done; /* the day they were seen, here or elsewhere; 0 while nobody said */
} ScreeningInvitation;

typedef struct InvitationList {
    ScreeningInvitation *items;
    size_t count;
    size_t capacity;
    size_t withheld; /* of persons whom the caller may not read */
} InvitationList;

Text invitation_way_code(InvitationWay way);
bool invitation_way_parse(Text code, InvitationWay *way);
Text invitation_answer_code(InvitationAnswer answer); /* empty for none */
bool invitation_answer_parse(Text code, InvitationAnswer *answer);

/* CONFLICT "way" where the person may not be reached so, by what their file says today, and for
 * a letter where no address may be written to. */
MUST_USE Outcome invitation_check_way(Access *access, const PersonFile *file,
                                      InvitationWay way);

typedef struct InvitationOrder {
    Id screening;
    Id person;
    InvitationWay way;
} InvitationOrder;

/* The person is judged (MAY_READ_PERSON). INVALID "birth" or "sex" while their file does not
 * say it; CONFLICT "person" for one who is invited already, "age" or "sex" for whom it is not,
 * "rhythm" for one seen less than its years ago; CONFLICT "way" for a way they asked not to be
 * reached, or a letter without an address. */
MUST_USE Outcome invitation_make(Access *access, const InvitationOrder *order,
                                 ScreeningInvitation *invitation);

/* CONFLICT "answer" for who answered already. */
MUST_USE Outcome invitation_remind(Access *access, Id invitation, InvitationWay way);

/* What they said, other than an appointment; `done` is the day on which it was done elsewhere,
 * 0 otherwise. CONFLICT "answer" while an appointment stands. */
MUST_USE Outcome invitation_answer(Access *access, Id invitation, InvitationAnswer answer,
                                   Date done);

/* An appointment at a slot of the screening's unit, in its days: INVALID "slot" for another,
 * and as booking_make refuses. */
MUST_USE Outcome invitation_book(Access *access, Id invitation, int64_t slot, Booking *booking);

/* Whether they came; CONFLICT without an appointment, before it begins, or said already. */
MUST_USE Outcome invitation_attend(Access *access, Id invitation, InvitationCame came);

/* One, of the caller's house and about a person they may read, with its screening. */
MUST_USE Outcome invitation_get(Access *access, Id id, ScreeningInvitation *invitation,
                                Screening *screening);

/* Those of a screening, as they were invited; of persons the caller may read. */
MUST_USE Outcome invitation_list(Access *access, Id screening, InvitationList *list);

/* To whom a letter may be sent today: invited or reminded by letter, and silent. */
typedef struct InvitationLetter {
    Text name;
    Text address;
    Text town;
    bool is_reminder;
} InvitationLetter;

typedef struct InvitationLetters {
    InvitationLetter *items;
    size_t count;
    size_t capacity;
    LIST_OF(Text) withheld; /* names of those whom no letter may reach any more */
} InvitationLetters;

MUST_USE Outcome invitation_letters(Access *access, Id screening, InvitationLetters *letters);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bookings: somebody has a place of a unit for one night or slot. A booking is held (ten
 * minutes, for who is on the telephone or still chooses) or booked; then they come, stay and
 * go, or do not come, or it is cancelled by them or by the house. Only moments are kept, and
 * what was said each time (booking_event, only added to); the state follows from them and the
 * clock. Several nights, or several doors of a plan, are one bundle: all of them are made, or
 * none.
 */
#pragma once

#include "resources/place.h"
#include "resources/unit_rule.h"

enum { BOOKING_HOLD_SECONDS = 10 * 60, BOOKING_BUNDLE_MOST = 31, BOOKING_LABEL_MOST = 60 };

typedef enum BookingState {
    BOOKING_HELD,
    BOOKING_LAPSED, /* held, and not confirmed in time */
    BOOKING_BOOKED,
    BOOKING_ARRIVED,
    BOOKING_USED,   /* they came, and went or the time is over */
    BOOKING_ABSENT, /* they did not come, and the place was free again */
    BOOKING_CANCELLED_BY_PERSON,
    BOOKING_CANCELLED_BY_SERVICE,
    BOOKING_STATE_COUNT
} BookingState;

typedef struct Booking {
    Id id;
    Id bundle;
    UnitPlace place;
    Moment starts; /* as it was promised */
    Moment ends;
    Id house;   /* that booked; nil for a citizen */
    Text label; /* what the list calls them by; may be empty */
    Moment made;
    Moment hold_until; /* 0: booked at once */
    Moment booked;     /* 0 while it is only held */
    Moment arrived;
    Moment departed;
    Moment absent;
    Moment cancelled;
    bool is_cancelled_by_service;
    int64_t revision;
    int64_t number; /* what a citizen says at the door (resources/bearer.h); 0 for none */
} Booking;

typedef LIST_OF(Booking) BookingList;

Text booking_state_code(BookingState state); /* "cancelled_by_person" */
BookingState booking_state(const Booking *booking, Moment now);

/* Whether it has a place: held, booked, arrived or used. */
bool booking_state_has_place(BookingState state);

/* Booked, over, and nobody said whether they came: the house's list of what to settle. */
bool booking_awaits_word(const Booking *booking, Moment now);

typedef enum BookingWish { BOOKING_HOLD, BOOKING_BOOK } BookingWish;

typedef struct BookingOrder {
    Id unit;
    int64_t slot;
    Id person; /* nil for nobody with a file */
    Text label;
    RuleAnswers answers;
} BookingOrder;

/* Makes them all, or none: CONFLICT "unit" when one is full, "person" when a person has a bed
 * that night. INVALID names the field; NOT_FOUND for a unit or a person the caller may not see.
 * The rule of each unit is answered (unit_rule_check). Asks MAY_BOOK_UNIT. `code` is told once:
 * who bears it may confirm and cancel. All is looked at before the first is written, so that a
 * refusal has changed nothing. */
MUST_USE Outcome booking_make(Access *access, BookingWish wish, const BookingOrder *orders,
                              size_t count, BookingList *made, Text *code);

typedef enum BookingAct {
    BOOKING_CONFIRM, /* what was held is booked */
    BOOKING_ARRIVE,
    BOOKING_LEAVE,
    BOOKING_MISS,            /* they did not come */
    BOOKING_CANCEL,          /* they will not */
    BOOKING_CANCEL_BY_HOUSE, /* the house cannot: a reason is asked */
    BOOKING_ACT_COUNT
} BookingAct;

Text booking_act_code(BookingAct act); /* "confirm" */
bool booking_act_parse(Text code, BookingAct *act);

/* Why a house cancels or sends somebody away. */
enum { BOOKING_REASON_COUNT = 5 };
extern const char
    *const BOOKING_REASONS[BOOKING_REASON_COUNT]; /* "full", "out_of_service"... */
bool booking_reason_is_known(Text reason);

/* Counts one who asked at a unit of the caller's house and was sent away, of nobody: what is
 * refused is a finding. INVALID "reason". */
MUST_USE Outcome booking_refuse(Access *access, Id unit, Text reason);

typedef struct BookingMove {
    Id booking;
    BookingAct act;
    Text reason;
} BookingMove;

/* Confirming and cancelling are for the house that booked and the house of the unit; the rest
 * is for the house of the unit. CONFLICT when the booking is not where the act supposes. */
MUST_USE Outcome booking_move(Access *access, const BookingMove *move, Booking *booking);

/* The same, for who keeps the stays of a dwelling (dwellings/tenancy.h): by booking_move nobody
 * comes to one or leaves it, as days and rent go with it. */
MUST_USE Outcome booking_move_stay(Access *access, const BookingMove *move, Booking *booking);

/* NOT_FOUND for one of two other houses. Here and below a person is told to the house that
 * booked, where the caller may read them; the journal gets a line of the reading, and one of
 * each person told. */
MUST_USE Outcome booking_get(Access *access, Id id, Booking *booking);

/* Those of a unit from one key of a slot to another, by slot and place; what another house
 * booked for itself elsewhere is not among them: only who keeps the unit sees all of them. */
typedef struct SlotSpan {
    int64_t first;
    int64_t last;
} SlotSpan;
MUST_USE Outcome booking_of_unit(Access *access, const Unit *unit, SlotSpan span,
                                 BookingList *bookings);

typedef struct BookingEvent {
    int64_t revision;
    Text act; /* "hold", "book" or the code of a BookingAct */
    Text reason;
    Id account;
    Moment at;
} BookingEvent;

typedef LIST_OF(BookingEvent) BookingEventList;

MUST_USE Outcome booking_history(Access *access, Id booking, BookingEventList *events);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The desk of a house: its day, its queue, what it gives at once. Each function acts for the
 * house of the caller and asks MAY_USE_DESK. Several desks work at once: a ticket is given once
 * and called once, and the desk that comes second is told which one has it
 * (docs/decisions/2026-11-29-desk.md).
 */
#pragma once

#include "access/access.h"

typedef enum ArrivalState {
    ARRIVAL_WAITING,
    ARRIVAL_CALLED,
    ARRIVAL_RECALLED, /* called and fetched quietly: neither name nor number is said aloud */
    ARRIVAL_SERVED,
    ARRIVAL_LEFT,
    ARRIVAL_STATE_COUNT
} ArrivalState;

/* Why somebody goes first, the least pressing first. */
typedef enum ArrivalPriority {
    PRIORITY_NONE,
    PRIORITY_CHILD,
    PRIORITY_PREGNANT,
    PRIORITY_FRAIL,
    PRIORITY_ILL,
    PRIORITY_DANGER,
    PRIORITY_COUNT
} ArrivalPriority;

/* What a person asks for, as the desk hears it. */
typedef enum DeskWish {
    WISH_UNSAID,
    WISH_SLEEP,
    WISH_FOOD,
    WISH_HEALTH,
    WISH_ADDRESS,
    WISH_HOUSING,
    WISH_HYGIENE,
    WISH_TALK,
    WISH_OTHER,
    WISH_MAIL,
    WISH_LAUNDRY,
    WISH_COUNT
} DeskWish;

enum { DESK_LABEL_MOST = 60, DESK_NUMBER_MOST = 99, DESK_QUEUE_MOST = 500 };

typedef struct Arrival {
    Id id;
    Date day;
    int64_t ticket; /* 23 of "A 23" */
    Id person;      /* nil while nobody says who it is */
    Text label;     /* what the desk calls them by; may be empty */
    DeskWish wish;
    Text language; /* ISO 639; may be empty */
    ArrivalPriority priority;
    Moment appointment; /* 0 for none */
    Moment seen;        /* 0 while nobody told who came early to wait */
    ArrivalState state;
    int64_t desk; /* 0 for none */
    Moment arrived;
    Moment called;
    Moment ended;
    int64_t revision;
} Arrival;

Text arrival_state_code(ArrivalState state); /* "waiting" */
Text arrival_priority_code(ArrivalPriority priority);
bool arrival_priority_parse(Text code, ArrivalPriority *priority);
Text desk_wish_code(DeskWish wish); /* empty for WISH_UNSAID */
bool desk_wish_parse(Text code, DeskWish *wish);
Text arrival_ticket(Arena *arena, const Arrival *arrival); /* "A 23" */

typedef struct NewArrival {
    Id person; /* nil for nobody in particular */
    Text label;
    DeskWish wish;
    Text language;
    ArrivalPriority priority;
    Moment appointment;
} NewArrival;

/* Gives the next ticket of the day. CONFLICT when the day is not open; INVALID names the field;
 * NOT_FOUND for a person the caller may not read. In a writing session, as all that changes. */
MUST_USE Outcome desk_arrive(Access *access, const NewArrival *made, Arrival *arrival);

/* NOT_FOUND for one of another house too. */
MUST_USE Outcome desk_arrival(Access *access, Id id, Arrival *arrival);

typedef struct DeskQueue {
    Arrival *items;
    size_t count;
    size_t capacity;
} DeskQueue;

/* Who is at a desk, by ticket; then who waits, in the order of calling: the pressing first,
 * then who waits longest. Somebody early waits from their appointment on. */
MUST_USE Outcome desk_queue(Access *access, DeskQueue *queue);
bool arrival_is_at_desk(const Arrival *arrival);

/* The longest a wait may last before it shows in red, with words. */
enum { DESK_LONG_WAIT = 30 * 60 };

/* Calls the first who waits; NOT_FOUND when nobody does. */
MUST_USE Outcome desk_call_next(Access *access, int64_t desk, Arrival *arrival);

typedef enum DeskAct {
    DESK_CALL,   /* who waits comes to this desk */
    DESK_RECALL, /* fetched quietly, when who was called did not come */
    DESK_PAUSE,  /* back among those who wait, at their place */
    DESK_SERVE,  /* finished */
    DESK_LEAVE,  /* gone without being served */
    DESK_RETURN, /* came back, to the same place */
    DESK_SEE,    /* somebody told who came early to wait */
    DESK_ACT_COUNT
} DeskAct;

Text desk_act_code(DeskAct act); /* "call" */
bool desk_act_parse(Text code, DeskAct *act);

typedef struct DeskMove {
    Id arrival;
    DeskAct act;
    int64_t desk; /* 1 to DESK_NUMBER_MOST */
} DeskMove;

/* CONFLICT when the arrival is not where the act supposes: the detail says which desk has it,
 * or how it ended. `arrival` is then what it has become, all the same. */
MUST_USE Outcome desk_move(Access *access, const DeskMove *move, Arrival *arrival);

/* Says who it is. The label becomes the first name and an initial, unless the file is known to
 * one team alone. NOT_FOUND for a person the caller may not read. */
MUST_USE Outcome desk_link(Access *access, Id arrival, Id person);

typedef struct ArrivalEvent {
    int64_t revision;
    Text act; /* "arrive", "link" or the code of a DeskAct */
    int64_t desk;
    Id account;
    Moment at;
} ArrivalEvent;

typedef LIST_OF(ArrivalEvent) ArrivalEventList;

MUST_USE Outcome desk_history(Access *access, Id arrival, ArrivalEventList *events);

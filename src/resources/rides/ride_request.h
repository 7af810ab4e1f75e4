/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who asks a house to be brought where and when, by which of its lines. Where from, where to
 * and who agreed for a minor are sealed; a request without a key file is refused. A house sees
 * and changes its own alone; a person with a file is judged as everywhere (people/relation.h).
 *
 *     requested -> offered (another time) -> agreed -> planned -> driven, or absent
 *     each of the first four -> cancelled, by the person or by the house
 */
#pragma once

#include "resources/rides/ride_channel.h"
#include "territory/gazetteer.h"

typedef enum RidePurpose { RIDE_FOR_CARE, RIDE_FOR_LEISURE } RidePurpose;
enum { RIDE_PURPOSE_COUNT = RIDE_FOR_LEISURE + 1 };
Text ride_purpose_code(RidePurpose purpose);
bool ride_purpose_parse(Text code, RidePurpose *purpose);

typedef enum RideState {
    RIDE_REQUESTED,
    RIDE_OFFERED,
    RIDE_AGREED,
    RIDE_PLANNED,
    RIDE_DRIVEN,
    RIDE_ABSENT,
    RIDE_CANCELLED_BY_PERSON,
    RIDE_CANCELLED_BY_HOUSE
} RideState;
enum { RIDE_STATE_COUNT = RIDE_CANCELLED_BY_HOUSE + 1 };
Text ride_state_code(RideState state);
bool ride_state_is_to_plan(RideState state); /* agreed or planned */

enum {
    RIDE_LABEL_MOST = 60,
    RIDE_ADDRESS_MOST = 200,
    RIDE_COMPANIONS_MOST = 8,
    RIDE_LEEWAY_USUAL = 20,
    RIDE_LEEWAY_MOST = 240,
    RIDE_SERIES_MOST = 60, /* days of one */
    RIDES_A_DAY = 200,     /* of a house */
    RIDE_DAYS_AHEAD = 370
};

/* What is sealed of a request. */
typedef struct RideWay {
    Text from; /* "rue Exemple 1, 4020 Liège"; empty when it cannot be opened */
    Text to;
    GeoPoint from_point; /* of the postal code, or as coordinates said */
    GeoPoint to_point;
    bool is_protected; /* a door that must stay unknown: in no picture and in no list */
    Text consent;      /* who agreed for a minor: "la mère, au téléphone" */
} RideWay;

typedef struct RideRequest {
    Id id;
    Id channel;
    Id series;
    Id person; /* nil for nobody with a file */
    Text label;
    Date day;
    RidePurpose purpose;
    bool is_arrival; /* to be there at `minute`; else to be fetched then */
    Minutes minute;
    Minutes leeway;
    int64_t companions;
    bool wheelchair;
    bool is_minor;
    bool is_way_back;
    Text sealed;
    RideState state;
    Minutes offered; /* -1 for none */
    Id driver;       /* whom a dispatcher fixed; nil for anyone */
    bool is_fixed;   /* at that very minute */
    Moment made;
    int64_t revision;
} RideRequest;

typedef LIST_OF(RideRequest) RideRequestList;

/* What somebody asks for. */
typedef struct RideWish {
    RideRequest ride; /* of its first day; what the machine fills is left out */
    RideWay way;
    Minutes back_at;    /* fetched for the way back at that minute; -1: no way back */
    Date until;         /* every week until then; DATE_NONE: once */
    const Date *except; /* days of the series that are left out */
    size_t except_count;
    bool is_agreed;        /* the person said yes to this time */
    bool is_outside_hours; /* taken although the line is closed: MAY_PLAN_RIDES */
} RideWish;

typedef LIST_OF(Id) RideIdList;

/* MAY_REQUEST_RIDE. CONFLICT "channel" outside its hours, with when to call again; INVALID
 * "consent" for a minor without a parent's; all of a series, or nothing. */
MUST_USE Outcome ride_request_make(Access *access, const RideWish *wish, RideIdList *made);

/* The wish as the request it would be, checked in the same way, with nothing written. */
MUST_USE Outcome ride_wish_check(Access *access, RideWish *wish);

MUST_USE Outcome ride_request_get(Access *access, Id id, RideRequest *ride);
MUST_USE Outcome ride_request_list(Access *access, Date first, Date last,
                                   RideRequestList *rides);

/* Opens what is sealed, for the machine that plans: judges nothing and leaves no line. */
MUST_USE Outcome ride_way_open(Access *access, const RideRequest *ride, RideWay *way);

/* The same for somebody who reads it: a line in the journal for a person with a file. */
MUST_USE Outcome ride_way_read(Access *access, const RideRequest *ride, RideWay *way);

typedef enum RideAct {
    RIDE_OFFER,  /* another time: `minute` */
    RIDE_AGREE,  /* to the time asked for, or offered */
    RIDE_PLAN,   /* of the planner: it is on a tour */
    RIDE_UNPLAN, /* of the planner: it is not */
    RIDE_DRIVE,
    RIDE_MISS,
    RIDE_CANCEL,
    RIDE_CANCEL_BY_HOUSE,
    RIDE_FIX,   /* the driver, the time, or both: MAY_PLAN_RIDES */
    RIDE_UNFIX, /* MAY_PLAN_RIDES */
} RideAct;
enum { RIDE_ACT_COUNT = RIDE_UNFIX + 1 };
Text ride_act_code(RideAct act);
bool ride_act_parse(Text code, RideAct *act); /* those of the planner are none of a hand */

typedef struct RideMove {
    Id request;
    RideAct act;
    Minutes minute; /* offered, or fixed; -1 for none */
    Id driver;      /* fixed; nil for none */
} RideMove;

/* CONFLICT when the state does not allow it, or somebody else was first. */
MUST_USE Outcome ride_request_move(Access *access, const RideMove *move, RideRequest *ride);

/* Cancels those of the series of `request` that come from its day on and are open; counts. */
MUST_USE Outcome ride_series_cancel(Access *access, Id request, int64_t *count);

typedef struct RideEvent {
    int64_t revision;
    Text act;
    Id account;
    Moment at;
} RideEvent;

typedef LIST_OF(RideEvent) RideEventList;
MUST_USE Outcome ride_request_history(Access *access, Id id, RideEventList *events);

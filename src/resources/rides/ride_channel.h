/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The lines by which a house is asked for transports, and when each is answered: outside its
 * hours a caller is told when to call again.
 */
#pragma once

#include "access/access.h"

typedef enum RideAudience { RIDES_REDUCED_MOBILITY, RIDES_SICK_CHILD } RideAudience;
enum { RIDE_AUDIENCE_COUNT = RIDES_SICK_CHILD + 1 };

/* A line by which requests come in, and when it is answered. */
typedef struct RideChannel {
    Id id;
    Text name;
    Text phone;
    Text hours; /* of OpenStreetMap; empty: at any time */
    RideAudience audience;
} RideChannel;

typedef LIST_OF(RideChannel) RideChannelList;

Text ride_audience_code(RideAudience audience); /* "sick_child" */
bool ride_audience_parse(Text code, RideAudience *audience);

MUST_USE Outcome ride_channel_add(Access *access, const RideChannel *made, Id *id);
MUST_USE Outcome ride_channel_close(Access *access, Id channel);
MUST_USE Outcome ride_channel_list(Access *access, RideChannelList *channels);

/* Whether a request is taken at that moment; `next`: when again, MOMENT_NONE for never. */
MUST_USE Outcome ride_channel_is_open(Access *access, const RideChannel *channel, bool *open,
                                      Moment *next);

/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_channel.h"

#include "directory/hours.h"
#include "resources/queries.h"
#include "resources/rides/ride_private.h"
#include "territory/identifier.h"

enum { NAME_MOST = 80, PHONE_MOST = 40, HOURS_MOST = 500, CHANNELS_MOST = 20 };

static const char *const audience_codes[RIDE_AUDIENCE_COUNT] = {
    [RIDES_REDUCED_MOBILITY] = "reduced_mobility",
    [RIDES_SICK_CHILD] = "sick_child",
};

Text ride_audience_code(RideAudience audience)
{
    return text_from(audience_codes[audience]);
}

bool ride_audience_parse(Text code, RideAudience *audience)
{
    size_t at = 0;
    const bool is_one = text_among(code, audience_codes, RIDE_AUDIENCE_COUNT, &at);
    *audience = is_one ? (RideAudience)at : *audience;
    return is_one;
}

Outcome ride_channel_list(Access *access, RideChannelList *channels)
{
    bool row = false;
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_CHANNEL_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        RideChannel channel = {
            .id = column_id(statement, 0),
            .name = text_copy(access->arena, column_text(statement, 1)),
            .phone = text_copy(access->arena, column_text(statement, 2)),
            .hours = text_copy(access->arena, column_text(statement, 3)),
        };
        (void)ride_audience_parse(column_text(statement, 4), &channel.audience);
        LIST_APPEND(access->arena, channels, channel);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static Outcome check(Access *access, RideChannel *channel)
{
    Hours *hours = NULL;
    Identifier phone = {0};
    RideChannelList before = {0};
    TRY(ride_line(access, "name", NAME_MOST, &channel->name));
    TRY(ride_line(access, "phone", PHONE_MOST, &channel->phone));
    TRY(ride_line(access, "hours", HOURS_MOST, &channel->hours));
    if (channel->name.length == 0) {
        return ride_wrong(access, "name", "a name is expected");
    }
    identifier_read(access->arena, IDENTIFIER_PHONE, channel->phone,
                    moment_to_local(access->now).date, &phone);
    if (channel->phone.length > 0 && !phone.is_valid) {
        return ride_wrong(access, "phone", "a telephone number is expected");
    }
    TRY(ride_channel_list(access, &before));
    if (before.count >= CHANNELS_MOST) {
        return ride_wrong(access, "name", "a house has 20 lines at most");
    }
    if (channel->hours.length == 0) {
        return OK;
    }
    const Outcome outcome =
        hours_parse_osm(access->arena, channel->hours, &hours, access->problem);
    return outcome == INVALID
               ? ride_wrong(access, "hours", text_to_c(access->arena, access->problem->detail))
               : outcome;
}

Outcome ride_channel_add(Access *access, const RideChannel *made, Id *id)
{
    RideChannel channel = *made;
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(check(access, &channel));
    channel.id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_CHANNEL_ADD, &statement, access->problem));
    bind_id(statement, "id", channel.id);
    bind_id(statement, "house", access->caller.house);
    bind_text(statement, "name", channel.name);
    bind_text(statement, "phone", channel.phone);
    bind_text(statement, "hours", channel.hours);
    bind_text(statement, "audience", ride_audience_code(channel.audience));
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "ride.channel", (Id){{0}}, channel.id, "");
    *id = channel.id;
    return OK;
}

Outcome ride_channel_close(Access *access, Id channel)
{
    int64_t written = 0;
    TRY(ride_require(access, MAY_PLAN_RIDES));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_CHANNEL_CLOSE, &statement, access->problem));
    bind_id(statement, "id", channel);
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &written, access->problem));
    access_note(access, "ride.channel", (Id){{0}}, channel, "");
    return written == 1
               ? OK
               : problem_set(access->problem, NOT_FOUND, TEXT(""), "channel", "no such line");
}

Outcome ride_channel_is_open(Access *access, const RideChannel *channel, bool *open,
                             Moment *next)
{
    Hours *hours = NULL;
    *open = true;
    *next = MOMENT_NONE;
    if (channel->hours.length == 0) {
        return OK;
    }
    TRY(hours_parse_osm(access->arena, channel->hours, &hours, access->problem));
    const HoursAnswer now = hours_at(hours, access->now);
    *open = now.state != HOURS_CLOSED;
    *next = *open ? MOMENT_NONE : now.until;
    return OK;
}

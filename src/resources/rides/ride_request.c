/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_request.h"

#include "people/optional_id.h"
#include "people/person.h"
#include "resources/queries.h"
#include "resources/rides/ride_private.h"

enum { DAY_MINUTES = 1440, WEEK_DAYS = 7, ADULT_YEARS = 18, CONSENT_MOST = 200 };

/* ---------------------------------------------------------------------------------- codes */

static const char *const purpose_codes[RIDE_PURPOSE_COUNT] = {
    [RIDE_FOR_CARE] = "care",
    [RIDE_FOR_LEISURE] = "leisure",
};

static const char *const state_codes[RIDE_STATE_COUNT] = {
    [RIDE_REQUESTED] = "requested",
    [RIDE_OFFERED] = "offered",
    [RIDE_AGREED] = "agreed",
    [RIDE_PLANNED] = "planned",
    [RIDE_DRIVEN] = "driven",
    [RIDE_ABSENT] = "absent",
    [RIDE_CANCELLED_BY_PERSON] = "cancelled_by_person",
    [RIDE_CANCELLED_BY_HOUSE] = "cancelled_by_house",
};

Text ride_purpose_code(RidePurpose purpose)
{
    return text_from(purpose_codes[purpose]);
}

bool ride_purpose_parse(Text code, RidePurpose *purpose)
{
    size_t at = 0;
    const bool is_one = text_among(code, purpose_codes, RIDE_PURPOSE_COUNT, &at);
    *purpose = is_one ? (RidePurpose)at : *purpose;
    return is_one;
}

Text ride_state_code(RideState state)
{
    return text_from(state_codes[state]);
}

bool ride_state_is_to_plan(RideState state)
{
    return state == RIDE_AGREED || state == RIDE_PLANNED;
}

/* -------------------------------------------------------------------------------- sealing */

static SealPlace place_of(const Access *access, Id request)
{
    return (SealPlace){
        .territory = session_territory(access->session),
        .purpose = TEXT("ride"),
        .row = request,
    };
}

static Outcome seal(Access *access, Id request, const RideWay *way, Text *sealed)
{
    const SealPlace place = place_of(access, request);
    const Text content =
        text_format(access->arena, "%.*s\n%.*s\n%.6f\n%.6f\n%.6f\n%.6f\n%d\n%.*s",
                    TEXT_ARG(way->from), TEXT_ARG(way->to), way->from_point.latitude,
                    way->from_point.longitude, way->to_point.latitude, way->to_point.longitude,
                    way->is_protected ? 1 : 0, TEXT_ARG(way->consent));
    return keyring_seal(access->keyring, access->arena, &place, content, sealed,
                        access->problem);
}

static double next_real(Text *rest)
{
    Text piece = {0};
    double value = 0;
    return text_next(rest, '\n', &piece) && text_to_real(piece, &value) ? value : 0;
}

Outcome ride_way_open(Access *access, const RideRequest *ride, RideWay *way)
{
    Text rest = {0};
    Text flag = {0};
    const SealPlace place = place_of(access, ride->id);
    *way = (RideWay){.is_protected = true};
    if (ride->sealed.length == 0) {
        return OK; /* erased */
    }
    TRY(keyring_open(access->keyring, access->arena, &place, ride->sealed, &rest,
                     access->problem));
    (void)text_next(&rest, '\n', &way->from);
    (void)text_next(&rest, '\n', &way->to);
    way->from_point.latitude = next_real(&rest);
    way->from_point.longitude = next_real(&rest);
    way->to_point.latitude = next_real(&rest);
    way->to_point.longitude = next_real(&rest);
    (void)text_next(&rest, '\n', &flag);
    way->is_protected = text_equal(flag, TEXT("1"));
    way->consent = rest;
    return OK;
}

Outcome ride_way_read(Access *access, const RideRequest *ride, RideWay *way)
{
    if (!id_is_nil(ride->person)) {
        access_note(access, "ride.read", ride->person, ride->id, "");
    }
    return ride_way_open(access, ride, way);
}

/* -------------------------------------------------------------------------------- reading */

static RideRequest read_row(Arena *arena, const Statement *statement)
{
    size_t state = 0;
    RideRequest ride = {
        .id = column_id(statement, 0),
        .channel = column_id(statement, 1),
        .series = column_id(statement, 2),
        .person = column_id(statement, 3),
        .label = text_copy(arena, column_text(statement, 4)),
        .day = (Date)column_integer(statement, 5),
        .is_arrival = column_integer(statement, 7) != 0,
        .minute = (Minutes)column_integer(statement, 8),
        .leeway = (Minutes)column_integer(statement, 9),
        .companions = column_integer(statement, 10),
        .wheelchair = column_integer(statement, 11) != 0,
        .is_minor = column_integer(statement, 12) != 0,
        .is_way_back = column_integer(statement, 13) != 0,
        .sealed = text_copy(arena, column_text(statement, 14)),
        .offered = (Minutes)column_integer(statement, 16),
        .driver = column_id(statement, 17),
        .is_fixed = column_integer(statement, 18) != 0,
        .made = column_integer(statement, 19),
        .revision = column_integer(statement, 20),
    };
    (void)ride_purpose_parse(column_text(statement, 6), &ride.purpose);
    (void)text_among(column_text(statement, 15), state_codes, RIDE_STATE_COUNT, &state);
    ride.state = (RideState)state;
    return ride;
}

Outcome ride_request_get(Access *access, Id id, RideRequest *ride)
{
    bool row = false;
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "request", "no such request");
    }
    *ride = read_row(access->arena, statement);
    return OK;
}

Outcome ride_request_list(Access *access, Date first, Date last, RideRequestList *rides)
{
    bool row = false;
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    if (last < first || last - first > RIDE_DAYS_AHEAD) {
        return ride_wrong(access, "to", "at most 370 days are shown at once");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_OF_DAYS, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "first", first);
    bind_integer(statement, "last", last);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const RideRequest ride = read_row(access->arena, statement);
        LIST_APPEND(access->arena, rides, ride);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* ------------------------------------------------------------------------------- checking */

bool ride_coordinates(Text address, GeoPoint *point)
{
    Text rest = address;
    Text latitude = {0};
    return text_next(&rest, ',', &latitude) &&
           text_to_real(text_trim(latitude), &point->latitude) &&
           text_to_real(text_trim(rest), &point->longitude) && geo_point_is_valid(*point);
}

static bool is_between_words(char byte)
{
    return byte == ' ' || byte == ',' || byte == '-';
}

/* The last word of the address that is a postal code: a number of a house comes before it. */
static bool postal_code_in(Text address, GeoPoint *point)
{
    enum { DIGITS = 4 };
    bool found = false;
    for (size_t from = 0; from < address.length;) {
        size_t to = from;
        while (to < address.length && !is_between_words(address.bytes[to])) {
            to++;
        }
        found = (to - from == DIGITS &&
                 gazetteer_postal_code(text_slice(address, from, to), point)) ||
                found;
        from = to + 1;
    }
    return found;
}

static Outcome check_address(Access *access, const char *field, Text *address, GeoPoint *point)
{
    TRY(ride_line(access, field, RIDE_ADDRESS_MOST, address));
    return ride_coordinates(*address, point) || postal_code_in(*address, point)
               ? OK
               : ride_wrong(access, field,
                            "an address with a postal code that exists, or "
                            "latitude,longitude, is expected");
}

static Outcome check_time(Access *access, const RideWish *wish)
{
    const RideRequest *ride = &wish->ride;
    const LocalTime now = moment_to_local(access->now);
    if (ride->day < now.date || ride->day > now.date + RIDE_DAYS_AHEAD) {
        return ride_wrong(access, "day", "today, or one of the 370 days to come, is expected");
    }
    if (ride->minute < 0 || ride->minute >= DAY_MINUTES ||
        (ride->day == now.date && ride->minute < now.minute)) {
        return ride_wrong(access, "at", "a time of the day that is to come is expected");
    }
    if (ride->leeway < 0 || ride->leeway > RIDE_LEEWAY_MOST) {
        return ride_wrong(access, "leeway", "0 to 240 minutes are expected");
    }
    if (wish->back_at != -1 &&
        (wish->back_at <= ride->minute || wish->back_at >= DAY_MINUTES)) {
        return ride_wrong(access, "back", "a time after that of the way there is expected");
    }
    return wish->until != DATE_NONE &&
                   (wish->until < ride->day || wish->until > now.date + RIDE_DAYS_AHEAD)
               ? ride_wrong(access, "until", "a day after the first, within 370, is expected")
               : OK;
}

/* Two files of one person are one. Whose age is known needs no word of it. */
static Outcome check_person(Access *access, RideRequest *ride)
{
    PersonFile file = {0};
    if (id_is_nil(ride->person)) {
        return OK;
    }
    TRY(person_read(access, ride->person, &file));
    const int age = person_age(&file, ride->day);
    ride->is_minor = ride->is_minor || (age >= 0 && age < ADULT_YEARS);
    return person_root_within(access, MAY_READ_PERSON, ride->person, &ride->person);
}

static Outcome find_channel(Access *access, Id id, RideChannel *channel)
{
    RideChannelList channels = {0};
    TRY(ride_channel_list(access, &channels));
    for (size_t i = 0; i < channels.count; i++) {
        if (id_equal(channels.items[i].id, id)) {
            *channel = channels.items[i];
            return OK;
        }
    }
    return ride_wrong(access, "channel", "no such line: by which one was it asked?");
}

static Outcome check_channel(Access *access, RideWish *wish)
{
    bool open = false;
    Moment next = MOMENT_NONE;
    RideChannel channel = {0};
    TRY(find_channel(access, wish->ride.channel, &channel));
    wish->ride.is_minor = wish->ride.is_minor || channel.audience == RIDES_SICK_CHILD;
    if (wish->is_outside_hours) {
        return access_require(access, MAY_PLAN_RIDES);
    }
    TRY(ride_channel_is_open(access, &channel, &open, &next));
    if (open) {
        return OK;
    }
    const Text again =
        next == MOMENT_NONE ? TEXT("later") : moment_format_local(access->arena, next);
    return problem_set(access->problem, CONFLICT, TEXT("body"), "channel",
                       "this line takes requests %.*s: please call again from %.*s",
                       TEXT_ARG(channel.hours), TEXT_ARG(again));
}

/* A minor is driven with the word of a parent, told in words and kept (law of 22 August 2002
 * on the rights of patients, article 12: parents act for a minor). */
static Outcome check_consent(Access *access, RideWish *wish)
{
    TRY(ride_line(access, "consent", CONSENT_MOST, &wish->way.consent));
    return wish->ride.is_minor && wish->way.consent.length == 0
               ? ride_wrong(access, "consent",
                            "a minor is driven with a parent's consent: who gave it, and how")
               : OK;
}

Outcome ride_wish_check(Access *access, RideWish *wish)
{
    RideRequest *ride = &wish->ride;
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    TRY(check_channel(access, wish));
    TRY(ride_line(access, "label", RIDE_LABEL_MOST, &ride->label));
    if (ride->label.length == 0) {
        return ride_wrong(access, "label", "what the driver calls the person by is expected");
    }
    TRY(check_time(access, wish));
    TRY(check_address(access, "from", &wish->way.from, &wish->way.from_point));
    TRY(check_address(access, "to", &wish->way.to, &wish->way.to_point));
    if (ride->companions < 0 || ride->companions > RIDE_COMPANIONS_MOST) {
        return ride_wrong(access, "companions", "0 to 8 are expected");
    }
    TRY(check_person(access, ride));
    return check_consent(access, wish);
}

/* --------------------------------------------------------------------------------- making */

Outcome ride_event_add(Access *access, Id request, int64_t revision, const char *act)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_EVENT_ADD, &statement, access->problem));
    bind_id(statement, "request", request);
    bind_integer(statement, "revision", revision);
    bind_text(statement, "act", text_from(act));
    bind_optional_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome insert(Access *access, const RideRequest *ride, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_ADD, &statement, access->problem));
    bind_id(statement, "id", ride->id);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "channel", ride->channel);
    bind_id(statement, "series", ride->series);
    bind_optional_id(statement, "person", ride->person);
    bind_text(statement, "label", ride->label);
    bind_integer(statement, "day", ride->day);
    bind_text(statement, "purpose", ride_purpose_code(ride->purpose));
    bind_integer(statement, "arrival", ride->is_arrival ? 1 : 0);
    bind_integer(statement, "minute", ride->minute);
    bind_integer(statement, "leeway", ride->leeway);
    bind_integer(statement, "companions", ride->companions);
    bind_integer(statement, "wheelchair", ride->wheelchair ? 1 : 0);
    bind_integer(statement, "minor", ride->is_minor ? 1 : 0);
    bind_integer(statement, "way_back", ride->is_way_back ? 1 : 0);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_text(statement, "state", ride_state_code(ride->state));
    bind_optional_id(statement, "nobody", (Id){{0}});
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_one(Access *access, const RideRequest *ride, const RideWay *way,
                         RideIdList *made)
{
    Text sealed = {0};
    RideRequest one = *ride;
    one.id = id_new(access->now * 1000);
    TRY(seal(access, one.id, way, &sealed));
    TRY(insert(access, &one, sealed));
    TRY(ride_event_add(access, one.id, 1, "request"));
    if (!id_is_nil(one.person)) {
        access_note(access, "ride.request", one.person, one.id, "");
    }
    LIST_APPEND(access->arena, made, one.id);
    return OK;
}

static Outcome write_day(Access *access, const RideWish *wish, Date day, RideIdList *made)
{
    RideRequest ride = wish->ride;
    ride.day = day;
    TRY(write_one(access, &ride, &wish->way, made));
    if (wish->back_at == -1) {
        return OK;
    }
    RideWay back = wish->way;
    back.from = wish->way.to;
    back.from_point = wish->way.to_point;
    back.to = wish->way.from;
    back.to_point = wish->way.from_point;
    ride.is_way_back = true;
    ride.is_arrival = false;
    ride.minute = wish->back_at;
    return write_one(access, &ride, &back, made);
}

static bool is_left_out(const RideWish *wish, Date day)
{
    for (size_t i = 0; i < wish->except_count; i++) {
        if (wish->except[i] == day) {
            return true;
        }
    }
    return false;
}

typedef LIST_OF(Date) DayList;

static Outcome check_room(Access *access, Date day, int64_t wanted)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_REQUEST_COUNT, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "day", day);
    TRY(statement_next(statement, &row, access->problem));
    return column_integer(statement, 0) + wanted <= RIDES_A_DAY
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "day",
                             "%d rides a day are the most a house plans", RIDES_A_DAY);
}

/* The days of the series, each of which has room. */
static Outcome list_days(Access *access, const RideWish *wish, DayList *days)
{
    const Date last = wish->until == DATE_NONE ? wish->ride.day : wish->until;
    for (Date day = wish->ride.day; day <= last; day += WEEK_DAYS) {
        if (!is_left_out(wish, day)) {
            TRY(check_room(access, day, wish->back_at == -1 ? 1 : 2));
            LIST_APPEND(access->arena, days, day);
        }
    }
    if (days->count == 0 || days->count > RIDE_SERIES_MOST) {
        return ride_wrong(access, "until", "a series has 1 to 60 days");
    }
    return OK;
}

Outcome ride_request_make(Access *access, const RideWish *wish, RideIdList *made)
{
    DayList days = {0};
    RideWish checked = *wish;
    TRY(ride_wish_check(access, &checked));
    TRY(list_days(access, &checked, &days));
    checked.ride.series = id_new(access->now * 1000);
    checked.ride.state = checked.is_agreed ? RIDE_AGREED : RIDE_REQUESTED;
    for (size_t i = 0; i < days.count; i++) {
        TRY(write_day(access, &checked, days.items[i], made));
    }
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_driver.h"

#include "directory/csv.h"
#include "resources/queries.h"
#include "resources/rides/ride_private.h"
#include "words/visible.h"

#define DAY_MINUTES 1440

static const char *const status_codes[DRIVER_STATUS_COUNT] = {
    [DRIVER_VOLUNTEER] = "volunteer",
    [DRIVER_SALARIED] = "salaried",
};

Text driver_status_code(DriverStatus status)
{
    return text_from(status_codes[status]);
}

bool driver_status_parse(Text code, DriverStatus *status)
{
    size_t at = 0;
    const bool is_one = text_among(code, status_codes, DRIVER_STATUS_COUNT, &at);
    *status = is_one ? (DriverStatus)at : *status;
    return is_one;
}

static const char *const weekday_codes[] = {"mo", "tu", "we", "th", "fr", "sa", "su"};

Text driver_weekday_code(Weekday weekday)
{
    return text_from(weekday_codes[weekday]);
}

bool driver_weekday_parse(Text code, Weekday *weekday)
{
    size_t at = 0;
    const bool is_one = text_among(code, weekday_codes, LENGTH_OF(weekday_codes), &at);
    *weekday = is_one ? (Weekday)at : *weekday;
    return is_one;
}

/* --------------------------------------------------------------------------------- shared */

Outcome ride_require(Access *access, Permission permission)
{
    TRY(access_require(access, permission));
    return !id_is_nil(access->caller.house)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "transports are those of a house: sign in with an account of one");
}

Outcome ride_wrong(Access *access, const char *field, const char *why)
{
    return problem_set(access->problem, INVALID, TEXT("body"), field, "%s", why);
}

Outcome ride_line(Access *access, const char *field, size_t most, Text *line)
{
    return text_visible(access->arena, *line, ONE_LINE, line) && line->length <= most
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), field,
                             "at most %zu bytes of UTF-8 are expected", most);
}

/* -------------------------------------------------------------------------------- reading */

static Driver read_row(Arena *arena, const Statement *statement)
{
    Driver driver = {
        .id = column_id(statement, 0),
        .name = text_copy(arena, column_text(statement, 1)),
        .vehicle = text_copy(arena, column_text(statement, 3)),
        .postal = text_copy(arena, column_text(statement, 4)),
        .seats = column_integer(statement, 5),
        .wheelchairs = column_integer(statement, 6),
        .most_km = column_integer(statement, 7),
        .closed = column_integer(statement, 8),
    };
    (void)driver_status_parse(column_text(statement, 2), &driver.status);
    return driver;
}

static Outcome read_all(Access *access, DriverList *drivers)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_DRIVER_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Driver driver = read_row(access->arena, statement);
        LIST_APPEND(access->arena, drivers, driver);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome driver_list(Access *access, DriverList *drivers)
{
    DriverList all = {0};
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    TRY(read_all(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].closed == 0) {
            LIST_APPEND(access->arena, drivers, all.items[i]);
        }
    }
    return OK;
}

Outcome driver_get(Access *access, Id id, Driver *driver)
{
    DriverList all = {0};
    TRY(ride_require(access, MAY_REQUEST_RIDE));
    TRY(read_all(access, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (id_equal(all.items[i].id, id)) {
            *driver = all.items[i];
            return OK;
        }
    }
    return problem_set(access->problem, NOT_FOUND, TEXT(""), "driver", "no such driver");
}

/* ------------------------------------------------------------------------------- changing */

static Outcome check(Access *access, Driver *driver, GeoPoint *home)
{
    TRY(ride_line(access, "name", DRIVER_NAME_MOST, &driver->name));
    TRY(ride_line(access, "vehicle", DRIVER_NAME_MOST, &driver->vehicle));
    if (driver->name.length == 0) {
        return ride_wrong(access, "name", "a name is expected");
    }
    if (!gazetteer_postal_code(driver->postal, home)) {
        return ride_wrong(access, "postal", "a postal code that exists is expected");
    }
    if (driver->seats < 0 || driver->seats > DRIVER_SEATS_MOST || driver->wheelchairs < 0 ||
        driver->wheelchairs > DRIVER_SEATS_MOST || driver->seats + driver->wheelchairs == 0) {
        return ride_wrong(access, "seats", "1 to 20 seats or wheelchair places are expected");
    }
    return driver->most_km < 0 || driver->most_km > (int64_t)TOUR_MAX_MINUTES
               ? ride_wrong(access, "mostKm", "0 to 20000 kilometres are expected")
               : OK;
}

Outcome driver_add(Access *access, const Driver *made, Id *id)
{
    GeoPoint home = {0};
    DriverList before = {0};
    Driver driver = *made;
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(check(access, &driver, &home));
    TRY(driver_list(access, &before));
    if (before.count >= DRIVERS_MOST) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "name",
                           "a house has %d drivers at most", DRIVERS_MOST);
    }
    driver.id = id_new(access->now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_DRIVER_ADD, &statement, access->problem));
    bind_id(statement, "id", driver.id);
    bind_id(statement, "house", access->caller.house);
    bind_text(statement, "name", driver.name);
    bind_text(statement, "status", driver_status_code(driver.status));
    bind_text(statement, "vehicle", driver.vehicle);
    bind_text(statement, "postal", driver.postal);
    bind_integer(statement, "seats", driver.seats);
    bind_integer(statement, "wheelchairs", driver.wheelchairs);
    bind_integer(statement, "most_km", driver.most_km);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "ride.driver", (Id){{0}}, driver.id, "");
    *id = driver.id;
    return OK;
}

Outcome driver_close(Access *access, Id id)
{
    Driver driver = {0};
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(driver_get(access, id, &driver));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_DRIVER_CLOSE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "now", access->now);
    access_note(access, "ride.driver", (Id){{0}}, id, "");
    return statement_run(statement, NULL, access->problem);
}

static Outcome admit_shift(Access *access, const DriverShift *shift)
{
    Driver driver = {0};
    TRY(ride_require(access, MAY_PLAN_RIDES));
    TRY(driver_get(access, shift->driver, &driver));
    return shift->from < 0 || shift->to > DAY_MINUTES || shift->from > shift->to
               ? ride_wrong(access, "to", "times from 00:00 to 24:00 in order are expected")
               : OK;
}

static Outcome run_shift(Statement *statement, const DriverShift *shift, Problem *problem)
{
    bind_id(statement, "driver", shift->driver);
    bind_integer(statement, "starts", shift->from);
    bind_integer(statement, "ends", shift->to);
    return statement_run(statement, NULL, problem);
}

Outcome driver_set_weekday(Access *access, const DriverShift *shift, Weekday weekday)
{
    TRY(admit_shift(access, shift));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_SHIFT_PUT, &statement, access->problem));
    bind_integer(statement, "weekday", (int64_t)weekday);
    return run_shift(statement, shift, access->problem);
}

Outcome driver_set_day(Access *access, const DriverShift *shift, Date day)
{
    TRY(admit_shift(access, shift));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_SHIFT_DAY_PUT, &statement, access->problem));
    bind_integer(statement, "day", day);
    return run_shift(statement, shift, access->problem);
}

/* --------------------------------------------------------------------------------- on duty */

static void take_duty(const DriverList *drivers, const Statement *statement, DutyList *duties,
                      Arena *arena)
{
    const Id id = column_id(statement, 0);
    for (size_t i = 0; i < drivers->count; i++) {
        if (id_equal(drivers->items[i].id, id)) {
            const DriverOnDuty duty = {
                .driver = drivers->items[i],
                .shift = {id, (Minutes)column_integer(statement, 1),
                          (Minutes)column_integer(statement, 2)},
                .broken =
                    column_is_null(statement, 3) ? -1 : (Minutes)column_integer(statement, 3),
            };
            LIST_APPEND(arena, duties, duty);
        }
    }
}

Outcome driver_on_duty(Access *access, Date day, DutyList *duties)
{
    bool row = false;
    DriverList drivers = {0};
    TRY(driver_list(access, &drivers));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_DUTY_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "day", day);
    bind_integer(statement, "weekday", (int64_t)date_weekday(day));
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        take_duty(&drivers, statement, duties, access->arena);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome driver_break_down(Access *access, Id driver, Date day, Minutes minute)
{
    int64_t written = 0;
    const DriverShift shift = {driver, minute, minute};
    TRY(admit_shift(access, &shift));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_BREAKDOWN_ADD, &statement, access->problem));
    bind_id(statement, "driver", driver);
    bind_integer(statement, "day", day);
    bind_integer(statement, "minute", minute);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &written, access->problem));
    access_note(access, "ride.breakdown", (Id){{0}}, driver, "");
    return written == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT("body"), "driver",
                                      "its breakdown was told already");
}

/* ---------------------------------------------------------------------------------- money */

Outcome driver_set_rate(Access *access, const DriverRate *rate)
{
    enum { CENTS_MOST = 100000 };
    TRY(ride_require(access, MAY_PLAN_RIDES));
    if (rate->cents_km < 0 || rate->cents_km > CENTS_MOST) {
        return ride_wrong(access, "centsKm", "0 to 100000 cents are expected");
    }
    if (rate->allowance < 0 || rate->allowance > CENTS_MOST) {
        return ride_wrong(access, "allowance", "0 to 100000 cents are expected");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_RATE_PUT, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_text(statement, "status", driver_status_code(rate->status));
    bind_integer(statement, "valid_from", rate->valid_from);
    bind_integer(statement, "cents_km", rate->cents_km);
    bind_integer(statement, "allowance", rate->allowance);
    access_note(access, "ride.rate", (Id){{0}}, (Id){{0}}, "");
    return statement_run(statement, NULL, access->problem);
}

typedef LIST_OF(DriverRate) RateList;

/* By the day from which each holds. */
static Outcome read_rates(Access *access, RateList *rates)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_RATE_EACH, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        DriverRate rate = {
            .valid_from = (Date)column_integer(statement, 1),
            .cents_km = column_integer(statement, 2),
            .allowance = column_integer(statement, 3),
        };
        (void)driver_status_parse(column_text(statement, 0), &rate.status);
        LIST_APPEND(access->arena, rates, rate);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static DriverRate rate_on(const RateList *rates, DriverStatus status, Date day)
{
    DriverRate found = {0};
    for (size_t i = 0; i < rates->count && rates->items[i].valid_from <= day; i++) {
        found = rates->items[i].status == status ? rates->items[i] : found;
    }
    return found;
}

static void account_day(DriverAccount *account, const RateList *rates, Date day, int64_t meters)
{
    enum { METERS_A_KM = 1000 };
    const DriverRate rate = rate_on(rates, account->driver.status, day);
    account->days++;
    account->meters += meters;
    account->cents += (meters * rate.cents_km + METERS_A_KM / 2) / METERS_A_KM + rate.allowance;
}

static Outcome read_days(Access *access, Date first, Date last, const RateList *rates,
                         DriverAccountList *accounts)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &RIDE_TOUR_DAYS, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_integer(statement, "first", first);
    bind_integer(statement, "last", last);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Id driver = column_id(statement, 0);
        for (size_t i = 0; i < accounts->count; i++) {
            if (id_equal(accounts->items[i].driver.id, driver)) {
                account_day(&accounts->items[i], rates, (Date)column_integer(statement, 1),
                            column_integer(statement, 2));
            }
        }
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

Outcome driver_report(Access *access, Date first, Date last, DriverAccountList *accounts)
{
    enum { DAYS_MOST = 400 };
    RateList rates = {0};
    DriverList drivers = {0};
    TRY(ride_require(access, MAY_PLAN_RIDES));
    if (last < first || last - first >= DAYS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("query"), "to",
                           "1 to %d days are expected", DAYS_MOST);
    }
    TRY(read_all(access, &drivers));
    TRY(read_rates(access, &rates));
    for (size_t i = 0; i < drivers.count; i++) {
        const DriverAccount account = {.driver = drivers.items[i]};
        LIST_APPEND(access->arena, accounts, account);
    }
    return read_days(access, first, last, &rates, accounts);
}

static void write_account(const DriverAccount *account, Buffer *out)
{
    csv_cell(out, account->driver.name, true);
    csv_cell(out, driver_status_code(account->driver.status), false);
    buffer_append_format(out, ",%lld,%.1f,%lld.%02lld", (long long)account->days,
                         (double)account->meters / 1000, (long long)account->cents / 100,
                         (long long)account->cents % 100);
    csv_end_row(out);
}

void driver_report_write_csv(const DriverAccountList *accounts, Buffer *out)
{
    buffer_append(out, TEXT("driver,status,days,km,euros"));
    csv_end_row(out);
    for (size_t i = 0; i < accounts->count; i++) {
        if (accounts->items[i].days > 0) {
            write_account(&accounts->items[i], out);
        }
    }
}

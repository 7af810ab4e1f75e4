/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Who drives for a house: volunteers with their own car, salaried drivers with that of the
 * house; when, every week and otherwise on some days; what a kilometre and a day are paid, from
 * a day on. A house sees and changes its own alone.
 */
#pragma once

#include "access/access.h"
#include "base/buffer.h"
#include "resources/rides/ride_day.h"

typedef enum DriverStatus { DRIVER_VOLUNTEER, DRIVER_SALARIED } DriverStatus;
enum { DRIVER_STATUS_COUNT = DRIVER_SALARIED + 1 };

enum { DRIVER_NAME_MOST = 80, DRIVER_SEATS_MOST = 20, DRIVERS_MOST = TOUR_MAX_VEHICLES };

typedef struct Driver {
    Id id;
    Text name;
    DriverStatus status;
    Text vehicle; /* "Peugeot blanche"; may be empty */
    Text postal;  /* where a tour begins and ends */
    int64_t seats;
    int64_t wheelchairs;
    int64_t most_km; /* of a day; 0: nobody said */
    Moment closed;   /* drives no more; 0 for never */
} Driver;

typedef LIST_OF(Driver) DriverList;

Text driver_status_code(DriverStatus status); /* "volunteer" */
bool driver_status_parse(Text code, DriverStatus *status);

Text driver_weekday_code(Weekday weekday); /* "mo" */
bool driver_weekday_parse(Text code, Weekday *weekday);

/* MAY_PLAN_RIDES for all that changes; INVALID names the field. The caller needs a house. */
MUST_USE Outcome driver_add(Access *access, const Driver *made, Id *id);
MUST_USE Outcome driver_close(Access *access, Id driver);

/* Of the caller's house, by name; those who drive no more are left out. */
MUST_USE Outcome driver_list(Access *access, DriverList *drivers);

/* NOT_FOUND for one of another house. */
MUST_USE Outcome driver_get(Access *access, Id id, Driver *driver);

/* Minutes of the day; `to` as `from`: does not drive. */
typedef struct DriverShift {
    Id driver;
    Minutes from;
    Minutes to;
} DriverShift;

MUST_USE Outcome driver_set_weekday(Access *access, const DriverShift *shift, Weekday weekday);
MUST_USE Outcome driver_set_day(Access *access, const DriverShift *shift, Date day);

/* Who drives on that day, and when: the exception of the day, else the week. */
typedef struct DriverOnDuty {
    Driver driver;
    DriverShift shift;
    Minutes broken; /* its vehicle drives no further from then on; -1: it does */
} DriverOnDuty;

typedef LIST_OF(DriverOnDuty) DutyList;
MUST_USE Outcome driver_on_duty(Access *access, Date day, DutyList *duties);

/* The vehicle drives no further on that day from that minute on; CONFLICT when that was said.
 */
MUST_USE Outcome driver_break_down(Access *access, Id driver, Date day, Minutes minute);

typedef struct DriverRate {
    DriverStatus status;
    Date valid_from;
    int64_t cents_km;
    int64_t allowance; /* cents, for a day on which they drove */
} DriverRate;

MUST_USE Outcome driver_set_rate(Access *access, const DriverRate *rate);

/* Kilometres and what is paid for them, of one driver: by the last plan of each day. */
typedef struct DriverAccount {
    Driver driver;
    int64_t days;
    int64_t meters;
    int64_t cents;
} DriverAccount;

typedef LIST_OF(DriverAccount) DriverAccountList;

/* As CSV (RFC 4180): "driver,status,days,km,euros", a line a driver who drove. */
void driver_report_write_csv(const DriverAccountList *accounts, Buffer *out);

/* From the first day to the last, 400 at most: INVALID "to" for more. By the name of the
 * driver, also of those who drive no more. */
MUST_USE Outcome driver_report(Access *access, Date first, Date last,
                               DriverAccountList *accounts);

/* SPDX-License-Identifier: EUPL-1.2 */
/* Built-in functions over dates, times and durations. */
#include "matching/feel_library.h"

static FeelValue refuse(FeelEvaluator *evaluator, const char *function)
{
    return feel_error(evaluator, "%s() does not take these values", function);
}

static bool has_date(const FeelValue *value)
{
    return value->kind == FEEL_DATE || value->kind == FEEL_DATE_TIME;
}

FeelValue feel_date(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelValue result = {.kind = FEEL_DATE};
    if (arguments[0].kind == FEEL_STRING &&
        feel_date_parse(arguments[0].text, &result.moment)) {
        return result;
    }
    if (!has_date(&arguments[0])) {
        return refuse(evaluator, "date");
    }
    result.moment.day = arguments[0].moment.day;
    return result;
}

static bool take_integer(const FeelValue *value, int64_t *integer)
{
    return value->kind == FEEL_NUMBER && decimal_is_whole(value->number) &&
           decimal_to_integer(value->number, integer);
}

FeelValue feel_date_of(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelCivil civil;
    if (!take_integer(&arguments[0], &civil.year) ||
        !take_integer(&arguments[1], &civil.month) ||
        !take_integer(&arguments[2], &civil.day) || !feel_civil_is_valid(civil)) {
        return refuse(evaluator, "date");
    }
    return (FeelValue){.kind = FEEL_DATE, .moment = {.day = feel_day_from_civil(civil)}};
}

FeelValue feel_time(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelValue result = {.kind = FEEL_TIME};
    switch (arguments[0].kind) {
    case FEEL_STRING:
        return feel_time_parse(evaluator->arena, arguments[0].text, &result.moment)
                   ? result
                   : refuse(evaluator, "time");
    case FEEL_TIME:
    case FEEL_DATE_TIME:
        result.moment = arguments[0].moment;
        result.moment.day = 0;
        return result;
    case FEEL_DATE: /* a date is its midnight in UTC */
        result.moment.zone.kind = ZONE_OFFSET;
        return result;
    case FEEL_NULL:
    case FEEL_ERROR:
    case FEEL_BOOLEAN:
    case FEEL_NUMBER:
    case FEEL_DURATION:
    case FEEL_PERIOD:
    case FEEL_LIST:
    case FEEL_CONTEXT:
    case FEEL_RANGE:
    case FEEL_FUNCTION:
        break;
    }
    return refuse(evaluator, "time");
}

/* Seconds with their fraction, as nanoseconds. */
static bool take_second(const FeelValue *value, int64_t *nanoseconds)
{
    Decimal scaled;
    return value->kind == FEEL_NUMBER && !value->number.negative &&
           decimal_compare(value->number, decimal_from_integer(60)) < 0 &&
           decimal_multiply(value->number, decimal_from_integer(NANOSECONDS_A_SECOND),
                            &scaled) &&
           decimal_to_integer(scaled, nanoseconds);
}

static bool take_offset(const FeelValue *value, FeelZone *zone)
{
    int64_t offset = 0;
    *zone = (FeelZone){.kind = ZONE_NONE};
    if (value->kind == FEEL_NULL) {
        return true;
    }
    if (value->kind != FEEL_DURATION || !decimal_to_integer(value->seconds, &offset) ||
        offset < -64800 || offset > 64800) {
        return false;
    }
    *zone = (FeelZone){.kind = ZONE_OFFSET, .offset = (int32_t)offset};
    return true;
}

FeelValue feel_time_of(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    int64_t hour = 0;
    int64_t minute = 0;
    int64_t nanosecond = 0;
    FeelValue result = {.kind = FEEL_TIME};
    const FeelValue none = {.kind = FEEL_NULL};
    if (!take_integer(&arguments[0], &hour) || hour < 0 || hour > 23 ||
        !take_integer(&arguments[1], &minute) || minute < 0 || minute > 59 ||
        !take_second(&arguments[2], &nanosecond) ||
        !take_offset(count > 3 ? &arguments[3] : &none, &result.moment.zone)) {
        return refuse(evaluator, "time");
    }
    result.moment.nanosecond = (hour * 60 + minute) * 60 * NANOSECONDS_A_SECOND + nanosecond;
    return result;
}

FeelValue feel_date_and_time(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelValue result = {.kind = FEEL_DATE_TIME};
    if (arguments[0].kind == FEEL_STRING &&
        feel_date_time_parse(evaluator->arena, arguments[0].text, &result.moment)) {
        return result;
    }
    return arguments[0].kind == FEEL_DATE_TIME ? arguments[0]
                                               : refuse(evaluator, "date and time");
}

FeelValue feel_date_with_time(FeelEvaluator *evaluator, const FeelValue *arguments,
                              size_t count)
{
    (void)count;
    if (!has_date(&arguments[0]) || arguments[1].kind != FEEL_TIME) {
        return refuse(evaluator, "date and time");
    }
    FeelValue result = {.kind = FEEL_DATE_TIME, .moment = arguments[1].moment};
    result.moment.day = arguments[0].moment.day;
    return result;
}

FeelValue feel_duration(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    FeelValue result = {.kind = FEEL_DURATION};
    if (arguments[0].kind == FEEL_DURATION || arguments[0].kind == FEEL_PERIOD) {
        return arguments[0];
    }
    if (arguments[0].kind != FEEL_STRING) {
        return refuse(evaluator, "duration");
    }
    if (feel_duration_parse(arguments[0].text, &result.seconds)) {
        return result;
    }
    result.kind = FEEL_PERIOD;
    return feel_period_parse(arguments[0].text, &result.months) ? result
                                                                : refuse(evaluator, "duration");
}

/* Whole months between two days; the clock plays no part. */
FeelValue feel_years_and_months(FeelEvaluator *evaluator, const FeelValue *arguments,
                                size_t count)
{
    (void)count;
    if (!has_date(&arguments[0]) || !has_date(&arguments[1])) {
        return refuse(evaluator, "years and months duration");
    }
    const FeelCivil from = feel_day_to_civil(arguments[0].moment.day);
    const FeelCivil to = feel_day_to_civil(arguments[1].moment.day);
    int64_t months = (to.year - from.year) * 12 + to.month - from.month;
    if (months > 0 && to.day < from.day) {
        months--;
    } else if (months < 0 && to.day > from.day) {
        months++;
    }
    return (FeelValue){.kind = FEEL_PERIOD, .months = months};
}

FeelValue feel_day_of_year(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (!has_date(&arguments[0])) {
        return refuse(evaluator, "day of year");
    }
    const int64_t day = arguments[0].moment.day;
    const FeelCivil first = {feel_day_to_civil(day).year, 1, 1};
    return feel_integer(day - feel_day_from_civil(first) + 1);
}

/* 0 for Monday to 6 for Sunday. */
static int64_t weekday(int64_t day)
{
    return (day % 7 + 10) % 7;
}

FeelValue feel_day_of_week(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    static const char *const names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                        "Friday", "Saturday", "Sunday"};
    (void)count;
    return has_date(&arguments[0])
               ? feel_string(text_from(names[weekday(arguments[0].moment.day)]))
               : refuse(evaluator, "day of week");
}

FeelValue feel_month_of_year(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    (void)count;
    if (!has_date(&arguments[0])) {
        return refuse(evaluator, "month of year");
    }
    return feel_string(text_from(names[feel_day_to_civil(arguments[0].moment.day).month - 1]));
}

/* ISO 8601: the week of the Thursday of the same week. */
FeelValue feel_week_of_year(FeelEvaluator *evaluator, const FeelValue *arguments, size_t count)
{
    (void)count;
    if (!has_date(&arguments[0])) {
        return refuse(evaluator, "week of year");
    }
    const int64_t thursday = arguments[0].moment.day - weekday(arguments[0].moment.day) + 3;
    const FeelCivil first = {feel_day_to_civil(thursday).year, 1, 1};
    return feel_integer((thursday - feel_day_from_civil(first)) / 7 + 1);
}

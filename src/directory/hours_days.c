/* SPDX-License-Identifier: EUPL-1.2 */
/* On which days a rule holds. */
#include "directory/hours_model.h"

HoursRule rule_new(RuleJoin join, HoursState state)
{
    return (HoursRule){.join = join, .state = state, .first = DATE_NONE, .last = DATE_NONE};
}

bool rule_selects_days(const HoursRule *rule)
{
    return rule->years.count > 0 || rule->dates.count > 0 || rule->weeks.count > 0 ||
           rule->days.count > 0 || rule->holidays.count > 0 || rule->recurrence != NULL ||
           rule->first != DATE_NONE || rule->last != DATE_NONE;
}

/* ---------------------------------------------------------------------------- dates */

static bool years_match(const HoursRule *rule, int year)
{
    for (size_t i = 0; i < rule->years.count; i++) {
        const NumberRange *range = &rule->years.items[i];
        if (year >= range->first && year <= range->last &&
            (year - range->first) % range->step == 0) {
            return true;
        }
    }
    return rule->years.count == 0;
}

static bool weeks_match(const HoursRule *rule, Date date)
{
    if (rule->weeks.count == 0) {
        return true;
    }
    const int week = date_iso_week(date);
    for (size_t i = 0; i < rule->weeks.count; i++) {
        const NumberRange *range = &rule->weeks.items[i];
        if (week >= range->first && week <= range->last &&
            (week - range->first) % range->step == 0) {
            return true;
        }
    }
    return false;
}

/* The day of the nth weekday of a month, which may lie outside the month for the fifth. */
static Date weekday_in_month(int year, int month, Weekday weekday, int ordinal)
{
    const Date first = date_from_civil((CivilDate){year, month, 1});
    if (ordinal > 0) {
        const int ahead = ((int)weekday - (int)date_weekday(first) + 7) % 7;
        return first + ahead + (ordinal - 1) * 7;
    }
    const Date last = first + month_length(year, month) - 1;
    const int back = ((int)date_weekday(last) - (int)weekday + 7) % 7;
    return last - back + (ordinal + 1) * 7;
}

typedef enum EdgeSide { EDGE_FIRST, EDGE_LAST } EdgeSide;

/* The edge in that year. A day that the year lacks (29 February) moves inwards: to the next
 * day when it begins a range, to the day before when it ends one. */
static Date edge_date(const DateEdge *edge, int year, EdgeSide side)
{
    switch (edge->kind) {
    case EDGE_MONTH:
        return date_from_civil((CivilDate){
            year, edge->month, side == EDGE_FIRST ? 1 : month_length(year, edge->month)});
    case EDGE_DAY: {
        const int length = month_length(year, edge->month);
        const int day = edge->day <= length ? edge->day : length;
        const Date date = date_from_civil((CivilDate){year, edge->month, day});
        return date + (edge->day > length && side == EDGE_FIRST ? 1 : 0) + edge->offset;
    }
    case EDGE_WEEKDAY:
        return weekday_in_month(year, edge->month, edge->weekday, edge->ordinal) + edge->offset;
    case EDGE_EASTER:
        return date_easter(year) + edge->offset;
    }
    return DATE_NONE;
}

static bool step_matches(const DateRange *range, Date first, Date date)
{
    return range->step <= 1 || (date - first) % range->step == 0;
}

/* A range whose first edge has a year happens once. */
static bool dated_range_matches(const DateRange *range, Date date)
{
    const Date first = edge_date(&range->first, range->first.year, EDGE_FIRST);
    const int last_year = range->last.year != 0 ? range->last.year : range->first.year;
    Date last = edge_date(&range->last, last_year, EDGE_LAST);
    if (last < first && range->last.year == 0 && !range->is_single && last_year < YEAR_LAST) {
        last = edge_date(&range->last, last_year + 1, EDGE_LAST);
    }
    return date >= first && date <= last && step_matches(range, first, date);
}

static bool yearly_range_matches(const DateRange *range, Date date, int year)
{
    const Date first = edge_date(&range->first, year, EDGE_FIRST);
    const Date last = edge_date(&range->last, year, EDGE_LAST);
    if (first <= last || range->is_single) {
        return date >= first && date <= last && step_matches(range, first, date);
    }
    /* Over the turn of the year. */
    if (date >= first) {
        return step_matches(range, first, date);
    }
    return date <= last && year > 1 &&
           step_matches(range, edge_date(&range->first, year - 1, EDGE_FIRST), date);
}

static bool dates_match(const HoursRule *rule, Date date, int year)
{
    for (size_t i = 0; i < rule->dates.count; i++) {
        const DateRange *range = &rule->dates.items[i];
        if (range->first.year != 0 ? dated_range_matches(range, date)
                                   : yearly_range_matches(range, date, year)) {
            return true;
        }
    }
    return rule->dates.count == 0;
}

/* ------------------------------------------------------------------ weekdays, holidays */

/* Bits of the first to fifth, and of the last to fifth from the end. */
static uint16_t ordinals_of(Date date)
{
    const CivilDate civil = date_to_civil(date);
    const int from_start = (civil.day - 1) / 7;
    const int from_end = (month_length(civil.year, civil.month) - civil.day) / 7;
    return (uint16_t)(1U << from_start | 32U << from_end);
}

static bool weekday_matches(const DayRange *range, Date date)
{
    const Date weekday = date - range->offset;
    if ((range->weekdays >> date_weekday(weekday) & 1) == 0) {
        return false;
    }
    return range->ordinals == 0 || (range->ordinals & ordinals_of(weekday)) != 0;
}

static DayAnswer day_matches(const DayRange *range, Date date, HolidayFound *found)
{
    HolidayFound holiday = {.offset = range->offset};
    DayAnswer answer = DAY_NO;
    switch (range->kind) {
    case DAY_OF_WEEK:
        return weekday_matches(range, date) ? DAY_YES : DAY_NO;
    case DAY_PUBLIC_HOLIDAY:
        holiday.name = calendar_public_holiday(date - range->offset);
        answer = holiday.name != NULL ? DAY_YES : DAY_NO;
        break;
    case DAY_SCHOOL_HOLIDAY:
        answer = calendar_school_holiday(date - range->offset, &holiday.name);
        break;
    }
    if (answer == DAY_YES && found != NULL) {
        *found = holiday;
    }
    return answer;
}

/* Public holidays are asked first: they name a day more closely than a school holiday. */
static DayAnswer any_day_matches(const DayRange *ranges, size_t count, Date date,
                                 HolidayFound *found)
{
    if (count == 0) {
        return DAY_YES;
    }
    static const DayKind order[] = {DAY_PUBLIC_HOLIDAY, DAY_SCHOOL_HOLIDAY, DAY_OF_WEEK};
    DayAnswer answer = DAY_NO;
    for (size_t k = 0; k < LENGTH_OF(order); k++) {
        for (size_t i = 0; i < count; i++) {
            if (ranges[i].kind != order[k]) {
                continue;
            }
            const DayAnswer one = day_matches(&ranges[i], date, found);
            if (one == DAY_YES) {
                return DAY_YES;
            }
            answer = one == DAY_UNKNOWN ? DAY_UNKNOWN : answer;
        }
    }
    return answer;
}

DayAnswer rule_matches(const HoursRule *rule, Date date, HolidayFound *holiday)
{
    if ((rule->first != DATE_NONE && date < rule->first) ||
        (rule->last != DATE_NONE && date > rule->last)) {
        return DAY_NO;
    }
    if (rule->years.count > 0 || rule->dates.count > 0) {
        const int year = date_to_civil(date).year;
        if (!years_match(rule, year) || !dates_match(rule, date, year)) {
            return DAY_NO;
        }
    }
    if (!weeks_match(rule, date) ||
        (rule->recurrence != NULL && !recurrence_matches(rule->recurrence, date))) {
        return DAY_NO;
    }
    const DayAnswer days = any_day_matches(rule->days.items, rule->days.count, date, holiday);
    if (days == DAY_NO) {
        return DAY_NO;
    }
    const DayAnswer holidays =
        any_day_matches(rule->holidays.items, rule->holidays.count, date, holiday);
    return holidays == DAY_YES ? days : holidays;
}

/* --------------------------------------------------------------------------- recurrences */

static Date week_begin(Date date, Weekday week_start)
{
    return date - ((int)date_weekday(date) - (int)week_start + 7) % 7;
}

static bool month_day_matches(const Recurrence *recurrence, Date date)
{
    if (recurrence->month_days == 0 && recurrence->month_days_back == 0) {
        return true;
    }
    const CivilDate civil = date_to_civil(date);
    const int back = month_length(civil.year, civil.month) - civil.day + 1;
    return (recurrence->month_days >> civil.day & 1) != 0 ||
           (recurrence->month_days_back >> back & 1) != 0;
}

static bool recurrence_day_matches(const Recurrence *recurrence, Date date)
{
    const Weekday weekday = date_weekday(date);
    if (recurrence->weekdays != 0) {
        const uint16_t ordinals = recurrence->ordinals[weekday];
        return (recurrence->weekdays >> weekday & 1) != 0 &&
               (ordinals == 0 || (ordinals & ordinals_of(date)) != 0);
    }
    if (recurrence->month_days != 0 || recurrence->month_days_back != 0) {
        return true;
    }
    if (recurrence->monthly) {
        return date_to_civil(date).day == date_to_civil(recurrence->start).day;
    }
    return weekday == date_weekday(recurrence->start);
}

bool recurrence_matches(const Recurrence *recurrence, Date date)
{
    if (date < recurrence->start ||
        (recurrence->last != DATE_NONE && date > recurrence->last)) {
        return false;
    }
    int periods = 0;
    if (recurrence->monthly) {
        const CivilDate civil = date_to_civil(date);
        const CivilDate start = date_to_civil(recurrence->start);
        periods = (civil.year - start.year) * 12 + civil.month - start.month;
    } else {
        periods = (week_begin(date, recurrence->week_start) -
                   week_begin(recurrence->start, recurrence->week_start)) /
                  7;
    }
    return periods % recurrence->interval == 0 && recurrence_day_matches(recurrence, date) &&
           month_day_matches(recurrence, date) &&
           (recurrence->weeks == 0 || (recurrence->weeks >> date_iso_week(date) & 1) != 0);
}

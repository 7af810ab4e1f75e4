/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/likeness_private.h"

enum { DATE_DIGITS = 8 };

static void write_digits(int number, size_t width, char *digits)
{
    for (size_t i = width; i > 0; i--) {
        digits[i - 1] = (char)('0' + number % 10);
        number /= 10;
    }
}

static void date_digits(CivilDate date, char *digits)
{
    write_digits(date.year, 4, digits);
    write_digits(date.month, 2, digits + 4);
    write_digits(date.day, 2, digits + 6);
}

/* Two whole dates that are not equal, digit by digit. */
static DateLevel digits_level(CivilDate a, CivilDate b)
{
    char left[DATE_DIGITS];
    char right[DATE_DIGITS];
    date_digits(a, left);
    date_digits(b, right);
    size_t differences = 0;
    size_t first = 0;
    for (size_t i = DATE_DIGITS; i > 0; i--) {
        if (left[i - 1] != right[i - 1]) {
            differences++;
            first = i - 1;
        }
    }
    if (differences == 1) {
        return DATE_ONE_DIGIT;
    }
    const bool transposed =
        differences == 2 && left[first] == right[first + 1] && left[first + 1] == right[first];
    return transposed ? DATE_TRANSPOSED : DATE_OTHER;
}

static DateLevel whole_dates(CivilDate a, CivilDate b)
{
    const bool years = a.year == b.year;
    const bool months = a.month == b.month;
    const bool days = a.day == b.day;
    if (years && months && days) {
        return a.month == 1 && a.day == 1 ? DATE_JANUARY : DATE_SAME;
    }
    if (years && a.month == b.day && a.day == b.month) {
        return DATE_DAY_MONTH;
    }
    const DateLevel level = digits_level(a, b);
    if (level != DATE_OTHER) {
        return level;
    }
    const bool is_january = a.month == 1 && a.day == 1; /* of another year, it says nothing */
    const int parts = (int)years + (int)months + (int)days;
    return parts == 2 && !(months && days && is_january) ? DATE_TWO_PARTS : DATE_OTHER;
}

/* 0 when either part is unknown, 1 when they are equal, -1 when they differ. */
static int part_says(int a, int b)
{
    if (a == 0 || b == 0) {
        return 0;
    }
    return a == b ? 1 : -1;
}

DateLevel birth_compare(CivilDate a, CivilDate b)
{
    const int year = part_says(a.year, b.year);
    const int month = part_says(a.month, b.month);
    const int day = part_says(a.day, b.day);
    if (year != 0 && month != 0 && day != 0) {
        return whole_dates(a, b);
    }
    if (year < 0 || month < 0 || day < 0) {
        return DATE_OTHER;
    }
    if (year > 0 && month > 0) {
        return DATE_YEAR_MONTH;
    }
    return year > 0 ? DATE_SAME_YEAR : DATE_UNKNOWN;
}

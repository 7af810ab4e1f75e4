/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes hours as a strict OSM opening_hours value. */
#include "directory/hours_model.h"

static const char *const weekday_names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
static const char *const month_names[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const event_names[] = {[MIDNIGHT] = "",
                                          [DAWN] = "dawn",
                                          [SUNRISE] = "sunrise",
                                          [SUNSET] = "sunset",
                                          [DUSK] = "dusk"};

enum { PRINTED_MOST = 65536 };

/* A comma from the second alternative on. */
static void print_comma(Buffer *out, size_t index)
{
    if (index > 0) {
        buffer_append_byte(out, ',');
    }
}

static void print_range(Buffer *out, int first, int last, int step)
{
    buffer_append_format(out, first > 999 ? "%04d" : "%02d", first);
    if (last != first) {
        buffer_append_format(out, first > 999 ? "-%04d" : "-%02d", last);
    }
    if (step > 1) {
        buffer_append_format(out, "/%d", step);
    }
}

static void print_offset(Buffer *out, int offset)
{
    if (offset != 0) {
        const int days = offset < 0 ? -offset : offset;
        buffer_append_format(out, " %c%d day%s", offset < 0 ? '-' : '+', days,
                             days > 1 ? "s" : "");
    }
}

/* -------------------------------------------------------------------------------- dates */

static void print_edge(Buffer *out, const DateEdge *edge)
{
    if (edge->year != 0) {
        buffer_append_format(out, "%04d ", edge->year);
    }
    switch (edge->kind) {
    case EDGE_MONTH:
        buffer_append_format(out, "%s", month_names[edge->month]);
        break;
    case EDGE_DAY:
        buffer_append_format(out, "%s %02d", month_names[edge->month], edge->day);
        break;
    case EDGE_WEEKDAY:
        buffer_append_format(out, "%s %s[%d]", month_names[edge->month],
                             weekday_names[edge->weekday], edge->ordinal);
        break;
    case EDGE_EASTER:
        buffer_append(out, TEXT("easter"));
        break;
    }
    print_offset(out, edge->offset);
}

static void print_date_range(Buffer *out, const DateRange *range)
{
    print_edge(out, &range->first);
    if (!range->is_single) {
        buffer_append_byte(out, '-');
        print_edge(out, &range->last);
    }
    if (range->step > 1) {
        buffer_append_format(out, "/%d", range->step);
    }
}

static DateEdge edge_of_date(Date date)
{
    const CivilDate civil = date_to_civil(date);
    return (DateEdge){
        .kind = EDGE_DAY, .year = civil.year, .month = civil.month, .day = civil.day};
}

/* A validity without one limit reaches to the ends of the calendar. */
static void print_validity(Buffer *out, const HoursRule *rule)
{
    const Date first =
        rule->first != DATE_NONE ? rule->first : date_from_civil((CivilDate){YEAR_FIRST, 1, 1});
    const Date last =
        rule->last != DATE_NONE ? rule->last : date_from_civil((CivilDate){YEAR_LAST, 12, 31});
    const DateRange range = {.first = edge_of_date(first), .last = edge_of_date(last)};
    print_date_range(out, &range);
    buffer_append_byte(out, ' ');
}

static void print_dates(Buffer *out, const HoursRule *rule)
{
    /* A lone year before a date would belong to that date, so it is written as a range. */
    for (size_t i = 0; i < rule->years.count; i++) {
        const NumberRange *range = &rule->years.items[i];
        print_comma(out, i);
        buffer_append_format(out, "%04d-%04d", range->first, range->last);
        if (range->step > 1) {
            buffer_append_format(out, "/%d", range->step);
        }
    }
    buffer_append(out, rule->years.count > 0 ? TEXT(" ") : TEXT(""));
    for (size_t i = 0; i < rule->dates.count; i++) {
        print_comma(out, i);
        print_date_range(out, &rule->dates.items[i]);
    }
    buffer_append(out, rule->dates.count > 0 ? TEXT(" ") : TEXT(""));
    if (rule->first != DATE_NONE || rule->last != DATE_NONE) {
        print_validity(out, rule);
    }
    for (size_t i = 0; i < rule->weeks.count; i++) {
        const NumberRange *range = &rule->weeks.items[i];
        buffer_append(out, i == 0 ? TEXT("week ") : TEXT(","));
        print_range(out, range->first, range->last, range->step);
    }
    buffer_append(out, rule->weeks.count > 0 ? TEXT(" ") : TEXT(""));
}

/* --------------------------------------------------------------------------- days, times */

static void print_weekdays(Buffer *out, uint8_t weekdays)
{
    bool written = false;
    for (int first = 0; first < 7; first++) {
        if ((weekdays >> first & 1) == 0) {
            continue;
        }
        int last = first;
        while (last < 6 && (weekdays >> (last + 1) & 1) != 0) {
            last++;
        }
        print_comma(out, written ? 1 : 0);
        buffer_append(out, text_from(weekday_names[first]));
        if (last > first) {
            buffer_append_format(out, "%c%s", last == first + 1 ? ',' : '-',
                                 weekday_names[last]);
        }
        written = true;
        first = last;
    }
}

static void print_ordinals(Buffer *out, uint16_t ordinals)
{
    char separator = '[';
    for (int bit = 0; bit < 10; bit++) {
        if ((ordinals >> bit & 1) != 0) {
            buffer_append_format(out, "%c%d", separator, bit < 5 ? bit + 1 : 4 - bit);
            separator = ',';
        }
    }
    buffer_append(out, ordinals != 0 ? TEXT("]") : TEXT(""));
}

static void print_day_ranges(Buffer *out, const DayRange *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        print_comma(out, i);
        switch (ranges[i].kind) {
        case DAY_OF_WEEK:
            print_weekdays(out, ranges[i].weekdays);
            print_ordinals(out, ranges[i].ordinals);
            break;
        case DAY_PUBLIC_HOLIDAY:
            buffer_append(out, TEXT("PH"));
            break;
        case DAY_SCHOOL_HOLIDAY:
            buffer_append(out, TEXT("SH"));
            break;
        }
        print_offset(out, ranges[i].offset);
    }
    buffer_append(out, count > 0 ? TEXT(" ") : TEXT(""));
}

static void print_time(Buffer *out, HoursTime time)
{
    const Minutes minute = time.minute < 0 ? -time.minute : time.minute;
    if (time.event == MIDNIGHT) {
        buffer_append_format(out, "%02d:%02d", minute / 60, minute % 60);
    } else if (minute == 0) {
        buffer_append(out, text_from(event_names[time.event]));
    } else {
        buffer_append_format(out, "(%s%c%02d:%02d)", event_names[time.event],
                             time.minute < 0 ? '-' : '+', minute / 60, minute % 60);
    }
}

static void print_span(Buffer *out, const HoursSpan *span)
{
    print_time(out, span->from);
    if (!span->is_point) {
        buffer_append_byte(out, '-');
        print_time(out, span->to);
    }
    if (span->open_ended) {
        buffer_append_byte(out, '+');
    }
    if (span->step > 0) {
        buffer_append_format(out, "/%d", span->step);
    }
}

/* -------------------------------------------------------------------------------- rules */

static void print_comment(Buffer *out, Text comment)
{
    buffer_append(out, TEXT(" \""));
    for (size_t i = 0; i < comment.length; i++) {
        buffer_append_byte(out, comment.bytes[i] == '"' ? '\'' : comment.bytes[i]);
    }
    buffer_append_byte(out, '"');
}

/* The state is written when it is not the one a reader would take without it, and before a
 * comma, where it ends the rule. */
static void print_state(Buffer *out, const HoursRule *rule, bool before_comma)
{
    const bool bare = !rule_selects_days(rule) && rule->spans.count == 0;
    switch (rule->state) {
    case HOURS_CLOSED:
        buffer_append(out, TEXT(" off"));
        break;
    case HOURS_UNKNOWN:
        buffer_append(out, TEXT(" unknown"));
        break;
    case HOURS_OPEN:
        buffer_append(out, bare ? TEXT(" 24/7") : TEXT(""));
        if (rule->comment_given || before_comma || rule->spans.count == 0) {
            buffer_append(out, bare ? TEXT("") : TEXT(" open"));
        }
        buffer_append(out, bare && rule->comment_given ? TEXT(" open") : TEXT(""));
        break;
    }
    if (rule->comment_given) {
        print_comment(out, rule->comment);
    }
}

static void print_rule(Buffer *out, const HoursRule *rule, bool before_comma)
{
    Buffer line = buffer_new(out->arena, PRINTED_MOST);
    print_dates(&line, rule);
    print_day_ranges(&line, rule->holidays.items, rule->holidays.count);
    print_day_ranges(&line, rule->days.items, rule->days.count);
    for (size_t i = 0; i < rule->spans.count; i++) {
        print_comma(&line, i);
        print_span(&line, &rule->spans.items[i]);
    }
    const Text selectors = text_trim(buffer_text(&line));
    Buffer state = buffer_new(out->arena, PRINTED_MOST);
    print_state(&state, rule, before_comma);
    buffer_append(out, selectors);
    const Text words = buffer_text(&state);
    buffer_append(out, selectors.length == 0 ? text_trim(words) : words);
}

static Outcome check_printable(const HoursRule *rule, Problem *problem)
{
    const bool has_validity = rule->first != DATE_NONE || rule->last != DATE_NONE;
    if (rule->recurrence != NULL || (has_validity && rule->dates.count > 0)) {
        return problem_set(problem, INVALID, TEXT(""), "hours",
                           "a recurrence that has no form in opening_hours");
    }
    return OK;
}

Outcome hours_print_osm(Arena *arena, const Hours *hours, Text *value, Problem *problem)
{
    Buffer out = buffer_new(arena, PRINTED_MOST);
    static const char *const separators[] = {
        [JOIN_REPLACE] = "; ", [JOIN_ADD] = ", ", [JOIN_FALLBACK] = " || "};
    const size_t count = hours->rules.count + hours->exceptions.count;
    const size_t own = hours->rules.count;
    for (size_t i = 0; i < count; i++) {
        HoursRule rule = i < own ? hours->rules.items[i] : hours->exceptions.items[i - own];
        TRY(check_printable(&rule, problem));
        if (hours->by_appointment && rule.state == HOURS_OPEN && !rule.comment_given) {
            rule.comment_given = true;
            rule.comment = TEXT("sur rendez-vous");
        }
        buffer_append(&out, i > 0 ? text_from(separators[rule.join]) : TEXT(""));
        print_rule(&out, &rule, i + 1 < own && hours->rules.items[i + 1].join == JOIN_ADD);
    }
    if (out.overflowed || count == 0) {
        return problem_set(problem, INVALID, TEXT(""), "hours",
                           count == 0 ? "nothing is known of these hours"
                                      : "the hours are too long to print");
    }
    *value = buffer_text(&out);
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "activities/ical.h"

enum { WEEK = 7 };

/* ----------------------------------------------------------------------------------- lines */

/* Not in the middle of a character of UTF-8. */
static size_t cut_of(Text line, size_t from, size_t room)
{
    size_t end = from + room;
    if (end >= line.length) {
        return line.length;
    }
    while (end > from + 1 && ((unsigned char)line.bytes[end] & 0xC0) == 0x80) {
        end--;
    }
    return end;
}

void ical_line(Buffer *out, Text line)
{
    size_t at = cut_of(line, 0, ICAL_LINE_OCTETS);
    buffer_append(out, text_slice(line, 0, at));
    while (at < line.length) {
        const size_t end = cut_of(line, at, ICAL_LINE_OCTETS - 1);
        buffer_append(out, TEXT("\r\n "));
        buffer_append(out, text_slice(line, at, end));
        at = end;
    }
    buffer_append(out, TEXT("\r\n"));
}

Text ical_escape(Arena *arena, Text text)
{
    Buffer out = buffer_new(arena, 2 * text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[i];
        if (byte == '\n') {
            buffer_append(&out, TEXT("\\n"));
        } else if (byte == '\\' || byte == ';' || byte == ',') {
            buffer_append_format(&out, "\\%c", byte);
        } else if ((unsigned char)byte >= ' ') {
            buffer_append(&out, text_slice(text, i, i + 1));
        }
    }
    return buffer_text(&out);
}

#define LINE(arena, out, ...) ical_line((out), text_format((arena), __VA_ARGS__))

/* "20260921T090000", as the clock on the wall. */
static Text local_stamp(Arena *arena, Moment moment)
{
    enum { HOUR_MINUTES = 60 };
    const LocalTime local = moment_to_local(moment);
    const CivilDate civil = date_to_civil(local.date);
    return text_format(arena, "%04d%02d%02dT%02d%02d%02d", civil.year, civil.month, civil.day,
                       local.minute / HOUR_MINUTES, local.minute % HOUR_MINUTES, local.second);
}

/* "20260921T070000Z": of 2026-09-21T07:00:00Z without its marks. */
static Text utc_stamp(Arena *arena, Moment moment)
{
    const Text text = moment_format_utc(arena, moment);
    Buffer out = buffer_new(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '-' && text.bytes[i] != ':') {
            buffer_append(&out, text_slice(text, i, i + 1));
        }
    }
    return buffer_text(&out);
}

/* ------------------------------------------------------------------------------------ zone */

/* Directive 2000/84/EC, as base/moment.h has it. */
static void write_zone(Buffer *out)
{
    static const char *const lines[] = {
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Brussels",
        "BEGIN:DAYLIGHT",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "TZNAME:CEST",
        "DTSTART:19810329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "TZNAME:CET",
        "DTSTART:19961027T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
    };
    for (size_t i = 0; i < LENGTH_OF(lines); i++) {
        ical_line(out, text_from(lines[i]));
    }
}

/* ---------------------------------------------------------------------------------- events */

/* The sessions of one cycle that begin and end at the same time of the day, and are as certain
 * as one another. */
typedef struct Series {
    CourseCycle cycle;
    Minutes starts;
    int64_t seconds;
    bool is_certain;
    CourseSessionList sessions;
} Series;

typedef LIST_OF(Series) SeriesList;

static Series *series_of(Arena *arena, SeriesList *list, const Series *wanted)
{
    for (size_t i = 0; i < list->count; i++) {
        const Series *one = &list->items[i];
        if (one->cycle.first == wanted->cycle.first && one->starts == wanted->starts &&
            one->seconds == wanted->seconds && one->is_certain == wanted->is_certain) {
            return &list->items[i];
        }
    }
    LIST_APPEND(arena, list, *wanted);
    return &list->items[list->count - 1];
}

static CourseCycle cycle_of(const CourseCycleList *cycles, Date day)
{
    size_t at = 0;
    while (at + 1 < cycles->count && cycles->items[at].last < day) {
        at++;
    }
    return cycles->items[at];
}

static void sort_out(Arena *arena, const AgendaGroup *group, SeriesList *list)
{
    for (size_t i = 0; i < group->sessions.count; i++) {
        const CourseSession *session = &group->sessions.items[i];
        const Series wanted = {.cycle = cycle_of(&group->cycles, session->day),
                               .starts = moment_to_local(session->starts).minute,
                               .seconds = session->ends - session->starts,
                               .is_certain = session->is_certain};
        Series *series = series_of(arena, list, &wanted);
        LIST_APPEND(arena, &series->sessions, *session);
    }
}

static void write_rule(Arena *arena, const Series *series, bool days[WEEK], Buffer *out)
{
    static const char *const names[WEEK] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    Text chosen[WEEK];
    size_t count = 0;
    for (size_t i = 0; i < series->sessions.count; i++) {
        days[date_weekday(series->sessions.items[i].day)] = true;
    }
    for (size_t i = 0; i < WEEK; i++) {
        if (days[i]) {
            chosen[count++] = text_from(names[i]);
        }
    }
    const Moment last = series->sessions.items[series->sessions.count - 1].starts;
    const Text byday = text_join(arena, chosen, count, TEXT(","));
    LINE(arena, out, "RRULE:FREQ=WEEKLY;BYDAY=%.*s;UNTIL=%.*s", TEXT_ARG(byday),
         TEXT_ARG(utc_stamp(arena, last)));
}

/* The days the rule would give and the group does not meet. */
static void write_exceptions(Arena *arena, const Series *series, const bool days[WEEK],
                             Buffer *out)
{
    size_t at = 0;
    const CourseSessionList *sessions = &series->sessions;
    const Date last = sessions->items[sessions->count - 1].day;
    for (Date day = sessions->items[0].day; day <= last; day++) {
        if (sessions->items[at].day == day) {
            at++;
        } else if (days[date_weekday(day)]) {
            const Moment moment =
                moment_from_local((LocalTime){.date = day, .minute = series->starts});
            LINE(arena, out, "EXDATE;TZID=Europe/Brussels:%.*s",
                 TEXT_ARG(local_stamp(arena, moment)));
        }
    }
}

static Text summary_of(Arena *arena, const AgendaGroup *group)
{
    const Text level = group->group.level;
    return text_format(arena, "%.*s – %.*s%s%.*s", TEXT_ARG(group->course.name),
                       TEXT_ARG(group->group.name), level.length > 0 ? ", " : "",
                       TEXT_ARG(level));
}

static void write_texts(Arena *arena, const AgendaGroup *group, Buffer *out)
{
    const Text where =
        text_trim(text_format(arena, "%.*s %.*s", TEXT_ARG(group->course.address),
                              TEXT_ARG(group->course.postal_code)));
    const Text kind = course_kind_code(group->course.kind);
    LINE(arena, out, "SUMMARY:%.*s", TEXT_ARG(ical_escape(arena, summary_of(arena, group))));
    if (where.length > 0) {
        LINE(arena, out, "LOCATION:%.*s", TEXT_ARG(ical_escape(arena, where)));
    }
    LINE(arena, out, "CATEGORIES:%.*s", TEXT_ARG(kind));
}

static void write_event(Arena *arena, const AgendaGroup *group, const Series *series,
                        Buffer *out)
{
    bool days[WEEK] = {false};
    const CourseSession *first = &series->sessions.items[0];
    const Text id = id_format(arena, group->group.id);
    const Text cycle = date_format(arena, series->cycle.first);
    const Text changed = utc_stamp(arena, group->group.changed);
    ical_line(out, TEXT("BEGIN:VEVENT"));
    LINE(arena, out, "UID:%.*s-%.*s-%d-%lld%s@seuil", TEXT_ARG(id), TEXT_ARG(cycle),
         (int)series->starts, (long long)series->seconds, series->is_certain ? "" : "-t");
    LINE(arena, out, "DTSTAMP:%.*s", TEXT_ARG(changed));
    LINE(arena, out, "LAST-MODIFIED:%.*s", TEXT_ARG(changed));
    LINE(arena, out, "SEQUENCE:%lld", (long long)group->group.revision - 1);
    LINE(arena, out, "DTSTART;TZID=Europe/Brussels:%.*s",
         TEXT_ARG(local_stamp(arena, first->starts)));
    LINE(arena, out, "DTEND;TZID=Europe/Brussels:%.*s",
         TEXT_ARG(local_stamp(arena, first->ends)));
    write_rule(arena, series, days, out);
    write_exceptions(arena, series, days, out);
    LINE(arena, out, "STATUS:%s", series->is_certain ? "CONFIRMED" : "TENTATIVE");
    write_texts(arena, group, out);
    ical_line(out, TEXT("END:VEVENT"));
}

void ical_write(Arena *arena, const AgendaGroupList *groups, Buffer *out)
{
    ical_line(out, TEXT("BEGIN:VCALENDAR"));
    ical_line(out, TEXT("VERSION:2.0"));
    ical_line(out, TEXT("PRODID:-//Seuil//Agenda//FR"));
    ical_line(out, TEXT("CALSCALE:GREGORIAN"));
    write_zone(out);
    for (size_t i = 0; i < groups->count; i++) {
        SeriesList series = {0};
        sort_out(arena, &groups->items[i], &series);
        for (size_t j = 0; j < series.count; j++) {
            write_event(arena, &groups->items[i], &series.items[j], out);
        }
    }
    ical_line(out, TEXT("END:VCALENDAR"));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Hours told in a plain sentence of the four languages. */
#include "directory/hours_model.h"

enum {
    SENTENCE_MOST = 4096,
    SPANS_A_DAY = 12, /* more openings a day than that are told as their OSM value */
};

typedef struct Speech {
    const char *weekdays[7];
    const char *capitals[7];
    const char *through; /* between first and last day of a range */
    const char *and;
    const char *from; /* before an opening; may be empty */
    const char *to;
    const char *full;    /* after a full hour: "9 h" */
    const char *point;   /* between hour and minutes: "9 h 30" */
    const char *after;   /* after the last hour: " uur" */
    const char *between; /* between two groups of days */
    const char *all_day;
    const char *always;
    const char *every_day;
    const char *holidays[2]; /* closed on public, during school holidays */
    const char *appointment;
    const char *unknown;
    const char *other; /* before an OSM value */
} Speech;

static const Speech speeches[LANGUAGE_COUNT] = {
    [FRENCH] = {.weekdays = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
                             "dimanche"},
                .capitals = {"Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi",
                             "Dimanche"},
                .through = " au ",
                .and = " et ",
                .from = "de ",
                .to = " à ",
                .full = " h",
                .point = " h ",
                .after = "",
                .between = " ; ",
                .all_day = "24 heures sur 24",
                .always = "24 heures sur 24, 7 jours sur 7",
                .every_day = "Tous les jours",
                .holidays = {"fermé les jours fériés", "fermé pendant les vacances scolaires"},
                .appointment = "sur rendez-vous",
                .unknown = "Horaire inconnu",
                .other = "Horaire particulier : "},
    [DUTCH] = {.weekdays = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag",
                            "zaterdag", "zondag"},
                .capitals = {"Maandag", "Dinsdag", "Woensdag", "Donderdag", "Vrijdag",
                            "Zaterdag", "Zondag"},
                .through = " tot ",
                .and = " en ",
                .from = "van ",
                .to = " tot ",
                .full = "",
                .point = ".",
                .after = " uur",
                .between = "; ",
                .all_day = "24 uur op 24",
                .always = "24 uur op 24, 7 dagen op 7",
                .every_day = "Elke dag",
                .holidays = {"gesloten op feestdagen", "gesloten tijdens schoolvakanties"},
                .appointment = "op afspraak",
                .unknown = "Openingsuren onbekend",
                .other = "Bijzondere uren: "     },
    [GERMAN] = {.weekdays = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag",
                             "Samstag", "Sonntag"},
                .capitals = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag",
                             "Samstag", "Sonntag"},
                .through = " bis ",
                .and = " und ",
                .from = "von ",
                .to = " bis ",
                .full = "",
                .point = ".",
                .after = " Uhr",
                .between = "; ",
                .all_day = "rund um die Uhr",
                .always = "rund um die Uhr, an allen Tagen",
                .every_day = "Täglich",
                .holidays = {"an Feiertagen geschlossen", "in den Schulferien geschlossen"},
                .appointment = "nach Vereinbarung",
                .unknown = "Öffnungszeiten unbekannt",
                .other = "Besondere Zeiten: "    },
    [ENGLISH] = {.weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                              "Saturday", "Sunday"},
                .capitals = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
                              "Saturday", "Sunday"},
                .through = " to ",
                .and = " and ",
                .from = "",
                .to = " to ",
                .full = ":00",
                .point = ":",
                .after = "",
                .between = "; ",
                .all_day = "24 hours",
                .always = "24 hours a day, 7 days a week",
                .every_day = "Every day",
                .holidays = {"closed on public holidays", "closed in school holidays"},
                .appointment = "by appointment",
                .unknown = "Hours unknown",
                .other = "Particular hours: "    },
};

/* The openings of one day of the week; `to` past 1,440 is the next day. */
typedef struct DayOpenings {
    size_t count;
    Minutes from[SPANS_A_DAY];
    Minutes to[SPANS_A_DAY];
} DayOpenings;

static bool day_equal(const DayOpenings *a, const DayOpenings *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++) {
        equal = a->from[i] == b->from[i] && a->to[i] == b->to[i];
    }
    return equal;
}

/* Is every rule a plain weekly opening or closing, apart from holidays kept closed? */
typedef struct PlainHours {
    Hours weekly;
    bool closed[2]; /* on public, in school holidays */
} PlainHours;

static bool is_holiday_closure(const HoursRule *rule)
{
    return rule->state == HOURS_CLOSED && rule->join == JOIN_REPLACE &&
           rule->holidays.count == 1 && rule->days.count == 0 && rule->spans.count == 0 &&
           rule->dates.count == 0 && rule->years.count == 0 && rule->weeks.count == 0 &&
           rule->holidays.items[0].offset == 0;
}

static bool take_rule(Arena *arena, PlainHours *plain, const HoursRule *rule, bool is_last)
{
    if (is_holiday_closure(rule)) {
        plain->closed[rule->holidays.items[0].kind == DAY_SCHOOL_HOLIDAY ? 1 : 0] = true;
        return is_last;
    }
    LIST_APPEND(arena, &plain->weekly.rules, *rule);
    for (size_t i = 0; i < rule->spans.count; i++) {
        if (rule->spans.items[i].step > 0 || rule->spans.items[i].open_ended) {
            return false;
        }
    }
    const bool told = !rule->comment_given || rule->by_appointment;
    return told && rule->state != HOURS_UNKNOWN;
}

/* False when a sentence would leave something out. Holidays kept closed must come last. */
static bool take_plain(Arena *arena, const Hours *hours, PlainHours *plain)
{
    size_t last_weekly = 0;
    for (size_t i = 0; i < hours->rules.count; i++) {
        if (!is_holiday_closure(&hours->rules.items[i])) {
            last_weekly = i;
        }
    }
    for (size_t i = 0; i < hours->rules.count; i++) {
        if (!take_rule(arena, plain, &hours->rules.items[i], i >= last_weekly)) {
            return false;
        }
    }
    for (size_t i = 0; i < hours->exceptions.count; i++) {
        if (!is_holiday_closure(&hours->exceptions.items[i]) ||
            !take_rule(arena, plain, &hours->exceptions.items[i], true)) {
            return false;
        }
    }
    return plain->weekly.rules.count > 0 && hours_are_weekly(&plain->weekly);
}

static bool open_at(const HoursWeek *week, Minutes minute)
{
    const Minutes at = (minute + HOURS_WEEK_MINUTES) % HOURS_WEEK_MINUTES;
    return (week->open[at / 64] >> at % 64 & 1) != 0;
}

/* Openings that begin on the day; what spills over from the day before belongs to that day,
 * unless it lasts a day or more. */
static bool day_openings(const HoursWeek *week, int day, DayOpenings *openings)
{
    const Minutes midnight = day * DAY_MINUTES;
    for (Minutes minute = midnight; minute < midnight + DAY_MINUTES; minute++) {
        if (!open_at(week, minute) || (minute > midnight && open_at(week, minute - 1))) {
            continue;
        }
        Minutes end = minute;
        while (end < minute + DAY_MINUTES && open_at(week, end)) {
            end++;
        }
        Minutes begin = minute;
        while (minute == midnight && begin > minute - DAY_MINUTES && open_at(week, begin - 1)) {
            begin--;
        }
        const bool long_stretch = end - begin >= DAY_MINUTES;
        if (begin < minute && !long_stretch) {
            continue;
        }
        if (openings->count == SPANS_A_DAY) {
            return false;
        }
        const Minutes day_end = midnight + DAY_MINUTES;
        openings->from[openings->count] = minute - midnight;
        openings->to[openings->count] =
            (long_stretch && end > day_end ? day_end : end) - midnight;
        openings->count++;
    }
    return true;
}

/* ------------------------------------------------------------------------------ telling */

static void tell_clock(Buffer *out, const Speech *speech, Minutes minute)
{
    const Minutes shown = minute > DAY_MINUTES ? minute - DAY_MINUTES : minute;
    if (shown % 60 == 0) {
        buffer_append_format(out, "%d%s", shown / 60, speech->full);
    } else {
        buffer_append_format(out, "%d%s%02d", shown / 60, speech->point, shown % 60);
    }
}

static void tell_openings(Buffer *out, const Speech *speech, const DayOpenings *openings)
{
    if (openings->count == 1 && openings->from[0] == 0 && openings->to[0] == DAY_MINUTES) {
        buffer_append(out, text_from(speech->all_day));
        return;
    }
    for (size_t i = 0; i < openings->count; i++) {
        const bool last = i + 1 == openings->count;
        buffer_append(out, text_from(i == 0 ? "" : last ? speech->and : ", "));
        buffer_append(out, text_from(speech->from));
        tell_clock(out, speech, openings->from[i]);
        buffer_append(out, text_from(speech->to));
        tell_clock(out, speech, openings->to[i]);
        buffer_append(out, text_from(speech->after));
    }
}

static void tell_day(Buffer *out, const Speech *speech, int day, bool capital)
{
    buffer_append(out, text_from(capital ? speech->capitals[day] : speech->weekdays[day]));
}

static void tell_days(Buffer *out, const Speech *speech, uint8_t days, bool capital)
{
    if (days == 127) {
        buffer_append(out, text_from(speech->every_day));
        return;
    }
    bool first_piece = true;
    for (int day = 0; day < 7; day++) {
        if ((days >> day & 1) == 0) {
            continue;
        }
        int last = day;
        while (last < 6 && (days >> (last + 1) & 1) != 0) {
            last++;
        }
        last = last == day + 1 ? day : last;
        const bool more = days >> (last + 1) != 0;
        buffer_append(out, text_from(first_piece ? "" : more ? ", " : speech->and));
        tell_day(out, speech, day, capital && first_piece);
        if (last > day) {
            buffer_append(out, text_from(speech->through));
            tell_day(out, speech, last, false);
        }
        first_piece = false;
        day = last;
    }
}

static void tell_week(Buffer *out, const Speech *speech, const DayOpenings days[7])
{
    uint8_t told = 0;
    for (int day = 0; day < 7; day++) {
        if ((told >> day & 1) != 0 || days[day].count == 0) {
            continue;
        }
        uint8_t group = 0;
        for (int other = day; other < 7; other++) {
            if (day_equal(&days[day], &days[other])) {
                group |= (uint8_t)(1U << other);
            }
        }
        buffer_append(out, text_from(told == 0 ? "" : speech->between));
        tell_days(out, speech, group, told == 0);
        buffer_append(out, TEXT(", "));
        tell_openings(out, speech, &days[day]);
        told |= group;
    }
}

static bool week_is_always(const DayOpenings days[7])
{
    for (int day = 0; day < 7; day++) {
        if (days[day].count != 1 || days[day].from[0] != 0 || days[day].to[0] != DAY_MINUTES) {
            return false;
        }
    }
    return true;
}

static bool week_is_empty(const DayOpenings days[7])
{
    for (int day = 0; day < 7; day++) {
        if (days[day].count > 0) {
            return false;
        }
    }
    return true;
}

/* All openings ask for an appointment, or none: one sentence can say it. */
static bool appointment_is_uniform(const Hours *hours, const PlainHours *plain, bool *asked)
{
    size_t asking = 0;
    size_t opening = 0;
    for (size_t i = 0; i < plain->weekly.rules.count; i++) {
        const HoursRule *rule = &plain->weekly.rules.items[i];
        opening += rule->state == HOURS_OPEN ? 1 : 0;
        asking += rule->state == HOURS_OPEN && rule->by_appointment ? 1 : 0;
    }
    *asked = hours->by_appointment || asking > 0;
    return hours->by_appointment || asking == 0 || asking == opening;
}

static Text tell_otherwise(Arena *arena, const Hours *hours, const Speech *speech)
{
    Text value = {0};
    if (hours_print_osm(arena, hours, &value, NULL) != OK) {
        return text_from(speech->unknown);
    }
    return text_format(arena, "%s%.*s", speech->other, TEXT_ARG(value));
}

Text hours_describe(Arena *arena, const Hours *hours, Language language)
{
    const Speech *speech = &speeches[language];
    PlainHours plain = {0};
    bool by_appointment = false;
    if (hours->rules.count == 0) {
        return text_from(speech->unknown);
    }
    if (!take_plain(arena, hours, &plain) ||
        !appointment_is_uniform(hours, &plain, &by_appointment)) {
        return tell_otherwise(arena, hours, speech);
    }
    HoursWeek week;
    DayOpenings days[7] = {0};
    hours_week_bitmap(&plain.weekly, 4 /* Monday 1970-01-05 */, &week);
    bool complete = true;
    for (int day = 0; day < 7; day++) {
        complete = day_openings(&week, day, &days[day]) && complete;
    }
    if (!complete || week_is_empty(days)) {
        return tell_otherwise(arena, hours, speech);
    }
    Buffer out = buffer_new(arena, SENTENCE_MOST);
    if (week_is_always(days)) {
        buffer_append(&out, text_from(speech->always));
    } else {
        tell_week(&out, speech, days);
    }
    for (size_t i = 0; i < 2; i++) {
        if (plain.closed[i]) {
            buffer_append_format(&out, ", %s", speech->holidays[i]);
        }
    }
    if (by_appointment) {
        buffer_append_format(&out, ", %s", speech->appointment);
    }
    return buffer_text(&out);
}

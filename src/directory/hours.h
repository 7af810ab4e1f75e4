/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Opening hours: open, closed or unknown at any moment, why, until when. Hours are an ordered
 * list of rules (hours_model.h); they come from OSM opening_hours values, from HSDS schedule
 * rows, or are built by the functions below. All clock times are the wall clock of Brussels.
 *
 * In the night summer time ends, an hour that exists twice counts the first time: who closes at
 * 02:30 closes once. In the night it begins, the skipped hour does not exist.
 */
#pragma once

#include "base/list.h"
#include "base/moment.h"
#include "base/outcome.h"
#include "words/language.h"

typedef struct Hours Hours;

typedef enum HoursState { HOURS_CLOSED, HOURS_UNKNOWN, HOURS_OPEN } HoursState;

/* The state at a moment. The texts live as long as the Hours. */
typedef struct HoursAnswer {
    HoursState state;
    bool by_appointment;
    Text comment; /* what the rule says: "sur rendez-vous", "Congé annuel"; may be empty */
    Text rule;    /* the rule that decides, as written; empty when none applies */
    Moment until; /* next change of state; MOMENT_NONE when none is found within five years */
} HoursAnswer;

/* A stretch of one state, [from, to). */
typedef struct HoursWindow {
    Moment from;
    Moment to;
    HoursState state;
    bool by_appointment;
    Text comment;
} HoursWindow;

typedef LIST_OF(HoursWindow) HoursWindowList;

/* ------------------------------------------------------------------------------ building */

/* Hours of which nothing is known: unknown at every moment until a rule is added. */
Hours *hours_new(Arena *arena);

/* Reads an OSM opening_hours value, leniently. INVALID names the byte and the reason; values
 * over 4,096 bytes or 256 rules are refused. */
MUST_USE Outcome hours_parse_osm(Arena *arena, Text value, Hours **hours, Problem *problem);

/* Writes the value in the strict form of OSM; reading it back gives the same hours. INVALID
 * when a rule has no such form (an HSDS recurrence every other week, for one). */
MUST_USE Outcome hours_print_osm(Arena *arena, const Hours *hours, Text *value,
                                 Problem *problem);

/* Closed from the first day to the last, both included, whatever the other rules say. */
void hours_close_between(Hours *hours, Date first, Date last, Text message);

typedef enum HolidayKind { HOLIDAY_PUBLIC, HOLIDAY_SCHOOL } HolidayKind;

/* Whether they say nothing but openings, without a closing or a doubt. */
bool hours_only_open(const Hours *hours);

/* Whether every opening says until when: "Mo 08:00" alone is one minute. */
bool hours_have_ends(const Hours *hours);

/* The usual hours (NULL: unknown at every moment) with more openings beside them from the first
 * day to the last, both included: those of `more`, whose rules add up. */
const Hours *hours_extend(Arena *arena, const Hours *usual, const Hours *more, Date first,
                          Date last);

/* What holds on the days of that calendar, in place of the rules so far. Other hours on such
 * days are rules of their own ("PH 10:00-12:00"). */
void hours_set_holiday(Hours *hours, HolidayKind kind, HoursState state, Text comment);

/* Outside these days (DATE_NONE: no limit) everything is closed. */
void hours_set_validity(Hours *hours, Date first, Date last);

/* Every opening asks for an appointment. */
void hours_set_by_appointment(Hours *hours);

/* --------------------------------------------------------------------------------- asking */

/* The state at that moment; `until` costs at most a scan of five years. */
HoursAnswer hours_at(const Hours *hours, Moment moment);

/* The state alone, without looking for the next change: the cheap form. */
HoursState hours_state(const Hours *hours, Moment moment);

/* The open and unknown stretches that meet [from, to), clipped to it, in order, not touching
 * unless state or comment differ. At most ten years from `from`. */
void hours_windows(Arena *arena, const Hours *hours, Moment from, Moment to,
                   HoursWindowList *windows);

/* Do the hours repeat every week, whatever the date? */
bool hours_are_weekly(const Hours *hours);

/* A bit a minute from `from` (cut to a minute), two maps: open, and unknown. */
typedef struct HoursBitmap {
    Moment from;
    size_t minutes;
    uint64_t *open;
    uint64_t *unknown;
} HoursBitmap;

HoursBitmap hours_bitmap(Arena *arena, const Hours *hours, Moment from, size_t minutes);

/* The state at a moment of the bitmap; HOURS_UNKNOWN outside it. */
HoursState hours_bitmap_state(const HoursBitmap *bitmap, Moment moment);

/* The week that starts on `monday` as its wall clock shows it: bit 0 is Monday 00:00, 10,080
 * bits. For hours_are_weekly() hours this is every week. */
enum { HOURS_WEEK_MINUTES = 7 * 24 * 60, HOURS_WEEK_WORDS = (HOURS_WEEK_MINUTES + 63) / 64 };

typedef struct HoursWeek {
    uint64_t open[HOURS_WEEK_WORDS];
    uint64_t unknown[HOURS_WEEK_WORDS];
} HoursWeek;

void hours_week_bitmap(const Hours *hours, Date monday, HoursWeek *week);

/* -------------------------------------------------------------------------------- telling */

/* "Lundi au vendredi, de 9 h à 12 h et de 13 h à 17 h." Hours that are not a plain week are
 * told as far as they are, then with the strict OSM value for the rest. */
Text hours_describe(Arena *arena, const Hours *hours, Language language);

Text hours_state_name(HoursState state); /* "open", "closed", "unknown" */

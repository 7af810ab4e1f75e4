/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What Hours are made of; for the files hours_*.c alone. A rule says on which days (years and
 * dates and weeks and weekdays and holidays, each a list of alternatives) and in which spans of
 * the day a state holds. An empty list selects everything.
 */
#pragma once

#include "base/buffer.h"
#include "directory/hours.h"
#include "directory/hours_schedule.h"
#include "territory/calendar.h"

enum {
    HOURS_VALUE_MOST = 4096, /* bytes of an OSM value */
    HOURS_RULES_MOST = 256,
    HOURS_SPANS_MOST = 512, /* of all rules together */
    DAY_MINUTES = 1440,
    YEAR_FIRST = 1900, /* below, "0900-1700" is no range of years */
    YEAR_LAST = 9999,
    SCAN_DAYS = 5 * 366, /* how far the next change is looked for */
};

/* Where a time of day is counted from. Without a place the sun keeps fixed times. */
typedef enum DayEvent { MIDNIGHT, DAWN, SUNRISE, SUNSET, DUSK } DayEvent;

typedef struct HoursTime {
    DayEvent event;
    Minutes minute; /* since the event; may be negative after sunrise and the like */
} HoursTime;

typedef struct HoursSpan {
    HoursTime from;
    HoursTime to;
    bool is_point; /* one minute at `from` */
    bool
        open_ended; /* after `to` (or `from` for a point) still open, until nobody knows when */
    Minutes step;   /* above 0: points every so many minutes instead of a stretch */
} HoursSpan;

/* Of years, or of ISO weeks. */
typedef struct NumberRange {
    int first;
    int last;
    int step;
} NumberRange;

typedef enum EdgeKind { EDGE_MONTH, EDGE_DAY, EDGE_WEEKDAY, EDGE_EASTER } EdgeKind;

/* The first or last day of a range of dates. */
typedef struct DateEdge {
    EdgeKind kind;
    int year; /* 0: every year */
    int month;
    int day;
    Weekday weekday;
    int ordinal; /* of the weekday in the month, negative from the end */
    int offset;  /* days added */
} DateEdge;

typedef struct DateRange {
    DateEdge first;
    DateEdge last;
    bool is_single; /* one day or one month: `last` repeats `first` */
    int step;       /* every so many days */
} DateRange;

typedef enum DayKind { DAY_OF_WEEK, DAY_PUBLIC_HOLIDAY, DAY_SCHOOL_HOLIDAY } DayKind;

typedef struct DayRange {
    DayKind kind;
    uint8_t weekdays; /* bit 0 is Monday */
    uint16_t
        ordinals; /* bits 0 to 4: first to fifth; bits 5 to 9: last to fifth from the end */
    int offset;   /* days after the weekday or holiday */
} DayRange;

/* An RRULE that the lists above cannot say. */
typedef struct Recurrence {
    bool monthly;
    int interval;
    Date start;
    Date last; /* until, or the day of the last count; DATE_NONE: for ever */
    Weekday week_start;
    uint8_t weekdays;         /* 0: by the day of `start` */
    uint16_t ordinals[7];     /* of each weekday in the month; 0: every one */
    uint32_t month_days;      /* bit 1 to 31 */
    uint32_t month_days_back; /* bit 1: last day of the month */
    uint64_t weeks;           /* bit 1 to 53 */
    const ScheduleRow *row;   /* as it came, for the way back */
} Recurrence;

typedef enum RuleJoin {
    JOIN_REPLACE,  /* ";": takes the place of earlier rules on its days */
    JOIN_ADD,      /* ",": beside the earlier rules */
    JOIN_FALLBACK, /* "||": where the earlier rules say closed */
} RuleJoin;

typedef struct HoursRule {
    RuleJoin join;
    HoursState state;
    bool state_given; /* "open" was written */
    bool comment_given;
    bool by_appointment;
    Text comment;
    Text source;
    Date first; /* validity; DATE_NONE: no limit */
    Date last;
    LIST_OF(NumberRange) years;
    LIST_OF(DateRange) dates;
    LIST_OF(NumberRange) weeks;
    LIST_OF(DayRange) days;     /* alternatives: "Su,PH" */
    LIST_OF(DayRange) holidays; /* besides `days`: "PH Mo-Fr" */
    LIST_OF(HoursSpan) spans;
    const Recurrence *recurrence;
} HoursRule;

typedef LIST_OF(HoursRule) HoursRuleList;

struct Hours {
    Arena *arena;
    HoursRuleList rules;
    HoursRuleList exceptions; /* closures and holiday policies: they come after every rule */
    bool by_appointment;
};

/* An empty rule that holds always. */
HoursRule rule_new(RuleJoin join, HoursState state);

/* Does the rule select days at all, or hold on every day? */
bool rule_selects_days(const HoursRule *rule);

typedef struct HolidayFound {
    const Phrase *name; /* NULL: none */
    int offset;         /* days after it */
} HolidayFound;

/* Does the rule hold on the day? DAY_UNKNOWN when it depends on a calendar not known then.
 * `holiday` (may be NULL) receives the holiday that made it so. */
DayAnswer rule_matches(const HoursRule *rule, Date date, HolidayFound *holiday);

bool recurrence_matches(const Recurrence *recurrence, Date date);

/* The minutes of a span after the midnight of its day; `to` is always after `from`. */
Minutes span_from(const HoursSpan *span);
Minutes span_to(const HoursSpan *span);

/* Until when "open until nobody knows when" is taken to last at most: midnight, but ten hours
 * from 17:00 on and eight from 22:00 on. */
Minutes open_end_guess(Minutes from);

/* SPDX-License-Identifier: EUPL-1.2 */
/* The words that real opening_hours values are written with, strict and not so strict. */
#pragma once

#include "base/text.h"

typedef enum WordKind {
    WORD_NONE,
    WORD_NOISE,    /* says nothing: "von", "geöffnet von", "opening_hours=" */
    WORD_TO,       /* stands for "-" */
    WORD_AND,      /* stands for "," */
    WORD_WEEKDAYS, /* value: mask, bit 0 Monday */
    WORD_WEEKDAY,  /* value: 0 Monday to 6 Sunday */
    WORD_SUNDAY_AND_HOLIDAY,
    WORD_MONTH,          /* value: 1 to 12 */
    WORD_EVENT,          /* value: DayEvent */
    WORD_STATE,          /* value: HoursState */
    WORD_PUBLIC_HOLIDAY, /* value: distance in days */
    WORD_SCHOOL_HOLIDAY,
    WORD_WEEK,
    WORD_EASTER,
    WORD_ALWAYS,
    WORD_DAY,   /* of "-1 day" */
    WORD_CLOCK, /* value: minutes, "noon" */
    WORD_LATE,  /* "17:00-late" */
    WORD_APPOINTMENT,
    WORD_HALF, /* value: 0 am, 1 pm */
    WORD_HOUR, /* "h", "Uhr", "uur" */
} WordKind;

typedef struct Word {
    WordKind kind; /* WORD_NONE: no word stands there */
    int value;
    size_t length; /* bytes it takes, with the point of an abbreviation */
} Word;

/* The longest word at the start of `rest`, in either case. */
Word word_at(Text rest);

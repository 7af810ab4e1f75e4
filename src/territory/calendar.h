/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The calendars that opening hours depend on: the ten legal public holidays of Belgium, the
 * closing days of regions and communities, and the school holidays of the Fédération
 * Wallonie-Bruxelles. Legal holidays follow from a rule and hold for any year; school holidays
 * are decided year by year, and a year that is not in the table is unknown, never guessed.
 */
#pragma once

#include "base/moment.h"
#include "words/language.h"

/* What a calendar says of a day. */
typedef enum DayAnswer { DAY_NO, DAY_YES, DAY_UNKNOWN } DayAnswer;

/* Whose closing day it is, when it is not a legal holiday. */
typedef enum Community {
    COMMUNITY_FRENCH,  /* Fédération Wallonie-Bruxelles, 27 September */
    COMMUNITY_FLEMISH, /* Vlaamse Gemeenschap, 11 July */
    COMMUNITY_GERMAN,  /* Deutschsprachige Gemeinschaft, 15 November */
    REGION_WALLOON,    /* third Sunday of September */
    REGION_BRUSSELS,   /* 8 May */
    ADMINISTRATIONS,   /* 2 November, 15 November and 26 December: many offices close */
    COMMUNITY_COUNT
} Community;

/* The name of the legal public holiday of that day (law of 4 January 1974 and royal decree of
 * 18 April 1974); NULL when it is none. */
const Phrase *calendar_public_holiday(Date date);

/* The name of the closing day of that community, region or of the administrations; NULL when
 * it is none. Such a day closes nothing by itself: an organisation says which it keeps. */
const Phrase *calendar_community_day(Date date, Community community);

/* Is that day within a school holiday of the Fédération Wallonie-Bruxelles? `name` (may be
 * NULL) receives the holiday's name on DAY_YES and is untouched otherwise. A week of holiday
 * runs from Monday to Sunday; summer begins and ends as decreed for each year. */
DayAnswer calendar_school_holiday(Date date, const Phrase **name);

/* The days that the school table covers: outside them the answer is DAY_UNKNOWN. */
Date calendar_school_first(void);
Date calendar_school_last(void);

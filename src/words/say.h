/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How sentences, dates, times and distances are said in each language. The sentences of a
 * folder are in po/FOLDER; a key such as "home.title" is SAY_HOME_TITLE of FOLDER/sentences.h;
 * one missing anywhere fails the build.
 */
#pragma once

#include "base/moment.h"
#include "words/language.h"
#include "words/sentence.h"

Text say(Language language, Sentence sentence);

/* The sentence with {name} replaced. */
Text say_with(Arena *arena, Language language, Sentence sentence, const char *name, Text value);

/* The form of a counting sentence that the language uses for the number, {n} replaced by it. */
Text say_count(Arena *arena, Language language, Sentence sentence, size_t count);

Text say_weekday(Language language, Weekday day); /* "mardi" */

/* "mardi 24 novembre", "18 h 05" and both; "12 minutes"; "1,2 km". */
Text say_day(Arena *arena, Language language, Date date);
Text say_month(Arena *arena, Language language, Date date); /* "novembre 2026" */
Text say_clock(Arena *arena, Language language, Moment moment);
Text say_moment(Arena *arena, Language language, Moment moment);
Text say_minutes(Arena *arena, Language language, int minutes);
Text say_distance(Arena *arena, Language language, double meters);

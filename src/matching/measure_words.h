/* SPDX-License-Identifier: EUPL-1.2 */
/* What is said of a service while a level of a cold plan is on, in each language. */
#pragma once

#include "directory/catalogue.h"

/* "Plan grand froid, niveau 2, depuis le mardi 1er décembre". */
Text measure_since_words(Arena *arena, const ServiceMeasure *measure, Language language);

/* The same, until when, and what it changes, as one sentence. */
Text measure_words(Arena *arena, const ServiceMeasure *measure, Language language);

/* Those that hold on the day, joined; empty for none. */
Text service_measure_words(Arena *arena, const Service *service, Date day, Language language);

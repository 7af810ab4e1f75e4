/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the cold plans that are on change of services of the directory, in the form that the
 * directory builds its catalogue with (ServiceMeasure): for who builds the network that
 * answers. Judges nobody: it is what everybody is told.
 */
#pragma once

#include "directory/catalogue.h"
#include "store/store.h"

/* Those on or announced at `now`, by service. Texts live in the arena. */
MUST_USE Outcome cold_service_measures(Arena *arena, Session *session, Moment now,
                                       MeasureSpan *measures, Problem *problem);

/* Another each time a level is switched on or off: tells a catalogue built before. */
MUST_USE Outcome cold_stamp(Session *session, int64_t *stamp, Problem *problem);

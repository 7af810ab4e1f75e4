/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search index: everything search() reads, built once from a catalogue and never changed.
 * Whoever holds the catalogue holds the index with it: both are replaced together after a
 * write.
 */
#pragma once

#include "directory/catalogue.h"

typedef struct SearchIndex SearchIndex;

/* Builds the index of every door of the catalogue. The catalogue must outlive the index; both
 * usually live in the same arena. */
const SearchIndex *index_build(Arena *arena, const Catalogue *catalogue);

const Catalogue *index_catalogue(const SearchIndex *index);

typedef struct IndexReport {
    size_t doors;
    size_t words;       /* distinct words of the directory */
    size_t postings;    /* (word, door) pairs */
    size_t expressions; /* labels, synonyms, acronyms and phrases of needs */
    size_t bytes;       /* of the index alone */
} IndexReport;

IndexReport index_report(const SearchIndex *index);

/* A named point, commune or village as people write it: without accents, "Luettich". False,
 * with the outputs untouched, when there is none. */
bool index_find_place(const SearchIndex *index, Arena *arena, Text words, Text *name,
                      GeoPoint *point);

/* The stretches of [from, to) in which the door is open, or its hours are unknown, as
 * hours_windows() tells them save comments and appointments, and touching where those differ:
 * from the timetables of the index where it has read these weeks. For doors with hours. */
void index_windows(const SearchIndex *index, Arena *arena, uint32_t door, Moment from,
                   Moment to, HoursWindowList *windows);

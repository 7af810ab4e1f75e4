/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The search index: everything search() reads, built once from a catalogue and never changed.
 * An IndexHandle is the one place where the current index hangs: a writer publishes a new one,
 * readers hold the one they started with until they let it go. Readers never wait.
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

typedef struct IndexHandle IndexHandle;

/* Empty until the first publish. Freed with all it holds; no reader may be left. */
IndexHandle *index_handle_new(void);
void index_handle_free(IndexHandle *handle);

/* Makes `index` the current one. The handle owns `arena` (holding the index and its catalogue)
 * from now on and frees it when the last reader of this index has let go. One writer at a time.
 * UNAVAILABLE, with nothing changed, when readers still hold as many indexes as can be kept. */
MUST_USE Outcome index_publish(IndexHandle *handle, Arena *arena, const SearchIndex *index);

/* A reference to the current index. Every one is released, once, on any thread. */
typedef struct IndexReference {
    IndexHandle *handle;
    const SearchIndex *index; /* NULL before the first publish */
    uint32_t slot;
} IndexReference;

IndexReference index_acquire(IndexHandle *handle);
void index_release(IndexReference *reference); /* the form for SCOPED(index_release) */

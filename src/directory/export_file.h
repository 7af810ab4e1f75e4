/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A long document on its way out: written in pieces as it is made, so that its memory does not
 * grow with it. A plain file has its name only once it is whole and durable; a device, a pipe
 * or a link is written to as it stands, since a rename would take its place.
 */
#pragma once

#include <stdio.h>

#include "base/buffer.h"
#include "base/outcome.h"

typedef struct ExportFile ExportFile;

/* Told after each piece, with the bytes written so far. */
typedef struct ExportProgress {
    void (*show)(void *context, size_t bytes);
    void *context;
} ExportProgress;

/* UNAVAILABLE when the file cannot be opened. Close with export_file_close: what was not
 * finished leaves no trace. */
MUST_USE Outcome export_file_open(Arena *arena, Text path, ExportFile **file, Problem *problem);

/* The same over a stream that is open and stays so. */
ExportFile *export_file_over(Arena *arena, FILE *stream);
void export_file_show(ExportFile *file, ExportProgress progress);

/* Where the next bytes are appended; a few more than a piece may gather between two drains. */
Buffer *export_file_buffer(ExportFile *file);

/* Writes what has gathered, once it is worth a write. What fails is told by the finish. */
void export_file_drain(ExportFile *file);

/* Writes the rest and gives a plain file its name. UNAVAILABLE, and no file, when any write
 * failed; FAILED when a stream did. */
MUST_USE Outcome export_file_finish(ExportFile *file, Problem *problem);
void export_file_close(ExportFile **file);

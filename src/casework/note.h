/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Notes: open to the team, to one profession, or to their author alone; all sealed by the key
 * of the case (casework/case_key.h). Never changed: a correction replaces, and both stay.
 *
 *   secrecy     opens to
 *   team        the team that keeps the file; another house to which the person agreed that
 *               "notes" be open; broken glass
 *   profession  the same, when the caller is of that profession; another house by "health"
 *   author      its author, alone, also when the glass is broken
 *
 * Who holds no MAY_READ_CASE (an administrator, a data protection officer, medical control)
 * reads none, and the journal keeps the try.
 */
#pragma once

#include "casework/case.h"

typedef enum NoteSecrecy { NOTE_TEAM, NOTE_PROFESSION, NOTE_AUTHOR } NoteSecrecy;
enum { NOTE_SECRECY_COUNT = NOTE_AUTHOR + 1 };

typedef enum NoteKind { NOTE_NOTE, NOTE_CALL, NOTE_VISIT, NOTE_LETTER, NOTE_MEETING } NoteKind;
enum { NOTE_KIND_COUNT = NOTE_MEETING + 1 };

enum { NOTE_WORDS_MOST = 20000 /* characters */, NOTES_MOST = 2000 };

Text note_secrecy_code(NoteSecrecy secrecy);
bool note_secrecy_parse(Text code, NoteSecrecy *secrecy);
Text note_kind_code(NoteKind kind);
bool note_kind_parse(Text code, NoteKind *kind);

typedef struct NewNote {
    Id id; /* made by who writes; nil: drawn */
    NoteSecrecy secrecy;
    NoteKind kind;
    Text words;
    Id replaces; /* a note of one's own in this case; nil for none */
} NewNote;

typedef struct Note {
    Id id;
    NoteSecrecy secrecy;
    NoteKind kind;
    Text profession; /* empty unless of a profession */
    Id author;
    Moment at;
    Id replaces;
    Text words;
} Note;

typedef struct NoteList {
    Note *items; /* the newest first: those the caller may read */
    size_t count;
    size_t capacity;
    size_t withheld; /* how many more there are */
} NoteList;

/* MAY_WRITE_NOTE. INVALID for no words, too many, a note of a profession by who has none, one
 * that replaces a note of somebody else, or an id that a note of the case bears. */
MUST_USE Outcome note_add(Access *access, Id case_file, const NewNote *made, Id *id);

/* MAY_READ_CASE. REFUSED without a key file; NOT_FOUND when the words were erased. */
MUST_USE Outcome note_list(Access *access, Id case_file, NoteList *list);

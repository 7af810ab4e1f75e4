/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Documents of a case: a letter, a scan, a photograph of a paper. Name, kind, size and SHA-256
 * are sealed with the content by the key of the case. What one is, its content says
 * (casework/document_kind.h); to whom it is open, the table of casework/note.h. Withdrawing
 * takes the content away and leaves the line: who, when, and why, sealed as well.
 *
 *   state        meaning
 *   unscanned    no scanner looked at it: given, and said so, while the territory has none
 *   waiting      a scanner will look: withheld
 *   clean        a scanner found nothing: given
 *   refused      a scanner refused it: withheld for good
 *
 * A territory has a scanner from the moment a server with one served it, on every machine that
 * shares the store, until the operator says otherwise.
 */
#pragma once

#include "casework/document_kind.h"
#include "casework/note.h"

enum {
    DOCUMENT_MOST_BYTES = 8 << 20,
    DOCUMENTS_MOST = 200,                /* in a case, those withdrawn among them */
    DOCUMENT_CASE_MOST_BYTES = 64 << 20, /* of all in a case, as sealed */
    DOCUMENT_NAME_MOST = 120,            /* characters */
    DOCUMENT_REASON_MOST = 500           /* characters */
};

typedef enum DocumentState {
    DOCUMENT_UNSCANNED,
    DOCUMENT_WAITING,
    DOCUMENT_CLEAN,
    DOCUMENT_REFUSED
} DocumentState;
enum { DOCUMENT_STATE_COUNT = DOCUMENT_REFUSED + 1 };

Text document_state_code(DocumentState state); /* "waiting" */
bool document_state_parse(Text code, DocumentState *state);

typedef struct NewDocument {
    NoteSecrecy secrecy;
    Id about; /* a need or a note of the case; nil for none */
    Text name;
    Text type; /* as whoever sent it says; may be empty */
    Text content;
} NewDocument;

typedef struct CaseDocument {
    Id id;
    NoteSecrecy secrecy;
    Text profession; /* empty unless of a profession */
    Id author;
    Moment at;
    Id about; /* nil for none */
    DocumentState state;
    DocumentKind kind;
    Text name;
    int64_t size;     /* bytes */
    Text digest;      /* SHA-256, 64 hexadecimal digits */
    Moment withdrawn; /* 0 while it stands */
    Id withdrawn_by;
    Text reason;
    bool may_withdraw; /* the caller may: its author, or who leads the case */
} CaseDocument;

typedef struct DocumentList {
    CaseDocument *items; /* the newest first: those the caller may read */
    size_t count;
    size_t capacity;
    size_t withheld; /* how many more there are */
    bool is_scanned; /* the territory has a scanner */
} DocumentList;

/* MAY_WRITE_NOTE. INVALID names the field: "file" for a content of no known kind or none,
 * "size", "name", "type" for a name or a media type of another kind, "documents" for a case
 * that is full, "about", "secrecy". CONFLICT for a closed case. */
MUST_USE Outcome document_add(Access *access, Id case_file, const NewDocument *made, Id *id);

/* MAY_READ_CASE. REFUSED without a key file; NOT_FOUND when the words were erased. */
MUST_USE Outcome document_list(Access *access, Id case_file, DocumentList *list);

/* The same, with the content. NOT_FOUND for one of another case, not open to the caller, or
 * withdrawn; CONFLICT while a scanner has not looked, and after it refused. */
MUST_USE Outcome document_read(Access *access, Id case_file, Id id, CaseDocument *document,
                               Text *content);

/* MAY_WRITE_NOTE, in a closed case too. REFUSED for who is neither its author nor leads the
 * case; NOT_FOUND as above; INVALID without a reason. */
MUST_USE Outcome document_withdraw(Access *access, Id case_file, Id id, Text reason);

/* What it is called where it is kept next: its name, with the ending of its kind. */
Text document_file_name(Arena *arena, const CaseDocument *document);

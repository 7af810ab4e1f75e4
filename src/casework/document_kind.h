/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a file is, by its content: a short list of kinds that a case needs, each proved by marks
 * at both ends of it. Whatever is not proved is refused; a name or a media type proves nothing,
 * and must fit (docs/decisions/2026-11-30-documents.md).
 */
#pragma once

#include "base/text.h"

typedef enum DocumentKind {
    DOCUMENT_PDF,
    DOCUMENT_JPEG,
    DOCUMENT_PNG,
    DOCUMENT_TEXT, /* UTF-8, without control characters */
    DOCUMENT_ODT,
    DOCUMENT_DOCX,
    DOCUMENT_KIND_COUNT
} DocumentKind;

Text document_kind_code(DocumentKind kind); /* "pdf" */
bool document_kind_parse(Text code, DocumentKind *kind);
Text document_kind_type(DocumentKind kind);   /* "application/pdf" */
Text document_kind_ending(DocumentKind kind); /* ".pdf": the usual one */

/* False for what is none of them: an empty file, a macro in a text, a file that was cut. */
bool document_kind_of(Text content, DocumentKind *kind);

bool document_kind_has_ending(DocumentKind kind, Text name); /* one of its own */

/* A name without an ending fits every kind; ".JPG" and ".jpeg" both fit an image. */
bool document_kind_fits_name(DocumentKind kind, Text name);

/* No media type, or the one for "some bytes", fits every kind. */
bool document_kind_fits_type(DocumentKind kind, Text type);

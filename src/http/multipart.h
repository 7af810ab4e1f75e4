/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A form that brings files: multipart/form-data (RFC 7578), read whole and strictly: the body
 * is its parts and nothing else, each of them with a name. libmicrohttpd reads such forms too,
 * from the connection and piece by piece; a worker has neither
 * (docs/decisions/2026-11-30-documents.md).
 */
#pragma once

#include "http/http.h"

/* A file of a form, as it was sent: none of it is to be believed. */
typedef struct SentFile {
    Text field; /* of the form */
    Text name;
    Text type; /* its media type, lower case, without parameters; empty when none was sent */
    Text content;
} SentFile;

typedef struct SentFileList {
    SentFile *items;
    size_t count;
    size_t capacity;
} SentFileList;

enum { MULTIPART_HEAD_MOST = 4096 /* bytes before the content of a part */ };

/* Fills form and files, which are views into `body`. INVALID says which part is wrong, and for
 * more than `most` of them. */
MUST_USE Outcome multipart_read(Request *request, Text content_type, Text body, size_t most);

/* The first file of a field of the form; NULL when there is none. */
const SentFile *request_file(const Request *request, const char *field);

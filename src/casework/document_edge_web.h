/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages and the API of documents have in common. */
#pragma once

#include "casework/document.h"
#include "http/http.h"

/* The document of the form: `file`, `secrecy` and `about`. INVALID names what is missing. */
MUST_USE Outcome document_read_form(Request *request, NewDocument *made);

/* Gives the content to keep, never to show: as an attachment, in a box of its own. */
void document_give(Request *request, const CaseDocument *document, Text content);

Text document_kind_words(const Request *request,
                         const CaseDocument *document); /* "PDF · 8 KiB" */
Text document_state_words(const Request *request, DocumentState state);

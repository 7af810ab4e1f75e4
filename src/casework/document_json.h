/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents as JSON, for the API, the commands and what a person takes away. */
#pragma once

#include "casework/document.h"
#include "json/json.h"

/* The members of one, in an object already open. */
void document_write_members_json(Arena *arena, const CaseDocument *document,
                                 JsonWriter *writer);

void document_write_list_json(Arena *arena, const DocumentList *list, JsonWriter *writer);

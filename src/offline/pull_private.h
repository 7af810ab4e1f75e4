/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of a pull share; nobody else includes it. */
#pragma once

#include "offline/pull.h"
#include "people/change.h"

/* How much of a person is given. */
typedef struct PulledPerson {
    Id person;
    Relation relation;
    bool is_whole;             /* else what `changes` names */
    const ChangeList *changes; /* of a person given whole: all there were, for the revisions */
} PulledPerson;

/* Writes the documents of one person, each as {kind, id, revision, body}; judged and noted as
 * reading through a page is. */
MUST_USE Outcome pull_write_documents(Access *access, const PulledPerson *pulled,
                                      JsonWriter *writer);

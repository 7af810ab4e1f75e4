/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a merged service is to be looked for: what else names it goes on. */
#include "directory/queries.h"
#include "directory/twin_merge.h"
#include "store/store.h"

Outcome twin_shown(Session *session, Id service, Id *shown, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_MERGE_OF, &statement, problem));
    bind_id(statement, "absorbed", service);
    TRY(statement_next(statement, &row, problem));
    *shown = row ? column_id(statement, 2) : service;
    return OK;
}

Outcome twin_absorbed(Session *session, Arena *arena, Id kept, TwinIdList *absorbed,
                      Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TWIN_MERGE_INTO, &statement, problem));
    bind_id(statement, "kept", kept);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, absorbed, column_id(statement, 1));
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

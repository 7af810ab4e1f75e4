/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/report.h"

#include "crypto/crypto.h"
#include "store/queries.h"
#include "store/store.h"

Outcome report_save(Session *session, Arena *arena, Text service, Text text, Moment now,
                    Text *number, Problem *problem)
{
    if (text.length == 0 || text.length > REPORT_TEXT_LIMIT || !text_is_utf8(text) ||
        service.length > 200) {
        return problem_set(problem, INVALID, TEXT("form"), "text",
                           "from 1 to %d bytes of UTF-8 are expected", REPORT_TEXT_LIMIT);
    }
    const Id id = id_new((int64_t)now * 1000);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &DIRECTORY_REPORT_ADD, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "service", service);
    bind_text(statement, "text", text);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, NULL, problem));
    *number = text_slice(id_format(arena, id), 28, 36);
    return OK;
}

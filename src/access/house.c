/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/house.h"

#include "access/queries.h"
#include "json/json.h"

enum { MOST_BODY = 1 << 20 };

static Outcome read_name(Arena *arena, Text body, Text *name, Problem *problem)
{
    json_t *record SCOPED(json_close) = NULL;
    const JsonLimits limits = {.bytes = MOST_BODY, .depth = 16, .values = 20000};
    TRY(json_read(body, limits, &record, problem));
    *name = text_copy(arena, json_member_text(record, "name"));
    return OK;
}

static Outcome read_house(Session *session, Arena *arena, Id id, bool *is_there, Text *name,
                          Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &HOUSE_BODY, &statement, problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, is_there, problem));
    return *is_there ? read_name(arena, column_text(statement, 0), name, problem) : OK;
}

Outcome house_find(Session *session, Arena *arena, Text wanted, House *house, Problem *problem)
{
    House found = {0};
    bool is_there = false;
    if (!id_parse(wanted, &found.id)) {
        found.id = id_from_name(TEXT("organization"), wanted);
    }
    TRY(read_house(session, arena, found.id, &is_there, &found.name, problem));
    if (!is_there) {
        return problem_set(problem, INVALID, TEXT("body"), "house",
                           "the directory has no organisation “%.*s”", TEXT_ARG(wanted));
    }
    *house = found;
    return OK;
}

Outcome house_name(Session *session, Arena *arena, Id id, Text *name, Problem *problem)
{
    bool is_there = false;
    *name = TEXT("");
    return read_house(session, arena, id, &is_there, name, problem);
}

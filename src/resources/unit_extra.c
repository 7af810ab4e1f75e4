/* SPDX-License-Identifier: EUPL-1.2 */
/* What the cold plans add to the places of units, then and now. */
#include "resources/cold/cold_private.h"
#include "resources/queries.h"
#include "resources/resources_private.h"

typedef struct ExtraRow {
    Id unit;
    UnitExtra extra;
} ExtraRow;

typedef LIST_OF(ExtraRow) ExtraRowList;
typedef LIST_OF(UnitExtra) UnitExtraList;

static Outcome read_rows(Access *access, Statement *statement, ExtraRowList *rows)
{
    bool row = false;
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        const Date last = (Date)column_integer(statement, 3);
        const ExtraRow read = {
            .unit = column_id(statement, 0),
            .extra = {.first = (Date)column_integer(statement, 2),
                      .last = cold_last_day(last, column_integer(statement, 4)),
                      .places = column_integer(statement, 1)},
        };
        LIST_APPEND(access->arena, rows, read);
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Of one unit by its key, of many in one go. */
static Outcome read_extras(Access *access, const Unit *units, size_t count, ExtraRowList *rows)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, count == 1 ? &COLD_EXTRA_OF_UNIT : &COLD_EXTRA_EACH,
                       &statement, access->problem));
    if (count == 1) {
        bind_id(statement, "unit", units->id);
    }
    return read_rows(access, statement, rows);
}

Outcome unit_extra_fill(Access *access, Unit *units, size_t count)
{
    ExtraRowList rows = {0};
    if (count == 0) {
        return OK;
    }
    TRY(read_extras(access, units, count, &rows));
    for (size_t i = 0; i < count; i++) {
        UnitExtraList extras = {0};
        for (size_t j = 0; j < rows.count; j++) {
            if (id_equal(rows.items[j].unit, units[i].id)) {
                LIST_APPEND(access->arena, &extras, rows.items[j].extra);
            }
        }
        units[i].extras = extras.items;
        units[i].extra_count = extras.count;
    }
    return OK;
}

int64_t unit_capacity_on(const Unit *unit, Date day)
{
    int64_t most = 0;
    for (size_t i = 0; i < unit->extra_count; i++) {
        const UnitExtra *extra = &unit->extras[i];
        const bool holds = extra->first <= day && day <= extra->last;
        most = holds && extra->places > most ? extra->places : most;
    }
    return unit->capacity + most;
}

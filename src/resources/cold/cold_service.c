/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/cold/cold_service.h"

#include <stdlib.h>

#include "resources/queries.h"

/* What one level changes of one service, from however many measures. */
typedef struct Merged {
    Id turn;
    ServiceMeasure measure;
} Merged;

typedef LIST_OF(Merged) MergedList;

static int compare(const void *a, const void *b)
{
    const ServiceMeasure *left = a;
    const ServiceMeasure *right = b;
    const int order = id_compare(left->service, right->service);
    return order != 0 ? order : (left->first > right->first) - (left->first < right->first);
}

static Merged read_row(Arena *arena, const Statement *statement)
{
    const ServiceMeasure measure = {
        .service = column_id(statement, 0),
        .places = column_integer(statement, 1),
        .hours = text_copy(arena, column_text(statement, 2)),
        .is_unconditional = column_integer(statement, 3) != 0,
        .plan = text_copy(arena, column_text(statement, 4)),
        .level = text_copy(arena, column_text(statement, 5)),
        .first = (Date)column_integer(statement, 6),
        .last = (Date)column_integer(statement, 7),
    };
    return (Merged){column_id(statement, 8), measure};
}

/* The beds and the hours of a service at one level are told together. */
static void merge(Arena *arena, MergedList *all, const Merged *read)
{
    for (size_t i = 0; i < all->count; i++) {
        ServiceMeasure *measure = &all->items[i].measure;
        if (id_equal(all->items[i].turn, read->turn) &&
            id_equal(measure->service, read->measure.service)) {
            measure->places += read->measure.places;
            measure->hours = measure->hours.length > 0 ? measure->hours : read->measure.hours;
            measure->is_unconditional =
                measure->is_unconditional || read->measure.is_unconditional;
            return;
        }
    }
    LIST_APPEND(arena, all, *read);
}

/* A unit without a service of the directory has nobody to tell of it there. */
static Outcome read_all(Arena *arena, Session *session, Moment now, MergedList *all,
                        Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COLD_SERVICE_EACH, &statement, problem));
    bind_integer(statement, "today", moment_to_local(now).date);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        const Merged read = read_row(arena, statement);
        if (!id_is_nil(read.measure.service)) {
            merge(arena, all, &read);
        }
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

Outcome cold_service_measures(Arena *arena, Session *session, Moment now, MeasureSpan *measures,
                              Problem *problem)
{
    MergedList all = {0};
    TRY(read_all(arena, session, now, &all, problem));
    ServiceMeasure *items = ARENA_ARRAY(arena, ServiceMeasure, all.count);
    for (size_t i = 0; i < all.count; i++) {
        items[i] = all.items[i].measure;
    }
    if (all.count > 1) {
        qsort(items, all.count, sizeof *items, compare);
    }
    *measures = (MeasureSpan){items, all.count};
    return OK;
}

Outcome cold_stamp(Session *session, int64_t *stamp, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &COLD_STAMP, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *stamp = row ? column_integer(statement, 0) + column_integer(statement, 1) : 0;
    return OK;
}

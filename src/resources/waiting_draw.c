/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw of a day: prepared the day before, told when the day is over. */
#include <string.h>

#include "resources/queries.h"
#include "resources/resources_private.h"
#include "resources/waiting.h"

static Date day_now(const Access *access)
{
    return moment_to_local(access->now).date;
}

Outcome waiting_read_seed(Access *access, Date day, WaitingSeed *seed, bool *is_there)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_DRAW_GET, &statement, access->problem));
    bind_integer(statement, "day", day);
    TRY(statement_next(statement, is_there, access->problem));
    const Text bytes = *is_there ? column_text(statement, 0) : TEXT("");
    if (bytes.length == sizeof seed->bytes) {
        memcpy(seed->bytes, bytes.bytes, sizeof seed->bytes);
    }
    return OK;
}

static Outcome prepare_draw(Access *access, Date day)
{
    WaitingSeed seed = {0};
    secret_bytes(seed.bytes, sizeof seed.bytes);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &WAITING_DRAW_ADD, &statement, access->problem));
    bind_integer(statement, "day", day);
    bind_blob(statement, "seed", seed.bytes, sizeof seed.bytes);
    return statement_run(statement, NULL, access->problem);
}

Outcome waiting_prepare_draws(Access *access)
{
    const Date today = day_now(access);
    TRY(prepare_draw(access, today));
    return prepare_draw(access, today + 1);
}

Outcome waiting_lot_of(Access *access, Date day, Id entry, Digest *lot)
{
    bool is_there = false;
    WaitingSeed seed = {0};
    TRY(waiting_read_seed(access, day, &seed, &is_there));
    *lot = waiting_lot(seed, entry);
    return OK;
}

Outcome waiting_draw(Access *access, Date day, WaitingDraw *draw)
{
    bool is_there = false;
    WaitingSeed seed = {0};
    TRY(access_require(access, MAY_BOOK_UNIT));
    TRY(waiting_read_seed(access, day, &seed, &is_there));
    if (!is_there) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "day",
                           "no draw was prepared for this day");
    }
    *draw = (WaitingDraw){.promise = waiting_promise(seed), .is_over = day < day_now(access)};
    if (draw->is_over) {
        draw->seed = seed;
    }
    return OK;
}

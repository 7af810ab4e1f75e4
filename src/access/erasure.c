/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/erasure.h"

#include "access/queries.h"

static Outcome run_step(Access *access, Id person, const ErasureStep *step)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, step->query, &statement, access->problem));
    bind_id(statement, "person", person);
    if (step->given == GIVEN_NOTHING) {
        bind_blob(statement, "nothing", "", 0);
    } else if (step->given == GIVEN_NOW) {
        bind_integer(statement, "now", access->now);
    }
    return statement_run(statement, NULL, access->problem);
}

Outcome erasure_run(Access *access, Id person)
{
    for (size_t i = 0; i < ERASURES.count; i++) {
        const ErasureSteps *steps = ERASURES.items[i];
        for (size_t j = 0; j < steps->count; j++) {
            TRY(run_step(access, person, &steps->items[j]));
        }
    }
    return OK;
}

static const ErasureStep steps[] = {
    {&ERASE_KEPT_FORMS, GIVEN_ALONE},
};

const ErasureSteps ACCESS_ERASURE = {steps, LENGTH_OF(steps)};

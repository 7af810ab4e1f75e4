/* SPDX-License-Identifier: EUPL-1.2 */
/* Numbered, forward-only migrations, each in one transaction and known by its checksum. */
#include "store/queries.h"
#include "store/store_private.h"

static int64_t checksum_of(const Migration *migration)
{
    return (int64_t)(text_hash(migration->source, 0) >> 1);
}

static Outcome applied_checksum(Session *session, int number, bool *applied, int64_t *checksum,
                                Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_MIGRATION_GET, &statement, problem));
    bind_integer(statement, "number", number);
    TRY(statement_next(statement, applied, problem));
    *checksum = *applied ? column_integer(statement, 0) : 0;
    return OK;
}

static Outcome record(Session *session, const Migration *migration, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &STORE_MIGRATION_PUT, &statement, problem));
    bind_integer(statement, "number", migration->number);
    bind_text(statement, "name", text_from(migration->name));
    bind_integer(statement, "checksum", checksum_of(migration));
    return statement_run(statement, NULL, problem);
}

static Outcome newest_applied(Session *session, int64_t *newest, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(statement_open(session, &STORE_MIGRATION_NEWEST, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    *newest = column_integer(statement, 0);
    return OK;
}

static Outcome refuse_newer(Session *session, Problem *problem)
{
    int64_t newest = 0;
    TRY(newest_applied(session, &newest, problem));
    const int known = MIGRATIONS[MIGRATION_COUNT - 1].number;
    if (newest > known) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "the store is at version %lld and this program knows up to %d: "
                           "use a newer program",
                           (long long)newest, known);
    }
    return OK;
}

/* Recorded first: where two servers start at once, the second waits for the first here. */
static Outcome apply(Session *session, void *context, Problem *problem)
{
    const Migration *const *migration = context;
    TRY(record(session, *migration, problem));
    return session->store->engine->migrate(session, *migration, problem);
}

static Outcome look_at(Session *session, const Migration *migration, bool *applied,
                       Problem *problem)
{
    int64_t checksum = 0;
    TRY(applied_checksum(session, migration->number, applied, &checksum, problem));
    return !*applied || checksum == checksum_of(migration)
               ? OK
               : problem_set(problem, INVALID, TEXT(""), "store",
                             "migration %d was altered after it was applied",
                             migration->number);
}

static Outcome bring_up(Session *session, const Migration *migration, Problem *problem)
{
    bool applied = false;
    TRY(look_at(session, migration, &applied, problem));
    if (applied) {
        return OK;
    }
    const Outcome outcome = session_transact(session, apply, &migration, problem);
    /* CONFLICT: another server was first. */
    return outcome == CONFLICT ? look_at(session, migration, &applied, problem) : outcome;
}

static Outcome require_list(Session *session, Problem *problem)
{
    bool exists = false;
    TRY(session->store->engine->has_migration_list(session, &exists, problem));
    if (!exists) {
        /* An empty file is a wrong file; an empty database is a store still to be made. */
        return problem_set(problem, session->store->engine->shared ? NOT_FOUND : INVALID,
                           session->store->path, "store",
                           "there is no store here yet: load one with “seuil load DIR”");
    }
    return OK;
}

Outcome migrate(Session *session, Problem *problem)
{
    TRY(session->store->engine->make_migration_list(session, problem));
    TRY(refuse_newer(session, problem));
    for (size_t i = 0; i < MIGRATION_COUNT; i++) {
        TRY(bring_up(session, &MIGRATIONS[i], problem));
    }
    return OK;
}

Outcome migrations_look(Session *session, int *lacking, Problem *problem)
{
    *lacking = 0;
    TRY(require_list(session, problem));
    TRY(refuse_newer(session, problem));
    for (size_t i = 0; i < MIGRATION_COUNT && *lacking == 0; i++) {
        bool applied = false;
        TRY(look_at(session, &MIGRATIONS[i], &applied, problem));
        *lacking = applied ? 0 : MIGRATIONS[i].number;
    }
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Connections to PostgreSQL: opening them, sending, and reading answers against a deadline. */
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "store/postgres/postgres_private.h"

/* How much longer than the server's own deadline we wait for its word of it. */
enum { GRACE_MILLISECONDS = 5000 };

/* ------------------------------------------------------------------------------- errors */

typedef struct StateMeaning {
    const char *prefix; /* of the SQLSTATE */
    Outcome outcome;
    bool breaks;
    bool retries;
    const char *words; /* NULL for the server's own */
} StateMeaning;

/* The longest prefix first. PostgreSQL, appendix A: error codes. */
static const StateMeaning meanings[] = {
    {"40001", UNAVAILABLE, false, true,  "the store is busy: two writers met"   },
    {"40P01", UNAVAILABLE, false, true,  "the store is busy: two writers met"   },
    {"53100", UNAVAILABLE, false, false, "the disk is full: nothing was written"},
    {"57014", UNAVAILABLE, false, false, "stopped by its deadline"              },
    {"55P03", UNAVAILABLE, false, false, "the store is busy"                    },
    {"25006", REFUSED,     false, false, "the store is read-only"               },
    {"42501", REFUSED,     false, false, NULL                                   },
    {"22021", INVALID,     false, false, NULL                                   },
    {"3D000", NOT_FOUND,   false, false, NULL                                   },
    {"XX001", INVALID,     false, false, NULL                                   },
    {"XX002", INVALID,     false, false, NULL                                   },
    {"58",    UNAVAILABLE, false, false, "the disk of the store refuses"        },
    {"57",    UNAVAILABLE, true,  false, "the server stops"                     },
    {"53",    UNAVAILABLE, false, false, NULL                                   },
    {"28",    REFUSED,     false, false, NULL                                   },
    {"23",    CONFLICT,    false, false, NULL                                   },
    {"08",    UNAVAILABLE, true,  false, "the connection to the store was lost" },
};

static const StateMeaning *meaning_of(const char *state)
{
    static const StateMeaning unknown = {"", FAILED, false, false, NULL};
    for (size_t i = 0; i < LENGTH_OF(meanings); i++) {
        if (strncmp(state, meanings[i].prefix, strlen(meanings[i].prefix)) == 0) {
            return &meanings[i];
        }
    }
    return &unknown;
}

Outcome postgres_lost(Connection *connection, const char *doing, Problem *problem)
{
    connection->broken = true;
    const Text words = text_trim(text_from(
        connection->handle == NULL ? "no connection" : PQerrorMessage(connection->handle)));
    return problem_set(problem, UNAVAILABLE, TEXT(""), "store",
                       "the connection to the store was lost while %s: %.*s", doing,
                       TEXT_ARG(words));
}

Outcome postgres_outcome(Connection *connection, const PGresult *result, const char *doing,
                         Problem *problem)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL) {
        return postgres_lost(connection, doing, problem);
    }
    const StateMeaning *meaning = meaning_of(state);
    connection->aborted = true;
    connection->retry = connection->retry || meaning->retries;
    /* A writer told that it may only read talks to a server that is primary no longer. */
    connection->broken = connection->broken || meaning->breaks ||
                         (connection->use == SESSION_WRITES && strcmp(state, "25006") == 0);
    const char *said = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return problem_set(problem, meaning->outcome, TEXT(""), "", "%s%s%s while %s",
                       meaning->words == NULL ? "" : meaning->words,
                       meaning->words == NULL ? "" : ": ", said == NULL ? state : said, doing);
}

/* "The transaction has already committed locally, but might not have been replicated." */
static void hear_notice(void *context, const PGresult *result)
{
    Connection *connection = context;
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (severity != NULL && state != NULL && strcmp(severity, "WARNING") == 0 &&
        (strcmp(state, "01000") == 0 || strcmp(state, "57P01") == 0)) {
        connection->half_kept = true;
    }
}

/* -------------------------------------------------------------------------- connecting */

static const char *wanted_server(SessionUse use)
{
    switch (use) {
    case SESSION_WRITES:
        return "read-write";
    case SESSION_READS_STALE:
        return "prefer-standby";
    case SESSION_READS:
        break;
    }
    return "read-write"; /* a reader that must see what was just written */
}

/* A machine that loses its power or its network says nothing: what was sent is given up after
 * 5 s unacknowledged, and where only an answer is awaited, the other end is asked whether it is
 * there after 2 s and then each second, also given up at 5 s. That passes over a few lost
 * packets, and a commit that waits for its standby goes on as long as it must, since the
 * server's kernel answers. To give up too soon costs little: a lost answer is looked up
 * (writer.c). Two seconds is the least that libpq waits for a connection.
 *
 * What the URL says comes after our defaults and wins over them; the kind of server is ours. */
static PGconn *dial(const Connection *connection)
{
    const char *const keywords[] = {"connect_timeout",
                                    "tcp_user_timeout",
                                    "keepalives_idle",
                                    "keepalives_interval",
                                    "keepalives_count",
                                    "application_name",
                                    "dbname",
                                    "client_encoding",
                                    "target_session_attrs",
                                    NULL};
    const char *const values[] = {"2",
                                  "5000",
                                  "2",
                                  "1",
                                  "3",
                                  "seuil",
                                  connection->location,
                                  "UTF8",
                                  wanted_server(connection->use),
                                  NULL};
    return PQconnectdbParams(keywords, values, 1);
}

static Outcome connection_refused(PGconn *handle, Problem *problem)
{
    const Text words = text_trim(text_from(PQerrorMessage(handle)));
    const bool unknown = text_contains(words, TEXT("does not exist"));
    const bool refused = text_contains(words, TEXT("authentication failed"));
    return problem_set(problem,
                       unknown   ? NOT_FOUND
                       : refused ? REFUSED
                                 : UNAVAILABLE,
                       TEXT(""), "store", "no store answers: %.*s", TEXT_ARG(words));
}

static Outcome require_utf8(PGconn *handle, Problem *problem)
{
    const char *encoding = PQparameterStatus(handle, "server_encoding");
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
        return problem_set(problem, INVALID, TEXT(""), "store",
                           "the database is in %s; make one in UTF8",
                           encoding == NULL ? "an unknown encoding" : encoding);
    }
    return OK;
}

static Outcome set_up(Connection *connection, Problem *problem)
{
    TRY(require_utf8(connection->handle, problem));
    TRY(postgres_run_script(connection,
                            "SET statement_timeout = 30000;"
                            "SET idle_in_transaction_session_timeout = 600000",
                            problem));
    connection->timeout = POSTGRES_DEFAULT_TIMEOUT;
    return OK;
}

Outcome postgres_dial(Connection *connection, Problem *problem)
{
    PQfinish(connection->handle);
    connection->handle = dial(connection);
    connection->generation++;
    connection->awaited = 0;
    connection->broken = true;
    if (PQstatus(connection->handle) != CONNECTION_OK) {
        return connection_refused(connection->handle, problem);
    }
    (void)PQsetNoticeReceiver(connection->handle, hear_notice, connection);
    if (PQsetnonblocking(connection->handle, 1) != 0 ||
        PQenterPipelineMode(connection->handle) != 1) {
        return postgres_lost(connection, "connecting", problem);
    }
    connection->broken = false;
    connection->aborted = false;
    connection->retry = false;
    connection->half_kept = false;
    return set_up(connection, problem);
}

Outcome postgres_connect(Store *store, SessionUse use, Connection **connection,
                         Problem *problem)
{
    Connection *made = calloc(1, sizeof *made);
    if (made == NULL) {
        abort();
    }
    made->location = store->location;
    made->use = use;
    const Outcome outcome = postgres_dial(made, problem);
    if (outcome != OK) {
        postgres_disconnect(made);
        return outcome;
    }
    *connection = made;
    return OK;
}

void postgres_disconnect(Connection *connection)
{
    PQfinish(connection->handle);
    free(connection);
}

/* ----------------------------------------------------------------- sending and receiving */

void postgres_sent(Connection *connection, int sent)
{
    if (sent != 1) {
        connection->broken = true;
        return;
    }
    connection->awaited++;
}

void postgres_send(Connection *connection, const char *sql)
{
    if (!connection->broken) {
        postgres_sent(connection,
                      PQsendQueryParams(connection->handle, sql, 0, NULL, NULL, NULL, NULL, 1));
    }
}

/* Waits until the socket has something for us. False past the moment to stop. */
static bool wait_for_socket(const Connection *connection, short events, int64_t stop_at)
{
    for (;;) {
        const int64_t left = (stop_at - monotonic_nanoseconds()) / 1000000;
        struct pollfd waiting = {.fd = PQsocket(connection->handle), .events = events};
        if (left <= 0) {
            return false;
        }
        const int ready = poll(&waiting, 1, left > 60000 ? 60000 : (int)left);
        if (ready > 0) {
            return true;
        }
        if (ready < 0 && errno != EINTR) {
            return false;
        }
    }
}

bool postgres_flush(Connection *connection, int64_t stop_at)
{
    for (;;) {
        const int left = PQflush(connection->handle);
        if (left <= 0) {
            return left == 0;
        }
        if (!wait_for_socket(connection, POLLIN | POLLOUT, stop_at) ||
            PQconsumeInput(connection->handle) != 1) {
            return false;
        }
    }
}

/* The next result, NULL at the end of a command's. False when the server is lost or late. */
static bool next_result(Connection *connection, int64_t stop_at, PGresult **result)
{
    while (PQisBusy(connection->handle) != 0) {
        if (!wait_for_socket(connection, POLLIN, stop_at) ||
            PQconsumeInput(connection->handle) != 1) {
            return false;
        }
    }
    *result = PQgetResult(connection->handle);
    return true;
}

static bool is_success(const PGresult *result)
{
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
}

Outcome postgres_read_command(Connection *connection, int64_t stop_at, const char *doing,
                              PGresult **kept, Problem *problem)
{
    Outcome outcome = OK;
    PGresult *result = NULL;
    for (;;) {
        if (!next_result(connection, stop_at, &result)) {
            return postgres_lost(connection, doing, problem);
        }
        if (result == NULL) {
            return outcome;
        }
        if (!is_success(result) && PQresultStatus(result) != PGRES_PIPELINE_ABORTED &&
            outcome == OK) {
            outcome = postgres_outcome(connection, result, doing, problem);
        }
        PQclear(*kept);
        *kept = result;
        if (connection->broken && PQstatus(connection->handle) != CONNECTION_OK) {
            return outcome;
        }
    }
}

static Outcome read_sync(Connection *connection, int64_t stop_at, const char *doing,
                         Problem *problem)
{
    PGresult *result = NULL;
    if (!next_result(connection, stop_at, &result) ||
        PQresultStatus(result) != PGRES_PIPELINE_SYNC) {
        PQclear(result);
        return postgres_lost(connection, doing, problem);
    }
    PQclear(result);
    return OK;
}

static Outcome read_all(Connection *connection, int64_t stop_at, const char *doing,
                        PGresult **last, Problem *problem)
{
    Outcome outcome = OK;
    while (connection->awaited > 0) {
        connection->awaited--;
        const Outcome read = postgres_read_command(connection, stop_at, doing, last,
                                                   outcome == OK ? problem : NULL);
        outcome = outcome == OK ? read : outcome;
        if (PQstatus(connection->handle) != CONNECTION_OK ||
            (read != OK && connection->broken)) {
            return outcome == OK ? postgres_lost(connection, doing, problem) : outcome;
        }
    }
    TRY(read_sync(connection, stop_at, doing, outcome == OK ? problem : NULL));
    return outcome;
}

Outcome postgres_receive(Connection *connection, int64_t milliseconds, const char *doing,
                         PGresult **last, Problem *problem)
{
    *last = NULL;
    const int64_t stop_at =
        milliseconds == 0
            ? INT64_MAX
            : monotonic_nanoseconds() + (milliseconds + GRACE_MILLISECONDS) * 1000000;
    if (connection->broken || PQpipelineSync(connection->handle) != 1 ||
        !postgres_flush(connection, stop_at)) {
        return postgres_lost(connection, doing, problem);
    }
    const Outcome outcome = read_all(connection, stop_at, doing, last, problem);
    if (outcome != OK) {
        PQclear(*last);
        *last = NULL;
    }
    return outcome;
}

Outcome postgres_leave_pipeline(Connection *connection, Problem *problem)
{
    if (connection->awaited > 0) {
        PGresult *result = NULL;
        TRY(postgres_receive(connection, POSTGRES_DEFAULT_TIMEOUT, "preparing", &result,
                             problem));
        PQclear(result);
    }
    if (connection->broken || PQexitPipelineMode(connection->handle) != 1) {
        return postgres_lost(connection, "leaving the pipeline", problem);
    }
    return OK;
}

Outcome postgres_enter_pipeline(Connection *connection, Outcome outcome, Problem *problem)
{
    if (PQenterPipelineMode(connection->handle) == 1) {
        return outcome;
    }
    return postgres_lost(connection, "entering the pipeline", outcome == OK ? problem : NULL);
}

Outcome postgres_run_script(Connection *connection, const char *sql, Problem *problem)
{
    TRY(postgres_leave_pipeline(connection, problem));
    PGresult *result = PQexec(connection->handle, sql);
    const Outcome outcome =
        is_success(result) ? OK
                           : postgres_outcome(connection, result, "running a script", problem);
    PQclear(result);
    return postgres_enter_pipeline(connection, outcome, problem);
}

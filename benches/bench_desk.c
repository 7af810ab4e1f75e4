/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk of a term: 114,000 visits given, called and served through the domain itself, then
 * the report behind the page of counters, read again and again. Figures, not promises. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "desk/desk_day.h"
#include "store/store.h"

enum {
    VISITS = 114000,
    DAYS = 91,
    READINGS = 200,
    HOUR = 3600,
    DAY = 24 * HOUR,
    FIRST = 1790000000
};

typedef struct Term {
    Arena *arena;
    Moment now;
    int visits;
    DeskReport report;
} Term;

static void must(Outcome outcome, const Problem *problem)
{
    if (outcome != OK) {
        (void)fprintf(stderr, "bench_desk: %.*s\n", TEXT_ARG(problem->detail));
        exit(1);
    }
}

static Access access_at(const Term *term, Session *session, Problem *problem)
{
    return (Access){
        .arena = term->arena,
        .session = session,
        .caller = {.account = {{1}},
                   .house = {{0xA0}},
                   .permissions = role_find(TEXT("head_of_service"))->permissions},
        .now = term->now,
        .problem = problem,
    };
}

static Outcome one_visit(Access *access, int number)
{
    Arrival arrival = {0};
    const NewArrival made = {.wish = (DeskWish)(number % WISH_COUNT)};
    TRY(desk_arrive(access, &made, &arrival));
    const DeskMove call = {arrival.id, DESK_CALL, 1};
    const DeskMove serve = {arrival.id, DESK_SERVE, 1};
    TRY(desk_move(access, &call, &arrival));
    TRY(desk_move(access, &serve, &arrival));
    return desk_count(access, (ImmediateAnswer)(number % IMMEDIATE_ANSWER_COUNT));
}

static Outcome one_day(Session *session, void *context, Problem *problem)
{
    DeskDay day = {0};
    Term *term = context;
    Access access = access_at(term, session, problem);
    TRY(desk_open(&access, &day));
    for (int i = 0; i < term->visits; i++) {
        TRY(one_visit(&access, i));
    }
    return desk_close(&access, TEXT(""));
}

static int compare_times(const void *a, const void *b)
{
    const int64_t *left = a;
    const int64_t *right = b;
    return (*left > *right) - (*left < *right);
}

static void read_term(Store *store, Term *term, Problem *problem)
{
    static int64_t times[READINGS];
    const Date last = moment_to_local(term->now).date;
    for (int i = 0; i < READINGS; i++) {
        Session *session SCOPED(session_end) = NULL;
        const int64_t from = monotonic_nanoseconds();
        must(store_read(store, &session, problem), problem);
        Access access = access_at(term, session, problem);
        must(desk_report(&access, last - DAYS, last, &term->report), problem);
        times[i] = monotonic_nanoseconds() - from;
    }
    qsort(times, READINGS, sizeof times[0], compare_times);
    (void)printf("desk     counters of a term, %lld visits: p50 %.2f ms  p99 %.2f ms\n",
                 (long long)term->report.total.visits[VISIT_ARRIVED],
                 (double)times[READINGS / 2] / 1e6, (double)times[READINGS * 99 / 100] / 1e6);
}

static int remove_folder(const char *folder)
{
    static const char *const names[] = {"a.db", "a.db-wal", "a.db-shm", "a.db.lock"};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        (void)unlink(path);
    }
    return rmdir(folder) == 0 ? 0 : 1;
}

int main(void)
{
    char folder[] = "/tmp/seuil-bench-desk-XXXXXX";
    Store *store SCOPED(store_close) = NULL;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem problem = {.arena = arena};
    if (mkdtemp(folder) == NULL) {
        return 1;
    }
    must(store_open(text_format(arena, "%s/a.db", folder), STORE_READ_WRITE, &store, &problem),
         &problem);
    Term term = {.now = FIRST, .visits = VISITS / DAYS};
    const int64_t from = monotonic_nanoseconds();
    for (int day = 0; day < DAYS; day++, term.now += DAY) {
        Arena *day_arena SCOPED(arena_close) = arena_new(0);
        term.arena = day_arena;
        term.visits = VISITS / DAYS + (day < VISITS % DAYS ? 1 : 0);
        must(store_write(store, one_day, &term, &problem), &problem);
    }
    const double seconds = (double)(monotonic_nanoseconds() - from) / 1e9;
    (void)printf("desk     given, called, served and counted: %.0f visits/s\n",
                 VISITS / seconds);
    term.arena = arena;
    term.now -= DAY;
    read_term(store, &term, &problem);
    store_close(&store);
    return remove_folder(folder);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* kill -9 at moments nobody chose: while opening, writing, moving the log, closing. */
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "torture/torture.h"

enum {
    ROUNDS_A_STORE = 40, /* a new file now and then, or checking it would take all the time */
    LONGEST_WAIT = 60,   /* seconds until a load has said its first words */
};

typedef struct Counts {
    int64_t rounds;
    int64_t kept;
    int64_t unanswered;
    int64_t ended; /* rounds whose load was done before it was killed */
} Counts;

static int64_t lines_of(const char *ledger)
{
    struct stat status;
    return stat(ledger, &status) == 0 ? status.st_size / (int64_t)sizeof(LedgerLine) : 0;
}

static bool has_ended(pid_t child)
{
    siginfo_t information = {0};
    return waitid(P_PID, (id_t)child, &information, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           information.si_pid == child;
}

/* After a number of acknowledged writes, or after a time that may be too short for any. */
static void wait_for_the_moment(Random *random, const char *ledger, pid_t child)
{
    if (random_below(random, 3) == 0) {
        (void)usleep(random_below(random, 100000));
        return;
    }
    const int64_t lines = lines_of(ledger) + 1 + random_below(random, 400);
    const int64_t latest = monotonic_nanoseconds() + LONGEST_WAIT * INT64_C(1000000000);
    while (lines_of(ledger) < lines && !has_ended(child) && monotonic_nanoseconds() < latest) {
        (void)usleep(200);
    }
    (void)usleep(random_below(random, 3000));
}

/* Nothing is refused while a disk is good. */
static Outcome refuse_refusals(const Ledger *ledger, int code, Problem *problem)
{
    if (ledger->refused == 0 && ledger->wrong == 0 && code <= 0) {
        return OK;
    }
    return problem_set(problem, INVALID, TEXT(""), "",
                       "the load was refused %lld times, its reader %lld times, and ended "
                       "with %d: see load.log",
                       (long long)ledger->refused, (long long)ledger->wrong, code);
}

static Outcome kill_once(const Torture *torture, Random *random, Text place, Counts *counts,
                         Problem *problem)
{
    Ledger before;
    Ledger ledger;
    Verdict verdict;
    pid_t child = 0;
    const LoadPlan plan = {
        .place = place,
        .ledger = torture->ledger,
        .writers = 1 + random_below(random, 16),
        .writes = random_below(random, 3) == 0 ? 1 + (int64_t)random_below(random, 60) : 0,
    };
    TRY(ledger_read(plan.ledger, &before, problem));
    TRY(child_start(torture, &plan, NULL, &child, problem));
    wait_for_the_moment(random, text_to_c(torture->arena, plan.ledger), child);
    (void)kill(child, SIGKILL);
    const int code = child_wait(child);
    TRY(ledger_read(plan.ledger, &ledger, problem));
    ledger.refused -= before.refused;
    ledger.wrong -= before.wrong;
    TRY(refuse_refusals(&ledger, code, problem));
    counts->rounds++;
    counts->kept += ledger_total(&ledger) - ledger_total(&before);
    counts->ended += code == 0;
    TRY(verify_store(place, &ledger, &verdict, problem));
    counts->unanswered += verdict.unanswered;
    return ledger_write(plan.ledger, &ledger, problem);
}

/* A place that was given keeps what it has; a file of our own starts anew. */
static Outcome renew_store(const Torture *torture, Text *place, Problem *problem)
{
    if (!text_is_empty(torture->place)) {
        *place = torture->place;
        return OK;
    }
    const Text folder = text_format(torture->arena, "%.*s/store", TEXT_ARG(torture->folder));
    *place = text_format(torture->arena, "%.*s/a.db", TEXT_ARG(folder));
    TRY(folder_empty(folder, problem));
    return ledger_write(torture->ledger, &(Ledger){0}, problem);
}

Outcome torture_kill(const Torture *torture, Problem *problem)
{
    Random random = random_seeded(torture->seed);
    Counts counts = {0};
    Text place = TEXT("");
    const int64_t began = monotonic_nanoseconds();
    while (torture_goes_on(torture, began, counts.rounds)) {
        if (counts.rounds % ROUNDS_A_STORE == 0) {
            TRY(renew_store(torture, &place, problem));
        }
        TRY(kill_once(torture, &random, place, &counts, problem));
        if (counts.rounds % ROUNDS_A_STORE == 0) {
            TRY(child_check(torture, place, problem));
        }
    }
    TRY(child_check(torture, place, problem));
    (void)printf("kill -9: %lld times (%lld just after the end), %lld writes acknowledged, 0 "
                 "lost, 0 twice, %lld kept unanswered\n",
                 (long long)counts.rounds, (long long)counts.ended, (long long)counts.kept,
                 (long long)counts.unanswered);
    return OK;
}

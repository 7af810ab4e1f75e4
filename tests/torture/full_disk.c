/* SPDX-License-Identifier: EUPL-1.2 */
/* A disk that fills up under a load, and has room again while the same process goes on. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "torture/torture.h"

enum {
    BALLAST = 5 << 20,
    LONGEST_WAIT = 60,  /* seconds until the disk is full */
    FULL_FOR = 300000,  /* microseconds */
    ROOMY_FOR = 700000, /* at least; as long as LONGEST_WAIT until a write was kept */
};

typedef struct Relief {
    const Torture *torture;
    const char *ballast;
    int64_t kept; /* when room was made */
    atomic_bool over;
} Relief;

/* A small disk of this process alone, gone with it. Half of it is the ballast; an empty store
 * with its log fits the other half. */
static bool mount_small_disk(const char *folder)
{
    return unshare(CLONE_NEWNS) == 0 &&
           mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, "size=10m") == 0;
}

static bool was_refused(const Torture *torture, Ledger *ledger)
{
    return ledger_read(torture->ledger, ledger, NULL) == OK && ledger->refused > 0;
}

/* Once the disk is full, and has been for a while. */
static void *make_room(void *context)
{
    Relief *relief = context;
    Ledger ledger = {0};
    const int64_t latest = monotonic_nanoseconds() + LONGEST_WAIT * INT64_C(1000000000);
    while (!was_refused(relief->torture, &ledger) && monotonic_nanoseconds() < latest) {
        (void)usleep(10000);
    }
    (void)usleep(FULL_FOR);
    (void)was_refused(relief->torture, &ledger);
    relief->kept = ledger_total(&ledger);
    (void)unlink(relief->ballast);
    const int64_t roomy = monotonic_nanoseconds() + LONGEST_WAIT * INT64_C(1000000000);
    do {
        (void)usleep(ROOMY_FOR);
        (void)was_refused(relief->torture, &ledger);
    } while (ledger_total(&ledger) <= relief->kept && monotonic_nanoseconds() < roomy);
    atomic_store(&relief->over, true);
    return NULL;
}

static Outcome fill_and_relieve(const Torture *torture, Text place, Relief *relief,
                                LoadReport *report, Problem *problem)
{
    const LoadPlan plan = {
        .place = place,
        .ledger = torture->ledger,
        .writers = 8,
        .stop = &relief->over,
        .patient = true,
    };
    pthread_t thread;
    if (pthread_create(&thread, NULL, make_room, relief) != 0) {
        return problem_set(problem, FAILED, TEXT(""), "", "no thread");
    }
    const Outcome outcome = load_run(&plan, report, problem);
    (void)pthread_join(thread, NULL);
    return outcome;
}

static Outcome judge(const Relief *relief, const LoadReport *report, Problem *problem)
{
    if (report->refused == 0 || !text_contains(report->first_refusal, TEXT("disk"))) {
        return problem_set(problem, INVALID, TEXT(""), "",
                           "a full disk was told %lld times, as “%.*s”",
                           (long long)report->refused, TEXT_ARG(report->first_refusal));
    }
    if (report->kept <= relief->kept) {
        return problem_set(problem, INVALID, TEXT(""), "",
                           "nothing was written after there was room again");
    }
    return OK;
}

static Outcome run_on_small_disk(const Torture *torture, Text folder, Problem *problem)
{
    Arena *arena = torture->arena;
    const Text place = text_format(arena, "%.*s/a.db", TEXT_ARG(folder));
    const Text ballast = text_format(arena, "%.*s/ballast", TEXT_ARG(folder));
    Relief relief = {.torture = torture, .ballast = ballast.bytes};
    LoadReport report;
    Ledger ledger;
    Verdict verdict;
    TRY(ledger_write(torture->ledger, &(Ledger){0}, problem));
    TRY(file_write(ballast, arena_allocate(arena, BALLAST), BALLAST, problem));
    TRY(fill_and_relieve(torture, place, &relief, &report, problem));
    TRY(judge(&relief, &report, problem));
    TRY(ledger_read(torture->ledger, &ledger, problem));
    (void)printf("full disk: “%.*s”, told %lld times; ", TEXT_ARG(report.first_refusal),
                 (long long)report.refused);
    const Outcome outcome = verify_store(place, &ledger, &verdict, problem);
    if (outcome == UNAVAILABLE) {
        /* Filled a second time: there the store opens and says so. */
        (void)printf("full again at the end; ");
    } else if (outcome != OK) {
        return outcome;
    }
    (void)printf("%lld writes acknowledged, %lld of them after there was room again, 0 lost, 0 "
                 "twice\n",
                 (long long)report.kept, (long long)(report.kept - relief.kept));
    return OK;
}

Outcome torture_full_disk(const Torture *torture, Problem *problem)
{
    const Text folder = text_format(torture->arena, "%.*s/small", TEXT_ARG(torture->folder));
    TRY(folder_empty(folder, problem));
    if (!mount_small_disk(text_to_c(torture->arena, folder))) {
        (void)printf("skipped: full disk: a small disk cannot be mounted here (%s)\n",
                     strerror(errno));
        return OK;
    }
    return run_on_small_disk(torture, folder, problem);
}

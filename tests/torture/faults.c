/* SPDX-License-Identifier: EUPL-1.2 */
/* Calls that fail: the nth sync, write, read, truncation or opening, once, a few times, or for
 * as long as the process lives. */
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/list.h"
#include "torture/image.h"
#include "torture/torture.h"

enum { ROUNDS_A_STORE = 15, FOR_EVER = 1000000 };

typedef struct FaultKind {
    const char *call; /* as the shim takes it */
    int error;
    uint32_t latest; /* the fault comes at one of so many calls */
} FaultKind;

static const FaultKind kinds[] = {
    {"sync",  EIO,    120 },
    {"write", EIO,    1500},
    {"write", ENOSPC, 1500},
    {"read",  EIO,    60  },
    {"cut",   EIO,    4   },
    {"open",  EMFILE, 20  },
    {"open",  EIO,    20  },
};

typedef struct Counts {
    int64_t rounds;
    int64_t fired;  /* rounds in which a call failed */
    int64_t calls;  /* that failed */
    int64_t told;   /* rounds in which somebody was told of an error */
    int64_t healed; /* rounds in which the same process wrote on after an error */
    int64_t kept;
    int64_t unanswered;
} Counts;

typedef struct Place {
    Text folder;
    Text store;
    Text log;
} Place;

static Outcome run_with_fault(const Torture *torture, Random *random, const Place *place,
                              int *code, Problem *problem)
{
    static const uint32_t times[] = {1, 1, 3, FOR_EVER};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const FaultKind *kind = &kinds[random_below(random, LENGTH_OF(kinds))];
    const LoadPlan plan = {
        .place = place->store,
        .ledger = torture->ledger,
        .writers = 1 + random_below(random, 8),
        .writes = 20 + random_below(random, 100),
    };
    const char *const settings[] = {
        text_format(arena, "SEUIL_DISK_FOLDER=%.*s", TEXT_ARG(place->folder)).bytes,
        text_format(arena, "SEUIL_DISK_LOG=%.*s", TEXT_ARG(place->log)).bytes,
        text_format(arena, "SEUIL_DISK_FAULT=%s %u %d %u", kind->call,
                    1 + random_below(random, kind->latest), kind->error,
                    times[random_below(random, LENGTH_OF(times))])
            .bytes,
        NULL,
    };
    pid_t child = 0;
    (void)unlink(text_to_c(arena, place->log));
    TRY(child_start(torture, &plan, settings, &child, problem));
    *code = child_wait(child);
    return OK;
}

static Outcome count_faults(const Place *place, int64_t *calls, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    DiskLog log;
    TRY(disk_log_read(arena, place->log, &log, problem));
    *calls = (int64_t)disk_log_count(&log, DISK_FAULT);
    return OK;
}

/* Without a fault nothing is refused; a process never ends by a signal. */
static Outcome judge(const Ledger *ledger, int code, int64_t calls, Problem *problem)
{
    const bool is_quiet = ledger->refused == 0 && code == OK;
    if (ledger->wrong > 0 || code < 0 || (calls == 0 && !is_quiet)) {
        return problem_set(problem, INVALID, TEXT(""), "",
                           "%lld calls failed, %lld errors told, %lld wrong reads, ended with "
                           "%d: see load.log",
                           (long long)calls, (long long)ledger->refused,
                           (long long)ledger->wrong, code);
    }
    return OK;
}

static Outcome fail_once(const Torture *torture, Random *random, const Place *place,
                         Counts *counts, Problem *problem)
{
    Ledger before;
    Ledger ledger;
    Verdict verdict;
    int64_t calls = 0;
    int code = 0;
    TRY(ledger_read(torture->ledger, &before, problem));
    TRY(run_with_fault(torture, random, place, &code, problem));
    TRY(ledger_read(torture->ledger, &ledger, problem));
    TRY(count_faults(place, &calls, problem));
    counts->rounds++;
    TRY(judge(&ledger, code, calls, problem));
    counts->fired += calls > 0;
    counts->calls += calls;
    counts->told += ledger.refused > 0;
    counts->healed += ledger.refused > 0 && code == OK;
    counts->kept += ledger_total(&ledger) - ledger_total(&before);
    TRY(verify_store(place->store, &ledger, &verdict, problem));
    counts->unanswered += verdict.unanswered;
    return ledger_write(torture->ledger, &ledger, problem);
}

Outcome torture_faults(const Torture *torture, Problem *problem)
{
    Random random = random_seeded(torture->seed);
    Counts counts = {0};
    const Text folder = text_format(torture->arena, "%.*s/faults", TEXT_ARG(torture->folder));
    const Place place = {
        .folder = folder,
        .store = text_format(torture->arena, "%.*s/a.db", TEXT_ARG(folder)),
        .log = text_format(torture->arena, "%.*s/disk.log", TEXT_ARG(torture->folder)),
    };
    const int64_t began = monotonic_nanoseconds();
    while (torture_goes_on(torture, began, counts.rounds)) {
        if (counts.rounds % ROUNDS_A_STORE == 0) {
            TRY(folder_empty(folder, problem));
            TRY(ledger_write(torture->ledger, &(Ledger){0}, problem));
        }
        TRY(fail_once(torture, &random, &place, &counts, problem));
    }
    TRY(child_check(torture, place.store, problem));
    (void)printf(
        "failing calls: %lld loads, %lld met %lld failed calls, %lld were told and %lld "
        "of them wrote on, %lld writes acknowledged, 0 lost, 0 twice, %lld kept "
        "unanswered\n",
        (long long)counts.rounds, (long long)counts.fired, (long long)counts.calls,
        (long long)counts.told, (long long)counts.healed, (long long)counts.kept,
        (long long)counts.unanswered);
    return OK;
}

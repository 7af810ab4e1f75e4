/* SPDX-License-Identifier: EUPL-1.2 */
/* The power is cut: a load is recorded call by call, and many ends of it are looked at. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "torture/image.h"
#include "torture/torture.h"

enum { CUTS_A_RECORDING = 20, RECORDINGS_A_STORE = 12, EIO_NUMBER = 5 };

typedef struct Counts {
    int64_t cuts;
    int64_t recordings;
    int64_t failed_syncs;
    int64_t told;
    int64_t unanswered;
    int64_t by_mode[4];
} Counts;

typedef struct Bench {
    Text base; /* what the disk held when the machine started */
    Text live; /* what the program sees */
    Text image;
    Text log;
    Ledger ledger; /* what had been told when the machine started */
} Bench;

static Bench bench_make(const Torture *torture)
{
    return (Bench){
        .base = text_format(torture->arena, "%.*s/base", TEXT_ARG(torture->folder)),
        .live = text_format(torture->arena, "%.*s/live", TEXT_ARG(torture->folder)),
        .image = text_format(torture->arena, "%.*s/image", TEXT_ARG(torture->folder)),
        .log = text_format(torture->arena, "%.*s/disk.log", TEXT_ARG(torture->folder)),
    };
}

/* Some loads end by themselves and close; some are killed; some meet a sync that fails. */
static Outcome record_load(const Torture *torture, Random *random, const Bench *bench,
                           Problem *problem)
{
    Arena *arena = torture->arena;
    const LoadPlan plan = {
        .place = text_format(arena, "%.*s/a.db", TEXT_ARG(bench->live)),
        .ledger = torture->ledger,
        .writers = 1 + random_below(random, 8),
        .writes = 1 + random_below(random, 80),
    };
    const Text fault =
        random_below(random, 4) == 0
            ? text_format(arena, "SEUIL_DISK_FAULT=sync %u %d %u", 1 + random_below(random, 60),
                          EIO_NUMBER, 1 + random_below(random, 3))
            : TEXT("SEUIL_DISK_FAULT=");
    const char *const settings[] = {
        text_format(arena, "SEUIL_DISK_FOLDER=%.*s", TEXT_ARG(bench->live)).bytes,
        text_format(arena, "SEUIL_DISK_LOG=%.*s", TEXT_ARG(bench->log)).bytes,
        text_format(arena, "SEUIL_DISK_LEDGER=%.*s", TEXT_ARG(plan.ledger)).bytes,
        fault.bytes,
        NULL,
    };
    pid_t child = 0;
    (void)unlink(text_to_c(arena, bench->log));
    TRY(folder_copy(bench->base, bench->live, problem));
    TRY(ledger_write(plan.ledger, &bench->ledger, problem));
    TRY(child_start(torture, &plan, settings, &child, problem));
    if (random_below(random, 3) == 0) {
        (void)usleep(random_below(random, 300000));
        (void)kill(child, SIGKILL);
    }
    (void)child_wait(child);
    return OK;
}

static Outcome look_at(const Bench *bench, const DiskLog *log, const Cut *cut, Counts *counts,
                       Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text place = text_format(arena, "%.*s/a.db", TEXT_ARG(bench->image));
    Ledger ledger = bench->ledger;
    Verdict verdict;
    TRY(image_build(log, bench->base, bench->image, cut, &ledger, problem));
    counts->cuts++;
    counts->by_mode[cut->mode]++;
    counts->told += ledger_total(&ledger) - ledger_total(&bench->ledger);
    const Outcome outcome = verify_store(place, &ledger, &verdict, problem);
    if (outcome != OK) {
        return problem_set(problem, outcome, bench->image, "",
                           "cut at record %zu of %zu, mode %d, seed %llu: %.*s", cut->at,
                           log->count, (int)cut->mode, (unsigned long long)cut->seed,
                           TEXT_ARG(problem->detail));
    }
    counts->unanswered += verdict.unanswered;
    return OK;
}

/* Whoever looks for losses must find one where there is one: on a disk that lies. */
static Outcome find_a_lie(const Bench *bench, const DiskLog *log, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text place = text_format(arena, "%.*s/a.db", TEXT_ARG(bench->image));
    const Cut cut = {.at = log->count, .mode = CUT_LOSES_ALL, .seed = 1, .lies = true};
    Ledger ledger = bench->ledger;
    Verdict verdict;
    TRY(image_build(log, bench->base, bench->image, &cut, &ledger, problem));
    const bool anything = ledger_total(&ledger) > ledger_total(&bench->ledger);
    if (anything && verify_store(place, &ledger, &verdict, NULL) == OK) {
        return problem_set(problem, FAILED, bench->image, "",
                           "a disk that lied about its syncs was not found out");
    }
    return OK;
}

/* The machine starts again from one of the ends. */
static Outcome start_again(const Torture *torture, Bench *bench, const DiskLog *log,
                           const Cut *cut, Problem *problem)
{
    Ledger ledger = bench->ledger;
    const Text next = text_format(torture->arena, "%.*s/next", TEXT_ARG(torture->folder));
    TRY(image_build(log, bench->base, next, cut, &ledger, problem));
    TRY(folder_copy(next, bench->base, problem));
    bench->ledger = ledger;
    return OK;
}

static Outcome cut_recording(const Torture *torture, Random *random, Bench *bench,
                             Counts *counts, Problem *problem)
{
    static const CutMode modes[] = {CUT_LOSES_ALL, CUT_LOSES_NOTHING, CUT_LOSES_WRITES,
                                    CUT_TEARS_WRITES, CUT_TEARS_WRITES};
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    DiskLog log;
    Cut cut = {0};
    TRY(record_load(torture, random, bench, problem));
    TRY(disk_log_read(arena, bench->log, &log, problem));
    counts->recordings++;
    counts->failed_syncs += (int64_t)disk_log_count(&log, DISK_SYNC_FAILED);
    TRY(find_a_lie(bench, &log, problem));
    for (int i = 0; i < CUTS_A_RECORDING; i++) {
        cut = (Cut){.at = random_below(random, (uint32_t)log.count + 1),
                    .mode = modes[random_below(random, 5)],
                    .seed = random_next(random)};
        TRY(look_at(bench, &log, &cut, counts, problem));
    }
    return start_again(torture, bench, &log, &cut, problem);
}

Outcome torture_cut(const Torture *torture, Problem *problem)
{
    Random random = random_seeded(torture->seed);
    Counts counts = {0};
    Bench bench = bench_make(torture);
    const int64_t began = monotonic_nanoseconds();
    while (torture_goes_on(torture, began, counts.cuts)) {
        const ArenaMark mark = arena_mark(torture->arena);
        if (counts.recordings % RECORDINGS_A_STORE == 0) {
            TRY(folder_empty(bench.base, problem));
            bench.ledger = (Ledger){0};
        }
        TRY(cut_recording(torture, &random, &bench, &counts, problem));
        arena_rewind(torture->arena, mark);
    }
    (void)printf(
        "power cut: %lld cuts in %lld loads (%lld lost all unsynced, %lld nothing, %lld "
        "some, %lld torn; %lld failed syncs), %lld writes acknowledged, 0 lost, 0 "
        "twice, %lld kept unanswered\n",
        (long long)counts.cuts, (long long)counts.recordings, (long long)counts.by_mode[0],
        (long long)counts.by_mode[1], (long long)counts.by_mode[2],
        (long long)counts.by_mode[3], (long long)counts.failed_syncs, (long long)counts.told,
        (long long)counts.unanswered);
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The power is cut while a backup is written: under its name there is a whole one or none, and
 * what is left of an unfinished one is whole or refused. */
#include <stdio.h>
#include <unistd.h>

#include "base/list.h"
#include "torture/image.h"
#include "torture/torture.h"

enum { CUTS_A_RECORDING = 25, MOST_WRITES = 60, WRITERS = 4, EIO_NUMBER = 5 };

typedef struct Counts {
    int64_t recordings;
    int64_t told; /* backups that were said to be there */
    int64_t cuts;
    int64_t whole;
    int64_t absent;
    int64_t refused; /* what is left of unfinished ones, given to restore */
    int64_t usable;
} Counts;

typedef struct Bench {
    Text store;
    Text base; /* an empty folder */
    Text live; /* where the backup goes */
    Text image;
    Text log;
    Text restored;
    Ledger ledger; /* of the store */
    bool told;
} Bench;

static Text in_folder(const Torture *torture, const char *name)
{
    return text_format(torture->arena, "%.*s/%s", TEXT_ARG(torture->folder), name);
}

static Outcome bench_make(const Torture *torture, Random *random, Bench *bench,
                          Problem *problem)
{
    *bench = (Bench){.store = in_folder(torture, "store/a.db"),
                     .base = in_folder(torture, "base"),
                     .live = in_folder(torture, "live"),
                     .image = in_folder(torture, "image"),
                     .log = in_folder(torture, "disk.log"),
                     .restored = in_folder(torture, "restored")};
    const LoadPlan plan = {.place = bench->store,
                           .ledger = torture->ledger,
                           .writers = WRITERS,
                           .writes = 1 + random_below(random, MOST_WRITES)};
    LoadReport report;
    TRY(folder_empty(in_folder(torture, "store"), problem));
    TRY(ledger_write(torture->ledger, &(Ledger){0}, problem));
    TRY(load_run(&plan, &report, problem));
    TRY(ledger_read(torture->ledger, &bench->ledger, problem));
    TRY(folder_empty(bench->base, problem));
    return folder_empty(bench->live, problem);
}

/* One of three meets a call that fails. */
static Outcome record_backup(const Torture *torture, Random *random, Bench *bench,
                             Problem *problem)
{
    static const char *const calls[] = {"sync", "write", "cut", "open"};
    Arena *arena = torture->arena;
    const Text fault =
        random_below(random, 3) == 0
            ? text_format(arena, "SEUIL_DISK_FAULT=%s %u %d %u",
                          calls[random_below(random, LENGTH_OF(calls))],
                          1 + random_below(random, 8), EIO_NUMBER, 1 + random_below(random, 3))
            : TEXT("SEUIL_DISK_FAULT=");
    const char *const settings[] = {
        text_format(arena, "SEUIL_DISK_FOLDER=%.*s", TEXT_ARG(bench->live)).bytes,
        text_format(arena, "SEUIL_DISK_LOG=%.*s", TEXT_ARG(bench->log)).bytes,
        fault.bytes,
        NULL,
    };
    const char *const words[] = {
        "backup", text_format(arena, "%.*s/b.db", TEXT_ARG(bench->live)).bytes, NULL};
    pid_t child = 0;
    (void)unlink(text_to_c(arena, bench->log));
    TRY(child_seuil(torture, bench->store, words, settings, &child, problem));
    bench->told = child_wait(child) == OK;
    return OK;
}

/* Restored into an empty store and held against the ledger of the one that was backed up. */
static Outcome restore(const Bench *bench, Text backup, bool *refused, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text place = text_format(arena, "%.*s/r.db", TEXT_ARG(bench->restored));
    Store *store = NULL;
    Ledger ledger = bench->ledger;
    Verdict verdict;
    TRY(folder_empty(bench->restored, problem));
    TRY(store_open(place, STORE_READ_WRITE, &store, problem));
    *refused = store_restore(store, backup, NULL, NULL) != OK;
    store_close(&store);
    return *refused ? OK : verify_store(place, &ledger, &verdict, problem);
}

typedef struct Look {
    const Bench *bench;
    Counts *counts;
    bool found;
} Look;

static Outcome look_at_file(Text folder, Text name, void *context, Problem *problem)
{
    Look *look = context;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const bool is_backup = text_equal(name, TEXT("b.db"));
    bool refused = false;
    if (!is_backup && !text_ends_with(name, TEXT(".partial"))) {
        return OK;
    }
    const Text path = text_format(arena, "%.*s/%.*s", TEXT_ARG(folder), TEXT_ARG(name));
    TRY(restore(look->bench, path, &refused, problem));
    if (is_backup && refused) {
        return problem_set(problem, INVALID, TEXT(""), "", "a backup is there and not whole");
    }
    look->found = look->found || is_backup;
    look->counts->refused += refused;
    look->counts->usable += !is_backup && !refused;
    return OK;
}

static Outcome look_at(const Bench *bench, const DiskLog *log, const Cut *cut, Counts *counts,
                       Problem *problem)
{
    Ledger none = {0};
    Look look = {.bench = bench, .counts = counts};
    TRY(image_build(log, bench->base, bench->image, cut, &none, problem));
    Outcome outcome = folder_each(bench->image, look_at_file, &look, problem);
    if (outcome == OK && bench->told && cut->at == log->count && !look.found) {
        outcome = problem_set(problem, INVALID, TEXT(""), "", "a backup was told and is lost");
    }
    if (outcome != OK) {
        return problem_set(problem, outcome, bench->image, "",
                           "cut at record %zu of %zu, mode %d, seed %llu: %.*s", cut->at,
                           log->count, (int)cut->mode, (unsigned long long)cut->seed,
                           TEXT_ARG(problem->detail));
    }
    counts->cuts++;
    counts->whole += look.found;
    counts->absent += !look.found;
    return OK;
}

/* Whoever looks for torn backups must find one on a disk that lies. */
static Outcome find_a_lie(const Bench *bench, const DiskLog *log, Problem *problem)
{
    const Cut cut = {.at = log->count, .mode = CUT_LOSES_ALL, .seed = 1, .lies = true};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem found = {.arena = arena};
    Counts counts = {0};
    if (bench->told && look_at(bench, log, &cut, &counts, &found) == OK) {
        return problem_set(problem, FAILED, bench->image, "",
                           "a disk that lied about its syncs was not found out");
    }
    return OK;
}

static Outcome cut_recording(const Torture *torture, Random *random, Counts *counts,
                             Problem *problem)
{
    static const CutMode modes[] = {CUT_LOSES_ALL, CUT_LOSES_NOTHING, CUT_LOSES_WRITES,
                                    CUT_TEARS_WRITES};
    Arena *arena SCOPED(arena_close) = arena_new((size_t)1 << 20);
    Bench bench;
    DiskLog log;
    TRY(bench_make(torture, random, &bench, problem));
    TRY(record_backup(torture, random, &bench, problem));
    TRY(disk_log_read(arena, bench.log, &log, problem));
    counts->recordings++;
    counts->told += bench.told;
    TRY(find_a_lie(&bench, &log, problem));
    for (int i = 0; i < CUTS_A_RECORDING; i++) {
        /* The end, where the backup was told, more often than its share. */
        const size_t at = i < 4 ? log.count : random_below(random, (uint32_t)log.count + 1);
        const Cut cut = {.at = at, .mode = modes[i % 4], .seed = random_next(random)};
        TRY(look_at(&bench, &log, &cut, counts, problem));
    }
    return OK;
}

Outcome torture_backup(const Torture *torture, Problem *problem)
{
    Random random = random_seeded(torture->seed);
    Counts counts = {0};
    const int64_t began = monotonic_nanoseconds();
    while (torture_goes_on(torture, began, counts.cuts)) {
        const ArenaMark mark = arena_mark(torture->arena);
        TRY(cut_recording(torture, &random, &counts, problem));
        arena_rewind(torture->arena, mark);
    }
    (void)printf("backup: %lld cuts in %lld backups (%lld told), %lld times there and whole, "
                 "%lld times not there, 0 torn; of what unfinished ones left %lld were "
                 "refused, %lld whole\n",
                 (long long)counts.cuts, (long long)counts.recordings, (long long)counts.told,
                 (long long)counts.whole, (long long)counts.absent, (long long)counts.refused,
                 (long long)counts.usable);
    return OK;
}

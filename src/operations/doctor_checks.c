/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/doctor_checks.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/timex.h>
#include <unistd.h>

#include "crypto/keyring.h"
#include "jobs/job.h"
#include "operations/disk.h"

enum {
    SLOW_SYNC_MILLISECONDS = 50,
    FILES_WANTED = 4096 + 256, /* connections, and what is open beside them */
    BACKUP_OLD_DAYS = 2,
    SECONDS_A_DAY = 24 * 60 * 60,
    POSTGRES_MAJOR = 10000
};

static const double MILLISECONDS = 1e6; /* in nanoseconds */

static const Text ITS_OWN = TEXT_INIT("the store's server looks after its own");

Finding doctor_look_at_disk(Arena *arena, Text store_path)
{
    Finding finding = {.subject = "disk", .said = ITS_OWN, .repair = TEXT("")};
    int64_t megabytes = 0;
    if (store_place_is_shared(store_path)) {
        return finding;
    }
    if (!disk_free_megabytes(store_path, &megabytes)) {
        finding.gravity = BLOCKING;
        finding.said = text_format(arena, "%.*s cannot be looked at",
                                   TEXT_ARG(folder_of_file(arena, store_path)));
        return finding;
    }
    finding.gravity = megabytes < DISK_LEAST_MEGABYTES ? BLOCKING : FINE;
    finding.said = text_format(arena, "%lld MB free beside the store", (long long)megabytes);
    return finding;
}

/* A real write made durable says more than the rights of a file do. */
Finding doctor_look_at_writing(Arena *arena, Text store_path)
{
    Finding finding = {.subject = "writing", .said = ITS_OWN, .repair = TEXT("")};
    SyncTimes times = {0};
    Problem problem = {.arena = arena};
    const char *path = text_to_c(arena, store_path);
    if (store_place_is_shared(store_path) || path == NULL) {
        return finding;
    }
    const Text folder = folder_of_file(arena, store_path);
    if (disk_measure_sync(folder, &times, &problem) != OK) {
        finding.gravity = BLOCKING;
        finding.said =
            text_format(arena, "%.*s: %.*s", TEXT_ARG(folder), TEXT_ARG(problem.detail));
        return finding;
    }
    if (access(path, F_OK) == 0 && access(path, W_OK) != 0) {
        finding.gravity = BLOCKING;
        finding.said =
            text_format(arena, "%.*s may be read and not written", TEXT_ARG(store_path));
        finding.repair = text_format(arena, "chown the store to user %d", (int)geteuid());
        return finding;
    }
    finding.gravity =
        times.middle > SLOW_SYNC_MILLISECONDS * (int64_t)MILLISECONDS ? WORTH_KNOWING : FINE;
    finding.said =
        text_format(arena, "durable in %.2f ms, %.2f ms at worst",
                    (double)times.middle / MILLISECONDS, (double)times.longest / MILLISECONDS);
    return finding;
}

/* ----------------------------------------------------------------------------------- backup
 */

static Outcome find_last_dump(Arena *arena, Text store_path, Moment *ended)
{
    Store *store SCOPED(store_close) = NULL;
    Session *session SCOPED(session_end) = NULL;
    const Job *jobs = NULL;
    size_t count = 0;
    TRY(store_open(store_path, STORE_READ_ONLY, &store, NULL));
    TRY(store_read(store, &session, NULL));
    TRY(job_list(session, arena, &jobs, &count, NULL));
    for (size_t i = 0; i < count; i++) {
        /* A server without a folder for dumps ends the job as well, and says so. */
        const bool is_dump = jobs[i].state == JOB_DONE &&
                             text_equal(jobs[i].kind, TEXT("dump")) &&
                             text_ends_with(jobs[i].said, TEXT(".db"));
        *ended = is_dump && jobs[i].ended > *ended ? jobs[i].ended : *ended;
    }
    return OK;
}

Finding doctor_look_at_backup(Arena *arena, Text store_path, Moment now)
{
    Finding finding = {.subject = "backup", .gravity = WORTH_KNOWING, .repair = TEXT("")};
    Moment ended = 0;
    if (find_last_dump(arena, store_path, &ended) != OK || ended == 0) {
        finding.said = TEXT("no nightly dump is known; those made by hand are not counted");
        finding.repair = TEXT("seuil serve --dumps DIR, or seuil backup FILE each night");
        return finding;
    }
    const int64_t days = (now - ended) / SECONDS_A_DAY;
    finding.gravity = days >= BACKUP_OLD_DAYS ? WORTH_KNOWING : FINE;
    finding.said = text_format(arena, "last nightly dump %lld days ago, %.*s", (long long)days,
                               TEXT_ARG(moment_format(arena, ended)));
    if (finding.gravity != FINE) {
        finding.repair = TEXT("seuil job add dump");
    }
    return finding;
}

/* ------------------------------------------------------------------------------------- keys
 */

/* A copy of the folder of the store would take the keys with it. */
static bool is_beside_store(Arena *arena, Text store_path, Text file)
{
    return !store_place_is_shared(store_path) &&
           text_equal(folder_of_file(arena, store_path), folder_of_file(arena, file));
}

Finding doctor_look_at_keys(Arena *arena, Text store_path, Text file)
{
    Finding finding = {.subject = "keys", .gravity = WORTH_KNOWING, .repair = TEXT("")};
    Problem problem = {.arena = arena};
    Keyring *keyring SCOPED(keyring_close) = NULL;
    if (text_is_empty(file)) {
        finding.said = TEXT("no key file is named: nothing can be kept sealed");
        finding.repair = TEXT("seuil keys make FILE, then serve --keys FILE and SEUIL_KEYS");
        return finding;
    }
    const Outcome outcome = keyring_read(file, &keyring, &problem);
    if (outcome != OK) {
        finding.gravity = BLOCKING;
        finding.said =
            text_format(arena, "%.*s: %.*s", TEXT_ARG(file), TEXT_ARG(problem.detail));
        finding.repair = outcome == REFUSED
                             ? text_format(arena, "chmod 600 %.*s", TEXT_ARG(file))
                             : TEXT("put the safe copy of the key file back");
        return finding;
    }
    finding.said = text_format(arena, "%.*s, %zu of them, the first seals", TEXT_ARG(file),
                               keyring->count);
    finding.gravity = FINE;
    if (is_beside_store(arena, store_path, file)) {
        finding.gravity = WORTH_KNOWING;
        finding.said = text_format(arena,
                                   "%.*s lies in the folder of the store, and goes "
                                   "wherever that folder is copied",
                                   TEXT_ARG(file));
        finding.repair = TEXT("move it to a folder of its own, such as /etc/seuil");
    }
    return finding;
}

/* ---------------------------------------------------------------------------------- machine
 */

/* Opening hours, leases and what fades after a day are all told by this clock. */
Finding doctor_look_at_clock(Arena *arena, Moment now)
{
    Finding finding = {.subject = "clock", .repair = TEXT("")};
    struct timex state = {0};
    finding.said = moment_format(arena, now);
    if (now <
        moment_from_local((LocalTime){.date = date_from_civil((CivilDate){2026, 1, 1})})) {
        finding.gravity = BLOCKING;
        finding.said = text_format(arena, "%.*s lies before this program was written",
                                   TEXT_ARG(finding.said));
        finding.repair = TEXT("timedatectl set-ntp true");
    } else if (adjtimex(&state) == TIME_ERROR) {
        finding.gravity = WORTH_KNOWING;
        finding.said = text_format(arena, "%.*s; the system does not say that it is kept right",
                                   TEXT_ARG(finding.said));
        finding.repair = TEXT("timedatectl set-ntp true");
    }
    return finding;
}

Finding doctor_look_at_files(Arena *arena)
{
    Finding finding = {.subject = "files", .repair = TEXT("")};
    struct rlimit limit = {0};
    (void)getrlimit(RLIMIT_NOFILE, &limit);
    finding.said =
        text_format(arena, "%llu may be open at once", (unsigned long long)limit.rlim_max);
    if (limit.rlim_max < FILES_WANTED) {
        finding.gravity = WORTH_KNOWING;
        finding.said = text_format(arena, "%.*s, and %d serve every connection",
                                   TEXT_ARG(finding.said), FILES_WANTED);
        finding.repair = text_format(arena, "ulimit -Hn %d", FILES_WANTED);
    }
    return finding;
}

/* Releases before 3.51.3 can damage a file that two connections checkpoint at once; the store
 * has one connection that writes and checkpoints, so they are told and not refused. */
Finding doctor_look_at_engine(Arena *arena, Text store_path)
{
    Finding finding = {.subject = "engine", .repair = TEXT("")};
    finding.said = store_place_is_shared(store_path)
                       ? text_format(arena, "libpq %d.%d", PQlibVersion() / POSTGRES_MAJOR,
                                     PQlibVersion() % POSTGRES_MAJOR)
                       : text_format(arena, "SQLite %s, one writer that alone checkpoints",
                                     sqlite3_libversion());
    return finding;
}

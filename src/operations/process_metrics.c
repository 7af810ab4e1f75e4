/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/process_metrics.h"

#include <dirent.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/list.h"
#include "base/moment.h"

static const double MICROSECONDS = 1e6;

static void write_build(Buffer *out, const Family *family)
{
    family_write_level(out, family, TEXT("version=\"" SEUIL_VERSION "\""), 1);
}

static void write_cpu(Buffer *out, const Family *family)
{
    struct rusage use = {0};
    (void)getrusage(RUSAGE_SELF, &use);
    const double seconds = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
                           (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / MICROSECONDS;
    buffer_append_format(out, "%s_total %.6f\n", family->name, seconds);
}

/* The second number of /proc/self/statm: the pages in memory. */
static void write_memory(Buffer *out, const Family *family)
{
    char numbers[128] = "";
    Text rest = {0};
    Text number = {0};
    int64_t resident = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (file == NULL) {
        return;
    }
    rest = text_of(numbers, fread(numbers, 1, sizeof numbers, file));
    (void)fclose(file);
    if (text_next(&rest, ' ', &number) && text_next(&rest, ' ', &number) &&
        text_to_integer(number, &resident)) {
        family_write_level(out, family, TEXT(""),
                           (double)resident * (double)sysconf(_SC_PAGESIZE));
    }
}

static void write_files(Buffer *out, const Family *family)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        return;
    }
    while (readdir(folder) != NULL) {
        count++;
    }
    (void)closedir(folder);
    family_write_level(out, family, TEXT(""), count - 3); /* ".", ".." and the folder itself */
}

static const Family families[] = {
    {.kind = FAMILY_GAUGE,
     .name = "seuil_build",
     .help = "The version that runs, as a label.",
     .write = write_build                   },
    {.kind = FAMILY_COUNTER,
     .name = "process_cpu_seconds",
     .unit = "seconds",
     .help = "Time spent by the processors.",
     .write = write_cpu},
    {.kind = FAMILY_GAUGE,
     .name = "process_resident_memory_bytes",
     .unit = "bytes",
     .help = "Memory in use.",
     .write = write_memory},
    {.kind = FAMILY_GAUGE,
     .name = "process_open_fds",
     .help = "Open files and connections.",
     .write = write_files             },
};

const MetricTable PROCESS_METRICS = {families, LENGTH_OF(families)};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes to a store, breaks what is under it, and counts what is left.
 *     torture load       runs a load until its end, or until somebody kills it
 *     torture verify     holds a store against the ledger of its load
 *     torture kill       kill -9, again and again
 *     torture cut        power cuts                             (needs --shim)
 *     torture faults     syncs, writes and reads that fail       (needs --shim)
 *     torture backup     power cuts while a backup is written    (needs --shim and --seuil)
 *     torture full-disk  a disk that fills up                    (needs root)
 * The same load runs on a file and on postgresql://.
 */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "torture/torture.h"

typedef struct Command {
    const char *name;
    Outcome (*run)(const Torture *torture, Problem *problem);
} Command;

static atomic_bool asked_to_stop;

static void stop_load(int signal)
{
    (void)signal;
    atomic_store(&asked_to_stop, true);
}

/* SIGTERM ends it as its time would. */
static Outcome run_load(const Torture *torture, Problem *problem)
{
    const LoadPlan plan = {
        .place = torture->place,
        .ledger = torture->ledger,
        .writers = torture->writers,
        .writes = torture->writes,
        .stop_after = torture->seconds * 1000000000,
        .stop = &asked_to_stop,
        .patient = torture->patient,
    };
    LoadReport report;
    (void)signal(SIGTERM, stop_load);
    const Outcome outcome = load_run(&plan, &report, problem);
    (void)printf("%lld writes acknowledged, %lld refusals, %lld reads, longest gap %.1f ms\n",
                 (long long)report.kept, (long long)report.refused, (long long)report.reads,
                 (double)report.longest_gap / 1e6);
    if (report.refused > 0) {
        (void)printf("first refusal: %.*s\n", TEXT_ARG(report.first_refusal));
    }
    return outcome;
}

static Outcome run_verify(const Torture *torture, Problem *problem)
{
    Ledger ledger;
    Verdict verdict;
    TRY(ledger_read(torture->ledger, &ledger, problem));
    const int64_t kept = ledger_total(&ledger);
    TRY(verify_store(torture->place, &ledger, &verdict, problem));
    (void)printf("%lld writes acknowledged, %lld found, 0 lost, 0 twice, %lld kept "
                 "unanswered\n",
                 (long long)kept, (long long)verdict.rows, (long long)verdict.unanswered);
    return OK;
}

bool torture_goes_on(const Torture *torture, int64_t began, int64_t rounds)
{
    const int64_t limit = torture->seconds * 1000000000;
    return (torture->rounds == 0 || rounds < torture->rounds) &&
           (limit == 0 || monotonic_nanoseconds() - began < limit);
}

static const Command commands[] = {
    {"load",      run_load         },
    {"verify",    run_verify       },
    {"kill",      torture_kill     },
    {"cut",       torture_cut      },
    {"faults",    torture_faults   },
    {"backup",    torture_backup   },
    {"full-disk", torture_full_disk},
};

static const Command *command_find(const char *name)
{
    for (size_t i = 0; i < LENGTH_OF(commands); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

_Noreturn static void refuse_usage(void)
{
    (void)fprintf(stderr,
                  "usage: torture load|verify|kill|cut|faults|backup|full-disk [--store PLACE] "
                  "[--folder DIR] [--ledger FILE] [--shim FILE] [--seuil FILE] [--writers N] "
                  "[--writes N] [--seconds N] [--rounds N] [--seed N] [--patient]\n");
    exit(USAGE);
}

static int64_t number_of(const char *words)
{
    int64_t number = 0;
    if (!text_to_integer(text_from(words), &number) || number < 0) {
        refuse_usage();
    }
    return number;
}

static void take_option(Torture *torture, int option, const char *value)
{
    switch (option) {
    case 's':
        torture->place = text_from(value);
        return;
    case 'f':
        torture->folder = text_from(value);
        return;
    case 'l':
        torture->ledger = text_from(value);
        return;
    case 'd':
        torture->shim = text_from(value);
        return;
    case 'p':
        torture->seuil = text_from(value);
        return;
    case 'w':
        torture->writers = (size_t)number_of(value);
        return;
    case 'n':
        torture->writes = number_of(value);
        return;
    case 't':
        torture->seconds = number_of(value);
        return;
    case 'r':
        torture->rounds = number_of(value);
        return;
    case 'e':
        torture->seed = (uint64_t)number_of(value);
        return;
    case 'a':
        torture->patient = true;
        return;
    default:
        refuse_usage();
    }
}

static const struct option options[] = {
    {"store",   required_argument, NULL, 's'},
    {"folder",  required_argument, NULL, 'f'},
    {"ledger",  required_argument, NULL, 'l'},
    {"shim",    required_argument, NULL, 'd'},
    {"seuil",   required_argument, NULL, 'p'},
    {"writers", required_argument, NULL, 'w'},
    {"writes",  required_argument, NULL, 'n'},
    {"seconds", required_argument, NULL, 't'},
    {"rounds",  required_argument, NULL, 'r'},
    {"seed",    required_argument, NULL, 'e'},
    {"patient", no_argument,       NULL, 'a'},
    {NULL,      0,                 NULL, 0  },
};

/* The shim and the files it watches are named in full, wherever the program is started. */
static Text full_path(Arena *arena, Text path)
{
    char *full = text_is_empty(path) ? NULL : realpath(text_to_c(arena, path), NULL);
    const Text found = full == NULL ? path : text_copy(arena, text_from(full));
    free(full);
    return found;
}

static void complete(Torture *torture, const char *command)
{
    torture->folder = full_path(torture->arena, torture->folder);
    torture->shim = full_path(torture->arena, torture->shim);
    torture->seuil = full_path(torture->arena, torture->seuil);
    if (text_is_empty(torture->ledger)) {
        torture->ledger =
            text_format(torture->arena, "%.*s/%s.ledger", TEXT_ARG(torture->folder), command);
    }
    if (torture->writers == 0 || torture->writers > WRITER_LIMIT) {
        refuse_usage();
    }
}

static int run(const Command *command, const Torture *torture)
{
    Problem problem = {.arena = torture->arena};
    const Outcome outcome = command->run(torture, &problem);
    (void)fflush(stdout);
    if (outcome != OK) {
        (void)fprintf(stderr, "torture %s: %.*s%s%.*s\n", command->name,
                      TEXT_ARG(problem.where), text_is_empty(problem.where) ? "" : ": ",
                      TEXT_ARG(problem.detail));
        if (torture->seed != 0) {
            (void)fprintf(stderr, "torture %s: what is left stands in %.*s; --seed %llu\n",
                          command->name, TEXT_ARG(torture->folder),
                          (unsigned long long)torture->seed);
        }
    }
    return (int)outcome;
}

int main(int count, char **arguments)
{
    const Command *command = count < 2 ? NULL : command_find(arguments[1]);
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Torture torture = {.arena = arena, .folder = TEXT("."), .writers = 8};
    if (command == NULL) {
        refuse_usage();
    }
    int option = getopt_long(count - 1, arguments + 1, "", options, NULL);
    while (option != -1) {
        take_option(&torture, option, optarg);
        option = getopt_long(count - 1, arguments + 1, "", options, NULL);
    }
    if (optind != count - 1) {
        refuse_usage();
    }
    complete(&torture, command->name);
    return run(command, &torture);
}

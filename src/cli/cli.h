/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The command line (clig.dev): one table of commands a domain, from which parsing, help,
 * completion and the man page come. Data goes to `out`, words to `error`; a command returns an
 * Outcome, whose value is the exit code.
 */
#pragma once

#include <stdio.h>

#include "base/moment.h"
#include "base/outcome.h"
#include "base/permission.h"
#include "words/language.h"

struct Store;
struct Keyring;

typedef enum OptionKind { OPTION_FLAG, OPTION_VALUE } OptionKind;

typedef struct Option {
    const char *name; /* "until", given as --until VALUE or --until=VALUE */
    OptionKind kind;
    const char *value; /* what the help calls the value: "TIME"; NULL for a flag */
    const char *help;  /* one sentence */
} Option;

/* What the command does with the store, so that cli/ opens it the right way. */
typedef enum StoreUse {
    STORE_NONE,  /* not opened */
    STORE_READ,  /* opened query-only; works beside a running server */
    STORE_WRITE, /* opened for writing, or sent to the running server that holds the lock */
    STORE_OWN,   /* the command opens it itself (serve, restore) */
} StoreUse;

typedef struct Invocation Invocation;

typedef struct Command {
    const char *name;      /* "hours" or "service show" */
    const char *arguments; /* "\"OSM VALUE\"" for the usage line */
    const char *summary;   /* one sentence: what the command is for */
    const char *examples;  /* lines of whole commands, each followed by what it does */
    const Option *options; /* besides the global ones */
    size_t option_count;
    int least_arguments;
    int most_arguments;
    StoreUse store;
    Permission permission; /* a row without one is closed; cli/gate.h */
    const char *secret;    /* asked before it runs, without echo: "Password"; NULL: nothing */
    Outcome (*run)(Invocation *invocation);
} Command;

typedef struct CommandTable {
    const Command *commands;
    size_t count;
} CommandTable;

/* The commands of one domain under the title the help gives them. */
typedef struct CommandGroup {
    const char *title;
    const CommandTable *table;
} CommandGroup;

/* Every command of the program, in the order of the help. */
typedef struct CommandSet {
    const CommandGroup *groups;
    size_t count;
    const struct CommandGate *gate; /* NULL: what is not for everyone is closed */
} CommandSet;

/* One run of one command. Everything a command may touch is here, so that the server can run
 * the same function for a client beside it, with other streams. */
struct Invocation {
    Arena *arena;
    const Command *command;
    const CommandSet *set;         /* all commands, for help, completion and the server */
    struct Store *store;           /* per StoreUse; NULL for STORE_NONE and STORE_OWN */
    const struct Keyring *keyring; /* that of the server which runs this for a client */
    Text store_path;
    Text directory; /* where relative file names start */
    int argument_count;
    const Text *arguments;
    const Text *option_values; /* parallel to command->options; bytes NULL when not given */
    Language language;
    bool json;
    bool quiet;
    bool color;   /* `out` is a terminal that wants it */
    Moment now;   /* --at, else the clock */
    Text secret;  /* what command->secret asked for */
    Text asks;    /* "Code": set by a command refused for want of it, which then runs again */
    Text answer;  /* what was given to that */
    Text carried; /* what the refused command left for that second run; kept nowhere */
    Text session; /* the secret of who signed in; a command may set another */
    void *access; /* who asks, as the gate found */
    FILE *in;
    FILE *out;
    FILE *error;
    Problem problem; /* filled when the outcome is not OK; printed by cli/ */
};

/* The value given to an option; its bytes are NULL when it was not given. */
Text option_value(const Invocation *invocation, const char *name);
bool option_given(const Invocation *invocation, const char *name);

/* The same, and `usual` when it was not given. */
Text option_or(const Invocation *invocation, const char *name, const char *usual);

/* The whole path of a file named on the command line: `name` itself when it starts at the root,
 * else below invocation->directory. */
Text invocation_path(const Invocation *invocation, Text name);

/* The same for the place of a store, which may be a URL. */
Text invocation_place(const Invocation *invocation, Text name);

/* Reads a file named on the command line, or standard input for "-", whole. INVALID past
 * `most` bytes, NOT_FOUND when it cannot be opened. */
MUST_USE Outcome invocation_read_file(Invocation *invocation, Text name, size_t most,
                                      Text *content);

/* Says a usage error: problem_set with USAGE and the field. */
#define USAGE_ERROR(invocation, field, ...)                                                    \
    problem_set(&(invocation)->problem, USAGE, TEXT(""), (field), __VA_ARGS__)

/* Where the words of a progress line go: standard error, only on a terminal, only after a
 * second of work. `total` 0 means unknown. */
typedef struct Progress {
    FILE *stream; /* NULL: silent */
    const char *label;
    int64_t started;
    int64_t shown;
} Progress;

Progress progress_start(Invocation *invocation, const char *label);
void progress_show(Progress *progress, size_t done, size_t total);
void progress_end(Progress *progress);

/* help, completion and version, which come with the command line itself. */
extern const CommandTable CLI_COMMANDS;

/* Parses the command line, opens the store, runs the command, prints the problem, and returns
 * the exit code. */
int cli_main(int argument_count, char **arguments, const CommandSet *set);

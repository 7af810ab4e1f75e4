/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/topics.h"

#include "base/list.h"

const ExitCode EXIT_CODES[] = {
    {OK,          "done"                                                          },
    {FAILED,      "something broke that the caller could not have prevented"      },
    {USAGE,       "the command line is not formed as documented"                  },
    {NOT_FOUND,   "the thing named does not exist"                                },
    {REFUSED,     "the caller may not do this"                                    },
    {CONFLICT,    "the state changed in between, or another process has the store"},
    {INVALID,     "the data given is wrong; the message names where"              },
    {UNAVAILABLE, "busy, full or out of time: try again later"                    },
};
const size_t EXIT_CODE_COUNT = LENGTH_OF(EXIT_CODES);

const EnvironmentVariable ENVIRONMENT[] = {
    {"SEUIL_STORE",               "The store, where --store is not given."                     },
    {"SEUIL_LANG",                "The language (fr, nl, de or en), where --lang is not given."},
    {"SEUIL_KEYS",                "The file of the keys of what is sealed, for commands."      },
    {"NO_COLOR",                  "Print without colours, whatever its value but empty."       },
    {"SEUIL_SESSION",             "The file that keeps who signed in (sign-in)."               },
    {"XDG_STATE_HOME, HOME",      "Where that file is otherwise: seuil/session."               },
    {"TMPDIR",                    "The folder of passing files (/tmp, /var/tmp)."              },
    {"PORT",                      "The port that doctor looks at and ./run serves on (8080)."  },
    {"PATH",                      "Where doctor looks for the programs it names."              },
    {"LISTEN_PID, LISTEN_FDS",    "The socket that systemd hands to serve."                    },
    {"NOTIFY_SOCKET",             "Where serve tells systemd that it is ready or stops."       },
    {"PGPASSWORD, PGPASSFILE...", "Those of libpq, for a store on PostgreSQL."                 },
};
const size_t ENVIRONMENT_COUNT = LENGTH_OF(ENVIRONMENT);

static void print_exit_codes(FILE *out)
{
    (void)fputs("What a command returns\n", out);
    for (size_t i = 0; i < EXIT_CODE_COUNT; i++) {
        (void)fprintf(out, "  %d  %s\n", (int)EXIT_CODES[i].outcome, EXIT_CODES[i].meaning);
    }
    (void)fputs("\nWith --json a problem is one object on standard error, with its code in "
                "\"exit\".\n",
                out);
}

static void print_environment(FILE *out)
{
    (void)fputs("The variables that are read\n", out);
    for (size_t i = 0; i < ENVIRONMENT_COUNT; i++) {
        (void)fprintf(out, "  %-26s %s\n", ENVIRONMENT[i].name, ENVIRONMENT[i].meaning);
    }
}

const char *const TOPICS[] = {"exit-codes", "environment"};
const size_t TOPIC_COUNT = LENGTH_OF(TOPICS);

bool topic_print(FILE *out, Text name)
{
    static void (*const printers[])(FILE * out) = {print_exit_codes, print_environment};
    for (size_t i = 0; i < TOPIC_COUNT; i++) {
        if (text_equal(name, text_from(TOPICS[i]))) {
            printers[i](out);
            return true;
        }
    }
    return false;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The manual page seuil(1), written from the tables, so that it cannot fall behind them. */
#include "base/list.h"
#include "cli/help.h"
#include "cli/parse.h"

/* Text in roff: a backslash, a hyphen and a leading dot or quote keep their looks. */
static void print_roff(FILE *out, Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[i];
        if (i == 0 && (byte == '.' || byte == '\'')) {
            (void)fputs("\\&", out);
        }
        if (byte == '\\') {
            (void)fputs("\\e", out);
        } else if (byte == '-') {
            (void)fputs("\\-", out);
        } else {
            (void)fputc(byte, out);
        }
    }
}

static void print_options(FILE *out, const Option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        (void)fputs(".TP\n\\fB\\-\\-", out);
        print_roff(out, text_from(options[i].name));
        (void)fputs("\\fR", out);
        if (options[i].kind == OPTION_VALUE) {
            (void)fputs(" \\fI", out);
            print_roff(out, text_from(options[i].value));
            (void)fputs("\\fR", out);
        }
        (void)fputc('\n', out);
        print_roff(out, text_from(options[i].help));
        (void)fputc('\n', out);
    }
}

static void print_command(FILE *out, const Command *command)
{
    (void)fputs(".SS seuil ", out);
    print_roff(out, text_from(command->name));
    (void)fputc(' ', out);
    print_roff(out, text_from(command->arguments));
    (void)fputc('\n', out);
    print_roff(out, text_from(command->summary));
    (void)fputc('\n', out);
    print_options(out, command->options, command->option_count);
    if (command->examples != NULL) {
        (void)fputs(".PP\n.nf\n", out);
        Text rest = text_from(command->examples);
        Text line = TEXT("");
        while (text_next(&rest, '\n', &line)) {
            print_roff(out, line);
            (void)fputc('\n', out);
        }
        (void)fputs(".fi\n", out);
    }
}

static const struct {
    Outcome outcome;
    const char *meaning;
} exit_codes[] = {
    {OK,          "done"                                                          },
    {FAILED,      "something broke that the caller could not have prevented"      },
    {USAGE,       "the command line is not formed as documented"                  },
    {NOT_FOUND,   "the thing named does not exist"                                },
    {REFUSED,     "the caller may not do this"                                    },
    {CONFLICT,    "the state changed in between, or another process has the store"},
    {INVALID,     "the data given is wrong; the message names where"              },
    {UNAVAILABLE, "busy, full or out of time: try again later"                    },
};

static void print_exit_codes(FILE *out)
{
    (void)fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < LENGTH_OF(exit_codes); i++) {
        (void)fprintf(out, ".TP\n%d\n%s\n", (int)exit_codes[i].outcome, exit_codes[i].meaning);
    }
}

void manual_page(FILE *out, const CommandSet *set)
{
    (void)fprintf(out, ".TH SEUIL 1 \"\" \"seuil %s\"\n", SEUIL_VERSION);
    (void)fputs(".SH NAME\nseuil \\- from a person's situation to the doors to open together\n"
                ".SH SYNOPSIS\n.B seuil\n.I COMMAND\n[\\fIARGUMENTS\\fR] [\\fIOPTIONS\\fR]\n"
                ".SH DESCRIPTION\nData goes to standard output, words to standard error. "
                "Options may stand anywhere; a lone \\-\\- ends them, and \\- names standard "
                "input.\n.SH OPTIONS\n",
                out);
    print_options(out, GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT);
    (void)fputs(".SH COMMANDS\n", out);
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->groups[i].table->count; j++) {
            print_command(out, &set->groups[i].table->commands[j]);
        }
    }
    (void)fputs(
        ".SH ENVIRONMENT\n.TP\nSEUIL_STORE\nThe store, where \\-\\-store is not given.\n"
        ".TP\nSEUIL_LANG\nThe language, where \\-\\-lang is not given.\n.TP\nNO_COLOR\n"
        "Print without colours.\n",
        out);
    print_exit_codes(out);
}

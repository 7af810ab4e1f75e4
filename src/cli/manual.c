/* SPDX-License-Identifier: EUPL-1.2 */
/* The manual page seuil(1), written from the tables, so that it cannot fall behind them. */
#include "cli/help.h"
#include "cli/parse.h"
#include "cli/topics.h"

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

static void print_exit_codes(FILE *out)
{
    (void)fputs(".SH EXIT STATUS\n", out);
    for (size_t i = 0; i < EXIT_CODE_COUNT; i++) {
        (void)fprintf(out, ".TP\n%d\n%s\n", (int)EXIT_CODES[i].outcome, EXIT_CODES[i].meaning);
    }
}

static void print_environment(FILE *out)
{
    (void)fputs(".SH ENVIRONMENT\n", out);
    for (size_t i = 0; i < ENVIRONMENT_COUNT; i++) {
        (void)fprintf(out, ".TP\n%s\n", ENVIRONMENT[i].name);
        print_roff(out, text_from(ENVIRONMENT[i].meaning));
        (void)fputc('\n', out);
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
    print_environment(out);
    print_exit_codes(out);
}

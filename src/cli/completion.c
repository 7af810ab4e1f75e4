/* SPDX-License-Identifier: EUPL-1.2 */
/* Completion for three shells, printed from the tables of commands. */
#include <string.h>

#include "base/list.h"
#include "cli/help.h"
#include "cli/parse.h"

/* Calls `print` for each command, in the order of the help. */
static void each_command(FILE *out, const CommandSet *set,
                         void (*print)(FILE *out, const Command *command))
{
    for (size_t i = 0; i < set->count; i++) {
        for (size_t j = 0; j < set->groups[i].table->count; j++) {
            print(out, &set->groups[i].table->commands[j]);
        }
    }
}

/* In single quotes for every shell: a quote inside ends, escapes and reopens. */
static void print_quoted(FILE *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'') {
            (void)fputs("'\\''", out);
        } else {
            (void)fputc(*at, out);
        }
    }
}

/* The words of "fr|nl|de|en" with a space between them. */
static void print_words(FILE *out, const char *value)
{
    for (const char *at = value; *at != '\0'; at++) {
        (void)fputc(*at == '|' ? ' ' : *at, out);
    }
}

static void print_option_words(FILE *out, const Option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(out, " --%s", options[i].name);
    }
}

static void bash_case(FILE *out, const Command *command)
{
    if (command->option_count == 0) {
        return;
    }
    (void)fprintf(out, "    '%s'*) words=\"$words", command->name);
    print_option_words(out, command->options, command->option_count);
    (void)fputs("\" ;;\n", out);
}

/* A value that is one of a few words. */
static bool has_choice(const Option *option)
{
    return option->value != NULL && strchr(option->value, '|') != NULL;
}

static void bash_choice(FILE *out, const Option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has_choice(&options[i])) {
            (void)fprintf(out, "    --%s) COMPREPLY=($(compgen -W '", options[i].name);
            print_words(out, options[i].value);
            (void)fputs("' -- \"$current\")); return ;;\n", out);
        }
    }
}

static void bash_choices(FILE *out, const Command *command)
{
    bash_choice(out, command->options, command->option_count);
}

static void bash_name(FILE *out, const Command *command)
{
    (void)fprintf(out, "%s\n", command->name);
}

/* The first words on the line choose the options; a first word alone completes the names. */
static void bash_script(FILE *out, const CommandSet *set)
{
    (void)fputs("_seuil() {\n  local typed=\"${COMP_WORDS[*]:1:COMP_CWORD-1}\" "
                "current=\"${COMP_WORDS[COMP_CWORD]}\" names words\n"
                "  case \"${COMP_WORDS[COMP_CWORD-1]}\" in\n",
                out);
    bash_choice(out, GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT);
    each_command(out, set, bash_choices);
    (void)fputs("  esac\n  names='", out);
    each_command(out, set, bash_name);
    (void)fputs("'\n  words='", out);
    print_option_words(out, GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT);
    (void)fputs(
        "'\n  case \"$typed\" in\n    '') words=\"$(cut -d' ' -f1 <<<\"$names\" | sort -u) "
        "--help --version\" ;;\n",
        out);
    each_command(out, set, bash_case);
    (void)fputs("    *)\n      local second=\"$(sed -n \"s/^$typed //p\" <<<\"$names\")\"\n"
                "      [ -n \"$second\" ] && words=\"$second\" ;;\n  esac\n"
                "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
                "  case \"$typed/$current\" in /*|*/-*) ;; *) COMPREPLY+=($(compgen -f -- "
                "\"$current\")) ;; "
                "esac\n}\ncomplete -F _seuil seuil\n",
                out);
}

static void zsh_command(FILE *out, const Command *command)
{
    (void)fputs("    '", out);
    print_quoted(out, command->name);
    (void)fputc(':', out);
    print_quoted(out, command->summary);
    (void)fputs("'\n", out);
}

static void zsh_case(FILE *out, const Command *command)
{
    if (command->option_count == 0) {
        return;
    }
    (void)fprintf(out, "    '%s'*) options+=(", command->name);
    print_option_words(out, command->options, command->option_count);
    (void)fputs(") ;;\n", out);
}

static void zsh_choice(FILE *out, const Option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has_choice(&options[i])) {
            (void)fprintf(out, "    --%s) compadd -- ", options[i].name);
            print_words(out, options[i].value);
            (void)fputs("; return ;;\n", out);
        }
    }
}

static void zsh_choices(FILE *out, const Command *command)
{
    zsh_choice(out, command->options, command->option_count);
}

static void zsh_script(FILE *out, const CommandSet *set)
{
    (void)fputs("#compdef seuil\n_seuil() {\n  local -a commands options\n  commands=(\n", out);
    each_command(out, set, zsh_command);
    (void)fputs("  )\n  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
                "  options=(",
                out);
    print_option_words(out, GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT);
    (void)fputs(")\n  case \"${words[CURRENT-1]}\" in\n", out);
    zsh_choice(out, GLOBAL_OPTIONS, GLOBAL_OPTION_COUNT);
    each_command(out, set, zsh_choices);
    (void)fputs("  esac\n  case \"${(j: :)words[2,CURRENT-1]}\" in\n", out);
    each_command(out, set, zsh_case);
    (void)fputs("  esac\n  compadd -- $options\n  _files\n}\ncompdef _seuil seuil\n", out);
}

static void fish_option(FILE *out, const char *condition, const Option *option)
{
    (void)fprintf(out, "complete -c seuil%s -l %s%s", condition, option->name,
                  option->kind == OPTION_VALUE ? " -r" : "");
    if (has_choice(option)) {
        (void)fputs(" -f -a '", out);
        print_words(out, option->value);
        (void)fputc('\'', out);
    }
    (void)fputs(" -d '", out);
    print_quoted(out, option->help);
    (void)fputs("'\n", out);
}

static void fish_command(FILE *out, const Command *command)
{
    const Text name = text_from(command->name);
    const Text first = text_slice(name, 0, text_find_byte(name, ' ', 0));
    const Text second = text_trim(text_slice(name, first.length, name.length));
    if (text_is_empty(second)) {
        (void)fprintf(out, "complete -c seuil -n __fish_use_subcommand -a %.*s -d '",
                      TEXT_ARG(first));
    } else {
        (void)fprintf(out,
                      "complete -c seuil -n __fish_use_subcommand -a %.*s\n"
                      "complete -c seuil -n '__fish_seen_subcommand_from %.*s' -a %.*s -d '",
                      TEXT_ARG(first), TEXT_ARG(first), TEXT_ARG(second));
    }
    print_quoted(out, command->summary);
    (void)fputs("'\n", out);
    char condition[128];
    (void)snprintf(condition, sizeof condition, " -n '__fish_seen_subcommand_from %.*s'",
                   TEXT_ARG(first));
    for (size_t i = 0; i < command->option_count; i++) {
        fish_option(out, condition, &command->options[i]);
    }
}

static void fish_script(FILE *out, const CommandSet *set)
{
    for (size_t i = 0; i < GLOBAL_OPTION_COUNT; i++) {
        fish_option(out, "", &GLOBAL_OPTIONS[i]);
    }
    each_command(out, set, fish_command);
}

bool completion_script(FILE *out, const CommandSet *set, Text shell)
{
    static const struct {
        Text shell;
        void (*print)(FILE *out, const CommandSet *set);
    } scripts[] = {
        {TEXT_INIT("bash"), bash_script},
        {TEXT_INIT("zsh"),  zsh_script },
        {TEXT_INIT("fish"), fish_script},
    };
    for (size_t i = 0; i < LENGTH_OF(scripts); i++) {
        if (text_equal(scripts[i].shell, shell)) {
            scripts[i].print(out, set);
            return true;
        }
    }
    return false;
}

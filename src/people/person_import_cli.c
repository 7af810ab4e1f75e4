/* SPDX-License-Identifier: EUPL-1.2 */
/* A table of persons from a terminal: looked at first, written when asked for. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "people/person_cli.h"
#include "people/person_import.h"

enum { REPORT_BYTES = 1 << 20 };

static const char *const finding_codes[] = {
    [IMPORT_WRONG] = "wrong", [IMPORT_ALIKE] = "alike", [IMPORT_TWICE] = "twice"};

/* --------------------------------------------------------------------------------- report */

static void write_remark(Arena *arena, const ImportRemark *remark, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_integer(writer, "line", (int64_t)remark->line);
    json_member(writer, "finding", text_from(finding_codes[remark->finding]));
    json_member_unless_empty(writer, "field", remark->field);
    json_member_unless_empty(writer, "why", remark->why);
    json_member_id(writer, arena, "person", remark->person);
    json_object_close(writer);
}

static void write_json(const Invocation *invocation, const PersonImport *import)
{
    Buffer out = buffer_new(invocation->arena, REPORT_BYTES);
    JsonWriter writer = json_writer(&out);
    json_object_open(&writer);
    json_member_integer(&writer, "read", (int64_t)import->persons.count);
    json_member_integer(&writer, "wrong", (int64_t)import->wrong);
    json_member_integer(&writer, "alike", (int64_t)import->alike);
    json_member_integer(&writer, "made", (int64_t)import->made);
    json_member_array_open(&writer, "remarks");
    for (size_t i = 0; i < import->remarks.count; i++) {
        write_remark(invocation->arena, &import->remarks.items[i], &writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
}

static void print_remark(const Invocation *invocation, const ImportRemark *remark)
{
    const Text person =
        id_is_nil(remark->person) ? TEXT("") : id_format(invocation->arena, remark->person);
    (void)fprintf(invocation->out, "%zu  %s  %.*s%s%.*s%.*s\n", remark->line,
                  finding_codes[remark->finding], TEXT_ARG(remark->field),
                  remark->field.length > 0 ? ": " : "", TEXT_ARG(remark->why),
                  TEXT_ARG(person));
}

static void report(const Invocation *invocation, const PersonImport *import)
{
    if (invocation->json) {
        write_json(invocation, import);
        return;
    }
    for (size_t i = 0; i < import->remarks.count; i++) {
        print_remark(invocation, &import->remarks.items[i]);
    }
    (void)fprintf(invocation->out, "%zu read, %zu wrong, %zu alike, %zu made\n",
                  import->persons.count, import->wrong, import->alike, import->made);
}

/* --------------------------------------------------------------------------------- import */

typedef struct Importing {
    PersonImport import;
    ImportAlike alike;
} Importing;

static Outcome compare(Access *access, void *context)
{
    Importing *importing = context;
    return person_import_compare(access, &importing->import);
}

static Outcome write_all(Access *access, void *context)
{
    Importing *importing = context;
    return person_import_write(access, &importing->import, importing->alike);
}

/* All or none, unless the good lines are asked for alone. */
static Outcome write_as_asked(Invocation *invocation, Importing *importing)
{
    const PersonImport *import = &importing->import;
    const bool stops =
        import->wrong > 0 || (import->alike > 0 && importing->alike == IMPORT_LEAVES_ALIKE);
    if (stops && !option_given(invocation, "good-lines")) {
        return problem_set(&invocation->problem, CONFLICT, TEXT(""), "FILE",
                           "nothing was written: mend the lines told above, or add "
                           "--good-lines, or --sure for those that are alike");
    }
    return manage_run(invocation->store, access_of_command(invocation), write_all, importing);
}

static Outcome run_import(Invocation *invocation)
{
    Text content = {0};
    Outcome outcome = OK;
    Importing *importing = ARENA_NEW(invocation->arena, Importing);
    const Date today = moment_to_local(invocation->now).date;
    TRY(option_id(invocation, "team", &importing->import.team));
    importing->alike =
        option_given(invocation, "sure") ? IMPORT_MAKES_ALIKE : IMPORT_LEAVES_ALIKE;
    TRY(invocation_read_file(invocation, invocation->arguments[0], PERSON_IMPORT_BYTES,
                             &content));
    TRY(person_import_read(invocation->arena, today, content, &importing->import,
                           &invocation->problem));
    TRY(manage_look(invocation->store, access_of_command(invocation), compare, importing));
    if (option_given(invocation, "write")) {
        outcome = write_as_asked(invocation, importing);
    }
    report(invocation, &importing->import);
    return outcome;
}

static const Option import_options[] = {
    {"write",      OPTION_FLAG,  NULL, "Open the files; without it nothing is written."       },
    {"good-lines", OPTION_FLAG,  NULL, "Write the good lines, though others are wrong."       },
    {"sure",       OPTION_FLAG,  NULL, "Those alike somebody were looked at: open theirs too."},
    {"team",       OPTION_VALUE, "ID", "Which of your teams keeps the files."                 },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "person import",
     .arguments = "FILE.csv",
     .summary = "Look at a table of persons line by line; with --write open their files.",
     .examples = "seuil person import persons.csv\n"
                 "seuil person import persons.csv --write --good-lines", .options = import_options,
     .option_count = LENGTH_OF(import_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_CREATE_PERSON,
     .store = STORE_WRITE,
     .run = run_import},
};
/* clang-format on */

const CommandTable PERSON_IMPORT_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/document_json.h"
#include "cli/arguments.h"

enum { MOST_OUTPUT = 4 << 20 };

typedef struct Acting {
    Id case_file;
    Id id;
    NewDocument made;
    DocumentList list;
    CaseDocument document;
    Text content;
    Text reason;
} Acting;

/* ------------------------------------------------------------------------------------ list */

static Outcome list(Access *access, void *context)
{
    Acting *acting = context;
    return document_list(access, acting->case_file, &acting->list);
}

static void print_row(const Invocation *invocation, const CaseDocument *document)
{
    const Text state =
        document->withdrawn != 0 ? TEXT("withdrawn") : document_state_code(document->state);
    (void)fprintf(invocation->out, "%.*s  %-9.*s  %-4.*s  %8lld  %.*s\n",
                  TEXT_ARG(id_format(invocation->arena, document->id)), TEXT_ARG(state),
                  TEXT_ARG(document_kind_code(document->kind)), (long long)document->size,
                  TEXT_ARG(document->name));
}

static Outcome run_list(Invocation *invocation)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "CASE", &acting.case_file));
    TRY(manage_look(invocation->store, access_of_command(invocation), list, &acting));
    if (!invocation->json) {
        for (size_t i = 0; i < acting.list.count; i++) {
            print_row(invocation, &acting.list.items[i]);
        }
        return OK;
    }
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    document_write_list_json(invocation->arena, &acting.list, &writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
    return OK;
}

/* ------------------------------------------------------------------------------------- add */

static Outcome add(Access *access, void *context)
{
    Acting *acting = context;
    return document_add(access, acting->case_file, &acting->made, &acting->id);
}

static Outcome run_add(Invocation *invocation)
{
    Acting acting = {.made.secrecy = NOTE_AUTHOR};
    const Text file = invocation->arguments[1];
    TRY(argument_id(invocation, 0, "CASE", &acting.case_file));
    if (!note_secrecy_parse(option_or(invocation, "secrecy", "team"), &acting.made.secrecy)) {
        return USAGE_ERROR(invocation, "secrecy", "team, profession or author is expected");
    }
    TRY(option_id(invocation, "about", &acting.made.about));
    acting.made.name =
        option_given(invocation, "name") ? option_value(invocation, "name") : file;
    TRY(invocation_read_file(invocation, file, DOCUMENT_MOST_BYTES, &acting.made.content));
    TRY(manage_run(invocation->store, access_of_command(invocation), add, &acting));
    const Text id = id_format(invocation->arena, acting.id);
    (void)fprintf(invocation->out, invocation->json ? "{\"id\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(id));
    return OK;
}

/* ------------------------------------------------------------------------------------- get */

static Outcome get(Access *access, void *context)
{
    Acting *acting = context;
    return document_read(access, acting->case_file, acting->id, &acting->document,
                         &acting->content);
}

/* Under the name that was asked, never one that came with the document, nor over a file. */
static Outcome write_file(Invocation *invocation, Text name, Text content)
{
    const char *path = text_to_c(invocation->arena, invocation_path(invocation, name));
    const int file =
        path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return problem_set(&invocation->problem, errno == EEXIST ? CONFLICT : UNAVAILABLE, name,
                           "out", "the file cannot be made: %s", strerror(errno));
    }
    size_t written = 0;
    while (written < content.length) {
        const ssize_t length = write(file, content.bytes + written, content.length - written);
        if (length <= 0) {
            break;
        }
        written += (size_t)length;
    }
    const bool is_whole = close(file) == 0 && written == content.length;
    return is_whole ? OK
                    : problem_set(&invocation->problem, UNAVAILABLE, name, "out",
                                  "the file cannot be written whole");
}

static Outcome run_get(Invocation *invocation)
{
    Acting acting = {0};
    const Text out = option_or(invocation, "out", "");
    TRY(argument_id(invocation, 0, "CASE", &acting.case_file));
    TRY(argument_id(invocation, 1, "DOCUMENT", &acting.id));
    TRY(manage_look(invocation->store, access_of_command(invocation), get, &acting));
    if (out.length > 0) {
        return write_file(invocation, out, acting.content);
    }
    (void)fwrite(acting.content.bytes, 1, acting.content.length, invocation->out);
    return OK;
}

/* -------------------------------------------------------------------------------- withdraw */

static Outcome withdraw(Access *access, void *context)
{
    const Acting *acting = context;
    return document_withdraw(access, acting->case_file, acting->id, acting->reason);
}

static Outcome run_withdraw(Invocation *invocation)
{
    Acting acting = {.reason = invocation->arguments[2]};
    TRY(argument_id(invocation, 0, "CASE", &acting.case_file));
    TRY(argument_id(invocation, 1, "DOCUMENT", &acting.id));
    if (text_equal(acting.reason, TEXT("-"))) {
        TRY(invocation_read_file(invocation, TEXT("-"), MOST_OUTPUT, &acting.reason));
    }
    return manage_run(invocation->store, access_of_command(invocation), withdraw, &acting);
}

static const Option add_options[] = {
    {"name",    OPTION_VALUE, "NAME", "What it is called; else as the file."              },
    {"secrecy", OPTION_VALUE, "CODE", "Open to team, profession or author (team)."        },
    {"about",   OPTION_VALUE, "ID",   "The need or the note of the case that it is about."},
};

static const Option get_options[] = {
    {"out", OPTION_VALUE, "FILE",
     "Where it is written, and not over a file; else standard output."},
};

#define ONE "0198c0de-0000-7000-8000-000000000001"
#define TWO "0198c0de-0000-7000-8000-000000000002"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "document list",
     .arguments = "CASE",
     .summary = "The documents of a case that are open to you.",
     .examples = "seuil document list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_list    },
    {.name = "document add",
     .arguments = "CASE FILE",
     .summary = "Put a document in a case: PDF, JPEG, PNG, ODT, DOCX or text.",
     .examples = "seuil document add " ONE " lettre.pdf --secrecy profession",
     .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_NOTE,
     .store = STORE_WRITE,
     .run = run_add     },
    {.name = "document get",
     .arguments = "CASE DOCUMENT",
     .summary = "The content of a document.",
     .examples = "seuil document get " ONE " " TWO " --out lettre.pdf",
     .options = get_options,
     .option_count = LENGTH_OF(get_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_get     },
    {.name = "document withdraw",
     .arguments = "CASE DOCUMENT REASON",
     .summary =
         "Take the content of a document away; the line stays, with the reason, read for -.", .examples = "seuil document withdraw " ONE " " TWO " \"put into the wrong case\"",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_WRITE_NOTE,
     .store = STORE_WRITE,
     .run = run_withdraw},
};
/* clang-format on */

const CommandTable DOCUMENT_COMMANDS = {commands, LENGTH_OF(commands)};

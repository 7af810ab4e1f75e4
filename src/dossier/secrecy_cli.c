/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/secrecy_cli.h"

#include "access/gate_cli.h"
#include "access/journal_json.h"
#include "access/manage.h"
#include "base/list.h"
#include "dossier/erase.h"
#include "dossier/export.h"

enum { READINGS_BYTES = 1 << 20 };

static Outcome read_person(Invocation *invocation, Id *person)
{
    return id_parse(invocation->arguments[0], person)
               ? OK
               : USAGE_ERROR(invocation, "ID", "the identifier of a person is expected");
}

static Outcome run_export(Invocation *invocation)
{
    Id person = {{0}};
    Session *session SCOPED(session_end) = NULL;
    Access *access = access_of_command(invocation);
    TRY(read_person(invocation, &person));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    Buffer out = buffer_new(invocation->arena, EXPORT_MOST_BYTES);
    JsonWriter json = json_writer(&out);
    access->session = session;
    const Outcome outcome = person_export_json(access, person, &json);
    access->session = NULL;
    TRY(outcome);
    if (out.overflowed) {
        return problem_set(&invocation->problem, FAILED, TEXT(""), "",
                           "the file of this person is larger than an export may be");
    }
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
    return OK;
}

typedef struct Readings {
    JournalQuestion question;
    ShownJournal shown;
} Readings;

static Outcome look_at_readings(Access *access, void *context)
{
    Readings *readings = context;
    return person_readings(access, &readings->question, &readings->shown);
}

static void print_reading(const Invocation *invocation, const ShownLine *line)
{
    (void)fprintf(invocation->out, "%lld  %.*s  %.*s  %.*s%s  %.*s\n", (long long)line->number,
                  TEXT_ARG(moment_format_local(invocation->arena, line->at)),
                  TEXT_ARG(line->who), TEXT_ARG(line->what), line->is_refused ? " ✗" : "",
                  TEXT_ARG(line->why));
}

static Outcome run_readings(Invocation *invocation)
{
    Readings readings = {.question.language = invocation->language};
    const Text before = option_value(invocation, "before");
    TRY(read_person(invocation, &readings.question.person));
    if (before.bytes != NULL &&
        (!text_to_integer(before, &readings.question.before) || readings.question.before < 1)) {
        return USAGE_ERROR(invocation, "before", "the number of a line is expected");
    }
    TRY(manage_look(invocation->store, access_of_command(invocation), look_at_readings,
                    &readings));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, READINGS_BYTES);
        JsonWriter json = json_writer(&out);
        journal_write_json(invocation->arena, &readings.shown, &json);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
        return OK;
    }
    for (size_t i = 0; i < readings.shown.count; i++) {
        print_reading(invocation, &readings.shown.items[i]);
    }
    return OK;
}

typedef struct ErasureOrder {
    Id person;
    ErasureGround ground;
    Text leave;
} ErasureOrder;

static Outcome erase(Access *access, void *context)
{
    const ErasureOrder *order = context;
    return person_erase(access, order->person, order->ground, order->leave);
}

static Outcome run_erase(Invocation *invocation)
{
    ErasureOrder order = {.leave = option_or(invocation, "leave", "")};
    TRY(read_person(invocation, &order.person));
    if (!erasure_ground_parse(invocation->arguments[1], &order.ground)) {
        return USAGE_ERROR(invocation, "GROUND", "request, retention or unlawful is expected");
    }
    TRY(manage_run(invocation->store, access_of_command(invocation), erase, &order));
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"done\":\"erased\"}\n");
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "erased\n");
    }
    return OK;
}

static const Option readings_options[] = {
    {"before", OPTION_VALUE, "NUMBER", "Lines older than this one."},
};

static const Option erase_options[] = {
    {"leave", OPTION_VALUE, "REFERENCE",
     "The leave of the State Archives, where one is needed."},
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "person export",
     .arguments = "ID",
     .summary = "Print a person's whole file as JSON, for them to take away.",
     .examples = "seuil person export 0198c0de-0000-7000-8000-000000000001 > file.json\n",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_EXPORT_PERSON,
     .store = STORE_READ,
     .run = run_export  },
    {.name = "person readings",
     .arguments = "ID",
     .summary =
         "Who read or changed what of a person, for them: the newest first, 200 at a time.", .examples = "seuil person readings 0198c0de-0000-7000-8000-000000000001 --lang nl\n",
     .options = readings_options,
     .option_count = LENGTH_OF(readings_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_EXPORT_PERSON,
     .store = STORE_READ,
     .run = run_readings},
    {.name = "person erase",
     .arguments = "ID GROUND",
     .summary = "Erase a person: request, retention or unlawful says on what ground.",
     .examples = "seuil person erase 0198c0de-0000-7000-8000-000000000001 request\n",
     .options = erase_options,
     .option_count = LENGTH_OF(erase_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_ERASE_PERSON,
     .store = STORE_WRITE,
     .run = run_erase   },
};
/* clang-format on */

const CommandTable SECRECY_COMMANDS = {commands, LENGTH_OF(commands)};

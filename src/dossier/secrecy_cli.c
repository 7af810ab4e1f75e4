/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossier/secrecy_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "base/list.h"
#include "dossier/erase.h"
#include "dossier/export.h"

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
     .run = run_export},
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
     .run = run_erase },
};
/* clang-format on */

const CommandTable SECRECY_COMMANDS = {commands, LENGTH_OF(commands)};

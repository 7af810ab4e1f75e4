/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/keys_cli.h"

#include <stdlib.h>

#include "base/list.h"

Outcome keys_of_file(Invocation *invocation, Text file, Keyring **keyring)
{
    const Text named = file.bytes != NULL ? file : text_from(getenv("SEUIL_KEYS"));
    if (text_is_empty(named)) {
        *keyring = NULL;
        return OK;
    }
    return keyring_read(invocation_path(invocation, named), keyring, &invocation->problem);
}

Outcome keys_of_command(Invocation *invocation, Keyring **opened, const Keyring **keyring)
{
    *keyring = invocation->keyring;
    if (*keyring == NULL) {
        TRY(keys_of_file(invocation, (Text){0}, opened));
        *keyring = *opened;
    }
    return OK;
}

static void say_done(const Invocation *invocation, const char *done, const char *advice)
{
    if (invocation->json) {
        (void)fprintf(invocation->out, "{\"done\":\"%s\"}\n", done);
    } else if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%s: %.*s\n%s", done,
                      TEXT_ARG(invocation->arguments[0]), advice);
    }
}

static Outcome run_make(Invocation *invocation)
{
    TRY(keyring_make(invocation_path(invocation, invocation->arguments[0]),
                     &invocation->problem));
    say_done(invocation, "made",
             "  Keep a copy in a safe place, apart from the store and its backups: without\n"
             "  this file, what is sealed is lost for good.\n");
    return OK;
}

static Outcome run_add(Invocation *invocation)
{
    TRY(keyring_add_key(invocation_path(invocation, invocation->arguments[0]),
                        &invocation->problem));
    say_done(invocation, "added",
             "  Start the server anew to seal with the new key; keep the copy up to date.\n");
    return OK;
}

static const Command commands[] = {
    {.name = "keys make",
     .arguments = "FILE",
     .summary = "Make the key file of what is sealed, readable by its owner alone.",
     .examples = "seuil keys make /etc/seuil/keys\n"
                 "  Once, outside the store; then: seuil serve --keys /etc/seuil/keys\n", .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_make},
    {.name = "keys add",
     .arguments = "FILE",
     .summary = "Put a new key in front: it seals from now on, the older ones still open.",
     .examples = "seuil keys add /etc/seuil/keys\n"
                 "  After someone who could read the file has left.\n",                   .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_add },
};

const CommandTable KEYS_COMMANDS = {commands, LENGTH_OF(commands)};

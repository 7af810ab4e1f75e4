/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The control channel: a command that writes, given beside a running server, is run by the
 * server, which alone holds the store. It listens on the socket STORE.sock (mode 0600, same
 * user only, as the kernel tells), reads one line of JSON and answers in lines:
 *     {"arguments":["load","data"],"directory":"/home/anne","language":"fr","input":"/..."}
 *     {"out":"..."} {"error":"..."} {"exit":0,"session":""}
 * `secret` is what was asked without echo, `session` the secret of who signed in; either may be
 * left out, and neither is in the words. A command refused for want of an answer says `asks`
 * and what it left for its second run, `carried`, which comes back with `answer`.
 */
#pragma once

#include "cli/parse.h"

typedef struct ControlServer ControlServer;

typedef struct ControlSettings {
    struct Store *store; /* open for writing, outlives the control server */
    Text store_path;
    const CommandSet *set;
    const struct Keyring *keyring; /* lent to the commands; may be NULL */
} ControlSettings;

/* Starts the thread that serves the commands of others. FAILED when the socket cannot be made;
 * the caller may go on without. Stop with control_stop, before the store is closed. */
MUST_USE Outcome control_start(const ControlSettings *settings, ControlServer **server,
                               Problem *problem);

/* Waits for the command being run, then removes the socket. */
void control_stop(ControlServer **server);

/* Has `words` run by the process `holder` and copies its answer to the invocation's streams.
 * CONFLICT names the holder when it is no server; UNAVAILABLE when it does not answer in ten
 * minutes; FAILED when it goes away before the end. */
MUST_USE Outcome control_send(Invocation *invocation, Words words, int holder, int *exit_code);

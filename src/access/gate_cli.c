/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/gate_cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access/keys_cli.h"
#include "access/login.h"

typedef struct CommandAccess {
    Access access; /* first: invocation->access points to it */
    bool is_first_account;
    Keyring *opened; /* of this command alone; NULL where a server lends its own */
} CommandAccess;

Access *access_of_command(const Invocation *invocation)
{
    return invocation->access;
}

bool gate_is_first_account(const Invocation *invocation)
{
    const CommandAccess *found = invocation->access;
    return found != NULL && found->is_first_account;
}

/* ------------------------------------------------------------------------------- judging */

/* The one command that works before anybody may sign in, on a store where nobody could. */
static Outcome permit_first_account(Session *session, Invocation *invocation,
                                    CommandAccess *found)
{
    bool has_manager = true;
    const bool adds = strcmp(invocation->command->name, "account add") == 0;
    if (adds) {
        TRY(account_has_manager(session, found->access.now, &has_manager,
                                &invocation->problem));
    }
    if (has_manager) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "",
                           "nobody signed in on this machine: seuil sign-in LOGIN");
    }
    found->is_first_account = true;
    return OK;
}

static Outcome find_caller(Session *session, Invocation *invocation, CommandAccess *found)
{
    LoginSession login = {0};
    const Outcome outcome = login_find(session, invocation->session, found->access.now, &login,
                                       &invocation->problem);
    if (outcome == NOT_FOUND) {
        return permit_first_account(session, invocation, found);
    }
    TRY(outcome);
    if (login.is_locked) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "",
                           "the session is locked after %d minutes without use: seuil sign-in "
                           "LOGIN",
                           LOGIN_IDLE / 60);
    }
    TRY(caller_read(session, invocation->arena, login.account, found->access.now,
                    &found->access.caller, &invocation->problem));
    return access_permit(&found->access, invocation->command->permission);
}

static Outcome settle(Invocation *invocation, Outcome outcome)
{
    CommandAccess *found = invocation->access;
    Problem apart = {.arena = invocation->arena};
    if (found == NULL) {
        return outcome;
    }
    if (found->opened != NULL) {
        keyring_close(&found->opened);
        found->access.keyring = NULL;
    }
    /* What went wrong is said as it was; only a trace that cannot be kept takes its place. */
    found->access.problem = outcome == OK ? &invocation->problem : &apart;
    TRY(access_settle_reading(&found->access, invocation->store));
    return found->is_first_account || outcome != OK
               ? outcome
               : login_touch(invocation->store, invocation->session, found->access.now,
                             &invocation->problem);
}

static Outcome look(Invocation *invocation, CommandAccess *found)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    return find_caller(session, invocation, found);
}

static Outcome permit(Invocation *invocation)
{
    CommandAccess *found = ARENA_NEW(invocation->arena, CommandAccess);
    found->access = (Access){
        .arena = invocation->arena, .now = moment_now(), .problem = &invocation->problem};
    const Outcome outcome = look(invocation, found);
    invocation->access = found;
    if (outcome == OK) {
        TRY(keys_of_command(invocation, &found->opened, &found->access.keyring));
    }
    return outcome == OK ? OK : settle(invocation, outcome);
}

/* ------------------------------------------------------------------------------- keeping */

static Text session_file(Arena *arena)
{
    const Text given = text_from(getenv("SEUIL_SESSION"));
    const Text state = text_from(getenv("XDG_STATE_HOME"));
    const Text home = text_from(getenv("HOME"));
    if (given.length > 0) {
        return given;
    }
    if (state.length > 0) {
        return text_format(arena, "%.*s/seuil/session", TEXT_ARG(state));
    }
    return text_format(arena, "%.*s/.local/state/seuil/session", TEXT_ARG(home));
}

/* Only a plain file of the user's own, closed to others, is believed. */
static Text recall(Arena *arena)
{
    char bytes[LOGIN_TOKEN_LENGTH];
    struct stat status;
    const char *path = text_to_c(arena, session_file(arena));
    const int file = path == NULL ? -1 : open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return TEXT("");
    }
    const bool is_mine = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
                         status.st_uid == geteuid() && (status.st_mode & 077) == 0;
    const bool is_whole = is_mine && read(file, bytes, sizeof bytes) == (ssize_t)sizeof bytes;
    (void)close(file);
    return is_whole ? text_copy(arena, text_of(bytes, sizeof bytes)) : TEXT("");
}

static void make_folders(Arena *arena, Text path)
{
    for (size_t at = text_find_byte(path, '/', 1); at < path.length;
         at = text_find_byte(path, '/', at + 1)) {
        const char *folder = text_to_c(arena, text_slice(path, 0, at));
        if (folder != NULL) {
            (void)mkdir(folder, 0700);
        }
    }
}

static Outcome cannot_keep(Text path, Problem *problem)
{
    return problem_set(problem, FAILED, path, "", "the session cannot be kept: %s",
                       strerror(errno));
}

/* Written beside and moved over, so that it is whole and closed from its first moment. */
static Outcome keep(Arena *arena, Text session, Problem *problem)
{
    const Text path = session_file(arena);
    const char *name = text_to_c(arena, path);
    const char *beside =
        text_to_c(arena, text_format(arena, "%.*s.%d", TEXT_ARG(path), (int)getpid()));
    if (name == NULL || beside == NULL) {
        return problem_set(problem, INVALID, TEXT("SEUIL_SESSION"), "", "no name of a file");
    }
    if (session.length == 0) {
        (void)unlink(name);
        return OK;
    }
    make_folders(arena, path);
    const int file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return cannot_keep(path, problem);
    }
    const bool is_written =
        write(file, session.bytes, session.length) == (ssize_t)session.length;
    const bool is_kept = close(file) == 0 && is_written && rename(beside, name) == 0;
    return is_kept ? OK : cannot_keep(path, problem);
}

const CommandGate ACCESS_GATE = {permit, settle, recall, keep};

/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in and out on the command line: the secret is kept by who asked, not by the server.
 */
#include "access/account_cli.h"
#include "access/keys_cli.h"
#include "access/login.h"
#include "base/list.h"

static Outcome say_wait(Invocation *invocation, const LoginResult *result, Moment now)
{
    return problem_set(&invocation->problem, REFUSED, TEXT(""), "login",
                       "too many failures: wait %lld seconds",
                       (long long)(result->retry_at - now));
}

static const Option sign_in_options[] = {
    {"code", OPTION_VALUE, "CODE", "The code of the telephone, or a recovery code."},
};

static Outcome try_with_keys(Invocation *invocation, Moment now, LoginResult *result)
{
    Keyring *opened SCOPED(keyring_close) = NULL;
    const Text code = option_value(invocation, "code");
    LoginAttempt attempt = {.login = invocation->arguments[0],
                            .password = invocation->secret,
                            .code = code.bytes == NULL ? invocation->answer : code};
    TRY(keys_of_command(invocation, &opened, &attempt.keyring));
    return login_try(invocation->store, invocation->arena, &attempt, now, result,
                     &invocation->problem);
}

static Outcome say_failure(Invocation *invocation, const LoginResult *result, Moment now)
{
    if (result->state == LOGIN_WAIT) {
        return say_wait(invocation, result, now);
    }
    if (result->state == LOGIN_CODE && result->account.totp.length == 0) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "code",
                           "the second step of this account is a passkey, which needs a "
                           "browser: add a telephone at /compte/deux-etapes besides");
    }
    if (result->state == LOGIN_CODE) {
        invocation->asks = TEXT("Code");
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "code",
                           "a code of the telephone or a recovery code is expected besides");
    }
    return problem_set(&invocation->problem, REFUSED, TEXT(""), "login",
                       "the name, the password or the code is not right");
}

/* What pages and programs ask before all else: commands remind of it
 * (docs/decisions/2026-11-29-access.md). */
static Outcome remind(Invocation *invocation, Id account, Moment now)
{
    Caller caller = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(caller_read(session, invocation->arena, account, now, &caller, &invocation->problem));
    if (caller.must_change_password) {
        (void)fputs("Somebody else knows this password; choose yours: seuil account "
                    "own-password\n",
                    invocation->error);
    }
    if (caller.must_add_second) {
        (void)fputs("Your role asks for a second step: seuil account own-second-factor\n",
                    invocation->error);
    }
    return OK;
}

static Outcome sign_in_run(Invocation *invocation)
{
    LoginResult result = {0};
    const Moment now = moment_now(); /* whatever --at says */
    TRY(try_with_keys(invocation, now, &result));
    if (result.state != LOGIN_DONE) {
        return say_failure(invocation, &result, now);
    }
    invocation->session = result.token;
    if (invocation->quiet) {
        return OK;
    }
    (void)fprintf(invocation->error, "%.*s\n", TEXT_ARG(result.account.name));
    return remind(invocation, result.account.id, now);
}

static Outcome end_session(Session *session, void *context, Problem *problem)
{
    const Invocation *invocation = context;
    return login_end(session, invocation->session, problem);
}

static Outcome sign_out_run(Invocation *invocation)
{
    if (invocation->session.length > 0) {
        TRY(store_write(invocation->store, end_session, invocation, &invocation->problem));
    }
    invocation->session = TEXT("");
    return OK;
}

static const Command commands[] = {
    {.name = "sign-in",
     .arguments = "LOGIN",
     .summary = "Sign in on this machine, for the commands of those who work with Seuil.",
     .examples = "seuil sign-in nadia\n"
                 "seuil sign-in nadia < password.txt\n"
                 "seuil sign-in nadia --code 287082", .options = sign_in_options,
     .option_count = LENGTH_OF(sign_in_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .secret = "Password",
     .run = sign_in_run },
    {.name = "sign-out",
     .arguments = "",
     .summary = "End the session of this machine.",
     .examples = "seuil sign-out",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .secret = NULL,
     .run = sign_out_run},
};

const CommandTable SESSION_COMMANDS = {commands, LENGTH_OF(commands)};

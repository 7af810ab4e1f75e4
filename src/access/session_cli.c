/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in and out on the command line: the secret is kept by who asked, not by the server.
 */
#include "access/account_cli.h"
#include "access/login.h"
#include "base/list.h"

static Outcome say_wait(Invocation *invocation, const LoginResult *result, Moment now)
{
    return problem_set(&invocation->problem, REFUSED, TEXT(""), "login",
                       "too many failures: wait %lld seconds",
                       (long long)(result->retry_at - now));
}

static Outcome sign_in_run(Invocation *invocation)
{
    LoginResult result = {0};
    const Moment now = moment_now(); /* whatever --at says */
    const LoginAttempt attempt = {.login = invocation->arguments[0],
                                  .password = invocation->secret};
    TRY(login_try(invocation->store, invocation->arena, &attempt, now, &result,
                  &invocation->problem));
    if (result.state == LOGIN_WAIT) {
        return say_wait(invocation, &result, now);
    }
    if (result.state != LOGIN_DONE) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "login",
                           "the name or the password is not right");
    }
    invocation->session = result.token;
    if (!invocation->quiet) {
        (void)fprintf(invocation->error, "%.*s\n", TEXT_ARG(result.account.name));
    }
    return OK;
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
                 "seuil sign-in nadia < password.txt", .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .secret = "Password",
     .run = sign_in_run},
    {.name = "sign-out",
     .arguments = "",
     .summary = "End the session of this machine.",
     .examples = "seuil sign-out",
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = sign_out_run},
};

const CommandTable SESSION_COMMANDS = {commands, LENGTH_OF(commands)};

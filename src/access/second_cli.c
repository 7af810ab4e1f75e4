/* SPDX-License-Identifier: EUPL-1.2 */
/* One's own second factor on the command line: the twin of /compte/deux-etapes. The secret of a
 * telephone goes from one run of the command to the next, and is in no store before a code of
 * it was right. */
#include "access/account_cli.h"
#include "access/gate_cli.h"
#include "access/own.h"
#include "cli/arguments.h"
#include "crypto/totp.h"

enum { SECRET_TEXT = 256 };

static const Option add_options[] = {
    {"secret", OPTION_VALUE, "SECRET|-",
     "The secret a telephone has already (-: on a third line); without it one is drawn."},
};

static SecondRequest asked(const Invocation *invocation)
{
    return (SecondRequest){.token = invocation->session,
                           .password = invocation->secret,
                           .code = text_trim(invocation->answer),
                           .keyring = access_of_command(invocation)->keyring};
}

/* A code is wanted, now from the terminal or next time on the second line. */
static Outcome ask_code(Invocation *invocation, const char *detail)
{
    invocation->asks = TEXT("Code");
    return problem_set(&invocation->problem, REFUSED, TEXT(""), "code", "%s", detail);
}

static Outcome say_failure(Invocation *invocation, const SecondRequest *request, Moment now)
{
    if (request->state == OWN_WAIT) {
        return problem_set(&invocation->problem, REFUSED, TEXT(""), "password",
                           "too many failures: wait %lld seconds",
                           (long long)(request->retry_at - now));
    }
    return problem_set(&invocation->problem, REFUSED, TEXT(""), "code",
                       "the password or the code is not right");
}

static void print_codes(const Invocation *invocation, const SecondCodes *codes)
{
    for (size_t i = 0; i < SECOND_CODES; i++) {
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(codes->items[i]));
    }
    if (!invocation->quiet) {
        (void)fputs("These recovery codes are told once; each opens once, in the place of the "
                    "telephone.\n",
                    invocation->error);
    }
}

/* ------------------------------------------------------------------------------- enrolling */

static Outcome read_secret(Invocation *invocation, Text *secret)
{
    Text given = option_value(invocation, "secret");
    if (given.bytes == NULL) {
        *secret = invocation->carried;
        return OK;
    }
    TRY(words_or_input(invocation, given, SECRET_TEXT, &given));
    *secret = text_trim(given);
    return OK;
}

static Outcome read_login(Invocation *invocation, Text *login)
{
    Account account = {0};
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(account_get(session, invocation->arena, access_of_command(invocation)->caller.account,
                    &account, &invocation->problem));
    *login = account.login;
    return OK;
}

/* Told beside the answer, which is held back until there is one. */
static Outcome offer_secret(Invocation *invocation)
{
    Text login = {0};
    const Text secret = totp_secret_new(invocation->arena);
    const Text address = (read_login(invocation, &login) == OK)
                             ? totp_address(invocation->arena, login, secret)
                             : TEXT("");
    invocation->carried = totp_secret_format(invocation->arena, secret);
    (void)fprintf(invocation->error, "Secret: %.*s\n%.*s\n", TEXT_ARG(invocation->carried),
                  TEXT_ARG(address));
    return ask_code(invocation, "a code that the telephone makes of this secret is expected; "
                                "without a terminal, give --secret and the code on a second "
                                "line");
}

static Outcome add_run(Invocation *invocation)
{
    SecondRequest request = asked(invocation);
    const Moment now = moment_now(); /* whatever --at says */
    TRY(read_secret(invocation, &request.secret));
    if (request.secret.length == 0) {
        return offer_secret(invocation);
    }
    if (request.code.length == 0) {
        return ask_code(invocation, "a code of the telephone is expected on a second line");
    }
    TRY(own_add_second(invocation->store, invocation->arena, &request, now,
                       &invocation->problem));
    if (request.state != OWN_DONE) {
        return say_failure(invocation, &request, now);
    }
    print_codes(invocation, &request.codes);
    return OK;
}

/* --------------------------------------------------------------------------------- changing */

typedef Outcome (*OwnChange)(Store *store, Arena *arena, SecondRequest *request, Moment now,
                             Problem *problem);

static Outcome change(Invocation *invocation, OwnChange act, SecondRequest *request)
{
    const Moment now = moment_now();
    *request = asked(invocation);
    if (request->code.length == 0) {
        return ask_code(invocation,
                        "a code of the telephone or a recovery code is expected besides");
    }
    TRY(act(invocation->store, invocation->arena, request, now, &invocation->problem));
    return request->state == OWN_DONE ? OK : say_failure(invocation, request, now);
}

static Outcome codes_run(Invocation *invocation)
{
    SecondRequest request = {0};
    TRY(change(invocation, own_renew_codes, &request));
    print_codes(invocation, &request.codes);
    return OK;
}

static Outcome end_run(Invocation *invocation)
{
    SecondRequest request = {0};
    return change(invocation, own_remove_second, &request);
}

static const Command commands[] = {
    {.name = "account own-second-factor",
     .arguments = "",
     .summary = "Enrol a telephone for who signed in: its codes are then asked at sign-in.",
     .examples = "seuil account own-second-factor\n"
                 "seuil account own-second-factor --secret - < password-code-secret.txt", .options = add_options,
     .option_count = LENGTH_OF(add_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .secret = "Password",
     .run = add_run  },
    {.name = "account own-recovery-codes",
     .arguments = "",
     .summary = "Other recovery codes for who signed in; those before open nothing any more.",
     .examples = "seuil account own-recovery-codes",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .secret = "Password",
     .run = codes_run},
    {.name = "account own-second-end",
     .arguments = "",
     .summary = "Take the telephone and its recovery codes off the account that signed in.",
     .examples = "seuil account own-second-end",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_WRITE,
     .permission = MAY_BE_ONESELF,
     .secret = "Password",
     .run = end_run  },
};

const CommandTable SECOND_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_own.h"

#include "access/manage.h"
#include "access/queries.h"
#include "words/visible.h"

static Digest asker_of(Text token)
{
    return digest_of(TEXT("passkey of a session"), token);
}

/* ---------------------------------------------------------------------------------- asking */

typedef struct Holder {
    Account account;
    PasskeyList list;
    LoginSession session;
    Moment opened;
} Holder;

static Outcome read_opened(Session *session, Text token, Moment *opened, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_OPENED, &statement, problem));
    login_bind_token(statement, token);
    TRY(statement_next(statement, &row, problem));
    *opened = row ? column_integer(statement, 0) : 0;
    return OK;
}

static Outcome read_holder(const PasskeyAdding *adding, Holder *holder)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(adding->store, &session, adding->problem));
    TRY(login_find(session, adding->token, adding->now, &holder->session, adding->problem));
    TRY(read_opened(session, adding->token, &holder->opened, adding->problem));
    TRY(account_get(session, adding->arena, holder->session.account, &holder->account,
                    adding->problem));
    return passkey_list(session, adding->arena, holder->account.id, &holder->list,
                        adding->problem);
}

static Outcome check_name(const PasskeyAdding *adding, Text *name)
{
    if (adding->name.length > 4 * (size_t)PASSKEY_MOST_NAME ||
        !text_visible(adding->arena, adding->name, ONE_LINE, name) || name->length == 0 ||
        text_characters(*name) > PASSKEY_MOST_NAME) {
        return problem_set(adding->problem, INVALID, TEXT("body"), "name",
                           "from 1 to %d characters are expected", PASSKEY_MOST_NAME);
    }
    return OK;
}

/* By password, and code where there is one. */
static Outcome prove(const PasskeyAdding *adding, PasskeyAsking *asking)
{
    LoginResult result = {0};
    const LoginAttempt attempt = {
        .password = adding->password,
        .code = adding->code,
        .locked = adding->token,
        .must_give_code = true,
        .keyring = adding->keyring,
    };
    TRY(login_try(adding->store, adding->arena, &attempt, adding->now, &result,
                  adding->problem));
    asking->retry_at = result.retry_at;
    asking->state = result.state == LOGIN_DONE   ? PASSKEY_ASKED
                    : result.state == LOGIN_WAIT ? PASSKEY_WAIT
                                                 : PASSKEY_WRONG;
    return OK;
}

static bool was_opened_now(const PasskeyAdding *adding, const Holder *holder)
{
    return adding->now - holder->opened <= PASSKEY_SECONDS;
}

static Outcome prove_elsewhere(const PasskeyAdding *adding, const Holder *holder,
                               PasskeyAsking *asking)
{
    const bool is_fresh = holder->session.is_from_elsewhere && was_opened_now(adding, holder);
    asking->state = is_fresh ? PASSKEY_ASKED : PASSKEY_STALE;
    return OK;
}

/* Where passkeys are the only second step, one of them proves it: a password that somebody else
 * knows, and a screen left open, add no key that lasts. */
static bool lacks_second(const PasskeyAdding *adding, const Holder *holder)
{
    const bool has_shown_one = holder->session.has_second && was_opened_now(adding, holder);
    return holder->list.count > 0 && holder->account.totp.length == 0 && !has_shown_one;
}

static Outcome ask(const PasskeyAdding *adding, const Holder *holder, Text name, Text *options)
{
    PasskeyQuestion question = {
        .asker = asker_of(adding->token),
        .challenge = passkey_challenge_new(adding->arena),
        .account = holder->account.id,
        .name = name,
        .asked = adding->now,
    };
    const PasskeyOptions asked = {
        .site = adding->site,
        .challenge = question.challenge,
        .account = holder->account.id,
        .login = holder->account.login,
        .name = holder->account.name,
        .list = &holder->list,
    };
    TRY(passkey_question_keep(adding->store, &question, adding->problem));
    *options = passkey_options_new(adding->arena, &asked);
    return OK;
}

Outcome own_ask_passkey(const PasskeyAdding *adding, PasskeyAsking *asking)
{
    Holder holder = {0};
    Text name = {0};
    *asking = (PasskeyAsking){0};
    TRY(check_name(adding, &name));
    TRY(read_holder(adding, &holder));
    TRY(passkey_check_room(&holder.list, adding->problem));
    const bool has_password = holder.account.password.length > 0;
    TRY(has_password ? prove(adding, asking) : prove_elsewhere(adding, &holder, asking));
    if (asking->state == PASSKEY_ASKED && lacks_second(adding, &holder)) {
        asking->state = PASSKEY_STALE;
    }
    return asking->state == PASSKEY_ASKED ? ask(adding, &holder, name, &asking->options) : OK;
}

/* ---------------------------------------------------------------------------------- adding */

typedef struct Making {
    Passkey passkey;
    Text token;
} Making;

/* Its device has just verified who is there: this session made its second step. */
static Outcome add(Session *session, void *context, Problem *problem)
{
    const Making *making = context;
    TRY(passkey_add(session, &making->passkey, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_SET_SECOND, &statement, problem));
    login_bind_token(statement, making->token);
    return statement_run(statement, NULL, problem);
}

Outcome own_add_passkey(const PasskeyAdding *adding, Text answer, Id *id)
{
    PasskeyAnswer read = {0};
    PasskeyQuestion question = {0};
    TRY(passkey_question_take(adding->store, adding->arena, asker_of(adding->token),
                              adding->now, &question, adding->problem));
    TRY(passkey_answer_read(adding->arena, answer, &read, adding->problem));
    const PasskeyAsked asked = {adding->site, question.challenge};
    Making making = {.token = adding->token};
    making.passkey = (Passkey){
        .id = id_new(adding->now * 1000),
        .account = question.account,
        .credential = read.credential,
        .name = question.name,
        .added = adding->now,
    };
    TRY(passkey_prove_new(adding->arena, &read, &asked, &making.passkey.key, adding->problem));
    TRY(store_write(adding->store, add, &making, adding->problem));
    *id = making.passkey.id;
    return OK;
}

/* ----------------------------------------------------------------------------- taking away */

/* Nothing is asked of who takes one away, so that it must not undo the step that a role asks
 * for: from a screen left open, the password would then be enough for whoever saw it typed. */
static Outcome check_step(Access *access, Id passkey)
{
    Caller caller = {0};
    PasskeyList list = {0};
    const Id account = access->caller.account;
    TRY(caller_read(access->session, access->arena, account, access->now, &caller,
                    access->problem));
    TRY(passkey_list(access->session, access->arena, account, &list, access->problem));
    return caller.must_add_second && list.count == 1 && id_equal(list.items[0].id, passkey)
               ? problem_set(access->problem, CONFLICT, TEXT(""), "passkey",
                             "your role asks for a second step: add another passkey or a "
                             "telephone first")
               : OK;
}

Outcome own_remove_passkey(Access *access, Id passkey)
{
    const PasskeyRemoval removal = {access->caller.account, passkey};
    TRY(check_step(access, passkey));
    TRY(passkey_remove(access->session, &removal, access->problem));
    access_note(access, "passkey.remove", (Id){0}, removal.account, "");
    return OK;
}

Outcome manage_passkey_remove(Access *access, void *removal)
{
    const PasskeyRemoval *order = removal;
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(must_be_of_another(access, order->account));
    TRY(passkey_remove(access->session, order, access->problem));
    TRY(login_end_others(access->session, order->account, TEXT(""), access->problem));
    access_note(access, "passkey.remove", (Id){0}, order->account, "");
    return OK;
}

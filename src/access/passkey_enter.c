/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_enter.h"

#include "access/journal.h"
#include "access/login_failure.h"
#include "crypto/base64.h"

static Digest asker_of(Text secret)
{
    return digest_of(TEXT("passkey attempt"), secret);
}

/* ---------------------------------------------------------------------------------- asking */

static Outcome read_holder(const PasskeyEntry *entry, Session *session,
                           LoginTicketHolder *holder)
{
    const LoginTicketUse use = {entry->arena, entry->keyring, entry->ticket, entry->now};
    return login_ticket_open(session, &use, holder, entry->problem);
}

/* Whose passkeys may answer; none in the list: anybody's. */
static Outcome read_choice(const PasskeyEntry *entry, PasskeyList *list, Id *account)
{
    LoginTicketHolder holder = {0};
    SCOPED(session_end) Session *session = NULL;
    if (entry->ticket.length == 0) {
        return OK;
    }
    TRY(store_read(entry->store, &session, entry->problem));
    TRY(read_holder(entry, session, &holder));
    TRY(passkey_list(session, entry->arena, holder.account.id, list, entry->problem));
    *account = holder.account.id;
    return list->count > 0 ? OK
                           : problem_set(entry->problem, NOT_FOUND, TEXT(""), "passkey",
                                         "this account has no passkey");
}

Outcome passkey_enter_ask(PasskeyEntry *entry, Text *options)
{
    PasskeyList list = {0};
    PasskeyQuestion question = {.asked = entry->now};
    TRY(read_choice(entry, &list, &question.account));
    entry->secret = login_token_new(entry->arena);
    question.asker = asker_of(entry->secret);
    question.challenge = passkey_challenge_new(entry->arena);
    TRY(passkey_question_keep(entry->store, &question, entry->problem));
    const PasskeyOptions asked = {
        .site = entry->site, .challenge = question.challenge, .list = &list};
    *options = passkey_options_use(entry->arena, &asked);
    return OK;
}

/* ----------------------------------------------------------------------------------- trial */

typedef struct Trial {
    PasskeyEntry *entry;
    PasskeyQuestion question;
    PasskeyAnswer answer;
    Passkey passkey;
    LoginResult *result;
    Text name; /* by which failures are counted */
    Text provider;
    Moment retry_at;
    int64_t counter;
    const char *because; /* of a failure that is more than a slip */
} Trial;

/* Of two that hold different names for it, or of an account that cannot sign in. */
static Outcome check_holder(const Trial *trial, Problem *problem)
{
    const Id *account = &trial->result->account.id;
    const Text user = trial->answer.user;
    const bool is_asked = id_is_nil(trial->question.account)
                              ? user.length > 0
                              : id_equal(trial->question.account, *account);
    if (!is_asked || (user.length > 0 && !text_equal(user, passkey_handle(account)))) {
        return problem_set(problem, REFUSED, TEXT("body"), "userHandle",
                           "the passkey is of another account");
    }
    return trial->result->account.is_open
               ? OK
               : problem_set(problem, REFUSED, TEXT("body"), "id", "nobody has this passkey");
}

/* A ticket that was given with the question must come with the answer, and hold still. */
static Outcome check_first_step(Trial *trial, Session *session)
{
    LoginTicketHolder holder = {0};
    const bool is_second = !id_is_nil(trial->question.account);
    if (is_second != (trial->entry->ticket.length > 0)) {
        return problem_set(trial->entry->problem, NOT_FOUND, TEXT(""), "ticket",
                           "another first step was made");
    }
    if (!is_second) {
        return OK;
    }
    TRY(read_holder(trial->entry, session, &holder));
    trial->provider = holder.provider;
    return id_equal(holder.account.id, trial->question.account)
               ? OK
               : problem_set(trial->entry->problem, NOT_FOUND, TEXT(""), "ticket",
                             "another first step was made");
}

/* NOT_FOUND is an answer too: of a passkey nobody has, failures are known all the same. */
static Outcome find_account(Trial *trial, Session *session)
{
    PasskeyEntry *entry = trial->entry;
    Account *account = &trial->result->account;
    const Text shown = base64url_write(entry->arena, trial->answer.credential);
    trial->name = text_format(entry->arena, "passkey %.*s", TEXT_ARG(shown));
    TRY(passkey_find(session, entry->arena, trial->answer.credential, &trial->passkey,
                     entry->problem));
    TRY(account_get(session, entry->arena, trial->passkey.account, account, entry->problem));
    trial->name = account->login;
    return OK;
}

static Outcome read_state(Trial *trial, Outcome *found)
{
    SCOPED(session_end) Session *session = NULL;
    TRY(store_read(trial->entry->store, &session, trial->entry->problem));
    *found = check_first_step(trial, session);
    if (*found == NOT_FOUND) {
        trial->result->state = LOGIN_LATE;
        return OK;
    }
    TRY(*found);
    *found = find_account(trial, session);
    if (*found != OK && *found != NOT_FOUND) {
        return *found;
    }
    return login_failure_wait(session, trial->name, &trial->retry_at, trial->entry->problem);
}

static Outcome prove(Trial *trial)
{
    PasskeyEntry *entry = trial->entry;
    const PasskeyAsked asked = {entry->site, trial->question.challenge};
    TRY(check_holder(trial, entry->problem));
    const Outcome outcome = passkey_prove(entry->arena, &trial->answer, &asked,
                                          &trial->passkey.key, &trial->counter, entry->problem);
    if (outcome == REFUSED && text_equal(entry->problem->field, TEXT("counter"))) {
        trial->because = "counter";
    }
    return outcome;
}

/* ---------------------------------------------------------------------------------- ending */

static Outcome keep_failure(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    const Id account = trial->result->account.id;
    const bool is_copy = trial->because != NULL;
    const JournalNote line = {
        .act = is_copy ? TEXT("session.refused") : TEXT("session.fail"),
        .subject = account,
        .because = is_copy ? text_from(trial->because) : TEXT("passkey"),
    };
    TRY(login_failure_add(session, trial->name, trial->entry->now, &trial->result->retry_at,
                          problem));
    return id_is_nil(account)
               ? OK
               : journal_append(session, account, trial->entry->now, &line, 1, problem);
}

static Outcome keep_success(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    const LoginOpening opening = {
        .token = trial->result->token,
        .account = trial->result->account.id,
        .provider = trial->provider,
        .has_second = true,
        .by_passkey = true,
        .now = trial->entry->now,
    };
    TRY(passkey_used(session, &trial->passkey, trial->counter, trial->entry->now, problem));
    TRY(login_failure_forget(session, trial->name, problem));
    return login_open(session, &opening, problem);
}

static Outcome fail(Trial *trial)
{
    Problem trouble = {.arena = trial->entry->arena};
    trial->result->state = LOGIN_WRONG;
    const Outcome outcome = store_write(trial->entry->store, keep_failure, trial, &trouble);
    if (outcome != OK) {
        *trial->entry->problem = trouble;
    }
    return outcome;
}

static Outcome run_trial(Trial *trial)
{
    Outcome found = OK;
    LoginResult *result = trial->result;
    PasskeyEntry *entry = trial->entry;
    TRY(read_state(trial, &found));
    if (result->state == LOGIN_LATE) {
        return OK;
    }
    if (trial->retry_at > entry->now) {
        *result = (LoginResult){.state = LOGIN_WAIT, .retry_at = trial->retry_at};
        return OK;
    }
    if (found != OK || prove(trial) != OK) {
        return fail(trial);
    }
    result->token = login_token_new(entry->arena);
    const Outcome kept = store_write(entry->store, keep_success, trial, entry->problem);
    if (kept == CONFLICT) {
        return fail(trial);
    }
    result->state = kept == OK ? LOGIN_DONE : LOGIN_WRONG;
    return kept;
}

Outcome passkey_enter(PasskeyEntry *entry, Text answer, LoginResult *result)
{
    Trial trial = {.entry = entry, .result = result};
    *result = (LoginResult){.state = LOGIN_LATE};
    const Outcome taken =
        passkey_question_take(entry->store, entry->arena, asker_of(entry->secret), entry->now,
                              &trial.question, entry->problem);
    if (taken == NOT_FOUND) {
        return OK;
    }
    TRY(taken);
    result->state = LOGIN_WRONG;
    if (passkey_answer_read(entry->arena, answer, &trial.answer, entry->problem) != OK) {
        return OK;
    }
    return run_trial(&trial);
}

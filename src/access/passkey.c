/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey.h"

#include "access/account.h"
#include "access/journal.h"
#include "access/link.h"
#include "access/queries.h"

/* ------------------------------------------------------------------------------- passkeys */

static void bind_bytes(Statement *statement, const char *name, Text bytes)
{
    bind_blob(statement, name, bytes.bytes, bytes.length);
}

Outcome passkey_list(Session *session, Arena *arena, Id account, PasskeyList *list,
                     Problem *problem)
{
    PasskeyList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_EACH, &statement, problem));
    bind_id(statement, "account", account);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &found,
                    (Passkey){
                        .id = column_id(statement, 0),
                        .account = account,
                        .credential = text_copy(arena, column_text(statement, 1)),
                        .name = text_copy(arena, column_text(statement, 2)),
                        .added = column_integer(statement, 3),
                        .used = column_integer(statement, 4),
                    });
        TRY(statement_next(statement, &row, problem));
    }
    *list = found;
    return OK;
}

Outcome passkey_find(Session *session, Arena *arena, Text credential, Passkey *found,
                     Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_FIND, &statement, problem));
    bind_bytes(statement, "credential", credential);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT("body"), "id", "nobody has this passkey");
    }
    *found = (Passkey){
        .id = column_id(statement, 0),
        .account = column_id(statement, 1),
        .credential = credential,
        .key = {.algorithm = column_integer(statement, 2),
                .bytes = text_copy(arena, column_text(statement, 3)),
                .counter = column_integer(statement, 4)},
    };
    return OK;
}

static Outcome note(Session *session, Id account, Moment now, const char *act, Problem *problem)
{
    const JournalNote line = {.act = text_from(act), .subject = account};
    return journal_append(session, account, now, &line, 1, problem);
}

static Outcome insert(Session *session, const Passkey *passkey, Problem *problem)
{
    int64_t added = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_ADD, &statement, problem));
    bind_id(statement, "id", passkey->id);
    bind_id(statement, "account", passkey->account);
    bind_bytes(statement, "credential", passkey->credential);
    bind_integer(statement, "algorithm", passkey->key.algorithm);
    bind_bytes(statement, "public_key", passkey->key.bytes);
    bind_integer(statement, "counter", passkey->key.counter);
    bind_text(statement, "name", passkey->name);
    bind_integer(statement, "now", passkey->added);
    TRY(statement_run(statement, &added, problem));
    return added == 1 ? OK
                      : problem_set(problem, CONFLICT, TEXT("body"), "id",
                                    "this passkey is there already");
}

Outcome passkey_check_room(const PasskeyList *list, Problem *problem)
{
    return list->count < PASSKEY_MOST
               ? OK
               : problem_set(problem, CONFLICT, TEXT(""), "passkey",
                             "an account has at most %d passkeys: take one away first",
                             PASSKEY_MOST);
}

Outcome passkey_add(Session *session, const Passkey *passkey, Problem *problem)
{
    PasskeyList list = {0};
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    TRY(passkey_list(session, scratch, passkey->account, &list, problem));
    TRY(passkey_check_room(&list, problem));
    TRY(insert(session, passkey, problem));
    return note(session, passkey->account, passkey->added, "passkey.add", problem);
}

Outcome passkey_used(Session *session, const Passkey *passkey, int64_t counter, Moment now,
                     Problem *problem)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_USE, &statement, problem));
    bind_id(statement, "id", passkey->id);
    bind_integer(statement, "counter", counter);
    bind_integer(statement, "counter_before", passkey->key.counter);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK
                        : problem_set(problem, CONFLICT, TEXT("body"), "counter",
                                      "this passkey was used at the same time, or taken away");
}

/* Whether something else than passkeys opens the account. */
static Outcome has_other_way(Session *session, Arena *arena, Id id, bool *has, Problem *problem)
{
    Account account = {0};
    LinkList links = {0};
    TRY(account_get(session, arena, id, &account, problem));
    TRY(link_list(session, arena, id, &links, problem));
    *has = account.password.length > 0 || links.count > 0;
    return OK;
}

Outcome passkey_remove(Session *session, const PasskeyRemoval *removal, Problem *problem)
{
    bool has = false;
    int64_t removed = 0;
    PasskeyList list = {0};
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    TRY(passkey_list(session, scratch, removal->account, &list, problem));
    TRY(has_other_way(session, scratch, removal->account, &has, problem));
    if (list.count == 1 && !has && id_equal(list.items[0].id, removal->passkey)) {
        return problem_set(problem, CONFLICT, TEXT(""), "passkey",
                           "nothing else opens this account: give it a password first");
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_REMOVE, &statement, problem));
    bind_id(statement, "account", removal->account);
    bind_id(statement, "id", removal->passkey);
    TRY(statement_run(statement, &removed, problem));
    return removed == 1
               ? OK
               : problem_set(problem, NOT_FOUND, TEXT(""), "passkey", "no such passkey");
}

Outcome passkey_end_all(Session *session, Id account, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_REMOVE_OF, &statement, problem));
    bind_id(statement, "account", account);
    return statement_run(statement, NULL, problem);
}

/* ------------------------------------------------------------------------------ questions */

Text passkey_challenge_new(Arena *arena)
{
    char *bytes = arena_allocate(arena, PASSKEY_CHALLENGE);
    secret_bytes(bytes, PASSKEY_CHALLENGE);
    return text_of(bytes, PASSKEY_CHALLENGE);
}

Text passkey_handle(const Id *account)
{
    return text_of((const char *)account->bytes, sizeof account->bytes);
}

static Outcome expire(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_QUESTION_EXPIRE, &statement, problem));
    bind_integer(statement, "since", now - PASSKEY_SECONDS);
    return statement_run(statement, NULL, problem);
}

static Outcome keep_question(Session *session, void *context, Problem *problem)
{
    const PasskeyQuestion *question = context;
    TRY(expire(session, question->asked, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_QUESTION_PUT, &statement, problem));
    bind_blob(statement, "asker", question->asker.bytes, sizeof question->asker.bytes);
    bind_bytes(statement, "challenge", question->challenge);
    if (id_is_nil(question->account)) {
        bind_null(statement, "account");
    } else {
        bind_id(statement, "account", question->account);
    }
    bind_text(statement, "name", question->name);
    bind_integer(statement, "now", question->asked);
    return statement_run(statement, NULL, problem);
}

Outcome passkey_question_keep(Store *store, PasskeyQuestion *question, Problem *problem)
{
    return store_write(store, keep_question, question, problem);
}

typedef struct Taking {
    Arena *arena;
    PasskeyQuestion *question;
    Moment since;
    bool is_there;
} Taking;

static Outcome read_question(Session *session, Taking *taking, Problem *problem)
{
    PasskeyQuestion *question = taking->question;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_QUESTION_FIND, &statement, problem));
    bind_blob(statement, "asker", question->asker.bytes, sizeof question->asker.bytes);
    bind_integer(statement, "since", taking->since);
    TRY(statement_next(statement, &taking->is_there, problem));
    if (taking->is_there) {
        question->challenge = text_copy(taking->arena, column_text(statement, 0));
        question->account = column_id(statement, 1);
        question->name = text_copy(taking->arena, column_text(statement, 2));
        question->asked = column_integer(statement, 3);
    }
    return OK;
}

/* Of two that answer at once, one does. */
static Outcome take_question(Session *session, void *context, Problem *problem)
{
    int64_t removed = 0;
    Taking *taking = context;
    TRY(read_question(session, taking, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PASSKEY_QUESTION_REMOVE, &statement, problem));
    bind_blob(statement, "asker", taking->question->asker.bytes,
              sizeof taking->question->asker.bytes);
    TRY(statement_run(statement, &removed, problem));
    taking->is_there = taking->is_there && removed == 1;
    return OK;
}

Outcome passkey_question_take(Store *store, Arena *arena, Digest asker, Moment now,
                              PasskeyQuestion *question, Problem *problem)
{
    PasskeyQuestion found = {.asker = asker};
    Taking taking = {arena, &found, now - PASSKEY_SECONDS, false};
    TRY(store_write(store, take_question, &taking, problem));
    if (!taking.is_there) {
        return problem_set(problem, NOT_FOUND, TEXT("body"), "challenge",
                           "nothing was asked, or too long ago, or it was answered");
    }
    *question = found;
    return OK;
}

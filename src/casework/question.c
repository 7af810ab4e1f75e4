/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question.h"

#include "casework/case_private.h"
#include "casework/queries.h"
#include "casework/retention.h"
#include "people/optional_id.h"
#include "territory/naming.h"

/* -------------------------------------------------------------------------------- reading */

static SealPlace place_of(const Access *access, const char *purpose, Id row)
{
    return (SealPlace){session_territory(access->session), text_from(purpose), row};
}

static Outcome unseal(Access *access, const char *purpose, Id row, Text sealed, Text *words)
{
    const SealPlace place = place_of(access, purpose, row);
    return keyring_open(access->keyring, access->arena, &place, sealed, words, access->problem);
}

static Outcome read_row(Access *access, const Statement *statement, Question *question)
{
    *question = (Question){
        .id = column_id(statement, 0),
        .house = column_id(statement, 1),
        .account = column_id(statement, 2),
        .profession = text_copy(access->arena, column_text(statement, 3)),
        .topic = text_copy(access->arena, column_text(statement, 4)),
        .target = column_id(statement, 5),
        .asked = column_integer(statement, 7),
        .closed = column_integer(statement, 8),
        .ended = text_copy(access->arena, column_text(statement, 9)),
    };
    return unseal(access, "question", question->id, column_text(statement, 6),
                  &question->words);
}

Outcome question_list(Access *access, QuestionList *list)
{
    bool row = false;
    QuestionList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(access_permit(access, MAY_READ_CASE));
    TRY(statement_open(access->session, &QUESTION_EACH, &statement, access->problem));
    bind_id(statement, "own", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        Question question = {0};
        TRY(read_row(access, statement, &question));
        LIST_APPEND(access->arena, &read, question);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static bool is_for(const Access *access, const Question *question)
{
    return id_is_nil(question->target) || id_equal(question->target, access->caller.house) ||
           id_equal(question->house, access->caller.house);
}

/* One for another house is told from none by nothing. */
static Outcome find(Access *access, Id id, Question *question)
{
    bool row = false;
    Question found = {0};
    TRY(access_permit(access, MAY_READ_CASE));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_GET, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    if (row) {
        TRY(read_row(access, statement, &found));
    }
    if (!row || !is_for(access, &found)) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "question",
                           "no such question");
    }
    *question = found;
    return OK;
}

static Outcome read_replies(Access *access, Id id, QuestionReplyList *list)
{
    bool row = false;
    QuestionReplyList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_REPLY_EACH, &statement, access->problem));
    bind_id(statement, "question", id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        QuestionReply reply = {
            .id = column_id(statement, 0),
            .house = column_id(statement, 1),
            .account = column_id(statement, 2),
            .at = column_integer(statement, 4),
        };
        TRY(unseal(access, "question reply", reply.id, column_text(statement, 3),
                   &reply.words));
        LIST_APPEND(access->arena, &read, reply);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

Outcome question_read(Access *access, Id id, Question *question, QuestionReplyList *replies)
{
    TRY(find(access, id, question));
    return read_replies(access, id, replies);
}

/* --------------------------------------------------------------------------------- asking */

/* "name, phone" */
static Text marks_in_words(Arena *arena, unsigned marks)
{
    Text said[NAMING_MARK_COUNT];
    size_t count = 0;
    for (unsigned i = 0; i < NAMING_MARK_COUNT; i++) {
        if ((marks & 1u << i) != 0) {
            said[count++] = naming_mark_code((NamingMark)(1u << i));
        }
    }
    return text_join(arena, said, count, TEXT(", "));
}

static Outcome check(Access *access, const NewQuestion *made, Text *words)
{
    TRY(case_check_words(access, "words", made->words, QUESTION_WORDS_MOST, words));
    const unsigned marks =
        naming_find(access->arena, *words, moment_to_local(access->now).date);
    if ((marks & NAMING_NATIONAL_NUMBER) != 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "words",
                           "a national number names somebody: take it out");
    }
    return marks == 0 || made->is_confirmed
               ? OK
               : problem_set(access->problem, CONFLICT, TEXT("body"), "confirmed",
                             "this may name somebody: %.*s; take it out, or confirm that it "
                             "names nobody",
                             TEXT_ARG(marks_in_words(access->arena, marks)));
}

static Outcome check_topic(Access *access, Text topic)
{
    bool is_code = topic.length <= 64;
    for (size_t i = 0; i < topic.length; i++) {
        const char byte = topic.bytes[i];
        is_code = is_code && ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                              byte == '.' || byte == '_' || byte == '-');
    }
    return is_code ? OK
                   : problem_set(access->problem, INVALID, TEXT("body"), "topic",
                                 "a code of the vocabulary of needs is expected");
}

static Outcome check_room(Access *access)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_COUNT_OPEN, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    return row && column_integer(statement, 0) >= QUESTIONS_OPEN_MOST
               ? problem_set(access->problem, CONFLICT, TEXT(""), "questions",
                             "you have %d open questions, the most an account may have: close "
                             "or withdraw one first",
                             QUESTIONS_OPEN_MOST)
               : OK;
}

Outcome question_ask(Access *access, const NewQuestion *made, Id *id)
{
    Text words = TEXT("");
    Text sealed = TEXT("");
    const Id asked = id_new(access->now * 1000);
    const SealPlace place = place_of(access, "question", asked);
    TRY(access_permit(access, MAY_READ_CASE));
    TRY(check_room(access));
    TRY(check_topic(access, made->topic));
    TRY(check(access, made, &words));
    TRY(keyring_seal(access->keyring, access->arena, &place, words, &sealed, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_ADD, &statement, access->problem));
    bind_id(statement, "id", asked);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    bind_text(statement, "profession", access->caller.profession);
    bind_text(statement, "topic", made->topic);
    bind_optional_id(statement, "target", made->target);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    *id = asked;
    return statement_run(statement, NULL, access->problem);
}

/* ------------------------------------------------------------------------------ answering */

static Outcome check_open(Access *access, const Question *question)
{
    QuestionReplyList replies = {0};
    if (question->closed != 0) {
        return problem_set(access->problem, CONFLICT, TEXT(""), "state",
                           "this question is closed");
    }
    TRY(read_replies(access, question->id, &replies));
    return replies.count < QUESTION_REPLIES_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "words",
                             "a question has %d replies at most", QUESTION_REPLIES_MOST);
}

Outcome question_reply(Access *access, Id id, const NewQuestion *made, Id *reply)
{
    Question question = {0};
    Text words = TEXT("");
    Text sealed = TEXT("");
    const Id made_id = id_new(access->now * 1000);
    const SealPlace place = place_of(access, "question reply", made_id);
    TRY(find(access, id, &question));
    TRY(check_open(access, &question));
    TRY(check(access, made, &words));
    TRY(keyring_seal(access->keyring, access->arena, &place, words, &sealed, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_REPLY_ADD, &statement, access->problem));
    bind_id(statement, "question", id);
    bind_id(statement, "id", made_id);
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    *reply = made_id;
    return statement_run(statement, NULL, access->problem);
}

/* ---------------------------------------------------------------------------------- ending */

static Outcome find_own(Access *access, Id id, Question *question)
{
    TRY(find(access, id, question));
    return id_equal(question->account, access->caller.account)
               ? OK
               : problem_set(access->problem, REFUSED, TEXT(""), "",
                             "who asked a question closes or withdraws it");
}

Outcome question_close(Access *access, Id id)
{
    int64_t changed = 0;
    Question question = {0};
    TRY(find_own(access, id, &question));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_CLOSE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT(""), "state",
                                      "this question is closed");
}

/* The caller is the one who asked: the query says so once more. */
Outcome question_withdraw(Access *access, Id id)
{
    Question question = {0};
    TRY(find_own(access, id, &question));
    Statement *replies SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_REPLY_ERASE, &replies, access->problem));
    bind_id(replies, "question", id);
    TRY(statement_run(replies, NULL, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &QUESTION_ERASE, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_id(statement, "account", access->caller.account);
    TRY(statement_run(statement, NULL, access->problem));
    access_note(access, "question.withdrawn", (Id){0}, id, "");
    return OK;
}

/* ------------------------------------------------------------------------------------ time */

enum { SECONDS_A_DAY = 24 * 60 * 60 };

static Outcome run_since(Session *session, const Query *query, Moment since, Moment now,
                         Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_integer(statement, "since", since);
    if (now != 0) {
        bind_integer(statement, "now", now);
    }
    return statement_run(statement, NULL, problem);
}

Outcome question_forget(Session *session, Moment now, Problem *problem)
{
    const QuestionPeriods periods = question_periods();
    const Moment open_since = now - periods.open_days * SECONDS_A_DAY;
    const Moment kept_since = now - periods.kept_days * SECONDS_A_DAY;
    TRY(run_since(session, &QUESTION_REPLY_FORGET, kept_since, 0, problem));
    TRY(run_since(session, &QUESTION_FORGET, kept_since, 0, problem));
    return run_since(session, &QUESTION_EXPIRE, open_since, now, problem);
}

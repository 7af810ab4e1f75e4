/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Second-line questions: a professional asks one house, or the whole network, about a situation
 * and names nobody; others answer in a thread. Nothing here leads to a person or a case. Words
 * are looked through first (territory/naming.h): a national number is refused; what looks like
 * a name, a telephone number or a date is shown to who wrote it, and sent once they say that it
 * names nobody. Words are sealed by the key file.
 *
 * One ends: who asked says that it has its answer, or its days are over
 * (data/access/retention.yaml). A year later it is erased with its thread. Who asked may
 * withdraw it at any time: it is erased at once.
 *
 * For whoever may read cases at all (MAY_READ_CASE): professionals bound by secrecy. A question
 * to one house is read by that house and the one that asks; NOT_FOUND for others.
 */
#pragma once

#include "access/access.h"

enum {
    QUESTION_WORDS_MOST = 5000, /* characters of a question or a reply */
    QUESTIONS_MOST = 200,       /* of a list */
    QUESTION_REPLIES_MOST = 200,
    QUESTIONS_OPEN_MOST = 20 /* of an account */
};

typedef struct Question {
    Id id;
    Id house; /* that asks */
    Id account;
    Text profession; /* of who asks; may be empty */
    Text topic;      /* a need of the vocabulary; empty for none */
    Id target;       /* nil: the whole network */
    Text words;
    Moment asked;
    Moment closed; /* 0 while it is open */
    Text ended;    /* "answered", "expired"; empty while it is open */
} Question;
typedef LIST_OF(Question) QuestionList;

typedef struct QuestionReply {
    Id id;
    Id house;
    Id account;
    Text words;
    Moment at;
} QuestionReply;
typedef LIST_OF(QuestionReply) QuestionReplyList;

/* Those the caller may read: the open ones first, then the newest. */
MUST_USE Outcome question_list(Access *access, QuestionList *list);

/* One with its thread, the oldest reply first. */
MUST_USE Outcome question_read(Access *access, Id id, Question *question,
                               QuestionReplyList *replies);

typedef struct NewQuestion {
    Text words;
    Text topic;
    Id target;
    bool is_confirmed; /* who wrote it says that it names nobody */
} NewQuestion;

/* INVALID for no words, too many, a national number among them ("words"), or a topic that is no
 * code. CONFLICT on the field "confirmed", with the marks found as the detail ("name, phone"),
 * until it is confirmed, and on "questions" when the caller has QUESTIONS_OPEN_MOST open ones.
 * REFUSED without a key file. */
MUST_USE Outcome question_ask(Access *access, const NewQuestion *made, Id *id);

/* The same for a reply; CONFLICT on "state" when the question is closed. */
MUST_USE Outcome question_reply(Access *access, Id id, const NewQuestion *made, Id *reply);

/* By who asked it: REFUSED for another; CONFLICT when it is closed. */
MUST_USE Outcome question_close(Access *access, Id id);

/* By who asked it, open or closed: erases it with its thread, and leaves a line in the journal.
 * REFUSED for another. */
MUST_USE Outcome question_withdraw(Access *access, Id id);

/* What time does, for the housekeeping: ends those whose days are over, and erases those that
 * ended long enough ago. In a writing session. */
MUST_USE Outcome question_forget(Session *session, Moment now, Problem *problem);

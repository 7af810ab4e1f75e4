/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/question.h"

#include "casework/queries.h"
#include "unit/people/people_fixture.h"

#define on_a_store(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static const Id house_of_nobody = {{0xC0}};

typedef struct Asking {
    NewQuestion made;
    Id id;
    Id reply;
    Question question;
    QuestionReplyList replies;
    QuestionList list;
} Asking;

static Outcome ask(Access *access, void *context)
{
    Asking *asking = context;
    return question_ask(access, &asking->made, &asking->id);
}

static Outcome reply(Access *access, void *context)
{
    Asking *asking = context;
    return question_reply(access, asking->id, &asking->made, &asking->reply);
}

static Outcome read_one(Access *access, void *context)
{
    Asking *asking = context;
    return question_read(access, asking->id, &asking->question, &asking->replies);
}

static Outcome list_all(Access *access, void *context)
{
    Asking *asking = context;
    return question_list(access, &asking->list);
}

static Outcome close_one(Access *access, void *context)
{
    const Asking *asking = context;
    return question_close(access, asking->id);
}

static Outcome withdraw(Access *access, void *context)
{
    const Asking *asking = context;
    return question_withdraw(access, asking->id);
}

static Outcome forget(Session *session, void *context, Problem *problem)
{
    const Moment *now = context;
    return question_forget(session, *now, problem);
}

static void housekeep(Fixture *fixture, Store *store, Moment now)
{
    assert_int_equal(store_write(store, forget, &now, &fixture->problem), OK);
}

static size_t replies_left(Store *store, Id question)
{
    size_t count = 0;
    bool row = false;
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(statement_open(session, &QUESTION_REPLY_EACH, &statement, NULL), OK);
    bind_id(statement, "question", question);
    assert_int_equal(statement_next(statement, &row, NULL), OK);
    while (row) {
        count++;
        assert_int_equal(statement_next(statement, &row, NULL), OK);
    }
    return count;
}

static Caller other_house(void)
{
    return worker(9, house_of_nobody, house_of_nobody, "partner");
}

static Asking asking_of(const char *words)
{
    the_time = NOON;
    keys_are_at_hand = true;
    return (Asking){
        .made = {.words = text_from(words), .topic = TEXT("food.meal")}
    };
}

static void a_question_to_the_network_is_answered_in_a_thread_until_it_is_closed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking =
        asking_of("Quelle aide pour une personne sans papiers qui a mal aux dents ?");
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    asking.made.words = TEXT("Le relais santé, sans condition.");
    assert_int_equal(acts(fixture, store, stranger(), reply, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), close_one, &asking), REFUSED);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), OK);
    assert_int_equal(asking.replies.count, 1);
    assert_text_equal(asking.replies.items[0].words, asking.made.words);
    assert_true(id_equal(asking.replies.items[0].house, house_of_others));
    assert_text_equal(asking.question.topic, TEXT("food.meal"));
    assert_int_equal(acts(fixture, store, desk(), close_one, &asking), OK);
    assert_int_equal(acts(fixture, store, desk(), close_one, &asking), CONFLICT);
    assert_int_equal(acts(fixture, store, stranger(), reply, &asking), CONFLICT);
}

static void a_question_to_one_house_is_read_there_and_where_it_was_asked_alone(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = asking_of("Une place libre cette semaine ?");
    asking.made.target = house_of_others;
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), read_one, &asking), OK);
    assert_int_equal(acts(fixture, store, care(), read_one, &asking), OK);
    assert_int_equal(acts(fixture, store, other_house(), read_one, &asking), NOT_FOUND);
    assert_int_equal(acts(fixture, store, other_house(), reply, &asking), NOT_FOUND);
    assert_int_equal(acts(fixture, store, other_house(), list_all, &asking), OK);
    assert_int_equal(asking.list.count, 0);
}

static void who_reads_no_case_asks_and_reads_nothing(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = asking_of("Une place libre cette semaine ?");
    assert_int_equal(acts(fixture, store, desk_colleague(), ask, &asking), REFUSED);
    assert_int_equal(acts(fixture, store, desk_colleague(), list_all, &asking), REFUSED);
    keys_are_at_hand = false;
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), REFUSED);
    keys_are_at_hand = true;
}

static void a_national_number_is_refused_and_what_may_name_somebody_is_confirmed(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = asking_of("Que faire pour le 85.07.30-033.28 ?");
    asking.made.is_confirmed = true;
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("words"));
    asking = asking_of("Que faire pour Madame Exemple, au 0470 12 34 56 ?");
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("confirmed"));
    assert_true(text_contains(fixture->problem.detail, TEXT("phone, name")));
    asking.made.is_confirmed = true;
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    asking.made = (NewQuestion){.words = TEXT("a"), .topic = TEXT("Food meal")};
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), INVALID);
    assert_text_equal(fixture->problem.field, TEXT("topic"));
}

static void who_asked_withdraws_a_question_and_nothing_of_it_is_left(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = asking_of("Une place libre cette semaine ?");
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), reply, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), withdraw, &asking), REFUSED);
    assert_int_equal(acts(fixture, store, desk(), close_one, &asking), OK);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &asking), OK);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), NOT_FOUND);
    assert_int_equal(acts(fixture, store, desk(), withdraw, &asking), NOT_FOUND);
    assert_int_equal(replies_left(store, asking.id), 0);
}

static void a_question_is_closed_after_ninety_days_and_erased_a_year_later(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Moment day = 24 * 60 * 60;
    Asking asking = asking_of("Une place libre cette semaine ?");
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), reply, &asking), OK);
    housekeep(fixture, store, NOON + 90 * day - 1);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), OK);
    assert_int_equal(asking.question.closed, 0);
    housekeep(fixture, store, NOON + 90 * day);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), OK);
    assert_text_equal(asking.question.ended, TEXT("expired"));
    assert_int_equal(acts(fixture, store, stranger(), reply, &asking), CONFLICT);
    housekeep(fixture, store, NOON + (90 + 365) * day - 1);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), OK);
    housekeep(fixture, store, NOON + (90 + 365) * day);
    assert_int_equal(acts(fixture, store, desk(), read_one, &asking), NOT_FOUND);
    assert_int_equal(replies_left(store, asking.id), 0);
}

static void an_account_has_twenty_open_questions_at_most(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = asking_of("Une place libre cette semaine ?");
    for (int i = 0; i < QUESTIONS_OPEN_MOST; i++) {
        assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
    }
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("questions"));
    assert_int_equal(acts(fixture, store, stranger(), ask, &asking), OK);
    assert_int_equal(acts(fixture, store, stranger(), close_one, &asking), OK);
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), CONFLICT);
    assert_int_equal(acts(fixture, store, desk(), list_all, &asking), OK);
    asking.id = asking.list.items[0].id;
    assert_int_equal(acts(fixture, store, desk(), close_one, &asking), OK);
    assert_int_equal(acts(fixture, store, desk(), ask, &asking), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        on_a_store(a_question_to_the_network_is_answered_in_a_thread_until_it_is_closed),
        on_a_store(a_question_to_one_house_is_read_there_and_where_it_was_asked_alone),
        on_a_store(who_reads_no_case_asks_and_reads_nothing),
        on_a_store(a_national_number_is_refused_and_what_may_name_somebody_is_confirmed),
        on_a_store(who_asked_withdraws_a_question_and_nothing_of_it_is_left),
        on_a_store(a_question_is_closed_after_ninety_days_and_erased_a_year_later),
        on_a_store(an_account_has_twenty_open_questions_at_most),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Asking after a blind look: told nothing, and answered by who keeps the person alone. */
#include "directory/record.h"
#include "people/queries.h"
#include "unit/people/ask_fixture.h"

static size_t journal_of(Fixture *fixture, Store *store, JournalPage *page)
{
    Session *session SCOPED(session_end) = NULL;
    assert_int_equal(store_read(store, &session, NULL), OK);
    assert_int_equal(journal_list(session, fixture->arena, 0, page, NULL), OK);
    return page->count;
}

/* -------------------------------------------------------------------------------- asking */

static void asking_about_somebody_known_and_about_nobody_reads_alike(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    JournalPage page = {0};
    (void)create_camille(fixture, store);
    const size_t before = journal_of(fixture, store, &page);
    (void)ask_about(fixture, store, known);
    assert_int_equal(journal_of(fixture, store, &page), before + 1);
    (void)ask_about(fixture, store, unknown);
    assert_int_equal(journal_of(fixture, store, &page), before + 2);
    const PersonAsks asks = asks_of(fixture, store, stranger());
    assert_int_equal(asks.sent.count, 2);
    assert_int_equal(asks.received.count, 0);
    const PersonAsk *one = &asks.sent.items[0];
    const PersonAsk *other = &asks.sent.items[1];
    assert_int_equal(one->state, ASK_OPEN);
    assert_int_equal(other->state, ASK_OPEN);
    assert_text_equal(one->words, other->words);
    assert_int_equal(one->expires, other->expires);
    assert_true(id_is_nil(one->person) && id_is_nil(other->person));
    assert_int_equal(one->contacts.count + other->contacts.count, 0);
}

/* What the rows hold where words stand, the newest first. */
typedef struct Rows {
    size_t lengths[2];
    size_t count;
    bool has_words;
} Rows;

static Outcome read_rows(Access *access, void *context)
{
    bool row = false;
    Rows *rows = context;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_SENT, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    for (; row && rows->count < LENGTH_OF(rows->lengths); rows->count++) {
        const Text sealed = column_text(statement, 2);
        rows->lengths[rows->count] = sealed.length;
        rows->has_words = rows->has_words || text_contains(sealed, TEXT("Exemple")) ||
                          text_contains(sealed, TEXT("chez vous"));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

static void words_are_sealed_and_as_long_for_nobody_as_for_somebody(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Rows rows = {0};
    (void)create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    (void)ask_about(fixture, store, unknown);
    assert_int_equal(acts(fixture, store, stranger(), read_rows, &rows), OK);
    assert_int_equal(rows.count, 2);
    assert_false(rows.has_words);
    assert_int_equal(rows.lengths[0], rows.lengths[1]);
}

static void one_line_is_left_whoever_is_asked_about(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    JournalPage page = {0};
    const Id camille = create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    (void)journal_of(fixture, store, &page);
    assert_text_equal(page.items[0].act, TEXT("person.ask"));
    assert_true(id_equal(page.items[0].person, camille));
    (void)ask_about(fixture, store, unknown);
    (void)journal_of(fixture, store, &page);
    assert_text_equal(page.items[0].act, TEXT("person.ask"));
    assert_text_equal(page.items[0].because, TEXT("blind"));
    assert_true(id_is_nil(page.items[0].person));
}

static void an_account_asks_ten_times_a_day(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.made = about(known)};
    (void)create_camille(fixture, store);
    for (size_t i = 0; i < ASKS_A_DAY; i++) {
        (void)ask_about(fixture, store, i % 2 == 0 ? known : unknown);
    }
    assert_int_equal(acts(fixture, store, stranger(), ask, &asking), CONFLICT);
    assert_text_equal(fixture->problem.field, TEXT("asks"));
    asking.made = about(unknown);
    assert_int_equal(acts(fixture, store, stranger(), ask, &asking), CONFLICT);
    assert_int_equal(acts(fixture, store, another_stranger(), ask, &asking), OK);
    the_time = NOON + 24 * 60 * 60 + 1;
    assert_int_equal(acts(fixture, store, stranger(), ask, &asking), OK);
    the_time = NOON;
}

static void what_cannot_be_asked_says_which_field_is_wrong(void **state)
{
    static const struct {
        const char *who;
        const char *words;
        const char *field;
    } cases[] = {
        {"Camille",                    "Un mot",             "birth"  },
        {"Camille Exemple 1985",       "Un mot",             "birth"  },
        {"",                           "Un mot",             "words"  },
        {"Camille Exemple 1985-07-30", "",                   "message"},
        {"Camille Exemple 1985-07-30", "NN 85.07.30-033.28", "message"},
    };
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        Asking asking = {
            .made = {.query.words = text_from(cases[i].who),
                     .words = text_from(cases[i].words)}
        };
        assert_int_equal(acts(fixture, store, stranger(), ask, &asking), INVALID);
        assert_text_equal(fixture->problem.field, text_from(cases[i].field));
    }
}

static void without_keys_nothing_is_asked(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.made = about(unknown)};
    keys_are_at_hand = false;
    const Outcome outcome = acts(fixture, store, stranger(), ask, &asking);
    keys_are_at_hand = true;
    assert_int_equal(outcome, REFUSED);
}

static Outcome protect(Access *access, void *context)
{
    const Asking *asking = context;
    FactResult result = {0};
    const FactChange change = {
        .what = {.kind = FACT_ADDRESS,
                 .class = FACT_PROTECTED,
                 .value = TEXT_INIT("refuge"),
                 .extra = TEXT_INIT("4000 Exemple")}
    };
    return person_change_fact(access, asking->person, &change, &result);
}

static void a_person_with_a_protected_address_is_reached_by_no_request(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    assert_int_equal(acts(fixture, store, desk(), protect, &asking), OK);
    (void)ask_about(fixture, store, known);
    assert_int_equal(asks_of(fixture, store, desk()).received.count, 0);
}

static Outcome restrict_person(Access *access, void *context)
{
    const Asking *asking = context;
    PersonFile file = {0};
    TRY(person_read(access, asking->person, &file));
    return person_set_reach(access, asking->person, file.person.revision, REACH_TEAM);
}

static void a_person_a_team_keeps_to_itself_is_reached_by_no_request(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    (void)ask_about(fixture, store, known);
    assert_int_equal(asks_of(fixture, store, care()).received.count, 1);
    assert_int_equal(acts(fixture, store, desk(), restrict_person, &asking), OK);
    (void)ask_about(fixture, store, known);
    assert_int_equal(asks_of(fixture, store, desk()).received.count, 1);
    assert_int_equal(asks_of(fixture, store, care()).received.count, 0);
}

/* ------------------------------------------------------------------------------ answering */

static void who_keeps_the_person_reads_and_answers_and_who_asked_sees_it(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    JournalPage page = {0};
    const Id camille = create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    const PersonAsks received = asks_of(fixture, store, desk_colleague());
    const Id id = reached(fixture, store, desk());
    assert_int_equal(received.received.count, 1);
    (void)journal_of(fixture, store, &page);
    assert_text_equal(page.items[0].act, TEXT("person.ask_read"));
    assert_text_equal(received.received.items[0].sought, text_from(known));
    assert_text_equal(received.received.items[0].words, TEXT("Il dit venir de chez vous"));
    assert_true(id_equal(received.received.items[0].person, camille));
    assert_int_equal(answer_as(fixture, store, desk(), id, ASK_YES), OK);
    const PersonAsks sent = asks_of(fixture, store, stranger());
    assert_int_equal(sent.sent.items[0].state, ASK_YES);
    assert_int_equal(sent.sent.items[0].answered, NOON);
    assert_true(id_is_nil(sent.sent.items[0].person));
    assert_int_equal(answer_as(fixture, store, desk(), id, ASK_NO), CONFLICT);
}

static void a_yes_reaches_the_colleagues_of_who_asked_and_no_other_answer_does(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    const Caller colleague = worker(6, house_of_others, team_of_others, "desk_worker");
    (void)create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    assert_int_equal(asks_of(fixture, store, colleague).sent.count, 0);
    const Id first = reached(fixture, store, desk());
    assert_int_equal(answer_as(fixture, store, desk(), first, ASK_YES), OK);
    assert_int_equal(asks_of(fixture, store, colleague).sent.count, 1);
    (void)ask_about(fixture, store, known);
    const Id second = reached(fixture, store, desk());
    assert_int_equal(answer_as(fixture, store, desk(), second, ASK_OTHER), OK);
    assert_int_equal(asks_of(fixture, store, colleague).sent.count, 1);
    assert_int_equal(asks_of(fixture, store, stranger()).sent.count, 2);
}

static void another_house_neither_reads_nor_answers(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    const Id asked = ask_about(fixture, store, known);
    const Id id = reached(fixture, store, desk());
    const Id nobody = ask_about(fixture, store, unknown);
    const PersonAsks asks = asks_of(fixture, store, another_stranger());
    assert_int_equal(asks.received.count + asks.sent.count, 0);
    assert_int_equal(answer_as(fixture, store, another_stranger(), id, ASK_YES), NOT_FOUND);
    const Text words = text_copy(fixture->arena, fixture->problem.detail);
    assert_int_equal(answer_as(fixture, store, stranger(), id, ASK_YES), NOT_FOUND);
    assert_int_equal(answer_as(fixture, store, stranger(), asked, ASK_YES), NOT_FOUND);
    assert_int_equal(answer_as(fixture, store, desk(), asked, ASK_YES), NOT_FOUND);
    assert_int_equal(answer_as(fixture, store, stranger(), nobody, ASK_YES), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, words);
    assert_int_equal(answer_as(fixture, store, stranger(), (Id){{9}}, ASK_YES), NOT_FOUND);
    assert_text_equal(fixture->problem.detail, words);
    assert_int_equal(asks_of(fixture, store, stranger()).sent.items[0].state, ASK_OPEN);
}

static void an_answer_leaves_a_line_about_the_person(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    JournalPage page = {0};
    const Id camille = create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    const Id id = reached(fixture, store, desk());
    assert_int_equal(answer_as(fixture, store, desk(), id, ASK_NO), OK);
    (void)journal_of(fixture, store, &page);
    assert_text_equal(page.items[0].act, TEXT("person.ask_answer"));
    assert_text_equal(page.items[0].because, TEXT("no"));
    assert_true(id_equal(page.items[0].person, camille));
    assert_true(id_equal(page.items[0].subject, id));
}

static Outcome take_over(Access *access, void *context)
{
    const Asking *asking = context;
    return person_hand_over(access, asking->person, team_of_desk, access->caller.teams[0]);
}

static void who_takes_a_person_over_answers_what_was_asked_before(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    (void)ask_about(fixture, store, known);
    const Id id = reached(fixture, store, desk());
    assert_int_equal(acts(fixture, store, another_stranger(), take_over, &asking), OK);
    assert_int_equal(asks_of(fixture, store, desk()).received.count, 0);
    assert_int_equal(answer_as(fixture, store, desk(), id, ASK_YES), NOT_FOUND);
    assert_int_equal(asks_of(fixture, store, another_stranger()).received.count, 1);
    assert_int_equal(answer_as(fixture, store, another_stranger(), id, ASK_YES), OK);
}

static Outcome name_house(Access *access, void *context)
{
    const Caller *caller = context;
    const RecordPass pass = record_pass(TEXT("test"), access->now);
    const Record record = {
        .kind = ENTITY_ORGANIZATION,
        .id = caller->house,
        .owner_kind = ENTITY_COUNT,
        .body = text_format(access->arena, "{\"name\":\"House %02x\"}", caller->house.bytes[0]),
    };
    return record_put(access->session, &pass, &record, access->problem);
}

static void who_said_yes_stays_the_one_to_contact_after_another_house_took_over(void **state)
{
    Fixture *fixture = *state;
    Caller houses[] = {desk(), another_stranger()};
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    assert_int_equal(acts(fixture, store, desk(), name_house, &houses[0]), OK);
    assert_int_equal(acts(fixture, store, desk(), name_house, &houses[1]), OK);
    (void)ask_about(fixture, store, known);
    assert_int_equal(
        answer_as(fixture, store, desk(), reached(fixture, store, desk()), ASK_YES), OK);
    assert_int_equal(acts(fixture, store, another_stranger(), take_over, &asking), OK);
    assert_int_equal(asks_of(fixture, store, another_stranger()).received.count, 0);
    const PersonAsk sent = asks_of(fixture, store, stranger()).sent.items[0];
    assert_int_equal(sent.contacts.count, 1);
    assert_text_equal(sent.contacts.items[0].house, TEXT("House a0"));
}

/* ----------------------------------------------------------------------------------- time */

static void a_request_expires_after_fourteen_days_and_is_erased_after_ninety(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    (void)create_camille(fixture, store);
    (void)ask_about(fixture, store, known);
    const Id id = reached(fixture, store, desk());
    (void)ask_about(fixture, store, unknown);
    the_time = NOON + ASK_OPEN_SECONDS;
    assert_int_equal(answer_as(fixture, store, desk(), id, ASK_YES), CONFLICT);
    const PersonAsks late = asks_of(fixture, store, stranger());
    assert_int_equal(late.sent.items[0].state, ASK_EXPIRED);
    assert_int_equal(late.sent.items[1].state, ASK_EXPIRED);
    assert_int_equal(acts(fixture, store, desk(), forget, NULL), OK);
    assert_int_equal(asks_of(fixture, store, stranger()).sent.count, 2);
    the_time = NOON + ASK_KEPT_SECONDS;
    assert_int_equal(acts(fixture, store, desk(), forget, NULL), OK);
    const size_t left = asks_of(fixture, store, stranger()).sent.count;
    int64_t rows = 1;
    assert_int_equal(acts(fixture, store, desk(), count_reached, &rows), OK);
    the_time = NOON;
    assert_int_equal(left, 0);
    assert_int_equal(rows, 0);
}

static void what_was_asked_about_a_person_is_erased_with_them(void **state)
{
    Fixture *fixture = *state;
    Store *store SCOPED(store_close) = open_store(fixture);
    Asking asking = {.person = create_camille(fixture, store)};
    (void)ask_about(fixture, store, known);
    (void)ask_about(fixture, store, unknown);
    assert_int_equal(acts(fixture, store, desk(), erase, &asking), OK);
    const PersonAsks asks = asks_of(fixture, store, stranger());
    assert_int_equal(asks.sent.count, 1);
    assert_text_equal(asks.sent.items[0].sought, text_from(unknown));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(asking_about_somebody_known_and_about_nobody_reads_alike),
        TEST(words_are_sealed_and_as_long_for_nobody_as_for_somebody),
        TEST(a_person_a_team_keeps_to_itself_is_reached_by_no_request),
        TEST(who_takes_a_person_over_answers_what_was_asked_before),
        TEST(who_said_yes_stays_the_one_to_contact_after_another_house_took_over),
        TEST(one_line_is_left_whoever_is_asked_about),
        TEST(an_account_asks_ten_times_a_day),
        TEST(what_cannot_be_asked_says_which_field_is_wrong),
        TEST(without_keys_nothing_is_asked),
        TEST(a_person_with_a_protected_address_is_reached_by_no_request),
        TEST(who_keeps_the_person_reads_and_answers_and_who_asked_sees_it),
        TEST(a_yes_reaches_the_colleagues_of_who_asked_and_no_other_answer_does),
        TEST(another_house_neither_reads_nor_answers),
        TEST(an_answer_leaves_a_line_about_the_person),
        TEST(a_request_expires_after_fourteen_days_and_is_erased_after_ninety),
        TEST(what_was_asked_about_a_person_is_erased_with_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

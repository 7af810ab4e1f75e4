/* SPDX-License-Identifier: EUPL-1.2 */
/* A form sent twice acts once; what is kept of it tells nothing without its token. */
#include "unit/store_place.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "crypto/keyring.h"
#include "http/answer.h"
#include "store/store.h"

typedef struct Desk {
    Arena *arena;
    Store *store;
    char folder[64];
    Text path;
} Desk;

static int act_count = 0;

static Outcome act(Request *request)
{
    act_count++;
    if (text_equal(request_form(request, "word"), TEXT("fail"))) {
        return REQUEST_INVALID(request, "body", "word", "no such word");
    }
    return response_redirect(request, text_format(request->arena, "/plan/CODE-%d", act_count));
}

static Outcome book(Request *request)
{
    act_count++;
    buffer_append_format(response_json(request), "{\"place\": %d}", act_count);
    if (text_contains(request->body, TEXT("new"))) {
        request->response.status = 201;
        response_header(request, "Location",
                        text_format(request->arena, "/api/places/%d", act_count));
    }
    return OK;
}

static const Route routes[] = {
    {POST, "/keep",     EVERYONE,                    act,  FRESH},
    {POST, "/api/book", FIRST_PERMISSION_OF_DOMAINS, book, FRESH},
};
static const RouteTable table = {routes, LENGTH_OF(routes)};

static int open_desk(void **state)
{
    static Desk desk;
    desk = (Desk){.arena = arena_new(0), .folder = "/tmp/seuil-once-XXXXXX"};
    assert_non_null(mkdtemp(desk.folder));
    desk.path = store_place(desk.arena, text_from(desk.folder), "seuil.db");
    Problem problem = {.arena = desk.arena};
    assert_int_equal(store_open(desk.path, STORE_READ_WRITE, &desk.store, &problem), OK);
    act_count = 0;
    *state = &desk;
    return 0;
}

static int close_desk(void **state)
{
    Desk *desk = *state;
    static const char *const endings[] = {"", "-wal", "-shm", ".lock"};
    store_close(&desk->store);
    for (size_t i = 0; i < LENGTH_OF(endings); i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/seuil.db%s", desk->folder, endings[i]);
        (void)unlink(path);
    }
    (void)rmdir(desk->folder);
    arena_free(desk->arena);
    return 0;
}

static Moment a_day_later(void)
{
    return moment_now() + 24 * 60 * 60 + 5;
}

static Outgoing send_whole(const Desk *desk, const char *form, Moment (*when)(void))
{
    const ServerSettings settings = {
        .routes = &table, .route_table_count = 1, .store = desk->store, .clock = when};
    const Incoming incoming = {.verb = TEXT("POST"),
                               .target = TEXT("/de/keep"),
                               .content_type = TEXT("application/x-www-form-urlencoded"),
                               .body = text_from(form)};
    Outgoing outgoing = {0};
    answer(&settings, desk->arena, &incoming, &outgoing);
    return outgoing;
}

/* Sends the form and gives where it leads; empty when it is refused. */
static Text send_form(const Desk *desk, const char *form, Moment (*when)(void))
{
    const Outgoing outgoing = send_whole(desk, form, when);
    size_t at = 0;
    Text location = {"", 0};
    (void)field_next(&outgoing.headers, "Location", &at, &location);
    return location;
}

static void a_form_sent_twice_acts_once_and_answers_the_same(void **state)
{
    const char *form = "word=bed&token=0123456789abcdef0123456789abcdef";
    assert_text_equal(send_form(*state, form, moment_now), TEXT("/de/plan/CODE-1"));
    assert_text_equal(send_form(*state, form, moment_now), TEXT("/de/plan/CODE-1"));
    assert_int_equal(act_count, 1);
    assert_text_equal(send_form(*state, "word=bed&token=another-token-of-a-form", moment_now),
                      TEXT("/de/plan/CODE-2"));
}

static void a_form_that_was_refused_may_be_sent_again(void **state)
{
    assert_text_equal(send_form(*state, "word=fail&token=0123456789abcdef", moment_now),
                      TEXT(""));
    assert_text_equal(send_form(*state, "word=bed&token=0123456789abcdef", moment_now),
                      TEXT("/de/plan/CODE-2"));
}

static void a_form_changed_and_sent_again_under_the_same_token_acts_again(void **state)
{
    assert_text_equal(
        send_form(*state, "word=bed&token=0123456789abcdef0123456789abcdef", moment_now),
        TEXT("/de/plan/CODE-1"));
    assert_text_equal(
        send_form(*state, "word=meal&token=0123456789abcdef0123456789abcdef", moment_now),
        TEXT("/de/plan/CODE-2"));
}

static void a_form_without_a_token_acts_each_time(void **state)
{
    (void)send_form(*state, "word=bed", moment_now);
    (void)send_form(*state, "word=bed&token=short", moment_now);
    assert_int_equal(act_count, 2);
}

static void a_day_later_nothing_is_known_of_a_form(void **state)
{
    const char *form = "word=bed&token=0123456789abcdef0123456789abcdef";
    (void)send_form(*state, form, moment_now);
    assert_text_equal(send_form(*state, form, a_day_later), TEXT("/de/plan/CODE-2"));
}

/* ------------------------------------------------------------------------------- programs */

/* Everybody is who they say, at a server that holds keys. */
static Outcome permit(void *context, Request *request, bool *answered)
{
    static Keyring keyring;
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    (void)context;
    keyring_of_key(key, &keyring);
    *answered = false;
    request->keyring = &keyring;
    request->asker = request->authorization;
    return OK;
}

static Outgoing book_as(const Desk *desk, const char *who, const char *key, const char *body)
{
    const ServerSettings settings = {.routes = &table,
                                     .route_table_count = 1,
                                     .store = desk->store,
                                     .hooks = {.permit = permit},
                                     .clock = moment_now};
    const Incoming incoming = {.verb = TEXT("POST"),
                               .target = TEXT("/api/book"),
                               .authorization = text_from(who),
                               .content_type = TEXT("application/json"),
                               .idempotency_key = text_from(key),
                               .body = text_from(body)};
    Outgoing outgoing = {0};
    answer(&settings, desk->arena, &incoming, &outgoing);
    return outgoing;
}

static Outgoing book_by(const Desk *desk, const char *key, const char *body)
{
    return book_as(desk, "Nadia", key, body);
}

static void a_key_that_another_account_guesses_tells_nothing_of_what_was_done(void **state)
{
    const char *key = "2026-11-30-000001";
    assert_text_equal(book_as(*state, "Nadia", key, "{}").body, TEXT("{\"place\": 1}"));
    assert_text_equal(book_as(*state, "Marc", key, "{}").body, TEXT("{\"place\": 2}"));
    assert_text_equal(book_as(*state, "Marc", key, "{}").body, TEXT("{\"place\": 2}"));
    assert_text_equal(book_as(*state, "Nadia", key, "{}").body, TEXT("{\"place\": 1}"));
    assert_int_equal(book_as(*state, "Paul", key, "{\"more\":1}").status, 200);
}

static void a_program_that_heard_no_answer_asks_again_and_holds_one_place(void **state)
{
    const char *key = "9c1f2b4a-8e55-4c0e-a1d2-7f6c5b4a3d2e";
    assert_text_equal(book_by(*state, key, "{}").body, TEXT("{\"place\": 1}"));
    assert_text_equal(book_by(*state, key, "{}").body, TEXT("{\"place\": 1}"));
    assert_int_equal(book_by(*state, key, "{\"more\":1}").status, 409);
    assert_int_equal(book_by(*state, "short", "{}").status, 400);
    assert_int_equal(act_count, 1);
    assert_text_equal(book_by(*state, "", "{}").body, TEXT("{\"place\": 2}"));
    assert_text_equal(book_by(*state, "another-key-of-a-program", "{}").body,
                      TEXT("{\"place\": 3}"));
}

static void what_was_made_is_told_again_with_its_status_and_its_address(void **state)
{
    const char *key = "9c1f2b4a-8e55-4c0e-a1d2-7f6c5b4a3d2e";
    for (int i = 0; i < 2; i++) {
        size_t at = 0;
        Text location = {0};
        const Outgoing outgoing = book_by(*state, key, "{\"new\":1}");
        assert_int_equal(outgoing.status, 201);
        assert_text_equal(outgoing.body, TEXT("{\"place\": 1}"));
        assert_true(field_next(&outgoing.headers, "Location", &at, &location));
        assert_text_equal(location, TEXT("/api/places/1"));
    }
}

/* ---------------------------------------------------------------- beside others who write */

static Outcome wait_a_little(Session *session, void *context, Problem *problem)
{
    (void)session;
    (void)context;
    (void)problem;
    (void)usleep(100000);
    return OK;
}

static const Query without_end = {
    .name = "without_end",
    .sqlite = "INSERT INTO change_counter (territory, count) WITH RECURSIVE n(i) AS (SELECT 1 "
              "UNION ALL SELECT i + 1 FROM n) SELECT 'x', i FROM n WHERE i < 0",
    .postgres = "INSERT INTO change_counter (territory, count) WITH RECURSIVE n(i) AS (SELECT "
                "1 UNION ALL SELECT i + 1 FROM n) SELECT 'x', i FROM n WHERE i < 0",
};

/* A file undoes the whole transaction when a statement that writes is stopped. */
static Outcome write_without_end(Session *session, void *context, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    (void)context;
    session_set_deadline(session, 100000000);
    TRY(statement_open(session, &without_end, &statement, problem));
    return statement_run(statement, NULL, problem);
}

typedef struct Neighbour {
    Store *store;
    WriteFunction write;
} Neighbour;

static void *write_beside(void *context)
{
    const Neighbour *neighbour = context;
    Problem problem = {0};
    (void)!store_write(neighbour->store, neighbour->write, NULL, &problem);
    return NULL;
}

typedef struct Sender {
    const Desk *desk;
    Outgoing outgoing;
} Sender;

static void *send_beside(void *context)
{
    Sender *sender = context;
    sender->outgoing = send_whole(sender->desk, "word=bed&token=0123456789abcdef", moment_now);
    return NULL;
}

static void start_a_moment_later(pthread_t *thread, void *(*run)(void *), void *context)
{
    assert_int_equal(pthread_create(thread, NULL, run, context), 0);
    (void)usleep(20000);
}

static void an_act_undone_by_its_neighbour_answers_once_with_what_was_kept(void **state)
{
    const Desk *desk = *state;
    Neighbour busy = {desk->store, wait_a_little};
    Neighbour fatal = {desk->store, write_without_end};
    Sender sender = {.desk = desk};
    pthread_t threads[3];
    Text location = {0};
    size_t at = 0;
    start_a_moment_later(&threads[0], write_beside, &busy);
    start_a_moment_later(&threads[1], send_beside, &sender);
    start_a_moment_later(&threads[2], write_beside, &fatal);
    for (size_t i = 0; i < LENGTH_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_true(field_next(&sender.outgoing.headers, "Location", &at, &location));
    assert_text_equal(location, text_format(desk->arena, "/de/plan/CODE-%d", act_count));
    assert_false(field_next(&sender.outgoing.headers, "Location", &at, &location));
    assert_text_equal(send_form(desk, "word=bed&token=0123456789abcdef", moment_now),
                      text_format(desk->arena, "/de/plan/CODE-%d", act_count));
}

static bool file_holds(const Desk *desk, const char *ending, const char *part)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/seuil.db%s", desk->folder, ending);
    FILE *file = fopen(path, "rb");
    char *bytes = calloc(1, 1 << 22);
    const size_t length = file == NULL ? 0 : fread(bytes, 1, (1 << 22) - 1, file);
    const bool holds = memmem(bytes, length, part, strlen(part)) != NULL;
    free(bytes);
    if (file != NULL) {
        (void)fclose(file);
    }
    return holds;
}

static void neither_the_token_nor_the_answer_can_be_read_in_the_store(void **state)
{
    require_file_store();
    (void)send_form(*state, "word=bed&token=0123456789abcdef0123456789abcdef", moment_now);
    assert_false(file_holds(*state, "", "CODE-1"));
    assert_false(file_holds(*state, "-wal", "CODE-1"));
    assert_false(file_holds(*state, "", "0123456789abcdef"));
    assert_false(file_holds(*state, "-wal", "0123456789abcdef"));
    assert_true(file_holds(*state, "-wal", "sent_form") || file_holds(*state, "", "sent_form"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_form_sent_twice_acts_once_and_answers_the_same,
                                        open_desk, close_desk),
        cmocka_unit_test_setup_teardown(
            a_form_changed_and_sent_again_under_the_same_token_acts_again, open_desk,
            close_desk),
        cmocka_unit_test_setup_teardown(a_form_that_was_refused_may_be_sent_again, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(
            a_key_that_another_account_guesses_tells_nothing_of_what_was_done, open_desk,
            close_desk),
        cmocka_unit_test_setup_teardown(a_form_without_a_token_acts_each_time, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(a_day_later_nothing_is_known_of_a_form, open_desk,
                                        close_desk),
        cmocka_unit_test_setup_teardown(
            a_program_that_heard_no_answer_asks_again_and_holds_one_place, open_desk,
            close_desk),
        cmocka_unit_test_setup_teardown(
            what_was_made_is_told_again_with_its_status_and_its_address, open_desk, close_desk),
        cmocka_unit_test_setup_teardown(
            an_act_undone_by_its_neighbour_answers_once_with_what_was_kept, open_desk,
            close_desk),
        cmocka_unit_test_setup_teardown(
            neither_the_token_nor_the_answer_can_be_read_in_the_store, open_desk, close_desk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

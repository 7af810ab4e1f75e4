/* SPDX-License-Identifier: EUPL-1.2 */
/* Whose large bodies are read, through real sockets, and what is said of those that are not. */
#include "site.h"

#include <semaphore.h>
#include <stdio.h>

#include "base/list.h"

enum { LARGE = 2 << 20, PIECE = 65536 };

static Outcome show_length(Request *request)
{
    buffer_append_format(response_json(request), "%zu", request->body.length);
    return OK;
}

static Outcome show_health(Request *request)
{
    buffer_append(response_json(request), TEXT("{}"));
    return OK;
}

static const Route routes[] = {
    {PROBE,  "/api/v1/alive", EVERYONE, show_health, FRESH},
    {UPLOAD, "/api/v1/files", EVERYONE, show_length, FRESH},
    {UPLOAD, "/files",        EVERYONE, show_length, FRESH},
    {QUERY,  "/api/v1/words", EVERYONE, show_length, FRESH},
};

static const RouteTable table = {routes, LENGTH_OF(routes)};

/* Until then a store that is busy keeps "Bearer slow" from being known. */
static sem_t store_answers;

static Outcome know(void *context, Request *request)
{
    size_t *asked = context;
    ++*asked;
    if (text_equal(request->authorization, TEXT("Bearer slow"))) {
        (void)sem_wait(&store_answers);
        return OK;
    }
    return text_equal(request->authorization, TEXT("Bearer known"))
               ? OK
               : problem_set(&request->problem, NOT_FOUND, TEXT("header"), "", "nobody");
}

static size_t times_asked;

static int open_site(void **state)
{
    static Site site;
    assert_int_equal(sem_init(&store_answers, 0, 0), 0);
    site.limits = SERVER_DEFAULT_LIMITS;
    site.hooks = (ServerHooks){.context = &times_asked, .know = know};
    site_open(&site, &table);
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    site_close(*state);
    return 0;
}

/* The headers alone: whatever is answered, no body was read. */
static Client announce(const Site *site, const char *path, const char *who, long long length)
{
    char head[512];
    Client client = client_open(site, MOST_REPLY);
    (void)snprintf(head, sizeof head,
                   "POST %s HTTP/1.1\r\nAuthorization: %s\r\nContent-Length: %lld" END, path,
                   who, length);
    client_send(&client, head);
    return client;
}

static void refuses(const Site *site, const char *path, const char *who, long long length,
                    const char *const *parts)
{
    Client client = announce(site, path, who, length);
    assert_true(client_read(&client, WAIT_MILLISECONDS));
    for (; *parts != NULL; parts++) {
        assert_reply_has(&client, *parts);
    }
    client_close(&client);
}

#define PARTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_large_body_of_nobody_is_refused_before_it_is_read(void **state)
{
    refuses(*state, "/api/v1/files", "Bearer guessed", LARGE,
            PARTS("HTTP/1.1 401 ", "WWW-Authenticate: Bearer", "noAccessToken"));
    refuses(*state, "/nl/files", "Bearer guessed", LARGE,
            PARTS("HTTP/1.1 401 ", "<html lang=\"nl\">", "U moet eerst binnenkomen."));
}

static void bring(Client *client)
{
    char *piece = calloc(1, PIECE + 1);
    memset(piece, 'x', PIECE);
    for (int i = 0; i < LARGE / PIECE; i++) {
        client_send(client, piece);
    }
    assert_true(client_read(client, WAIT_MILLISECONDS));
    assert_reply_has(client, "HTTP/1.1 200 ");
    assert_reply_has(client, "2097152");
    free(piece);
    client_close(client);
}

static void a_large_body_of_somebody_known_is_read_whole(void **state)
{
    Client client = announce(*state, "/api/v1/files", "Bearer known", LARGE);
    bring(&client);
}

/* A probe is answered by the loop itself. */
static void the_loop_turns_while_the_store_is_asked_who_brings_a_large_body(void **state)
{
    const size_t before = times_asked;
    Client slow = announce(*state, "/api/v1/files", "Bearer slow", LARGE);
    Client other = client_open(*state, MOST_REPLY);
    client_send(&other, "GET /api/v1/alive HTTP/1.1" END);
    const bool is_answered = client_read(&other, WAIT_MILLISECONDS);
    assert_int_equal(sem_post(&store_answers), 0);
    assert_true(is_answered);
    assert_reply_has(&other, "HTTP/1.1 200 ");
    client_close(&other);
    bring(&slow);
    assert_int_equal(times_asked, before + 1);
}

static void a_small_body_is_taken_without_asking_who_brings_it(void **state)
{
    const size_t before = times_asked;
    Client client = announce(*state, "/api/v1/files", "", 3);
    client_send(&client, "abc");
    assert_true(client_read(&client, WAIT_MILLISECONDS));
    assert_reply_has(&client, "HTTP/1.1 200 ");
    assert_int_equal(times_asked, before);
    client_close(&client);
}

static void a_body_too_large_for_anybody_is_refused_with_its_limit(void **state)
{
    const size_t before = times_asked;
    refuses(*state, "/api/v1/files", "Bearer known", 8454145,
            PARTS("HTTP/1.1 413 ", "payloadTooLarge", "\"in\":\"header\"",
                  "\"name\":\"Content-Length\"", "at most 8454144 bytes",
                  "8454145 were announced"));
    refuses(*state, "/api/v1/words", "Bearer known", LARGE,
            PARTS("HTTP/1.1 413 ", "at most 1048576 bytes", "2097152 were announced"));
    assert_int_equal(times_asked, before);
}

static void a_page_says_in_each_language_how_much_may_be_sent(void **state)
{
    refuses(*state, "/files", "", 8454145, PARTS("413 ", "lang=\"fr\"", "8454144 octets"));
    refuses(*state, "/nl/files", "", 8454145, PARTS("413 ", "lang=\"nl\"", "8454144 bytes"));
    refuses(*state, "/de/files", "", 8454145, PARTS("413 ", "lang=\"de\"", "8454144 Bytes"));
    refuses(*state, "/en/files", "", 8454145, PARTS("413 ", "lang=\"en\"", "8454144 bytes"));
}

static void a_length_that_was_not_announced_is_refused_as_too_much_came(void **state)
{
    Client client = client_open(*state, MOST_REPLY);
    char *piece = calloc(1, PIECE + 16);
    client_send(&client, "POST /api/v1/words HTTP/1.1\r\nTransfer-Encoding: chunked" END);
    (void)sprintf(piece, "10000\r\n");
    memset(piece + 7, 'x', PIECE);
    memcpy(piece + 7 + PIECE, "\r\n", 3);
    for (int i = 0; i < 17; i++) {
        client_send(&client, piece);
    }
    client_send(&client, "0\r\n\r\n");
    (void)client_read(&client, WAIT_MILLISECONDS);
    assert_reply_has(&client, "\"in\":\"body\"");
    assert_reply_has(&client, "at most 1048576 bytes is expected; more came");
    free(piece);
    client_close(&client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_large_body_of_nobody_is_refused_before_it_is_read),
        cmocka_unit_test(a_large_body_of_somebody_known_is_read_whole),
        cmocka_unit_test(the_loop_turns_while_the_store_is_asked_who_brings_a_large_body),
        cmocka_unit_test(a_small_body_is_taken_without_asking_who_brings_it),
        cmocka_unit_test(a_body_too_large_for_anybody_is_refused_with_its_limit),
        cmocka_unit_test(a_page_says_in_each_language_how_much_may_be_sent),
        cmocka_unit_test(a_length_that_was_not_announced_is_refused_as_too_much_came),
    };
    return cmocka_run_group_tests(tests, open_site, close_site);
}

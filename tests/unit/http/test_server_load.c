/* SPDX-License-Identifier: EUPL-1.2 */
/* The server under many clients, under a slow one, and stopped with work in hand. */
#include "site.h"

#include <dirent.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "base/list.h"

enum { MOST_CLIENTS = 512 };

static atomic_bool is_slow_begun;
static atomic_int answered;
static Client late[4]; /* they ask when the server begins to stop */

static Outcome show_hello(Request *request)
{
    buffer_append(response_open(request, "text/plain; charset=utf-8"), TEXT("hello"));
    return OK;
}

static Outcome show_name(Request *request)
{
    Buffer *out = response_open(request, "text/plain; charset=utf-8");
    buffer_append(out, request_path_value(request, "name"));
    return OK;
}

static Outcome show_slow(Request *request)
{
    atomic_store(&is_slow_begun, true);
    (void)usleep(400 * 1000);
    return show_hello(request);
}

static Outcome show_counted(Request *request)
{
    (void)usleep(20 * 1000);
    (void)atomic_fetch_add(&answered, 1);
    return show_hello(request);
}

/* More than the kernel keeps of a connection that is not read. */
static Outcome show_much(Request *request)
{
    Buffer *out = response_open(request, "application/octet-stream");
    for (int i = 0; i < 16 << 10; i++) {
        buffer_append(out, text_of((const char[1024]){0}, 1024));
    }
    return OK;
}

static Outcome write_late(Request *request, void *context, Buffer *out, bool *more)
{
    (void)request;
    (void)context;
    (void)usleep(1000);
    buffer_append(out, TEXT("hello"));
    *more = false;
    return OK;
}

static Outcome show_stream(Request *request)
{
    response_stream(request, "text/plain; charset=utf-8", write_late, NULL);
    return OK;
}

static const Route routes[] = {
    {GET, "/",         EVERYONE, show_hello,   FRESH},
    {GET, "/a/{name}", EVERYONE, show_name,    FRESH},
    {GET, "/slow",     EVERYONE, show_slow,    FRESH},
    {GET, "/counted",  EVERYONE, show_counted, FRESH},
    {GET, "/much",     EVERYONE, show_much,    FRESH},
    {GET, "/stream",   EVERYONE, show_stream,  FRESH},
};

static const RouteTable table = {routes, LENGTH_OF(routes)};

static void ask_all(Client *clients, int count)
{
    for (int i = 0; i < count; i++) {
        clients[i].length = 0;
        client_send(&clients[i], "GET /a/{many} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for (int i = 0; i < count; i++) {
        client_read_until(&clients[i], "{many}");
        assert_reply_has(&clients[i], "{many}");
        memset(clients[i].reply, 0, clients[i].length);
    }
}

/* 256 and 512 busy connections are what the library's own loop stalls at. */
static void hundreds_of_connections_are_served_together(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS};
    (void)state;
    static const int counts[] = {256, 300, 512};
    Client *clients = calloc(MOST_CLIENTS, sizeof *clients);
    struct rlimit limit = {0};
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    if (limit.rlim_cur < 2 * MOST_CLIENTS + 64) {
        free(clients);
        skip();
    }
    site_open(&site, &table);
    for (size_t i = 0; i < LENGTH_OF(counts); i++) {
        for (int j = 0; j < counts[i]; j++) {
            clients[j] = client_open(&site, SHORT_REPLY);
        }
        ask_all(clients, counts[i]);
        ask_all(clients, counts[i]);
        for (int j = 0; j < counts[i]; j++) {
            client_close(&clients[j]);
        }
    }
    free(clients);
    site_close(&site);
}

static void a_client_that_drips_is_cut_off_and_others_are_served(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS};
    (void)state;
    site.limits.idle_seconds = 1;
    site_open(&site, &table);
    Client slow = client_open(&site, MOST_REPLY);
    bool closed = false;
    client_send(&slow, "GET / HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 0; i < 20 && !closed; i++) {
        client_send(&slow, "X: y\r\n");
        closed = client_read(&slow, 200);
    }
    assert_true(closed);
    check(&site, "GET / HTTP/1.1" END, "200 OK", "hello");
    client_close(&slow);
    site_close(&site);
}

static void an_answer_fetched_too_slowly_is_cut_off(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS};
    (void)state;
    site.limits.idle_seconds = 1;
    site.limits.least_bytes_a_second = 32 << 20;
    site_open(&site, &table);
    Client slow = client_open(&site, 256 << 10);
    bool closed = false;
    client_send(&slow, "GET /much HTTP/1.1\r\nHost: localhost\r\n\r\n");
    for (int i = 0; i < 40 && !closed; i++) {
        const char *more = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        closed = send(slow.socket, more, strlen(more), MSG_NOSIGNAL) < 0;
        (void)recv(slow.socket, slow.reply, slow.most, 0);
        (void)usleep(100 * 1000);
    }
    assert_true(closed);
    client_close(&slow);
    site_close(&site);
}

static size_t count_open_files(void)
{
    size_t count = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder) != NULL) {
        count++;
    }
    (void)closedir(folder);
    return count;
}

/* Each client resets its connection a little later: before, while and after it is answered. */
static void an_answer_nobody_waits_for_any_more_leaves_no_file_open(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS};
    (void)state;
    site_open(&site, &table);
    const size_t before = count_open_files();
    check(&site, "GET /stream HTTP/1.1" END, "200 OK", "hello");
    for (int i = 0; i < 100; i++) {
        const struct linger at_once = {.l_onoff = 1};
        Client client = client_open(&site, SHORT_REPLY);
        client_send(&client, "GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        (void)usleep((useconds_t)i * 50);
        (void)setsockopt(client.socket, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        client_close(&client);
    }
    for (int i = 0; i < 50 && count_open_files() > before; i++) {
        (void)usleep(100 * 1000);
    }
    assert_int_equal(count_open_files(), before);
    site_close(&site);
}

static void a_request_in_hand_is_finished_before_the_server_stops(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS};
    (void)state;
    site_open(&site, &table);
    Client client = client_open(&site, MOST_REPLY);
    atomic_store(&is_slow_begun, false);
    client_send(&client, "GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
    while (!atomic_load(&is_slow_begun)) {
        (void)usleep(1000);
    }
    site_close(&site);
    assert_true(client_read(&client, WAIT_MILLISECONDS));
    assert_reply_has(&client, "hello");
    client_close(&client);
}

static void ask_late(void)
{
    for (size_t i = 0; i < LENGTH_OF(late); i++) {
        client_send(&late[i], "GET /counted HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    (void)usleep(10 * 1000);
}

/* It might have written: its sender must hear so. */
static void what_was_answered_while_the_server_stops_is_heard(void **state)
{
    Site site = {.limits = SERVER_DEFAULT_LIMITS, .stopping = ask_late};
    (void)state;
    site_open(&site, &table);
    for (size_t i = 0; i < LENGTH_OF(late); i++) {
        late[i] = client_open(&site, SHORT_REPLY);
        client_send(&late[i], "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client_read_until(&late[i], "hello");
        assert_reply_has(&late[i], "hello");
        memset(late[i].reply, 0, late[i].length);
        late[i].length = 0;
    }
    atomic_store(&answered, 0);
    site_close(&site);
    int heard = 0;
    for (size_t i = 0; i < LENGTH_OF(late); i++) {
        (void)client_read(&late[i], WAIT_MILLISECONDS);
        heard += strstr(late[i].reply, "200 OK") != NULL ? 1 : 0;
        client_close(&late[i]);
    }
    assert_true(heard > 0);
    assert_int_equal(heard, atomic_load(&answered));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hundreds_of_connections_are_served_together),
        cmocka_unit_test(a_client_that_drips_is_cut_off_and_others_are_served),
        cmocka_unit_test(an_answer_fetched_too_slowly_is_cut_off),
        cmocka_unit_test(an_answer_nobody_waits_for_any_more_leaves_no_file_open),
        cmocka_unit_test(a_request_in_hand_is_finished_before_the_server_stops),
        cmocka_unit_test(what_was_answered_while_the_server_stops_is_heard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

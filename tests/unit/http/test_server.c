/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server answers, through real sockets: refusals, limits, headers, long answers. */
#include "site.h"

#include <stdio.h>

#define ZLIB_CONST
#include <zlib.h>

#include "base/list.h"

/* -------------------------------------------------------------------------- the test's site */

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

static Outcome show_long(Request *request)
{
    Buffer *out = response_json(request);
    for (int i = 0; i < 10000; i++) {
        buffer_append(out, TEXT("a door, "));
    }
    return OK;
}

static Outcome write_piece(Request *request, void *context, Buffer *out, bool *more)
{
    int *pieces = context;
    (void)request;
    for (int i = 0; i < 1000; i++) {
        buffer_append_format(out, "{\"line\":%d}\n", *pieces * 1000 + i);
    }
    *more = ++*pieces < 20;
    return OK;
}

static Outcome show_stream(Request *request)
{
    response_stream(request, "application/x-ndjson", write_piece,
                    ARENA_NEW(request->arena, int));
    return OK;
}

static Outcome keep_word(Request *request)
{
    if (text_is_empty(request_form(request, "word"))) {
        return REQUEST_INVALID(request, "body", "word", "a word is expected");
    }
    return response_redirect(request, TEXT("/kept"));
}

static Outcome show_length(Request *request)
{
    buffer_append_format(response_json(request), "%zu", request->body.length);
    return OK;
}

static Outcome break_down(Request *request)
{
    return problem_set(&request->problem, FAILED, TEXT("secret.c:7"), "", "a secret");
}

static Outcome refuse_number(Request *request)
{
    int64_t page = 1;
    TRY(request_query_integer(request, "page", 1, 10, &page));
    return show_hello(request);
}

static const Route routes[] = {
    {GET,   "/",              EVERYONE, show_hello,    FRESH},
    {GET,   "/a/{name}",      EVERYONE, show_name,     FRESH},
    {GET,   "/a/fixed",       EVERYONE, show_hello,    FRESH},
    {GET,   "/closed",        NO_ONE,   show_hello,    FRESH},
    {POST,  "/keep",          EVERYONE, keep_word,     FRESH},
    {GET,   "/api/v1/long",   EVERYONE, show_long,     FRESH},
    {GET,   "/api/v1/stream", EVERYONE, show_stream,   FRESH},
    {GET,   "/api/v1/fail",   EVERYONE, break_down,    FRESH},
    {GET,   "/api/v1/number", EVERYONE, refuse_number, FRESH},
    {QUERY, "/api/v1/length", EVERYONE, show_length,   FRESH},
};

static const RouteTable table = {routes, LENGTH_OF(routes)};

/* ------------------------------------------------------------------------------------ tests */

static int open_default(void **state)
{
    static Site site;
    site.limits = SERVER_DEFAULT_LIMITS;
    site_open(&site, &table);
    *state = &site;
    return 0;
}

static int close_site(void **state)
{
    site_close(*state);
    return 0;
}

static void a_page_comes_with_the_headers_of_security(void **state)
{
    check(*state, "GET / HTTP/1.1" END, "HTTP/1.1 200 OK", "hello");
    check(*state, "GET /fr HTTP/1.1" END, "default-src 'none'", "nosniff");
    check(*state, "GET / HTTP/1.1" END, "Referrer-Policy: no-referrer",
          "Cache-Control: no-store");
    Client client = ask(*state, "GET / HTTP/1.1" END);
    assert_null(strstr(client.reply, "Set-Cookie"));
    client_close(&client);
}

static void a_literal_path_wins_over_a_value_and_values_are_decoded(void **state)
{
    check(*state, "GET /nl/a/fixed HTTP/1.1" END, "200 OK", "hello");
    check(*state, "GET /a/caf%C3%A9%2Fbar HTTP/1.1" END, "200 OK", "café/bar");
    check(*state, "GET /a/%ff HTTP/1.1" END, "404 Not Found", "text/html");
}

static void what_is_not_there_or_not_allowed_is_told_once(void **state)
{
    check(*state, "GET /nowhere HTTP/1.1" END, "404 Not Found", "text/html");
    check(*state, "GET /api/v1/nowhere HTTP/1.1" END, "404 Not Found",
          "urn:problem-type:belgif:resourceNotFound");
    check(*state, "GET /closed HTTP/1.1" END, "403 Forbidden", "text/html");
    check(*state, "POST / HTTP/1.1\r\nContent-Length: 0" END, "405 Method Not Allowed",
          "Allow: GET, HEAD, OPTIONS");
    check(*state, "DELETE / HTTP/1.1" END, "405 Method Not Allowed", "Allow: GET, HEAD");
    check(*state, "GET /api/v1/number?page=11 HTTP/1.1" END, "400 Bad Request",
          "\"in\":\"query\",\"name\":\"page\"");
    Client client = ask(*state, "GET /api/v1/fail HTTP/1.1" END);
    assert_reply_has(&client, "500 Internal Server Error");
    assert_null(strstr(client.reply, "secret"));
    client_close(&client);
}

static void other_sites_may_read_the_api_and_only_it(void **state)
{
    check(*state, "OPTIONS /api/v1/length HTTP/1.1" END, "204 No Content",
          "Access-Control-Allow-Methods: POST, OPTIONS");
    check(*state, "GET /api/v1/long HTTP/1.1" END, "Access-Control-Allow-Origin: *", "a door");
    Client client = ask(*state, "GET / HTTP/1.1" END);
    assert_null(strstr(client.reply, "Access-Control"));
    client_close(&client);
}

static void a_head_has_no_body(void **state)
{
    Client client = ask(*state, "HEAD / HTTP/1.1" END);
    assert_reply_has(&client, "Content-Length: 5");
    assert_null(strstr(client.reply, "hello"));
    client_close(&client);
}

static void a_form_redirects_and_keeps_the_language(void **state)
{
    check(*state,
          "POST /nl/keep HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          "Content-Length: 13" END "word=d%C3%A9j",
          "303 See Other", "Location: /nl/kept");
    check(*state,
          "POST /keep HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
          "Content-Length: 5" END "word=",
          "400 Bad Request", "text/html");
}

static void a_form_of_another_site_is_refused(void **state)
{
    check(*state,
          "POST /keep HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\n"
          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6" END "word=a",
          "403 Forbidden", "text/html");
    check(*state,
          "POST /keep HTTP/1.1\r\nOrigin: https://evil.example\r\n"
          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6" END "word=a",
          "403 Forbidden", "text/html");
    check(*state,
          "POST /keep HTTP/1.1\r\nOrigin: http://localhost\r\n"
          "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6" END "word=a",
          "303 See Other", "Location");
}

static void a_body_too_large_is_refused_before_it_is_read(void **state)
{
    check(*state, "POST /api/v1/length HTTP/1.1\r\nContent-Length: 1048577" END, "413 ",
          "payloadTooLarge");
}

static void an_address_of_three_thousand_parameters_is_answered_with_a_refusal(void **state)
{
    enum { PARAMETERS = 3000 };
    char *request = calloc(1, 2 * PARAMETERS + 256);
    char *end = request + sprintf(request, "GET /?a");
    for (int i = 1; i < PARAMETERS; i++) {
        *end++ = '&';
        *end++ = 'a';
    }
    (void)strcpy(end, " HTTP/1.1" END);
    check(*state, request, "400 ", "");
    free(request);
}

static void a_body_in_pieces_too_large_is_refused(void **state)
{
    Client client = client_open(*state, MOST_REPLY);
    char *piece = calloc(1, 65536 + 16);
    client_send(&client, "POST /api/v1/length HTTP/1.1\r\nTransfer-Encoding: chunked" END);
    (void)sprintf(piece, "10000\r\n");
    memset(piece + 7, 'x', 65536);
    memcpy(piece + 7 + 65536, "\r\n", 3);
    for (int i = 0; i < 17; i++) {
        client_send(&client, piece);
    }
    client_send(&client, "0\r\n\r\n");
    (void)client_read(&client, WAIT_MILLISECONDS);
    assert_reply_has(&client, "413 ");
    free(piece);
    client_close(&client);
}

static void a_message_with_two_lengths_is_refused(void **state)
{
    check(*state,
          "POST /api/v1/length HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked" END
          "0\r\n\r\n",
          "400 Bad Request", "badRequest");
    check(*state,
          "POST /api/v1/length HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5" END "12345",
          "400 Bad Request", "badRequest");
    check(*state, "GET / HTTP/1.1\r\nHost: other" END, "400 Bad Request", "");
}

static void a_body_in_an_encoding_that_is_not_read_is_refused(void **state)
{
    check(*state,
          "POST /api/v1/length HTTP/1.1\r\nTransfer-Encoding: gzip, chunked" END "0\r\n\r\n",
          "400 Bad Request", "badRequest");
    check(*state, "POST /api/v1/length HTTP/1.1\r\nTransfer-Encoding: xchunked" END "0\r\n\r\n",
          "400 Bad Request", "badRequest");
}

static void only_a_path_is_a_target(void **state)
{
    check(*state, "GET * HTTP/1.1" END, "404 Not Found", "");
    check(*state, "GET xapi/v1/length HTTP/1.1" END, "404 Not Found", "");
    check(*state, "GET http://localhost HTTP/1.1" END, "200 OK", "");
    check(*state, "GET http://localhost?to=/nowhere HTTP/1.1" END, "200 OK", "");
}

static void headers_too_large_are_refused(void **state)
{
    char *request = calloc(1, 80 * 1024);
    size_t length = (size_t)sprintf(request, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
    memset(request + length, 'x', 60000);
    memcpy(request + length + 60000, "\r\n\r\n", 5);
    Client client = client_open(*state, MOST_REPLY);
    client_send(&client, request);
    assert_true(client_read(&client, WAIT_MILLISECONDS));
    assert_null(strstr(client.reply, "200 OK"));
    assert_null(strstr(client.reply, "hello"));
    client_close(&client);
    free(request);
}

static void too_many_fields_are_refused(void **state)
{
    char *request = calloc(1, 8 * 1024);
    size_t length = (size_t)sprintf(request, "GET /api/v1/number?");
    for (int i = 0; i < 257; i++) {
        length += (size_t)sprintf(request + length, "a=1&");
    }
    (void)sprintf(request + length, " HTTP/1.1%s", END);
    check(*state, request, "400 Bad Request", "more than 256 fields");
    free(request);
}

static void long_answers_are_compressed_where_accepted(void **state)
{
    Client client = ask(*state, "GET /api/v1/long HTTP/1.1\r\nAccept-Encoding: br, gzip" END);
    assert_reply_has(&client, "Content-Encoding: gzip");
    assert_true(client.length < 4000);
    client_close(&client);
    client = ask(*state, "GET /api/v1/long HTTP/1.1\r\nAccept-Encoding: gzip;q=0" END);
    assert_null(strstr(client.reply, "Content-Encoding"));
    client_close(&client);
}

static void an_unchanged_answer_is_not_sent_again(void **state)
{
    char request[512];
    Client client = ask(*state, "GET /api/v1/long HTTP/1.1" END);
    const char *version = strstr(client.reply, "ETag: ");
    assert_non_null(version);
    (void)snprintf(request, sizeof request,
                   "GET /api/v1/long HTTP/1.1\r\nIf-None-Match: %.*s%s",
                   (int)strcspn(version + 6, "\r"), version + 6, END);
    check(*state, request, "304 Not Modified", "ETag");
    client_close(&client);
}

static void a_long_answer_is_written_piece_by_piece(void **state)
{
    check(*state, "GET /api/v1/stream HTTP/1.1" END, "application/x-ndjson",
          "{\"line\":19999}");
    Client client = ask(*state, "GET /api/v1/stream HTTP/1.1\r\nAccept-Encoding: gzip" END);
    assert_reply_has(&client, "Content-Encoding: gzip");
    const char *body = strstr(client.reply, "\r\n\r\n") + 4;
    char *plain = calloc(1, MOST_REPLY);
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    stream.next_in = (const Bytef *)body;
    stream.avail_in = (uInt)(client.length - (size_t)(body - client.reply));
    stream.next_out = (Bytef *)plain;
    stream.avail_out = MOST_REPLY - 1;
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_non_null(strstr(plain, "{\"line\":19999}"));
    (void)inflateEnd(&stream);
    free(plain);
    client_close(&client);
}

static void assert_refused_at_the_start(const RouteTable *wrong)
{
    Problem problem = {0};
    Server *server = NULL;
    const ServerSettings settings = {
        .address = TEXT("127.0.0.1"), .routes = wrong, .route_table_count = 1};
    assert_int_equal(server_open(&settings, &server, &problem), INVALID);
    assert_null(server);
}

static void a_route_of_members_that_may_lag_is_refused_at_the_start(void **state)
{
    static const Route late[] = {
        {GET, "/a", FIRST_PERMISSION_OF_DOMAINS, show_hello, MAY_LAG},
    };
    static const RouteTable wrong = {late, LENGTH_OF(late)};
    (void)state;
    assert_refused_at_the_start(&wrong);
}

static void two_routes_of_one_path_are_refused_at_the_start(void **state)
{
    static const Route twice[] = {
        {GET, "/a/{x}", EVERYONE, show_hello, FRESH},
        {GET, "/a/{y}", EVERYONE, show_hello, FRESH},
    };
    static const RouteTable wrong = {twice, LENGTH_OF(twice)};
    (void)state;
    assert_refused_at_the_start(&wrong);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_comes_with_the_headers_of_security),
        cmocka_unit_test(a_literal_path_wins_over_a_value_and_values_are_decoded),
        cmocka_unit_test(what_is_not_there_or_not_allowed_is_told_once),
        cmocka_unit_test(other_sites_may_read_the_api_and_only_it),
        cmocka_unit_test(a_head_has_no_body),
        cmocka_unit_test(a_form_redirects_and_keeps_the_language),
        cmocka_unit_test(a_form_of_another_site_is_refused),
        cmocka_unit_test(a_body_too_large_is_refused_before_it_is_read),
        cmocka_unit_test(an_address_of_three_thousand_parameters_is_answered_with_a_refusal),
        cmocka_unit_test(a_body_in_pieces_too_large_is_refused),
        cmocka_unit_test(a_message_with_two_lengths_is_refused),
        cmocka_unit_test(a_body_in_an_encoding_that_is_not_read_is_refused),
        cmocka_unit_test(only_a_path_is_a_target),
        cmocka_unit_test(headers_too_large_are_refused),
        cmocka_unit_test(too_many_fields_are_refused),
        cmocka_unit_test(long_answers_are_compressed_where_accepted),
        cmocka_unit_test(an_unchanged_answer_is_not_sent_again),
        cmocka_unit_test(a_long_answer_is_written_piece_by_piece),
        cmocka_unit_test(two_routes_of_one_path_are_refused_at_the_start),
        cmocka_unit_test(a_route_of_members_that_may_lag_is_refused_at_the_start),
    };
    return cmocka_run_group_tests(tests, open_default, close_site);
}

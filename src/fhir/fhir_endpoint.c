/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_endpoint.h"

#include "base/list.h"

enum { USUAL_PORT = 443, MOST_PORT = 65535 };

static bool all_among(Text text, Text letters)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text_find_byte(letters, text.bytes[i], 0) == letters.length) {
            return false;
        }
    }
    return text.length > 0;
}

static bool is_printable(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] <= ' ' || text.bytes[i] > '~') {
            return false;
        }
    }
    return true;
}

static bool read_port(Text text, uint16_t *port)
{
    int64_t number = 0;
    if (!all_among(text, TEXT("0123456789")) || !text_to_integer(text, &number) || number < 1 ||
        number > MOST_PORT) {
        return false;
    }
    *port = (uint16_t)number;
    return true;
}

bool endpoint_parse(Arena *arena, Text url, Endpoint *endpoint)
{
    static const Text start = TEXT_INIT("https://");
    static const Text of_hosts = TEXT_INIT("abcdefghijklmnopqrstuvwxyz0123456789.-");
    if (url.length > ENDPOINT_MOST_BYTES || !text_starts_with(url, start) ||
        !is_printable(url) || text_contains(url, TEXT("#")) || text_contains(url, TEXT("\\"))) {
        return false;
    }
    const Text rest = text_slice(url, start.length, url.length);
    const size_t slash = text_find_byte(rest, '/', 0);
    const size_t query = text_find_byte(rest, '?', 0);
    const size_t end = slash < query ? slash : query;
    const Text authority = text_slice(rest, 0, end);
    const size_t colon = text_find_byte(authority, ':', 0);
    const Text path = text_slice(rest, end, rest.length);
    Endpoint read = {.host = text_lower_ascii(arena, text_slice(authority, 0, colon)),
                     .port = USUAL_PORT,
                     .path = text_format(arena, "%s%.*s",
                                         text_starts_with(path, TEXT("/")) ? "" : "/",
                                         TEXT_ARG(path))};
    if (!all_among(read.host, of_hosts) ||
        (colon < authority.length &&
         !read_port(text_slice(authority, colon + 1, authority.length), &read.port))) {
        return false;
    }
    *endpoint = read;
    return true;
}

bool endpoint_is_allowed(const Client *client, const Endpoint *endpoint)
{
    Text rest = client->hooks;
    Text named = {0};
    while (text_next(&rest, ' ', &named)) {
        uint16_t port = USUAL_PORT;
        const size_t colon = text_find_byte(named, ':', 0);
        const bool has_port = colon < named.length;
        if (text_equal(text_slice(named, 0, colon), endpoint->host) &&
            (!has_port || read_port(text_slice(named, colon + 1, named.length), &port)) &&
            port == endpoint->port) {
            return true;
        }
    }
    return false;
}

static bool speaks_for_the_message(Text name)
{
    static const char *const names[] = {"connection",
                                        "content-encoding",
                                        "content-length",
                                        "content-type",
                                        "expect",
                                        "host",
                                        "keep-alive",
                                        "te",
                                        "transfer-encoding",
                                        "proxy-authorization",
                                        "trailer",
                                        "upgrade"};
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (text_equal_ignoring_case(name, text_from(names[i]))) {
            return true;
        }
    }
    return false;
}

bool endpoint_header_is_plain(Text header)
{
    static const Text of_names =
        TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    const size_t colon = text_find_byte(header, ':', 0);
    const Text name = text_slice(header, 0, colon);
    if (header.length > ENDPOINT_MOST_HEADER_BYTES || colon == header.length ||
        !all_among(name, of_names) || speaks_for_the_message(name)) {
        return false;
    }
    for (size_t i = colon; i < header.length; i++) {
        if (header.bytes[i] < ' ' || header.bytes[i] > '~') {
            return false;
        }
    }
    return true;
}

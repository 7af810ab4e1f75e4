/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/endpoint.h"

enum { MOST_PORT = 65535 };

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

bool endpoint_port_parse(Text text, uint16_t *port)
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
                     .port = ENDPOINT_USUAL_PORT,
                     .path = text_format(arena, "%s%.*s",
                                         text_starts_with(path, TEXT("/")) ? "" : "/",
                                         TEXT_ARG(path))};
    if (!all_among(read.host, of_hosts) ||
        (colon < authority.length &&
         !endpoint_port_parse(text_slice(authority, colon + 1, authority.length),
                              &read.port))) {
        return false;
    }
    *endpoint = read;
    return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "fhir/fhir_endpoint.h"

#include "base/list.h"

bool endpoint_is_allowed(const Client *client, const Endpoint *endpoint)
{
    Text rest = client->hooks;
    Text named = {0};
    while (text_next(&rest, ' ', &named)) {
        uint16_t port = ENDPOINT_USUAL_PORT;
        const size_t colon = text_find_byte(named, ':', 0);
        const bool has_port = colon < named.length;
        if (text_equal(text_slice(named, 0, colon), endpoint->host) &&
            (!has_port ||
             endpoint_port_parse(text_slice(named, colon + 1, named.length), &port)) &&
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

static bool is_name(Text text)
{
    static const Text letters =
        TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
    for (size_t i = 0; i < text.length; i++) {
        if (text_find_byte(letters, text.bytes[i], 0) == letters.length) {
            return false;
        }
    }
    return text.length > 0;
}

bool endpoint_header_is_plain(Text header)
{
    const size_t colon = text_find_byte(header, ':', 0);
    const Text name = text_slice(header, 0, colon);
    if (header.length > ENDPOINT_MOST_HEADER_BYTES || colon == header.length ||
        !is_name(name) || speaks_for_the_message(name)) {
        return false;
    }
    for (size_t i = colon; i < header.length; i++) {
        if (header.bytes[i] < ' ' || header.bytes[i] > '~') {
            return false;
        }
    }
    return true;
}

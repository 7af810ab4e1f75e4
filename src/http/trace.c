/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/trace.h"

#include <time.h>

#include "crypto/crypto.h"

enum { DIGITS = 32, TRACEPARENT_LENGTH = 55, PARENT_AT = 36, FLAGS_AT = 53 };

static bool are_small_digits(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char digit = text.bytes[i];
        if (!(digit >= '0' && digit <= '9') && !(digit >= 'a' && digit <= 'f')) {
            return false;
        }
    }
    return true;
}

static bool is_zero(Text digits)
{
    for (size_t i = 0; i < digits.length; i++) {
        if (digits.bytes[i] != '0') {
            return false;
        }
    }
    return true;
}

static bool read_digits(Arena *arena, Text digits, Id *id)
{
    return digits.length == DIGITS &&
           id_parse(text_format(arena, "%.8s-%.4s-%.4s-%.4s-%.12s", digits.bytes,
                                digits.bytes + 8, digits.bytes + 12, digits.bytes + 16,
                                digits.bytes + 20),
                    id);
}

/* "00-", the trace, "-", the caller's span, "-", flags: small digits alone, neither id zero. */
static bool read_traceparent(Arena *arena, Text text, Id *id)
{
    const Text trace = text_slice(text, 3, 3 + DIGITS);
    const Text parent = text_slice(text, PARENT_AT, FLAGS_AT - 1);
    return text.length == TRACEPARENT_LENGTH && text_starts_with(text, TEXT("00-")) &&
           text.bytes[PARENT_AT - 1] == '-' && text.bytes[FLAGS_AT - 1] == '-' &&
           are_small_digits(trace) && are_small_digits(parent) && !is_zero(parent) &&
           are_small_digits(text_slice(text, FLAGS_AT, TRACEPARENT_LENGTH)) &&
           read_digits(arena, trace, id);
}

Text trace_id_of(Arena *arena, const Incoming *incoming)
{
    struct timespec now = {0};
    Id id = {{0}};
    const bool given = id_parse(incoming->request_id, &id) ||
                       read_digits(arena, incoming->request_id, &id) ||
                       read_traceparent(arena, incoming->traceparent, &id);
    if (!given || id_is_nil(id)) {
        (void)clock_gettime(CLOCK_REALTIME, &now);
        id = id_new(now.tv_sec * 1000 + now.tv_nsec / 1000000);
    }
    return id_format(arena, id);
}

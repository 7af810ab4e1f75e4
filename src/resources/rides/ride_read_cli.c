/* SPDX-License-Identifier: EUPL-1.2 */
#include "resources/rides/ride_read_cli.h"

#include "resources/rides/ride_day.h"

Outcome ride_cli_day(Invocation *invocation, Text given, const char *name, Date *day)
{
    return date_parse(given, day)
               ? OK
               : USAGE_ERROR(invocation, name, "a day is expected: 2026-11-30");
}

Outcome ride_cli_clock(Invocation *invocation, Text given, const char *name, Minutes *minute)
{
    return ride_clock_parse(given, minute)
               ? OK
               : USAGE_ERROR(invocation, name, "a time of the day is expected, as 08:30");
}

Outcome ride_cli_count(Invocation *invocation, const char *name, int64_t *count)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), count)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

Buffer ride_cli_json(const Invocation *invocation)
{
    enum { ANSWER_BYTES = 4 << 20 };
    return buffer_new(invocation->arena, ANSWER_BYTES);
}

void ride_cli_print(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

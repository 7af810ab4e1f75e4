/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/arguments.h"

static Outcome read_id(Invocation *invocation, Text text, const char *name, Id *id)
{
    return id_parse(text, id) ? OK : USAGE_ERROR(invocation, name, "an identifier is expected");
}

Outcome argument_id(Invocation *invocation, int at, const char *name, Id *id)
{
    return read_id(invocation, invocation->arguments[at], name, id);
}

Outcome option_id(Invocation *invocation, const char *name, Id *id)
{
    const Text text = option_or(invocation, name, "");
    *id = (Id){{0}};
    return text.length == 0 ? OK : read_id(invocation, text, name, id);
}

Outcome words_or_input(Invocation *invocation, Text given, size_t most, Text *words)
{
    *words = given;
    return text_equal(given, TEXT("-")) ? invocation_read_file(invocation, given, most, words)
                                        : OK;
}

void tell_made(const Invocation *invocation, Id made)
{
    (void)fprintf(invocation->out, invocation->json ? "{\"id\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(id_format(invocation->arena, made)));
}

Outcome option_json(Invocation *invocation, const char *name, json_t **json)
{
    enum { JSON_MOST = 64 << 10 };
    Text given = option_or(invocation, name, "");
    if (given.length == 0) {
        return OK;
    }
    TRY(words_or_input(invocation, given, JSON_MOST, &given));
    return json_read(given, JSON_REQUEST_LIMITS, json, &invocation->problem);
}

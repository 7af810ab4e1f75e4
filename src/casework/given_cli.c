/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/given_cli.h"

enum { MOST_WORDS = 1 << 17 };

Outcome given_id(Invocation *invocation, int at, const char *name, Id *id)
{
    return id_parse(invocation->arguments[at], id)
               ? OK
               : USAGE_ERROR(invocation, name, "an identifier is expected");
}

Outcome given_option_id(Invocation *invocation, const char *name, Id *id)
{
    const Text text = option_or(invocation, name, "");
    *id = (Id){{0}};
    return text.length == 0 || id_parse(text, id)
               ? OK
               : USAGE_ERROR(invocation, name, "an identifier is expected");
}

Outcome given_words(Invocation *invocation, Text given, Text *words)
{
    *words = given;
    return text_equal(given, TEXT("-"))
               ? invocation_read_file(invocation, given, MOST_WORDS, words)
               : OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil identifier`: is a number well written, what is stored of it, how is it shown. */
#include "territory/identifier_cli.h"

#include "base/closest.h"
#include "base/list.h"
#include "territory/identifier.h"

enum { MOST_INPUT_BYTES = 4096, MOST_ANSWER_BYTES = 4096 };

static Outcome read_kind(Invocation *invocation, IdentifierKind *kind)
{
    const Text code = invocation->arguments[0];
    if (identifier_kind_parse(code, kind)) {
        return OK;
    }
    Closest closest = closest_to(code);
    for (size_t i = 0; i < IDENTIFIER_KIND_COUNT; i++) {
        closest_consider(&closest, identifier_kind_code((IdentifierKind)i));
    }
    if (!text_is_empty(closest.best)) {
        return USAGE_ERROR(invocation, "KIND", "no kind “%.*s”; did you mean “%.*s”?",
                           TEXT_ARG(code), TEXT_ARG(closest.best));
    }
    return USAGE_ERROR(invocation, "KIND",
                       "niss, bce, nihii, iban, reference, phone or card is expected");
}

static void print_json(const Invocation *invocation, const Identifier *identifier)
{
    Buffer out = buffer_new(invocation->arena, MOST_ANSWER_BYTES);
    JsonWriter writer = json_writer(&out);
    identifier_write_json(invocation->arena, identifier, invocation->language, &writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&out)));
}

static Outcome run_identifier(Invocation *invocation)
{
    IdentifierKind kind = IDENTIFIER_KIND_COUNT;
    Identifier identifier = {0};
    Text value = invocation->arguments[1];
    TRY(read_kind(invocation, &kind));
    if (text_equal(value, TEXT("-"))) {
        TRY(invocation_read_file(invocation, value, MOST_INPUT_BYTES, &value));
        value = text_trim(value);
    }
    identifier_read(invocation->arena, kind, value, moment_to_local(invocation->now).date,
                    &identifier);
    const Text because =
        identifier_because(invocation->arena, &identifier, invocation->language);
    if (invocation->json) {
        print_json(invocation, &identifier);
    } else if (identifier.is_valid) {
        (void)fprintf(invocation->out, "%.*s\n%.*s\n", TEXT_ARG(identifier.formatted),
                      TEXT_ARG(because));
    }
    if (identifier.is_valid) {
        return OK;
    }
    const char *field = text_to_c(invocation->arena, identifier_kind_code(kind));
    return problem_set(&invocation->problem, INVALID, TEXT(""), field, "%.*s",
                       TEXT_ARG(because));
}

static const Command commands[] = {
    {.name = "identifier",
     .arguments = "KIND VALUE",
     .summary = "Check a niss, bce, nihii, iban, reference, phone or card number.",
     .examples = "seuil identifier iban \"BE68 5390 0754 7034\"\n"
                 "  Is it well written, and how is it shown.\n"
                 "seuil identifier phone 04/222.36.16 --json\n"
                 "  The same for a program, with the form that is stored.\n"
                 "seuil identifier niss - --lang nl < number.txt\n"
                 "  A national number from a file: no other user of the machine sees it.\n", .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_NONE,
     .permission = EVERYONE,
     .run = run_identifier},
};

const CommandTable IDENTIFIER_COMMANDS = {commands, LENGTH_OF(commands)};

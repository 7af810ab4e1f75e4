/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_print_cli.h"

enum { MOST_OUTPUT = 4 << 20 };

void cli_line(const Invocation *invocation, Text line)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(line));
}

void cli_lookup(const Invocation *invocation, const LookupAnswer *answer)
{
    Arena *arena = invocation->arena;
    if (invocation->json) {
        Buffer out = buffer_new(arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        lookup_write_json(arena, answer, invocation->language, &writer);
        cli_line(invocation, buffer_text(&out));
        return;
    }
    for (size_t i = 0; i < answer->count; i++) {
        const LookupHit *hit = &answer->hits[i];
        cli_line(invocation, text_format(arena, "%.*s  %-9.*s %-10.*s  %.*s",
                                         TEXT_ARG(id_format(arena, hit->person)),
                                         TEXT_ARG(likeness_verdict_code(hit->verdict)),
                                         TEXT_ARG(hit->birth), TEXT_ARG(hit->name)));
    }
    if (!invocation->quiet && answer->has_more) {
        (void)fprintf(invocation->error, "there are more: say more of the person\n");
    }
    if (!invocation->quiet && answer->someone_may_know) {
        (void)fprintf(invocation->error, "someone in the network may know this person: ask\n");
    }
}

static void print_fact(const Invocation *invocation, const PersonFact *fact)
{
    Arena *arena = invocation->arena;
    const bool is_current = fact->state == FACT_CURRENT;
    const Text value = fact->is_withheld
                           ? TEXT("(not open to you)")
                           : text_format(arena, "%.*s%s%.*s", TEXT_ARG(fact->what.value),
                                         text_is_empty(fact->what.extra) ? "" : " ",
                                         TEXT_ARG(fact->what.extra));
    const Text state = is_current ? TEXT("") : fact_state_code(fact->state);
    cli_line(invocation, text_format(arena, "%.*s  %2d  %-12.*s  %.*s%s%.*s",
                                     TEXT_ARG(id_format(arena, fact->id)), (int)fact->revision,
                                     TEXT_ARG(fact_kind_code(fact->what.kind)), TEXT_ARG(value),
                                     is_current ? "" : "  ", TEXT_ARG(state)));
}

void cli_person(const Invocation *invocation, const PersonFile *file)
{
    Arena *arena = invocation->arena;
    if (invocation->json) {
        Buffer out = buffer_new(arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        person_write_json(arena, file, &writer);
        cli_line(invocation, buffer_text(&out));
        return;
    }
    cli_line(invocation,
             text_format(arena, "%.*s  %.*s  %.*s", TEXT_ARG(id_format(arena, file->person.id)),
                         TEXT_ARG(file->person.code),
                         TEXT_ARG(person_display_name(arena, file))));
    if (!id_is_nil(file->person.merged_into)) {
        cli_line(invocation, text_format(arena, "merged into %.*s",
                                         TEXT_ARG(id_format(arena, file->person.merged_into))));
    }
    for (size_t i = 0; i < file->facts.count; i++) {
        print_fact(invocation, &file->facts.items[i]);
    }
}

void cli_fact_result(const Invocation *invocation, const FactResult *result)
{
    if (!invocation->json) {
        print_fact(invocation, &result->fact);
        if (result->is_contested) {
            print_fact(invocation, &result->yours);
        }
        return;
    }
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    fact_result_write_json(invocation->arena, result, &writer);
    cli_line(invocation, buffer_text(&out));
}

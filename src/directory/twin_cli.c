/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/twin_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "directory/twin_json.h"

enum { MOST_OUTPUT = 8 << 20 };

typedef struct Asking {
    TwinPage page;
    TwinSides sides;
    TwinMergeList merges;
    TwinOrder order;
    Id one;
    Id other;
    TwinSaid said;
} Asking;

static void print_line(const Invocation *invocation, Text line)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(line));
}

static void print_json(const Invocation *invocation, const Buffer *out)
{
    print_line(invocation, buffer_text(out));
}

/* --------------------------------------------------------------------------------- searching
 */

static Outcome permit_search(Access *access, void *context)
{
    (void)context;
    return access_require(access, MAY_EDIT_DIRECTORY);
}

static Outcome run_find(Invocation *invocation)
{
    TwinSearch search = {0};
    TRY(manage_run(invocation->store, access_of_command(invocation), permit_search, NULL));
    TRY(twins_search(invocation->store, invocation->now, &search, &invocation->problem));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        twin_search_write_json(&search, &writer);
        print_json(invocation, &out);
        return OK;
    }
    print_line(
        invocation,
        text_format(invocation->arena,
                    "%zu services, %zu pairs compared: %lld look like one, %lld of them new",
                    search.services, search.compared, (long long)search.open,
                    (long long)search.fresh));
    return OK;
}

/* ---------------------------------------------------------------------------------- looking
 */

static Outcome list(Access *access, void *context)
{
    Asking *asking = context;
    return twin_list(access, &asking->page);
}

static Outcome run_list(Invocation *invocation)
{
    Asking asking = {.page.number = 1};
    const Text page = option_or(invocation, "page", "1");
    if (!text_to_integer(page, &asking.page.number)) {
        return USAGE_ERROR(invocation, "--page", "a number is expected");
    }
    TRY(manage_look(invocation->store, access_of_command(invocation), list, &asking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        twin_page_write_json(invocation->arena, &asking.page, &writer);
        print_json(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < asking.page.hits.count; i++) {
        const TwinHit *hit = &asking.page.hits.items[i];
        print_line(
            invocation,
            text_format(
                invocation->arena, "%-7.*s %3lld  %.*s %.*s\n             %.*s %.*s",
                TEXT_ARG(hit->verdict), (long long)(hit->weight / 10),
                TEXT_ARG(id_format(invocation->arena, hit->one)), TEXT_ARG(hit->one_name),
                TEXT_ARG(id_format(invocation->arena, hit->other)), TEXT_ARG(hit->other_name)));
    }
    return OK;
}

static Outcome two_arguments(Invocation *invocation, Asking *asking)
{
    TRY(argument_id(invocation, 0, "ONE", &asking->one));
    return argument_id(invocation, 1, "OTHER", &asking->other);
}

static Outcome look(Access *access, void *context)
{
    Asking *asking = context;
    return twin_sides(access, asking->one, asking->other, &asking->sides);
}

static void print_sides(const Invocation *invocation, const TwinSides *sides)
{
    print_line(invocation,
               text_format(invocation->arena, "%.*s (%.*s)\n%.*s (%.*s)\n%.*s",
                           TEXT_ARG(sides->pair.one_name), TEXT_ARG(sides->one_origin),
                           TEXT_ARG(sides->pair.other_name), TEXT_ARG(sides->other_origin),
                           TEXT_ARG(sides->pair.reasons)));
    for (size_t i = 0; i < sides->fields.count; i++) {
        const TwinField *field = &sides->fields.items[i];
        const char *mark = field->is_equal ? "=" : " ";
        print_line(invocation, text_format(invocation->arena, "%s %.*s\n    %.*s\n    %.*s",
                                           mark, TEXT_ARG(field->name), TEXT_ARG(field->one),
                                           TEXT_ARG(field->other)));
    }
}

static Outcome run_show(Invocation *invocation)
{
    Asking asking = {0};
    TRY(two_arguments(invocation, &asking));
    TRY(manage_look(invocation->store, access_of_command(invocation), look, &asking));
    if (!invocation->json) {
        print_sides(invocation, &asking.sides);
        return OK;
    }
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    twin_sides_write_json(invocation->arena, &asking.sides, &writer);
    print_json(invocation, &out);
    return OK;
}

static Outcome look_merges(Access *access, void *context)
{
    Asking *asking = context;
    return twin_merges(access, &asking->merges);
}

static Outcome run_merges(Invocation *invocation)
{
    Asking asking = {0};
    TRY(manage_look(invocation->store, access_of_command(invocation), look_merges, &asking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        twin_merges_write_json(invocation->arena, &asking.merges, &writer);
        print_json(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < asking.merges.count; i++) {
        const TwinMerge *merge = &asking.merges.items[i];
        print_line(invocation, text_format(invocation->arena, "%.*s  %s  %.*s -> %.*s",
                                           TEXT_ARG(id_format(invocation->arena, merge->id)),
                                           merge->undone == 0 ? "holds " : "undone",
                                           TEXT_ARG(merge->name), TEXT_ARG(merge->kept_name)));
    }
    return OK;
}

/* ------------------------------------------------------------------------------------ acting
 */

static Outcome merge(Access *access, void *context)
{
    Asking *asking = context;
    return twin_merge(access, &asking->order);
}

/* "name,phones" as the domain has it. */
static Text with_spaces(Arena *arena, Text names)
{
    Text made = TEXT("");
    Text name = {0};
    while (text_next(&names, ',', &name)) {
        made = text_format(arena, "%.*s%s%.*s", TEXT_ARG(made), made.length > 0 ? " " : "",
                           TEXT_ARG(text_trim(name)));
    }
    return made;
}

static Outcome run_merge(Invocation *invocation)
{
    Asking asking = {0};
    TRY(argument_id(invocation, 0, "ABSORBED", &asking.order.absorbed));
    TRY(argument_id(invocation, 1, "KEPT", &asking.order.kept));
    asking.order.taken = with_spaces(invocation->arena, option_or(invocation, "take", ""));
    TRY(manage_run(invocation->store, access_of_command(invocation), merge, &asking));
    tell_made(invocation, asking.order.id);
    return OK;
}

static Outcome undo(Access *access, void *context)
{
    const Asking *asking = context;
    return twin_unmerge(access, asking->one);
}

static Outcome run_undo(Invocation *invocation)
{
    Asking asking = {0};
    TRY(argument_id(invocation, 0, "MERGE", &asking.one));
    return manage_run(invocation->store, access_of_command(invocation), undo, &asking);
}

static Outcome say_pair(Access *access, void *context)
{
    const Asking *asking = context;
    return twin_say(access, asking->one, asking->other, asking->said);
}

static Outcome run_different(Invocation *invocation)
{
    Asking asking = {.said =
                         option_given(invocation, "forget") ? TWINS_UNSAID : TWINS_DIFFERENT};
    TRY(two_arguments(invocation, &asking));
    return manage_run(invocation->store, access_of_command(invocation), say_pair, &asking);
}

static const Option list_options[] = {
    {"page", OPTION_VALUE, "NUMBER", "Fifty pairs a page; 1 is the first."},
};

static const Option merge_options[] = {
    {"take", OPTION_VALUE, "FIELDS", "Fields of the absorbed that hold: name,phones."},
};

static const Option different_options[] = {
    {"forget", OPTION_FLAG, NULL, "Forget that it was said."},
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "twins find",
     .arguments = "",
     .summary = "Search the directory for services that stand twice.",
     .examples = "seuil twins find\n"
                 "  An import does it too.\n",                                   .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_WRITE,
     .run = run_find     },
    {.name = "twins list",
     .arguments = "",
     .summary = "The pairs that look like one, the likeliest first.",
     .examples = "seuil twins list --json\n",
     .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_READ,
     .run = run_list     },
    {.name = "twins show",
     .arguments = "ONE OTHER",
     .summary = "Two services side by side, field by field.",
     .examples = "seuil twins show 0198c0de-0000-7000-8000-000000000001 "
                 "0198c0de-0000-7000-8000-000000000002\n",                       .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_READ,
     .run = run_show     },
    {.name = "twins merge",
     .arguments = "ABSORBED KEPT",
     .summary = "Merge a service into another, which keeps its fields but for those taken.",
     .examples = "seuil twins merge 0198c0de-0000-7000-8000-000000000001 "
                 "0198c0de-0000-7000-8000-000000000002 --take phones,seuil.conditions\n"
                 "  The entries of a list are added to those that are there.\n", .options = merge_options,
     .option_count = LENGTH_OF(merge_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_WRITE,
     .run = run_merge    },
    {.name = "twins merges",
     .arguments = "",
     .summary = "What was merged, the newest first.",
     .examples = "seuil twins merges\n",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_READ,
     .run = run_merges   },
    {.name = "twins undo",
     .arguments = "MERGE",
     .summary = "Undo a merge: both services stand as their sources have them.",
     .examples = "seuil twins undo 0198c0de-0000-7000-8000-000000000003\n",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_WRITE,
     .run = run_undo     },
    {.name = "twins different",
     .arguments = "ONE OTHER",
     .summary = "Say that two services are two: they are proposed no more.",
     .examples = "seuil twins different 0198c0de-0000-7000-8000-000000000001 "
                 "0198c0de-0000-7000-8000-000000000002\n",                       .options = different_options,
     .option_count = LENGTH_OF(different_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_EDIT_DIRECTORY,
     .store = STORE_WRITE,
     .run = run_different},
};
/* clang-format on */

const CommandTable TWIN_COMMANDS = {commands, LENGTH_OF(commands)};

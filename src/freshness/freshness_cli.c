/* SPDX-License-Identifier: EUPL-1.2 */
/* `freshness ...`: what is due, who verified it, the links of partners. */
#include "freshness/freshness_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "freshness/listing_json.h"
#include "freshness/reminder.h"
#include "matching/network.h"

enum { LIST_BYTES = 1 << 20 };

static const Option verify_options[] = {
    {"who", OPTION_VALUE, "NAME", "Whom you asked."                    },
    {"how", OPTION_VALUE, "HOW",  "telephone (default), visit or mail."},
};

static const Option link_options[] = {
    {"for",   OPTION_VALUE, "NAME", "Who is given the link."                   },
    {"until", OPTION_VALUE, "DAY",  "The last day it opens (90 days from now)."},
};

static const Option changes_options[] = {
    {"state", OPTION_VALUE, "STATE", "waiting (default), accepted, refused or undone."},
};

static const Option decide_options[] = {
    {"reason", OPTION_VALUE, "WORDS", "Why it is refused; the partner reads it."},
};

typedef struct Work {
    Invocation *invocation;
    const Catalogue *catalogue;
    ListingVerification verification;
    ListingLink link;
    ChangeOrder order;
} Work;

static Outcome start(Work *work)
{
    const Network *network = NULL;
    Invocation *invocation = work->invocation;
    TRY(network_build(invocation->arena, invocation->store, invocation->now, &network,
                      &invocation->problem));
    work->catalogue = network->catalogue;
    return OK;
}

static Outcome act(Work *work, ManageFunction function)
{
    return manage_run(work->invocation->store, access_of_command(work->invocation), function,
                      work);
}

static Outcome look(Work *work, ManageFunction function)
{
    return manage_look(work->invocation->store, access_of_command(work->invocation), function,
                       work);
}

static void print_buffer(const Work *work, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(work->invocation->out, "%.*s\n", TEXT_ARG(text));
}

/* ------------------------------------------------------------------------------------ due */

static void print_due(const Work *work, const ListingDue *due)
{
    Arena *arena = work->invocation->arena;
    const Service *service = &work->catalogue->services[due->service];
    const Text verified =
        due->verified == DATE_NONE ? TEXT("never") : date_format(arena, due->verified);
    const Text name = phrase_in(&service->name, work->invocation->language, NULL);
    (void)fprintf(work->invocation->out, "%-10.*s %4d  %.*s  %.*s%s\n", TEXT_ARG(verified),
                  due->every, TEXT_ARG(service->key), TEXT_ARG(name),
                  due->reminders >= REMINDER_MOST ? " (to telephone)" : "");
}

static Outcome due(Access *access, void *context)
{
    Work *work = context;
    ListingDueList list = {0};
    TRY(listing_due(access, work->catalogue, &list));
    TRY(reminder_fill(access, work->catalogue, &list));
    if (work->invocation->json) {
        Buffer out = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        listing_due_write_json(access->arena, work->catalogue, &list, &writer);
        print_buffer(work, &out);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_due(work, &list.items[i]);
    }
    (void)fprintf(work->invocation->error, "%zu due\n", list.total);
    return OK;
}

static Outcome due_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(start(&work));
    return look(&work, due);
}

/* --------------------------------------------------------------------------------- verify */

static Outcome verify(Access *access, void *context)
{
    const Work *work = context;
    return listing_verify(access, &work->verification);
}

static Outcome verify_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(start(&work));
    work.verification = (ListingVerification){
        .catalogue = work.catalogue,
        .service = catalogue_service(work.catalogue, invocation->arguments[0]),
        .who = option_value(invocation, "who"),
    };
    if (work.verification.service == NONE) {
        return problem_set(&invocation->problem, NOT_FOUND, invocation->arguments[0], "SERVICE",
                           "no service has this identifier, key or address");
    }
    if (!listing_how_parse(option_or(invocation, "how", "telephone"), &work.verification.how)) {
        return USAGE_ERROR(invocation, "how", "telephone, visit or mail is expected");
    }
    return act(&work, verify);
}

/* ---------------------------------------------------------------------------------- links */

static Outcome make(Access *access, void *context)
{
    Work *work = context;
    Text token = {0};
    TRY(listing_link_make(access, &work->link, &work->link, &token));
    if (!work->invocation->json) {
        (void)fprintf(work->invocation->out, "/fiche/%.*s\n", TEXT_ARG(token));
        return OK;
    }
    Buffer out = buffer_new(access->arena, LIST_BYTES);
    JsonWriter writer = json_writer(&out);
    listing_link_write_json(access->arena, &work->link, token, &writer);
    print_buffer(work, &out);
    return OK;
}

static Outcome link_run(Invocation *invocation)
{
    Work work = {
        .invocation = invocation,
        .link = {.holder = option_value(invocation, "for"), .until = DATE_NONE}
    };
    TRY(start(&work));
    TRY(listing_subject(work.catalogue, invocation->arguments[0], &work.link.scope,
                        &work.link.subject, &invocation->problem));
    if (option_given(invocation, "until") &&
        !date_parse(option_value(invocation, "until"), &work.link.until)) {
        return USAGE_ERROR(invocation, "until", "a day is expected: 2026-12-31");
    }
    return act(&work, make);
}

static Outcome links(Access *access, void *context)
{
    const Work *work = context;
    ListingLinkList list = {0};
    TRY(listing_link_list(access, &list));
    if (work->invocation->json) {
        Buffer out = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        listing_links_write_json(access->arena, &list, &writer);
        print_buffer(work, &out);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        const ListingLink *link = &list.items[i];
        const Text id = id_format(access->arena, link->id);
        const Text scope = listing_scope_code(link->scope);
        const Text subject = id_format(access->arena, link->subject);
        const Text until = date_format(access->arena, link->until);
        (void)fprintf(work->invocation->out, "%.*s %.*s %.*s %.*s %.*s%s\n", TEXT_ARG(id),
                      TEXT_ARG(until), TEXT_ARG(scope), TEXT_ARG(subject),
                      TEXT_ARG(link->holder), link->revoked != 0 ? " (revoked)" : "");
    }
    return OK;
}

static Outcome links_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    return look(&work, links);
}

static Outcome revoke(Access *access, void *context)
{
    const Work *work = context;
    return listing_link_revoke(access, work->link.id);
}

static Outcome revoke_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    TRY(argument_id(invocation, 0, "LINK", &work.link.id));
    return act(&work, revoke);
}

/* -------------------------------------------------------------------------------- changes */

static void print_change(const Work *work, const ListingChange *change)
{
    Arena *arena = work->invocation->arena;
    const Text id = id_format(arena, change->id);
    const Text topic = listing_topic_code(change->topic);
    (void)fprintf(work->invocation->out, "%.*s %.*s %.*s\n  - %.*s\n  + %.*s\n", TEXT_ARG(id),
                  TEXT_ARG(topic), TEXT_ARG(change->who), TEXT_ARG(change->was),
                  TEXT_ARG(change->value));
}

static Outcome changes(Access *access, void *context)
{
    const Work *work = context;
    ListingChangeList list = {0};
    TRY(listing_change_list(access, work->order.wanted, &list));
    if (work->invocation->json) {
        Buffer out = buffer_new(access->arena, LIST_BYTES);
        JsonWriter writer = json_writer(&out);
        listing_changes_write_json(access->arena, &list, &writer);
        print_buffer(work, &out);
        return OK;
    }
    for (size_t i = 0; i < list.count; i++) {
        print_change(work, &list.items[i]);
    }
    return OK;
}

static Outcome changes_run(Invocation *invocation)
{
    Work work = {.invocation = invocation};
    if (!change_state_parse(option_or(invocation, "state", "waiting"), &work.order.wanted)) {
        return USAGE_ERROR(invocation, "state",
                           "waiting, accepted, refused or undone is expected");
    }
    return look(&work, changes);
}

static Outcome decide(Access *access, void *context)
{
    const Work *work = context;
    return listing_change_decide(access, &work->order);
}

static Outcome decide_run(Invocation *invocation)
{
    Work work = {.invocation = invocation,
                 .order = {.reason = option_value(invocation, "reason")}};
    TRY(argument_id(invocation, 0, "CHANGE", &work.order.change));
    if (!change_state_parse(invocation->arguments[1], &work.order.wanted)) {
        return USAGE_ERROR(invocation, "DECISION", "accepted, refused or undone is expected");
    }
    return act(&work, decide);
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "freshness due",
     .arguments = "",
     .summary =
         "Services that are to be verified: never yet, or longer ago than their needs ask.", .examples = "seuil freshness due\n"
                 "seuil freshness due --json\n",                            .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_EDIT_DIRECTORY,
     .run = due_run    },
    {.name = "freshness verify",
     .arguments = "SERVICE",
     .summary = "Note that somebody who knows found all of a service right today.",
     .examples = "seuil freshness verify cap-migrant --who \"Anne, accueil\" --how telephone\n",
     .options = verify_options,
     .option_count = LENGTH_OF(verify_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_EDIT_DIRECTORY,
     .run = verify_run },
    {.name = "freshness link",
     .arguments = "SERVICE|ORGANISATION",
     .summary =
         "Make a signed link by which a partner verifies its listing without an account.",   .examples = "seuil freshness link cap-migrant --for \"Anne, Cap Migrants\"\n"
                 "  Prints the path that follows the address of the site.\n", .options = link_options,
     .option_count = LENGTH_OF(link_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_EDIT_DIRECTORY,
     .run = link_run   },
    {.name = "freshness links",
     .arguments = "",
     .summary = "The links of partners, the newest first.",
     .examples = "seuil freshness links\n",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_EDIT_DIRECTORY,
     .run = links_run  },
    {.name = "freshness revoke",
     .arguments = "LINK",
     .summary = "End a link: it opens nothing any more.",
     .examples = "seuil freshness revoke 0193...\n",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .store = STORE_WRITE,
     .permission = MAY_EDIT_DIRECTORY,
     .run = revoke_run },
    {.name = "freshness changes",
     .arguments = "",
     .summary = "What partners would change by their links, before and after.",
     .examples = "seuil freshness changes\n",
     .options = changes_options,
     .option_count = LENGTH_OF(changes_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .store = STORE_READ,
     .permission = MAY_EDIT_DIRECTORY,
     .run = changes_run},
    {.name = "freshness decide",
     .arguments = "CHANGE DECISION",
     .summary = "Accept or refuse what a partner would change, or undo what was accepted.",
     .examples = "seuil freshness decide 0193... accepted\n"
                 "seuil freshness decide 0193... refused --reason \"It is another house\"\n",                                                                           .options = decide_options,
     .option_count = LENGTH_OF(decide_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .store = STORE_WRITE,
     .permission = MAY_EDIT_DIRECTORY,
     .run = decide_run },
};
/* clang-format on */

const CommandTable FRESHNESS_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* `freshness ...`: what is due, who verified it, the links of partners. */
#include "freshness/freshness_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "freshness/listing_json.h"
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

typedef struct Work {
    Invocation *invocation;
    const Catalogue *catalogue;
    ListingVerification verification;
    ListingLink link;
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
    (void)fprintf(work->invocation->out, "%-10.*s %4d  %.*s  %.*s\n", TEXT_ARG(verified),
                  due->every, TEXT_ARG(service->key), TEXT_ARG(name));
}

static Outcome due(Access *access, void *context)
{
    Work *work = context;
    ListingDueList list = {0};
    TRY(listing_due(access, work->catalogue, &list));
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
     .run = due_run   },
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
     .run = verify_run},
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
     .run = link_run  },
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
     .run = links_run },
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
     .run = revoke_run},
};
/* clang-format on */

const CommandTable FRESHNESS_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
/* Tickets from a terminal. A code may be read from standard input for "-", so that it stands in
 * no history of a shell and in no list of processes. */
#include "access/gate_cli.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "entitlements/entitlement_json.h"
#include "entitlements/entitlements_cli.h"
#include "entitlements/ticket_sheet_web.h"

enum { FILE_BYTES = 1 << 20, FACTS_MOST = 1 << 16, CODE_MOST = 1024 };

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    return !option_given(invocation, name) ||
                   text_to_integer(option_value(invocation, name), number)
               ? OK
               : USAGE_ERROR(invocation, name, "a whole number is expected");
}

static Outcome run(Invocation *invocation, ManageFunction function, void *context)
{
    return manage_run(invocation->store, access_of_command(invocation), function, context);
}

static Outcome look(Invocation *invocation, ManageFunction function, void *context)
{
    return manage_look(invocation->store, access_of_command(invocation), function, context);
}

static void print_json(const Invocation *invocation, const Buffer *out)
{
    const Text text = buffer_text(out);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(text));
}

/* ---------------------------------------------------------------------------------- grants */

typedef struct Granting {
    GrantOrder order;
    Id id;
    GrantAct act;
    Entitlement made;
    EntitlementList list;
    EntitlementFile file;
    TicketList tickets;
} Granting;

static Outcome ask(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_ask(access, &granting->order, &granting->made);
}

static Outcome check_ask(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_check(access, &granting->order, &granting->made);
}

static Outcome tell_check(const Invocation *invocation, const Granting *granting)
{
    const Text state = grant_state_code(granting->made.state);
    (void)fprintf(invocation->out, invocation->json ? "{\"state\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(state));
    return OK;
}

static Outcome run_grant(Invocation *invocation)
{
    Text facts = option_or(invocation, "facts", "{}");
    json_t *known SCOPED(json_close) = NULL;
    Granting granting = {
        .order = {.convention = invocation->arguments[1],
                  .quantity = 1,
                  .language = invocation->language}
    };
    TRY(argument_id(invocation, 0, "PERSON", &granting.order.person));
    TRY(read_number(invocation, "quantity", &granting.order.quantity));
    TRY(read_number(invocation, "worth", &granting.order.worth));
    if (text_equal(facts, TEXT("-"))) {
        TRY(invocation_read_file(invocation, facts, FACTS_MOST, &facts));
    }
    TRY(json_read(facts, JSON_REQUEST_LIMITS, &known, &invocation->problem));
    granting.order.facts = known;
    if (option_given(invocation, "check")) {
        TRY(look(invocation, check_ask, &granting));
        return tell_check(invocation, &granting);
    }
    TRY(run(invocation, ask, &granting));
    const Text id = id_format(invocation->arena, granting.made.id);
    const Text state = grant_state_code(granting.made.state);
    (void)fprintf(invocation->out,
                  invocation->json ? "{\"id\":\"%.*s\",\"state\":\"%.*s\"}\n" : "%.*s %.*s\n",
                  TEXT_ARG(id), TEXT_ARG(state));
    return OK;
}

static Outcome read_list(Access *access, void *context)
{
    Granting *granting = context;
    return entitlement_list(access, granting->id, &granting->list);
}

static Outcome run_list(Invocation *invocation)
{
    Granting granting = {0};
    TRY(argument_id(invocation, 0, "PERSON", &granting.id));
    TRY(look(invocation, read_list, &granting));
    Buffer out = buffer_new(invocation->arena, FILE_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    entitlement_list_write_json(invocation->arena, &granting.list, &writer);
    print_json(invocation, &out);
    return OK;
}

static Outcome read_file(Access *access, void *context)
{
    Granting *granting = context;
    TRY(entitlement_read(access, granting->id, &granting->file));
    return ticket_list(access, granting->id, &granting->tickets);
}

static Outcome run_show(Invocation *invocation)
{
    Granting granting = {0};
    TRY(argument_id(invocation, 0, "ID", &granting.id));
    TRY(look(invocation, read_file, &granting));
    Buffer out = buffer_new(invocation->arena, FILE_BYTES);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    entitlement_file_write_json(invocation->arena, &granting.file, &granting.tickets, &writer);
    print_json(invocation, &out);
    return OK;
}

static Outcome act(Access *access, void *context)
{
    const Granting *granting = context;
    return entitlement_act(access, granting->id, granting->act);
}

static Outcome run_act(Invocation *invocation)
{
    Granting granting = {0};
    TRY(argument_id(invocation, 0, "ID", &granting.id));
    return grant_act_parse(invocation->arguments[1], &granting.act)
               ? run(invocation, act, &granting)
               : USAGE_ERROR(invocation, "ACT",
                             "accept, refuse, suspend, resume or revoke is expected");
}

/* --------------------------------------------------------------------------------- tickets */

typedef struct Holding {
    Id id;
    Id made;
    TicketBlock why;
    TicketPaper paper;
    Language language;
    Text pdf;
    RedeemOrder order;
    Redeemed redeemed;
} Holding;

static Outcome read_paper(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_paper(access, holding->id, &holding->paper);
}

static Outcome draw_sheet(Access *access, void *context)
{
    Holding *holding = context;
    TRY(read_paper(access, holding));
    return ticket_sheet_pdf(access, &holding->paper, holding->language, &holding->pdf);
}

static Outcome run_paper(Invocation *invocation)
{
    Holding holding = {.language = invocation->language};
    TRY(argument_id(invocation, 0, "TICKET", &holding.id));
    if (option_given(invocation, "pdf")) {
        TRY(look(invocation, draw_sheet, &holding));
        (void)fwrite(holding.pdf.bytes, 1, holding.pdf.length, invocation->out);
        return OK;
    }
    TRY(look(invocation, read_paper, &holding));
    if (!invocation->json) {
        (void)fprintf(invocation->out, "%.*s\n%.*s\n", TEXT_ARG(holding.paper.code),
                      TEXT_ARG(holding.paper.token));
        return OK;
    }
    Buffer out = buffer_new(invocation->arena, FILE_BYTES);
    JsonWriter writer = json_writer(&out);
    ticket_paper_write_json(invocation->arena, &holding.paper, &writer);
    print_json(invocation, &out);
    return OK;
}

static Outcome block(Access *access, void *context)
{
    const Holding *holding = context;
    return ticket_block(access, holding->id, holding->why);
}

static Outcome replace(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_replace(access, holding->id, holding->why, &holding->made);
}

static Outcome run_block(Invocation *invocation)
{
    Holding holding = {0};
    TRY(argument_id(invocation, 0, "TICKET", &holding.id));
    if (!ticket_block_parse(invocation->arguments[1], &holding.why)) {
        return USAGE_ERROR(invocation, "WHY", "lost, stolen, damaged or misused is expected");
    }
    if (!option_given(invocation, "replace")) {
        return run(invocation, block, &holding);
    }
    TRY(run(invocation, replace, &holding));
    const Text made = id_format(invocation->arena, holding.made);
    (void)fprintf(invocation->out, invocation->json ? "{\"id\":\"%.*s\"}\n" : "%.*s\n",
                  TEXT_ARG(made));
    return OK;
}

/* --------------------------------------------------------------------------------- redeeming
 */

static Outcome read_code(Invocation *invocation, Holding *holding)
{
    Text typed = invocation->arguments[0];
    if (text_equal(typed, TEXT("-"))) {
        TRY(invocation_read_file(invocation, typed, CODE_MOST, &typed));
    }
    holding->order.typed = text_trim(typed);
    return OK;
}

static void tell(const Invocation *invocation, const Holding *holding)
{
    const TicketLook *seen = &holding->redeemed.look;
    const Text verdict = ticket_verdict_code(seen->verdict);
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, FILE_BYTES);
        JsonWriter writer = json_writer(&out);
        redeemed_write_json(invocation->arena, &holding->redeemed, &writer);
        print_json(invocation, &out);
        return;
    }
    (void)fprintf(invocation->out, "%s%.*s %.*s left=%lld\n",
                  holding->redeemed.is_done ? "redeemed " : "", TEXT_ARG(verdict),
                  TEXT_ARG(seen->convention.key), (long long)seen->left);
}

static Outcome check(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_look(access, holding->order.typed, &holding->redeemed.look);
}

static Outcome run_check(Invocation *invocation)
{
    Holding holding = {0};
    TRY(read_code(invocation, &holding));
    TRY(look(invocation, check, &holding));
    tell(invocation, &holding);
    return OK;
}

static Outcome redeem(Access *access, void *context)
{
    Holding *holding = context;
    return ticket_redeem(access, &holding->order, &holding->redeemed);
}

/* What was not redeemed ends with a status of its own, so that a script sees it. */
static Outcome run_redeem(Invocation *invocation)
{
    Holding holding = {0};
    TRY(read_code(invocation, &holding));
    TRY(read_number(invocation, "amount", &holding.order.amount));
    holding.order.supplier = option_value(invocation, "supplier");
    TRY(run(invocation, redeem, &holding));
    tell(invocation, &holding);
    const Text verdict = ticket_verdict_code(holding.redeemed.look.verdict);
    return holding.redeemed.is_done
               ? OK
               : problem_set(&invocation->problem, CONFLICT, TEXT(""), "ticket",
                             "not redeemed: %.*s", TEXT_ARG(verdict));
}

static const Option grant_options[] = {
    {"quantity", OPTION_VALUE, "NUMBER", "How many tickets (1)."                              },
    {"worth",    OPTION_VALUE, "CENTS",  "Of each, where the convention leaves it open."      },
    {"facts",    OPTION_VALUE, "JSON",   "What decides: '{\"without_resources\":true}', or -."},
    {"check",    OPTION_FLAG,  NULL,     "Say whether it would be granted, and grant nothing."},
};

static const Option paper_options[] = {
    {"pdf", OPTION_FLAG, NULL, "The sheet to print, as tagged PDF."},
};

static const Option block_options[] = {
    {"replace", OPTION_FLAG, NULL, "Make another of what is left, and say its identifier."},
};

static const Option redeem_options[] = {
    {"amount",   OPTION_VALUE, "NUMBER", "Uses (1), or cents."                                   },
    {"supplier", OPTION_VALUE, "BCE",    "From whom it was had, where your house pays suppliers."},
};

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "ticket grant",
     .arguments = "PERSON CONVENTION",
     .summary = "Grant a person tickets by a convention, if its condition holds.",
     .examples = "seuil ticket grant " ONE " resto-meal-ticket --quantity 2",
     .options = grant_options,
     .option_count = LENGTH_OF(grant_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_GRANT,
     .store = STORE_WRITE,
     .run = run_grant },
    {.name = "ticket list",
     .arguments = "PERSON",
     .summary = "What a person was granted, the newest first.",
     .examples = "seuil ticket list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_GRANT,
     .store = STORE_READ,
     .run = run_list  },
    {.name = "ticket show",
     .arguments = "ID",
     .summary = "A grant: by which rule, under which ceilings, its course and tickets.",
     .examples = "seuil ticket show " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_GRANT,
     .store = STORE_READ,
     .run = run_show  },
    {.name = "ticket act",
     .arguments = "ID ACT",
     .summary = "Accept or refuse what was asked; suspend, resume or revoke a grant.",
     .examples = "seuil ticket act " ONE " revoke",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_GRANT,
     .store = STORE_WRITE,
     .run = run_act   },
    {.name = "ticket paper",
     .arguments = "TICKET",
     .summary = "What is printed on a ticket: its spoken code, its square code.",
     .examples = "seuil ticket paper " ONE " --pdf > ticket.pdf",
     .options = paper_options,
     .option_count = LENGTH_OF(paper_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_GRANT,
     .store = STORE_READ,
     .run = run_paper },
    {.name = "ticket block",
     .arguments = "TICKET WHY",
     .summary = "Block a ticket that is lost, stolen, damaged or misused.",
     .examples = "seuil ticket block " ONE " lost --replace",
     .options = block_options,
     .option_count = LENGTH_OF(block_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_GRANT,
     .store = STORE_WRITE,
     .run = run_block },
    {.name = "ticket check",
     .arguments = "CODE",
     .summary = "Whether a ticket is valid, used, expired, blocked, or of others.",
     .examples = "seuil ticket check 7K3-M9Q-TRX",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_REDEEM,
     .store = STORE_READ,
     .run = run_check },
    {.name = "ticket redeem",
     .arguments = "CODE",
     .summary = "Redeem a ticket in your house; ends with 5 when it was not.",
     .examples = "seuil ticket redeem 7K3-M9Q-TRX",
     .options = redeem_options,
     .option_count = LENGTH_OF(redeem_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_REDEEM,
     .store = STORE_WRITE,
     .run = run_redeem},
};
/* clang-format on */

const CommandTable TICKET_COMMANDS = {commands, LENGTH_OF(commands)};

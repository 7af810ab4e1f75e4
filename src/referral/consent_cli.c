/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/consent_cli.h"

#include "access/gate_cli.h"
#include "access/house.h"
#include "access/manage.h"
#include "cli/arguments.h"
#include "people/consent_json.h"
#include "people/person_print_cli.h"
#include "referral/agreement.h"

enum { MOST_OUTPUT = 1 << 20, MOST_INPUT = 1 << 16 };

/* One act of a command; the names of houses and colleagues are looked up as it runs. */
typedef struct Acting {
    Id person;
    Id subject;   /* the consent or the share */
    Text house;   /* key or identifier */
    Text witness; /* a login, or empty */
    Text language;
    ConsentRule rule;
    ConsentAnswer answer;
    ShareTerms terms;
    Danger danger;
    Id made;
} Acting;

static Outcome run(Invocation *invocation, ManageFunction function, Acting *acting)
{
    return manage_run(invocation->store, access_of_command(invocation), function, acting);
}

/* PERSON HOUSE PURPOSE CLASS */
static Outcome read_terms(Invocation *invocation, Acting *acting)
{
    TRY(argument_id(invocation, 0, "PERSON", &acting->person));
    acting->house = invocation->arguments[1];
    if (!consent_purpose_parse(invocation->arguments[2], &acting->rule.purpose)) {
        return USAGE_ERROR(invocation, "PURPOSE",
                           "follow_up, referral, conference or transfer is expected");
    }
    return data_class_parse(invocation->arguments[3], &acting->rule.class)
               ? OK
               : USAGE_ERROR(invocation, "CLASS",
                             "identity, contact, situation, notes or health is expected");
}

static Outcome find_recipient(Access *access, Acting *acting)
{
    House house = {0};
    TRY(house_find(access->session, access->arena, acting->house, &house, access->problem));
    acting->rule.recipient = house.id;
    return OK;
}

/* --------------------------------------------------------------------------------- showing */

/* What is shown, with a line of text for each; the names of houses are asked in one session. */
typedef struct Looking {
    Id person;
    ConsentList consents;
    ShareList shares;
    LIST_OF(Text) lines;
} Looking;

static Outcome add_line(Access *access, Looking *looking, Text before, const ConsentRule *rule)
{
    Text house = TEXT("");
    Arena *arena = access->arena;
    TRY(house_name(access->session, arena, rule->recipient, &house, access->problem));
    LIST_APPEND(arena, &looking->lines,
                text_format(arena, "%.*s  %-10.*s  %-9.*s  %.*s  %.*s", TEXT_ARG(before),
                            TEXT_ARG(consent_purpose_code(rule->purpose)),
                            TEXT_ARG(data_class_code(rule->class)),
                            TEXT_ARG(moment_format_local(arena, rule->until)),
                            TEXT_ARG(house)));
    return OK;
}

static Outcome look_at_consents(Access *access, void *context)
{
    Looking *looking = context;
    TRY(consent_list(access, looking->person, &looking->consents));
    for (size_t i = 0; i < looking->consents.count; i++) {
        const Consent *consent = &looking->consents.items[i];
        const Text before = text_format(access->arena, "%.*s  %-8.*s  %.*s",
                                        TEXT_ARG(id_format(access->arena, consent->id)),
                                        TEXT_ARG(consent_state_code(consent->state)),
                                        TEXT_ARG(consent->language));
        for (size_t j = 0; j < consent->rules.count; j++) {
            TRY(add_line(access, looking, before, &consent->rules.items[j]));
        }
    }
    return OK;
}

static Outcome look_at_shares(Access *access, void *context)
{
    Looking *looking = context;
    TRY(share_list(access, looking->person, &looking->shares));
    for (size_t i = 0; i < looking->shares.count; i++) {
        const Share *share = &looking->shares.items[i];
        const ConsentRule rule = {share->purpose, share->recipient, share->class, share->until};
        const bool is_open = share->ended == 0 && share->until > access->now;
        const Text before = text_format(
            access->arena, "%.*s  %-6s  %-7s", TEXT_ARG(id_format(access->arena, share->id)),
            is_open ? "open" : "closed", id_is_nil(share->notice) ? "consent" : "danger");
        TRY(add_line(access, looking, before, &rule));
    }
    return OK;
}

static Outcome look(Invocation *invocation, ManageFunction function, Looking *looking)
{
    TRY(argument_id(invocation, 0, "PERSON", &looking->person));
    TRY(manage_look(invocation->store, access_of_command(invocation), function, looking));
    for (size_t i = 0; !invocation->json && i < looking->lines.count; i++) {
        cli_line(invocation, looking->lines.items[i]);
    }
    return OK;
}

static Outcome run_consents(Invocation *invocation)
{
    Looking looking = {0};
    TRY(look(invocation, look_at_consents, &looking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        consent_write_list_json(invocation->arena, &looking.consents, &writer);
        cli_line(invocation, buffer_text(&out));
    }
    return OK;
}

static Outcome run_shares(Invocation *invocation)
{
    Looking looking = {0};
    TRY(look(invocation, look_at_shares, &looking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        share_write_list_json(invocation->arena, &looking.shares, &writer);
        cli_line(invocation, buffer_text(&out));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- consents */

static Outcome draft(Access *access, void *context)
{
    Acting *acting = context;
    TRY(find_recipient(access, acting));
    const NewConsent made = {
        .language = acting->language, .rules = &acting->rule, .rule_count = 1};
    return consent_draft(access, acting->person, &made, &acting->made);
}

static Outcome run_draft(Invocation *invocation)
{
    LocalTime end = {.minute = 23 * 60 + 59};
    Acting acting = {.language = option_or(invocation, "language", "fr")};
    TRY(read_terms(invocation, &acting));
    if (!date_parse(invocation->arguments[4], &end.date)) {
        return USAGE_ERROR(invocation, "UNTIL", "a day is expected: 2026-11-24");
    }
    acting.rule.until = moment_from_local(end);
    TRY(run(invocation, draft, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome propose(Access *access, void *context)
{
    const Acting *acting = context;
    return consent_propose(access, acting->person, acting->subject);
}

static Outcome withdraw(Access *access, void *context)
{
    const Acting *acting = context;
    return agreement_withdraw(access, acting->person, acting->subject);
}

static Outcome change(Invocation *invocation, ManageFunction function)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(argument_id(invocation, 1, "CONSENT", &acting.subject));
    return run(invocation, function, &acting);
}

static Outcome run_propose(Invocation *invocation)
{
    return change(invocation, propose);
}

static Outcome run_withdraw(Invocation *invocation)
{
    return change(invocation, withdraw);
}

static Outcome answer(Access *access, void *context)
{
    Acting *acting = context;
    TRY(consent_find_witness(access, acting->witness, &acting->answer.witness));
    return agreement_answer(access, acting->person, acting->subject, &acting->answer);
}

static Outcome run_answer(Invocation *invocation, bool is_given)
{
    Acting acting = {.answer.is_given = is_given,
                     .witness = option_or(invocation, "witness", "")};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(argument_id(invocation, 1, "CONSENT", &acting.subject));
    return consent_way_parse(invocation->arguments[2], &acting.answer.way)
               ? run(invocation, answer, &acting)
               : USAGE_ERROR(invocation, "WAY", "signed, oral or gesture is expected");
}

static Outcome run_give(Invocation *invocation)
{
    return run_answer(invocation, true);
}

static Outcome run_reject(Invocation *invocation)
{
    return run_answer(invocation, false);
}

/* --------------------------------------------------------------------------------- sharing */

static void read_conditions(const Invocation *invocation, Acting *acting)
{
    for (size_t i = 0; i < CONDITION_COUNT; i++) {
        const char *code = share_condition_code((ShareCondition)i).bytes;
        if (i != CONDITION_AGREED && option_given(invocation, code)) {
            acting->terms.recorded |= 1u << i;
        }
    }
}

static Outcome fill_terms(Access *access, Acting *acting)
{
    TRY(find_recipient(access, acting));
    acting->terms.recipient = acting->rule.recipient;
    acting->terms.purpose = acting->rule.purpose;
    acting->terms.class = acting->rule.class;
    return OK;
}

static Outcome share(Access *access, void *context)
{
    Acting *acting = context;
    TRY(fill_terms(access, acting));
    return share_open(access, acting->person, &acting->terms, &acting->made);
}

static Outcome run_share(Invocation *invocation)
{
    Acting acting = {0};
    TRY(read_terms(invocation, &acting));
    read_conditions(invocation, &acting);
    TRY(run(invocation, share, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome override(Access *access, void *context)
{
    Acting *acting = context;
    TRY(fill_terms(access, acting));
    return share_override(access, acting->person, &acting->terms, &acting->danger,
                          &acting->made);
}

static Outcome run_override(Invocation *invocation)
{
    Acting acting = {.danger.words = invocation->arguments[5]};
    TRY(read_terms(invocation, &acting));
    read_conditions(invocation, &acting);
    if (!danger_reason_parse(invocation->arguments[4], &acting.danger.reason)) {
        return USAGE_ERROR(invocation, "REASON", "life, child or health is expected");
    }
    if (text_equal(acting.danger.words, TEXT("-"))) {
        TRY(invocation_read_file(invocation, TEXT("-"), MOST_INPUT, &acting.danger.words));
    }
    TRY(run(invocation, override, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome close_one(Access *access, void *context)
{
    const Acting *acting = context;
    return share_close(access, acting->person, acting->subject);
}

static Outcome run_close(Invocation *invocation)
{
    Acting acting = {0};
    TRY(argument_id(invocation, 0, "PERSON", &acting.person));
    TRY(argument_id(invocation, 1, "SHARE", &acting.subject));
    return run(invocation, close_one, &acting);
}

static const Option draft_options[] = {
    {"language", OPTION_VALUE, "CODE", "In which it is explained: ar, ro... (fr)."},
};

static const Option answer_options[] = {
    {"witness", OPTION_VALUE, "LOGIN", "The colleague who heard it, when it is oral."},
};

/* By the codes of the conditions. */
static const Option condition_options[] = {
    {"secrecy",  OPTION_FLAG, NULL, "Both houses are bound by secrecy."                },
    {"mission",  OPTION_FLAG, NULL, "Both have the same mission towards the person."   },
    {"informed", OPTION_FLAG, NULL, "The person was told what, with whom and why."     },
    {"needed",   OPTION_FLAG, NULL, "Only what is needed is shared, in their interest."},
};

#define ONE "0198c0de-0000-7000-8000-000000000001"
#define TWO "0198c0de-0000-7000-8000-000000000002"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "consent list",
     .arguments = "PERSON",
     .summary =
         "What a person agreed to: purpose, kind of data, end and house; the newest first.",     .examples = "seuil consent list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_READ,
     .run = run_consents},
    {.name = "consent draft",
     .arguments = "PERSON HOUSE PURPOSE CLASS UNTIL",
     .summary = "Write what a person will be asked to agree to, to the end of a day.",
     .examples = "seuil consent draft " ONE
                 " relais-social-liege referral identity 2027-05-31 --language ar",                                                     .options = draft_options,
     .option_count = LENGTH_OF(draft_options),
     .least_arguments = 5,
     .most_arguments = 5,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_draft   },
    {.name = "consent propose",
     .arguments = "PERSON CONSENT",
     .summary = "Say that it was explained to the person.",
     .examples = "seuil consent propose " ONE " " TWO,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_propose },
    {.name = "consent give",
     .arguments = "PERSON CONSENT WAY",
     .summary = "The person agrees: signed, oral before a witness, or gesture.",
     .examples = "seuil consent give " ONE " " TWO " oral --witness nadia",
     .options = answer_options,
     .option_count = LENGTH_OF(answer_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_give    },
    {.name = "consent reject",
     .arguments = "PERSON CONSENT WAY",
     .summary = "The person does not agree.",
     .examples = "seuil consent reject " ONE " " TWO " gesture",
     .options = answer_options,
     .option_count = LENGTH_OF(answer_options),
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_reject  },
    {.name = "consent withdraw",
     .arguments = "PERSON CONSENT",
     .summary = "The person no longer agrees: what rested on it closes at once.",
     .examples = "seuil consent withdraw " ONE " " TWO,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_withdraw},
    {.name = "share list",
     .arguments = "PERSON",
     .summary = "What of a person is or was open to other houses, the newest first.",
     .examples = "seuil share list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_READ,
     .run = run_shares  },
    {.name = "share open",
     .arguments = "PERSON HOUSE PURPOSE CLASS",
     .summary = "Open a kind of data to another house, under the five conditions of secrecy.",
     .examples = "seuil share open " ONE " relais-social-liege referral identity --secrecy "
                 "--mission --informed --needed",                                                                                       .options = condition_options,
     .option_count = LENGTH_OF(condition_options),
     .least_arguments = 4,
     .most_arguments = 4,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_share   },
    {.name = "share override",
     .arguments = "PERSON HOUSE PURPOSE CLASS REASON WORDS",
     .summary =
         "Open it for three days without agreement: life, child or health; an officer is told.", .examples =
         "seuil share override " ONE " relais-social-liege referral contact life - --secrecy "
         "< words.txt",                 .options = condition_options,
     .option_count = LENGTH_OF(condition_options),
     .least_arguments = 6,
     .most_arguments = 6,
     .permission = MAY_OVERRIDE_CONSENT,
     .store = STORE_WRITE,
     .run = run_override},
    {.name = "share close",
     .arguments = "PERSON SHARE",
     .summary = "Close at once what was open to another house.",
     .examples = "seuil share close " ONE " " TWO,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_RECORD_CONSENT,
     .store = STORE_WRITE,
     .run = run_close   },
};
/* clang-format on */

const CommandTable CONSENT_COMMANDS = {commands, LENGTH_OF(commands)};

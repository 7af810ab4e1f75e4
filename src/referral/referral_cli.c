/* SPDX-License-Identifier: EUPL-1.2 */
#include "referral/referral_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "base/list.h"
#include "crypto/crypto.h"
#include "people/share.h"
#include "referral/referral_json.h"

enum { MOST_OUTPUT = 4 << 20 };

static Outcome read_id(Invocation *invocation, Id *id)
{
    return id_parse(invocation->arguments[0], id)
               ? OK
               : USAGE_ERROR(invocation, "ID", "the identifier of a referral is expected");
}

static void print(const Invocation *invocation, const Buffer *out)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(out)));
}

/* --------------------------------------------------------------------------------- reading */

static Outcome read_box(Invocation *invocation, ReferralFilter *filter)
{
    static const char *const names[] = {"in", "out", "work"};
    const Text state = option_or(invocation, "state", "");
    filter->is_silent = option_given(invocation, "silent");
    filter->has_state = state.length > 0;
    if (filter->has_state && !referral_state_parse(state, &filter->state)) {
        return USAGE_ERROR(invocation, "state", "“%.*s” is no state", TEXT_ARG(state));
    }
    for (int i = 0; i < (int)LENGTH_OF(names); i++) {
        if (text_equal(invocation->arguments[0], text_from(names[i]))) {
            filter->box = (ReferralBox)i;
            return OK;
        }
    }
    return USAGE_ERROR(invocation, "BOX", "in, out or work is expected");
}

static void print_line(const Invocation *invocation, const Referral *referral)
{
    Arena *arena = invocation->arena;
    (void)fprintf(invocation->out, "%.*s  %.*s  %-16.*s  %.*s\n", TEXT_ARG(referral->code),
                  TEXT_ARG(id_format(arena, referral->id)),
                  TEXT_ARG(referral_state_name(referral->state)), TEXT_ARG(referral->need));
}

static Outcome list_in(Invocation *invocation, Access *access, const ReferralFilter *filter)
{
    ReferralPage page = {0};
    TRY(referral_list(access, filter, &page));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        referral_write_page_json(access, &page, &writer);
        print(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < page.list.count; i++) {
        print_line(invocation, &page.list.items[i]);
    }
    return OK;
}

static Outcome run_list(Invocation *invocation)
{
    ReferralFilter filter = {0};
    Session *session SCOPED(session_end) = NULL;
    Access *access = access_of_command(invocation);
    TRY(read_box(invocation, &filter));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    const Outcome outcome = list_in(invocation, access, &filter);
    access->session = NULL;
    return outcome;
}

static Outcome show_in(Invocation *invocation, Access *access, Id id)
{
    Referral referral = {0};
    ReferralStory story = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    TRY(referral_read(access, id, &referral));
    TRY(referral_story_to_give(access, &referral, &story));
    writer.pretty = !invocation->json;
    referral_write_whole_json(access, &referral, &story, &writer);
    print(invocation, &out);
    return OK;
}

static Outcome run_show(Invocation *invocation)
{
    Id id = {{0}};
    Session *session SCOPED(session_end) = NULL;
    Access *access = access_of_command(invocation);
    TRY(read_id(invocation, &id));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    const Outcome outcome = show_in(invocation, access, id);
    access->session = NULL;
    return outcome;
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome read_number(Invocation *invocation, const char *name, int64_t *number)
{
    const Text text = option_or(invocation, name, "");
    return text.length == 0 || text_to_integer(text, number)
               ? OK
               : USAGE_ERROR(invocation, name, "“%.*s”: a whole number is expected",
                             TEXT_ARG(text));
}

/* Options by the codes of the conditions; whether the person agreed is looked up. */
static void read_conditions(const Invocation *invocation, unsigned *conditions)
{
    for (int i = 0; i < CONDITION_COUNT; i++) {
        const Text code = share_condition_code((ShareCondition)i);
        if (i != CONDITION_AGREED &&
            option_given(invocation, text_to_c(invocation->arena, code))) {
            *conditions |= 1u << i;
        }
    }
}

static Outcome read_order(Invocation *invocation, ReferralOrder *order)
{
    const Text operation = option_or(invocation, "operation", "");
    TRY(read_id(invocation, &order->referral));
    if (!referral_act_parse(invocation->arguments[1], &order->act)) {
        return USAGE_ERROR(invocation, "ACT", "accept, waitlist, refuse, start... is expected");
    }
    if (option_given(invocation, "team") &&
        !id_parse(option_or(invocation, "team", ""), &order->team)) {
        return USAGE_ERROR(invocation, "team", "the identifier of a team is expected");
    }
    order->operation = id_new(invocation->now * 1000);
    if (operation.length > 0 && !id_parse(operation, &order->operation)) {
        return USAGE_ERROR(invocation, "operation", "an identifier is expected");
    }
    order->revision = -1;
    TRY(read_number(invocation, "revision", &order->revision));
    TRY(read_number(invocation, "rank", &order->rank));
    order->reason = option_or(invocation, "reason", "");
    order->barrier = option_or(invocation, "barrier", "");
    order->outcome = option_or(invocation, "outcome", "");
    order->spoken_by = option_or(invocation, "spoken-by", "");
    order->way = order->spoken_by.length > 0 ? WAY_PHONE : WAY_ACCOUNT;
    read_conditions(invocation, &order->conditions);
    return OK;
}

typedef struct Acting {
    ReferralOrder order;
    ReferralDone done;
} Acting;

/* Without --revision it is meant as it is now. */
static Outcome act(Access *access, void *context)
{
    Acting *acting = context;
    Referral now = {0};
    if (acting->order.revision < 0) {
        TRY(referral_read(access, acting->order.referral, &now));
        acting->order.revision = now.revision;
    }
    return referral_act(access, &acting->order, &acting->done);
}

static Outcome run_answer(Invocation *invocation)
{
    Acting acting = {0};
    Access *access = access_of_command(invocation);
    TRY(read_order(invocation, &acting.order));
    TRY(manage_run(invocation->store, access, act, &acting));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        referral_write_done_json(access, &acting.done, &writer);
        print(invocation, &out);
    } else if (!invocation->quiet) {
        print_line(invocation, &acting.done.referral);
    }
    return OK;
}

static const Option list_options[] = {
    {"state",  OPTION_VALUE, "STATE", "Only those in this state."                   },
    {"silent", OPTION_FLAG,  NULL,    "Only those without answer for too many days."},
};

static const Option answer_options[] = {
    {"reason",    OPTION_VALUE, "CODE",    "Why: full, not_eligible, no_show..."             },
    {"barrier",   OPTION_VALUE, "CODE",    "What kept the door shut: papers, animal, cost..."},
    {"rank",      OPTION_VALUE, "NUMBER",  "The place on the waiting list."                  },
    {"outcome",   OPTION_VALUE, "OUTCOME", "helped, partly or not_helped."                   },
    {"spoken-by", OPTION_VALUE, "NAME",    "Who gave this answer on the telephone."          },
    {"team",      OPTION_VALUE, "ID",      "Of an accepted transfer: which takes over."      },
    {"revision",  OPTION_VALUE, "NUMBER",  "As it was seen; else as it is now."              },
    {"operation", OPTION_VALUE, "ID",      "The same twice acts once."                       },
    {"secrecy",   OPTION_FLAG,  NULL,      "Of send: both houses are bound by secrecy."      },
    {"mission",   OPTION_FLAG,  NULL,      "Both have the same mission towards the person."  },
    {"informed",  OPTION_FLAG,  NULL,      "The person was told what, with whom and why."    },
    {"needed",    OPTION_FLAG,  NULL,      "Only what is needed is told, in their interest." },
};

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "referral list",
     .arguments = "in|out|work",
     .summary = "Referrals your house got, your teams sent, or that wait for you.",
     .examples = "seuil referral list work\nseuil referral list in --state sent --json",
     .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_BE_ONESELF,
     .store = STORE_READ,
     .run = run_list  },
    {.name = "referral show",
     .arguments = "ID",
     .summary = "Show one referral, its story and what you may do.",
     .examples = "seuil referral show 0198c0de-0000-7000-8000-000000000001",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_BE_ONESELF,
     .store = STORE_READ,
     .run = run_show  },
    {.name = "referral answer",
     .arguments = "ID ACT",
     .summary = "Send or answer a referral, or note an answer given by telephone.",
     .examples =
         "seuil referral answer 0198c0de-0000-7000-8000-000000000001 accept\n"
         "seuil referral answer 0198c0de-0000-7000-8000-000000000001 send --secrecy "
         "--mission --informed --needed\n"
         "seuil referral answer 0198c0de-0000-7000-8000-000000000001 refuse --reason full "
         "--spoken-by \"Dominique Exemple\"",                                            .options = answer_options,
     .option_count = LENGTH_OF(answer_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_BE_ONESELF,
     .store = STORE_WRITE,
     .run = run_answer},
};
/* clang-format on */

const CommandTable REFERRAL_COMMANDS = {commands, LENGTH_OF(commands)};

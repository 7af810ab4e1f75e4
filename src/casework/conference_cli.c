/* SPDX-License-Identifier: EUPL-1.2 */
/* Conferences from a terminal. Words may be read from standard input for "-", so that they
 * stand in no history of a shell and in no list of processes. */
#include "casework/conference_cli.h"

#include "access/gate_cli.h"
#include "access/house.h"
#include "access/manage.h"
#include "casework/conference_json.h"
#include "cli/arguments.h"
#include "people/share.h"

enum { MOST_OUTPUT = 4 << 20, MOST_WORDS = 1 << 17 };

typedef struct Meeting {
    Id id; /* of the conference; of the case, to plan or list */
    NewConference made;
    Invitation invitation;
    Text house;
    NewDecision decision;
    Held held;
    Text words;
    Id made_id;
    ConferenceList list;
    Id guest;
    InvitedList invited;
    Conference read;
} Meeting;

static Outcome option_moment(Invocation *invocation, const char *name, Moment *moment)
{
    const Text text = option_or(invocation, name, "");
    return text.length == 0 || moment_parse(text, moment)
               ? OK
               : USAGE_ERROR(invocation, name, "a moment is expected, as 2026-12-03T14:00");
}

static Outcome run(Invocation *invocation, ManageFunction function, Meeting *meeting)
{
    return manage_run(invocation->store, access_of_command(invocation), function, meeting);
}

static Outcome look(Invocation *invocation, ManageFunction function, Meeting *meeting)
{
    return manage_look(invocation->store, access_of_command(invocation), function, meeting);
}

static void print(const Invocation *invocation, const Buffer *out)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(out)));
}

/* --------------------------------------------------------------------------------- looking */

static Outcome look_at_list(Access *access, void *context)
{
    Meeting *meeting = context;
    return id_is_nil(meeting->id) ? conference_invited(access, &meeting->invited)
                                  : conference_list(access, meeting->id, &meeting->list);
}

static void print_line(const Invocation *invocation, Id id, ConferenceState state,
                       Moment starts, Text words)
{
    Arena *arena = invocation->arena;
    (void)fprintf(invocation->out, "%.*s  %-9.*s  %.*s  %.*s\n", TEXT_ARG(id_format(arena, id)),
                  TEXT_ARG(conference_state_code(state)),
                  TEXT_ARG(moment_format(arena, starts)), TEXT_ARG(words));
}

static void print_lines(const Invocation *invocation, const Meeting *meeting)
{
    for (size_t i = 0; i < meeting->list.count; i++) {
        const Conference *one = &meeting->list.items[i];
        print_line(invocation, one->id, one->state, one->starts, one->subject);
    }
    for (size_t i = 0; i < meeting->invited.count; i++) {
        const Invited *one = &meeting->invited.items[i];
        print_line(invocation, one->conference, one->state, one->starts, TEXT(""));
    }
}

/* Those of a case; without one, those to which the caller's house is invited. */
static Outcome run_list(Invocation *invocation)
{
    Meeting meeting = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    const Access *access = access_of_command(invocation);
    if (invocation->argument_count > 0) {
        TRY(argument_id(invocation, 0, "CASE", &meeting.id));
    }
    TRY(look(invocation, look_at_list, &meeting));
    if (!invocation->json) {
        print_lines(invocation, &meeting);
        return OK;
    }
    if (id_is_nil(meeting.id)) {
        conference_write_invited_json(access, &meeting.invited, &writer);
    } else {
        conference_write_list_json(access, &meeting.list, &writer);
    }
    print(invocation, &out);
    return OK;
}

static Outcome look_at_one(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_read(access, meeting->id, &meeting->read);
}

static Outcome run_show(Invocation *invocation)
{
    Meeting meeting = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    TRY(look(invocation, look_at_one, &meeting));
    conference_write_json(access_of_command(invocation), &meeting.read, &writer);
    print(invocation, &out);
    return OK;
}

/* ---------------------------------------------------------------------------------- acting */

static Outcome plan(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_plan(access, meeting->id, &meeting->made, &meeting->made_id);
}

static Outcome run_plan(Invocation *invocation)
{
    Meeting meeting = {.made.place = option_or(invocation, "place", "")};
    TRY(argument_id(invocation, 0, "CASE", &meeting.id));
    TRY(option_moment(invocation, "at", &meeting.made.starts));
    TRY(words_or_input(invocation, invocation->arguments[1], MOST_WORDS,
                       &meeting.made.subject));
    TRY(run(invocation, plan, &meeting));
    tell_made(invocation, meeting.made_id);
    return OK;
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

static Outcome invite(Access *access, void *context)
{
    House house = {0};
    Meeting *meeting = context;
    if (id_is_nil(meeting->invitation.account)) {
        TRY(house_find(access->session, access->arena, meeting->house, &house,
                       access->problem));
        meeting->invitation.house = house.id;
    }
    return conference_invite(access, meeting->id, &meeting->invitation);
}

static Outcome run_invite(Invocation *invocation)
{
    Meeting meeting = {.house = option_or(invocation, "house", "")};
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    TRY(option_id(invocation, "account", &meeting.invitation.account));
    read_conditions(invocation, &meeting.invitation.conditions);
    return (meeting.house.length > 0) == id_is_nil(meeting.invitation.account)
               ? run(invocation, invite, &meeting)
               : USAGE_ERROR(invocation, "house", "a house or an account is expected");
}

static Outcome decide(Access *access, void *context)
{
    Meeting *meeting = context;
    return conference_decide(access, meeting->id, &meeting->decision, &meeting->made_id);
}

static Outcome run_decide(Invocation *invocation)
{
    Meeting meeting = {.decision.is_task = option_given(invocation, "task")};
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    TRY(option_id(invocation, "owner", &meeting.decision.owner));
    TRY(option_moment(invocation, "due", &meeting.decision.due));
    TRY(words_or_input(invocation, invocation->arguments[1], MOST_WORDS,
                       &meeting.decision.words));
    TRY(run(invocation, decide, &meeting));
    tell_made(invocation, meeting.made_id);
    return OK;
}

static Outcome write_minutes(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_write_minutes(access, meeting->id, meeting->words);
}

static Outcome run_minutes(Invocation *invocation)
{
    Meeting meeting = {0};
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    TRY(words_or_input(invocation, invocation->arguments[1], MOST_WORDS, &meeting.words));
    return run(invocation, write_minutes, &meeting);
}

/* ------------------------------------------------------------------------------ its ending */

/* A guest by identifier, or a house by its key. */
static Outcome read_came(Invocation *invocation, Held *held)
{
    Text rest = option_or(invocation, "came", "");
    Text piece = TEXT("");
    Id *came = ARENA_ARRAY(invocation->arena, Id, CONFERENCE_GUESTS_MOST);
    while (rest.length > 0 && text_next(&rest, ',', &piece)) {
        if (held->came_count == CONFERENCE_GUESTS_MOST) {
            return USAGE_ERROR(invocation, "came", "%d guests at most", CONFERENCE_GUESTS_MOST);
        }
        if (!id_parse(piece, &came[held->came_count])) {
            came[held->came_count] = id_from_name(TEXT("organization"), piece);
        }
        held->came_count++;
    }
    held->came = came;
    return OK;
}

static Outcome hold(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_hold(access, meeting->id, &meeting->held);
}

static Outcome run_hold(Invocation *invocation)
{
    Meeting meeting = {
        .held = {.person_came = option_given(invocation, "person-came"),
                 .represented = option_or(invocation, "represented", ""),
                 .told = option_or(invocation, "told", "")}
    };
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    TRY(read_came(invocation, &meeting.held));
    return run(invocation, hold, &meeting);
}

static Outcome uninvite(Access *access, void *context)
{
    House house = {0};
    const Meeting *meeting = context;
    Id guest = meeting->guest;
    if (id_is_nil(guest)) {
        TRY(house_find(access->session, access->arena, meeting->house, &house,
                       access->problem));
        guest = house.id;
    }
    return conference_uninvite(access, meeting->id, guest);
}

/* A guest by identifier, or a house by its key. */
static Outcome run_uninvite(Invocation *invocation)
{
    Meeting meeting = {.house = invocation->arguments[1]};
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    (void)id_parse(invocation->arguments[1], &meeting.guest);
    return run(invocation, uninvite, &meeting);
}

static Outcome cancel(Access *access, void *context)
{
    const Meeting *meeting = context;
    return conference_cancel(access, meeting->id);
}

static Outcome run_cancel(Invocation *invocation)
{
    Meeting meeting = {0};
    TRY(argument_id(invocation, 0, "ID", &meeting.id));
    return run(invocation, cancel, &meeting);
}

static const Option plan_options[] = {
    {"at",    OPTION_VALUE, "TIME",  "When: 2026-12-03T14:00."},
    {"place", OPTION_VALUE, "WORDS", "Where, or a link."      },
};

static const Option invite_options[] = {
    {"house",    OPTION_VALUE, "HOUSE", "An organisation of the directory, by key or id."},
    {"account",  OPTION_VALUE, "ID",    "Somebody who works on the case."                },
    {"secrecy",  OPTION_FLAG,  NULL,    "Both houses are bound by secrecy."              },
    {"mission",  OPTION_FLAG,  NULL,    "Both have the same mission towards the person." },
    {"informed", OPTION_FLAG,  NULL,    "The person was told what, with whom and why."   },
    {"needed",   OPTION_FLAG,  NULL,    "Only what is needed is told, in their interest."},
};

static const Option decide_options[] = {
    {"task",  OPTION_FLAG,  NULL,   "It becomes a task of the case."                },
    {"owner", OPTION_VALUE, "ID",   "The account that does it; yours when not said."},
    {"due",   OPTION_VALUE, "TIME", "By when: 2026-12-03T17:00."                    },
};

static const Option hold_options[] = {
    {"came",        OPTION_VALUE, "GUESTS", "Who came, by key or id, separated by commas."},
    {"person-came", OPTION_FLAG,  NULL,     "The person was there."                       },
    {"represented", OPTION_VALUE, "WORDS",  "How the absent person was represented."      },
    {"told",        OPTION_VALUE, "WORDS",  "How the absent person was told."             },
};

#define ONE "0198c0de-0000-7000-8000-000000000001"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "conference list",
     .arguments = "[CASE]",
     .summary = "The conferences of a case, or those your house is invited to.",
     .examples = "seuil conference list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_list    },
    {.name = "conference show",
     .arguments = "ID",
     .summary = "One with its guests and decisions, as JSON.",
     .examples = "seuil conference show " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_show    },
    {.name = "conference plan",
     .arguments = "CASE SUBJECT",
     .summary = "Call a conference on a case; the subject is read for -.",
     .examples = "seuil conference plan " ONE " - --at 2026-12-03T14:00 --place \"room 2\"",
     .options = plan_options,
     .option_count = LENGTH_OF(plan_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_plan    },
    {.name = "conference invite",
     .arguments = "ID",
     .summary = "Invite another house, as the person agreed, or somebody of the case.",
     .examples = "seuil conference invite " ONE
                 " --house cpas-liege --secrecy --mission --informed --needed",              .options = invite_options,
     .option_count = LENGTH_OF(invite_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_invite  },
    {.name = "conference uninvite",
     .arguments = "ID GUEST",
     .summary = "Take an invitation back: what it opened to a house is closed.",
     .examples = "seuil conference uninvite " ONE " cpas-liege",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_uninvite},
    {.name = "conference decide",
     .arguments = "ID WORDS",
     .summary = "Write a decision down, its words read for -; it may become a task.",
     .examples = "seuil conference decide " ONE " - --task --due 2026-12-03T17:00",
     .options = decide_options,
     .option_count = LENGTH_OF(decide_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_decide  },
    {.name = "conference minutes",
     .arguments = "ID WORDS",
     .summary = "Write the minutes, read for -, as a note of the team.",
     .examples = "seuil conference minutes " ONE " - < minutes.txt",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_NOTE,
     .store = STORE_WRITE,
     .run = run_minutes },
    {.name = "conference hold",
     .arguments = "ID",
     .summary = "It took place: who came, and how an absent person was told.",
     .examples = "seuil conference hold " ONE " --came cpas-liege --person-came",
     .options = hold_options,
     .option_count = LENGTH_OF(hold_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_hold    },
    {.name = "conference cancel",
     .arguments = "ID",
     .summary = "It will not take place.",
     .examples = "seuil conference cancel " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_cancel  },
};
/* clang-format on */

const CommandTable CONFERENCE_COMMANDS = {commands, LENGTH_OF(commands)};

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is done in a case from a terminal. Words of a note, a goal or a task may be read from
 * standard input for
 * "-", so that they stand in no history of a shell and in no list of processes.
 */
#include "casework/case_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/case_look_cli.h"
#include "casework/case_work.h"
#include "casework/need_link.h"
#include "casework/note.h"
#include "cli/arguments.h"

enum { MOST_WORDS = 1 << 17 };

/* ---------------------------------------------------------------------------------- acting */

typedef struct Acting {
    Id id; /* of the case; of the person, to open one */
    Id subject;
    Id made;
    Text retention;
    Text result;
    NewNeed need;
    NeedLink link;
    CaseEnd end;
    CaseItem item;
    NewNote note;
} Acting;

static Outcome run(Invocation *invocation, ManageFunction function, Acting *acting)
{
    return manage_run(invocation->store, access_of_command(invocation), function, acting);
}

static Outcome open_one(Access *access, void *context)
{
    Acting *acting = context;
    return case_open(access, acting->id, acting->retention, &acting->made);
}

static Outcome run_open(Invocation *invocation)
{
    Acting acting = {.retention = option_or(invocation, "retention", "social")};
    TRY(argument_id(invocation, 0, "PERSON", &acting.id));
    TRY(run(invocation, open_one, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static Outcome close_one(Access *access, void *context)
{
    const Acting *acting = context;
    return case_close(access, acting->id, acting->result);
}

static Outcome run_close(Invocation *invocation)
{
    Acting acting = {.result = invocation->arguments[1]};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    return run(invocation, close_one, &acting);
}

/* ----------------------------------------------------------------------------------- needs */

static Outcome read_end(Invocation *invocation, CaseEnd *end)
{
    const Text code = option_value(invocation, "end");
    *end = text_equal(code, TEXT("dropped")) ? END_DROPPED : END_DONE;
    return *end == END_DROPPED || text_equal(code, TEXT("done"))
               ? OK
               : USAGE_ERROR(invocation, "end", "done or dropped is expected");
}

static Outcome add_need(Access *access, void *context)
{
    Acting *acting = context;
    return case_add_need(access, acting->id, &acting->need, &acting->made);
}

static Outcome set_urgency(Access *access, void *context)
{
    const Acting *acting = context;
    return case_set_urgency(access, acting->id, acting->subject, acting->need.urgency);
}

static Outcome end_need(Access *access, void *context)
{
    const Acting *acting = context;
    return case_end_need(access, acting->id, acting->subject, acting->end);
}

static Outcome add_link(Access *access, void *context)
{
    const Acting *acting = context;
    return need_link(access, acting->id, &acting->link);
}

/* Of one that is there already, by its identifier: one thing a run. */
static Outcome change_need(Invocation *invocation, Acting *acting)
{
    acting->link.need = acting->subject;
    if (option_given(invocation, "end")) {
        TRY(read_end(invocation, &acting->end));
        return run(invocation, end_need, acting);
    }
    if (option_given(invocation, "causes") || option_given(invocation, "blocks")) {
        acting->link.bond = option_given(invocation, "causes") ? BOND_CAUSES : BOND_BLOCKS;
        TRY(option_id(invocation, acting->link.bond == BOND_CAUSES ? "causes" : "blocks",
                      &acting->link.other));
        return run(invocation, add_link, acting);
    }
    return run(invocation, set_urgency, acting);
}

static Outcome run_need(Invocation *invocation)
{
    Acting acting = {.need.need = invocation->arguments[1]};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    if (!urgency_parse(option_or(invocation, "urgency", "normal"), &acting.need.urgency)) {
        return USAGE_ERROR(invocation, "urgency", "low, normal, high or now is expected");
    }
    if (id_parse(invocation->arguments[1], &acting.subject)) {
        return change_need(invocation, &acting);
    }
    TRY(run(invocation, add_need, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

/* ------------------------------------------------------------------------- goals and tasks */

static Outcome add_item(Access *access, void *context)
{
    Acting *acting = context;
    return case_add_item(access, acting->id, &acting->item, &acting->made);
}

static Outcome end_item(Access *access, void *context)
{
    const Acting *acting = context;
    return case_end_item(access, acting->id, acting->subject, acting->end);
}

static Outcome read_moment(Invocation *invocation, const char *name, Moment *moment)
{
    const Text text = option_or(invocation, name, "");
    return text.length == 0 || moment_parse(text, moment)
               ? OK
               : USAGE_ERROR(invocation, name, "a moment is expected, as 2026-12-03T17:00");
}

static Outcome run_task(Invocation *invocation)
{
    Acting acting = {.item.kind = option_given(invocation, "goal") ? ITEM_GOAL : ITEM_TASK};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    if (option_given(invocation, "end")) {
        TRY(argument_id(invocation, 1, "TASK", &acting.subject));
        TRY(read_end(invocation, &acting.end));
        return run(invocation, end_item, &acting);
    }
    TRY(option_id(invocation, "need", &acting.item.need));
    TRY(option_id(invocation, "owner", &acting.item.owner));
    TRY(read_moment(invocation, "due", &acting.item.due));
    TRY(read_moment(invocation, "remind", &acting.item.remind));
    TRY(words_or_input(invocation, invocation->arguments[1], MOST_WORDS, &acting.item.words));
    TRY(run(invocation, add_item, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

/* ------------------------------------------------------------------------- members, notes */

static Outcome join(Access *access, void *context)
{
    const Acting *acting = context;
    return case_add_member(access, acting->id, acting->subject);
}

static Outcome leave(Access *access, void *context)
{
    const Acting *acting = context;
    return case_end_member(access, acting->id, acting->subject);
}

static Outcome lead(Access *access, void *context)
{
    const Acting *acting = context;
    return case_set_lead(access, acting->id, acting->subject);
}

static Outcome run_member(Invocation *invocation)
{
    static const char *const names[] = {"join", "leave", "lead"};
    static const ManageFunction functions[] = {join, leave, lead};
    Acting acting = {0};
    size_t at = 0;
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    TRY(argument_id(invocation, 2, "ACCOUNT", &acting.subject));
    return text_among(invocation->arguments[1], names, LENGTH_OF(names), &at)
               ? run(invocation, functions[at], &acting)
               : USAGE_ERROR(invocation, "ACT", "join, leave or lead is expected");
}

static Outcome add_note(Access *access, void *context)
{
    Acting *acting = context;
    return note_add(access, acting->id, &acting->note, &acting->made);
}

static Outcome run_note(Invocation *invocation)
{
    Acting acting = {.note.secrecy = NOTE_AUTHOR};
    TRY(argument_id(invocation, 0, "ID", &acting.id));
    if (!note_secrecy_parse(option_or(invocation, "secrecy", "team"), &acting.note.secrecy)) {
        return USAGE_ERROR(invocation, "secrecy", "team, profession or author is expected");
    }
    if (!note_kind_parse(option_or(invocation, "kind", "note"), &acting.note.kind)) {
        return USAGE_ERROR(invocation, "kind",
                           "note, call, visit, letter or meeting is expected");
    }
    TRY(option_id(invocation, "replaces", &acting.note.replaces));
    TRY(words_or_input(invocation, invocation->arguments[1], MOST_WORDS, &acting.note.words));
    TRY(run(invocation, add_note, &acting));
    tell_made(invocation, acting.made);
    return OK;
}

static const Option open_options[] = {
    {"retention", OPTION_VALUE, "CLASS",
     "How long it is kept: social, health, passing (social)."},
};

static const Option result_options[] = {
    {"from", OPTION_VALUE, "MONTH", "The first month, as 2026-01 (eleven before the last)."},
    {"to",   OPTION_VALUE, "MONTH", "The last month (this one)."                           },
};

static const Option need_options[] = {
    {"urgency", OPTION_VALUE, "CODE", "low, normal, high or now (normal)."          },
    {"end",     OPTION_VALUE, "CODE", "Of one that is open: done or dropped."       },
    {"causes",  OPTION_VALUE, "ID",   "The need that this one causes."              },
    {"blocks",  OPTION_VALUE, "ID",   "The need that this one keeps from being met."},
};

static const Option task_options[] = {
    {"goal",   OPTION_FLAG,  NULL,   "A goal, that nobody in particular does."       },
    {"due",    OPTION_VALUE, "TIME", "By when: 2026-12-03T17:00."                    },
    {"remind", OPTION_VALUE, "TIME", "From when on it reminds."                      },
    {"owner",  OPTION_VALUE, "ID",   "The account that does it; yours when not said."},
    {"need",   OPTION_VALUE, "ID",   "The need of the case that it serves."          },
    {"end",    OPTION_VALUE, "CODE", "Of one that is open: done or dropped."         },
};

static const Option note_options[] = {
    {"secrecy",  OPTION_VALUE, "CODE", "Open to team, profession or author (team)."  },
    {"kind",     OPTION_VALUE, "CODE", "note, call, visit, letter or meeting (note)."},
    {"replaces", OPTION_VALUE, "ID",   "A note of your own that this one corrects."  },
};

#define ONE "0198c0de-0000-7000-8000-000000000001"
#define TWO "0198c0de-0000-7000-8000-000000000002"

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "case list",
     .arguments = "PERSON",
     .summary = "The cases of a person, the newest first.",
     .examples = "seuil case list " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = case_run_list   },
    {.name = "case show",
     .arguments = "ID",
     .summary = "Show the needs, goals and tasks of a case; all of it with --json.",
     .examples = "seuil case show " ONE " --json",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = case_run_show   },
    {.name = "case notes",
     .arguments = "ID",
     .summary = "The notes of a case that are open to you, as JSON.",
     .examples = "seuil case notes " ONE,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = case_run_notes  },
    {.name = "case tasks",
     .arguments = "",
     .summary = "Your own tasks over all cases: late, today, coming.",
     .examples = "seuil case tasks",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_WRITE_CASE,
     .store = STORE_READ,
     .run = case_run_tasks  },
    {.name = "case results",
     .arguments = "",
     .summary =
         "With what results cases closed, by house and month, as JSON; few are not told.",     .examples = "seuil case results --from 2026-01 --to 2026-06",
     .options = result_options,
     .option_count = LENGTH_OF(result_options),
     .least_arguments = 0,
     .most_arguments = 0,
     .permission = MAY_READ_COUNTS,
     .store = STORE_READ,
     .run = case_run_results},
    {.name = "case open",
     .arguments = "PERSON",
     .summary = "Open a case for a person of your team; you lead it.",
     .examples = "seuil case open " ONE " --retention health",
     .options = open_options,
     .option_count = LENGTH_OF(open_options),
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_open        },
    {.name = "case close",
     .arguments = "ID RESULT",
     .summary = "Close a case with its result, a code of data/casework/results.yaml.",
     .examples = "seuil case close " ONE " helped",
     .options = NULL,
     .option_count = 0,
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_close       },
    {.name = "case need",
     .arguments = "ID NEED",
     .summary = "Add a need by its code, or change, link or end one by its identifier.",
     .examples = "seuil case need " ONE " food.meal --urgency now\n"
                 "seuil case need " ONE " " TWO " --end done",
     .options = need_options,
     .option_count = LENGTH_OF(need_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_need        },
    {.name = "case task",
     .arguments = "ID WORDS",
     .summary = "Add a task or a goal, its words read for -; or end one by its identifier.",
     .examples = "seuil case task " ONE " - --due 2026-12-03T17:00 < words.txt\n"
                 "seuil case task " ONE " " TWO " --end done",
     .options = task_options,
     .option_count = LENGTH_OF(task_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_task        },
    {.name = "case member",
     .arguments = "ID ACT ACCOUNT",
     .summary = "Let a colleague join or leave the case, or lead it.",
     .examples = "seuil case member " ONE " join " TWO,
     .options = NULL,
     .option_count = 0,
     .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_member      },
    {.name = "case note",
     .arguments = "ID WORDS",
     .summary = "Write a note, its words read for -, for the team, a profession or yourself.",
     .examples = "seuil case note " ONE " - --kind visit < words.txt",
     .options = note_options,
     .option_count = LENGTH_OF(note_options),
     .least_arguments = 2,
     .most_arguments = 2,
     .permission = MAY_WRITE_NOTE,
     .store = STORE_WRITE,
     .run = run_note        },
};
/* clang-format on */

const CommandTable CASE_COMMANDS = {commands, LENGTH_OF(commands)};

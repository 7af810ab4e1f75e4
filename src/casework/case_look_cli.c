/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases, notes and tasks as a terminal shows them. */
#include "casework/case_look_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/case_json.h"
#include "cli/arguments.h"

enum { MOST_OUTPUT = 4 << 20 };

static void print(const Invocation *invocation, const Buffer *out)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(out)));
}

typedef struct Looking {
    Id id;
    CaseList list;
    CaseFile whole;
    NoteList notes;
    OwnTaskList tasks;
} Looking;

static Outcome look_at_list(Access *access, void *context)
{
    Looking *looking = context;
    return case_list(access, looking->id, &looking->list);
}

static Outcome look_at_file(Access *access, void *context)
{
    Looking *looking = context;
    return case_file_read(access, looking->id, &looking->whole);
}

static Outcome look_at_notes(Access *access, void *context)
{
    Looking *looking = context;
    return note_list(access, looking->id, &looking->notes);
}

static Outcome look_at_tasks(Access *access, void *context)
{
    Looking *looking = context;
    return task_list_own(access, &looking->tasks);
}

static Outcome look(Invocation *invocation, ManageFunction function, Looking *looking)
{
    return manage_look(invocation->store, access_of_command(invocation), function, looking);
}

Outcome case_run_list(Invocation *invocation)
{
    Looking looking = {0};
    TRY(argument_id(invocation, 0, "PERSON", &looking.id));
    TRY(look(invocation, look_at_list, &looking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        case_write_list_json(access_of_command(invocation), &looking.list, &writer);
        print(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < looking.list.count; i++) {
        const Case *file = &looking.list.items[i];
        (void)fprintf(invocation->out, "%.*s  %.*s  %.*s\n",
                      TEXT_ARG(id_format(invocation->arena, file->id)), TEXT_ARG(file->code),
                      TEXT_ARG(file->closed == 0 ? TEXT("open") : file->result));
    }
    return OK;
}

static void print_file(const Invocation *invocation, const CaseFile *whole)
{
    Arena *arena = invocation->arena;
    FILE *out = invocation->out;
    (void)fprintf(out, "%.*s  %.*s\n", TEXT_ARG(whole->file.code),
                  TEXT_ARG(whole->file.closed == 0 ? TEXT("open") : whole->file.result));
    for (size_t i = 0; i < whole->needs.count; i++) {
        const CaseNeed *need = &whole->needs.items[i];
        (void)fprintf(out, "%.*s  need  %-7.*s  %-6.*s  %.*s\n",
                      TEXT_ARG(id_format(arena, need->id)), TEXT_ARG(need->state),
                      TEXT_ARG(urgency_code(need->urgency)), TEXT_ARG(need->need));
    }
    for (size_t i = 0; i < whole->items.count; i++) {
        const CaseItem *item = &whole->items.items[i];
        const Text due =
            item->due == 0 ? TEXT("") : date_format(arena, moment_to_local(item->due).date);
        (void)fprintf(out, "%.*s  %s  %-7.*s  %-10.*s  %.*s\n",
                      TEXT_ARG(id_format(arena, item->id)),
                      item->kind == ITEM_TASK ? "task" : "goal", TEXT_ARG(item->state),
                      TEXT_ARG(due), TEXT_ARG(item->words));
    }
}

Outcome case_run_show(Invocation *invocation)
{
    Looking looking = {0};
    TRY(argument_id(invocation, 0, "ID", &looking.id));
    TRY(look(invocation, look_at_file, &looking));
    if (invocation->json) {
        Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        case_write_file_json(access_of_command(invocation), &looking.whole, &writer);
        print(invocation, &out);
        return OK;
    }
    print_file(invocation, &looking.whole);
    return OK;
}

Outcome case_run_notes(Invocation *invocation)
{
    Looking looking = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    writer.pretty = !invocation->json;
    TRY(argument_id(invocation, 0, "ID", &looking.id));
    TRY(look(invocation, look_at_notes, &looking));
    note_write_list_json(access_of_command(invocation), &looking.notes, &writer);
    print(invocation, &out);
    return OK;
}

Outcome case_run_tasks(Invocation *invocation)
{
    Looking looking = {0};
    Arena *arena = invocation->arena;
    const Access *access = access_of_command(invocation);
    TRY(look(invocation, look_at_tasks, &looking));
    if (invocation->json) {
        Buffer out = buffer_new(arena, MOST_OUTPUT);
        JsonWriter writer = json_writer(&out);
        task_write_list_json(access, &looking.tasks, &writer);
        print(invocation, &out);
        return OK;
    }
    for (size_t i = 0; i < looking.tasks.count; i++) {
        const OwnTask *task = &looking.tasks.items[i];
        (void)fprintf(invocation->out, "%-7.*s  %.*s  %.*s  %.*s\n",
                      TEXT_ARG(task_time_code(task_time(&task->item, access->now))),
                      TEXT_ARG(task->file.code), TEXT_ARG(id_format(arena, task->item.id)),
                      TEXT_ARG(task->item.words));
    }
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/jobs_cli.h"

#include "base/list.h"
#include "crypto/crypto.h"
#include "jobs/job.h"
#include "operations/housekeeping.h"
#include "operations/import_job.h"
#include "json/json.h"

static void write_job(JsonWriter *writer, Arena *arena, const Job *job)
{
    json_object_open(writer);
    json_member(writer, "id", id_format(arena, job->id));
    json_member(writer, "kind", job->kind);
    json_member(writer, "state", job_state_name(job->state));
    json_member(writer, "due", moment_format(arena, job->due));
    json_member_integer(writer, "attempts", job->attempts);
    json_member_unless_empty(writer, "said", job->said);
    json_object_close(writer);
}

static void print_json(const Invocation *invocation, const Job *jobs, size_t count)
{
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 22);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_key(&writer, TEXT("items"));
    json_array_open(&writer);
    for (size_t i = 0; i < count; i++) {
        write_job(&writer, invocation->arena, &jobs[i]);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static void print_table(const Invocation *invocation, const Job *jobs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(invocation->out, "%-8.*s %-8.*s %.*s  %.*s\n", TEXT_ARG(jobs[i].kind),
                      TEXT_ARG(job_state_name(jobs[i].state)),
                      TEXT_ARG(moment_format_local(invocation->arena, jobs[i].due)),
                      TEXT_ARG(jobs[i].said));
    }
}

static Outcome job_list_run(Invocation *invocation)
{
    Session *session SCOPED(session_end) = NULL;
    const Job *jobs = NULL;
    size_t count = 0;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(job_list(session, invocation->arena, &jobs, &count, &invocation->problem));
    if (invocation->json) {
        print_json(invocation, jobs, count);
    } else {
        print_table(invocation, jobs, count);
    }
    return OK;
}

typedef struct Addition {
    NewJob job;
    Moment now;
} Addition;

static Outcome add(Session *session, void *context, Problem *problem)
{
    const Addition *addition = context;
    return job_add(session, &addition->job, addition->now, problem);
}

/* What the job is to be done with: only an import takes words. */
static Outcome read_payload(Invocation *invocation, Text *payload)
{
    const Text kind = invocation->arguments[0];
    const bool is_import = text_equal(kind, TEXT("import"));
    if (!housekeeping_knows(kind)) {
        return problem_set(&invocation->problem, USAGE, kind, "KIND",
                           "no job of this kind: fade, dump or import");
    }
    if (invocation->argument_count != (is_import ? 3 : 1)) {
        return problem_set(&invocation->problem, USAGE, kind, "KIND",
                           "an import takes a format and a file, the others nothing");
    }
    return is_import ? import_job_payload(invocation->arena, invocation->arguments[1],
                                          invocation_path(invocation, invocation->arguments[2]),
                                          payload, &invocation->problem)
                     : OK;
}

static Outcome job_add_run(Invocation *invocation)
{
    Addition addition = {
        .job = {.id = id_new(invocation->now * 1000),
                .kind = invocation->arguments[0],
                .payload = TEXT(""),
                .due = invocation->now},
        .now = invocation->now,
    };
    TRY(read_payload(invocation, &addition.job.payload));
    TRY(store_write(invocation->store, add, &addition, &invocation->problem));
    (void)fprintf(invocation->out, "%.*s\n",
                  TEXT_ARG(id_format(invocation->arena, addition.job.id)));
    return OK;
}

static const Command commands[] = {
    {.name = "job list",
     .arguments = "",
     .summary = "The jobs of the store, the newest first: dumps, what fades, imports.",
     .examples = "seuil job list\n"
                 "seuil job list --json", .store = STORE_READ,
     .permission = EVERYONE,
     .run = job_list_run},
    { .name = "job add",
     .arguments = "KIND [FORMAT FILE]",
     .summary = "Ask the servers of the store for a job now: fade, dump, import.",
     .examples = "seuil job add dump\n"
                 "seuil job add import osm /srv/in/liege.json",                 .least_arguments = 1,
     .most_arguments = 3,
     .store = STORE_WRITE,
     .permission = EVERYONE,
     .run = job_add_run},
};

const CommandTable JOB_COMMANDS = {commands, LENGTH_OF(commands)};

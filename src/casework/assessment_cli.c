/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/assessment_cli.h"

#include "access/gate_cli.h"
#include "access/manage.h"
#include "casework/assessment_json.h"

enum { MOST_OUTPUT = 4 << 20, MOST_INPUT = 1 << 20 };

static Outcome read_case(Invocation *invocation, Id *id)
{
    return id_parse(invocation->arguments[0], id)
               ? OK
               : USAGE_ERROR(invocation, "CASE", "the identifier of a case is expected");
}

static void print(const Invocation *invocation, const Buffer *out)
{
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(out)));
}

/* ------------------------------------------------------------------------------------ list */

static Outcome list_in(Invocation *invocation, Access *access, Id case_file)
{
    AssessmentList list = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    TRY(assessment_list(access, case_file, &list));
    writer.pretty = !invocation->json;
    assessment_write_list_json(invocation->arena, &list, &writer);
    print(invocation, &out);
    return OK;
}

static Outcome run_list(Invocation *invocation)
{
    Id case_file = {{0}};
    Session *session SCOPED(session_end) = NULL;
    Access *access = access_of_command(invocation);
    TRY(read_case(invocation, &case_file));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    const Outcome outcome = list_in(invocation, access, case_file);
    access->session = NULL;
    return outcome;
}

/* ------------------------------------------------------------------------------------- add */

typedef struct Adding {
    Id case_file;
    NewAssessment made;
    Id id;
} Adding;

static Outcome add(Access *access, void *context)
{
    Adding *adding = context;
    return assessment_add(access, adding->case_file, &adding->made, &adding->id);
}

static Outcome read_answers(Invocation *invocation, FormAnswers *answers)
{
    Text content = TEXT("");
    json_t *object SCOPED(json_close) = NULL;
    TRY(invocation_read_file(invocation, invocation->arguments[2], MOST_INPUT, &content));
    TRY(json_read(content, JSON_REQUEST_LIMITS, &object, &invocation->problem));
    return answers_read_json(invocation->arena, object, answers, &invocation->problem);
}

static Outcome run_add(Invocation *invocation)
{
    Adding adding = {.made.form = invocation->arguments[1]};
    Access *access = access_of_command(invocation);
    TRY(read_case(invocation, &adding.case_file));
    TRY(read_answers(invocation, &adding.made.given));
    TRY(manage_run(invocation->store, access, add, &adding));
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(id_format(invocation->arena, adding.id)));
    return OK;
}

/* ----------------------------------------------------------------------------------- forms */

static Outcome run_check(Invocation *invocation)
{
    Text content = TEXT("");
    Form form = {0};
    Buffer out = buffer_new(invocation->arena, MOST_OUTPUT);
    JsonWriter writer = json_writer(&out);
    TRY(invocation_read_file(invocation, invocation->arguments[0], MOST_INPUT, &content));
    TRY(form_read(invocation->arena, invocation->arguments[0], content, &form,
                  &invocation->problem));
    if (invocation->json) {
        form_write_json(&form, invocation->language, &writer);
        print(invocation, &out);
        return OK;
    }
    (void)fprintf(invocation->out, "%.*s %lld: %zu\n", TEXT_ARG(form.key),
                  (long long)form.version, form.questions.count);
    return OK;
}

/* clang-format off: release 14 tears apart designated rows that wrap. */
static const Command commands[] = {
    {.name = "assessment list",
     .arguments = "CASE",
     .summary = "The forms that were answered in a case, with the answers.",
     .examples = "seuil assessment list 0198c0de-0000-7000-8000-000000000001",
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = MAY_READ_CASE,
     .store = STORE_READ,
     .run = run_list },
    {.name = "assessment add",
     .arguments = "CASE FORM FILE",
     .summary = "Answer a form in a case, from a file of answers in JSON.",
     .examples =
         "seuil assessment add 0198c0de-0000-7000-8000-000000000001 situation answers.json", .least_arguments = 3,
     .most_arguments = 3,
     .permission = MAY_WRITE_CASE,
     .store = STORE_WRITE,
     .run = run_add  },
    {.name = "assessment check",
     .arguments = "FILE",
     .summary = "Check the file of a form: each fault with its line.",
     .examples = "seuil assessment check data/casework/forms/situation-1.yaml",
     .least_arguments = 1,
     .most_arguments = 1,
     .permission = EVERYONE,
     .store = STORE_NONE,
     .run = run_check},
};
/* clang-format on */

const CommandTable ASSESSMENT_COMMANDS = {commands, LENGTH_OF(commands)};

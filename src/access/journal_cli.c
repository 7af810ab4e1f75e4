/* SPDX-License-Identifier: EUPL-1.2 */
/* `seuil journal`: what was read and changed, and whether the journal is whole. */
#include "access/account_cli.h"
#include "access/gate_cli.h"
#include "access/journal_json.h"
#include "access/journal_show.h"

enum { LIST_BYTES = 1 << 20 };

static const Option list_options[] = {
    {"person", OPTION_VALUE, "ID",     "Only the lines about this person."},
    {"before", OPTION_VALUE, "NUMBER", "Lines older than this one."       },
};

static const Option verify_options[] = {
    {"mark", OPTION_VALUE, "MARK", "The mark an earlier verification printed: it must hold."},
};

static Outcome read_question(Invocation *invocation, JournalQuestion *question)
{
    const Text person = option_value(invocation, "person");
    const Text before = option_value(invocation, "before");
    question->language = invocation->language;
    if (person.bytes != NULL && !id_parse(person, &question->person)) {
        return USAGE_ERROR(invocation, "person", "an identifier is expected");
    }
    if (before.bytes != NULL &&
        (!text_to_integer(before, &question->before) || question->before < 1)) {
        return USAGE_ERROR(invocation, "before", "the number of a line is expected");
    }
    return OK;
}

static void print_line(const Invocation *invocation, const ShownLine *line)
{
    (void)fprintf(invocation->out, "%lld  %.*s  %.*s  %.*s%s  %.*s\n", (long long)line->number,
                  TEXT_ARG(moment_format_local(invocation->arena, line->at)),
                  TEXT_ARG(line->who), TEXT_ARG(line->act), line->is_refused ? " refused" : "",
                  TEXT_ARG(line->because));
}

static Outcome list_run(Invocation *invocation)
{
    SCOPED(session_end) Session *session = NULL;
    JournalQuestion question = {0};
    ShownJournal shown = {0};
    Access *access = access_of_command(invocation);
    TRY(read_question(invocation, &question));
    TRY(store_read(invocation->store, &session, &invocation->problem));
    access->session = session;
    const Outcome outcome = journal_show(access, &question, &shown);
    access->session = NULL;
    TRY(outcome);
    if (invocation->json) {
        Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
        JsonWriter json = json_writer(&buffer);
        journal_write_json(invocation->arena, &shown, &json);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
        return OK;
    }
    for (size_t i = 0; i < shown.count; i++) {
        print_line(invocation, &shown.items[i]);
    }
    return OK;
}

static void print_check(const Invocation *invocation, const JournalCheck *check)
{
    Buffer buffer = buffer_new(invocation->arena, LIST_BYTES);
    JsonWriter json = json_writer(&buffer);
    if (invocation->json) {
        journal_write_check(invocation->arena, check, &json);
        (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
        return;
    }
    if (check->verdict.is_whole) {
        (void)fprintf(invocation->out, "%lld lines, whole\nmark %.*s\n",
                      (long long)check->verdict.lines,
                      TEXT_ARG(journal_mark(invocation->arena, &check->verdict)));
    }
}

/* A broken chain is an outcome of its own, so that a nightly job fails. */
static Outcome verify_run(Invocation *invocation)
{
    SCOPED(session_end) Session *session = NULL;
    JournalCheck check = {0};
    const Text mark = option_or(invocation, "mark", "");
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(journal_check(access_of_command(invocation), session, mark, &check));
    if (!check.verdict.is_whole) {
        return problem_set(&invocation->problem, INVALID, TEXT("journal"), "", "line %lld: %s",
                           (long long)check.verdict.wrong_at, check.verdict.because);
    }
    if (check.is_compared && !check.holds) {
        return problem_set(&invocation->problem, INVALID, TEXT("journal"), "mark",
                           "the chain is not the one of that mark: it was written anew, or "
                           "cut before it");
    }
    print_check(invocation, &check);
    return OK;
}

static const Command commands[] = {
    {.name = "journal verify",
     .arguments = "",
     .summary = "Whether the journal is whole: no line removed, changed or moved.",
     .examples =
         "seuil journal verify\n"
         "  Keep the mark it prints elsewhere; later: seuil journal verify --mark MARK\n", .options = verify_options,
     .option_count = LENGTH_OF(verify_options),
     .store = STORE_READ,
     .permission = MAY_VERIFY_JOURNAL,
     .run = verify_run},
    {.name = "journal list",
     .arguments = "",
     .summary = "Who read or changed what, the newest first, 200 lines at a time.",
     .examples = "seuil journal list --json\n"
                 "seuil journal list --person 0199a7c2-6c1e-7d3a-9f54-1d2c3b4a5968",       .options = list_options,
     .option_count = LENGTH_OF(list_options),
     .store = STORE_READ,
     .permission = MAY_READ_JOURNAL,
     .run = list_run  },
};

const CommandTable JOURNAL_COMMANDS = {commands, LENGTH_OF(commands)};

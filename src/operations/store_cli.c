/* SPDX-License-Identifier: EUPL-1.2 */
#include "operations/store_cli.h"

#include "store/copy.h"
#include "json/json.h"

static void show(void *context, const char *doing, size_t done, size_t total)
{
    Progress *progress = context;
    progress->label = doing;
    progress_show(progress, done, total);
}

static void print_report(const Invocation *invocation, const CopyReport *report)
{
    for (size_t i = 0; i < report->table_count; i++) {
        const TableCopy *table = &report->tables[i];
        (void)fprintf(invocation->out, "%-20s %10lld  %.*s\n", table->name,
                      (long long)table->rows,
                      TEXT_ARG(digest_format(invocation->arena, table->digest)));
    }
}

static void print_report_json(const Invocation *invocation, const CopyReport *report)
{
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    json_member(&writer, "done", TEXT("copied"));
    json_member_integer(&writer, "rows", report->rows);
    json_member_integer(&writer, "written", report->written);
    json_key(&writer, TEXT("tables"));
    json_array_open(&writer);
    for (size_t i = 0; i < report->table_count; i++) {
        const TableCopy *table = &report->tables[i];
        json_object_open(&writer);
        json_member(&writer, "name", text_from(table->name));
        json_member_integer(&writer, "rows", table->rows);
        json_member(&writer, "digest", digest_format(invocation->arena, table->digest));
        json_object_close(&writer);
    }
    json_array_close(&writer);
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

static void say_result(const Invocation *invocation, const CopyReport *report, Text to)
{
    if (invocation->json) {
        print_report_json(invocation, report);
        return;
    }
    print_report(invocation, report);
    if (!invocation->quiet) {
        (void)fprintf(invocation->error,
                      "copied: %lld rows, %lld of them now; both places hold the same: %.*s\n",
                      (long long)report->rows, (long long)report->written,
                      TEXT_ARG(store_place_shown(invocation->arena, to)));
    }
}

Outcome store_copy_run(Invocation *invocation)
{
    Progress progress = progress_start(invocation, "copying");
    const StoreCopy copy = {
        .from = invocation_place(invocation, invocation->arguments[0]),
        .to = invocation_place(invocation, invocation->arguments[1]),
        .show = show,
        .context = &progress,
    };
    CopyReport report = {0};
    const Outcome outcome = store_copy(invocation->arena, &copy, &report, &invocation->problem);
    progress_end(&progress);
    TRY(outcome);
    say_result(invocation, &report, copy.to);
    return OK;
}

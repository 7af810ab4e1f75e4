/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/findings_cli.h"

#include "access/permission.h"
#include "directory/queries.h"
#include "store/store.h"
#include "json/json.h"

enum { FEW = -1 }; /* in the place of a number that is not told */

/* Prints one row of a query, in words or as a JSON object on a line of its own. */
typedef void (*RowPrinter)(const Invocation *invocation, const Statement *row);

static Outcome print_rows(Invocation *invocation, const Query *query, RowPrinter print)
{
    Session *session SCOPED(session_end) = NULL;
    Statement *statement SCOPED(statement_close) = NULL;
    bool row = false;
    TRY(store_read(invocation->store, &session, &invocation->problem));
    TRY(statement_open(session, query, &statement, &invocation->problem));
    TRY(statement_next(statement, &row, &invocation->problem));
    while (row) {
        const ArenaMark mark = arena_mark(invocation->arena);
        print(invocation, statement);
        arena_rewind(invocation->arena, mark);
        TRY(statement_next(statement, &row, &invocation->problem));
    }
    return OK;
}

static void print_object(const Invocation *invocation, const char *const *names,
                         const Text *values, int64_t count)
{
    Buffer buffer = buffer_new(invocation->arena, (size_t)1 << 20);
    JsonWriter writer = json_writer(&buffer);
    json_object_open(&writer);
    for (size_t i = 0; names[i] != NULL; i++) {
        json_member(&writer, names[i], values[i]);
    }
    if (count > 0) {
        json_member_integer(&writer, "count", count);
    }
    if (count == FEW) {
        json_member_bool(&writer, "few", true);
    }
    json_object_close(&writer);
    (void)fprintf(invocation->out, "%.*s\n", TEXT_ARG(buffer_text(&buffer)));
}

/* What a plan or a search did not find, and what a referral came back with, refused: persons,
 * of whom few are not told. */
static void print_gap(const Invocation *invocation, const Statement *row)
{
    static const char *const names[] = {"day", "need", "postalCode", "where", "reason", NULL};
    const Text values[] = {column_text(row, 0), column_text(row, 1), column_text(row, 2),
                           column_text(row, 3), column_text(row, 4)};
    const int64_t count = column_integer(row, 5);
    const bool is_few = text_equal(values[3], TEXT("referral")) && count < COUNT_FEW;
    if (invocation->json) {
        print_object(invocation, names, values, is_few ? FEW : count);
        return;
    }
    const Text number = is_few ? text_format(invocation->arena, "<%d", COUNT_FEW)
                               : text_format(invocation->arena, "%lld", (long long)count);
    (void)fprintf(invocation->out, "%.*s %6.*s  %-28.*s %-5.*s %.*s%s%.*s\n",
                  TEXT_ARG(values[0]), TEXT_ARG(number), TEXT_ARG(values[1]),
                  TEXT_ARG(values[2]), TEXT_ARG(values[3]), text_is_empty(values[4]) ? "" : " ",
                  TEXT_ARG(values[4]));
}

/* What a stranger wrote does not steer the terminal it is read on: control characters (C0, DEL
 * and C1, U+0080 to U+009F) become spaces. */
static Text harmless(Arena *arena, Text text)
{
    char *bytes = arena_allocate(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        const bool begins_c1 =
            byte == 0xC2 && i + 1 < text.length && (unsigned char)text.bytes[i + 1] < 0xA0;
        if (begins_c1) {
            bytes[i++] = ' ';
        }
        bytes[i] = begins_c1 || byte < 0x20 || byte == 0x7F ? ' ' : (char)byte;
    }
    return text_of(bytes, text.length);
}

static void print_report(const Invocation *invocation, const Statement *row)
{
    static const char *const names[] = {"at", "service", "text", NULL};
    const Text values[] = {moment_format(invocation->arena, column_integer(row, 3)),
                           column_text(row, 1), column_text(row, 2)};
    if (invocation->json) {
        print_object(invocation, names, values, 0);
        return;
    }
    (void)fprintf(invocation->out, "%.*s  %.*s\n    %.*s\n", TEXT_ARG(values[0]),
                  TEXT_ARG(harmless(invocation->arena, values[1])),
                  TEXT_ARG(harmless(invocation->arena, values[2])));
}

Outcome gaps_run(Invocation *invocation)
{
    return print_rows(invocation, &DIRECTORY_GAP_EACH, print_gap);
}

Outcome reports_run(Invocation *invocation)
{
    return print_rows(invocation, &DIRECTORY_REPORT_EACH, print_report);
}

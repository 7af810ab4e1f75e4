/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/terminal_json.h"

#include "entitlements/entitlement_json.h"

void terminal_list_write_json(Arena *arena, const TerminalList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Terminal *terminal = &list->items[i];
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, terminal->id));
        json_member(writer, "organization", id_format(arena, terminal->house));
        json_member(writer, "name", terminal->name);
        json_member_integer(writer, "daily", terminal->daily);
        json_member_bool(writer, "serves", terminal->revoked == 0);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

static void write_conventions(Arena *arena, const Mandate *mandate, JsonWriter *writer)
{
    json_member_array_open(writer, "conventions");
    for (size_t i = 0; i < mandate->conventions.count; i++) {
        const Convention *convention = &mandate->conventions.items[i];
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, convention->id));
        json_member(writer, "key", convention->key);
        json_object_close(writer);
    }
    json_array_close(writer);
}

void mandate_write_json(const Access *access, const Mandate *mandate, JsonWriter *writer)
{
    Arena *arena = access->arena;
    json_object_open(writer);
    json_member(writer, "terminal", id_format(arena, mandate->terminal.id));
    json_member(writer, "territory", session_territory(access->session));
    json_member(writer, "day", date_format(arena, mandate->day));
    json_member_integer(writer, "daily", mandate->terminal.daily);
    json_member(writer, "signature",
                bytes_format(arena, mandate->signature, sizeof mandate->signature));
    ticket_keys_write_member(arena, access->keyring, "keys", writer);
    write_conventions(arena, mandate, writer);
    json_member_array_open(writer, "blocked");
    for (size_t i = 0; i < mandate->blocked.count; i++) {
        json_write_text(writer, id_format(arena, mandate->blocked.items[i]));
    }
    json_array_close(writer);
    json_object_close(writer);
}

void use_answers_write_json(Arena *arena, const UseAnswerList *answers, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "answers");
    for (size_t i = 0; i < answers->count; i++) {
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, answers->items[i].id));
        json_member(writer, "result", answers->items[i].result);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

void overdraft_list_write_json(Arena *arena, const OverdraftList *list, JsonWriter *writer)
{
    json_object_open(writer);
    json_member_array_open(writer, "items");
    for (size_t i = 0; i < list->count; i++) {
        const Overdraft *one = &list->items[i];
        json_object_open(writer);
        json_member(writer, "id", id_format(arena, one->id));
        json_member(writer, "terminal", id_format(arena, one->terminal));
        json_member(writer, "organization", id_format(arena, one->house));
        json_member_unless_empty(writer, "ticket",
                                 id_is_nil(one->ticket) ? TEXT("")
                                                        : id_format(arena, one->ticket));
        json_member_integer(writer, "amount", one->amount);
        json_member(writer, "at", moment_format(arena, one->at));
        json_member(writer, "because", one->because);
        json_object_close(writer);
    }
    json_array_close(writer);
    json_object_close(writer);
}

/* --------------------------------------------------------------------------------- reading */

static Outcome wrong(Problem *problem, const char *field, const char *expected)
{
    return problem_set(problem, INVALID, TEXT("body"), field, "%s", expected);
}

static Outcome read_use(Arena *arena, const json_t *object, TerminalUse *use, Problem *problem)
{
    const json_t *amount = json_object_get(object, "amount");
    use->typed = text_copy(arena, json_member_text(object, "ticket"));
    use->amount = amount == NULL ? 1 : json_integer_value(amount);
    if (!json_is_object(object) || !id_parse(json_member_text(object, "id"), &use->id) ||
        id_is_nil(use->id)) {
        return wrong(problem, "id", "an identifier of the use is expected");
    }
    if (use->typed.length == 0 || use->typed.length > TOKEN_CHARACTERS) {
        return wrong(problem, "ticket", "a spoken or a square code is expected");
    }
    if (use->amount < 1 || use->amount > CENTS_MOST) {
        return wrong(problem, "amount", "uses or cents are expected");
    }
    return moment_parse(json_member_text(object, "at"), &use->at)
               ? OK
               : wrong(problem, "at", "a moment is expected");
}

static Outcome read_head(const json_t *root, TerminalReport *report, Problem *problem)
{
    size_t length = 0;
    const Text signature = json_member_text(root, "signature");
    const json_t *daily = json_object_get(root, "daily");
    report->daily = json_integer_value(daily);
    if (!id_parse(json_member_text(root, "terminal"), &report->terminal)) {
        return wrong(problem, "terminal", "an identifier is expected");
    }
    if (!date_parse(json_member_text(root, "day"), &report->day)) {
        return wrong(problem, "day", "a day is expected: 2026-11-29");
    }
    if (report->daily < 1 || report->daily > TERMINAL_DAILY_MOST) {
        return wrong(problem, "daily", "the number of the mandate is expected");
    }
    return sodium_hex2bin(report->signature, sizeof report->signature, signature.bytes,
                          signature.length, NULL, &length, NULL) == 0 &&
                   length == sizeof report->signature
               ? OK
               : wrong(problem, "signature", "the signature of the mandate is expected");
}

Outcome terminal_report_read(Arena *arena, Text body, TerminalReport *report, Problem *problem)
{
    const JsonLimits limits = {.bytes = 1 << 19, .depth = 4, .values = 10 * REPORT_MOST};
    TerminalReport read = {0};
    json_t *root SCOPED(json_close) = NULL;
    TRY(json_read(body, limits, &root, problem));
    TRY(read_head(root, &read, problem));
    const json_t *uses = json_object_get(root, "uses");
    if (!json_is_array(uses) || json_array_size(uses) > REPORT_MOST) {
        return problem_set(problem, INVALID, TEXT("body"), "uses",
                           "a list of at most %d is expected", REPORT_MOST);
    }
    read.count = json_array_size(uses);
    read.uses = ARENA_ARRAY(arena, TerminalUse, read.count);
    for (size_t i = 0; i < read.count; i++) {
        TRY(read_use(arena, json_array_get(uses, i), &read.uses[i], problem));
    }
    *report = read;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "offline/conflict.h"

#include "casework/note.h"
#include "offline/queries.h"
#include "people/change.h"
#include "people/optional_id.h"
#include "people/relation.h"

static const Id nobody = {{0}};

static SealPlace place_of(const Access *access, Id op)
{
    return (SealPlace){.territory = session_territory(access->session),
                       .purpose = TEXT("op conflict"),
                       .row = op};
}

/* --------------------------------------------------------------------------------- keeping */

/* What stands is one line; what was sent follows it, whole. */
static Outcome seal(const Applying *doing, Text *sealed)
{
    Access *access = doing->access;
    const SealPlace place = place_of(access, doing->operation->op);
    const Text content =
        text_format(access->arena, "%.*s\n%.*s", TEXT_ARG(doing->standing.value),
                    TEXT_ARG(doing->operation->whole));
    return keyring_seal(access->keyring, access->arena, &place, content, sealed,
                        access->problem);
}

Outcome conflict_keep(const Applying *doing)
{
    Access *access = doing->access;
    const Standing *standing = &doing->standing;
    Text sealed = {0};
    TRY(seal(doing, &sealed));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_CONFLICT_PUT, &statement, access->problem));
    bind_id(statement, "op", doing->operation->op);
    bind_id(statement, "person", standing->person);
    bind_optional_id(statement, "case_file", standing->case_file);
    bind_text(statement, "kind", doing->operation->kind);
    bind_text(statement, "field", standing->field);
    bind_id(statement, "author", access->caller.account);
    bind_optional_id(statement, "other", standing->other);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    bind_blob(statement, "nobody", "", 0);
    TRY(statement_run(statement, NULL, access->problem));
    return person_changed(access, standing->person, CHANGE_CONFLICT, doing->operation->op);
}

/* --------------------------------------------------------------------------------- reading */

/* A row as the store has it. */
typedef struct Row {
    OfflineConflict conflict;
    Id lead; /* of the case; nil for none */
    Text sealed;
} Row;

typedef LIST_OF(Row) RowList;

static Row read_row(Arena *arena, const Statement *statement)
{
    return (Row){
        .conflict = {.op = column_id(statement, 0),
                     .person = column_id(statement, 1),
                     .case_file = column_id(statement, 2),
                     .kind = text_copy(arena, column_text(statement, 3)),
                     .field = text_copy(arena, column_text(statement, 4)),
                     .author = column_id(statement, 5),
                     .other = column_id(statement, 6),
                     .is_open = text_equal(column_text(statement, 7), TEXT("open")),
                     .at = column_integer(statement, 9)},
        .lead = column_is_null(statement, 10) ? nobody : column_id(statement, 10),
        .sealed = text_copy(arena, column_text(statement, 8)),
    };
}

/* What the device wanted, as somebody who decides is shown it. */
static Text wanted_of(const Operation *operation, Text field)
{
    const char *const name = text_equal(operation->kind, TEXT("note.add"))       ? "words"
                             : text_equal(operation->kind, TEXT("referral.act")) ? "act"
                             : text_equal(operation->kind, TEXT("need.add"))     ? "need"
                             : text_equal(field, TEXT("urgency"))                ? "urgency"
                             : text_equal(field, TEXT("state"))                  ? "state"
                                                                                 : "lead";
    return operation_wants(operation, name);
}

/* A note that is not for the team is for its author alone while nobody decided. */
static bool is_for(const Access *access, const Row *row, const Operation *operation)
{
    const Text secrecy = operation_wants(operation, "secrecy");
    return id_equal(row->conflict.author, access->caller.account) || secrecy.length == 0 ||
           text_equal(secrecy, note_secrecy_code(NOTE_TEAM));
}

static Outcome open_values(Access *access, Row *row, Operation *operation)
{
    Text content = {0};
    OfflineConflict *conflict = &row->conflict;
    const SealPlace place = place_of(access, conflict->op);
    conflict->is_withheld = true;
    if (row->sealed.length == 0) {
        return problem_set(access->problem, NOT_FOUND, TEXT("path"), "conflict",
                           "what was brought was erased with the person");
    }
    TRY(keyring_open(access->keyring, access->arena, &place, row->sealed, &content,
                     access->problem));
    const size_t end = text_find_byte(content, '\n', 0);
    TRY(operation_read(access->arena, text_slice(content, end + 1, content.length), operation,
                       access->problem));
    if (is_for(access, row, operation)) {
        conflict->is_withheld = false;
        conflict->stands = text_slice(content, 0, end);
        conflict->wanted = wanted_of(operation, conflict->field);
    }
    return OK;
}

static Outcome read_open(Access *access, RowList *rows)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_CONFLICT_OPEN, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        LIST_APPEND(access->arena, rows, read_row(access->arena, statement));
        TRY(statement_next(statement, &row, access->problem));
    }
    return OK;
}

/* Who no longer stands near enough is shown nothing, and reads nothing. */
static Outcome is_near(Access *access, const Row *row, bool *is)
{
    Relation relation = RELATION_STRANGER;
    const Permission permission =
        id_is_nil(row->conflict.case_file) ? MAY_READ_PERSON : MAY_READ_CASE;
    TRY(person_relation(access, row->conflict.person, &relation));
    *is = permission_allows(access->caller.permissions, permission, relation);
    return *is ? person_admit(access, permission, row->conflict.person, row->conflict.op, NULL)
               : OK;
}

Outcome conflict_list(Access *access, OfflineConflictList *list)
{
    RowList rows = {0};
    OfflineConflictList read = {0};
    TRY(read_open(access, &rows));
    for (size_t i = 0; i < rows.count; i++) {
        bool is = false;
        Operation operation = {0};
        TRY(is_near(access, &rows.items[i], &is));
        if (is && rows.items[i].sealed.length > 0) {
            TRY(open_values(access, &rows.items[i], &operation));
            LIST_APPEND(access->arena, &read, rows.items[i].conflict);
        }
    }
    *list = read;
    return OK;
}

/* -------------------------------------------------------------------------------- deciding */

bool conflict_choice_parse(Text code, ConflictChoice *choice)
{
    static const char *const codes[] = {[CONFLICT_KEEP] = "keep", [CONFLICT_TAKE] = "take"};
    size_t at = 0;
    const bool is_one = text_among(code, codes, LENGTH_OF(codes), &at);
    *choice = is_one ? (ConflictChoice)at : *choice;
    return is_one;
}

static Outcome refuse_unknown(Access *access)
{
    return problem_set(access->problem, NOT_FOUND, TEXT("path"), "conflict",
                       "no such conflict");
}

static Outcome find_own(Access *access, Id op, Row *found)
{
    bool row = false;
    bool is = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_CONFLICT_GET, &statement, access->problem));
    bind_id(statement, "op", op);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return refuse_unknown(access);
    }
    const Row read = read_row(access->arena, statement);
    const Id account = access->caller.account;
    if (!id_equal(read.conflict.author, account) && !id_equal(read.conflict.other, account) &&
        !id_equal(read.lead, account)) {
        access_note(access, "person.write refused", read.conflict.person, op, "stranger");
        return refuse_unknown(access);
    }
    TRY(is_near(access, &read, &is));
    *found = read;
    return is ? OK : refuse_unknown(access);
}

static Outcome take(Access *access, Row *row)
{
    Operation operation = {0};
    TRY(open_values(access, row, &operation));
    if (row->conflict.is_withheld) {
        return problem_set(access->problem, REFUSED, TEXT(""), "",
                           "who wrote this note decides: it is not for the team");
    }
    Applying doing = {.access = access, .operation = &operation, .mode = APPLY_DECIDED};
    return operation_apply(&doing);
}

static Outcome settle(Access *access, Id op, ConflictChoice choice)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &OP_CONFLICT_DECIDE, &statement, access->problem));
    bind_id(statement, "op", op);
    bind_text(statement, "state", choice == CONFLICT_TAKE ? TEXT("taken") : TEXT("kept"));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? OK
                        : problem_set(access->problem, CONFLICT, TEXT("path"), "conflict",
                                      "this was decided already");
}

Outcome conflict_decide(Access *access, Id op, ConflictChoice choice)
{
    Row row = {0};
    TRY(find_own(access, op, &row));
    TRY(person_admit(access, MAY_WRITE_PERSON, row.conflict.person, op, NULL));
    TRY(settle(access, op, choice));
    if (choice == CONFLICT_TAKE) {
        TRY(take(access, &row));
    }
    return person_changed(access, row.conflict.person, CHANGE_CONFLICT, op);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_work.h"

#include "casework/case_key.h"
#include "casework/case_private.h"
#include "casework/queries.h"
#include "people/consent.h"
#include "people/optional_id.h"
#include "words/visible.h"

static const Id nobody = {{0}};

static const char *const urgencies[URGENCY_COUNT] = {
    [URGENCY_LOW] = "low",
    [URGENCY_NORMAL] = "normal",
    [URGENCY_HIGH] = "high",
    [URGENCY_NOW] = "now",
};

Text urgency_code(Urgency urgency)
{
    return text_from(urgencies[urgency]);
}

bool urgency_parse(Text code, Urgency *urgency)
{
    size_t found = 0;
    const bool is_known = text_among(code, urgencies, URGENCY_COUNT, &found);
    *urgency = is_known ? (Urgency)found : *urgency;
    return is_known;
}

/* ----------------------------------------------------------------------------------- needs */

static Outcome read_needs(Access *access, Id case_file, CaseNeedList *list)
{
    bool row = false;
    CaseNeedList read = {0};
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_NEED_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        CaseNeed need = {
            .id = column_id(statement, 0),
            .need = text_copy(access->arena, column_text(statement, 1)),
            .state = text_copy(access->arena, column_text(statement, 3)),
            .since = column_integer(statement, 4),
            .ended = column_integer(statement, 5),
        };
        (void)urgency_parse(column_text(statement, 2), &need.urgency);
        LIST_APPEND(access->arena, &read, need);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

static bool is_need_of(const CaseNeedList *list, Id id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (id_equal(list->items[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* Words of the vocabulary are small letters, digits, dots and underscores. */
static Outcome check_code(Access *access, Text need)
{
    bool is_code = need.length > 0 && need.length <= NEED_CODE_MOST;
    for (size_t i = 0; i < need.length; i++) {
        const char byte = need.bytes[i];
        is_code = is_code && ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                              byte == '.' || byte == '_' || byte == '-');
    }
    return is_code ? OK
                   : problem_set(access->problem, INVALID, TEXT("body"), "need",
                                 "a code of the vocabulary of needs is expected");
}

Outcome case_add_need(Access *access, Id case_file, const NewNeed *made, Id *id)
{
    Case read = {0};
    CaseNeedList needs = {0};
    const Id added = id_is_nil(made->id) ? id_new(access->now * 1000) : made->id;
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    TRY(check_code(access, made->need));
    TRY(read_needs(access, case_file, &needs));
    if (is_need_of(&needs, added)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "id",
                           "an identifier that nothing bears is expected");
    }
    if (needs.count >= CASE_NEEDS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "need",
                           "a case holds %d needs at most", CASE_NEEDS_MOST);
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_NEED_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", added);
    bind_text(statement, "need", made->need);
    bind_text(statement, "urgency", urgency_code(made->urgency));
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, NULL, access->problem));
    *id = added;
    return case_note_event(access, case_file, "need.urgency", added,
                           urgency_code(made->urgency));
}

static Outcome no_open(Access *access, const char *field)
{
    return problem_set(access->problem, NOT_FOUND, TEXT("body"), field,
                       "nothing of this case is open under this number");
}

Outcome case_set_urgency(Access *access, Id case_file, Id need, Urgency urgency)
{
    Case read = {0};
    int64_t changed = 0;
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_NEED_SET_URGENCY, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", need);
    bind_text(statement, "urgency", urgency_code(urgency));
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1
               ? case_note_event(access, case_file, "need.urgency", need, urgency_code(urgency))
               : no_open(access, "need");
}

Outcome case_end_need(Access *access, Id case_file, Id need, CaseEnd end)
{
    Case read = {0};
    int64_t changed = 0;
    const Text state = end == END_DONE ? TEXT("met") : TEXT("dropped");
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_NEED_END, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", need);
    bind_text(statement, "state", state);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? case_note_event(access, case_file, "need.ended", need, state)
                        : no_open(access, "need");
}

Outcome case_needs(Access *access, Id case_file, CaseNeedList *list)
{
    Case read = {0};
    TRY(case_read(access, case_file, &read));
    return read_needs(access, case_file, list);
}

/* ------------------------------------------------------------------------- goals and tasks */

/* What it serves and who does it are of this case. */
static Outcome check_place(Access *access, Id case_file, const CaseItem *item)
{
    CaseNeedList needs = {0};
    CaseMemberList members = {0};
    bool works = item->kind == ITEM_GOAL || id_equal(item->owner, access->caller.account);
    TRY(read_needs(access, case_file, &needs));
    TRY(case_members(access, case_file, &members));
    if (!id_is_nil(item->need) && !is_need_of(&needs, item->need)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "need",
                           "a need of this case is expected");
    }
    for (size_t i = 0; i < members.count && !works; i++) {
        works =
            members.items[i].left_at == 0 && id_equal(members.items[i].account, item->owner);
    }
    return works ? OK
                 : problem_set(access->problem, INVALID, TEXT("body"), "owner",
                               "somebody who works on the case is expected");
}

static Outcome check_count(Access *access, Id case_file)
{
    bool row = false;
    size_t count = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ITEM_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        count++;
        TRY(statement_next(statement, &row, access->problem));
    }
    return count < CASE_ITEMS_MOST
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "words",
                             "a case holds %d goals and tasks at most", CASE_ITEMS_MOST);
}

static Outcome check_item(Access *access, const CaseItem *made, Text *words)
{
    if (!text_visible(access->arena, made->words, MANY_LINES, words) || words->length == 0 ||
        words->length > ITEM_WORDS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "words",
                           "1 to %d characters are expected", ITEM_WORDS_MOST);
    }
    if (made->remind != 0 && made->due != 0 && made->remind > made->due) {
        return problem_set(access->problem, INVALID, TEXT("body"), "remind",
                           "a reminder comes before the day");
    }
    return OK;
}

static Outcome insert_item(Access *access, Id case_file, const CaseItem *made, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ITEM_ADD, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", made->id);
    bind_text(statement, "kind", made->kind == ITEM_TASK ? TEXT("task") : TEXT("goal"));
    bind_optional_id(statement, "need", made->need);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_optional_id(statement, "owner", made->owner);
    bind_integer(statement, "due", made->due);
    bind_integer(statement, "remind", made->remind);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

Outcome case_add_item(Access *access, Id case_file, const CaseItem *made, Id *id)
{
    Case read = {0};
    Keyring ring;
    Text words = TEXT("");
    Text sealed = TEXT("");
    CaseItem item = *made;
    item.id = id_new(access->now * 1000);
    item.owner = item.kind == ITEM_GOAL  ? nobody
                 : id_is_nil(item.owner) ? access->caller.account
                                         : item.owner;
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    TRY(check_item(access, made, &words));
    TRY(check_place(access, case_file, &item));
    TRY(check_count(access, case_file));
    TRY(case_key_open(access, &read, &ring));
    TRY(case_seal(access, &ring, "item", item.id, words, &sealed));
    TRY(insert_item(access, case_file, &item, sealed));
    *id = item.id;
    return case_note_event(access, case_file,
                           item.kind == ITEM_TASK ? "task.added" : "goal.added", item.id,
                           TEXT(""));
}

Outcome case_end_item(Access *access, Id case_file, Id item, CaseEnd end)
{
    Case read = {0};
    int64_t changed = 0;
    const Text state = end == END_DONE ? TEXT("done") : TEXT("dropped");
    TRY(case_admit_writer(access, MAY_WRITE_CASE, case_file, &read));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ITEM_END, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    bind_id(statement, "id", item);
    bind_text(statement, "state", state);
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    return changed == 1 ? case_note_event(access, case_file, "item.ended", item, state)
                        : no_open(access, "item");
}

Outcome case_item_row(Access *access, const Keyring *ring, const Statement *statement,
                      CaseItem *item)
{
    *item = (CaseItem){
        .id = column_id(statement, 0),
        .kind = text_equal(column_text(statement, 1), TEXT("task")) ? ITEM_TASK : ITEM_GOAL,
        .need = column_id(statement, 2),
        .owner = column_id(statement, 4),
        .due = column_integer(statement, 5),
        .remind = column_integer(statement, 6),
        .state = text_copy(access->arena, column_text(statement, 7)),
        .created = column_integer(statement, 8),
        .ended = column_integer(statement, 9),
    };
    return case_unseal(access, ring, "item", item->id, column_text(statement, 3), &item->words);
}

Outcome case_items(Access *access, Id case_file, CaseItemList *list)
{
    bool row = false;
    Case read = {0};
    Keyring ring;
    CaseItemList items = {0};
    TRY(case_read(access, case_file, &read));
    TRY(case_key_open(access, &read, &ring));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_ITEM_EACH, &statement, access->problem));
    bind_id(statement, "case_file", case_file);
    TRY(statement_next(statement, &row, access->problem));
    while (row && items.count < CASE_ITEMS_MOST) {
        CaseItem item = {0};
        TRY(case_item_row(access, &ring, statement, &item));
        LIST_APPEND(access->arena, &items, item);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = items;
    return OK;
}

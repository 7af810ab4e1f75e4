/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/ask.h"

#include "access/account.h"
#include "access/house.h"
#include "people/optional_id.h"
#include "people/queries.h"
#include "people/relation.h"
#include "territory/naming.h"
#include "words/visible.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

static const char *const codes[ASK_STATE_COUNT] = {
    [ASK_OPEN] = "open",   [ASK_YES] = "yes",         [ASK_NO] = "no",
    [ASK_OTHER] = "other", [ASK_EXPIRED] = "expired",
};

Text ask_state_code(AskState state)
{
    return text_from(codes[state]);
}

bool ask_answer_parse(Text code, AskState *answer)
{
    size_t at = 0;
    const bool is_code = text_among(code, codes, LENGTH_OF(codes), &at);
    if (!is_code || at == ASK_OPEN || at == ASK_EXPIRED) {
        return false;
    }
    *answer = (AskState)at;
    return true;
}

/* --------------------------------------------------------------------------------- asking */

static Outcome check_room(Access *access)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_COUNT, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    bind_integer(statement, "since", access->now - SECONDS_A_DAY);
    TRY(statement_next(statement, &row, access->problem));
    return row && column_integer(statement, 0) >= ASKS_A_DAY
               ? problem_set(access->problem, CONFLICT, TEXT(""), "asks",
                             "you asked %d times within a day, the most an account may: ask "
                             "again tomorrow",
                             ASKS_A_DAY)
               : OK;
}

/* "Camille Exemple · 1985-07-30", on one line. */
static Text sought_line(Arena *arena, const LookupQuery *query)
{
    const Text whole[] = {
        query->words, text_join(arena, (Text[]){query->given, query->family}, 2, TEXT(" ")),
        query->birth, query->phone,
        query->code,  query->helper,
    };
    Text told[LENGTH_OF(whole)];
    size_t count = 0;
    for (size_t i = 0; i < LENGTH_OF(whole); i++) {
        Text line = TEXT("");
        if (text_visible(arena, whole[i], ONE_LINE, &line) && line.length > 0) {
            told[count++] = line;
        }
    }
    return text_join(arena, told, count, TEXT(" · "));
}

/* What is sealed: a line of what was looked for, then the words. */
static Outcome read_content(Access *access, const NewAsk *made, Text *content)
{
    Text words = TEXT("");
    Arena *arena = access->arena;
    if (made->query.number.length > 0) {
        return problem_set(access->problem, INVALID, TEXT("body"), "number",
                           "a number of a register is told to no other house");
    }
    if (!text_visible(arena, made->words, MANY_LINES, &words) || words.length == 0 ||
        text_characters(words) > ASK_WORDS_MOST) {
        return problem_set(access->problem, INVALID, TEXT("body"), "message",
                           "1 to %d characters are expected", ASK_WORDS_MOST);
    }
    *content = text_format(arena, "%.*s\n%.*s", TEXT_ARG(sought_line(arena, &made->query)),
                           TEXT_ARG(words));
    const unsigned marks = naming_find(arena, *content, moment_to_local(access->now).date);
    return (marks & NAMING_NATIONAL_NUMBER) == 0
               ? OK
               : problem_set(access->problem, INVALID, TEXT("body"), "message",
                             "a national number is told to no other house: take it out");
}

static SealPlace place_of(const Access *access, Id id)
{
    return (SealPlace){session_territory(access->session), TEXT("person ask"), id};
}

static Outcome write_ask(Access *access, Id id, const LookupBlind *found, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_optional_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    bind_optional_id(statement, "person", found->person);
    bind_optional_id(statement, "keeper", found->house);
    bind_optional_id(statement, "team", found->team);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    bind_integer(statement, "expires", access->now + ASK_OPEN_SECONDS);
    return statement_run(statement, NULL, access->problem);
}

/* The same steps, rows and line whoever is found, and for nobody. */
Outcome person_ask(Access *access, const NewAsk *made, Id *id)
{
    Text content = TEXT("");
    Text sealed = TEXT("");
    LookupBlind found = {0};
    const Id asked = id_new(access->now * 1000);
    const SealPlace place = place_of(access, asked);
    TRY(access_require(access, MAY_FIND_PERSON));
    TRY(check_room(access));
    TRY(read_content(access, made, &content));
    TRY(lookup_blind(access, &made->query, &found));
    TRY(keyring_seal(access->keyring, access->arena, &place, content, &sealed,
                     access->problem));
    TRY(write_ask(access, asked, &found, sealed));
    access_note(access, "person.ask", found.person, asked, "blind");
    *id = asked;
    return OK;
}

/* -------------------------------------------------------------------------------- reading */

/* Whose names a list tells. */
typedef struct Naming {
    Access *access;
    const Team *teams;
    size_t team_count;
} Naming;

static Outcome begin_naming(Access *access, Naming *naming)
{
    *naming = (Naming){.access = access};
    return team_list(access->session, access->arena, &naming->teams, &naming->team_count,
                     access->problem);
}

static Text team_of(const Naming *naming, Id id)
{
    for (size_t i = 0; i < naming->team_count; i++) {
        if (id_equal(naming->teams[i].id, id)) {
            return naming->teams[i].name;
        }
    }
    return TEXT("");
}

static Outcome house_of(const Naming *naming, Id id, Text *name)
{
    Access *access = naming->access;
    return house_name(access->session, access->arena, id, name, access->problem);
}

static Outcome unseal(Access *access, Text sealed, PersonAsk *ask)
{
    Text content = TEXT("");
    const SealPlace place = place_of(access, ask->id);
    if (access->keyring == NULL) {
        return OK;
    }
    TRY(keyring_open(access->keyring, access->arena, &place, sealed, &content,
                     access->problem));
    ask->words = content;
    (void)text_next(&ask->words, '\n', &ask->sought);
    return OK;
}

/* One whose days are over reads so before the housekeeping came by. */
static AskState state_of(const Access *access, const Statement *statement)
{
    size_t at = ASK_OPEN;
    (void)text_among(column_text(statement, 6), codes, LENGTH_OF(codes), &at);
    const bool is_over = at == ASK_OPEN && column_integer(statement, 8) <= access->now;
    return is_over ? ASK_EXPIRED : (AskState)at;
}

static Outcome read_row(const Naming *naming, const Statement *statement, PersonAsk *ask)
{
    Access *access = naming->access;
    *ask = (PersonAsk){
        .id = column_id(statement, 0),
        .state = state_of(access, statement),
        .sought = TEXT(""),
        .words = TEXT(""),
        .keeper = TEXT(""),
        .team = TEXT(""),
        .person = column_id(statement, 2),
        .asked = column_integer(statement, 7),
        .expires = column_integer(statement, 8),
        .answered = column_integer(statement, 9),
    };
    TRY(house_of(naming, column_id(statement, 1), &ask->house));
    if (ask->state == ASK_YES) {
        ask->team = team_of(naming, column_id(statement, 4));
        TRY(house_of(naming, column_id(statement, 3), &ask->keeper));
    }
    return unseal(access, column_text(statement, 5), ask);
}

static Outcome read_list(const Naming *naming, Statement *statement, PersonAskList *list)
{
    bool row = false;
    PersonAskList read = {0};
    Access *access = naming->access;
    bind_optional_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        PersonAsk ask = {0};
        TRY(read_row(naming, statement, &ask));
        LIST_APPEND(access->arena, &read, ask);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* Who asked is never told whom it is about. */
static Outcome read_sent(const Naming *naming, PersonAskList *list)
{
    Access *access = naming->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_SENT, &statement, access->problem));
    bind_id(statement, "account", access->caller.account);
    TRY(read_list(naming, statement, list));
    for (size_t i = 0; i < list->count; i++) {
        list->items[i].person = (Id){{0}};
    }
    return OK;
}

/* The row tells the house; how the caller stands to the person now decides. */
static Outcome read_received(const Naming *naming, PersonAskList *list)
{
    PersonAskList all = {0};
    Access *access = naming->access;
    Statement *statement SCOPED(statement_close) = NULL;
    *list = (PersonAskList){0};
    if (id_is_nil(access->caller.house)) {
        return OK;
    }
    TRY(statement_open(access->session, &PERSON_ASK_RECEIVED, &statement, access->problem));
    TRY(read_list(naming, statement, &all));
    for (size_t i = 0; i < all.count; i++) {
        bool may = false;
        TRY(person_judge_shown(access, MAY_RECORD_CONSENT, all.items[i].person, all.items[i].id,
                               &may));
        if (may) {
            access_did(access, "person.ask_read");
            LIST_APPEND(access->arena, list, all.items[i]);
        }
    }
    return OK;
}

Outcome person_ask_list(Access *access, PersonAsks *asks)
{
    Naming naming = {0};
    TRY(access_require(access, MAY_FIND_PERSON));
    TRY(begin_naming(access, &naming));
    TRY(read_sent(&naming, &asks->sent));
    return read_received(&naming, &asks->received);
}

/* ------------------------------------------------------------------------------- answering */

/* Nil for an ask nobody made, and for one that reached nobody: both are judged as a stranger's.
 */
static Outcome find_person(Access *access, Id id, Id *person)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_PERSON, &statement, access->problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, access->problem));
    *person = row ? column_id(statement, 0) : (Id){{0}};
    return OK;
}

Outcome person_ask_answer(Access *access, Id id, AskState answer)
{
    int64_t changed = 0;
    Id person = {{0}};
    TRY(find_person(access, id, &person));
    TRY(person_admit(access, MAY_RECORD_CONSENT, person, id, NULL));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_ANSWER, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_text(statement, "state", ask_state_code(answer));
    bind_integer(statement, "now", access->now);
    TRY(statement_run(statement, &changed, access->problem));
    if (changed != 1) {
        return problem_set(access->problem, CONFLICT, TEXT("body"), "answer",
                           "it was answered before, or its days are over");
    }
    access_note(access, "person.ask_answer", person, id, codes[answer]);
    return OK;
}

/* ------------------------------------------------------------------------------------ time */

Outcome person_ask_forget(Session *session, Moment now, Problem *problem)
{
    Statement *expiry SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PERSON_ASK_EXPIRE, &expiry, problem));
    bind_integer(expiry, "now", now);
    TRY(statement_run(expiry, NULL, problem));
    Statement *end SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PERSON_ASK_FORGET, &end, problem));
    bind_integer(end, "since", now - ASK_KEPT_SECONDS);
    return statement_run(end, NULL, problem);
}

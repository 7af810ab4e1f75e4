/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/ask.h"

#include "access/account.h"
#include "access/house.h"
#include "people/lookup_blind.h"
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

static Outcome write_ask(Access *access, Id id, Text sealed)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_ADD, &statement, access->problem));
    bind_id(statement, "id", id);
    bind_optional_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", access->now);
    bind_integer(statement, "expires", access->now + ASK_OPEN_SECONDS);
    return statement_run(statement, NULL, access->problem);
}

static Outcome write_reached(Access *access, Id asked, const LookupBlind *found)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_REACH, &statement, access->problem));
    bind_id(statement, "id", id_new(access->now * 1000));
    bind_id(statement, "ask", asked);
    bind_optional_id(statement, "person", found->person);
    bind_optional_id(statement, "keeper", found->house);
    bind_optional_id(statement, "team", found->team);
    return statement_run(statement, NULL, access->problem);
}

/* A line about each person who was found, and one when nobody was. */
static Outcome reach(Access *access, Id asked, const LookupBlind *found)
{
    for (size_t i = 0; i < LOOKUP_HOUSES_MOST; i++) {
        TRY(write_reached(access, asked, &found[i]));
        if (i == 0 || !id_is_nil(found[i].person)) {
            access_note(access, "person.ask", found[i].person, asked, "blind");
        }
    }
    return OK;
}

/* The same steps and rows whoever is found, and for nobody. */
Outcome person_ask(Access *access, const NewAsk *made, Id *id)
{
    Text content = TEXT("");
    Text sealed = TEXT("");
    LookupBlind found[LOOKUP_HOUSES_MOST] = {
        {{{0}}, {{0}}, {{0}}}
    };
    const Id asked = id_new(access->now * 1000);
    const SealPlace place = place_of(access, asked);
    TRY(access_require(access, MAY_FIND_PERSON));
    TRY(check_room(access));
    TRY(read_content(access, made, &content));
    TRY(lookup_blind(access, &made->query, found));
    TRY(keyring_seal(access->keyring, access->arena, &place, content, &sealed,
                     access->problem));
    TRY(write_ask(access, asked, sealed));
    TRY(reach(access, asked, found));
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

static Outcome add_contact(const Naming *naming, Id keeper, Id team, PersonAsk *ask)
{
    AskContact contact = {.team = team_of(naming, team)};
    TRY(house_of(naming, keeper, &contact.house));
    LIST_APPEND(naming->access->arena, &ask->contacts, contact);
    return OK;
}

static Outcome unseal(Access *access, Id place, Text sealed, PersonAsk *ask)
{
    Text content = TEXT("");
    const SealPlace sealed_in = place_of(access, place);
    if (access->keyring == NULL) {
        return OK;
    }
    TRY(keyring_open(access->keyring, access->arena, &sealed_in, sealed, &content,
                     access->problem));
    ask->words = content;
    (void)text_next(&ask->words, '\n', &ask->sought);
    return OK;
}

/* What both lists read first: its identifier, the house that asks, the words, the times. */
static Outcome read_row(const Naming *naming, const Statement *statement, PersonAsk *ask)
{
    *ask = (PersonAsk){
        .id = column_id(statement, 0),
        .sought = TEXT(""),
        .words = TEXT(""),
        .asked = column_integer(statement, 3),
        .expires = column_integer(statement, 4),
    };
    return house_of(naming, column_id(statement, 1), &ask->house);
}

static void close_when_over(const Access *access, PersonAsk *ask)
{
    if (ask->state == ASK_OPEN && ask->expires <= access->now) {
        ask->state = ASK_EXPIRED;
    }
}

/* Of those who answered, only who said yes. */
static Outcome read_agreed(const Naming *naming, PersonAsk *ask)
{
    bool row = false;
    Access *access = naming->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_AGREED, &statement, access->problem));
    bind_id(statement, "ask", ask->id);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        ask->answered = ask->state == ASK_YES ? ask->answered : column_integer(statement, 2);
        ask->state = ASK_YES;
        TRY(add_contact(naming, column_id(statement, 0), column_id(statement, 1), ask));
        TRY(statement_next(statement, &row, access->problem));
    }
    close_when_over(access, ask);
    return OK;
}

/* Who asked is never told whom it is about, nor whom it reached. */
static Outcome read_sent(const Naming *naming, PersonAskList *list)
{
    bool row = false;
    PersonAskList read = {0};
    Access *access = naming->access;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &PERSON_ASK_SENT, &statement, access->problem));
    bind_optional_id(statement, "house", access->caller.house);
    bind_id(statement, "account", access->caller.account);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        PersonAsk ask = {0};
        TRY(read_row(naming, statement, &ask));
        TRY(unseal(access, ask.id, column_text(statement, 2), &ask));
        TRY(read_agreed(naming, &ask));
        LIST_APPEND(access->arena, &read, ask);
        TRY(statement_next(statement, &row, access->problem));
    }
    *list = read;
    return OK;
}

/* What a house was asked, with what it answered itself and nothing of the others. */
static Outcome read_reached(const Naming *naming, const Statement *statement, PersonAsk *ask)
{
    size_t at = ASK_OPEN;
    Access *access = naming->access;
    TRY(read_row(naming, statement, ask));
    TRY(unseal(access, column_id(statement, 5), column_text(statement, 2), ask));
    (void)text_among(column_text(statement, 9), codes, LENGTH_OF(codes), &at);
    ask->person = column_id(statement, 6);
    ask->state = (AskState)at;
    ask->answered = column_integer(statement, 10);
    close_when_over(access, ask);
    return ask->state == ASK_YES
               ? add_contact(naming, column_id(statement, 7), column_id(statement, 8), ask)
               : OK;
}

static Outcome add_received(const Naming *naming, const Statement *statement,
                            PersonAskList *list)
{
    bool may = false;
    PersonAsk ask = {0};
    Access *access = naming->access;
    TRY(read_reached(naming, statement, &ask));
    TRY(person_judge_shown(access, MAY_RECORD_CONSENT, ask.person, ask.id, &may));
    if (may) {
        access_did(access, "person.ask_read");
        LIST_APPEND(access->arena, list, ask);
    }
    return OK;
}

/* The row tells the house; how the caller stands to the person now decides. */
static Outcome read_received(const Naming *naming, PersonAskList *list)
{
    bool row = false;
    Access *access = naming->access;
    Statement *statement SCOPED(statement_close) = NULL;
    *list = (PersonAskList){0};
    if (id_is_nil(access->caller.house)) {
        return OK;
    }
    TRY(statement_open(access->session, &PERSON_ASK_RECEIVED, &statement, access->problem));
    bind_id(statement, "house", access->caller.house);
    TRY(statement_next(statement, &row, access->problem));
    while (row) {
        TRY(add_received(naming, statement, list));
        TRY(statement_next(statement, &row, access->problem));
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

/* Nil for what reached nobody, and for what was never asked: both are judged as a stranger's.
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
    Statement *asks SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PERSON_ASK_FORGET, &asks, problem));
    bind_integer(asks, "since", now - ASK_KEPT_SECONDS);
    TRY(statement_run(asks, NULL, problem));
    Statement *reached SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PERSON_ASK_FORGET_REACHED, &reached, problem));
    return statement_run(reached, NULL, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/client.h"

#include <string.h>

#include "access/assertion.h"
#include "access/manage.h"
#include "access/queries.h"
#include "base/buffer.h"
#include "crypto/crypto.h"

static const char *const dialect_names[DIALECT_COUNT] = {
    [DIALECT_SDOH] = "sdoh", [DIALECT_BE] = "be"};

Text dialect_name(ClientDialect dialect)
{
    return text_from(dialect_names[dialect]);
}

bool dialect_parse(Text name, ClientDialect *dialect)
{
    size_t at = 0;
    const bool is_one = text_among(name, dialect_names, DIALECT_COUNT, &at);
    *dialect = is_one ? (ClientDialect)at : *dialect;
    return is_one;
}

/* -------------------------------------------------------------------------------- scopes */

static const Text scope_start = TEXT_INIT("system/");

/* "cruds", in that order, each at most once and at least one. */
static bool interactions_are_plain(Text letters)
{
    static const char order[] = "cruds";
    const char *at = order;
    for (size_t i = 0; i < letters.length; i++) {
        at = letters.bytes[i] == '\0' ? NULL : strchr(at, letters.bytes[i]);
        if (at == NULL) {
            return false;
        }
        at++;
    }
    return letters.length > 0;
}

static bool kind_is_plain(Text kind)
{
    for (size_t i = 0; i < kind.length; i++) {
        const char letter = kind.bytes[i];
        if ((letter < 'A' || letter > 'Z') && (letter < 'a' || letter > 'z')) {
            return false;
        }
    }
    return kind.length > 0 && kind.length <= 64;
}

static bool scope_read(Text scope, Text *kind, Text *letters)
{
    if (!text_starts_with(scope, scope_start)) {
        return false;
    }
    const size_t dot = text_find_byte(scope, '.', 0);
    *kind = text_slice(scope, scope_start.length, dot);
    *letters = text_slice(scope, dot + 1, scope.length);
    return (text_equal(*kind, TEXT("*")) || kind_is_plain(*kind)) &&
           interactions_are_plain(*letters);
}

bool scopes_allow(Text scopes, Text kind, char interaction)
{
    Text rest = scopes;
    Text scope = {0};
    Text named = {0};
    Text letters = {0};
    while (text_next(&rest, ' ', &scope)) {
        if (scope_read(scope, &named, &letters) &&
            (text_equal(named, TEXT("*")) || text_equal(named, kind)) &&
            text_find_byte(letters, interaction, 0) < letters.length) {
            return true;
        }
    }
    return false;
}

static Outcome check_scopes(Text scopes, Problem *problem)
{
    Text rest = scopes;
    Text scope = {0};
    Text kind = {0};
    Text letters = {0};
    if (scopes.length == 0 || scopes.length > CLIENT_MOST_SCOPES) {
        return problem_set(problem, INVALID, TEXT("body"), "scopes",
                           "scopes are expected, as in system/Task.rus");
    }
    while (text_next(&rest, ' ', &scope)) {
        if (!scope_read(scope, &kind, &letters)) {
            return problem_set(problem, INVALID, TEXT("body"), "scopes",
                               "“%.*s” is no scope: system/Task.cruds, with the letters that "
                               "hold",
                               TEXT_ARG(scope));
        }
    }
    return OK;
}

/* Whether all letters of a scope are open to the client; no more is granted than was given. */
static bool may_have(Text allowed, Text scope)
{
    Text kind = {0};
    Text letters = {0};
    if (!scope_read(scope, &kind, &letters)) {
        return false;
    }
    for (size_t i = 0; i < letters.length; i++) {
        if (!scopes_allow(allowed, kind, letters.bytes[i])) {
            return false;
        }
    }
    return true;
}

static Text grant(Arena *arena, Text allowed, Text asked)
{
    Text rest = asked;
    Text scope = {0};
    Buffer granted = buffer_new(arena, CLIENT_MOST_SCOPES);
    if (text_trim(asked).length == 0) {
        return allowed;
    }
    while (text_next(&rest, ' ', &scope)) {
        if (may_have(allowed, scope)) {
            buffer_append_format(&granted, "%s%.*s", granted.length > 0 ? " " : "",
                                 TEXT_ARG(scope));
        }
    }
    return buffer_text(&granted);
}

/* ------------------------------------------------------------------------------- clients */

static bool host_is_plain(Text host)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyz0123456789.-:[]");
    for (size_t i = 0; i < host.length; i++) {
        if (text_find_byte(plain, host.bytes[i], 0) == plain.length) {
            return false;
        }
    }
    return host.length > 0 && host.length < 256;
}

static Outcome check_hooks(Text hooks, Problem *problem)
{
    Text rest = hooks;
    Text host = {0};
    while (text_next(&rest, ' ', &host)) {
        if ((host.length > 0 && !host_is_plain(host)) || hooks.length > CLIENT_MOST_HOOKS) {
            return problem_set(problem, INVALID, TEXT("body"), "hooks",
                               "“%.*s” is no host: hospital.example or hospital.example:8443",
                               TEXT_ARG(host));
        }
    }
    return OK;
}

static Outcome check_client(Access *access, const Client *client)
{
    TRY(check_scopes(client->scopes, access->problem));
    TRY(check_hooks(client->hooks, access->problem));
    return assertion_check_keys(access->arena, client->keys, access->problem);
}

static Outcome put_client(Access *access, const Client *client)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CLIENT_PUT, &statement, access->problem));
    bind_id(statement, "account", client->account);
    bind_text(statement, "keys", client->keys);
    bind_text(statement, "scopes", client->scopes);
    bind_text(statement, "dialect", dialect_name(client->dialect));
    bind_text(statement, "hooks", client->hooks);
    bind_integer(statement, "private", client->hooks_are_private ? 1 : 0);
    bind_integer(statement, "now", access->now);
    return statement_run(statement, NULL, access->problem);
}

static Outcome house_of_team(Access *access, Id team, Id *house)
{
    const Team *teams = NULL;
    size_t count = 0;
    TRY(team_list(access->session, access->arena, &teams, &count, access->problem));
    for (size_t i = 0; i < count; i++) {
        if (id_equal(teams[i].id, team)) {
            *house = teams[i].house;
            return OK;
        }
    }
    return problem_set(access->problem, INVALID, TEXT("body"), "team",
                       "no such team: seuil team list");
}

Outcome client_add(Access *access, void *new_client)
{
    NewClient *made = new_client;
    Addition addition = {
        .account = {.login = made->login, .name = made->name, .password_hash = TEXT("")},
        .role = TEXT(CLIENT_ROLE)
    };
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(check_client(access, &made->client));
    TRY(house_of_team(access, made->team, &addition.account.house));
    TRY(manage_add(access, &addition));
    TeamOrder order = {.account = addition.id, .team = made->team};
    TRY(manage_team_join(access, &order));
    made->client.account = addition.id;
    access_note(access, "client.add", (Id){0}, addition.id, "");
    return put_client(access, &made->client);
}

static Outcome end_tokens(Access *access, Id account)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CLIENT_TOKEN_END_OF, &statement, access->problem));
    bind_id(statement, "account", account);
    return statement_run(statement, NULL, access->problem);
}

Outcome client_change(Access *access, void *client)
{
    const Client *changed = client;
    Client before = {0};
    TRY(access_require(access, MAY_MANAGE_ACCOUNTS));
    TRY(client_get(access->session, access->arena, changed->account, &before, access->problem));
    TRY(check_client(access, changed));
    TRY(put_client(access, changed));
    access_note(access, "client.change", (Id){0}, changed->account, "");
    return end_tokens(access, changed->account);
}

Outcome client_get(Session *session, Arena *arena, Id account, Client *client, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CLIENT_GET, &statement, problem));
    bind_id(statement, "account", account);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "client", "no such client");
    }
    *client = (Client){
        .account = account,
        .keys = text_copy(arena, column_text(statement, 0)),
        .scopes = text_copy(arena, column_text(statement, 1)),
        .hooks = text_copy(arena, column_text(statement, 3)),
        .hooks_are_private = column_integer(statement, 4) != 0,
    };
    (void)dialect_parse(column_text(statement, 2), &client->dialect);
    return OK;
}

Text client_state(const ClientLine *line)
{
    const Account account = {.is_open = line->is_open, .is_locked = line->is_locked};
    return account_state(&account);
}

Outcome client_list(Session *session, Arena *arena, ClientLines *lines, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CLIENT_EACH, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row) {
        const ClientLine line = {
            .account = column_id(statement, 0),
            .login = text_copy(arena, column_text(statement, 1)),
            .name = text_copy(arena, column_text(statement, 2)),
            .is_open = text_equal(column_text(statement, 3), TEXT("active")) &&
                       column_integer(statement, 7) == 0,
            .is_locked = column_integer(statement, 7) != 0,
            .scopes = text_copy(arena, column_text(statement, 4)),
            .dialect = text_copy(arena, column_text(statement, 5)),
            .hooks = text_copy(arena, column_text(statement, 6)),
        };
        LIST_APPEND(arena, lines, line);
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

/* -------------------------------------------------------------------------------- tokens */

static void bind_secret(Statement *statement, Text secret)
{
    const Digest digest = digest_of(TEXT("client token"), secret);
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
}

static Outcome expire(Session *session, const Query *query, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

/* Who is not there is told what a wrong signature is told. */
static Outcome unknown_client(Problem *problem)
{
    return problem_set(problem, REFUSED, TEXT("body"), "client_assertion",
                       "no client is known by this statement");
}

static Outcome find_client(Session *session, Arena *arena, const TokenRequest *request,
                           Client *client, Problem *problem)
{
    Text name = {0};
    Id account = {{0}};
    Account found = {0};
    TRY(assertion_client(arena, request->assertion, &name, problem));
    if (!id_parse(name, &account)) {
        return unknown_client(problem);
    }
    const Outcome outcome = client_get(session, arena, account, client, problem);
    if (outcome != OK) {
        return outcome == NOT_FOUND ? unknown_client(problem) : outcome;
    }
    TRY(account_get(session, arena, account, &found, problem));
    return found.is_open ? OK : unknown_client(problem);
}

static Outcome use_once(Session *session, const Client *client, const Assertion *assertion,
                        Problem *problem)
{
    int64_t added = 0;
    const Digest digest = digest_of(TEXT("client proof"), assertion->number);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CLIENT_PROOF_ADD, &statement, problem));
    bind_id(statement, "account", client->account);
    bind_blob(statement, "number", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "expires", assertion->expires);
    TRY(statement_run(statement, &added, problem));
    return added == 1 ? OK
                      : problem_set(problem, REFUSED, TEXT("body"), "client_assertion",
                                    "this statement was used before: sign another, with "
                                    "another jti");
}

static Outcome keep_token(Session *session, const Token *token, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CLIENT_TOKEN_ADD, &statement, problem));
    bind_secret(statement, token->secret);
    bind_id(statement, "account", token->account);
    bind_text(statement, "scopes", token->scopes);
    bind_integer(statement, "expires", now + CLIENT_TOKEN_SECONDS);
    return statement_run(statement, NULL, problem);
}

static Text draw_secret(Arena *arena)
{
    Digest drawn;
    secret_bytes(drawn.bytes, sizeof drawn.bytes);
    return digest_format(arena, drawn);
}

Outcome token_issue(Session *session, Arena *arena, const TokenRequest *request, Moment now,
                    Token *token, Problem *problem)
{
    Client client = {0};
    Assertion assertion = {0};
    TRY(find_client(session, arena, request, &client, problem));
    const AssertionCheck check = {client.keys, request->audience, now};
    TRY(assertion_verify(arena, request->assertion, &check, &assertion, problem));
    TRY(expire(session, &CLIENT_PROOF_EXPIRE, now, problem));
    TRY(expire(session, &CLIENT_TOKEN_EXPIRE, now, problem));
    TRY(use_once(session, &client, &assertion, problem));
    const Text scopes = grant(arena, client.scopes, request->scopes);
    if (scopes.length == 0) {
        return problem_set(problem, INVALID, TEXT("body"), "scope",
                           "none of these scopes is open to this client");
    }
    const Token made = {draw_secret(arena), scopes, client.account};
    TRY(keep_token(session, &made, now, problem));
    *token = made;
    return OK;
}

Outcome token_find(Session *session, Arena *arena, Text secret, Moment now, Token *token,
                   Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &CLIENT_TOKEN_FIND, &statement, problem));
    bind_secret(statement, secret);
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "token", "no such token");
    }
    *token = (Token){.secret = secret,
                     .scopes = text_copy(arena, column_text(statement, 1)),
                     .account = column_id(statement, 0)};
    return OK;
}

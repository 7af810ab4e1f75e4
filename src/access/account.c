/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/account.h"

#include <string.h>

#include "access/queries.h"
#include "crypto/code.h"

enum { ACCOUNT_LIST_LIMIT = 10000, TEAM_LIST_LIMIT = 1000 };

/* ------------------------------------------------------------------------------ passwords */

/* What everybody tries first, of at least PASSWORD_LEAST characters. */
static const char *const common_passwords[] = {
    "123456789012",  "1234567890123", "motdepasse123", "motdepasse1234", "azertyuiop123",
    "qwertyuiop123", "password1234",  "wachtwoord123", "passwort1234",   "bonjour12345",
    "azertyazerty",  "qwertyqwerty",  "administrator", "administrateur", "111111111111",
};

static bool is_common(Arena *arena, Text password)
{
    const Text lower = text_lower_ascii(arena, password);
    for (size_t i = 0; i < LENGTH_OF(common_passwords); i++) {
        if (text_equal(lower, text_from(common_passwords[i]))) {
            return true;
        }
    }
    return false;
}

Outcome password_hash(Arena *arena, Text login, Text password, Text *hash, Problem *problem)
{
    char out[crypto_pwhash_STRBYTES];
    if (password.length < PASSWORD_LEAST || password.length > PASSWORD_MOST) {
        return problem_set(problem, INVALID, TEXT("body"), "password",
                           "from %d to %d characters are expected", PASSWORD_LEAST,
                           PASSWORD_MOST);
    }
    if (is_common(arena, password) || text_equal_ignoring_case(password, login)) {
        return problem_set(problem, INVALID, TEXT("body"), "password",
                           "this is one of the first that others would try");
    }
    if (crypto_pwhash_str(out, password.bytes, password.length,
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "",
                           "not enough memory to keep a password");
    }
    *hash = text_copy(arena, text_from(out));
    return OK;
}

Text password_new(Arena *arena)
{
    return text_format(arena, "%.*s-%.*s", TEXT_ARG(code_new(arena)),
                       TEXT_ARG(code_new(arena)));
}

bool password_is(Text hash, Text password)
{
    /* Somebody's hash in the place of none, so that the time tells nothing. */
    static const char nobody[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRvZm5vb25l$"
                                 "RdescudvJCsgt3ub+b4dWRWJTmaaJObGpHBTy6pUH7Q";
    char stored[crypto_pwhash_STRBYTES] = {0};
    const bool has_hash = hash.length > 0 && hash.length < sizeof stored;
    const bool is_sane = password.length <= PASSWORD_MOST;
    memcpy(stored, has_hash ? hash.bytes : nobody, has_hash ? hash.length : sizeof nobody - 1);
    const bool is_right =
        crypto_pwhash_str_verify(stored, password.bytes, is_sane ? password.length : 0) == 0;
    return is_right && has_hash && is_sane;
}

/* ------------------------------------------------------------------------------- accounts */

static bool login_is_plain(Text login)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789._-@");
    for (size_t i = 0; i < login.length; i++) {
        if (text_find_byte(plain, login.bytes[i], 0) == plain.length) {
            return false;
        }
    }
    return login.length > 0 && login.length <= LOGIN_MOST;
}

static Outcome check_new(const NewAccount *account, Problem *problem)
{
    if (!login_is_plain(account->login)) {
        return problem_set(problem, INVALID, TEXT("body"), "login",
                           "from 1 to %d letters without accents, digits and . _ - @",
                           LOGIN_MOST);
    }
    if (text_trim(account->name).length == 0 || account->name.length > ACCOUNT_NAME_MOST) {
        return problem_set(problem, INVALID, TEXT("body"), "name",
                           "from 1 to %d characters are expected", ACCOUNT_NAME_MOST);
    }
    if (id_is_nil(account->house)) {
        return problem_set(problem, INVALID, TEXT("body"), "house",
                           "the organisation this person works for is expected");
    }
    return OK;
}

static Outcome login_is_free(Session *session, Text login, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_BY_LOGIN, &statement, problem));
    bind_text(statement, "login", login);
    TRY(statement_next(statement, &row, problem));
    return !row ? OK
                : problem_set(problem, CONFLICT, TEXT("body"), "login", "“%.*s” is taken",
                              TEXT_ARG(login));
}

Outcome account_add(Session *session, Arena *arena, const NewAccount *account, Moment now,
                    Id *id, Problem *problem)
{
    TRY(check_new(account, problem));
    const Text login = text_lower_ascii(arena, account->login);
    const Id made = id_new(now * 1000);
    TRY(login_is_free(session, login, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_ADD, &statement, problem));
    bind_id(statement, "id", made);
    bind_text(statement, "login", login);
    bind_text(statement, "name", text_trim(account->name));
    bind_id(statement, "house", account->house);
    bind_text(statement, "profession", account->profession);
    bind_text(statement, "language", language_code(account->language));
    bind_text(statement, "password", account->password_hash);
    bind_blob(statement, "totp", "", 0);
    bind_integer(statement, "now", now);
    bind_integer(statement, "one_time", account->is_one_time);
    TRY(statement_run(statement, NULL, problem));
    *id = made;
    return OK;
}

static Account read_account(Arena *arena, const Statement *statement)
{
    Account account = {
        .id = column_id(statement, 0),
        .login = text_copy(arena, column_text(statement, 1)),
        .name = text_copy(arena, column_text(statement, 2)),
        .house = column_id(statement, 3),
        .profession = text_copy(arena, column_text(statement, 4)),
        .password = text_copy(arena, column_text(statement, 6)),
        .totp = text_copy(arena, column_text(statement, 7)),
        .totp_step = column_integer(statement, 8),
        .is_one_time = column_integer(statement, 10) != 0,
        .is_locked = column_integer(statement, 11) != 0,
    };
    account.is_open =
        !account.is_locked && text_equal(column_text(statement, 9), TEXT("active"));
    (void)language_parse(column_text(statement, 5), &account.language);
    return account;
}

Text account_state(const Account *account)
{
    if (account->is_open) {
        return TEXT("active");
    }
    return account->is_locked ? TEXT("locked") : TEXT("closed");
}

static Outcome read_one(Statement *statement, Arena *arena, Account *account, Problem *problem)
{
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "account", "no such account");
    }
    *account = read_account(arena, statement);
    return OK;
}

Outcome account_find(Session *session, Arena *arena, Text login, Account *account,
                     Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_BY_LOGIN, &statement, problem));
    bind_text(statement, "login", text_lower_ascii(arena, login));
    return read_one(statement, arena, account, problem);
}

Outcome account_get(Session *session, Arena *arena, Id id, Account *account, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_BY_ID, &statement, problem));
    bind_id(statement, "id", id);
    return read_one(statement, arena, account, problem);
}

Outcome account_list(Session *session, Arena *arena, AccountList *list, Problem *problem)
{
    AccountList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_EACH, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row && found.count < ACCOUNT_LIST_LIMIT) {
        LIST_APPEND(arena, &found, read_account(arena, statement));
        TRY(statement_next(statement, &row, problem));
    }
    *list = found;
    return OK;
}

static Outcome end_sessions(Session *session, Id id, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &LOGIN_SESSION_REMOVE_OF, &statement, problem));
    bind_id(statement, "account", id);
    return statement_run(statement, NULL, problem);
}

static Outcome run_on_one(Statement *statement, Problem *problem)
{
    int64_t changed = 0;
    TRY(statement_run(statement, &changed, problem));
    return changed == 1
               ? OK
               : problem_set(problem, NOT_FOUND, TEXT(""), "account", "no such account");
}

static Outcome set_password(Session *session, Id id, Text hash, int64_t one_time,
                            Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_SET_PASSWORD, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "password", hash);
    bind_integer(statement, "one_time", one_time);
    return run_on_one(statement, problem);
}

Outcome account_change_hash(Session *session, Id id, Text hash, Problem *problem)
{
    return set_password(session, id, hash, 0, problem);
}

Outcome account_set_totp(Session *session, Id id, Text sealed, int64_t step, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_SET_TOTP, &statement, problem));
    bind_id(statement, "id", id);
    bind_blob(statement, "totp", sealed.bytes, sealed.length);
    bind_integer(statement, "step", step);
    return run_on_one(statement, problem);
}

Outcome account_set_language(Session *session, Id id, Language language, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_SET_LANGUAGE, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "language", language_code(language));
    return run_on_one(statement, problem);
}

Outcome account_set_password(Session *session, Id id, Text hash, Problem *problem)
{
    TRY(set_password(session, id, hash, 1, problem));
    return end_sessions(session, id, problem);
}

static Outcome end_all(Session *session, const Query *query, Id id, Moment now,
                       Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, query, &statement, problem));
    bind_id(statement, "account", id);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome account_close(Session *session, Id id, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_SET_STATE, &statement, problem));
    bind_id(statement, "id", id);
    bind_text(statement, "state", TEXT("closed"));
    TRY(run_on_one(statement, problem));
    TRY(end_all(session, &ROLE_GRANT_END_ALL, id, now, problem));
    TRY(end_all(session, &TEAM_MEMBER_END_ALL, id, now, problem));
    return end_sessions(session, id, problem);
}

static Outcome set_locked(Session *session, Id id, int64_t locked, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ACCOUNT_SET_LOCKED, &statement, problem));
    bind_id(statement, "id", id);
    bind_integer(statement, "locked", locked);
    return run_on_one(statement, problem);
}

Outcome account_lock(Session *session, Id id, Problem *problem)
{
    TRY(set_locked(session, id, 1, problem));
    return end_sessions(session, id, problem);
}

Outcome account_unlock(Session *session, Id id, Problem *problem)
{
    return set_locked(session, id, 0, problem);
}

/* ------------------------------------------------------------------------ roles and teams */

static Outcome check_role(Text role, Problem *problem)
{
    return role_find(role) != NULL ? OK
                                   : problem_set(problem, INVALID, TEXT("body"), "role",
                                                 "no role “%.*s”", TEXT_ARG(role));
}

Outcome role_give(Session *session, Id account, Text role, Moment until, Id granter, Moment now,
                  Problem *problem)
{
    TRY(check_role(role, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ROLE_GRANT_PUT, &statement, problem));
    bind_id(statement, "account", account);
    bind_text(statement, "role", role);
    bind_integer(statement, "until", until);
    bind_integer(statement, "now", now);
    bind_blob(statement, "granter", granter.bytes, id_is_nil(granter) ? 0 : sizeof granter);
    return statement_run(statement, NULL, problem);
}

Outcome role_take(Session *session, Id account, Text role, Moment now, Problem *problem)
{
    int64_t changed = 0;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ROLE_GRANT_END, &statement, problem));
    bind_id(statement, "account", account);
    bind_text(statement, "role", role);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, &changed, problem));
    return changed == 1 ? OK
                        : problem_set(problem, NOT_FOUND, TEXT("body"), "role",
                                      "the account does not have this role");
}

Outcome team_add(Session *session, Id house, Text name, Moment now, Id *id, Problem *problem)
{
    const Text trimmed = text_trim(name);
    const Id made = id_new(now * 1000);
    if (trimmed.length == 0 || trimmed.length > ACCOUNT_NAME_MOST) {
        return problem_set(problem, INVALID, TEXT("body"), "name",
                           "from 1 to %d characters are expected", ACCOUNT_NAME_MOST);
    }
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TEAM_ADD, &statement, problem));
    bind_id(statement, "id", made);
    bind_id(statement, "house", house);
    bind_text(statement, "name", trimmed);
    bind_integer(statement, "now", now);
    TRY(statement_run(statement, NULL, problem));
    *id = made;
    return OK;
}

Outcome team_list(Session *session, Arena *arena, const Team **teams, size_t *count,
                  Problem *problem)
{
    LIST_OF(Team) found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TEAM_EACH, &statement, problem));
    TRY(statement_next(statement, &row, problem));
    while (row && found.count < TEAM_LIST_LIMIT) {
        LIST_APPEND(arena, &found,
                    (Team){column_id(statement, 0), column_id(statement, 1),
                           text_copy(arena, column_text(statement, 2))});
        TRY(statement_next(statement, &row, problem));
    }
    *teams = found.items;
    *count = found.count;
    return OK;
}

Outcome team_find(Session *session, Id id, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TEAM_FIND, &statement, problem));
    bind_id(statement, "id", id);
    TRY(statement_next(statement, &row, problem));
    return row ? OK : problem_set(problem, NOT_FOUND, TEXT("body"), "team", "no such team");
}

Outcome team_join(Session *session, Id account, Id team, Moment until, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TEAM_MEMBER_PUT, &statement, problem));
    bind_id(statement, "account", account);
    bind_id(statement, "team", team);
    bind_integer(statement, "until", until);
    return statement_run(statement, NULL, problem);
}

/* -------------------------------------------------------------------------------- callers */

Outcome role_grants(Session *session, Arena *arena, Id account, Moment now, RoleGrantList *list,
                    Problem *problem)
{
    RoleGrantList found = {0};
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &ROLE_GRANT_EACH, &statement, problem));
    bind_id(statement, "account", account);
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    while (row) {
        LIST_APPEND(arena, &found,
                    (RoleGrant){text_copy(arena, column_text(statement, 0)),
                                column_integer(statement, 1)});
        TRY(statement_next(statement, &row, problem));
    }
    *list = found;
    return OK;
}

static Outcome read_roles(Session *session, Arena *arena, Moment now, Caller *caller,
                          Problem *problem)
{
    RoleGrantList grants = {0};
    TRY(role_grants(session, arena, caller->account, now, &grants, problem));
    for (size_t i = 0; i < grants.count; i++) {
        const Role *role = role_find(grants.items[i].role);
        caller->permissions |= role == NULL ? 0 : role->permissions;
        caller->must_add_second =
            caller->must_add_second || (role != NULL && role->needs_second_factor);
    }
    return OK;
}

Outcome caller_read_teams(Session *session, Moment now, Caller *caller, Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &TEAM_MEMBER_EACH, &statement, problem));
    bind_id(statement, "account", caller->account);
    bind_integer(statement, "now", now);
    TRY(statement_next(statement, &row, problem));
    while (row && caller->team_count < CALLER_MOST_TEAMS) {
        caller->teams[caller->team_count++] = column_id(statement, 0);
        TRY(statement_next(statement, &row, problem));
    }
    return OK;
}

Outcome caller_read(Session *session, Arena *arena, Id account, Moment now, Caller *caller,
                    Problem *problem)
{
    Account found = {0};
    TRY(account_get(session, arena, account, &found, problem));
    if (!found.is_open) {
        return problem_set(problem, REFUSED, TEXT(""), "account",
                           "this account is closed or locked");
    }
    *caller = (Caller){
        .account = found.id,
        .name = found.name,
        .profession = found.profession,
        .house = found.house,
        .must_change_password = found.is_one_time,
    };
    TRY(read_roles(session, arena, now, caller, problem));
    /* Whoever signs in elsewhere made it there only where the provider says so, which is known
     * of a session and not of an account. */
    caller->must_add_second = caller->must_add_second && found.totp.length == 0;
    return caller_read_teams(session, now, caller, problem);
}

Outcome account_has_manager(Session *session, Moment now, bool *has, Problem *problem)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    AccountList list = {0};
    bool found = false;
    TRY(account_list(session, arena, &list, problem));
    for (size_t i = 0; i < list.count && !found; i++) {
        Caller caller = {0};
        if (list.items[i].is_open) {
            TRY(caller_read(session, arena, list.items[i].id, now, &caller, problem));
            found = permission_holds(caller.permissions, MAY_MANAGE_ACCOUNTS);
        }
    }
    *has = found;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/elsewhere.h"

#include "access/elsewhere_private.h"
#include "access/identity.h"
#include "access/journal.h"
#include "access/link.h"
#include "access/passkey.h"
#include "access/queries.h"
#include "crypto/base64.h"
#include "crypto/crypto.h"

/* ------------------------------------------------------------------------------- secrets */

Text elsewhere_derive(Arena *arena, const char *purpose, Text secret)
{
    const Digest digest = digest_of(text_from(purpose), secret);
    return base64url_write(arena, text_of((const char *)digest.bytes, sizeof digest.bytes));
}

static Text derive_state(Arena *arena, Text secret)
{
    return elsewhere_derive(arena, "sign-in state", secret);
}

static Text derive_nonce(Arena *arena, Text secret)
{
    return elsewhere_derive(arena, "sign-in nonce", secret);
}

static void bind_state(Statement *statement, Text state)
{
    const Digest digest = digest_of(TEXT("sign-in flow"), state);
    bind_blob(statement, "state", digest.bytes, sizeof digest.bytes);
}

static Text return_address(const Elsewhere *elsewhere, Text key)
{
    return text_format(elsewhere->arena, "%.*s" ELSEWHERE_RETURN "%.*s",
                       TEXT_ARG(elsewhere->site), TEXT_ARG(key));
}

/* ------------------------------------------------------------------------------- leaving */

typedef struct Leaving {
    const Elsewhere *elsewhere;
    const Departure *departure;
    Text state;
} Leaving;

static Outcome expire_flows(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &SIGN_IN_FLOW_EXPIRE, &statement, problem));
    bind_integer(statement, "since", now - ELSEWHERE_SECONDS);
    return statement_run(statement, NULL, problem);
}

static Outcome keep_flow(Session *session, void *context, Problem *problem)
{
    const Leaving *leaving = context;
    const Departure *departure = leaving->departure;
    TRY(expire_flows(session, leaving->elsewhere->now, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &SIGN_IN_FLOW_ADD, &statement, problem));
    bind_state(statement, leaving->state);
    bind_text(statement, "provider", departure->key);
    bind_text(statement, "way", departure->way);
    bind_text(statement, "language", language_code(departure->language));
    bind_integer(statement, "fresh", departure->is_locked);
    bind_integer(statement, "now", leaving->elsewhere->now);
    return statement_run(statement, NULL, problem);
}

static void put(Buffer *out, Arena *arena, const char *name, Text value)
{
    buffer_append_format(out, "&%s=%.*s", name, TEXT_ARG(elsewhere_encode(arena, value)));
}

/* The challenge is the digest of the verifier, which is told to the provider at the end. */
static Text challenge_of(Arena *arena, Text secret)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    const Text verifier = elsewhere_verifier(arena, secret);
    (void)crypto_hash_sha256(digest, (const unsigned char *)verifier.bytes, verifier.length);
    return base64url_write(arena, text_of((const char *)digest, sizeof digest));
}

static Text question_of(const Leaving *leaving, const Provider *provider,
                        const Discovery *discovery)
{
    Arena *arena = leaving->elsewhere->arena;
    const Departure *departure = leaving->departure;
    const bool is_locked = departure->is_locked;
    Buffer out = buffer_new(arena, 8192);
    buffer_append(&out, discovery->authorization);
    buffer_append(&out, text_contains(discovery->authorization, TEXT("?"))
                            ? TEXT("&response_type=code")
                            : TEXT("?response_type=code"));
    put(&out, arena, "client_id", provider->client_id);
    put(&out, arena, "redirect_uri", return_address(leaving->elsewhere, departure->key));
    put(&out, arena, "scope", TEXT("openid"));
    put(&out, arena, "state", leaving->state);
    put(&out, arena, "nonce", derive_nonce(arena, departure->secret));
    put(&out, arena, "code_challenge", challenge_of(arena, departure->secret));
    put(&out, arena, "code_challenge_method", TEXT("S256"));
    put(&out, arena, "ui_locales", language_code(departure->language));
    put(&out, arena, "max_age",
        text_format(arena, "%lld", is_locked ? 0LL : (long long)provider->fresh));
    if (is_locked) {
        put(&out, arena, "prompt", TEXT("login"));
    }
    if (provider->second_acr.length > 0) {
        put(&out, arena, "acr_values", provider->second_acr);
    }
    return buffer_text(&out);
}

static Outcome leave(const Elsewhere *elsewhere, const Provider *provider, Departure *departure)
{
    ProviderWords words = {0};
    TRY(provider_ask(elsewhere->arena, provider, elsewhere->ask, PROVIDER_KEYS_KEPT,
                     elsewhere->now, &words, elsewhere->problem));
    departure->secret = login_token_new(elsewhere->arena);
    Leaving leaving = {elsewhere, departure, derive_state(elsewhere->arena, departure->secret)};
    TRY(store_write(elsewhere->store, keep_flow, &leaving, elsewhere->problem));
    departure->address = question_of(&leaving, provider, &words.discovery);
    return OK;
}

Outcome elsewhere_leave(const Elsewhere *elsewhere, Departure *departure)
{
    const Provider *provider = provider_find(elsewhere->providers, departure->key);
    if (provider == NULL) {
        return problem_set(elsewhere->problem, NOT_FOUND, TEXT(""), "provider",
                           "no such provider");
    }
    if (!provider_enter(provider)) {
        return problem_set(elsewhere->problem, CONFLICT, TEXT(""), "provider",
                           "too many wait for this provider");
    }
    const Outcome outcome = leave(elsewhere, provider, departure);
    provider_leave(provider);
    return outcome == INVALID ? UNAVAILABLE : outcome;
}

/* -------------------------------------------------------------------------- coming back */

typedef struct Flow {
    Text provider;
    bool is_fresh;
    Moment started;
} Flow;

typedef struct Returning {
    const Elsewhere *elsewhere;
    ElsewhereReturn *back;
    const Provider *provider;
    Flow flow;
    Identity identity;
    bool has_flow;
    Outcome trouble; /* of the store */
} Returning;

static Outcome read_flow(Session *session, Returning *returning, Problem *problem)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    ElsewhereReturn *back = returning->back;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &SIGN_IN_FLOW_FIND, &statement, problem));
    bind_state(statement, back->state);
    bind_integer(statement, "since", elsewhere->now - ELSEWHERE_SECONDS);
    TRY(statement_next(statement, &returning->has_flow, problem));
    if (returning->has_flow) {
        back->way = text_copy(elsewhere->arena, column_text(statement, 1));
        (void)language_parse(column_text(statement, 2), &back->language);
        returning->flow =
            (Flow){text_copy(elsewhere->arena, column_text(statement, 0)),
                   column_integer(statement, 3) != 0, column_integer(statement, 4)};
    }
    return OK;
}

/* Taken away as it is found: of two that come back with it, one does. */
static Outcome take_flow(Session *session, void *context, Problem *problem)
{
    int64_t removed = 0;
    Returning *returning = context;
    TRY(read_flow(session, returning, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &SIGN_IN_FLOW_REMOVE, &statement, problem));
    bind_state(statement, returning->back->state);
    TRY(statement_run(statement, &removed, problem));
    returning->has_flow = returning->has_flow && removed == 1;
    return OK;
}

/* Another's answer must not be carried into this browser, nor serve twice. */
static Outcome find_flow(Returning *returning)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    ElsewhereReturn *back = returning->back;
    back->said = ELSEWHERE_LATE;
    if (back->secret.length != ELSEWHERE_SECRET ||
        !secret_equal(back->state, derive_state(elsewhere->arena, back->secret))) {
        return problem_set(elsewhere->problem, REFUSED, TEXT(""), "state",
                           "nobody left for the provider from this browser");
    }
    returning->trouble =
        store_write(elsewhere->store, take_flow, returning, elsewhere->problem);
    TRY(returning->trouble);
    return returning->has_flow ? OK
                               : problem_set(elsewhere->problem, REFUSED, TEXT(""), "state",
                                             "nobody left, or they came back already");
}

/* The provider that was asked must be the one that answers: its path, and its name where it
 * gives it. */
static Outcome check_provider(Returning *returning)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    const ElsewhereReturn *back = returning->back;
    returning->back->said = ELSEWHERE_DOUBTED;
    returning->provider = provider_find(elsewhere->providers, back->key);
    if (returning->provider == NULL || !text_equal(back->key, returning->flow.provider)) {
        return problem_set(elsewhere->problem, REFUSED, TEXT(""), "provider",
                           "another provider answers than the one that was asked");
    }
    if (back->issuer.length > 0 && !text_equal(back->issuer, returning->provider->issuer)) {
        return problem_set(elsewhere->problem, REFUSED, TEXT(""), "iss",
                           "another provider answers than the one that was asked");
    }
    if (back->code.length > 0 && back->code.length <= ELSEWHERE_MOST_CODE) {
        return OK;
    }
    returning->back->said = ELSEWHERE_DECLINED;
    return problem_set(elsewhere->problem, REFUSED, TEXT(""), "code",
                       "the provider gave no code");
}

/* ------------------------------------------------------------------------- who they are */

static Outcome verify(Returning *returning, const Jwt *jwt, const ProviderWords *words)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    const IdentityCheck check = {
        .provider = returning->provider,
        .keys = words->keys,
        .nonce = derive_nonce(elsewhere->arena, returning->back->secret),
        .started = returning->flow.started,
        .now = elsewhere->now,
        .must_be_fresh = returning->flow.is_fresh,
    };
    returning->back->said = ELSEWHERE_DOUBTED;
    return identity_read(elsewhere->arena, jwt, &check, &returning->identity,
                         elsewhere->problem);
}

static Outcome ask_words(Returning *returning, ProviderKeys wanted, ProviderWords *words)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    returning->back->said = ELSEWHERE_SILENT;
    return provider_ask(elsewhere->arena, returning->provider, elsewhere->ask, wanted,
                        elsewhere->now, words, elsewhere->problem);
}

static Outcome exchange(Returning *returning)
{
    Jwt jwt = {0};
    Text token = {0};
    ProviderWords words = {0};
    const Elsewhere *elsewhere = returning->elsewhere;
    ElsewhereReturn *back = returning->back;
    TRY(ask_words(returning, PROVIDER_KEYS_KEPT, &words));
    if (words.discovery.answers_as_issuer && back->issuer.length == 0) {
        back->said = ELSEWHERE_DOUBTED;
        return problem_set(elsewhere->problem, REFUSED, TEXT(""), "iss",
                           "the answer does not name the provider, which says it would");
    }
    const Exchange asked = {
        .elsewhere = elsewhere,
        .provider = returning->provider,
        .discovery = &words.discovery,
        .code = back->code,
        .return_address = return_address(elsewhere, back->key),
        .verifier = elsewhere_verifier(elsewhere->arena, back->secret),
    };
    TRY(exchange_code(&asked, &token, &back->said));
    back->said = ELSEWHERE_DOUBTED;
    TRY(jwt_read(elsewhere->arena, token, "id_token", &jwt, elsewhere->problem));
    if (!jwt_key_is_known(elsewhere->arena, &jwt, words.keys)) {
        TRY(ask_words(returning, PROVIDER_KEYS_ANEW, &words));
    }
    return verify(returning, &jwt, &words);
}

/* Others come back in a moment: the provider may be slow, and the workers are few. */
static Outcome prove(Returning *returning)
{
    TRY(find_flow(returning));
    TRY(check_provider(returning));
    returning->back->said = ELSEWHERE_BUSY;
    if (!provider_enter(returning->provider)) {
        return problem_set(returning->elsewhere->problem, CONFLICT, TEXT(""), "provider",
                           "too many wait for this provider");
    }
    const Outcome outcome = exchange(returning);
    provider_leave(returning->provider);
    return outcome;
}

/* ------------------------------------------------------------------------------ opening */

static bool a_role_asks(const RoleGrantList *grants)
{
    for (size_t i = 0; i < grants->count; i++) {
        const Role *role = role_find(grants->items[i].role);
        if (role != NULL && role->needs_second_factor) {
            return true;
        }
    }
    return false;
}

static Outcome fail(Session *session, const Returning *returning, Problem *problem)
{
    const Id account = returning->back->account.id;
    const JournalNote line = {
        .act = TEXT("session.refused"), .subject = account, .because = TEXT("provider")};
    return journal_append(session, account, returning->elsewhere->now, &line, 1, problem);
}

static Outcome open_session(Session *session, Returning *returning, Problem *problem)
{
    ElsewhereReturn *back = returning->back;
    const LoginOpening opening = {
        .token = back->token,
        .account = back->account.id,
        .provider = returning->provider->key,
        .has_second = returning->identity.has_second,
        .now = returning->elsewhere->now,
    };
    back->said = ELSEWHERE_DONE;
    return login_open(session, &opening, problem);
}

static Outcome give_ticket(Returning *returning, Problem *problem)
{
    const Elsewhere *elsewhere = returning->elsewhere;
    const LoginTicket made = {&returning->back->account, returning->provider->key,
                              elsewhere->now};
    returning->back->said = ELSEWHERE_CODE;
    return login_ticket(elsewhere->arena, elsewhere->keyring, &made, &returning->back->ticket,
                        problem);
}

/* The second step is the provider's where it says so; else ours where there is one; else there
 * must be a way to one, which starts with a password. */
static Outcome open_account(Session *session, Returning *returning, Problem *problem)
{
    PasskeyList passkeys = {0};
    RoleGrantList grants = {0};
    const Elsewhere *elsewhere = returning->elsewhere;
    const Account *account = &returning->back->account;
    if (returning->identity.has_second) {
        return open_session(session, returning, problem);
    }
    if (account->totp.length > 0) {
        return give_ticket(returning, problem);
    }
    TRY(role_grants(session, elsewhere->arena, account->id, elsewhere->now, &grants, problem));
    TRY(passkey_list(session, elsewhere->arena, account->id, &passkeys, problem));
    if (a_role_asks(&grants) && passkeys.count > 0 && elsewhere->keyring != NULL) {
        return give_ticket(returning, problem);
    }
    if (a_role_asks(&grants) && account->password.length == 0) {
        returning->back->said = ELSEWHERE_WEAK;
        return fail(session, returning, problem);
    }
    return open_session(session, returning, problem);
}

static Outcome find_account(Session *session, void *context, Problem *problem)
{
    Id id = {0};
    Returning *returning = context;
    ElsewhereReturn *back = returning->back;
    back->said = ELSEWHERE_UNKNOWN;
    const Outcome found = link_find(session, returning->provider->issuer,
                                    returning->identity.subject, &id, problem);
    if (found == NOT_FOUND) {
        return OK;
    }
    TRY(found);
    TRY(account_get(session, returning->elsewhere->arena, id, &back->account, problem));
    return back->account.is_open ? open_account(session, returning, problem)
                                 : fail(session, returning, problem);
}

Outcome elsewhere_return(const Elsewhere *elsewhere, ElsewhereReturn *back)
{
    Returning returning = {.elsewhere = elsewhere, .back = back};
    if (prove(&returning) != OK) {
        return returning.trouble;
    }
    back->subject = returning.identity.subject;
    back->token = login_token_new(elsewhere->arena);
    return store_write(elsewhere->store, find_account, &returning, elsewhere->problem);
}

Text elsewhere_end(const Elsewhere *elsewhere, Text key)
{
    ProviderWords words = {0};
    Arena *arena = elsewhere->arena;
    const Provider *provider = provider_find(elsewhere->providers, key);
    if (provider == NULL || !provider_recall(arena, provider, &words) ||
        words.discovery.end.length == 0) {
        return TEXT("");
    }
    const Text back = text_format(arena, "%.*s/entrer", TEXT_ARG(elsewhere->site));
    Buffer out = buffer_new(arena, 8192);
    buffer_append(&out, words.discovery.end);
    buffer_append(&out, text_contains(words.discovery.end, TEXT("?")) ? TEXT("&") : TEXT("?"));
    buffer_append_format(&out, "client_id=%.*s",
                         TEXT_ARG(elsewhere_encode(arena, provider->client_id)));
    put(&out, arena, "post_logout_redirect_uri", back);
    return buffer_text(&out);
}

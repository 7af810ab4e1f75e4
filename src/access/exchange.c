/* SPDX-License-Identifier: EUPL-1.2 */
/* The code of a provider in exchange for its statement (RFC 6749, 4.1.3), by a secret both
 * sides know or by a statement we sign (RFC 7523). */
#include "access/elsewhere_private.h"
#include "access/jwt.h"
#include "base/buffer.h"
#include "crypto/base64.h"

enum { MOST_FORM = 32768, PROOF_SECONDS = 60, DEPTH = 8, VALUES = 200, MOST_ERROR = 64 };

static const JsonLimits limits = {.bytes = 65536, .depth = DEPTH, .values = VALUES};

Text elsewhere_verifier(Arena *arena, Text secret)
{
    return elsewhere_derive(arena, "sign-in verifier", secret);
}

Text elsewhere_encode(Arena *arena, Text text)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-._");
    Buffer out = buffer_new(arena, 3 * text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        if (text_find_byte(plain, text.bytes[i], 0) < plain.length) {
            buffer_append_byte(&out, text.bytes[i]);
        } else {
            buffer_append_format(&out, "%%%02X", (unsigned)(unsigned char)text.bytes[i]);
        }
    }
    return buffer_text(&out);
}

static void put(Buffer *out, Arena *arena, const char *name, Text value)
{
    buffer_append_format(out, "%s%s=%.*s", out->length > 0 ? "&" : "", name,
                         TEXT_ARG(elsewhere_encode(arena, value)));
}

/* ------------------------------------------------------------------------ who asks for it */

static Text claims_of(const Exchange *exchange)
{
    Arena *arena = exchange->elsewhere->arena;
    const Moment now = exchange->elsewhere->now;
    Buffer buffer = buffer_new(arena, 4096);
    JsonWriter json = json_writer(&buffer);
    json_object_open(&json);
    json_member(&json, "iss", exchange->provider->client_id);
    json_member(&json, "sub", exchange->provider->client_id);
    json_member(&json, "aud", exchange->provider->issuer);
    json_member(&json, "jti", login_token_new(arena));
    json_member_integer(&json, "iat", now);
    json_member_integer(&json, "exp", now + PROOF_SECONDS);
    json_object_close(&json);
    return buffer_text(&buffer);
}

static Outcome put_statement(const Exchange *exchange, Buffer *form)
{
    Text signed_claims = {0};
    Arena *arena = exchange->elsewhere->arena;
    const JwtSigning signing = {
        .private_key = exchange->provider->private_key,
        .key_id = exchange->provider->key_id,
        .claims = claims_of(exchange),
    };
    TRY(jwt_sign(arena, &signing, &signed_claims, exchange->elsewhere->problem));
    put(form, arena, "client_id", exchange->provider->client_id);
    put(form, arena, "client_assertion_type",
        TEXT("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
    put(form, arena, "client_assertion", signed_claims);
    return OK;
}

/* RFC 6749, 2.3.1: both halves are encoded before they are joined. */
static Text basic_of(const Exchange *exchange)
{
    Arena *arena = exchange->elsewhere->arena;
    const Provider *provider = exchange->provider;
    const Text pair =
        text_format(arena, "%.*s:%.*s", TEXT_ARG(elsewhere_encode(arena, provider->client_id)),
                    TEXT_ARG(elsewhere_encode(arena, provider->secret)));
    return text_format(arena, "Basic %.*s", TEXT_ARG(base64_write(arena, pair)));
}

static Outcome put_client(const Exchange *exchange, Buffer *form, Text *authorization)
{
    Arena *arena = exchange->elsewhere->arena;
    const Provider *provider = exchange->provider;
    *authorization = TEXT("");
    if (provider->secret.length == 0) {
        return put_statement(exchange, form);
    }
    if (exchange->discovery->takes_basic) {
        *authorization = basic_of(exchange);
        return OK;
    }
    put(form, arena, "client_id", provider->client_id);
    put(form, arena, "client_secret", provider->secret);
    return OK;
}

/* ------------------------------------------------------------------------------ the answer */

/* "invalid_grant": a code of RFC 6749, 5.2, which is no word of a person. */
static bool error_is_plain(Text error)
{
    static const Text plain = TEXT_INIT("abcdefghijklmnopqrstuvwxyz_");
    for (size_t i = 0; i < error.length; i++) {
        if (text_find_byte(plain, error.bytes[i], 0) == plain.length) {
            return false;
        }
    }
    return error.length > 0 && error.length <= MOST_ERROR;
}

static Outcome read_answer(const Exchange *exchange, Text answer, Text *token)
{
    json_t *document SCOPED(json_close) = NULL;
    Problem *problem = exchange->elsewhere->problem;
    TRY(json_read(answer, limits, &document, problem));
    const Text error = json_member_text(document, "error");
    const Text said = json_member_text(document, "id_token");
    if (said.length > 0) {
        *token = text_copy(exchange->elsewhere->arena, said);
        return OK;
    }
    return problem_set(problem, REFUSED, TEXT("token"), "", "the provider says: %.*s",
                       TEXT_ARG(error_is_plain(error) ? error : TEXT("no id_token")));
}

Outcome exchange_code(const Exchange *exchange, Text *token, ElsewhereState *said)
{
    Text answer = {0};
    Arena *arena = exchange->elsewhere->arena;
    Buffer form = buffer_new(arena, MOST_FORM);
    Question question = {.provider = exchange->provider, .address = exchange->discovery->token};
    put(&form, arena, "grant_type", TEXT("authorization_code"));
    put(&form, arena, "code", exchange->code);
    put(&form, arena, "redirect_uri", exchange->return_address);
    put(&form, arena, "code_verifier", exchange->verifier);
    *said = ELSEWHERE_SILENT;
    TRY(put_client(exchange, &form, &question.authorization));
    question.form = buffer_text(&form);
    TRY(exchange->elsewhere->ask(arena, &question, &answer, exchange->elsewhere->problem));
    *said = ELSEWHERE_DOUBTED;
    return read_answer(exchange, answer, token);
}

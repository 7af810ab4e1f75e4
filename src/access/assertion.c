/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/assertion.h"

#include "access/jwt.h"
#include "json/json.h"

/* SMART Backend Services names these two. */
static const JwtAlgorithms algorithms = JWT_RS384 | JWT_ES384;

static Outcome refuse(Problem *problem, const char *why)
{
    return problem_set(problem, REFUSED, TEXT("body"), "client_assertion", "%s", why);
}

static Outcome malformed(Problem *problem, const char *why)
{
    return problem_set(problem, INVALID, TEXT("body"), "client_assertion", "%s", why);
}

/* -------------------------------------------------------------------------------- reading */

static Outcome read_claims(Arena *arena, const json_t *claims, Assertion *assertion,
                           Problem *problem)
{
    const Text issuer = json_member_text(claims, "iss");
    const json_t *expires = json_object_get(claims, "exp");
    const Text number = json_member_text(claims, "jti");
    if (issuer.length == 0 || !text_equal(issuer, json_member_text(claims, "sub"))) {
        return malformed(problem, "iss and sub are expected, both the client");
    }
    if (!json_is_integer(expires) || number.length == 0 || number.length > 256) {
        return malformed(problem, "exp, in seconds, and jti are expected");
    }
    *assertion = (Assertion){.client = text_copy(arena, issuer),
                             .number = text_copy(arena, number),
                             .expires = json_integer_value(expires)};
    return OK;
}

static Outcome read_token(Arena *arena, Text token, Jwt *jwt, Problem *problem)
{
    if (token.length > ASSERTION_MOST_BYTES) {
        return malformed(problem, "a shorter statement is expected");
    }
    return jwt_read(arena, token, "client_assertion", jwt, problem);
}

Outcome assertion_client(Arena *arena, Text token, Text *client, Problem *problem)
{
    Jwt jwt = {0};
    Assertion assertion = {0};
    json_t *claims SCOPED(json_close) = NULL;
    TRY(read_token(arena, token, &jwt, problem));
    TRY(json_read(jwt.claims, JWT_LIMITS, &claims, problem));
    TRY(read_claims(arena, claims, &assertion, problem));
    *client = assertion.client;
    return OK;
}

static Outcome check_claims(const json_t *claims, const AssertionCheck *check,
                            const Assertion *assertion, Problem *problem)
{
    const json_t *before = json_object_get(claims, "nbf");
    if (!jwt_is_for(claims, check->audience)) {
        return refuse(problem, "aud must be the address of this token endpoint");
    }
    if (assertion->expires <= check->now) {
        return refuse(problem, "the statement has ended");
    }
    if (assertion->expires > check->now + ASSERTION_MOST_SECONDS + JWT_SLACK_SECONDS) {
        return refuse(problem, "exp lies more than five minutes ahead");
    }
    if (json_is_integer(before) &&
        json_integer_value(before) > check->now + JWT_SLACK_SECONDS) {
        return refuse(problem, "the statement does not hold yet");
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- keys */

static Outcome keys_invalid(Problem *problem, size_t at, const char *why)
{
    return problem_set(problem, INVALID, TEXT("body"), "keys", "key %zu: %s", at + 1, why);
}

Outcome assertion_check_keys(Arena *arena, Text keys, Problem *problem)
{
    json_t *document SCOPED(json_close) = NULL;
    const json_t *key = NULL;
    size_t i = 0;
    if (keys.length > ASSERTION_MOST_KEY_BYTES) {
        return problem_set(problem, INVALID, TEXT("body"), "keys",
                           "at most %d bytes are expected", ASSERTION_MOST_KEY_BYTES);
    }
    TRY(json_read(keys, JWT_LIMITS, &document, problem));
    const json_t *list = json_object_get(document, "keys");
    if (json_array_size(list) == 0 || json_array_size(list) > ASSERTION_MOST_KEYS) {
        return problem_set(problem, INVALID, TEXT("body"), "keys",
                           "a JWK set is expected: {\"keys\": [...]} with 1 to %d keys",
                           ASSERTION_MOST_KEYS);
    }
    json_array_foreach(list, i, key)
    {
        if (jwt_key_is_private(key)) {
            return keys_invalid(problem, i, "it is private; its owner alone may hold it");
        }
        if ((jwt_key_algorithms(arena, key) & algorithms) == 0) {
            return keys_invalid(problem, i,
                                "RSA of 2048 bits or more, or EC on P-384, is expected");
        }
    }
    return OK;
}

/* ------------------------------------------------------------------------------- verifying */

Outcome assertion_verify(Arena *arena, Text token, const AssertionCheck *check,
                         Assertion *assertion, Problem *problem)
{
    Jwt jwt = {0};
    Assertion read = {0};
    json_t *claims SCOPED(json_close) = NULL;
    TRY(read_token(arena, token, &jwt, problem));
    TRY(jwt_verify(arena, &jwt, check->keys, algorithms, problem));
    TRY(json_read(jwt.claims, JWT_LIMITS, &claims, problem));
    TRY(read_claims(arena, claims, &read, problem));
    TRY(check_claims(claims, check, &read, problem));
    *assertion = read;
    return OK;
}

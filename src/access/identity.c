/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/identity.h"

#include "crypto/crypto.h"

static const JwtAlgorithms algorithms = JWT_RS256 | JWT_ES256 | JWT_EDDSA;

static Outcome refuse(const char *claim, const char *why, Problem *problem)
{
    return problem_set(problem, REFUSED, TEXT("id_token"), claim, "%s", why);
}

/* A token for several must say which of them asked for it. */
static Outcome check_audience(const json_t *claims, const IdentityCheck *check,
                              Problem *problem)
{
    const Text client = check->provider->client_id;
    const json_t *party = json_object_get(claims, "azp");
    const bool has_others = json_array_size(json_object_get(claims, "aud")) > 1;
    if (!text_equal(json_member_text(claims, "iss"), check->provider->issuer)) {
        return refuse("iss", "it is of another issuer", problem);
    }
    if (!jwt_is_for(claims, client)) {
        return refuse("aud", "it is for another client", problem);
    }
    if ((has_others || party != NULL) && !text_equal(json_text(party), client)) {
        return refuse("azp", "another client asked for it", problem);
    }
    return secret_equal(json_member_text(claims, "nonce"), check->nonce)
               ? OK
               : refuse("nonce", "it answers another question", problem);
}

static bool read_moment(const json_t *claims, const char *name, Moment *moment)
{
    const json_t *value = json_object_get(claims, name);
    *moment = json_is_integer(value) ? json_integer_value(value) : 0;
    return json_is_integer(value);
}

static Outcome check_times(const json_t *claims, const IdentityCheck *check, Problem *problem)
{
    Moment expires = 0;
    Moment issued = 0;
    Moment before = 0;
    if (!read_moment(claims, "exp", &expires) || !read_moment(claims, "iat", &issued)) {
        return refuse("exp", "exp and iat are expected, in seconds", problem);
    }
    if (expires <= check->now - JWT_SLACK_SECONDS) {
        return refuse("exp", "it has ended", problem);
    }
    if (issued > check->now + JWT_SLACK_SECONDS ||
        issued < check->now - IDENTITY_MOST_AGE - JWT_SLACK_SECONDS) {
        return refuse("iat", "it was not issued just now", problem);
    }
    if (read_moment(claims, "nbf", &before) && before > check->now + JWT_SLACK_SECONDS) {
        return refuse("nbf", "it does not hold yet", problem);
    }
    return OK;
}

/* At a desk somebody else may sit before the provider's own session of an hour ago. */
static Outcome check_proof(const json_t *claims, const IdentityCheck *check, Problem *problem)
{
    Moment proved = 0;
    const Moment age = check->must_be_fresh ? 0 : check->provider->fresh;
    if (!read_moment(claims, "auth_time", &proved)) {
        return refuse("auth_time", "when somebody proved who they are is expected", problem);
    }
    return proved >= check->started - age - JWT_SLACK_SECONDS
               ? OK
               : refuse("auth_time", "somebody proved who they are too long ago", problem);
}

static bool is_word(Text words, Text wanted)
{
    Text rest = words;
    Text word = {0};
    while (wanted.length > 0 && text_next(&rest, ' ', &word)) {
        if (text_equal(word, wanted)) {
            return true;
        }
    }
    return false;
}

static bool says_second(const json_t *claims, const Provider *provider)
{
    const json_t *one = NULL;
    size_t i = 0;
    bool says = is_word(provider->second_acr, json_member_text(claims, "acr"));
    json_array_foreach(json_object_get(claims, "amr"), i, one)
    {
        says = says || is_word(provider->second_amr, json_text(one));
    }
    return says;
}

Outcome identity_read(Arena *arena, const Jwt *jwt, const IdentityCheck *check,
                      Identity *identity, Problem *problem)
{
    json_t *claims SCOPED(json_close) = NULL;
    TRY(jwt_verify(arena, jwt, check->keys, algorithms, problem));
    TRY(json_read(jwt->claims, JWT_LIMITS, &claims, problem));
    TRY(check_audience(claims, check, problem));
    TRY(check_times(claims, check, problem));
    TRY(check_proof(claims, check, problem));
    const Text subject = json_member_text(claims, "sub");
    if (subject.length == 0 || subject.length > IDENTITY_MOST_SUBJECT) {
        return refuse("sub", "who it is about is expected", problem);
    }
    *identity = (Identity){text_copy(arena, subject), says_second(claims, check->provider)};
    return OK;
}

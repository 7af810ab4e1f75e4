/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/discovery.h"

#include "json/json.h"

enum { DEPTH = 8, VALUES = 2000 };

static const JsonLimits limits = {
    .bytes = DISCOVERY_MOST_BYTES, .depth = DEPTH, .values = VALUES};

static Outcome refuse(const char *field, const char *why, Problem *problem)
{
    return problem_set(problem, INVALID, TEXT("discovery"), field, "%s", why);
}

static Outcome read_address(Arena *arena, const json_t *document, const char *name,
                            Text *address, Problem *problem)
{
    Endpoint endpoint = {0};
    const Text said = json_member_text(document, name);
    if (!endpoint_parse(arena, said, &endpoint)) {
        return refuse(name, "an address of https is expected", problem);
    }
    *address = text_copy(arena, said);
    return OK;
}

static Outcome read_addresses(Arena *arena, const json_t *document, Discovery *read,
                              Problem *problem)
{
    TRY(read_address(arena, document, "authorization_endpoint", &read->authorization, problem));
    TRY(read_address(arena, document, "token_endpoint", &read->token, problem));
    TRY(read_address(arena, document, "jwks_uri", &read->keys, problem));
    return json_object_get(document, "end_session_endpoint") == NULL
               ? OK
               : read_address(arena, document, "end_session_endpoint", &read->end, problem);
}

static bool list_names(const json_t *list, Text wanted)
{
    const json_t *one = NULL;
    size_t i = 0;
    json_array_foreach(list, i, one)
    {
        if (text_equal(json_text(one), wanted)) {
            return true;
        }
    }
    return false;
}

/* A provider that says nothing of PKCE is taken at its silence: it ignores what it does not
 * know. One that names other ways alone is not. */
static Outcome check_ways(const json_t *document, Problem *problem)
{
    const json_t *challenges = json_object_get(document, "code_challenge_methods_supported");
    const json_t *types = json_object_get(document, "response_types_supported");
    if (challenges != NULL && !list_names(challenges, TEXT("S256"))) {
        return refuse("code_challenge_methods_supported", "S256 is expected", problem);
    }
    return list_names(types, TEXT("code"))
               ? OK
               : refuse("response_types_supported", "code is expected", problem);
}

Outcome discovery_read(Arena *arena, Text document, Text issuer, Discovery *discovery,
                       Problem *problem)
{
    json_t *root SCOPED(json_close) = NULL;
    Discovery read = {.issuer = issuer};
    TRY(json_read(document, limits, &root, problem));
    if (!text_equal(json_member_text(root, "issuer"), issuer)) {
        return refuse("issuer", "the issuer that was asked is expected", problem);
    }
    TRY(read_addresses(arena, root, &read, problem));
    TRY(check_ways(root, problem));
    const json_t *ways = json_object_get(root, "token_endpoint_auth_methods_supported");
    read.takes_basic = ways == NULL || list_names(ways, TEXT("client_secret_basic"));
    read.answers_as_issuer =
        json_is_true(json_object_get(root, "authorization_response_iss_parameter_supported"));
    *discovery = read;
    return OK;
}

void discovery_copy(Arena *arena, const Discovery *from, Discovery *to)
{
    *to = *from;
    to->issuer = text_copy(arena, from->issuer);
    to->authorization = text_copy(arena, from->authorization);
    to->token = text_copy(arena, from->token);
    to->keys = text_copy(arena, from->keys);
    to->end = text_copy(arena, from->end);
}

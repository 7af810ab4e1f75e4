/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/provider_cli.h"

#include "access/jwt.h"

enum { MOST_FILE = 65536, MOST_SECRET = 16384, MOST_TRUST = 1 << 20 };

/* A path in the file starts at the folder of the file. */
static Text beside(const Invocation *invocation, Text file, Text named)
{
    size_t slash = file.length;
    while (slash > 0 && file.bytes[slash - 1] != '/') {
        slash--;
    }
    return text_starts_with(named, TEXT("/")) || slash == 0
               ? named
               : text_format(invocation->arena, "%.*s%.*s",
                             TEXT_ARG(text_slice(file, 0, slash)), TEXT_ARG(named));
}

static Outcome read_named(Invocation *invocation, Text file, Text named, size_t most,
                          Text *content)
{
    *content = TEXT("");
    return named.length == 0 ? OK
                             : invocation_read_file(invocation, beside(invocation, file, named),
                                                    most, content);
}

/* A key that signs nothing is found out at the start, not when the first person comes. */
static Outcome try_key(Invocation *invocation, const Provider *provider)
{
    Text token = {0};
    const JwtSigning signing = {provider->private_key, provider->key_id, TEXT("{}")};
    return provider->private_key.length == 0
               ? OK
               : jwt_sign(invocation->arena, &signing, &token, &invocation->problem);
}

static Outcome read_secrets(Invocation *invocation, Text file, Provider *provider)
{
    TRY(read_named(invocation, file, provider->secret_file, MOST_SECRET, &provider->secret));
    TRY(read_named(invocation, file, provider->private_file, MOST_SECRET,
                   &provider->private_key));
    TRY(read_named(invocation, file, provider->trust_file, MOST_TRUST, &provider->trust));
    provider->secret = text_trim(provider->secret);
    if (provider->secret.length == 0 && provider->private_key.length == 0) {
        return problem_set(&invocation->problem, INVALID, file, "secret_file",
                           "the secret of “%.*s” is empty", TEXT_ARG(provider->key));
    }
    return try_key(invocation, provider);
}

Outcome providers_of_file(Invocation *invocation, Text file, Providers *providers)
{
    Text content = {0};
    if (file.bytes == NULL) {
        return OK;
    }
    TRY(invocation_read_file(invocation, file, MOST_FILE, &content));
    TRY(providers_read(invocation->arena, file, content, providers, &invocation->problem));
    for (size_t i = 0; i < providers->count; i++) {
        TRY(read_secrets(invocation, file, &providers->items[i]));
    }
    return OK;
}

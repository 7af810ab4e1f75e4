/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/provider.h"

#include <pthread.h>
#include <stdlib.h>

#include "access/jwt.h"
#include "base/list.h"
#include "yaml/yaml.h"

enum { MOST_NAME = 60, MOST_KEY = 32, USUAL_FRESH = 300, MOST_FRESH = 24 * 60 * 60 };

struct ProviderMemory {
    pthread_mutex_t mutex;
    Arena *arena; /* of the words; NULL before the first */
    ProviderWords words;
    Moment heard;    /* when it said all of it */
    Moment asked;    /* for its keys, last */
    unsigned inside; /* people it is waited for */
};

/* -------------------------------------------------------------------------------- reading */

typedef struct Reading {
    Arena *arena;
    Text file;
    Problem *problem;
} Reading;

static Outcome refuse(const Reading *reading, const YamlNode *node, const char *field,
                      const char *reason)
{
    const Text where = text_format(reading->arena, "%.*s:%zu", TEXT_ARG(reading->file),
                                   node == NULL ? 1 : node->line);
    return problem_set(reading->problem, INVALID, where, field, "%s", reason);
}

static bool key_is_plain(Text key)
{
    for (size_t i = 0; i < key.length; i++) {
        const char byte = key.bytes[i];
        if ((byte < 'a' || byte > 'z') && (byte < '0' || byte > '9') && byte != '-') {
            return false;
        }
    }
    return key.length > 0 && key.length <= MOST_KEY;
}

static bool member_is_known(Text key)
{
    static const char *const known[] = {
        "key",    "name",        "issuer",     "client_id",  "secret_file", "private_key",
        "key_id", "authorities", "second_acr", "second_amr", "private",     "max_age",
    };
    return text_among(key, known, LENGTH_OF(known), NULL);
}

static Outcome check_members(const Reading *reading, const YamlNode *node)
{
    for (const YamlNode *member = node->first; member != NULL; member = member->next) {
        if (!member_is_known(member->key)) {
            return refuse(reading, member, text_to_c(reading->arena, member->key),
                          "a provider has no such field");
        }
    }
    return OK;
}

/* Words with spaces between, written as a list. */
static Text read_words(const Reading *reading, const YamlNode *node, const char *key)
{
    const YamlNode *list = yaml_member(node, key);
    Text words[32] = {{0}};
    size_t count = 0;
    const YamlNode *one = list == NULL || list->kind != YAML_LIST ? NULL : list->first;
    for (; one != NULL && count < LENGTH_OF(words); one = one->next) {
        words[count++] = one->value;
    }
    return text_join(reading->arena, words, count, TEXT(" "));
}

static Outcome check_names(const Reading *reading, const YamlNode *node, const Provider *made)
{
    Endpoint endpoint = {0};
    if (!key_is_plain(made->key)) {
        return refuse(reading, node, "key", "small letters, digits and hyphens are expected");
    }
    if (made->name.length == 0 || made->name.length > MOST_NAME) {
        return refuse(reading, node, "name", "what stands on the button is expected");
    }
    if (!endpoint_parse(reading->arena, made->issuer, &endpoint) ||
        text_contains(made->issuer, TEXT("?"))) {
        return refuse(reading, node, "issuer", "an address is expected: https://idp.example");
    }
    if (made->client_id.length == 0) {
        return refuse(reading, node, "client_id", "what the provider calls us is expected");
    }
    if ((made->secret_file.length > 0) == (made->private_file.length > 0)) {
        return refuse(reading, node, "secret_file",
                      "either secret_file or private_key is expected");
    }
    return OK;
}

static Outcome read_age(const Reading *reading, const YamlNode *node, Provider *made)
{
    const Text age = yaml_member_text(node, "max_age");
    made->fresh = USUAL_FRESH;
    if (age.length > 0 &&
        (!text_to_integer(age, &made->fresh) || made->fresh < 0 || made->fresh > MOST_FRESH)) {
        return refuse(reading, yaml_member(node, "max_age"), "max_age",
                      "seconds are expected, from 0 to a day");
    }
    return OK;
}

static ProviderMemory *memory_new(void)
{
    ProviderMemory *memory = calloc(1, sizeof *memory);
    if (memory == NULL || pthread_mutex_init(&memory->mutex, NULL) != 0) {
        abort();
    }
    return memory;
}

static Outcome read_one(const Reading *reading, const YamlNode *node, Providers *providers)
{
    Arena *arena = reading->arena;
    const Text is_private = yaml_member_text(node, "private");
    Provider made = {
        .key = text_copy(arena, yaml_member_text(node, "key")),
        .name = text_copy(arena, yaml_member_text(node, "name")),
        .issuer = text_copy(arena, yaml_member_text(node, "issuer")),
        .client_id = text_copy(arena, yaml_member_text(node, "client_id")),
        .key_id = text_copy(arena, yaml_member_text(node, "key_id")),
        .secret_file = text_copy(arena, yaml_member_text(node, "secret_file")),
        .private_file = text_copy(arena, yaml_member_text(node, "private_key")),
        .trust_file = text_copy(arena, yaml_member_text(node, "authorities")),
        .second_acr = read_words(reading, node, "second_acr"),
        .second_amr = read_words(reading, node, "second_amr"),
        .is_private = text_equal(is_private, TEXT("yes")),
    };
    TRY(check_members(reading, node));
    TRY(check_names(reading, node, &made));
    TRY(read_age(reading, node, &made));
    if (is_private.length > 0 && !made.is_private && !text_equal(is_private, TEXT("no"))) {
        return refuse(reading, node, "private", "yes or no is expected");
    }
    if (provider_find(providers, made.key) != NULL) {
        return refuse(reading, node, "key", "this key stands here twice");
    }
    made.memory = memory_new();
    providers->items[providers->count++] = made;
    return OK;
}

static Outcome read_all(const Reading *reading, const YamlNode *list, Providers *providers)
{
    if (list == NULL || list->kind != YAML_LIST || list->count == 0 ||
        list->count > PROVIDERS_MOST) {
        return refuse(reading, list, "providers", "a list of 1 to 16 providers is expected");
    }
    providers->items = ARENA_ARRAY(reading->arena, Provider, list->count);
    for (const YamlNode *node = list->first; node != NULL; node = node->next) {
        TRY(read_one(reading, node, providers));
    }
    return OK;
}

Outcome providers_read(Arena *arena, Text file, Text content, Providers *providers,
                       Problem *problem)
{
    const YamlNode *root = NULL;
    Providers read = {0};
    const Reading reading = {arena, file, problem};
    TRY(yaml_read(arena, file, content, &root, problem));
    const Outcome outcome = read_all(&reading, yaml_member(root, "providers"), &read);
    if (outcome != OK) {
        providers_close(&read);
        return outcome;
    }
    *providers = read;
    return OK;
}

void providers_close(Providers *providers)
{
    for (size_t i = 0; i < providers->count; i++) {
        ProviderMemory *memory = providers->items[i].memory;
        arena_close(&memory->arena);
        (void)pthread_mutex_destroy(&memory->mutex);
        free(memory);
    }
    *providers = (Providers){0};
}

const Provider *provider_find(const Providers *providers, Text key)
{
    for (size_t i = 0; providers != NULL && i < providers->count; i++) {
        if (text_equal(providers->items[i].key, key)) {
            return &providers->items[i];
        }
    }
    return NULL;
}

const Provider *provider_of_issuer(const Providers *providers, Text issuer)
{
    for (size_t i = 0; providers != NULL && i < providers->count; i++) {
        if (text_equal(providers->items[i].issuer, issuer)) {
            return &providers->items[i];
        }
    }
    return NULL;
}

/* --------------------------------------------------------------------------------- memory */

static void copy_words(Arena *arena, const ProviderWords *from, ProviderWords *to)
{
    discovery_copy(arena, &from->discovery, &to->discovery);
    to->keys = text_copy(arena, from->keys);
}

bool provider_recall(Arena *arena, const Provider *provider, ProviderWords *words)
{
    ProviderMemory *memory = provider->memory;
    (void)pthread_mutex_lock(&memory->mutex);
    const bool has = memory->arena != NULL;
    if (has) {
        copy_words(arena, &memory->words, words);
    }
    (void)pthread_mutex_unlock(&memory->mutex);
    return has;
}

bool provider_enter(const Provider *provider)
{
    ProviderMemory *memory = provider->memory;
    (void)pthread_mutex_lock(&memory->mutex);
    const bool may = memory->inside < PROVIDER_MOST_AT_ONCE;
    memory->inside += may ? 1 : 0;
    (void)pthread_mutex_unlock(&memory->mutex);
    return may;
}

void provider_leave(const Provider *provider)
{
    ProviderMemory *memory = provider->memory;
    (void)pthread_mutex_lock(&memory->mutex);
    memory->inside--;
    (void)pthread_mutex_unlock(&memory->mutex);
}

/* What must be asked; the keys anew only so often, whoever makes up names of keys. */
typedef struct Wanted {
    bool all;
    bool keys;
} Wanted;

static Wanted look(const Provider *provider, ProviderKeys wanted, Moment now)
{
    Wanted found = {0};
    ProviderMemory *memory = provider->memory;
    (void)pthread_mutex_lock(&memory->mutex);
    found.all = memory->arena == NULL || now - memory->heard >= PROVIDER_KEEPS_SECONDS ||
                now < memory->heard;
    found.keys = wanted == PROVIDER_KEYS_ANEW && now - memory->asked >= PROVIDER_ASKS_SECONDS;
    memory->asked = found.all || found.keys ? now : memory->asked;
    (void)pthread_mutex_unlock(&memory->mutex);
    return found;
}

static void keep(const Provider *provider, const ProviderWords *words, const Moment *heard)
{
    ProviderMemory *memory = provider->memory;
    Arena *arena = arena_new(0);
    Arena *before = NULL;
    ProviderWords kept = {0};
    copy_words(arena, words, &kept);
    (void)pthread_mutex_lock(&memory->mutex);
    before = memory->arena;
    memory->arena = arena;
    memory->words = kept;
    memory->heard = heard == NULL ? memory->heard : *heard;
    (void)pthread_mutex_unlock(&memory->mutex);
    arena_close(&before);
}

/* --------------------------------------------------------------------------------- asking */

static Outcome ask_discovery(Arena *arena, const Provider *provider, AskFunction ask,
                             Discovery *discovery, Problem *problem)
{
    Text document = {0};
    const bool has_slash = text_ends_with(provider->issuer, TEXT("/"));
    const Text start =
        text_slice(provider->issuer, 0, provider->issuer.length - (has_slash ? 1 : 0));
    const Question question = {
        .provider = provider,
        .address = text_format(arena, "%.*s" DISCOVERY_PATH, TEXT_ARG(start)),
    };
    TRY(ask(arena, &question, &document, problem));
    return discovery_read(arena, document, provider->issuer, discovery, problem);
}

/* A set of keys that is none proves nothing: it is found out at the statement. */
static Outcome ask_keys(Arena *arena, const Provider *provider, AskFunction ask,
                        ProviderWords *words, Problem *problem)
{
    const Question question = {.provider = provider, .address = words->discovery.keys};
    TRY(ask(arena, &question, &words->keys, problem));
    return words->keys.length <= JWT_MOST_KEY_BYTES
               ? OK
               : problem_set(problem, INVALID, TEXT("keys"), "",
                             "the set of keys of the provider is too large");
}

Outcome provider_ask(Arena *arena, const Provider *provider, AskFunction ask,
                     ProviderKeys wanted, Moment now, ProviderWords *words, Problem *problem)
{
    ProviderWords heard = {0};
    const Wanted missing = look(provider, wanted, now);
    if (missing.all) {
        TRY(ask_discovery(arena, provider, ask, &heard.discovery, problem));
    } else if (!provider_recall(arena, provider, &heard)) {
        return problem_set(problem, UNAVAILABLE, TEXT(""), "", "the provider is not known yet");
    }
    if (missing.all || missing.keys) {
        TRY(ask_keys(arena, provider, ask, &heard, problem));
        keep(provider, &heard, missing.all ? &now : NULL);
    }
    *words = heard;
    return OK;
}

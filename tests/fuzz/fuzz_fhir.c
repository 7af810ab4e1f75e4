/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any bytes are a Bundle or the terms of a search, or are refused in words. The first byte says
 * which, and in which dialect; each input meets the same store, which keeps nothing of it.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "benches/generate.h"
#include "fhir/fhir_bundle.h"
#include "fhir/fhir_endpoint.h"
#include "fhir/fhir_search.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Trial {
    Text input;
    uint8_t first;
} Trial;

static char folder[] = "/tmp/seuil-fuzz-fhir-XXXXXX";

static void forget_store(void)
{
    char command[64];
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    const int ended = system(command);
    (void)ended;
}

/* One store for all inputs; it lives as long as the fuzzer. */
static Store *store(void)
{
    static Store *opened = NULL;
    char path[64];
    if (opened == NULL) {
        const char *made = mkdtemp(folder);
        assert(made != NULL);
        (void)snprintf(path, sizeof path, "%s/a.db", made);
        const Outcome outcome = store_open(text_from(path), STORE_READ_WRITE, &opened, NULL);
        assert(outcome == OK);
        (void)atexit(forget_store);
    }
    return opened;
}

/* One small directory for all inputs, likewise. */
static const Catalogue *directory(void)
{
    static const Catalogue *catalogue = NULL;
    if (catalogue == NULL) {
        static const GeneratedSize small = {20, 10, 40, 4, false};
        catalogue = generate_catalogue(arena_new((size_t)1 << 20), small, 1);
    }
    return catalogue;
}

static Caller machine(void)
{
    return (Caller){.account = {{1}},
                    .house = {{2}},
                    .teams = {{{3}}},
                    .team_count = 1,
                    .permissions = role_find(TEXT(CLIENT_ROLE))->permissions};
}

static Outcome send_bundle(Fhir *fhir, Text input, json_t **answer)
{
    json_t *bundle SCOPED(json_close) = NULL;
    TRY(json_read(input, JSON_REQUEST_LIMITS, &bundle, fhir->access->problem));
    return fhir_bundle(fhir, bundle, answer);
}

/* "Task?status=requested&_include=Task:focus" */
static Outcome ask_search(Fhir *fhir, Text input, json_t **answer)
{
    enum { MOST = 16 };
    FhirTerm terms[MOST];
    FhirSearch search = {.kind = FHIR_TASK, .terms = terms};
    const size_t mark = text_find_byte(input, '?', 0);
    Text rest = text_slice(input, mark + 1, input.length);
    Text term = {0};
    (void)fhir_kind_parse(text_slice(input, 0, mark), &search.kind);
    while (search.count < MOST && text_next(&rest, '&', &term)) {
        const size_t equals = text_find_byte(term, '=', 0);
        terms[search.count++] =
            (FhirTerm){text_slice(term, 0, equals), text_slice(term, equals + 1, term.length)};
    }
    return fhir_search(fhir, &search, answer);
}

static void check(const Fhir *fhir, Outcome outcome, const json_t *answer)
{
    if (outcome == OK) {
        assert(text_equal(json_member_text(answer, "resourceType"), TEXT("Bundle")));
        return;
    }
    assert(outcome != UNAVAILABLE && outcome != FAILED);
    assert(fhir->access->problem->detail.length > 0);
}

/* Nothing is kept: each input meets what the first one met. */
static Outcome try_input(Session *session, void *context, Problem *problem)
{
    const Trial *trial = context;
    static const uint8_t key[KEYRING_KEY_BYTES] = {7};
    Keyring keyring;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Problem own = {.arena = arena};
    json_t *answer SCOPED(json_close) = NULL;
    keyring_of_key(key, &keyring);
    Access access = {.arena = arena,
                     .session = session,
                     .caller = machine(),
                     .now = 1795539900,
                     .keyring = &keyring,
                     .problem = &own};
    const Client client = {.account = {{1}},
                           .scopes = TEXT("system/*.cruds"),
                           .hooks = TEXT("his.example"),
                           .dialect = (trial->first & 2) != 0 ? DIALECT_BE : DIALECT_SDOH};
    Fhir fhir = {.access = &access,
                 .client = &client,
                 .catalogue = directory(),
                 .base = TEXT("https://s.example/fhir")};
    const Outcome outcome = (trial->first & 1) == 0 ? send_bundle(&fhir, trial->input, &answer)
                                                    : ask_search(&fhir, trial->input, &answer);
    check(&fhir, outcome, answer);
    return problem_set(problem, INVALID, TEXT(""), "", "nothing is kept");
}

static void try_endpoint(Text input)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Endpoint endpoint = {0};
    if (endpoint_parse(arena, input, &endpoint)) {
        assert(endpoint.port > 0 && endpoint.host.length > 0);
        assert(text_starts_with(endpoint.path, TEXT("/")));
        assert(text_find_byte(endpoint.path, '\n', 0) == endpoint.path.length);
    }
    if (endpoint_header_is_plain(input)) {
        assert(text_find_byte(input, '\r', 0) == input.length);
        assert(text_find_byte(input, '\n', 0) == input.length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Trial trial = {.first = size > 0 ? data[0] : 0};
    trial.input = size > 0 ? text_of((const char *)data + 1, size - 1) : TEXT("");
    const Outcome outcome = store_write(store(), try_input, &trial, NULL);
    assert(outcome == INVALID);
    try_endpoint(trial.input);
    return 0;
}

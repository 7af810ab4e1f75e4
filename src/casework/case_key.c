/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/case_key.h"

#include "casework/queries.h"

#include <string.h>

/* The key says whose it is: put in the row of another case or team, it is refused. */
typedef struct CaseKey {
    uint8_t bytes[KEYRING_KEY_BYTES];
    Id case_file;
    Id team;
} CaseKey;

static SealPlace place_of(const Access *access, const char *purpose, Id row)
{
    return (SealPlace){session_territory(access->session), text_from(purpose), row};
}

static Outcome keep(Access *access, const CaseKey *key)
{
    const SealPlace place = place_of(access, "case key", key->case_file);
    Text sealed = TEXT("");
    TRY(keyring_seal(access->keyring, access->arena, &place,
                     text_of((const char *)key, sizeof *key), &sealed, access->problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_KEY_ADD, &statement, access->problem));
    bind_id(statement, "case_file", key->case_file);
    bind_id(statement, "team", key->team);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    return statement_run(statement, NULL, access->problem);
}

Outcome case_key_make(Access *access, Id case_file, Id team)
{
    CaseKey key = {.case_file = case_file, .team = team};
    secret_bytes(key.bytes, sizeof key.bytes);
    const Outcome outcome = keep(access, &key);
    sodium_memzero(&key, sizeof key);
    return outcome;
}

static Outcome read_sealed(Access *access, const Case *read, Text *sealed)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_KEY_GET, &statement, access->problem));
    bind_id(statement, "case_file", read->id);
    bind_id(statement, "team", read->team);
    TRY(statement_next(statement, &row, access->problem));
    if (!row) {
        return problem_set(access->problem, NOT_FOUND, TEXT(""), "case",
                           "the words of this case were erased");
    }
    *sealed = text_copy(access->arena, column_text(statement, 0));
    return OK;
}

Outcome case_key_open(Access *access, const Case *read, Keyring *ring)
{
    const SealPlace place = place_of(access, "case key", read->id);
    Text sealed = TEXT("");
    Text content = TEXT("");
    CaseKey key;
    TRY(read_sealed(access, read, &sealed));
    TRY(keyring_open(access->keyring, access->arena, &place, sealed, &content,
                     access->problem));
    if (content.length == sizeof key) {
        memcpy(&key, content.bytes, sizeof key);
        if (id_equal(key.case_file, read->id) && id_equal(key.team, read->team)) {
            keyring_of_key(key.bytes, ring);
            return OK;
        }
    }
    return problem_set(access->problem, INVALID, TEXT(""), "case",
                       "the key of this case is that of another");
}

static Outcome drop(Access *access, const Case *read)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(access->session, &CASE_KEY_DROP, &statement, access->problem));
    bind_id(statement, "case_file", read->id);
    bind_id(statement, "team", read->team);
    return statement_run(statement, NULL, access->problem);
}

Outcome case_key_hand_over(Access *access, const Case *read, Id team)
{
    Keyring ring;
    CaseKey key = {.case_file = read->id, .team = team};
    TRY(case_key_open(access, read, &ring));
    memcpy(key.bytes, ring.keys[0].bytes, sizeof key.bytes);
    TRY(drop(access, read));
    const Outcome outcome = keep(access, &key);
    sodium_memzero(&key, sizeof key);
    return outcome;
}

Outcome case_seal(Access *access, const Keyring *ring, const char *purpose, Id row, Text words,
                  Text *sealed)
{
    const SealPlace place = place_of(access, purpose, row);
    return keyring_seal(ring, access->arena, &place, words, sealed, access->problem);
}

Outcome case_unseal(Access *access, const Keyring *ring, const char *purpose, Id row,
                    Text sealed, Text *words)
{
    const SealPlace place = place_of(access, purpose, row);
    return keyring_open(ring, access->arena, &place, sealed, words, access->problem);
}

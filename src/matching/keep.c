/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/keep.h"

#include <sodium.h>

#include "store/queries.h"
#include "store/store.h"

/* Crockford's idea of an alphabet without look-alikes: 32 letters and digits, no I, L, O, U. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

enum { DIGEST_LENGTH = 32 };

static char code_letter(char typed)
{
    const char upper = (char)(typed >= 'a' && typed <= 'z' ? typed - 32 : typed);
    switch (upper) {
    case 'O':
        return '0';
    case 'I':
    case 'L':
        return '1';
    default:
        return upper;
    }
}

/* The eight letters of what was typed; false when it is no code. */
static bool read_code(Text typed, char letters[KEEP_CODE_LENGTH])
{
    size_t count = 0;
    for (size_t i = 0; i < typed.length; i++) {
        const char letter = code_letter(typed.bytes[i]);
        if (letter == '-' || letter == ' ') {
            continue;
        }
        const Text known = text_from(alphabet);
        if (count == KEEP_CODE_LENGTH || text_find_byte(known, letter, 0) == known.length) {
            return false;
        }
        letters[count++] = letter;
    }
    return count == KEEP_CODE_LENGTH;
}

Text keep_format(Arena *arena, Text code)
{
    char letters[KEEP_CODE_LENGTH];
    if (!read_code(code, letters)) {
        return TEXT("");
    }
    return text_format(arena, "%.4s-%.4s", letters, letters + 4);
}

static void digest_of(const char letters[KEEP_CODE_LENGTH], unsigned char digest[DIGEST_LENGTH])
{
    (void)crypto_generichash(digest, DIGEST_LENGTH, (const unsigned char *)letters,
                             KEEP_CODE_LENGTH, NULL, 0);
}

static Outcome forget_faded(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_EXPIRE, &statement, problem));
    bind_text(statement, "territory", STORE_TERRITORY);
    bind_integer(statement, "now", now);
    return statement_run(statement, NULL, problem);
}

Outcome keep_save(Session *session, Arena *arena, Text body, Moment now, Text *code,
                  Problem *problem)
{
    char letters[KEEP_CODE_LENGTH];
    unsigned char digest[DIGEST_LENGTH];
    for (size_t i = 0; i < KEEP_CODE_LENGTH; i++) {
        letters[i] = alphabet[randombytes_uniform(sizeof alphabet - 1)];
    }
    digest_of(letters, digest);
    TRY(forget_faded(session, now, problem));
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_SAVE, &statement, problem));
    bind_text(statement, "territory", STORE_TERRITORY);
    bind_blob(statement, "code", digest, sizeof digest);
    bind_text(statement, "body", body);
    bind_integer(statement, "now", now);
    bind_integer(statement, "expires", now + (Moment)KEEP_DAYS * 86400);
    TRY(statement_run(statement, NULL, problem));
    *code = text_format(arena, "%.4s-%.4s", letters, letters + 4);
    return OK;
}

Outcome keep_find(Session *session, Arena *arena, Text code, Moment now, Text *body,
                  Problem *problem)
{
    char letters[KEEP_CODE_LENGTH];
    unsigned char digest[DIGEST_LENGTH];
    if (!read_code(code, letters)) {
        return problem_set(problem, NOT_FOUND, TEXT("path"), "code", "not a code of a plan");
    }
    digest_of(letters, digest);
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &PLAN_FIND, &statement, problem));
    bind_text(statement, "territory", STORE_TERRITORY);
    bind_blob(statement, "code", digest, sizeof digest);
    bind_integer(statement, "now", now);
    bool row = false;
    TRY(statement_next(statement, &row, problem));
    if (!row) {
        return problem_set(problem, NOT_FOUND, TEXT("path"), "code",
                           "no plan has this code, or it has faded");
    }
    *body = text_copy(arena, column_text(statement, 0));
    return OK;
}

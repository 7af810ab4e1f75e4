/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/draft.h"

#include <string.h>

#include "access/login.h"
#include "access/queries.h"
#include "crypto/crypto.h"
#include "json/json.h"

enum { MOST_DRAFT = 1 << 20, SEAL = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES };

static const Moment DAY = 24 * 60 * 60;

/* ----------------------------------------------------------------------------- as one text */

static Text draft_write(Arena *arena, const Draft *draft)
{
    Buffer buffer = buffer_new(arena, MOST_DRAFT);
    JsonWriter json = json_writer(&buffer);
    json_array_open(&json);
    json_write_text(&json, draft->path);
    for (size_t i = 0; i < draft->count; i++) {
        json_write_text(&json, draft->items[i].name);
        json_write_text(&json, draft->items[i].value);
    }
    json_array_close(&json);
    return buffer.overflowed ? TEXT("") : buffer_text(&buffer);
}

static Outcome draft_read(Arena *arena, Text content, Draft *draft, Problem *problem)
{
    json_t *texts SCOPED(json_close) = NULL;
    const JsonLimits limits = {.bytes = MOST_DRAFT, .depth = 2, .values = 20000};
    TRY(json_read(content, limits, &texts, problem));
    draft->path = text_copy(arena, json_text(json_array_get(texts, 0)));
    for (size_t i = 1; i + 1 < json_array_size(texts); i += 2) {
        const DraftField field = {text_copy(arena, json_text(json_array_get(texts, i))),
                                  text_copy(arena, json_text(json_array_get(texts, i + 1)))};
        LIST_APPEND(arena, draft, field);
    }
    return OK;
}

/* ---------------------------------------------------------------------------------- sealed */

static Text draft_seal(Arena *arena, Text token, Text content)
{
    const Digest key = digest_of(TEXT("kept form"), token);
    unsigned char *sealed = arena_allocate(arena, content.length + SEAL);
    secret_bytes(sealed, crypto_secretbox_NONCEBYTES);
    (void)crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES,
                                (const unsigned char *)content.bytes, content.length, sealed,
                                key.bytes);
    return text_of((const char *)sealed, content.length + SEAL);
}

static bool draft_unseal(Arena *arena, Text token, Text sealed, Text *content)
{
    const Digest key = digest_of(TEXT("kept form"), token);
    const unsigned char *bytes = (const unsigned char *)sealed.bytes;
    if (sealed.length < SEAL) {
        return false;
    }
    unsigned char *opened = arena_allocate(arena, sealed.length);
    if (crypto_secretbox_open_easy(opened, bytes + crypto_secretbox_NONCEBYTES,
                                   sealed.length - crypto_secretbox_NONCEBYTES, bytes,
                                   key.bytes) != 0) {
        return false;
    }
    *content = text_of((const char *)opened, sealed.length - SEAL);
    return true;
}

/* ---------------------------------------------------------------------------------- stored */

static Outcome expire(Session *session, Moment now, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &KEPT_FORM_EXPIRE, &statement, problem));
    bind_integer(statement, "since", now - DAY);
    return statement_run(statement, NULL, problem);
}

/* The identifier that the address names, else the person of the form; nil for neither. */
static Id about_of(const Draft *draft)
{
    Id id = {{0}};
    Text part = {0};
    Text rest = draft->path;
    while (text_next(&rest, '/', &part)) {
        if (id_parse(part, &id)) {
            return id;
        }
    }
    for (size_t i = 0; i < draft->count; i++) {
        if (text_equal(draft->items[i].name, TEXT("person")) &&
            id_parse(draft->items[i].value, &id)) {
            return id;
        }
    }
    return (Id){{0}};
}

typedef struct KeptForm {
    Id account;
    Id about; /* nil for nobody */
    Text content;
    Moment kept;
} KeptForm;

static Outcome put(Session *session, Arena *arena, Text token, const KeptForm *form,
                   Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    const Text sealed = draft_seal(arena, token, form->content);
    TRY(statement_open(session, &KEPT_FORM_PUT, &statement, problem));
    login_bind_token(statement, token);
    bind_id(statement, "account", form->account);
    bind_blob(statement, "about", form->about.bytes,
              id_is_nil(form->about) ? 0 : sizeof form->about.bytes);
    bind_blob(statement, "sealed", sealed.bytes, sealed.length);
    bind_integer(statement, "now", form->kept);
    return statement_run(statement, NULL, problem);
}

Outcome draft_keep(Session *session, Arena *arena, Text token, const Draft *draft, Moment now,
                   Problem *problem)
{
    KeptForm form = {.about = about_of(draft), .kept = now};
    TRY(login_account_of(session, token, &form.account, problem));
    form.content = draft_write(arena, draft);
    if (form.content.length == 0) {
        return problem_set(problem, INVALID, TEXT("body"), "", "too long to be kept");
    }
    TRY(expire(session, now, problem));
    return put(session, arena, token, &form, problem);
}

static Outcome find(Session *session, Arena *arena, Text token, Moment now, KeptForm *form,
                    Problem *problem)
{
    bool row = false;
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &KEPT_FORM_FIND, &statement, problem));
    login_bind_token(statement, token);
    bind_integer(statement, "since", now - DAY);
    TRY(statement_next(statement, &row, problem));
    if (!row || !draft_unseal(arena, token, column_text(statement, 1), &form->content)) {
        return problem_set(problem, NOT_FOUND, TEXT(""), "", "nothing was kept");
    }
    form->account = column_id(statement, 0);
    form->kept = column_integer(statement, 2);
    form->about = column_id(statement, 3);
    return OK;
}

Outcome draft_find(Session *session, Arena *arena, Text token, Moment now, Draft *draft,
                   Problem *problem)
{
    KeptForm form = {0};
    TRY(find(session, arena, token, now, &form, problem));
    Draft found = {.kept = form.kept};
    TRY(draft_read(arena, form.content, &found, problem));
    *draft = found;
    return OK;
}

Outcome draft_forget(Session *session, Text token, Problem *problem)
{
    Statement *statement SCOPED(statement_close) = NULL;
    TRY(statement_open(session, &KEPT_FORM_REMOVE, &statement, problem));
    login_bind_token(statement, token);
    return statement_run(statement, NULL, problem);
}

Outcome draft_move(Session *session, Arena *arena, const DraftMove *move, Moment now,
                   Problem *problem)
{
    KeptForm form = {0};
    const Outcome found = find(session, arena, move->before, now, &form, problem);
    if (found == NOT_FOUND || (found == OK && !id_equal(form.account, move->account))) {
        return OK;
    }
    TRY(found);
    TRY(draft_forget(session, move->before, problem));
    form.kept = now;
    return put(session, arena, move->after, &form, problem);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/once.h"

#include "crypto/crypto.h"
#include "http/multipart.h"
#include "store/queries.h"
#include "store/store.h"

enum { LEAST_TOKEN = 16, MOST_TOKEN = 128, MOST_LOCATION = 1024, MOST_SENT = 4 << 20 };

static const Moment DAY = 24 * 60 * 60;

/* A key of its own for each form, so the nonce may stay the same. */
static const uint8_t nonce[crypto_secretbox_NONCEBYTES];

/* Of a file, what tells it from another. */
static void append_files(const Request *request, Buffer *sent)
{
    for (size_t i = 0; request->files != NULL && i < request->files->count; i++) {
        const SentFile *file = &request->files->items[i];
        const Digest digest = digest_of(TEXT("sent file"), file->content);
        buffer_append_byte(sent, '\0');
        buffer_append(sent, file->field);
        buffer_append_byte(sent, '\0');
        buffer_append(sent, file->name);
        buffer_append(sent, text_of((const char *)digest.bytes, sizeof digest.bytes));
    }
}

/* What was sent, whole: a form that was changed and sent again under the same token (its page
 * came back from the browser's memory) is another one. Empty without a token. */
static Text form_of(const Request *request)
{
    const Text token = request_form(request, "token");
    Buffer sent = buffer_new(request->arena, MOST_SENT);
    if (token.length < LEAST_TOKEN || token.length > MOST_TOKEN) {
        return TEXT("");
    }
    buffer_append(&sent, request->path);
    for (size_t i = 0; i < request->form.count; i++) {
        const Field *field = &request->form.items[i];
        buffer_append_byte(&sent, '\0');
        buffer_append(&sent, field->name);
        buffer_append_byte(&sent, '\0');
        buffer_append(&sent, field->value);
    }
    append_files(request, &sent);
    return sent.overflowed ? TEXT("") : buffer_text(&sent);
}

static Digest key_of(Text form)
{
    return digest_of(TEXT("sent form answer"), form);
}

static Outcome open_answer(Request *request, Text form, Text sealed)
{
    const Digest key = key_of(form);
    unsigned char *location = arena_allocate(request->arena, sealed.length);
    if (sealed.length < crypto_secretbox_MACBYTES ||
        crypto_secretbox_open_easy(location, (const unsigned char *)sealed.bytes, sealed.length,
                                   nonce, key.bytes) != 0) {
        return problem_set(&request->problem, FAILED, TEXT("sent_form"), "answer", "damaged");
    }
    request->response.status = 303;
    (void)response_open(request, "text/plain; charset=utf-8");
    response_header(request, "Location",
                    text_of((const char *)location, sealed.length - crypto_secretbox_MACBYTES));
    return OK;
}

Outcome once_find(Request *request, bool *found)
{
    const Text form = form_of(request);
    bool row = false;
    if (text_is_empty(form)) {
        return OK;
    }
    const Digest digest = digest_of(TEXT("sent form"), form);
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_FIND, &statement, &request->problem));
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "since", request->now - DAY);
    TRY(statement_next(statement, &row, &request->problem));
    if (row) {
        TRY(open_answer(request, form, column_text(statement, 0)));
    }
    *found = row;
    return OK;
}

static Outcome expire(Request *request)
{
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_EXPIRE, &statement, &request->problem));
    bind_integer(statement, "since", request->now - DAY);
    return statement_run(statement, NULL, &request->problem);
}

Outcome once_keep(Request *request)
{
    const Text form = form_of(request);
    Text location = {0};
    size_t at = 0;
    unsigned char sealed[MOST_LOCATION + crypto_secretbox_MACBYTES];
    if (text_is_empty(form) || request->response.status != 303 ||
        !field_next(&request->response.headers, "Location", &at, &location) ||
        location.length > MOST_LOCATION) {
        return OK;
    }
    const Digest key = key_of(form);
    const Digest digest = digest_of(TEXT("sent form"), form);
    (void)crypto_secretbox_easy(sealed, (const unsigned char *)location.bytes, location.length,
                                nonce, key.bytes);
    TRY(expire(request));
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_PUT, &statement, &request->problem));
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
    bind_blob(statement, "answer", sealed, location.length + crypto_secretbox_MACBYTES);
    bind_integer(statement, "now", request->now);
    return statement_run(statement, NULL, &request->problem);
}

Text once_token(Arena *arena)
{
    unsigned char bytes[16];
    Buffer out = buffer_new(arena, 2 * sizeof bytes + 1);
    secret_bytes(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        buffer_append_format(&out, "%02x", bytes[i]);
    }
    return buffer_text(&out);
}

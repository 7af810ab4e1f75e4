/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/once.h"

#include "crypto/crypto.h"
#include "http/multipart.h"
#include "store/queries.h"
#include "store/store.h"

enum {
    LEAST_TOKEN = 16,
    MOST_TOKEN = 128,
    MOST_LOCATION = 1024,
    MOST_SENT = 4 << 20,
    MOST_ANSWER = 256 << 10, /* of a program: a longer one is not kept */
};

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

static Outcome unseal(Request *request, Text form, Text sealed, Text *plain)
{
    const Digest key = key_of(form);
    unsigned char *bytes = arena_allocate(request->arena, sealed.length);
    if (sealed.length < crypto_secretbox_MACBYTES ||
        crypto_secretbox_open_easy(bytes, (const unsigned char *)sealed.bytes, sealed.length,
                                   nonce, key.bytes) != 0) {
        return problem_set(&request->problem, FAILED, TEXT("sent_form"), "answer", "damaged");
    }
    *plain = text_of((const char *)bytes, sealed.length - crypto_secretbox_MACBYTES);
    return OK;
}

static Outcome open_answer(Request *request, Text form, Text sealed)
{
    Text location = {0};
    TRY(unseal(request, form, sealed, &location));
    request->response.status = 303;
    (void)response_open(request, "text/plain; charset=utf-8");
    response_header(request, "Location", location);
    return OK;
}

/* What is sealed of a program's: the digest of what it asked, then the answer. */
static Text asked(const Request *request, Digest *digest)
{
    *digest = digest_of(TEXT("sent request"), request->body);
    return text_of((const char *)digest->bytes, sizeof digest->bytes);
}

static Outcome open_api_answer(Request *request, Text named, Text sealed)
{
    Digest digest;
    Text plain = {0};
    const Text now = asked(request, &digest);
    TRY(unseal(request, named, sealed, &plain));
    if (!text_starts_with(plain, now)) {
        return problem_set(&request->problem, CONFLICT, TEXT("header"), "Idempotency-Key",
                           "this key was used for another request");
    }
    buffer_append(response_json(request), text_slice(plain, now.length, plain.length));
    return OK;
}

/* ---------------------------------------------------------------------------- the two ways */

/* What names an act, kept as its digest alone: a form whole, a program's account, key and path.
 * A program draws its key itself, perhaps badly: another account's opens nothing. */
static Outcome name_of(Request *request, Text *named)
{
    const Text key = request->is_api ? request->idempotency_key : TEXT("");
    *named = request->is_api ? TEXT("") : form_of(request);
    if (text_is_empty(key)) {
        return OK;
    }
    if (key.length < LEAST_TOKEN || key.length > MOST_TOKEN) {
        return REQUEST_INVALID(request, "header", "Idempotency-Key",
                               "%d to %d characters drawn at random are expected", LEAST_TOKEN,
                               MOST_TOKEN);
    }
    *named = text_format(request->arena, "%.*s %.*s %.*s", TEXT_ARG(request->asker),
                         TEXT_ARG(key), TEXT_ARG(request->path));
    return OK;
}

Outcome once_find(Request *request, bool *found)
{
    Text named = {0};
    bool row = false;
    TRY(name_of(request, &named));
    if (text_is_empty(named)) {
        return OK;
    }
    const Digest digest = digest_of(TEXT("sent form"), named);
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_FIND, &statement, &request->problem));
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "since", request->now - DAY);
    TRY(statement_next(statement, &row, &request->problem));
    if (row) {
        const Text sealed = column_text(statement, 0);
        TRY(request->is_api ? open_api_answer(request, named, sealed)
                            : open_answer(request, named, sealed));
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

/* What is answered again; empty for what is not kept. */
static Text answer_of(const Request *request)
{
    Digest digest;
    size_t at = 0;
    Text location = {0};
    const Response *response = &request->response;
    if (!request->is_api) {
        return response->status == 303 &&
                       field_next(&response->headers, "Location", &at, &location) &&
                       location.length <= MOST_LOCATION
                   ? location
                   : TEXT("");
    }
    const Text body = buffer_text(&response->body);
    if ((response->status != 0 && response->status != 200) || response->stream != NULL ||
        body.length > MOST_ANSWER ||
        !text_starts_with(response->content_type, TEXT("application/json"))) {
        return TEXT("");
    }
    Buffer plain = buffer_new(request->arena, MOST_ANSWER + sizeof digest.bytes + 1);
    buffer_append(&plain, asked(request, &digest));
    buffer_append(&plain, body);
    return buffer_text(&plain);
}

Outcome once_keep(Request *request)
{
    Text named = {0};
    TRY(name_of(request, &named));
    const Text plain = text_is_empty(named) ? TEXT("") : answer_of(request);
    if (text_is_empty(plain)) {
        return OK;
    }
    const Digest key = key_of(named);
    const Digest digest = digest_of(TEXT("sent form"), named);
    const size_t length = plain.length + crypto_secretbox_MACBYTES;
    unsigned char *sealed = arena_allocate(request->arena, length);
    (void)crypto_secretbox_easy(sealed, (const unsigned char *)plain.bytes, plain.length, nonce,
                                key.bytes);
    TRY(expire(request));
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_PUT, &statement, &request->problem));
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
    bind_blob(statement, "answer", sealed, length);
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

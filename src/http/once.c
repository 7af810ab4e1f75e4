/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/once.h"

#include "crypto/crypto.h"
#include "crypto/keyring.h"
#include "http/multipart.h"
#include "store/queries.h"
#include "store/store.h"

enum {
    LEAST_TOKEN = 16,
    MOST_TOKEN = 128,
    MOST_LOCATION = 1024,
    MOST_SENT = 4 << 20,
    MOST_ANSWER = 256 << 10, /* of a program: a longer one is not kept */
    STATUS_LENGTH = 3,
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

static void append_form(const Request *request, Buffer *sent)
{
    for (size_t i = 0; i < request->form.count; i++) {
        const Field *field = &request->form.items[i];
        buffer_append_byte(sent, '\0');
        buffer_append(sent, field->name);
        buffer_append_byte(sent, '\0');
        buffer_append(sent, field->value);
    }
    append_files(request, sent);
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
    append_form(request, &sent);
    return sent.overflowed ? TEXT("") : buffer_text(&sent);
}

/* A program draws its key itself, perhaps badly: where the server holds keys, who has the store
 * alone cannot try them all. */
static Outcome key_of(Request *request, Text named, Digest *key)
{
    if (request->is_api && request->keyring != NULL) {
        return keyring_digest(request->keyring, TEXT("sent request"), named, key,
                              &request->problem);
    }
    *key = digest_of(TEXT("sent form answer"), named);
    return OK;
}

static Outcome unseal(Request *request, Text form, Text sealed, Text *plain)
{
    Digest key;
    unsigned char *bytes = arena_allocate(request->arena, sealed.length);
    TRY(key_of(request, form, &key));
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

/* What is sealed of a program's: the digest of what it asked, the status, where it leads up to
 * the end of the line, the body. */
static Text asked(const Request *request, Digest *digest)
{
    Buffer sent = buffer_new(request->arena, request->body.length + MOST_SENT);
    buffer_append(&sent, request->body);
    append_form(request, &sent);
    *digest = digest_of(TEXT("sent request"), buffer_text(&sent));
    return text_of((const char *)digest->bytes, sizeof digest->bytes);
}

static void say_again(Request *request, Text kept)
{
    int64_t status = 0;
    const size_t end = text_find_byte(kept, '\n', STATUS_LENGTH);
    const Text location = text_slice(kept, STATUS_LENGTH, end);
    (void)text_to_integer(text_slice(kept, 0, STATUS_LENGTH), &status);
    request->response.status = (int)status;
    buffer_append(response_json(request), text_slice(kept, end + 1, kept.length));
    if (location.length > 0) {
        response_header(request, "Location", location);
    }
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
    say_again(request, text_slice(plain, now.length, plain.length));
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

static Text location_of(const Response *response)
{
    size_t at = 0;
    Text location = {0};
    return field_next(&response->headers, "Location", &at, &location) ? location : TEXT("");
}

static Text api_answer_of(const Request *request)
{
    Digest digest;
    const Response *response = &request->response;
    const int status = response->status == 0 ? 200 : response->status;
    const Text body = buffer_text(&response->body);
    const Text location = location_of(response);
    if (status < 200 || status > 299 || response->stream != NULL || body.length > MOST_ANSWER ||
        location.length > MOST_LOCATION ||
        !text_starts_with(response->content_type, TEXT("application/json"))) {
        return TEXT("");
    }
    Buffer plain = buffer_new(request->arena, MOST_ANSWER + MOST_LOCATION + 64);
    buffer_append(&plain, asked(request, &digest));
    buffer_append_format(&plain, "%03d%.*s\n", status, TEXT_ARG(location));
    buffer_append(&plain, body);
    return buffer_text(&plain);
}

/* What is answered again; empty for what is not kept. */
static Text answer_of(const Request *request)
{
    if (request->is_api) {
        return api_answer_of(request);
    }
    const Text location = location_of(&request->response);
    return request->response.status == 303 && location.length <= MOST_LOCATION ? location
                                                                               : TEXT("");
}

Outcome once_keep(Request *request)
{
    Digest key;
    Text named = {0};
    TRY(name_of(request, &named));
    const Text plain = text_is_empty(named) ? TEXT("") : answer_of(request);
    if (text_is_empty(plain)) {
        return OK;
    }
    TRY(key_of(request, named, &key));
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

/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/once.h"

#include "crypto/crypto.h"
#include "store/queries.h"
#include "store/store.h"

enum { LEAST_TOKEN = 16, MOST_TOKEN = 128, MOST_LOCATION = 1024 };

static const Moment DAY = 24 * 60 * 60;

/* A key of its own for each token, so the nonce may stay the same. */
static const uint8_t nonce[crypto_secretbox_NONCEBYTES];

static bool token_of(const Request *request, Text *token)
{
    *token = request_form(request, "token");
    return token->length >= LEAST_TOKEN && token->length <= MOST_TOKEN;
}

static Digest key_of(Text token)
{
    return digest_of(TEXT("sent form answer"), token);
}

static Outcome open_answer(Request *request, Text token, Text sealed)
{
    const Digest key = key_of(token);
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
    Text token = {0};
    bool row = false;
    if (!token_of(request, &token)) {
        return OK;
    }
    const Digest digest = digest_of(TEXT("sent form"), token);
    SCOPED(statement_close) Statement *statement = NULL;
    TRY(statement_open(request->session, &SENT_FORM_FIND, &statement, &request->problem));
    bind_blob(statement, "token", digest.bytes, sizeof digest.bytes);
    bind_integer(statement, "since", request->now - DAY);
    TRY(statement_next(statement, &row, &request->problem));
    if (row) {
        TRY(open_answer(request, token, column_text(statement, 0)));
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
    Text token = {0};
    Text location = {0};
    size_t at = 0;
    unsigned char sealed[MOST_LOCATION + crypto_secretbox_MACBYTES];
    if (!token_of(request, &token) || request->response.status != 303 ||
        !field_next(&request->response.headers, "Location", &at, &location) ||
        location.length > MOST_LOCATION) {
        return OK;
    }
    const Digest key = key_of(token);
    const Digest digest = digest_of(TEXT("sent form"), token);
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

/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/finish.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/list.h"
#include "crypto/crypto.h"
#include "http/gzip.h"

enum { WORTH_COMPRESSING = 1024, VERSION_LENGTH = 24, STREAM_PIECE = 4 << 20 };

static const Field always[] = {
    {TEXT_INIT("Content-Security-Policy"),
     TEXT_INIT("default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
               "script-src 'self'; connect-src 'self'; form-action 'self'; "
               "frame-ancestors 'none'; base-uri 'none'")             },
    {TEXT_INIT("X-Content-Type-Options"),     TEXT_INIT("nosniff")    },
    {TEXT_INIT("Referrer-Policy"),            TEXT_INIT("no-referrer")},
    {TEXT_INIT("Cross-Origin-Opener-Policy"), TEXT_INIT("same-origin")},
    {TEXT_INIT("Permissions-Policy"),
     TEXT_INIT("camera=(), microphone=(), geolocation=(self)")        },
};

/* ------------------------------------------------------------------------------- headers */

static void put(Request *request, Outgoing *outgoing, const char *name, Text value)
{
    if (!text_is_empty(value)) {
        const Field header = {text_from(name), value};
        LIST_APPEND(request->arena, &outgoing->headers, header);
    }
}

/* A page that needs more says so itself. */
static bool is_set(const Response *response, Text name)
{
    bool is_there = false;
    for (size_t i = 0; i < response->headers.count; i++) {
        is_there = is_there || text_equal(response->headers.items[i].name, name);
    }
    return is_there;
}

static void put_headers(Request *request, Outgoing *outgoing)
{
    const Response *response = &request->response;
    for (size_t i = 0; i < LENGTH_OF(always); i++) {
        if (!is_set(response, always[i].name)) {
            LIST_APPEND(request->arena, &outgoing->headers, always[i]);
        }
    }
    for (size_t i = 0; i < response->headers.count; i++) {
        LIST_APPEND(request->arena, &outgoing->headers, response->headers.items[i]);
    }
    put(request, outgoing, "BelGov-Trace-Id", request->trace_id);
    put(request, outgoing, "Content-Type", response->content_type);
    if (request->is_api) {
        put(request, outgoing, "Access-Control-Allow-Origin", TEXT("*"));
        put(request, outgoing, "Access-Control-Expose-Headers",
            TEXT("BelGov-Trace-Id, ETag, Link, Retry-After"));
        put(request, outgoing, "Cross-Origin-Resource-Policy", TEXT("cross-origin"));
    } else {
        put(request, outgoing, "Cross-Origin-Resource-Policy", TEXT("same-origin"));
    }
}

/* ------------------------------------------------------------------------------ versions */

static Text version_of(Request *request)
{
    const Response *response = &request->response;
    const Text content =
        text_is_empty(response->version) ? buffer_text(&response->body) : response->version;
    return text_slice(digest_format(request->arena, digest_of(TEXT("answer"), content)), 0,
                      VERSION_LENGTH);
}

/* True when one of the versions the client holds is this one, compressed or not. */
static bool holds_version(Text if_none_match, Text version)
{
    Text rest = if_none_match;
    Text piece = {0};
    while (text_next(&rest, ',', &piece)) {
        const Text held = text_trim(piece);
        if (text_equal(held, TEXT("*")) || text_contains(held, version)) {
            return true;
        }
    }
    return false;
}

static bool is_kept_by_clients(const Request *request)
{
    return request->route != NULL && request->route->method == GET &&
           request->response.status == 200 &&
           (request->is_api || !text_is_empty(request->response.cache));
}

static void put_cache(Request *request, const Incoming *incoming, Outgoing *outgoing,
                      bool compressed)
{
    if (!is_kept_by_clients(request)) {
        put(request, outgoing, "Cache-Control", TEXT("no-store"));
        return;
    }
    const Text cache = request->response.cache;
    put(request, outgoing, "Cache-Control", text_is_empty(cache) ? TEXT("no-cache") : cache);
    if (outgoing->file >= 0 && text_is_empty(request->response.version)) {
        return;
    }
    const Text version = version_of(request);
    put(request, outgoing, "ETag",
        text_format(request->arena, "\"%.*s%s\"", TEXT_ARG(version),
                    compressed ? "-gzip" : ""));
    if (holds_version(incoming->if_none_match, version)) {
        outgoing->status = 304;
        outgoing->body = TEXT("");
        if (outgoing->file >= 0) {
            (void)close(outgoing->file);
            outgoing->file = -1;
        }
    }
}

/* -------------------------------------------------------------------------------- bodies */

static bool may_compress(const Request *request, const Incoming *incoming)
{
    return gzip_is_accepted(incoming->accept_encoding) &&
           gzip_suits(request->response.content_type);
}

/* The body as it goes out; true when it is compressed. */
static bool put_body(Request *request, const Incoming *incoming, Outgoing *outgoing)
{
    if (outgoing->file >= 0) {
        return may_compress(request, incoming);
    }
    const Text body = buffer_text(&request->response.body);
    outgoing->body = body;
    if (body.length > WORTH_COMPRESSING && may_compress(request, incoming)) {
        outgoing->body = gzip_text(request->arena, body);
    }
    return outgoing->body.length < body.length;
}

void finish(Request *request, const Incoming *incoming, Outgoing *outgoing)
{
    if (request->response.status == 0) {
        request->response.status = 200;
    }
    outgoing->status = request->response.status;
    put_headers(request, outgoing);
    const bool compressed = put_body(request, incoming, outgoing);
    if (gzip_suits(request->response.content_type)) {
        put(request, outgoing, "Vary", TEXT("Accept-Encoding"));
    }
    if (compressed) {
        put(request, outgoing, "Content-Encoding", TEXT("gzip"));
    }
    put_cache(request, incoming, outgoing, compressed);
}

void finish_asset(Request *request, const Incoming *incoming, const Asset *asset,
                  Outgoing *outgoing)
{
    const bool compressed =
        !text_is_empty(asset->gzip) && gzip_is_accepted(incoming->accept_encoding);
    request->response = (Response){.status = 200, .content_type = asset->type};
    outgoing->status = 200;
    outgoing->route = ASSET_ROUTE;
    outgoing->body = compressed ? asset->gzip : asset->bytes;
    put_headers(request, outgoing);
    put(request, outgoing, "Cache-Control", TEXT("public, max-age=31536000, immutable"));
    put(request, outgoing, "Vary", TEXT("Accept-Encoding"));
    put(request, outgoing, "Content-Encoding", compressed ? TEXT("gzip") : TEXT(""));
}

/* -------------------------------------------------------------------------- long answers */

static int open_unnamed(void)
{
    const char *folder = getenv("TMPDIR");
    const int file =
        open(folder == NULL ? "/tmp" : folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    return file >= 0 ? file : memfd_create("seuil-answer", MFD_CLOEXEC);
}

/* Level 0 ("T": no compression at all) and gzip share one way of writing. */
static Outcome write_pieces(Request *request, gzFile out)
{
    const Response *response = &request->response;
    Buffer piece = buffer_new(request->arena, STREAM_PIECE);
    bool more = true;
    while (more) {
        buffer_clear(&piece);
        TRY(response->stream(request, response->stream_context, &piece, &more));
        if (piece.overflowed) {
            return problem_set(&request->problem, FAILED, TEXT(""), "",
                               "a piece of a long answer is larger than its buffer");
        }
        if (piece.length > 0 && gzwrite(out, piece.bytes, (unsigned)piece.length) <= 0) {
            return problem_set(&request->problem, UNAVAILABLE, TEXT(""), "",
                               "no room for a long answer");
        }
    }
    return OK;
}

Outcome finish_stream(Request *request, const Incoming *incoming, Outgoing *outgoing)
{
    const int file = open_unnamed();
    const int copy = file < 0 ? -1 : dup(file);
    gzFile out =
        copy < 0 ? NULL : gzdopen(copy, may_compress(request, incoming) ? "wb5" : "wbT");
    if (out == NULL) {
        if (file >= 0) {
            (void)close(file);
        }
        return problem_set(&request->problem, UNAVAILABLE, TEXT(""), "", "no room");
    }
    Outcome outcome = write_pieces(request, out);
    struct stat state = {0};
    if (gzclose(out) != Z_OK || fstat(file, &state) != 0) {
        outcome = outcome == OK ? UNAVAILABLE : outcome;
    }
    if (outcome != OK) {
        (void)close(file);
        return outcome;
    }
    outgoing->file = file;
    outgoing->file_length = (uint64_t)state.st_size;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_edge_web.h"

#include "http/fields.h"
#include "http/multipart.h"

Outcome document_read_form(Request *request, NewDocument *made)
{
    const SentFile *file = request_file(request, "file");
    const Text about = request_form(request, "about");
    if (file == NULL) {
        return REQUEST_INVALID(request, "body", "file",
                               "a file is expected, in a form of multipart/form-data");
    }
    made->name = file->name;
    made->type = file->type;
    made->content = file->content;
    if (!note_secrecy_parse(request_form(request, "secrecy"), &made->secrecy)) {
        return REQUEST_INVALID(request, "body", "secrecy",
                               "team, profession or author is expected");
    }
    return about.length == 0 || id_parse(about, &made->about)
               ? OK
               : REQUEST_INVALID(request, "body", "about", "an identifier is expected");
}

/* RFC 6266 wants letters of ASCII in `filename`; who knows `filename*` (RFC 8187) reads all. */
static Text plain_name(Arena *arena, Text name)
{
    Buffer plain = buffer_new(arena, name.length + 1);
    for (size_t i = 0; i < name.length; i++) {
        const char byte = name.bytes[i];
        const bool stays = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || byte == '.' || byte == '-';
        buffer_append_byte(&plain, stays ? byte : '_');
    }
    return buffer_text(&plain);
}

void document_give(Request *request, const CaseDocument *document, Text content)
{
    const Text name = document_file_name(request->arena, document);
    const Text type = document_kind_type(document->kind);
    Buffer *out = response_open(request, text_to_c(request->arena, type));
    buffer_append(out, content);
    response_header(request, "Content-Disposition",
                    text_format(request->arena,
                                "attachment; filename=\"%.*s\"; filename*=UTF-8''%.*s",
                                TEXT_ARG(plain_name(request->arena, name)),
                                TEXT_ARG(percent_encode(request->arena, name))));
    /* Beside the policy of every answer, of which the stricter counts. */
    response_header(request, "Content-Security-Policy", TEXT("default-src 'none'; sandbox"));
    request->response.cache = request->is_api ? TEXT("no-store") : TEXT("");
}

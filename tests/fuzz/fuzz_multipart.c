/* SPDX-License-Identifier: EUPL-1.2 */
/* Any header and any body are a form or refused with words; what is read lies within the body,
 * and what a file is can be asked of any content. The first line is the header. */
#include <assert.h>

#include "casework/document_kind.h"
#include "http/multipart.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_content(Text body, Text content)
{
    DocumentKind kind = DOCUMENT_PDF;
    assert(content.bytes >= body.bytes);
    assert(content.bytes + content.length <= body.bytes + body.length);
    if (document_kind_of(content, &kind)) {
        assert(content.length > 0);
        assert(document_kind_fits_type(kind, document_kind_type(kind)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MOST = 16 };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Request request = {.arena = arena, .problem = {.arena = arena}};
    const Text all = text_of((const char *)data, size);
    const size_t line = text_find_byte(all, '\n', 0);
    const Text body = text_slice(all, line + 1, all.length);
    DocumentKind kind = DOCUMENT_PDF;
    (void)document_kind_of(all, &kind);
    if (multipart_read(&request, text_slice(all, 0, line), body, MOST) != OK) {
        assert(request.problem.detail.length > 0);
        return 0;
    }
    assert(request.form.count + request.files->count <= MOST);
    for (size_t i = 0; i < request.form.count; i++) {
        assert(text_is_utf8(request.form.items[i].name));
        assert(text_is_utf8(request.form.items[i].value));
    }
    for (size_t i = 0; i < request.files->count; i++) {
        assert(text_is_utf8(request.files->items[i].name));
        check_content(body, request.files->items[i].content);
    }
    return 0;
}

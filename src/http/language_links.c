/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/language_links.h"

#include "http/fields.h"

static Text query_of(const Request *request)
{
    Buffer out = buffer_new(request->arena, 8192);
    for (size_t i = 0; i < request->query.count; i++) {
        const Field *field = &request->query.items[i];
        buffer_append_byte(&out, i == 0 ? '?' : '&');
        buffer_append(&out, percent_encode(request->arena, field->name));
        buffer_append_byte(&out, '=');
        buffer_append(&out, percent_encode(request->arena, field->value));
    }
    return out.overflowed ? TEXT("") : buffer_text(&out);
}

void language_links(const Request *request, LanguageLink links[LANGUAGE_COUNT])
{
    const Text query = query_of(request);
    const Text path = text_equal(request->path, TEXT("/")) ? TEXT("") : request->path;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const Text code = language_code((Language)i);
        links[i] = (LanguageLink){
            .code = code,
            .name = language_own_name((Language)i),
            .href = text_format(request->arena, "/%.*s%.*s%.*s", TEXT_ARG(code), TEXT_ARG(path),
                                TEXT_ARG(query)),
            .is_current = (Language)i == request->language,
        };
    }
}

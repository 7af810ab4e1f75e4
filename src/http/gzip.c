/* SPDX-License-Identifier: EUPL-1.2 */
#define ZLIB_CONST /* zlib then reads through a pointer to const */

#include "http/gzip.h"

#include <string.h>
#include <zlib.h>

#include "base/list.h"

enum { LEVEL = 5, GZIP_WINDOW = 15 + 16, MEMORY_LEVEL = 8 };

/* "q=0", "q=0.000" */
static bool weight_is_zero(Text weight)
{
    double value = 1;
    const Text number = text_slice(weight, 2, weight.length);
    return text_starts_with(weight, TEXT("q=")) && text_to_real(number, &value) && value <= 0;
}

bool gzip_is_accepted(Text accept_encoding)
{
    Text rest = accept_encoding;
    Text piece = {0};
    while (text_next(&rest, ',', &piece)) {
        Text name = {0};
        Text weight = piece;
        (void)text_next(&weight, ';', &name);
        if (text_equal_ignoring_case(text_trim(name), TEXT("gzip"))) {
            return !weight_is_zero(text_trim(weight));
        }
    }
    return false;
}

bool gzip_suits(Text content_type)
{
    static const Text parts[] = {TEXT_INIT("text/"), TEXT_INIT("json"), TEXT_INIT("xml"),
                                 TEXT_INIT("javascript")};
    for (size_t i = 0; i < LENGTH_OF(parts); i++) {
        if (text_contains(content_type, parts[i])) {
            return true;
        }
    }
    return false;
}

Text gzip_text(Arena *arena, Text text)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (text.length > UINT32_MAX / 2 ||
        deflateInit2(&stream, LEVEL, Z_DEFLATED, GZIP_WINDOW, MEMORY_LEVEL,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return text;
    }
    char *bytes = arena_allocate(arena, text.length);
    stream.next_in = (const Bytef *)text.bytes;
    stream.avail_in = (uInt)text.length;
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (uInt)text.length;
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    const size_t length = stream.total_out;
    (void)deflateEnd(&stream);
    return whole ? text_of(bytes, length) : text;
}

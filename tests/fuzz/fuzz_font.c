/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes are a font or none; each of its glyphs has a width, and what is reduced is no
 * longer than what it was made of. */
#include <assert.h>

#include "base/outcome.h"
#include "html/pdf_font.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const uint32_t points[] = {'A', 0xE9, 0x133, 0x20AC, 0x1F600};
    Arena *arena SCOPED(arena_close) = arena_new(0);
    PdfFont font = {0};
    if (!pdf_font_read(arena, TEXT("Fuzz"), text_of((const char *)data, size), &font)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        const int glyph = pdf_font_glyph(&font, points[i]);
        assert(glyph >= 0 && glyph < font.glyph_count);
        (void)pdf_font_width(&font, glyph);
        font.used[glyph] = true;
    }
    assert(pdf_font_reduced(arena, &font).length <= size);
    return 0;
}

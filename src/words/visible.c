/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/visible.h"

#include "base/buffer.h"
#include "base/list.h"

typedef struct Range {
    uint32_t first;
    uint32_t last;
} Range;

/* Ordered. Tags are how a text hides another one (U+E0000 on). */
static const Range unseen[] = {
    {0x0000,  0x001F  }, /* white space among them is told apart first */
    {0x007F,  0x009F  },
    {0x00AD,  0x00AD  },
    {0x061C,  0x061C  },
    {0x180E,  0x180E  },
    {0x200B,  0x200B  },
    {0x200E,  0x200F  },
    {0x202A,  0x202E  },
    {0x2060,  0x206F  },
    {0xE000,  0xF8FF  },
    {0xFEFF,  0xFEFF  },
    {0xFFF9,  0xFFFB  },
    {0xE0000, 0x10FFFF},
};

static const Range spaces[] = {
    {0x0009, 0x000D},
    {0x0020, 0x0020},
    {0x0085, 0x0085},
    {0x00A0, 0x00A0},
    {0x1680, 0x1680},
    {0x2000, 0x200A},
    {0x2028, 0x2029},
    {0x202F, 0x202F},
    {0x205F, 0x205F},
    {0x3000, 0x3000},
};

static bool is_among(const Range *ranges, size_t count, uint32_t letter)
{
    for (size_t i = 0; i < count && letter >= ranges[i].first; i++) {
        if (letter <= ranges[i].last) {
            return true;
        }
    }
    return false;
}

/* The letter that starts at `at` of valid UTF-8, and how many bytes it takes. */
static uint32_t letter_at(Text text, size_t at, size_t *bytes)
{
    const unsigned char lead = (unsigned char)text.bytes[at];
    *bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    uint32_t letter = *bytes == 1 ? lead : lead & (0xFFU >> (*bytes + 1));
    for (size_t i = 1; i < *bytes; i++) {
        letter = letter << 6 | ((unsigned char)text.bytes[at + i] & 0x3FU);
    }
    return letter;
}

typedef struct Gap {
    bool is_open;
    bool has_break;
} Gap;

static void close_gap(Buffer *out, Gap *gap, VisibleLines lines)
{
    if (gap->is_open && out->length > 0) {
        buffer_append_byte(out, gap->has_break && lines == MANY_LINES ? '\n' : ' ');
    }
    *gap = (Gap){0};
}

bool text_visible(Arena *arena, Text text, VisibleLines lines, Text *visible)
{
    if (!text_is_utf8(text)) {
        return false;
    }
    Buffer out = buffer_new(arena, text.length);
    Gap gap = {0};
    size_t bytes = 0;
    for (size_t i = 0; i < text.length; i += bytes) {
        const uint32_t letter = letter_at(text, i, &bytes);
        if (is_among(spaces, LENGTH_OF(spaces), letter)) {
            gap.is_open = true;
            gap.has_break |= letter == '\n' || letter == 0x2028 || letter == 0x2029;
            continue;
        }
        if (is_among(unseen, LENGTH_OF(unseen), letter)) {
            continue;
        }
        close_gap(&out, &gap, lines);
        buffer_append(&out, text_slice(text, i, i + bytes));
    }
    *visible = buffer_text(&out);
    return true;
}

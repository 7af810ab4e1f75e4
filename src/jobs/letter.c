/* SPDX-License-Identifier: EUPL-1.2 */
#include "jobs/letter.h"

#include "crypto/base64.h"

enum { LINE_MOST = 76, WORD_BYTES = 42 /* 56 characters of base64 */ };

bool letter_address_is_plain(Text address)
{
    size_t ats = 0;
    for (size_t i = 0; i < address.length; i++) {
        const char byte = address.bytes[i];
        if (byte <= ' ' || byte > '~' || byte == ',' || byte == ';' || byte == '<' ||
            byte == '>' || byte == '"' || byte == '(') {
            return false;
        }
        ats += byte == '@' ? 1 : 0;
    }
    return ats == 1 && address.bytes[0] != '@' && address.bytes[address.length - 1] != '@';
}

Text letter_date(Arena *arena, Moment now)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Date date = (Date)(now / 86400);
    const CivilDate civil = date_to_civil(date);
    const long long seconds = now % 86400;
    return text_format(arena, "%s, %02d %s %04d %02lld:%02lld:%02lld +0000",
                       days[date_weekday(date)], civil.day, months[civil.month - 1], civil.year,
                       seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* The end of a piece: no character is cut in two. */
static size_t piece_end(Text words, size_t from)
{
    size_t to = from + WORD_BYTES;
    if (to >= words.length) {
        return words.length;
    }
    while (((unsigned char)words.bytes[to] & 0xC0U) == 0x80U) {
        to--;
    }
    return to;
}

Text letter_words(Arena *arena, Text words)
{
    Buffer out = buffer_new(arena, words.length * 3 + LINE_MOST);
    for (size_t at = 0; at < words.length;) {
        const size_t end = piece_end(words, at);
        const Text piece = base64_write(arena, text_slice(words, at, end));
        buffer_append_format(&out, "%s=?UTF-8?B?%.*s?=", at == 0 ? "" : "\r\n ",
                             TEXT_ARG(piece));
        at = end;
    }
    return buffer_text(&out);
}

/* Whether the byte stands for itself: not at the end of a line where it is a space. */
static bool is_literal(Text words, size_t at)
{
    const unsigned char byte = (unsigned char)words.bytes[at];
    const char next = at + 1 < words.length ? words.bytes[at + 1] : '\n';
    return byte != '=' && byte >= ' ' && byte <= '~' &&
           (byte != ' ' || (next != '\n' && next != '\r'));
}

void letter_body(Buffer *out, Text words)
{
    size_t column = 0;
    for (size_t i = 0; i < words.length; i++) {
        const bool literal = is_literal(words, i);
        const size_t width = literal ? 1 : 3;
        if (words.bytes[i] == '\n') {
            buffer_append(out, TEXT("\r\n"));
            column = 0;
            continue;
        }
        if (words.bytes[i] == '\r') {
            continue;
        }
        if (column + width >= LINE_MOST) {
            buffer_append(out, TEXT("=\r\n"));
            column = 0;
        }
        if (literal) {
            buffer_append(out, text_slice(words, i, i + 1));
        } else {
            buffer_append_format(out, "=%02X", (unsigned)(unsigned char)words.bytes[i]);
        }
        column += width;
    }
}

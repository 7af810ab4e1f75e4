/* SPDX-License-Identifier: EUPL-1.2 */
#include "matching/feel_scanner.h"

#include <string.h>

enum { MOST_NAMES = 2048 };

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool starts_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
           byte == '?' || (byte & 0x80) != 0;
}

static bool continues_name(char byte)
{
    return starts_name(byte) || is_digit(byte);
}

static char byte_at(const FeelScanner *scanner, size_t at)
{
    return at < scanner->source.length ? scanner->source.bytes[at] : '\0';
}

static size_t skip_comment(const FeelScanner *scanner, size_t at)
{
    if (byte_at(scanner, at) != '/') {
        return at;
    }
    if (byte_at(scanner, at + 1) == '/') {
        return text_find_byte(scanner->source, '\n', at);
    }
    if (byte_at(scanner, at + 1) == '*') {
        const size_t end = text_find(scanner->source, TEXT("*/"), at + 2);
        return end + 2 < scanner->source.length ? end + 2 : scanner->source.length;
    }
    return at;
}

static size_t skip_space(const FeelScanner *scanner, size_t at)
{
    for (;;) {
        while (at < scanner->source.length && is_space(scanner->source.bytes[at])) {
            at++;
        }
        const size_t after = skip_comment(scanner, at);
        if (after == at) {
            return at;
        }
        at = after;
    }
}

void scanner_skip(FeelScanner *scanner)
{
    scanner->at = skip_space(scanner, scanner->at);
}

uint32_t scanner_column(FeelScanner *scanner, size_t at)
{
    if (at < scanner->counted) {
        scanner->counted = 0;
        scanner->column = 0;
    }
    for (; scanner->counted < at; scanner->counted++) {
        scanner->column += (scanner->source.bytes[scanner->counted] & 0xC0) != 0x80 ? 1 : 0;
    }
    return scanner->column + 1;
}

void *scanner_refuse(FeelScanner *scanner, size_t at, const char *expected)
{
    if (scanner->failed) {
        return NULL;
    }
    scanner->failed = true;
    const Text where =
        text_format(scanner->arena, "column %u", (unsigned)scanner_column(scanner, at));
    Text found = text_slice(scanner->source, at, at + 12);
    while (found.length > 0 && !text_is_utf8(found)) {
        found.length--;
    }
    (void)problem_set(scanner->problem, INVALID, where, "expression",
                      found.length == 0 ? "expected %s, found the end"
                                        : "expected %s, found “%.*s”",
                      expected, TEXT_ARG(found));
    return NULL;
}

bool scanner_peek(FeelScanner *scanner, const char *sign)
{
    scanner_skip(scanner);
    const Text rest = text_slice(scanner->source, scanner->at, scanner->source.length);
    return text_starts_with(rest, text_from(sign));
}

bool scanner_accept(FeelScanner *scanner, const char *sign)
{
    if (!scanner_peek(scanner, sign)) {
        return false;
    }
    scanner->at += strlen(sign);
    return true;
}

/* How many bytes at `at` spell `name`, any white space standing for one space of the name. */
static size_t match_name(const FeelScanner *scanner, size_t at, Text name)
{
    const size_t start = at;
    if (byte_at(scanner, at) != name.bytes[0]) {
        return 0;
    }
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] == ' ') {
            const size_t after = skip_space(scanner, at);
            if (after == at) {
                return 0;
            }
            at = after;
        } else if (byte_at(scanner, at) == name.bytes[i] && at < scanner->source.length) {
            at++;
        } else {
            const size_t after = skip_space(scanner, at);
            if (after == at || byte_at(scanner, after) != name.bytes[i] ||
                continues_name(name.bytes[i])) {
                return 0;
            }
            at = after + 1;
        }
    }
    const bool cut =
        continues_name(byte_at(scanner, at)) && continues_name(name.bytes[name.length - 1]);
    return cut ? 0 : at - start;
}

bool scanner_accept_word(FeelScanner *scanner, const char *word)
{
    scanner_skip(scanner);
    const size_t length = match_name(scanner, scanner->at, text_from(word));
    scanner->at += length;
    return length > 0;
}

static bool is_keyword(Text word)
{
    static const char *const keywords[] = {
        "and",       "or",     "in",   "between", "then", "else",     "if",    "for",
        "satisfies", "return", "true", "false",   "null", "instance", "every", "some"};
    for (size_t i = 0; i < LENGTH_OF(keywords); i++) {
        if (text_equal(word, text_from(keywords[i]))) {
            return true;
        }
    }
    return false;
}

bool scanner_accept_name(FeelScanner *scanner, Text *name)
{
    scanner_skip(scanner);
    size_t best = 0;
    for (size_t i = 0; i < scanner->names.count; i++) {
        const size_t length = match_name(scanner, scanner->at, scanner->names.items[i]);
        if (length > best) {
            best = length;
            *name = scanner->names.items[i];
        }
    }
    size_t end = scanner->at;
    if (starts_name(byte_at(scanner, end)) && end < scanner->source.length) {
        while (end < scanner->source.length && continues_name(scanner->source.bytes[end])) {
            end++;
        }
    }
    const Text word = text_slice(scanner->source, scanner->at, end);
    if (word.length > best && !is_keyword(word)) {
        best = word.length;
        *name = word;
    }
    scanner->at += best;
    return best > 0;
}

static size_t digits_end(const FeelScanner *scanner, size_t at)
{
    while (is_digit(byte_at(scanner, at))) {
        at++;
    }
    return at;
}

bool scanner_accept_number(FeelScanner *scanner, Decimal *number)
{
    scanner_skip(scanner);
    size_t end = digits_end(scanner, scanner->at);
    if (byte_at(scanner, end) == '.' && is_digit(byte_at(scanner, end + 1))) {
        end = digits_end(scanner, end + 1);
    }
    if (end == scanner->at) {
        return false;
    }
    if ((byte_at(scanner, end) | 0x20) == 'e') {
        const char sign = byte_at(scanner, end + 1);
        const size_t digits = end + 1 + (sign == '+' || sign == '-' ? 1 : 0);
        end = is_digit(byte_at(scanner, digits)) ? digits_end(scanner, digits) : end;
    }
    if (!decimal_parse(text_slice(scanner->source, scanner->at, end), number)) {
        (void)scanner_refuse(scanner, scanner->at, "a number of at most 6144 digits");
        return false;
    }
    scanner->at = end;
    return true;
}

static void append_character(Buffer *buffer, uint32_t point)
{
    char bytes[4];
    size_t length = 1;
    if (point < 0x80) {
        bytes[0] = (char)point;
    } else if (point < 0x800) {
        bytes[0] = (char)(0xC0 | (point >> 6));
        length = 2;
    } else if (point < 0x10000) {
        bytes[0] = (char)(0xE0 | (point >> 12));
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | (point >> 18));
        length = 4;
    }
    for (size_t i = 1; i < length; i++) {
        bytes[i] = (char)(0x80 | ((point >> (6 * (length - 1 - i))) & 0x3F));
    }
    buffer_append(buffer, (Text){bytes, length});
}

static bool read_hexadecimal(const FeelScanner *scanner, size_t at, size_t digits,
                             uint32_t *value)
{
    uint32_t result = 0;
    for (size_t i = 0; i < digits; i++) {
        const char byte = byte_at(scanner, at + i);
        const char lower = (char)(byte | 0x20);
        if (is_digit(byte)) {
            result = result * 16 + (uint32_t)(byte - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            result = result * 16 + (uint32_t)(lower - 'a' + 10);
        } else {
            return false;
        }
    }
    *value = result;
    return true;
}

/* After "\u" or "\U": the character, two halves of a pair taken together. Gives how many bytes
 * were read, 0 when it is no character. */
static size_t read_unicode(const FeelScanner *scanner, size_t at, uint32_t *point)
{
    const size_t digits = byte_at(scanner, at) == 'u' ? 4 : 6;
    if (!read_hexadecimal(scanner, at + 1, digits, point)) {
        return 0;
    }
    size_t length = 1 + digits;
    uint32_t low = 0;
    if (*point >= 0xD800 && *point <= 0xDBFF && byte_at(scanner, at + length) == '\\' &&
        byte_at(scanner, at + length + 1) == 'u' &&
        read_hexadecimal(scanner, at + length + 2, 4, &low) && low >= 0xDC00 && low <= 0xDFFF) {
        *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
        length += 6;
    }
    const bool lone = *point >= 0xD800 && *point <= 0xDFFF;
    return lone || *point > 0x10FFFF ? 0 : length;
}

/* The escape at `at` (a backslash). One that FEEL does not know stays as written: "\s". */
static size_t read_escape(const FeelScanner *scanner, size_t at, Buffer *out)
{
    static const char letters[] = "nrt\"'\\";
    static const char meanings[] = "\n\r\t\"'\\";
    const char letter = byte_at(scanner, at + 1);
    const char *known = letter == '\0' ? NULL : strchr(letters, letter);
    if (known != NULL) {
        buffer_append_byte(out, meanings[known - letters]);
        return 2;
    }
    uint32_t point = 0;
    if (letter == 'u' || letter == 'U') {
        const size_t length = read_unicode(scanner, at + 1, &point);
        if (length > 0) {
            append_character(out, point);
            return 1 + length;
        }
    }
    buffer_append_byte(out, '\\');
    return 1;
}

bool scanner_accept_string(FeelScanner *scanner, Text *text)
{
    scanner_skip(scanner);
    const size_t start = scanner->at;
    if (byte_at(scanner, start) != '"') {
        return false;
    }
    Buffer out = buffer_new(scanner->arena, FEEL_MAX_BYTES);
    size_t at = start + 1;
    while (at < scanner->source.length && scanner->source.bytes[at] != '"') {
        if (scanner->source.bytes[at] == '\\') {
            at += read_escape(scanner, at, &out);
        } else {
            buffer_append_byte(&out, scanner->source.bytes[at++]);
        }
    }
    if (at >= scanner->source.length) {
        (void)scanner_refuse(scanner, start, "a string with its closing quote");
        return false;
    }
    scanner->at = at + 1;
    *text = buffer_text(&out);
    return true;
}

/* A name with the runs of white space between its words made one space. */
static Text normal_name(Arena *arena, Text raw)
{
    Buffer out = buffer_new(arena, raw.length + 1);
    raw = text_trim(raw);
    for (size_t i = 0; i < raw.length; i++) {
        if (!is_space(raw.bytes[i])) {
            buffer_append_byte(&out, raw.bytes[i]);
        } else if (!is_space(raw.bytes[i - 1])) {
            buffer_append_byte(&out, ' ');
        }
    }
    return buffer_text(&out);
}

static bool is_name_sign(char byte)
{
    return byte != '\0' && strchr("./-'+*", byte) != NULL;
}

bool scanner_accept_new_name(FeelScanner *scanner, char stop, Text *name)
{
    scanner_skip(scanner);
    size_t end = scanner->at;
    if (!starts_name(byte_at(scanner, end)) || end >= scanner->source.length) {
        return false;
    }
    while (end < scanner->source.length &&
           (continues_name(scanner->source.bytes[end]) ||
            is_space(scanner->source.bytes[end]) || is_name_sign(scanner->source.bytes[end]))) {
        end++;
    }
    if (byte_at(scanner, end) != stop) {
        return false;
    }
    *name = normal_name(scanner->arena, text_slice(scanner->source, scanner->at, end));
    scanner->at = end;
    scanner_learn(scanner, *name);
    return true;
}

bool scanner_accept_iterator(FeelScanner *scanner, Text *name)
{
    scanner_skip(scanner);
    const size_t start = scanner->at;
    size_t end = start;
    while (end < scanner->source.length && (continues_name(scanner->source.bytes[end]) ||
                                            is_space(scanner->source.bytes[end]))) {
        if (is_space(scanner->source.bytes[end]) &&
            match_name(scanner, end + 1, TEXT("in")) > 0) {
            break;
        }
        end++;
    }
    const Text found = normal_name(scanner->arena, text_slice(scanner->source, start, end));
    if (found.length == 0 || !starts_name(found.bytes[0])) {
        return false;
    }
    *name = found;
    scanner->at = end;
    scanner_learn(scanner, found);
    return true;
}

void scanner_learn(FeelScanner *scanner, Text name)
{
    for (size_t i = 0; i < name.length && scanner->names.count < MOST_NAMES; i++) {
        if (!continues_name(name.bytes[i])) {
            LIST_APPEND(scanner->arena, &scanner->names, name);
            return;
        }
    }
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/fold.h"

#include <string.h>
#include <utf8proc.h>

#include "base/buffer.h"

typedef enum Kind { LETTER, MARK, IGNORED, HYPHEN, APOSTROPHE, OTHER } Kind;

/* A word being read. Both spellings grow together until the word ends. */
typedef struct Draft {
    char plain[WORD_BYTES];
    char umlauts[WORD_BYTES];
    size_t plain_length;
    size_t umlauts_length;
    size_t start;
    size_t end;
    size_t letters;
    size_t capitals;
    size_t small_letters;
    bool has_umlaut;
} Draft;

typedef struct Reader {
    Arena *arena;
    Text source;
    WordList *words;
    Draft draft;
    bool was_elided;
    bool after_hyphen;
    size_t first_word; /* the words before it belong to another text */
} Reader;

static const Text elisions[] = {
    TEXT_INIT("l"), TEXT_INIT("d"),     TEXT_INIT("j"),      TEXT_INIT("n"),
    TEXT_INIT("s"), TEXT_INIT("c"),     TEXT_INIT("qu"),     TEXT_INIT("m"),
    TEXT_INIT("t"), TEXT_INIT("jusqu"), TEXT_INIT("lorsqu"), TEXT_INIT("puisqu"),
};

/* Letters Unicode does not decompose, though readers take them for others. */
static Text special_letter(utf8proc_int32_t letter)
{
    switch (letter) {
    case 0x0153:
        return TEXT("oe");
    case 0x00E6:
        return TEXT("ae");
    case 0x00F8:
        return TEXT("o");
    case 0x0142:
        return TEXT("l");
    case 0x0111:
    case 0x00F0:
        return TEXT("d");
    case 0x00FE:
        return TEXT("th");
    case 0x0131:
        return TEXT("i");
    default:
        return (Text){"", 0};
    }
}

static bool is_apostrophe(utf8proc_int32_t point)
{
    return point == '\'' || point == '`' || point == 0x2019 || point == 0x2018 ||
           point == 0x02BC || point == 0x00B4 || point == 0x2032;
}

static bool is_hyphen(utf8proc_int32_t point)
{
    return point == '-' || point == 0x2010 || point == 0x2011;
}

static Kind kind_of_ascii(utf8proc_int32_t point)
{
    const bool is_letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
                           (point >= '0' && point <= '9');
    if (is_letter) {
        return LETTER;
    }
    if (point == '-') {
        return HYPHEN;
    }
    return is_apostrophe(point) ? APOSTROPHE : OTHER;
}

static Kind kind_of(utf8proc_int32_t point)
{
    if (point < 0x80) {
        return kind_of_ascii(point);
    }
    if (is_hyphen(point)) {
        return HYPHEN;
    }
    if (is_apostrophe(point)) {
        return APOSTROPHE;
    }
    const utf8proc_category_t category = utf8proc_category(point);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) {
        return LETTER;
    }
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) {
        return MARK;
    }
    if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) {
        return LETTER;
    }
    return category == UTF8PROC_CATEGORY_CF ? IGNORED : OTHER;
}

/* Decodes the code point at `at`; a broken byte counts as a separator one byte long. */
static size_t next_point(Text source, size_t at, utf8proc_int32_t *point)
{
    const unsigned char first = (unsigned char)source.bytes[at];
    if (first < 0x80) {
        *point = first;
        return 1;
    }
    const utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)source.bytes + at,
                         (utf8proc_ssize_t)(source.length - at), point);
    if (length <= 0) {
        *point = ' ';
        return 1;
    }
    return (size_t)length;
}

static Kind kind_at(Text source, size_t at)
{
    if (at >= source.length) {
        return OTHER;
    }
    utf8proc_int32_t point = 0;
    (void)next_point(source, at, &point);
    return kind_of(point);
}

static void draft_append(Draft *draft, const char *bytes, size_t length)
{
    if (draft->plain_length + length <= WORD_BYTES &&
        draft->umlauts_length + length <= WORD_BYTES) {
        memcpy(draft->plain + draft->plain_length, bytes, length);
        memcpy(draft->umlauts + draft->umlauts_length, bytes, length);
        draft->plain_length += length;
        draft->umlauts_length += length;
    }
}

/* Two dots over a, o or u: the German reading puts an e behind. Others (ë, ï) are French or
 * Dutch and only separate syllables. */
static void draft_umlaut(Draft *draft)
{
    const size_t length = draft->umlauts_length;
    const bool takes_e =
        length > 0 && length < WORD_BYTES && strchr("aou", draft->umlauts[length - 1]) != NULL;
    if (takes_e) {
        draft->umlauts[draft->umlauts_length++] = 'e';
        draft->has_umlaut = true;
    }
}

static void draft_decomposed(Draft *draft, utf8proc_int32_t point)
{
    if (point == 0x0308) {
        draft_umlaut(draft);
        return;
    }
    const Text special = special_letter(point);
    if (special.length > 0) {
        draft_append(draft, special.bytes, special.length);
        return;
    }
    const Kind kind = kind_of(point);
    if (kind == LETTER) {
        utf8proc_uint8_t encoded[4];
        const utf8proc_ssize_t length = utf8proc_encode_char(point, encoded);
        draft_append(draft, (const char *)encoded, (size_t)length);
    }
}

static void draft_count_case(Draft *draft, utf8proc_int32_t point)
{
    const utf8proc_category_t category = utf8proc_category(point);
    draft->letters++;
    draft->capitals += category == UTF8PROC_CATEGORY_LU;
    draft->small_letters += category == UTF8PROC_CATEGORY_LL;
}

static void draft_ascii(Draft *draft, utf8proc_int32_t point)
{
    const bool is_capital = point >= 'A' && point <= 'Z';
    draft->letters++;
    draft->capitals += is_capital;
    draft->small_letters += point >= 'a' && point <= 'z';
    const char letter = (char)(is_capital ? point + ('a' - 'A') : point);
    draft_append(draft, &letter, 1);
}

static void draft_add(Draft *draft, utf8proc_int32_t point)
{
    if (point < 0x80) {
        draft_ascii(draft, point);
        return;
    }
    utf8proc_int32_t decomposed[32];
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        point, decomposed, (utf8proc_ssize_t)LENGTH_OF(decomposed),
        UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
    if (kind_of(point) == LETTER) {
        draft_count_case(draft, point);
    }
    for (utf8proc_ssize_t i = 0; i < count && i < (utf8proc_ssize_t)LENGTH_OF(decomposed);
         i++) {
        draft_decomposed(draft, decomposed[i]);
    }
}

static void end_word(Reader *reader)
{
    Draft *draft = &reader->draft;
    if (draft->plain_length > 0) {
        Word word = {
            .folded = text_copy(reader->arena, text_of(draft->plain, draft->plain_length)),
            .start = draft->start,
            .end = draft->end,
            .is_rigid =
                draft->letters <= 3 || (draft->capitals >= 2 && draft->small_letters == 0),
            .is_joined = reader->after_hyphen && reader->words->count > reader->first_word,
            .was_elided = reader->was_elided,
        };
        if (draft->has_umlaut) {
            word.umlauts =
                text_copy(reader->arena, text_of(draft->umlauts, draft->umlauts_length));
        }
        LIST_APPEND(reader->arena, reader->words, word);
        reader->was_elided = false;
        reader->after_hyphen = false;
    }
    *draft = (Draft){.start = reader->source.length};
}

static bool is_elision(const Draft *draft)
{
    const Text read = text_of(draft->plain, draft->plain_length);
    for (size_t i = 0; i < LENGTH_OF(elisions); i++) {
        if (text_equal(read, elisions[i])) {
            return true;
        }
    }
    return false;
}

/* True for the s of "women's" and "foto's", which belongs to no word. */
static bool is_genitive(Text source, size_t at)
{
    return at < source.length && (source.bytes[at] == 's' || source.bytes[at] == 'S') &&
           kind_at(source, at + 1) != LETTER;
}

/* Returns where reading goes on. */
static size_t read_apostrophe(Reader *reader, size_t after)
{
    if (kind_at(reader->source, after) != LETTER) {
        end_word(reader);
        return after;
    }
    if (is_elision(&reader->draft)) {
        reader->draft = (Draft){.start = after};
        reader->was_elided = true;
        return after;
    }
    if (reader->draft.plain_length > 0 && is_genitive(reader->source, after)) {
        end_word(reader);
        return after + 1;
    }
    return after; /* aujourd'hui, don't: one word */
}

/* Length of "C.P.A.S." or "C.P.A.S" at `at`, 0 when there is no such thing. */
static size_t dotted_acronym(Text source, size_t at)
{
    size_t end = at;
    size_t letters = 0;
    while (end < source.length) {
        utf8proc_int32_t point = 0;
        const size_t step = next_point(source, end, &point);
        const bool is_letter = kind_of(point) == LETTER && !(point >= '0' && point <= '9');
        if (!is_letter) {
            break;
        }
        const size_t after = end + step;
        const bool has_dot = after < source.length && source.bytes[after] == '.';
        letters++;
        end = has_dot ? after + 1 : after;
        if (!has_dot) {
            break;
        }
    }
    return letters >= 2 && kind_at(source, end) != LETTER ? end - at : 0;
}

static size_t read_acronym(Reader *reader, size_t at, size_t length)
{
    Draft *draft = &reader->draft;
    draft->start = at;
    draft->end = at + length;
    for (size_t i = at; i < at + length;) {
        utf8proc_int32_t point = 0;
        i += next_point(reader->source, i, &point);
        if (point != '.') {
            draft_add(draft, point);
        }
    }
    draft->capitals = draft->letters; /* c.p.a.s. is an acronym too */
    draft->small_letters = 0;
    end_word(reader);
    return at + length;
}

static bool starts_dotted(Text source, size_t at)
{
    utf8proc_int32_t point = 0;
    const size_t after = at + next_point(source, at, &point);
    return after < source.length && source.bytes[after] == '.';
}

static size_t read_letter(Reader *reader, size_t at, size_t after, utf8proc_int32_t point)
{
    Draft *draft = &reader->draft;
    if (draft->plain_length == 0) {
        const size_t acronym =
            starts_dotted(reader->source, at) ? dotted_acronym(reader->source, at) : 0;
        if (acronym > 0) {
            return read_acronym(reader, at, acronym);
        }
        draft->start = at;
    }
    draft_add(draft, point);
    draft->end = after;
    return after;
}

static size_t read_point(Reader *reader, size_t at)
{
    utf8proc_int32_t point = 0;
    const size_t after = at + next_point(reader->source, at, &point);
    switch (kind_of(point)) {
    case LETTER:
        return read_letter(reader, at, after, point);
    case MARK:
        if (reader->draft.plain_length > 0) {
            draft_add(&reader->draft, point);
            reader->draft.end = after;
        }
        return after;
    case IGNORED:
        return after;
    case APOSTROPHE:
        return read_apostrophe(reader, after);
    case HYPHEN:
        end_word(reader);
        reader->after_hyphen = at > 0 && kind_at(reader->source, after) == LETTER &&
                               reader->words->count > 0 &&
                               reader->words->items[reader->words->count - 1].end == at;
        return after;
    case OTHER:
        break;
    }
    end_word(reader);
    reader->was_elided = false;
    reader->after_hyphen = false;
    return after;
}

/* Somebody who writes everything in capitals writes no acronyms. */
static void calm_shouting(WordList *words, size_t first)
{
    if (words->count - first < 2) {
        return;
    }
    for (size_t i = first; i < words->count; i++) {
        if (!words->items[i].is_rigid) {
            return;
        }
    }
    for (size_t i = first; i < words->count; i++) {
        words->items[i].is_rigid = words->items[i].folded.length <= 3;
    }
}

void fold_words(Arena *arena, Text source, WordList *words)
{
    Reader reader = {.arena = arena,
                     .source = source,
                     .words = words,
                     .draft = {.start = 0},
                     .first_word = words->count};
    for (size_t at = 0; at < source.length;) {
        at = read_point(&reader, at);
    }
    end_word(&reader);
    calm_shouting(words, reader.first_word);
}

Text fold_key(Arena *arena, Text source)
{
    WordList words = {0};
    fold_words(arena, source, &words);
    Text *pieces = ARENA_ARRAY(arena, Text, words.count);
    for (size_t i = 0; i < words.count; i++) {
        pieces[i] = words.items[i].folded;
    }
    return text_join(arena, pieces, words.count, TEXT(" "));
}

Text fold_case(Arena *arena, Text source)
{
    Buffer lower = buffer_new(arena, source.length * 2 + 4);
    for (size_t at = 0; at < source.length;) {
        utf8proc_int32_t point = 0;
        at += next_point(source, at, &point);
        utf8proc_uint8_t encoded[4];
        const utf8proc_ssize_t length = utf8proc_encode_char(utf8proc_tolower(point), encoded);
        buffer_append(&lower, text_of((const char *)encoded, (size_t)length));
    }
    return buffer_text(&lower);
}

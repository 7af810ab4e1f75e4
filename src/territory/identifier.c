/* SPDX-License-Identifier: EUPL-1.2 */
/* What is common to all identifiers: taking in what people write, and telling the answer. */
#include "territory/identifier.h"

#include "base/buffer.h"
#include "base/list.h"
#include "territory/identifier_parts.h"
#include "territory/sentences.h"

static const Text kind_codes[IDENTIFIER_KIND_COUNT] = {
    [IDENTIFIER_NISS] = TEXT_INIT("niss"),           [IDENTIFIER_BCE] = TEXT_INIT("bce"),
    [IDENTIFIER_NIHII] = TEXT_INIT("nihii"),         [IDENTIFIER_IBAN] = TEXT_INIT("iban"),
    [IDENTIFIER_REFERENCE] = TEXT_INIT("reference"), [IDENTIFIER_PHONE] = TEXT_INIT("phone"),
    [IDENTIFIER_CARD] = TEXT_INIT("card"),
};

static const Text type_codes[TYPE_COUNT] = {
    [TYPE_NONE] = TEXT_INIT(""),
    [TYPE_NATIONAL] = TEXT_INIT("nn"),
    [TYPE_BIS_SEX_UNKNOWN] = TEXT_INIT("bis_sex_unknown"),
    [TYPE_BIS_SEX_KNOWN] = TEXT_INIT("bis_sex_known"),
    [TYPE_ENTERPRISE] = TEXT_INIT("enterprise"),
    [TYPE_ESTABLISHMENT] = TEXT_INIT("establishment_unit"),
    [TYPE_STRUCTURED] = TEXT_INIT("structured"),
    [TYPE_RF] = TEXT_INIT("rf"),
    [TYPE_FIXED] = TEXT_INIT("fixed"),
    [TYPE_MOBILE] = TEXT_INIT("mobile"),
    [TYPE_FREEPHONE] = TEXT_INIT("freephone"),
    [TYPE_SHARED] = TEXT_INIT("shared"),
    [TYPE_PREMIUM] = TEXT_INIT("premium"),
    [TYPE_SHORT] = TEXT_INIT("short"),
    [TYPE_FOREIGN] = TEXT_INIT("foreign"),
};

/* Marks that carry meaning for one kind, besides letters, digits and separators. */
static const Text kind_marks[IDENTIFIER_KIND_COUNT] = {
    [IDENTIFIER_REFERENCE] = TEXT_INIT("+*"),
    [IDENTIFIER_PHONE] = TEXT_INIT("+()"),
};

/* ASCII first, then the spaces and hyphens that word processors put in their place: no-break,
 * thin and narrow no-break spaces, hyphen, no-break hyphen, en dash. */
static const Text separators[] = {
    TEXT_INIT(" "),
    TEXT_INIT("."),
    TEXT_INIT("/"),
    TEXT_INIT("-"),
    TEXT_INIT("\xC2\xA0"),
    TEXT_INIT("\xE2\x80\x89"),
    TEXT_INIT("\xE2\x80\xAF"),
    TEXT_INIT("\xE2\x80\x90"),
    TEXT_INIT("\xE2\x80\x91"),
    TEXT_INIT("\xE2\x80\x93"),
};

Text identifier_kind_code(IdentifierKind kind)
{
    return kind_codes[kind];
}

bool identifier_kind_parse(Text code, IdentifierKind *kind)
{
    for (size_t i = 0; i < IDENTIFIER_KIND_COUNT; i++) {
        if (text_equal(code, kind_codes[i])) {
            *kind = (IdentifierKind)i;
            return true;
        }
    }
    return false;
}

Text identifier_type_code(IdentifierType type)
{
    return type_codes[type];
}

/* ------------------------------------------------------------------------------- verdict */

static void settle(Identifier *identifier, bool is_valid, Sentence because, Text value)
{
    identifier->is_valid = is_valid;
    identifier->because = because;
    identifier->because_value = value;
}

void identifier_refuse(Identifier *identifier, Sentence because, Text value)
{
    *identifier = (Identifier){.kind = identifier->kind};
    settle(identifier, false, because, value);
}

void identifier_accept(Identifier *identifier, Sentence because, Text value)
{
    settle(identifier, true, because, value);
}

/* ------------------------------------------------------------------------------- reading */

/* The length of the separator that stands there; 0 when none does. */
static size_t separator_at(Text text, size_t at)
{
    const Text rest = text_slice(text, at, text.length);
    for (size_t i = 0; i < LENGTH_OF(separators); i++) {
        if (text_starts_with(rest, separators[i])) {
            return separators[i].length;
        }
    }
    return 0;
}

/* '\0' for what is neither letter nor digit nor one of the marks. */
static char kept(char byte, Text marks)
{
    if (byte >= 'a' && byte <= 'z') {
        return (char)(byte - 'a' + 'A');
    }
    const bool is_plain = (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
    return is_plain || text_find_byte(marks, byte, 0) < marks.length ? byte : '\0';
}

/* False when a character stands there that no identifier of the kind has. */
static bool tidy(Arena *arena, Text text, Text marks, Written *written)
{
    char *bytes = arena_allocate(arena, text.length);
    size_t length = 0;
    size_t at = 0;
    while (at < text.length) {
        const size_t separator = separator_at(text, at);
        if (separator > 0) {
            at += separator;
            continue;
        }
        bytes[length] = kept(text.bytes[at++], marks);
        if (bytes[length++] == '\0') {
            return false;
        }
    }
    *written = (Written){arena, text_of(bytes, length)};
    return true;
}

static void read_kind(const Written *written, Date today, Identifier *identifier)
{
    switch (identifier->kind) {
    case IDENTIFIER_NISS:
        niss_read(written, today, identifier);
        return;
    case IDENTIFIER_BCE:
        bce_read(written, identifier);
        return;
    case IDENTIFIER_NIHII:
        nihii_read(written, identifier);
        return;
    case IDENTIFIER_IBAN:
        iban_read(written, identifier);
        return;
    case IDENTIFIER_REFERENCE:
        reference_read(written, identifier);
        return;
    case IDENTIFIER_PHONE:
        phone_read(written, identifier);
        return;
    case IDENTIFIER_CARD:
        card_read(written, identifier);
        return;
    case IDENTIFIER_KIND_COUNT:
        return;
    }
}

void identifier_read(Arena *arena, IdentifierKind kind, Text text, Date today,
                     Identifier *identifier)
{
    const Text trimmed = text_trim(text);
    Written written = {0};
    *identifier = (Identifier){.kind = kind};
    if (text.length > IDENTIFIER_BYTES) {
        identifier_refuse(identifier, SAY_IDENTIFIER_LONG,
                          text_format(arena, "%d", IDENTIFIER_BYTES));
        return;
    }
    if (!tidy(arena, trimmed, kind_marks[kind], &written)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHARACTER, TEXT(""));
        return;
    }
    if (text_is_empty(written.text)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_EMPTY, TEXT(""));
        return;
    }
    read_kind(&written, today, identifier);
}

/* ------------------------------------------------------------------------------- telling */

Text identifier_because(Arena *arena, const Identifier *identifier, Language language)
{
    const Text value = identifier->zone != NULL ? phrase_in(identifier->zone, language, NULL)
                                                : identifier->because_value;
    return say_with(arena, language, identifier->because, "x", value);
}

Text partial_date_format(Arena *arena, PartialDate date)
{
    if (date.year == 0) {
        return TEXT("");
    }
    if (date.month == 0) {
        return text_format(arena, "%04d", date.year);
    }
    if (date.day == 0) {
        return text_format(arena, "%04d-%02d", date.year, date.month);
    }
    return text_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

void identifier_write_json(Arena *arena, const Identifier *identifier, Language language,
                           JsonWriter *writer)
{
    json_object_open(writer);
    json_member_bool(writer, "valid", identifier->is_valid);
    json_member(writer, "normalized", identifier->normalized);
    json_member(writer, "formatted", identifier->formatted);
    json_member(writer, "because", identifier_because(arena, identifier, language));
    json_member_unless_empty(writer, "type", identifier_type_code(identifier->type));
    json_member_unless_empty(writer, "birthDate",
                             partial_date_format(arena, identifier->birth));
    if (identifier->zone != NULL) {
        json_member(writer, "zone", phrase_in(identifier->zone, language, NULL));
    }
    if (identifier->type == TYPE_ENTERPRISE) {
        json_member(writer, "vat",
                    text_format(arena, "BE%.*s", TEXT_ARG(identifier->normalized)));
    }
    json_object_close(writer);
}

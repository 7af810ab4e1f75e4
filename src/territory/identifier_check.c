/* SPDX-License-Identifier: EUPL-1.2 */
/* The numbers that end with two check digits of 97: NISS, BCE, NIHII, card, references. */
#include <assert.h>

#include "base/buffer.h"
#include "territory/identifier_parts.h"
#include "territory/sentences.h"

enum { MODULUS = 97, CENTURY_PREFIX = 2000000000 };

/* ------------------------------------------------------------------------------- digits */

bool is_all_digits(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9') {
            return false;
        }
    }
    return true;
}

int64_t digits_value(Text text, size_t from, size_t to)
{
    assert(to <= text.length && to - from <= 18);
    int64_t value = 0;
    for (size_t i = from; i < to; i++) {
        value = value * 10 + (text.bytes[i] - '0');
    }
    return value;
}

int check_complement(int64_t number)
{
    return MODULUS - (int)(number % MODULUS);
}

int check_remainder(int64_t number)
{
    const int remainder = (int)(number % MODULUS);
    return remainder == 0 ? MODULUS : remainder;
}

int iso_remainder(Text text)
{
    int remainder = 0;
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[(i + 4) % text.length];
        const bool is_digit = byte >= '0' && byte <= '9';
        remainder = is_digit ? (remainder * 10 + (byte - '0')) % MODULUS
                             : (remainder * 100 + (byte - 'A' + 10)) % MODULUS;
    }
    return remainder;
}

Text in_fours(Arena *arena, Text text)
{
    Buffer out = buffer_new(arena, IDENTIFIER_BYTES);
    for (size_t i = 0; i < text.length; i++) {
        if (i > 0 && i % 4 == 0) {
            buffer_append_byte(&out, ' ');
        }
        buffer_append_byte(&out, text.bytes[i]);
    }
    return buffer_text(&out);
}

Text in_pattern(Arena *arena, const char *pattern, Text text)
{
    Buffer out = buffer_new(arena, IDENTIFIER_BYTES);
    size_t at = 0;
    for (; *pattern != '\0'; pattern++) {
        buffer_append_byte(&out, *pattern == '#' ? text.bytes[at++] : *pattern);
    }
    assert(at == text.length);
    return buffer_text(&out);
}

/* True when it is made of that many digits; refused otherwise. */
static bool has_digits(const Written *written, size_t count, Text expected,
                       Identifier *identifier)
{
    if (!is_all_digits(written->text)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_LETTER, TEXT(""));
        return false;
    }
    if (written->text.length != count) {
        identifier_refuse(identifier, SAY_IDENTIFIER_DIGITS, expected);
        return false;
    }
    return true;
}

static void give(Identifier *identifier, const Written *written, Text normalized,
                 const char *pattern)
{
    identifier->normalized = normalized;
    identifier->formatted = in_pattern(written->arena, pattern, normalized);
}

/* ---------------------------------------------------------------------------------- NISS */

/* The century of birth, which only the check digits tell; 0 when they are wrong. */
static int niss_century(Text digits)
{
    const int64_t base = digits_value(digits, 0, 9);
    const int check = (int)digits_value(digits, 9, 11);
    if (check == check_complement(base)) {
        return 1900;
    }
    return check == check_complement(CENTURY_PREFIX + base) ? 2000 : 0;
}

/* 20 is added to the month of a bis number whose bearer's sex is not known, 40 when it is. */
static IdentifierType niss_type(int month)
{
    if (month < 20) {
        return TYPE_NATIONAL;
    }
    return month < 40 ? TYPE_BIS_SEX_UNKNOWN : TYPE_BIS_SEX_KNOWN;
}

/* Month 0 also stands in numbers whose series of the day ran out: the day then says nothing.
 * 00.00.01 is the date of somebody whose birth is wholly unknown. */
static PartialDate niss_birth(int century, int year, int month, int day)
{
    if (month > 0) {
        return (PartialDate){century + year, month, day};
    }
    return year == 0 && day == 1 ? (PartialDate){0} : (PartialDate){century + year, 0, 0};
}

static bool date_exists(PartialDate date)
{
    return date.month == 0 || date.day <= month_length(date.year, date.month);
}

static bool is_after(PartialDate birth, Date today)
{
    const CivilDate now = date_to_civil(today);
    if (birth.year != now.year) {
        return birth.year > now.year;
    }
    return birth.month != now.month ? birth.month > now.month : birth.day > now.day;
}

static Sentence niss_praise(IdentifierType type)
{
    if (type == TYPE_NATIONAL) {
        return SAY_IDENTIFIER_NISS;
    }
    return type == TYPE_BIS_SEX_KNOWN ? SAY_IDENTIFIER_BIS : SAY_IDENTIFIER_BIS_UNKNOWN;
}

void niss_read(const Written *written, Date today, Identifier *identifier)
{
    const Text digits = written->text;
    if (!has_digits(written, 11, TEXT("11"), identifier)) {
        return;
    }
    const int century = niss_century(digits);
    const int month = (int)digits_value(digits, 2, 4);
    const int order = (int)digits_value(digits, 6, 9);
    const IdentifierType type = niss_type(month);
    const PartialDate birth = niss_birth(century, (int)digits_value(digits, 0, 2), month % 20,
                                         (int)digits_value(digits, 4, 6));
    if (century == 0) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    /* Men are numbered from 001 to 997, women from 002 to 998. */
    if (order == 0 || order == 999) {
        identifier_refuse(identifier, SAY_IDENTIFIER_ORDER, TEXT(""));
        return;
    }
    if (month >= 60 || month % 20 > 12 || !date_exists(birth)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_DATE, TEXT(""));
        return;
    }
    if (is_after(birth, today)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_FUTURE, TEXT(""));
        return;
    }
    identifier->type = type;
    identifier->birth = birth;
    if (type != TYPE_BIS_SEX_UNKNOWN) {
        identifier->sex = order % 2 == 1 ? REGISTERED_MALE : REGISTERED_FEMALE;
    }
    give(identifier, written, digits, "##.##.##-###.##");
    identifier_accept(identifier, niss_praise(type), TEXT(""));
}

/* ----------------------------------------------------------------------------------- BCE */

void bce_read(const Written *written, Identifier *identifier)
{
    Written number = *written;
    const bool is_vat = text_starts_with(number.text, TEXT("BE"));
    if (is_vat) {
        number.text = text_slice(number.text, 2, number.text.length);
    }
    if (number.text.length == 9) { /* as numbers were until 2005 */
        number.text = text_format(number.arena, "0%.*s", TEXT_ARG(number.text));
    }
    if (!has_digits(&number, 10, TEXT("10"), identifier)) {
        return;
    }
    const char first = number.text.bytes[0];
    const int64_t base = digits_value(number.text, 0, 8);
    if (first == '9' || base == 0) {
        identifier_refuse(identifier, SAY_IDENTIFIER_SERIES, TEXT(""));
        return;
    }
    if (is_vat && first > '1') {
        identifier_refuse(identifier, SAY_IDENTIFIER_VAT, TEXT(""));
        return;
    }
    if (digits_value(number.text, 8, 10) != check_complement(base)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    const bool is_enterprise = first <= '1';
    identifier->type = is_enterprise ? TYPE_ENTERPRISE : TYPE_ESTABLISHMENT;
    give(identifier, written, number.text, is_enterprise ? "####.###.###" : "#.###.###.###");
    identifier_accept(identifier,
                      is_enterprise ? SAY_IDENTIFIER_ENTERPRISE : SAY_IDENTIFIER_ESTABLISHMENT,
                      TEXT(""));
}

/* --------------------------------------------------------------------------------- NIHII */

void nihii_read(const Written *written, Identifier *identifier)
{
    const Text digits = written->text;
    const bool is_short = digits.length == 8; /* an institution without its qualification */
    if (!has_digits(written, is_short ? 8 : 11, TEXT("11"), identifier)) {
        return;
    }
    const int64_t base = digits_value(digits, 0, 6);
    if (base == 0) {
        identifier_refuse(identifier, SAY_IDENTIFIER_SERIES, TEXT(""));
        return;
    }
    if (digits_value(digits, 6, 8) != check_complement(base)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    give(identifier, written, digits, is_short ? "#-#####-##" : "#-#####-##-###");
    identifier_accept(identifier, SAY_IDENTIFIER_NIHII, TEXT(""));
}

/* ---------------------------------------------------------------------------------- card */

void card_read(const Written *written, Identifier *identifier)
{
    const Text digits = written->text;
    if (!has_digits(written, 12, TEXT("12"), identifier)) {
        return;
    }
    const int64_t base = digits_value(digits, 0, 10);
    if (base == 0) {
        identifier_refuse(identifier, SAY_IDENTIFIER_SERIES, TEXT(""));
        return;
    }
    if (digits_value(digits, 10, 12) != check_remainder(base)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    give(identifier, written, digits, "###-#######-##");
    identifier_accept(identifier, SAY_IDENTIFIER_CARD, TEXT(""));
}

/* ----------------------------------------------------------------------------- references */

/* ISO 11649: RF, two check digits, one to twenty-one letters and digits. */
static void rf_read(const Written *written, Identifier *identifier)
{
    const Text text = written->text;
    if (text.length < 5 || text.length > 25) {
        identifier_refuse(identifier, SAY_IDENTIFIER_RF_LENGTH, TEXT(""));
        return;
    }
    const Text check = text_slice(text, 2, 4);
    if (text_find_byte(text, '+', 0) < text.length ||
        text_find_byte(text, '*', 0) < text.length) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHARACTER, TEXT(""));
        return;
    }
    if (!is_all_digits(check) || digits_value(check, 0, 2) < 2 ||
        digits_value(check, 0, 2) > 98 || iso_remainder(text) != 1) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    identifier->type = TYPE_RF;
    identifier->normalized = text;
    identifier->formatted = in_fours(written->arena, text);
    identifier_accept(identifier, SAY_IDENTIFIER_RF, TEXT(""));
}

/* The three marks at both ends are taken off together. */
static Text without_marks(Text text)
{
    static const Text marks[] = {TEXT_INIT("+++"), TEXT_INIT("***")};
    for (size_t i = 0; i < 2; i++) {
        if (text.length >= 6 && text_starts_with(text, marks[i]) &&
            text_ends_with(text, marks[i])) {
            return text_slice(text, 3, text.length - 3);
        }
    }
    return text;
}

void reference_read(const Written *written, Identifier *identifier)
{
    if (text_starts_with(written->text, TEXT("RF"))) {
        rf_read(written, identifier);
        return;
    }
    const Written bare = {written->arena, without_marks(written->text)};
    if (!has_digits(&bare, 12, TEXT("12"), identifier)) {
        return;
    }
    if (digits_value(bare.text, 10, 12) != check_remainder(digits_value(bare.text, 0, 10))) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    identifier->type = TYPE_STRUCTURED;
    give(identifier, written, bare.text, "+++###/####/#####+++");
    identifier_accept(identifier, SAY_IDENTIFIER_STRUCTURED, TEXT(""));
}

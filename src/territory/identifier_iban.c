/* SPDX-License-Identifier: EUPL-1.2 */
/* Bank accounts: ISO 13616 for every country that has registered its form. */
#include "base/list.h"
#include "territory/identifier_parts.h"
#include "territory/sentences.h"

typedef struct IbanCountry {
    char code[3]; /* ISO 3166, and XK for Kosovo */
    unsigned char length;
} IbanCountry;

/* The IBAN registry that SWIFT keeps for ISO 13616, by code; as known in November 2026. */
static const IbanCountry countries[] = {
    {"AD", 24},
    {"AE", 23},
    {"AL", 28},
    {"AT", 20},
    {"AZ", 28},
    {"BA", 20},
    {"BE", 16},
    {"BG", 22},
    {"BH", 22},
    {"BI", 27},
    {"BR", 29},
    {"BY", 28},
    {"CH", 21},
    {"CR", 22},
    {"CY", 28},
    {"CZ", 24},
    {"DE", 22},
    {"DJ", 27},
    {"DK", 18},
    {"DO", 28},
    {"EE", 20},
    {"EG", 29},
    {"ES", 24},
    {"FI", 18},
    {"FK", 18},
    {"FO", 18},
    {"FR", 27},
    {"GB", 22},
    {"GE", 22},
    {"GI", 23},
    {"GL", 18},
    {"GR", 27},
    {"GT", 28},
    {"HN", 28},
    {"HR", 21},
    {"HU", 28},
    {"IE", 22},
    {"IL", 23},
    {"IQ", 23},
    {"IS", 26},
    {"IT", 27},
    {"JO", 30},
    {"KW", 30},
    {"KZ", 20},
    {"LB", 28},
    {"LC", 32},
    {"LI", 21},
    {"LT", 20},
    {"LU", 20},
    {"LV", 21},
    {"LY", 25},
    {"MC", 27},
    {"MD", 24},
    {"ME", 22},
    {"MK", 19},
    {"MN", 20},
    {"MR", 27},
    {"MT", 31},
    {"MU", 30},
    {"NI", 28},
    {"NL", 18},
    {"NO", 15},
    {"OM", 23},
    {"PK", 24},
    {"PL", 28},
    {"PS", 29},
    {"PT", 25},
    {"QA", 29},
    {"RO", 24},
    {"RS", 22},
    {"RU", 33},
    {"SA", 24},
    {"SC", 31},
    {"SD", 18},
    {"SE", 24},
    {"SI", 19},
    {"SK", 24},
    {"SM", 27},
    {"SO", 23},
    {"ST", 25},
    {"SV", 28},
    {"TL", 23},
    {"TN", 24},
    {"TR", 26},
    {"UA", 29},
    {"VA", 22},
    {"VG", 24},
    {"XK", 20},
    {"YE", 30},
};

static const IbanCountry *country_of(Text iban)
{
    for (size_t i = 0; i < LENGTH_OF(countries); i++) {
        if (text_starts_with(iban, text_from(countries[i].code))) {
            return &countries[i];
        }
    }
    return NULL;
}

/* 00, 01 and 99 are never given, though they may leave the remainder that is right. */
static bool check_is_right(Text iban)
{
    const Text check = text_slice(iban, 2, 4);
    return is_all_digits(check) && digits_value(check, 0, 2) >= 2 &&
           digits_value(check, 0, 2) <= 98 && iso_remainder(iban) == 1;
}

/* The Belgian account number within has two check digits of its own. */
static bool belgian_account_is_right(Text iban)
{
    return digits_value(iban, 14, 16) == check_remainder(digits_value(iban, 4, 14));
}

void iban_read(const Written *written, Identifier *identifier)
{
    Text iban = written->text;
    if (text_starts_with(iban, TEXT("IBAN"))) { /* as on letterheads: "IBAN BE68 ..." */
        iban = text_slice(iban, 4, iban.length);
    }
    const IbanCountry *country = country_of(iban);
    if (country == NULL) {
        identifier_refuse(identifier, SAY_IDENTIFIER_IBAN_COUNTRY, TEXT(""));
        return;
    }
    const bool is_belgian = text_starts_with(iban, TEXT("BE"));
    if (iban.length != country->length) {
        identifier_refuse(identifier, SAY_IDENTIFIER_IBAN_LENGTH,
                          text_format(written->arena, "%d", country->length));
        return;
    }
    if (is_belgian && !is_all_digits(text_slice(iban, 2, iban.length))) {
        identifier_refuse(identifier, SAY_IDENTIFIER_LETTER, TEXT(""));
        return;
    }
    if (!check_is_right(iban) || (is_belgian && !belgian_account_is_right(iban))) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHECK, TEXT(""));
        return;
    }
    identifier->normalized = iban;
    identifier->formatted = in_fours(written->arena, iban);
    identifier_accept(identifier, SAY_IDENTIFIER_IBAN, text_from(country->code));
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/person_fact.h"

#include <ctype.h>

#include "base/list.h"
#include "territory/gazetteer.h"
#include "territory/identifier.h"
#include "words/visible.h"

typedef Outcome (*Check)(Arena *arena, Date today, PersonDetail *fact, Problem *problem);

typedef struct Kind {
    const char *code;
    FactClass class; /* at least */
    size_t longest;
    Check check;
    FactCodes values;
    FactCodes extras;
} Kind;

static Outcome wrong(Problem *problem, const char *field, const char *sentence)
{
    return problem_set(problem, INVALID, TEXT("body"), field, "%s", sentence);
}

/* --------------------------------------------------------------------------------- kinds */

static Outcome check_name(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    (void)arena;
    (void)today;
    return fact->value.length + fact->extra.length > 0
               ? OK
               : wrong(problem, "value", "a name is expected");
}

static Outcome check_some(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    (void)arena;
    (void)today;
    return fact->value.length > 0 ? OK
                                  : wrong(problem, "value", "something to keep is expected");
}

/* A year, a month of a year or a day: the date of the first day it may be. */
static bool read_birth(Arena *arena, Text text, Date *first)
{
    const Text month = text_format(arena, "%.*s-01", TEXT_ARG(text));
    const Text year = text_format(arena, "%.*s-01-01", TEXT_ARG(text));
    switch (text.length) {
    case 4:
        return date_parse(year, first);
    case 7:
        return date_parse(month, first);
    default:
        return date_parse(text, first);
    }
}

static Outcome check_birth(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    enum { OLDEST_YEARS = 130, DAYS_OF_YEAR = 366 };
    Date first = 0;
    if (!read_birth(arena, fact->value, &first)) {
        return wrong(problem, "value",
                     "a day, a month or a year is expected: 1985-07-30, 1985-07 or 1985");
    }
    return first <= today && first >= today - OLDEST_YEARS * DAYS_OF_YEAR
               ? OK
               : wrong(problem, "value", "a birth in the last 130 years is expected");
}

static Outcome check_phone(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    Identifier phone = {0};
    identifier_read(arena, IDENTIFIER_PHONE, fact->value, today, &phone);
    if (!phone.is_valid) {
        return wrong(problem, "value",
                     "a telephone number is expected; from abroad with its country code");
    }
    fact->value = phone.normalized;
    return OK;
}

static Outcome check_mail(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    const size_t at = text_find_byte(fact->value, '@', 0);
    (void)arena;
    (void)today;
    const bool is_mail = at > 0 && at + 1 < fact->value.length &&
                         text_find_byte(fact->value, '@', at + 1) == fact->value.length &&
                         text_find_byte(fact->value, ' ', 0) == fact->value.length;
    return is_mail ? OK : wrong(problem, "value", "an e-mail address is expected");
}

/* A town that is a number alone is a postal code of ours, or a slip; one abroad has a name. */
static bool is_no_town(Text town)
{
    size_t digits = 0;
    while (digits < town.length && town.bytes[digits] >= '0' && town.bytes[digits] <= '9') {
        digits++;
    }
    return town.length > 0 && digits == town.length && gazetteer_place_of(town) == NULL;
}

static Outcome check_address(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    (void)arena;
    (void)today;
    if (is_no_town(fact->extra)) {
        return wrong(problem, "extra",
                     "no place of Belgium has this postal code; abroad the town has a name");
    }
    return fact->value.length + fact->extra.length > 0
               ? OK
               : wrong(problem, "value", "a street or a town is expected");
}

static Outcome check_identifier(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    enum { NUMBER_MOST = 64 };
    IdentifierKind kind = IDENTIFIER_KIND_COUNT;
    Identifier read = {0};
    if (!identifier_kind_parse(fact->extra, &kind)) {
        return fact->value.length > 0 && fact->value.length <= NUMBER_MOST
                   ? OK
                   : wrong(problem, "value", "a number of 64 characters at most is expected");
    }
    identifier_read(arena, kind, fact->value, today, &read);
    if (!read.is_valid) {
        const Text why = identifier_because(arena, &read, ENGLISH);
        return problem_set(problem, INVALID, TEXT("body"), "value", "%.*s", TEXT_ARG(why));
    }
    fact->value = read.normalized;
    return OK;
}

/* The shape alone: names of languages and countries come and go. */
static bool is_code(Text text, size_t least, size_t most, int (*is_letter)(int))
{
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        if (byte >= 0x80 || !is_letter(byte)) {
            return false;
        }
    }
    return text.length >= least && text.length <= most;
}

static Outcome check_country(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    (void)arena;
    (void)today;
    return is_code(fact->value, 2, 2, isupper)
               ? OK
               : wrong(problem, "value", "two capitals of ISO 3166 are expected: BE");
}

static Outcome check_language(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    (void)arena;
    (void)today;
    return is_code(fact->value, 2, 3, islower)
               ? OK
               : wrong(problem, "value", "two or three letters of ISO 639 are expected: ar");
}

static const char *const about[] = {"about"};
static const char *const sexes[] = {"female", "male", "other"};
static const char *const numbers[] = {"niss", "nihii", "card", "iban", "file", "permit"};
static const char *const levels[] = {"mother", "well", "a_little"};
static const char *const contact_rules[] = {
    "no_mail", "no_call", "no_message", "no_visit", "ask_first", "hide_screen", "other"};

#define CODES(list)                                                                            \
    {                                                                                          \
        (list), LENGTH_OF(list)                                                                \
    }
#define FREE                                                                                   \
    {                                                                                          \
        NULL, 0                                                                                \
    }

static const Kind kinds[FACT_KIND_COUNT] = {
    [FACT_NAME] = {"name",         FACT_BASIC,    FACT_NAME_MOST,   check_name,       FREE,         FREE         },
    [FACT_ALIAS] = {"alias",        FACT_BASIC,    FACT_NAME_MOST,   check_name,       FREE,         FREE         },
    [FACT_DESCRIPTION] = {"description",  FACT_BASIC,    FACT_VALUE_MOST,  check_some,       FREE,         FREE         },
    [FACT_BIRTH] = {"birth",        FACT_BASIC,    10,               check_birth,      FREE,         CODES(about) },
    [FACT_SEX] = {"sex",          FACT_BASIC,    FACT_VALUE_MOST,  check_some,       CODES(sexes), FREE         },
    [FACT_PHONE] = {"phone",        FACT_CONTACT,  IDENTIFIER_BYTES, check_phone,      FREE,         FREE         },
    [FACT_MAIL] = {"mail",         FACT_CONTACT,  254,              check_mail,       FREE,         FREE         },
    [FACT_ADDRESS] = {"address",      FACT_CONTACT,  FACT_VALUE_MOST,  check_address,    FREE,         FREE         },
    [FACT_IDENTIFIER] = {"identifier",   FACT_OFFICIAL, IDENTIFIER_BYTES, check_identifier, FREE,
                   CODES(numbers)                                                                                },
    [FACT_NATIONALITY] = {"nationality",  FACT_BASIC,    2,                check_country,    FREE,         FREE         },
    [FACT_LANGUAGE] = {"language",     FACT_BASIC,    3,                check_language,   FREE,         CODES(levels)},
    [FACT_INTERPRETER] = {"interpreter",  FACT_BASIC,    3,                check_language,   FREE,         FREE         },
    [FACT_CONTACT_RULE] = {"contact_rule", FACT_BASIC,    FACT_VALUE_MOST,  check_some,
                   CODES(contact_rules),                                                            FREE         },
    [FACT_HELPER] = {"helper",       FACT_BASIC,    FACT_NAME_MOST,   check_name,       FREE,         FREE         },
};

static const char *const classes[FACT_CLASS_COUNT] = {"basic", "contact", "protected",
                                                      "number"};
static const char *const sources[SOURCE_COUNT] = {"person", "document", "worker", "other",
                                                  "import"};
static const char *const states[] = {"current", "contested", "past"};

Text fact_kind_code(FactKind kind)
{
    return text_from(kinds[kind].code);
}

bool fact_kind_parse(Text code, FactKind *kind)
{
    for (size_t i = 0; i < FACT_KIND_COUNT; i++) {
        if (text_equal(text_from(kinds[i].code), code)) {
            *kind = (FactKind)i;
            return true;
        }
    }
    return false;
}

Text fact_class_code(FactClass class)
{
    return text_from(classes[class]);
}

bool fact_class_parse(Text code, FactClass *class)
{
    size_t at = 0;
    const bool is_one = text_among(code, classes, FACT_CLASS_COUNT, &at);
    *class = is_one ? (FactClass)at : *class;
    return is_one;
}

Text fact_source_code(FactSource source)
{
    return text_from(sources[source]);
}

bool fact_source_parse(Text code, FactSource *source)
{
    size_t at = 0;
    const bool is_one = text_among(code, sources, SOURCE_COUNT, &at);
    *source = is_one ? (FactSource)at : *source;
    return is_one;
}

Text fact_state_code(PersonFactState state)
{
    return text_from(states[state]);
}

PersonFactState fact_state_parse(Text code)
{
    size_t at = FACT_PAST;
    (void)text_among(code, states, LENGTH_OF(states), &at);
    return (PersonFactState)at;
}

FactCodes fact_codes(FactKind kind)
{
    return kinds[kind].values;
}

FactCodes fact_extra_codes(FactKind kind)
{
    return kinds[kind].extras;
}

bool fact_class_is_sealed(FactClass class)
{
    return class == FACT_PROTECTED || class == FACT_OFFICIAL;
}

/* ------------------------------------------------------------------------------ checking */

static Outcome clean(Arena *arena, size_t most, const char *field, Text *text, Problem *problem)
{
    Text visible = {0};
    if (text->length > most) {
        return problem_set(problem, INVALID, TEXT("body"), field, "%zu bytes at most", most);
    }
    if (!text_visible(arena, *text, ONE_LINE, &visible)) {
        return wrong(problem, field, "a text in UTF-8 is expected");
    }
    *text = visible;
    return OK;
}

static Outcome check_code(FactCodes codes, const char *field, Text code, Problem *problem)
{
    return codes.count == 0 || text_among(code, codes.codes, codes.count, NULL)
               ? OK
               : wrong(problem, field, "one of the codes of this kind is expected");
}

static Outcome check_days(const PersonDetail *fact, Problem *problem)
{
    Date from = DATE_NONE;
    Date to = DATE_NONE;
    if (fact->valid_from.length > 0 && !date_parse(fact->valid_from, &from)) {
        return wrong(problem, "from", "a day is expected: 2026-11-29");
    }
    if (fact->valid_to.length > 0 && !date_parse(fact->valid_to, &to)) {
        return wrong(problem, "to", "a day is expected: 2026-11-29");
    }
    return to == DATE_NONE || from <= to ? OK
                                         : wrong(problem, "to", "it ends before it starts");
}

/* Protection may be asked for what tells where somebody is; a kind's own class holds else. */
static FactClass class_of(const PersonDetail *fact)
{
    const FactClass least = kinds[fact->kind].class;
    return least == FACT_CONTACT && fact->class == FACT_PROTECTED ? FACT_PROTECTED : least;
}

Outcome fact_check(Arena *arena, Date today, PersonDetail *fact, Problem *problem)
{
    const Kind *kind = &kinds[fact->kind];
    TRY(clean(arena, kind->longest, "value", &fact->value, problem));
    TRY(clean(arena, FACT_EXTRA_MOST, "extra", &fact->extra, problem));
    TRY(check_code(kind->values, "value", fact->value, problem));
    if (fact->extra.length > 0 || fact->kind == FACT_IDENTIFIER) {
        TRY(check_code(kind->extras, "extra", fact->extra, problem));
    }
    TRY(check_days(fact, problem));
    fact->class = class_of(fact);
    return kind->check(arena, today, fact, problem);
}

static int part_of(Text birth, size_t from, size_t to)
{
    int64_t number = 0;
    (void)text_to_integer(text_slice(birth, from, to), &number);
    return (int)number;
}

CivilDate fact_birth(const PersonDetail *fact)
{
    return (CivilDate){part_of(fact->value, 0, 4), part_of(fact->value, 5, 7),
                       part_of(fact->value, 8, 10)};
}

Text fact_full_name(Arena *arena, const PersonDetail *fact)
{
    const bool has_both = fact->value.length > 0 && fact->extra.length > 0;
    return text_format(arena, "%.*s%s%.*s", TEXT_ARG(fact->value), has_both ? " " : "",
                       TEXT_ARG(fact->extra));
}

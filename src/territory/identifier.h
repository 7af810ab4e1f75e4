/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Numbers that name a person, an organisation, a professional, an account, a payment, a card or
 * a line in Belgium: read as people write them, proved by their check digits where they have
 * some, and given back in one stored and one shown form. Nothing is looked up: a right number
 * need not belong to anybody. A national number may be kept only where the law allows it
 * (law of 8 August 1983, article 8): callers neither log one nor put one in an address.
 */
#pragma once

#include "base/moment.h"
#include "words/say.h"
#include "json/json.h"

typedef enum IdentifierKind {
    IDENTIFIER_NISS,      /* national register number, bis number: INSZ, SSIN */
    IDENTIFIER_BCE,       /* enterprise or establishment unit: KBO, CBE, VAT number */
    IDENTIFIER_NIHII,     /* INAMI, RIZIV: professional or institution of care */
    IDENTIFIER_IBAN,      /* bank account, ISO 13616 */
    IDENTIFIER_REFERENCE, /* structured communication of a payment, or ISO 11649 (RF) */
    IDENTIFIER_PHONE,     /* Belgian numbers, and foreign ones with their country code */
    IDENTIFIER_CARD,      /* number of a Belgian identity card */
    IDENTIFIER_KIND_COUNT
} IdentifierKind;

enum { IDENTIFIER_BYTES = 64 }; /* what may be written; longer is refused */

/* What sort of number of its kind it is. */
typedef enum IdentifierType {
    TYPE_NONE,
    TYPE_NATIONAL,        /* NISS: in the national register */
    TYPE_BIS_SEX_UNKNOWN, /* NISS: bis number, month + 20 */
    TYPE_BIS_SEX_KNOWN,   /* NISS: bis number, month + 40 */
    TYPE_ENTERPRISE,      /* BCE: first digit 0 or 1 */
    TYPE_ESTABLISHMENT,   /* BCE: first digit 2 to 8 */
    TYPE_STRUCTURED,      /* reference: +++090/9337/55493+++ */
    TYPE_RF,              /* reference: RF18 5390 0754 7034 */
    TYPE_FIXED,           /* phones from here on */
    TYPE_MOBILE,
    TYPE_FREEPHONE, /* 0800 */
    TYPE_SHARED,    /* 070 and 078 */
    TYPE_PREMIUM,   /* 090x */
    TYPE_SHORT,     /* 112, 107, 1733, 116 000: dialled as they are, within Belgium */
    TYPE_FOREIGN,
    TYPE_COUNT
} IdentifierType;

/* A date of which parts may be unknown: 0. A day is never known without its month. */
typedef struct PartialDate {
    int year;
    int month;
    int day;
} PartialDate;

/* The order number of a NISS is odd for men and even for women, as registered when it was
 * given. It neither sets nor contradicts the gender a person tells. */
typedef enum RegisteredSex {
    REGISTERED_UNKNOWN,
    REGISTERED_MALE,
    REGISTERED_FEMALE
} RegisteredSex;

typedef struct Identifier {
    IdentifierKind kind;
    bool is_valid;
    Sentence because;    /* why it is right or wrong; identifier_because() says it */
    Text because_value;  /* what the sentence names: a length, a country; may be empty */
    Text normalized;     /* what is stored and compared; empty when refused */
    Text formatted;      /* as it is written in Belgium; empty when refused */
    IdentifierType type; /* TYPE_NONE when refused, and for kinds without types */
    PartialDate birth;   /* NISS only; all 0 when unknown */
    RegisteredSex sex;   /* NISS only */
    const Phrase *zone;  /* fixed phones: the town the zone is called after; else NULL */
} Identifier;

/* The code of a kind ("niss") and back; false and untouched when there is no such kind. */
Text identifier_kind_code(IdentifierKind kind);
bool identifier_kind_parse(Text code, IdentifierKind *kind);

/* The code of a type ("bis_sex_known", "fixed"); empty for TYPE_NONE. */
Text identifier_type_code(IdentifierType type);

/*
 * Reads `text` as a number of that kind; the answer is identifier->is_valid. `identifier` is
 * always filled, with the reason at least; its texts live in the arena or are constants.
 * Accepted between digits: spaces (also the unbreakable ones of office documents), dots,
 * slashes and hyphens; letters in either case. Any other character is refused, look-alike
 * digits and marks nobody sees among them. `today` is the last day on which the bearer of a
 * NISS may be born.
 *
 * Rules: NISS, royal decree of 3 April 1984 and the notes of the national register on bis
 * numbers; BCE, Peppol PEPPOL-COMMON-R043; IBAN, ISO 13616 and for Belgium the check of the
 * account number itself; RF, ISO 11649; phones, ITU E.164 and the Belgian numbering plan.
 * The check of a NIHII number is known from examples only: whoever holds the document may keep
 * a number whose `because` is SAY_IDENTIFIER_CHECK, with a warning.
 */
void identifier_read(Arena *arena, IdentifierKind kind, Text text, Date today,
                     Identifier *identifier);

/* One sentence without the number itself. */
Text identifier_because(Arena *arena, const Identifier *identifier, Language language);

/* "1985-07-30", "1985-07", "1985"; empty when nothing is known. */
Text partial_date_format(Arena *arena, PartialDate date);

/* An object: valid, normalized, formatted, because; type, birthDate, vat and zone where they
 * say something. */
void identifier_write_json(Arena *arena, const Identifier *identifier, Language language,
                           JsonWriter *writer);

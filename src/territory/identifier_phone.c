/* SPDX-License-Identifier: EUPL-1.2 */
/* Telephone numbers: the Belgian numbering plan, and E.164 for the rest of the world. */
#include "base/buffer.h"
#include "base/list.h"
#include "territory/identifier_parts.h"
#include "territory/sentences.h"

enum { LEAST_WORLD_DIGITS = 7, MOST_WORLD_DIGITS = 15 }; /* with the country code */

typedef struct Zone {
    int prefix; /* without the 0 */
    Phrase town;
} Zone;

/* Zones of fixed lines (royal decree of 27 April 2007 on numbering), by the town each is called
 * after. */
static const Zone zones[] = {
    {2,  PHRASE_INIT("Bruxelles",         "Brussel",           "Brüssel",          "Brussels")    },
    {3,  PHRASE_INIT("Anvers",            "Antwerpen",         "Antwerpen",         "Antwerp")     },
    {4,  PHRASE_INIT("Liège",            "Luik",              "Lüttich",          "Liège")      },
    {9,  PHRASE_INIT("Gand",              "Gent",              "Gent",              "Ghent")       },
    {10, PHRASE_INIT("Wavre",             "Waver",             "Wavre",             "Wavre")       },
    {11, PHRASE_INIT("Hasselt",           "Hasselt",           "Hasselt",           "Hasselt")     },
    {12, PHRASE_INIT("Tongres",           "Tongeren",          "Tongern",           "Tongeren")    },
    {13, PHRASE_INIT("Diest",             "Diest",             "Diest",             "Diest")       },
    {14, PHRASE_INIT("Turnhout",          "Turnhout",          "Turnhout",          "Turnhout")    },
    {15, PHRASE_INIT("Malines",           "Mechelen",          "Mecheln",           "Mechelen")    },
    {16, PHRASE_INIT("Louvain",           "Leuven",            "Löwen",            "Leuven")      },
    {19, PHRASE_INIT("Waremme",           "Borgworm",          "Waremme",           "Waremme")     },
    {50, PHRASE_INIT("Bruges",            "Brugge",            "Brügge",           "Bruges")      },
    {51, PHRASE_INIT("Roulers",           "Roeselare",         "Roeselare",         "Roeselare")   },
    {52, PHRASE_INIT("Termonde",          "Dendermonde",       "Dendermonde",       "Dendermonde") },
    {53, PHRASE_INIT("Alost",             "Aalst",             "Aalst",             "Aalst")       },
    {54, PHRASE_INIT("Ninove",            "Ninove",            "Ninove",            "Ninove")      },
    {55, PHRASE_INIT("Renaix",            "Ronse",             "Ronse",             "Ronse")       },
    {56, PHRASE_INIT("Courtrai",          "Kortrijk",          "Kortrijk",          "Kortrijk")    },
    {57, PHRASE_INIT("Ypres",             "Ieper",             "Ypern",             "Ypres")       },
    {58, PHRASE_INIT("Furnes",            "Veurne",            "Veurne",            "Veurne")      },
    {59, PHRASE_INIT("Ostende",           "Oostende",          "Ostende",           "Ostend")      },
    {60, PHRASE_INIT("Chimay",            "Chimay",            "Chimay",            "Chimay")      },
    {61, PHRASE_INIT("Libramont",         "Libramont",         "Libramont",         "Libramont")   },
    {63, PHRASE_INIT("Arlon",             "Aarlen",            "Arel",              "Arlon")       },
    {64, PHRASE_INIT("La Louvière",      "La Louvière",      "La Louvière",      "La Louvière")},
    {65, PHRASE_INIT("Mons",              "Bergen",            "Mons",              "Mons")        },
    {67, PHRASE_INIT("Nivelles",          "Nijvel",            "Nivelles",          "Nivelles")    },
    {68, PHRASE_INIT("Ath",               "Aat",               "Ath",               "Ath")         },
    {69, PHRASE_INIT("Tournai",           "Doornik",           "Tournai",           "Tournai")     },
    {71, PHRASE_INIT("Charleroi",         "Charleroi",         "Charleroi",         "Charleroi")   },
    {80, PHRASE_INIT("Stavelot",          "Stavelot",          "Stablo",            "Stavelot")    },
    {81, PHRASE_INIT("Namur",             "Namen",             "Namur",             "Namur")       },
    {82, PHRASE_INIT("Dinant",            "Dinant",            "Dinant",            "Dinant")      },
    {83, PHRASE_INIT("Ciney",             "Ciney",             "Ciney",             "Ciney")       },
    {84, PHRASE_INIT("Marche-en-Famenne", "Marche-en-Famenne", "Marche-en-Famenne",
     "Marche-en-Famenne")                                                                          },
    {85, PHRASE_INIT("Huy",               "Hoei",              "Huy",               "Huy")         },
    {86, PHRASE_INIT("Durbuy",            "Durbuy",            "Durbuy",            "Durbuy")      },
    {87, PHRASE_INIT("Verviers",          "Verviers",          "Verviers",          "Verviers")    },
    {89, PHRASE_INIT("Genk",              "Genk",              "Genk",              "Genk")        },
};

/* Numbers without a zone, by how they begin after the 0. */
typedef struct Series {
    const char *prefix;
    size_t length; /* of the digits after the 0 */
    IdentifierType type;
    Sentence because;
    const char *pattern;
} Series;

static const Series series[] = {
    {"800", 8, TYPE_FREEPHONE, SAY_IDENTIFIER_FREEPHONE, "0### ## ###"  },
    {"90",  8, TYPE_PREMIUM,   SAY_IDENTIFIER_PREMIUM,   "0### ## ###"  },
    {"70",  8, TYPE_SHARED,    SAY_IDENTIFIER_SHARED,    "0## ## ## ##" },
    {"78",  8, TYPE_SHARED,    SAY_IDENTIFIER_SHARED,    "0## ## ## ##" },
    {"45",  9, TYPE_MOBILE,    SAY_IDENTIFIER_MOBILE,    "0### ## ## ##"},
    {"46",  9, TYPE_MOBILE,    SAY_IDENTIFIER_MOBILE,    "0### ## ## ##"},
    {"47",  9, TYPE_MOBILE,    SAY_IDENTIFIER_MOBILE,    "0### ## ## ##"},
    {"48",  9, TYPE_MOBILE,    SAY_IDENTIFIER_MOBILE,    "0### ## ## ##"},
    {"49",  9, TYPE_MOBILE,    SAY_IDENTIFIER_MOBILE,    "0### ## ## ##"},
};

/* Country and service codes in use (ITU, list of Recommendation E.164), but for Belgium's. */
static const short country_codes[] = {
    1,   7,   20,  27,  30,  31,  33,  34,  36,  39,  40,  41,  43,  44,  45,  46,  47,  48,
    49,  51,  52,  53,  54,  55,  56,  57,  58,  60,  61,  62,  63,  64,  65,  66,  81,  82,
    84,  86,  90,  91,  92,  93,  94,  95,  98,  211, 212, 213, 216, 218, 220, 221, 222, 223,
    224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241,
    242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 260,
    261, 262, 263, 264, 265, 266, 267, 268, 269, 290, 291, 297, 298, 299, 350, 351, 352, 353,
    354, 355, 356, 357, 358, 359, 370, 371, 372, 373, 374, 375, 376, 377, 378, 379, 380, 381,
    382, 383, 385, 386, 387, 389, 420, 421, 423, 500, 501, 502, 503, 504, 505, 506, 507, 508,
    509, 590, 591, 592, 593, 594, 595, 596, 597, 598, 599, 670, 672, 673, 674, 675, 676, 677,
    678, 679, 680, 681, 682, 683, 685, 686, 687, 688, 689, 690, 691, 692, 800, 808, 850, 852,
    853, 855, 856, 870, 878, 880, 881, 882, 883, 886, 960, 961, 962, 963, 964, 965, 966, 967,
    968, 970, 971, 972, 973, 974, 975, 976, 977, 979, 992, 993, 994, 995, 996, 998,
};

/* ------------------------------------------------------------------------------- Belgian */

static void give_belgian(Identifier *identifier, Arena *arena, Text national,
                         const char *pattern)
{
    identifier->normalized = text_format(arena, "+32%.*s", TEXT_ARG(national));
    identifier->formatted = in_pattern(arena, pattern, national);
}

static const Series *series_of(Text national)
{
    for (size_t i = 0; i < LENGTH_OF(series); i++) {
        if (text_starts_with(national, text_from(series[i].prefix))) {
            return &series[i];
        }
    }
    return NULL;
}

static const Zone *zone_of(Text national)
{
    for (size_t i = 0; i < LENGTH_OF(zones); i++) {
        const size_t length = zones[i].prefix < 10 ? 1 : 2;
        if (national.length > length && digits_value(national, 0, length) == zones[i].prefix) {
            return &zones[i];
        }
    }
    return NULL;
}

/* The digits after the 0. In the zone of Liège, alone in sharing its first digit with mobiles,
 * numbers begin with 2 or 3. */
static void read_belgian(Arena *arena, Text national, Identifier *identifier)
{
    const Series *range = series_of(national);
    const Zone *zone = zone_of(national);
    if (range == NULL && (zone == NULL || (zone->prefix == 4 && national.bytes[1] != '2' &&
                                           national.bytes[1] != '3'))) {
        identifier_refuse(identifier, SAY_IDENTIFIER_PHONE_ZONE, TEXT(""));
        return;
    }
    const size_t length = range == NULL ? 8 : range->length;
    if (national.length != length) {
        identifier_refuse(identifier, SAY_IDENTIFIER_PHONE_DIGITS,
                          text_format(arena, "%zu", length + 1));
        return;
    }
    if (range != NULL) {
        identifier->type = range->type;
        give_belgian(identifier, arena, national, range->pattern);
        identifier_accept(identifier, range->because, TEXT(""));
        return;
    }
    identifier->type = TYPE_FIXED;
    identifier->zone = &zone->town;
    give_belgian(identifier, arena, national,
                 zone->prefix < 10 ? "0# ### ## ##" : "0## ## ## ##");
    identifier_accept(identifier, SAY_IDENTIFIER_FIXED, TEXT(""));
}

/* Emergencies and help lines from 100 to 112, the harmonised 116 xxx of Europe (Commission
 * decision 2007/116/EC), and public services of four digits from 12 to 19. */
static bool is_short_number(Text digits)
{
    const int64_t number = digits_value(digits, 0, digits.length);
    switch (digits.length) {
    case 3:
        return (number >= 100 && number <= 110) || number == 112;
    case 4:
        return number >= 1200 && number <= 1999;
    case 6:
        return number >= 116000 && number <= 116999;
    default:
        return false;
    }
}

static void read_short(Arena *arena, Text digits, Identifier *identifier)
{
    if (digits.length > 6 || !is_short_number(digits)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_PHONE_START, TEXT(""));
        return;
    }
    identifier->type = TYPE_SHORT;
    identifier->normalized = digits;
    identifier->formatted = digits.length == 6 ? in_pattern(arena, "### ###", digits) : digits;
    identifier_accept(identifier, SAY_IDENTIFIER_SHORT, TEXT(""));
}

/* ------------------------------------------------------------------------------- foreign */

/* No code begins another: the first that fits is the one. 0 when none is in use. */
static size_t country_code_length(Text digits)
{
    for (size_t length = 1; length <= 3 && length <= digits.length; length++) {
        for (size_t i = 0; i < LENGTH_OF(country_codes); i++) {
            if (country_codes[i] == digits_value(digits, 0, length)) {
                return digits.bytes[0] == '0' ? 0 : length;
            }
        }
    }
    return 0;
}

/* Countries group their digits as they like: threes read well, and no digit stays alone. */
static Text in_threes(Arena *arena, Text country, Text rest)
{
    Buffer out = buffer_new(arena, IDENTIFIER_BYTES);
    buffer_append_format(&out, "+%.*s ", TEXT_ARG(country));
    for (size_t i = 0; i < rest.length; i++) {
        if (i > 0 && i % 3 == 0 && rest.length - i > 1) {
            buffer_append_byte(&out, ' ');
        }
        buffer_append_byte(&out, rest.bytes[i]);
    }
    return buffer_text(&out);
}

static void read_foreign(Arena *arena, Text digits, Identifier *identifier)
{
    const size_t length = country_code_length(digits);
    if (length == 0) {
        identifier_refuse(identifier, SAY_IDENTIFIER_PHONE_COUNTRY, TEXT(""));
        return;
    }
    if (digits.length < LEAST_WORLD_DIGITS || digits.length > MOST_WORLD_DIGITS) {
        identifier_refuse(identifier, SAY_IDENTIFIER_PHONE_WORLD, TEXT(""));
        return;
    }
    const Text country = text_slice(digits, 0, length);
    identifier->type = TYPE_FOREIGN;
    identifier->normalized = text_format(arena, "+%.*s", TEXT_ARG(digits));
    identifier->formatted =
        in_threes(arena, country, text_slice(digits, length, digits.length));
    identifier_accept(identifier, SAY_IDENTIFIER_FOREIGN, country);
}

/* ----------------------------------------------------------------------------- both worlds */

/* The digits within one pair of parentheses join the others, but for the 0 of "+32 (0)4",
 * which is not dialled from abroad. False when other marks stand among the digits. */
static bool without_marks(Arena *arena, Text text, bool is_world, Text *digits)
{
    const size_t open = text_find_byte(text, '(', 0);
    Buffer out = buffer_new(arena, IDENTIFIER_BYTES);
    if (open < text.length) {
        const size_t close = text_find_byte(text, ')', open);
        const Text inner = text_slice(text, open + 1, close);
        if (close == text.length || text_is_empty(inner)) {
            return false;
        }
        buffer_append(&out, text_slice(text, 0, open));
        if (!is_world || !text_equal(inner, TEXT("0"))) {
            buffer_append(&out, inner);
        }
        buffer_append(&out, text_slice(text, close + 1, text.length));
        *digits = buffer_text(&out);
    } else {
        *digits = text;
    }
    return is_all_digits(*digits);
}

void phone_read(const Written *written, Identifier *identifier)
{
    const Text text = written->text;
    const bool has_plus = text_starts_with(text, TEXT("+"));
    const bool is_world = has_plus || text_starts_with(text, TEXT("00"));
    const Text rest = text_slice(text, has_plus ? 1 : (is_world ? 2 : 0), text.length);
    Text digits = {0};
    if (!without_marks(written->arena, rest, is_world, &digits)) {
        identifier_refuse(identifier, SAY_IDENTIFIER_CHARACTER, TEXT(""));
        return;
    }
    const bool is_belgian = is_world && text_starts_with(digits, TEXT("32"));
    if (is_world && !is_belgian) {
        read_foreign(written->arena, digits, identifier);
        return;
    }
    const Text national = is_belgian ? text_slice(digits, 2, digits.length) : digits;
    const bool has_zero = text_starts_with(national, TEXT("0"));
    if (!is_belgian && !has_zero) {
        read_short(written->arena, national, identifier);
        return;
    }
    /* The 0 is often kept after +32, where it should not stand. */
    read_belgian(written->arena, text_slice(national, has_zero ? 1 : 0, national.length),
                 identifier);
}

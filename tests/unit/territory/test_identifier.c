/* SPDX-License-Identifier: EUPL-1.2 */
/* Identifiers read one by one, and all the vectors of SEUIL_SHARED (or ../shared). */
#include "territory/identifier.h"

#include <stdlib.h>

#include "base/list.h"
#include "directory/csv.h"
#include "territory/sentences.h"
#include "unit/testing.h"

/* The day the vectors were judged on. */
static Date today(void)
{
    return date_from_civil((CivilDate){2026, 11, 22});
}

static Identifier read_text(Arena *arena, IdentifierKind kind, Text text)
{
    Identifier identifier = {0};
    identifier_read(arena, kind, text, today(), &identifier);
    return identifier;
}

static Identifier read_number(Arena *arena, IdentifierKind kind, const char *number)
{
    return read_text(arena, kind, text_from(number));
}

/* ------------------------------------------------------------------------------- vectors */

typedef struct Vectors {
    Arena *arena;
    FILE *file;
    CsvReader reader;
    CsvRow names;
    CsvRow row;
} Vectors;

static void vectors_close(Vectors *vectors)
{
    if (vectors->file != NULL) {
        (void)fclose(vectors->file);
    }
    arena_free(vectors->arena);
}

static bool next_row(Vectors *vectors, CsvRow *row)
{
    bool found = false;
    Problem problem = {.arena = vectors->arena};
    assert_int_equal(csv_next(&vectors->reader, vectors->arena, row, &found, &problem), OK);
    return found;
}

static void open_vectors(Vectors *vectors, const char *name)
{
    const char *shared = getenv("SEUIL_SHARED");
    const char *root = getenv("SEUIL_SOURCE_ROOT");
    vectors->arena = arena_new(0);
    const Text folder = shared != NULL
                            ? text_from(shared)
                            : text_format(vectors->arena, "%s/../shared", root ? root : ".");
    const Text path =
        text_format(vectors->arena, "%.*s/data/belgium/vectors/%s", TEXT_ARG(folder), name);
    vectors->file = fopen(text_to_c(vectors->arena, path), "re");
    if (vectors->file == NULL) {
        arena_free(vectors->arena);
        print_message("skipped: data/belgium/vectors/%s is not in SEUIL_SHARED\n", name);
        skip();
    }
    csv_open_file(&vectors->reader, vectors->file);
    assert_true(next_row(vectors, &vectors->names));
}

/* Empty where the file has no such column. */
static Text cell(const Vectors *vectors, const char *name)
{
    for (size_t i = 0; i < vectors->names.count && i < vectors->row.count; i++) {
        if (text_equal(vectors->names.cells[i], text_from(name))) {
            return vectors->row.cells[i];
        }
    }
    return TEXT("");
}

typedef void (*RowCheck)(const Vectors *vectors, const Identifier *identifier);

/* A cell a spreadsheet would run ("+++...") is written with an apostrophe by some tools only:
 * these files have none, so that reading takes nothing off. */
static void check_vectors(const char *file, IdentifierKind kind, RowCheck check)
{
    Vectors vectors SCOPED(vectors_close) = {0};
    size_t rows = 0;
    open_vectors(&vectors, file);
    for (; next_row(&vectors, &vectors.row); rows++) {
        const Identifier identifier = read_text(vectors.arena, kind, cell(&vectors, "input"));
        const bool is_valid = text_equal(cell(&vectors, "valid"), TEXT("1"));
        if (identifier.is_valid != is_valid) {
            fail_msg("%s line %zu: “%.*s” (%.*s)", file, vectors.reader.line,
                     TEXT_ARG(cell(&vectors, "input")), TEXT_ARG(cell(&vectors, "why")));
        }
        assert_false(text_is_empty(identifier_because(vectors.arena, &identifier, GERMAN)));
        check(&vectors, &identifier);
    }
    assert_true(rows > 5);
}

static void check_forms(const Vectors *vectors, const Identifier *identifier)
{
    assert_text_equal(identifier->normalized, cell(vectors, "normalized"));
    assert_text_equal(identifier->formatted, cell(vectors, "formatted"));
}

static void check_niss(const Vectors *vectors, const Identifier *identifier)
{
    static const char *const sexes[] = {"", "odd", "even"};
    static const char *const names[] = {"birth_year", "birth_month", "birth_day"};
    const int parts[] = {identifier->birth.year, identifier->birth.month,
                         identifier->birth.day};
    check_forms(vectors, identifier);
    assert_text_equal(identifier_type_code(identifier->type), cell(vectors, "kind"));
    assert_text_equal(text_from(sexes[identifier->sex]), cell(vectors, "counter_parity"));
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        int64_t expected = 0;
        (void)text_to_integer(cell(vectors, names[i]), &expected);
        assert_int_equal(parts[i], expected);
    }
}

static void check_enterprise(const Vectors *vectors, const Identifier *identifier)
{
    check_forms(vectors, identifier);
    if (identifier->is_valid) {
        assert_text_equal(identifier_type_code(identifier->type), cell(vectors, "kind"));
    }
}

static void check_phone(const Vectors *vectors, const Identifier *identifier)
{
    const Text zone =
        identifier->zone == NULL ? TEXT("") : phrase_in(identifier->zone, FRENCH, NULL);
    assert_text_equal(identifier->normalized, cell(vectors, "e164_or_short"));
    assert_text_equal(identifier_type_code(identifier->type), cell(vectors, "type"));
    assert_text_equal(zone, cell(vectors, "zone"));
}

static void every_national_number_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("niss.csv", IDENTIFIER_NISS, check_niss);
}

static void every_enterprise_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("bce_kbo.csv", IDENTIFIER_BCE, check_enterprise);
}

static void every_care_number_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("nihii_inami.csv", IDENTIFIER_NIHII, check_forms);
}

static void every_account_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("iban.csv", IDENTIFIER_IBAN, check_forms);
}

static void every_reference_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("structured_communication.csv", IDENTIFIER_REFERENCE, check_forms);
}

static void every_international_reference_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("rf_reference.csv", IDENTIFIER_REFERENCE, check_forms);
}

static void every_phone_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("phone_be.csv", IDENTIFIER_PHONE, check_phone);
}

static void every_card_of_the_vectors_is_read(void **state)
{
    (void)state;
    check_vectors("eid_card.csv", IDENTIFIER_CARD, check_forms);
}

/* -------------------------------------------------------------------------- as it is said */

typedef struct Case {
    IdentifierKind kind;
    const char *written;
    Sentence because;
    const char *formatted;
} Case;

static const Case cases[] = {
    {IDENTIFIER_NISS,      "85.07.30-033.29",                 SAY_IDENTIFIER_CHECK,         ""                   },
    {IDENTIFIER_NISS,      "85.13.10-077.44",                 SAY_IDENTIFIER_DATE,          ""                   },
    {IDENTIFIER_NISS,      "27011500947",                     SAY_IDENTIFIER_FUTURE,        ""                   },
    {IDENTIFIER_NISS,      "00000000097",                     SAY_IDENTIFIER_ORDER,         ""                   },
    {IDENTIFIER_NISS,      "85 07 30 033 2",                  SAY_IDENTIFIER_DIGITS,        ""                   },
    {IDENTIFIER_NISS,      "85.07.30-033.2A",                 SAY_IDENTIFIER_LETTER,        ""                   },
    {IDENTIFIER_NISS,      "   ",                             SAY_IDENTIFIER_EMPTY,         ""                   },
    {IDENTIFIER_NISS,      "./-",                             SAY_IDENTIFIER_EMPTY,         ""                   },
    {IDENTIFIER_BCE,       "BE 2.999.998.875",                SAY_IDENTIFIER_VAT,           ""                   },
    {IDENTIFIER_BCE,       "9000000092",                      SAY_IDENTIFIER_SERIES,        ""                   },
    {IDENTIFIER_IBAN,      "IBAN BE68 5390 0754 7034",        SAY_IDENTIFIER_IBAN,          "BE68 5390 0754 7034"},
    {IDENTIFIER_IBAN,      "BE6853900754703",                 SAY_IDENTIFIER_IBAN_LENGTH,   ""                   },
    {IDENTIFIER_IBAN,      "ZZ68539007547034",                SAY_IDENTIFIER_IBAN_COUNTRY,  ""                   },
    {IDENTIFIER_IBAN,      "NO9386011117947",                 SAY_IDENTIFIER_IBAN,          "NO93 8601 1117 947" },
    {IDENTIFIER_IBAN,      "mt84malt011000012345mtlcast001s", SAY_IDENTIFIER_IBAN,
     "MT84 MALT 0110 0001 2345 MTLC AST0 01S"                                                                    },
    {IDENTIFIER_REFERENCE, "+++090/9337/55493***",            SAY_IDENTIFIER_LETTER,        ""                   },
    {IDENTIFIER_REFERENCE, "RF18+39007547034",                SAY_IDENTIFIER_CHARACTER,     ""                   },
    {IDENTIFIER_PHONE,     "(04) 222 36 16",                  SAY_IDENTIFIER_FIXED,         "04 222 36 16"       },
    {IDENTIFIER_PHONE,     "+32 04 222 36 16",                SAY_IDENTIFIER_FIXED,         "04 222 36 16"       },
    {IDENTIFIER_PHONE,     "081 22 73 30",                    SAY_IDENTIFIER_FIXED,         "081 22 73 30"       },
    {IDENTIFIER_PHONE,     "0470/123.456",                    SAY_IDENTIFIER_MOBILE,        "0470 12 34 56"      },
    {IDENTIFIER_PHONE,     "080030030",                       SAY_IDENTIFIER_FREEPHONE,     "0800 30 030"        },
    {IDENTIFIER_PHONE,     "0903 12 345",                     SAY_IDENTIFIER_PREMIUM,       "0903 12 345"        },
    {IDENTIFIER_PHONE,     "070 23 30 01",                    SAY_IDENTIFIER_SHARED,        "070 23 30 01"       },
    {IDENTIFIER_PHONE,     "116000",                          SAY_IDENTIFIER_SHORT,         "116 000"            },
    {IDENTIFIER_PHONE,     "+33 6 12 34 56 78",               SAY_IDENTIFIER_FOREIGN,       "+33 612 345 678"    },
    {IDENTIFIER_PHONE,     "001 202 555 0123",                SAY_IDENTIFIER_FOREIGN,       "+1 202 555 0123"    },
    {IDENTIFIER_PHONE,     "+999 123 456 789",                SAY_IDENTIFIER_PHONE_COUNTRY, ""                   },
    {IDENTIFIER_PHONE,     "+352 12",                         SAY_IDENTIFIER_PHONE_WORLD,   ""                   },
    {IDENTIFIER_PHONE,     "4 222 36 16",                     SAY_IDENTIFIER_PHONE_START,   ""                   },
    {IDENTIFIER_PHONE,     "04/422.36.16",                    SAY_IDENTIFIER_PHONE_ZONE,    ""                   },
    {IDENTIFIER_PHONE,     "0470 12 34 5",                    SAY_IDENTIFIER_PHONE_DIGITS,  ""                   },
    {IDENTIFIER_PHONE,     "04(222)(36)16",                   SAY_IDENTIFIER_CHARACTER,     ""                   },
    {IDENTIFIER_PHONE,     "04 222 36 16 x12",                SAY_IDENTIFIER_CHARACTER,     ""                   },
    {IDENTIFIER_PHONE,     "04+2223616",                      SAY_IDENTIFIER_CHARACTER,     ""                   },
};

static void each_way_of_writing_has_its_answer(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(cases); i++) {
        const Identifier identifier = read_number(arena, cases[i].kind, cases[i].written);
        if (identifier.because != cases[i].because) {
            fail_msg("%s: %.*s", cases[i].written,
                     TEXT_ARG(identifier_because(arena, &identifier, ENGLISH)));
        }
        assert_text_equal(identifier.formatted, text_from(cases[i].formatted));
    }
}

static void spaces_and_hyphens_of_office_documents_separate(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    assert_true(read_number(arena, IDENTIFIER_PHONE,
                            "04\xC2\xA0"
                            "222\xE2\x80\xAF"
                            "36\xE2\x80\x89"
                            "16")
                    .is_valid);
    assert_true(read_number(arena, IDENTIFIER_NISS,
                            "85.07.30\xE2\x80\x93"
                            "033.28")
                    .is_valid);
    assert_true(read_number(arena, IDENTIFIER_NISS,
                            "85.07.30\xE2\x80\x91"
                            "033.28")
                    .is_valid);
}

/* Arabic-Indic and full-width digits, a Cyrillic letter, marks nobody sees, broken UTF-8. */
static void a_look_alike_or_unseen_character_is_refused(void **state)
{
    (void)state;
    static const char *const tricks[] = {
        "8507300332\xD9\xA8",
        "8507300332\xEF\xBC\x98",
        "\xE2\x80\xAE"
        "85073003328",
        "85073003328\xE2\x80\x8B",
        "\xEF\xBB\xBF"
        "85073003328",
        "8507300332\xD0\xBE",
        "85073003328\xFF",
        "850730\n03328",
        "850730\t03328",
        "85073003328;",
        "\xC2"
        "85073003328",
        "85,07,30,033,28",
        "85073003328\xE2\x80",
    };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t kind = 0; kind < IDENTIFIER_KIND_COUNT; kind++) {
        for (size_t i = 0; i < LENGTH_OF(tricks); i++) {
            const Identifier identifier = read_number(arena, (IdentifierKind)kind, tricks[i]);
            assert_false(identifier.is_valid);
            assert_int_equal(identifier.because, SAY_IDENTIFIER_CHARACTER);
        }
    }
    assert_false(read_text(arena, IDENTIFIER_NISS, TEXT("85073003328\0")).is_valid);
}

static void a_text_too_long_is_refused_unread(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Text zeros = text_format(arena, "%065d", 0);
    for (size_t kind = 0; kind < IDENTIFIER_KIND_COUNT; kind++) {
        const Identifier longest =
            read_text(arena, (IdentifierKind)kind, text_slice(zeros, 0, IDENTIFIER_BYTES));
        const Identifier longer = read_text(arena, (IdentifierKind)kind, zeros);
        assert_false(longest.is_valid);
        assert_int_not_equal(longest.because, SAY_IDENTIFIER_LONG);
        assert_int_equal(longer.because, SAY_IDENTIFIER_LONG);
    }
}

static void a_birth_is_told_as_far_as_it_is_known(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"85073003328", "1985-07-30"},
        {"61050001837", "1961-05"   },
        {"70000001795", "1970"      },
        {"00000100562", ""          },
    };
    Arena *arena SCOPED(arena_close) = arena_new(0);
    for (size_t i = 0; i < LENGTH_OF(rows); i++) {
        const Identifier identifier = read_number(arena, IDENTIFIER_NISS, rows[i][0]);
        assert_text_equal(partial_date_format(arena, identifier.birth), text_from(rows[i][1]));
    }
}

static void who_is_born_today_has_a_number_and_who_is_born_tomorrow_has_none(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Date birth = date_from_civil((CivilDate){2027, 1, 15});
    Identifier identifier = {0};
    identifier_read(arena, IDENTIFIER_NISS, TEXT("27011500947"), birth, &identifier);
    assert_true(identifier.is_valid);
    identifier_read(arena, IDENTIFIER_NISS, TEXT("27011500947"), birth - 1, &identifier);
    assert_int_equal(identifier.because, SAY_IDENTIFIER_FUTURE);
}

static void a_reason_is_told_in_four_languages_without_the_number(void **state)
{
    (void)state;
    Arena *arena SCOPED(arena_close) = arena_new(0);
    const Identifier identifier = read_number(arena, IDENTIFIER_PHONE, "0470 12 34 5");
    assert_text_equal(identifier_because(arena, &identifier, FRENCH),
                      TEXT("Un numéro belge qui commence ainsi compte 10 chiffres avec le 0."));
    assert_text_equal(identifier_because(arena, &identifier, DUTCH),
                      TEXT("Een Belgisch nummer dat zo begint, telt 10 cijfers met de 0."));
    const Identifier fixed = read_number(arena, IDENTIFIER_PHONE, "04/222.36.16");
    assert_text_equal(identifier_because(arena, &fixed, GERMAN),
                      TEXT("Festnetz, Zone Lüttich."));
}

static void a_kind_is_named_by_its_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDENTIFIER_KIND_COUNT; i++) {
        IdentifierKind kind = IDENTIFIER_KIND_COUNT;
        assert_true(identifier_kind_parse(identifier_kind_code((IdentifierKind)i), &kind));
        assert_int_equal(kind, i);
    }
    IdentifierKind untouched = IDENTIFIER_CARD;
    assert_false(identifier_kind_parse(TEXT("NISS"), &untouched));
    assert_int_equal(untouched, IDENTIFIER_CARD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_national_number_of_the_vectors_is_read),
        cmocka_unit_test(every_enterprise_of_the_vectors_is_read),
        cmocka_unit_test(every_care_number_of_the_vectors_is_read),
        cmocka_unit_test(every_account_of_the_vectors_is_read),
        cmocka_unit_test(every_reference_of_the_vectors_is_read),
        cmocka_unit_test(every_international_reference_of_the_vectors_is_read),
        cmocka_unit_test(every_phone_of_the_vectors_is_read),
        cmocka_unit_test(every_card_of_the_vectors_is_read),
        cmocka_unit_test(each_way_of_writing_has_its_answer),
        cmocka_unit_test(spaces_and_hyphens_of_office_documents_separate),
        cmocka_unit_test(a_look_alike_or_unseen_character_is_refused),
        cmocka_unit_test(a_text_too_long_is_refused_unread),
        cmocka_unit_test(a_birth_is_told_as_far_as_it_is_known),
        cmocka_unit_test(who_is_born_today_has_a_number_and_who_is_born_tomorrow_has_none),
        cmocka_unit_test(a_reason_is_told_in_four_languages_without_the_number),
        cmocka_unit_test(a_kind_is_named_by_its_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

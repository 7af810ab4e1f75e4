/* SPDX-License-Identifier: EUPL-1.2 */
#include "people/lookup_query.h"

#include "crypto/code.h"
#include "territory/identifier.h"
#include "words/fold.h"
#include "words/visible.h"

enum { WORDS_MOST = 8 };

typedef struct Words {
    Text items[WORDS_MOST];
    size_t count;
} Words;

static void add_fact(Arena *arena, LookupSought *sought, FactKind kind, Text value, Text extra)
{
    const PersonFact fact = {
        .what = {.kind = kind, .value = value, .extra = extra}
    };
    LIST_APPEND(arena, &sought->facts, fact);
}

/* ------------------------------------------------------------------- birth, code, telephone */

/* "30/07/1985" and "30.7.1985" as "1985-07-30". */
static bool read_day_first(Arena *arena, Text typed, Text *birth)
{
    Text parts[3] = {0};
    Text rest = typed;
    Date date = 0;
    int64_t numbers[3] = {0};
    const char mark = text_contains(typed, TEXT("/")) ? '/' : '.';
    for (size_t i = 0; i < 3; i++) {
        if (!text_next(&rest, mark, &parts[i]) || !text_to_integer(parts[i], &numbers[i])) {
            return false;
        }
    }
    *birth =
        text_format(arena, "%04d-%02d-%02d", (int)numbers[2], (int)numbers[1], (int)numbers[0]);
    return rest.length == 0 && date_parse(*birth, &date);
}

static bool read_birth(Arena *arena, Date today, Text typed, Text *birth)
{
    PersonDetail fact = {.kind = FACT_BIRTH, .value = typed};
    if (!read_day_first(arena, typed, &fact.value)) {
        fact.value = typed;
    }
    if (fact_check(arena, today, &fact, NULL) != OK) {
        return false;
    }
    *birth = fact.value;
    return true;
}

static bool read_phone(Arena *arena, Date today, Text typed, Text *phone)
{
    Identifier read = {0};
    identifier_read(arena, IDENTIFIER_PHONE, typed, today, &read);
    *phone = read.normalized;
    return read.is_valid && read.type != TYPE_SHORT;
}

/* ---------------------------------------------------------------------------------- names */

/* Where the family name starts nobody says: each place may be it. */
static void add_names(Arena *arena, const Words *words, LookupSought *sought)
{
    if (words->count == 1) {
        add_fact(arena, sought, FACT_NAME, TEXT(""), words->items[0]);
        add_fact(arena, sought, FACT_NAME, words->items[0], TEXT(""));
        return;
    }
    for (size_t i = 1; i < words->count; i++) {
        add_fact(arena, sought, FACT_NAME, text_join(arena, words->items, i, TEXT(" ")),
                 text_join(arena, words->items + i, words->count - i, TEXT(" ")));
    }
}

static bool has_digit_first(Text word)
{
    return word.length > 0 &&
           ((word.bytes[0] >= '0' && word.bytes[0] <= '9') || word.bytes[0] == '+');
}

static bool has_digit(Text word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.bytes[i] >= '0' && word.bytes[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* A telephone is typed with spaces: all words from the first that starts with a digit. */
static bool take_number(Arena *arena, Date today, Text rest, LookupSought *sought)
{
    Text read = {0};
    if (read_birth(arena, today, rest, &read)) {
        add_fact(arena, sought, FACT_BIRTH, read, TEXT(""));
        return true;
    }
    if (read_phone(arena, today, rest, &read)) {
        add_fact(arena, sought, FACT_PHONE, read, TEXT(""));
        return true;
    }
    return false;
}

static Outcome read_words(Arena *arena, Date today, Text typed, LookupSought *sought,
                          Problem *problem)
{
    Words names = {0};
    Text rest = typed;
    Text word = {0};
    /* "Bertrand" may be a code too, and is looked for as both. */
    if (code_parse(arena, typed, &sought->code) && has_digit(typed)) {
        return OK;
    }
    while (rest.length > 0 && names.count < WORDS_MOST) {
        if (has_digit_first(rest) && take_number(arena, today, rest, sought)) {
            break;
        }
        if (!text_next(&rest, ' ', &word)) {
            break;
        }
        if (!has_digit_first(word)) {
            names.items[names.count++] = word;
        } else if (!take_number(arena, today, word, sought)) {
            return problem_set(problem, INVALID, TEXT("body"), "words",
                               "“%.*s” is no birth date, telephone or code", TEXT_ARG(word));
        }
    }
    if (names.count > 0) {
        add_names(arena, &names, sought);
    }
    return OK;
}

/* ----------------------------------------------------------------------------------- fields */

static Outcome clean(Arena *arena, const char *field, Text *text, Problem *problem)
{
    Text visible = {0};
    if (text->length > LOOKUP_WORDS_MOST) {
        return problem_set(problem, INVALID, TEXT("body"), field, "%d bytes at most",
                           LOOKUP_WORDS_MOST);
    }
    if (!text_visible(arena, *text, ONE_LINE, &visible)) {
        return problem_set(problem, INVALID, TEXT("body"), field,
                           "a text in UTF-8 is expected");
    }
    *text = visible;
    return OK;
}

static Outcome clean_all(Arena *arena, LookupQuery *query, Problem *problem)
{
    TRY(clean(arena, "words", &query->words, problem));
    TRY(clean(arena, "given", &query->given, problem));
    TRY(clean(arena, "family", &query->family, problem));
    TRY(clean(arena, "birth", &query->birth, problem));
    TRY(clean(arena, "phone", &query->phone, problem));
    TRY(clean(arena, "code", &query->code, problem));
    TRY(clean(arena, "number", &query->number, problem));
    return clean(arena, "helper", &query->helper, problem);
}

static Outcome read_fields(Arena *arena, Date today, const LookupQuery *query,
                           LookupSought *sought, Problem *problem)
{
    Text read = {0};
    if (query->given.length + query->family.length > 0) {
        add_fact(arena, sought, FACT_NAME, query->given, query->family);
    }
    if (query->birth.length > 0) {
        if (!read_birth(arena, today, query->birth, &read)) {
            return problem_set(problem, INVALID, TEXT("body"), "birth",
                               "a day, a month or a year is expected: 1985-07-30 or 1985");
        }
        add_fact(arena, sought, FACT_BIRTH, read, TEXT(""));
    }
    if (query->phone.length > 0) {
        if (!read_phone(arena, today, query->phone, &read)) {
            return problem_set(problem, INVALID, TEXT("body"), "phone",
                               "a telephone number is expected");
        }
        add_fact(arena, sought, FACT_PHONE, read, TEXT(""));
    }
    if (query->code.length > 0 && !code_parse(arena, query->code, &sought->code)) {
        return problem_set(problem, INVALID, TEXT("body"), "code",
                           "eight letters and digits are expected");
    }
    if (query->number.length > 0) {
        PersonDetail number = {
            .kind = FACT_IDENTIFIER, .value = query->number, .extra = query->number_kind};
        if (fact_check(arena, today, &number, problem) != OK) {
            return problem_set(problem, INVALID, TEXT("body"), "number",
                               "a number of this kind is expected");
        }
        add_fact(arena, sought, FACT_IDENTIFIER, number.value, number.extra);
    }
    if (query->helper.length > 0) {
        add_fact(arena, sought, FACT_HELPER, query->helper, TEXT(""));
    }
    return OK;
}

Outcome lookup_read(Arena *arena, Date today, const LookupQuery *query, LookupSought *sought,
                    Problem *problem)
{
    LookupQuery typed = *query;
    LookupSought read = {0};
    TRY(clean_all(arena, &typed, problem));
    TRY(read_fields(arena, today, &typed, &read, problem));
    TRY(read_words(arena, today, typed.words, &read, problem));
    if (read.facts.count == 0 && read.code.length == 0) {
        return problem_set(problem, INVALID, TEXT("body"), "words",
                           "a name, a birth date, a telephone or a code is expected");
    }
    *sought = read;
    return OK;
}

/* --------------------------------------------------------------------------------- the one */

static bool has_word(const WordList *words, Text folded)
{
    for (size_t i = 0; i < words->count; i++) {
        if (text_equal(words->items[i].folded, folded)) {
            return true;
        }
    }
    return false;
}

static bool is_named(Arena *arena, const LookupHit *hit, Text typed)
{
    WordList name = {0};
    WordList words = {0};
    fold_words(arena, hit->name, &name);
    fold_words(arena, typed, &words);
    for (size_t i = 0; i < words.count; i++) {
        if (!has_word(&name, words.items[i].folded)) {
            return false;
        }
    }
    return words.count > 0;
}

Outcome lookup_one(Access *access, Text typed, Id *person)
{
    LookupAnswer answer = {0};
    const LookupQuery query = {.words = typed};
    const Outcome outcome = lookup_find(access, &query, &answer);
    const bool is_one = outcome == OK && answer.count == 1 && !answer.has_more &&
                        (answer.hits[0].verdict == LIKENESS_SAME ||
                         is_named(access->arena, &answer.hits[0], typed));
    if (outcome == INVALID || (outcome == OK && !is_one)) {
        return problem_set(access->problem, INVALID, TEXT("body"), "person",
                           "the code of a card, or what finds one file, is expected");
    }
    TRY(outcome);
    *person = answer.hits[0].person;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The weights, in tenths of a bit. Each is 10 log2(m / u): m is how often the two descriptions
 * of one person stand so, u how often those of two strangers do. None was fitted to a set of
 * pairs: docs/topics/same-person.md says from what each was reckoned.
 */
#include <assert.h>

#include "people/likeness_private.h"

enum {
    /* One in 500,000 strangers is the person: 19 bits against. A pair is the same at odds of a
     * hundred to one, and worth a look at one to a hundred. */
    SAME_FROM = 255,
    PERHAPS_FROM = 125,
    NATIONAL_NUMBER_WEIGHT = 300,
    NATIONAL_NUMBER_DIGITS = 11,
    SWAPPED_WEIGHT = -10,
    ADDRESS_MOST = 180, /* a household shares it, a shelter gives it to hundreds */
    ADDRESS_LEAST = -30,
    ADDRESS_IS_SAME = 120,
    ADDRESS_IS_NEAR = 30
};

static const int family_weights[NAME_LEVEL_COUNT] = {
    [NAME_UNKNOWN] = 0, [NAME_OTHER] = -30, [NAME_ALIKE] = 30,
    [NAME_PART] = 45,   [NAME_CLOSE] = 65,  [NAME_SAME] = 85,
};

static const int given_weights[NAME_LEVEL_COUNT] = {
    [NAME_UNKNOWN] = 0, [NAME_OTHER] = -35, [NAME_ALIKE] = 20,
    [NAME_PART] = 40,   [NAME_CLOSE] = 45,  [NAME_SAME] = 65,
};

static const int birth_weights[DATE_LEVEL_COUNT] = {
    [DATE_UNKNOWN] = 0,     [DATE_OTHER] = -50,     [DATE_SAME_YEAR] = 50,
    [DATE_TWO_PARTS] = 30,  [DATE_YEAR_MONTH] = 85, [DATE_ONE_DIGIT] = 50,
    [DATE_TRANSPOSED] = 60, [DATE_DAY_MONTH] = 75,  [DATE_JANUARY] = 65,
    [DATE_SAME] = 130,
};

static const int phone_weights[FIELD_LEVEL_COUNT] = {0, 0, 40, 95};

enum { IDENTIFIER_WEIGHT = 140, MAIL_WEIGHT = 95, SAME_SEX_WEIGHT = 8, OTHER_SEX_WEIGHT = -30 };

static const LikenessReason family_reasons[NAME_LEVEL_COUNT] = {
    [NAME_OTHER] = OTHER_FAMILY_NAME, [NAME_ALIKE] = ALIKE_FAMILY_NAME,
    [NAME_PART] = PART_FAMILY_NAME,   [NAME_CLOSE] = CLOSE_FAMILY_NAME,
    [NAME_SAME] = SAME_FAMILY_NAME,
};

static const LikenessReason given_reasons[NAME_LEVEL_COUNT] = {
    [NAME_OTHER] = OTHER_GIVEN_NAME, [NAME_ALIKE] = ALIKE_GIVEN_NAME,
    [NAME_PART] = PART_GIVEN_NAME,   [NAME_CLOSE] = CLOSE_GIVEN_NAME,
    [NAME_SAME] = SAME_GIVEN_NAME,
};

static const LikenessReason birth_reasons[DATE_LEVEL_COUNT] = {
    [DATE_OTHER] = OTHER_BIRTH_DATE,         [DATE_SAME_YEAR] = SAME_BIRTH_YEAR,
    [DATE_TWO_PARTS] = TWO_PARTS_BIRTH_DATE, [DATE_YEAR_MONTH] = SAME_YEAR_MONTH,
    [DATE_ONE_DIGIT] = ONE_DIGIT_BIRTH_DATE, [DATE_TRANSPOSED] = TRANSPOSED_BIRTH_DATE,
    [DATE_DAY_MONTH] = SWAPPED_DAY_MONTH,    [DATE_JANUARY] = SAME_FIRST_OF_JANUARY,
    [DATE_SAME] = SAME_BIRTH_DATE,
};

typedef struct NameEvidence {
    NameLevel given;
    NameLevel family;
    bool is_swapped;
    int weight;
} NameEvidence;

static void add(LikenessAnswer *answer, LikenessReason reason, int weight)
{
    assert(answer->found_count < LIKENESS_REASONS);
    answer->weight += weight;
    answer->found[answer->found_count++] = (LikenessFound){reason, weight};
}

static NameEvidence compare_straight(const PreparedName *a, const PreparedName *b)
{
    NameEvidence evidence = {
        .given = name_part_compare(&a->given, &b->given),
        .family = name_part_compare(&a->family, &b->family),
    };
    evidence.weight = given_weights[evidence.given] + family_weights[evidence.family];
    return evidence;
}

/* The given name written where the family name belongs; what stands there as the given name of
 * the one is the family name of the other, so each level counts half for either. */
static NameEvidence compare_swapped(const PreparedName *a, const PreparedName *b)
{
    const NameLevel first = name_part_compare(&a->given, &b->family);
    const NameLevel second = name_part_compare(&a->family, &b->given);
    const bool is_swap = first != NAME_OTHER && second != NAME_OTHER &&
                         (first != NAME_UNKNOWN || second != NAME_UNKNOWN);
    NameEvidence evidence = {first, second, is_swap, SWAPPED_WEIGHT};
    evidence.weight += (given_weights[first] + family_weights[first] + given_weights[second] +
                        family_weights[second]) /
                       2;
    if (first < second) { /* the same whichever of the two is asked first */
        evidence.given = second;
        evidence.family = first;
    }
    return evidence;
}

/* Of two findings of equal weight the same one whatever the order. */
static bool is_better(const NameEvidence *candidate, const NameEvidence *best)
{
    if (candidate->weight != best->weight) {
        return candidate->weight > best->weight;
    }
    if (candidate->is_swapped != best->is_swapped) {
        return best->is_swapped;
    }
    return candidate->given != best->given ? candidate->given > best->given
                                           : candidate->family > best->family;
}

static NameEvidence compare_names(const Likeness *a, const Likeness *b, LikenessAnswer *answer)
{
    NameEvidence best = {NAME_UNKNOWN, NAME_UNKNOWN, false, 0};
    bool is_first = true;
    for (size_t i = 0; i < a->name_count; i++) {
        for (size_t j = 0; j < b->name_count; j++) {
            const NameEvidence straight = compare_straight(&a->names[i], &b->names[j]);
            const NameEvidence swapped = compare_swapped(&a->names[i], &b->names[j]);
            if (is_first || is_better(&straight, &best)) {
                best = straight;
            }
            if (swapped.is_swapped && is_better(&swapped, &best)) {
                best = swapped;
            }
            is_first = false;
        }
    }
    if (best.is_swapped) {
        add(answer, SWAPPED_NAMES, best.weight);
        return best;
    }
    if (best.family != NAME_UNKNOWN) {
        add(answer, family_reasons[best.family], family_weights[best.family]);
    }
    if (best.given != NAME_UNKNOWN) {
        add(answer, given_reasons[best.given], given_weights[best.given]);
    }
    return best;
}

static void compare_addresses(const Likeness *a, const Likeness *b, LikenessAnswer *answer)
{
    int best = ADDRESS_LEAST;
    for (size_t i = 0; i < a->address_count; i++) {
        for (size_t j = 0; j < b->address_count; j++) {
            const int weight = address_weigh(&a->addresses[i], &b->addresses[j]);
            best = weight > best ? weight : best;
        }
    }
    if (a->address_count == 0 || b->address_count == 0 || best == 0) {
        return;
    }
    best = best > ADDRESS_MOST ? ADDRESS_MOST : best;
    if (best < ADDRESS_IS_NEAR) {
        add(answer, OTHER_ADDRESS, best);
        return;
    }
    add(answer, best >= ADDRESS_IS_SAME ? SAME_ADDRESS : NEAR_ADDRESS, best);
}

static FieldLevel best_phone(const Likeness *a, const Likeness *b)
{
    FieldLevel best = FIELD_UNKNOWN;
    for (size_t i = 0; i < a->phone_count; i++) {
        for (size_t j = 0; j < b->phone_count; j++) {
            Spelling left;
            Spelling right;
            spelling_read(a->phones[i], &left);
            spelling_read(b->phones[j], &right);
            const FieldLevel level = digits_compare(&left, &right);
            best = level > best ? level : best;
        }
    }
    return best;
}

static bool shares_text(const Text *a, size_t a_count, const Text *b, size_t b_count)
{
    for (size_t i = 0; i < a_count; i++) {
        for (size_t j = 0; j < b_count; j++) {
            if (text_equal(a[i], b[j])) {
                return true;
            }
        }
    }
    return false;
}

static void compare_contacts(const Likeness *a, const Likeness *b, LikenessAnswer *answer)
{
    const FieldLevel phone = best_phone(a, b);
    if (phone > FIELD_OTHER) {
        add(answer, phone == FIELD_SAME ? SAME_PHONE : NEAR_PHONE, phone_weights[phone]);
    }
    if (shares_text(a->mails, a->mail_count, b->mails, b->mail_count)) {
        add(answer, SAME_MAIL, MAIL_WEIGHT);
    }
}

static bool shares_identifier(const Likeness *a, const Likeness *b)
{
    for (size_t i = 0; i < a->identifier_count; i++) {
        for (size_t j = 0; j < b->identifier_count; j++) {
            if (text_equal(a->identifiers[i].kind, b->identifiers[j].kind) &&
                text_equal(a->identifiers[i].value, b->identifiers[j].value)) {
                return true;
            }
        }
    }
    return false;
}

static void compare_sex(const Likeness *a, const Likeness *b, LikenessAnswer *answer)
{
    const bool is_known = (a->sex == SEX_FEMALE || a->sex == SEX_MALE) &&
                          (b->sex == SEX_FEMALE || b->sex == SEX_MALE);
    if (is_known) {
        add(answer, a->sex == b->sex ? SAME_SEX : OTHER_SEX,
            a->sex == b->sex ? SAME_SEX_WEIGHT : OTHER_SEX_WEIGHT);
    }
}

/* What household, shelter and telephone cannot say: whether it is this one of them. */
static LikenessVerdict judge(const LikenessAnswer *answer, NameEvidence name, DateLevel birth)
{
    const bool name_against = name.given == NAME_OTHER;
    const bool birth_against = birth == DATE_OTHER;
    const bool birth_for = birth > DATE_OTHER;
    const bool name_for = name.given > NAME_OTHER;
    if (answer->weight < PERHAPS_FROM || (name_against && !birth_for)) {
        return LIKENESS_DIFFERENT;
    }
    if (answer->weight < SAME_FROM || name_against || birth_against) {
        return LIKENESS_PERHAPS;
    }
    return name_for || birth_for ? LIKENESS_SAME : LIKENESS_PERHAPS;
}

/* A bis number (month raised by 20 or 40) gives way to a national number later: the two differ
 * for one person. Royal decree of 8 February 1991, art. 4. */
static bool is_bis(Text number)
{
    return number.bytes[2] >= '2';
}

static void compare_national_numbers(const Likeness *a, const Likeness *b,
                                     LikenessAnswer *answer)
{
    const Text left = a->national_number;
    const Text right = b->national_number;
    if (left.length != NATIONAL_NUMBER_DIGITS || right.length != NATIONAL_NUMBER_DIGITS) {
        return;
    }
    if (text_equal(left, right)) {
        add(answer, SAME_NATIONAL_NUMBER, NATIONAL_NUMBER_WEIGHT);
        answer->verdict = LIKENESS_SAME;
        return;
    }
    Spelling one;
    Spelling other;
    spelling_read(left, &one);
    spelling_read(right, &other);
    if (digits_compare(&one, &other) == FIELD_NEAR) {
        add(answer, NEAR_NATIONAL_NUMBER, 0);
    } else if (!is_bis(left) && !is_bis(right)) {
        add(answer, OTHER_NATIONAL_NUMBER, -NATIONAL_NUMBER_WEIGHT);
        answer->verdict = LIKENESS_DIFFERENT;
    }
}

LikenessAnswer likeness_compare(const Likeness *a, const Likeness *b)
{
    LikenessAnswer answer = {.verdict = LIKENESS_PERHAPS};
    compare_national_numbers(a, b, &answer);
    const bool is_decided = answer.verdict != LIKENESS_PERHAPS;
    if (shares_identifier(a, b)) {
        add(&answer, SAME_IDENTIFIER, IDENTIFIER_WEIGHT);
    }
    const NameEvidence name = compare_names(a, b, &answer);
    const DateLevel birth = birth_compare(a->birth, b->birth);
    if (birth != DATE_UNKNOWN) {
        add(&answer, birth_reasons[birth], birth_weights[birth]);
    }
    compare_sex(a, b, &answer);
    compare_contacts(a, b, &answer);
    compare_addresses(a, b, &answer);
    if (!is_decided) {
        answer.verdict = judge(&answer, name, birth);
    } else if (answer.verdict == LIKENESS_SAME && name.given == NAME_OTHER &&
               birth == DATE_OTHER) {
        answer.verdict = LIKENESS_PERHAPS; /* a number mistyped, or another's card shown */
    }
    return answer;
}

int likeness_same_from(void)
{
    return SAME_FROM;
}

int likeness_perhaps_from(void)
{
    return PERHAPS_FROM;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The weights, in tenths of a bit: docs/topics/twins.md says from what each was reckoned. What
 * many services of one house share (organisation, place, telephone) counts together up to a
 * limit: a house has several services, and only a name or a text says which.
 */
#include <assert.h>
#include <stdlib.h>

#include "directory/twin_private.h"

enum {
    HOUSE_MOST = 110,
    SAME_BEYOND = 50,    /* bits over the odds of two services taken at will: thirty to one */
    PERHAPS_BELOW = -50, /* one to thirty */
    NAME_MOST = 130,
    NAME_CLOSE_MOST = 100,
    NAME_PART_MOST = 50,
    NAME_AGAINST = -40,
    TEXT_MOST = 150,
    TEXT_AGAINST = -25,
    TEXT_WORDS = 4, /* fewer say nothing against */
    CONTACT_MOST = 90,
    PLACE_MOST = 70,
    PLACE_NEAR = 30,
    PLACE_FAR = -30,
    ORGANIZATION_SAME = 30,
    NUMBER_SAME = 45,
    NAMESAKE = 40,
    ORGANIZATION_OTHER = -40,
    KIND_OTHER = -50, /* a ticket for a meal is not the meal */
    NEEDS_SAME = 20,
    NEEDS_OTHER = -20,
    HUNDRED = 100,
    WHOLE = 98, /* hundredths of the words, by what they tell */
    NEARLY = 75,
    HALF = 45,
    LITTLE = 20,
    SHORTEST_WORD = 5, /* letters from which one may be wrong */
    NEAR_METERS = 150,
    FAR_METERS = 2000,
    ADDRESS_IS_SAME = 120,
    ADDRESS_IS_NEAR = 30
};

typedef struct Pair {
    const Twins *twins;
    const TwinService *a;
    const TwinService *b;
    const Service *one;
    const Service *other;
    TwinAnswer answer;
    int house;
    bool is_elsewhere; /* of two organisations, as far as their names and numbers tell */
} Pair;

static int at_most(int value, int limit)
{
    return value < limit ? value : limit;
}

static void add(Pair *pair, TwinReason reason, int weight)
{
    assert(pair->answer.found_count < TWIN_REASONS);
    pair->answer.weight += weight;
    pair->answer.found[pair->answer.found_count++] = (TwinFound){reason, weight};
}

static void add_house(Pair *pair, TwinReason reason, int weight)
{
    const int room = HOUSE_MOST - pair->house;
    const int counted = at_most(weight, room);
    pair->house += counted;
    add(pair, reason, counted);
}

/* ------------------------------------------------------------------------------------- words
 */

/* Two lists of words: what each tells, and what is in both. */
typedef struct Shared {
    int a;
    int b;
    int both;
    int close; /* of `both`, what is so but for a letter */
} Shared;

static bool is_close_word(const Twins *twins, uint32_t a, uint32_t b)
{
    const Text left = twins->words.names.items[a];
    const Text right = twins->words.names.items[b];
    if (left.length < SHORTEST_WORD || right.length < SHORTEST_WORD) {
        return false;
    }
    Spelling spelling[2];
    spelling_read(left, &spelling[0]);
    spelling_read(right, &spelling[1]);
    return spelling_distance(&spelling[0], &spelling[1], 1) == 1;
}

/* A word of `a` that `b` has not, but for a letter. */
static bool has_close(const Twins *twins, uint32_t word, IndexSpan b)
{
    for (size_t i = 0; i < b.count; i++) {
        if (is_close_word(twins, word, b.items[i])) {
            return true;
        }
    }
    return false;
}

/* The words of the organisation tell nothing of its services; `house` may be empty. */
static int tell(const Twins *twins, IndexSpan words, IndexSpan house)
{
    int bits = 0;
    for (size_t i = 0; i < words.count; i++) {
        const bool is_told = twins_has(house, words.items[i]);
        bits += is_told ? 0 : twins_word_bits(twins, words.items[i]);
    }
    return bits;
}

static Shared share_words(const Twins *twins, IndexSpan a, IndexSpan b, IndexSpan house)
{
    Shared shared = {.a = tell(twins, a, house), .b = tell(twins, b, house)};
    for (size_t i = 0; i < a.count; i++) {
        if (!twins_has(house, a.items[i]) && twins_has(b, a.items[i])) {
            shared.both += twins_word_bits(twins, a.items[i]);
        }
    }
    return shared;
}

/* ------------------------------------------------------------------------------------- names
 */

typedef struct NameFound {
    TwinReason reason;
    int weight;
    int share; /* hundredths; 0 when nothing can be said */
} NameFound;

/* Words a letter away, of names that have something in common already or are short. */
static void share_close(const Twins *twins, IndexSpan a, IndexSpan b, IndexSpan house,
                        Shared *shared)
{
    for (size_t i = 0; i < a.count; i++) {
        const uint32_t word = a.items[i];
        if (!twins_has(house, word) && !twins_has(b, word) && has_close(twins, word, b)) {
            /* the misspelt word is rare by its mistake: it tells as much as a usual one */
            shared->close += at_most(twins_word_bits(twins, word), PLACE_MOST);
        }
    }
    shared->both += shared->close;
}

static NameFound name_found(const Shared *shared)
{
    const int share =
        shared->a + shared->b == 0 ? 0 : 2 * HUNDRED * shared->both / (shared->a + shared->b);
    if (share >= WHOLE && shared->close == 0) {
        return (NameFound){TWIN_SAME_NAME, at_most(shared->both, NAME_MOST), share};
    }
    if (share >= NEARLY) {
        return (NameFound){TWIN_CLOSE_NAME, at_most(shared->both * 4 / 5, NAME_CLOSE_MOST),
                           share};
    }
    if (share >= HALF) {
        return (NameFound){TWIN_PART_NAME, at_most(shared->both * 2 / 5, NAME_PART_MOST),
                           share};
    }
    return (NameFound){TWIN_OTHER_NAME, share < LITTLE ? NAME_AGAINST : NAME_AGAINST / 2,
                       share};
}

static NameFound name_pair(const Twins *twins, IndexSpan a, IndexSpan b, IndexSpan house)
{
    const IndexSpan nothing = {NULL, 0};
    Shared shared = share_words(twins, a, b, house);
    if (shared.a == 0 || shared.b == 0) { /* one is named as its organisation, no more */
        shared = share_words(twins, a, b, nothing);
    }
    share_close(twins, a, b, shared.a == 0 || shared.b == 0 ? nothing : house, &shared);
    return name_found(&shared);
}

/* Of the names in all languages the two that are most alike. */
static NameFound compare_names(Pair *pair)
{
    const bool is_one_house =
        pair->one->organization != NONE && pair->one->organization == pair->other->organization;
    const IndexSpan house = is_one_house
                                ? pair->twins->organizations[pair->one->organization].words
                                : (IndexSpan){NULL, 0};
    NameFound best = {TWIN_OTHER_NAME, 0, -1};
    for (size_t i = 0; i < pair->a->name_count; i++) {
        for (size_t j = 0; j < pair->b->name_count; j++) {
            const NameFound found =
                name_pair(pair->twins, pair->a->names[i], pair->b->names[j], house);
            if (best.share < 0 || found.weight > best.weight) {
                best = found;
            }
        }
    }
    if (best.share >= 0) {
        add(pair, best.reason, best.weight);
    }
    return best;
}

/* ------------------------------------------------------------------------------------- texts
 */

/* One may tell half of what the other does: what is common is held against the shorter. */
static int compare_texts(Pair *pair)
{
    const IndexSpan nothing = {NULL, 0};
    const Shared shared = share_words(pair->twins, pair->a->text, pair->b->text, nothing);
    const int least = shared.a < shared.b ? shared.a : shared.b;
    const int most = shared.a < shared.b ? shared.b : shared.a;
    if (least == 0 || most == 0) {
        return 0;
    }
    const int held = HUNDRED * shared.both / least;
    const int weight = at_most(shared.both, TEXT_MOST);
    const size_t words =
        pair->a->text.count < pair->b->text.count ? pair->a->text.count : pair->b->text.count;
    if (held >= WHOLE && HUNDRED * shared.both / most >= WHOLE) {
        add(pair, TWIN_SAME_TEXT, weight);
        return weight;
    }
    if (held >= NEARLY) {
        add(pair, TWIN_PART_TEXT, weight * 9 / 10);
        return weight * 9 / 10;
    }
    if (held <= LITTLE && words >= TEXT_WORDS) {
        add(pair, TWIN_OTHER_TEXT, TEXT_AGAINST);
        return TEXT_AGAINST;
    }
    return 0;
}

/* ------------------------------------------------------------------------------------- house
 */

static bool shares_number(IndexSpan a, IndexSpan b)
{
    for (size_t i = 0; i < a.count; i++) {
        if (twins_has(b, a.items[i])) {
            return true;
        }
    }
    return false;
}

/* Whether the two are known to be of two organisations. */
static bool compare_organizations(Pair *pair)
{
    const uint32_t a = pair->one->organization;
    const uint32_t b = pair->other->organization;
    if (a == NONE || b == NONE) {
        return false;
    }
    const TwinOrganization *left = &pair->twins->organizations[a];
    const TwinOrganization *right = &pair->twins->organizations[b];
    if (a == b) {
        add_house(pair, TWIN_SAME_ORGANIZATION, ORGANIZATION_SAME);
    } else if (shares_number(left->numbers, right->numbers)) {
        add_house(pair, TWIN_SAME_NUMBER, NUMBER_SAME);
    } else if (left->name == right->name) {
        add_house(pair, TWIN_NAMESAKE_ORGANIZATION, NAMESAKE);
    } else {
        add(pair, TWIN_OTHER_ORGANIZATION, ORGANIZATION_OTHER);
        return true;
    }
    return false;
}

static void compare_contacts(Pair *pair)
{
    int best = 0;
    for (size_t i = 0; i < pair->a->contacts.count; i++) {
        const uint32_t number = pair->a->contacts.items[i];
        if (twins_has(pair->b->contacts, number)) {
            const uint32_t count = pair->twins->values.counts.items[number];
            const int bits = at_most(twins_bits(pair->twins, count), CONTACT_MOST);
            best = bits > best ? bits : best;
        }
    }
    if (best > 0) {
        add_house(pair, TWIN_SAME_CONTACT, best);
    }
}

/* "Rue de la Limite 12" in its two parts. */
static AddressRead read_address(Arena *scratch, const Location *place)
{
    size_t digit = 0;
    while (digit < place->street.length &&
           !(place->street.bytes[digit] >= '0' && place->street.bytes[digit] <= '9')) {
        digit++;
    }
    const AddressText text = {
        .street = text_slice(place->street, 0, digit),
        .number = text_slice(place->street, digit, place->street.length),
        .locality = place->city,
        .postal_code = place->postal_code,
    };
    return address_read(scratch, &text);
}

static TwinFound by_address(const Location *a, const Location *b, int most)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const AddressRead left = read_address(scratch, a);
    const AddressRead right = read_address(scratch, b);
    const int weight = address_weigh(&left, &right);
    if (weight >= ADDRESS_IS_SAME) {
        return (TwinFound){TWIN_SAME_PLACE, most};
    }
    return weight >= ADDRESS_IS_NEAR ? (TwinFound){TWIN_NEAR_PLACE, PLACE_NEAR / 2}
                                     : (TwinFound){TWIN_FAR_PLACE, weight < 0 ? PLACE_FAR : 0};
}

static TwinFound compare_place(const Twins *twins, uint32_t one, uint32_t other)
{
    const Location *a = &twins->catalogue->locations[one];
    const Location *b = &twins->catalogue->locations[other];
    const int most = at_most(twins_bits(twins, twins->crowds[one]), PLACE_MOST);
    if (one == other) {
        return (TwinFound){TWIN_SAME_PLACE, most};
    }
    if (!a->has_point || !b->has_point || a->point_is_centre || b->point_is_centre) {
        return by_address(a, b, most);
    }
    const double meters = distance_meters(a->point, b->point);
    if (meters <= NEAR_METERS) {
        const TwinFound found = by_address(a, b, most);
        return found.reason == TWIN_SAME_PLACE ? found
                                               : (TwinFound){TWIN_NEAR_PLACE, PLACE_NEAR};
    }
    return (TwinFound){TWIN_FAR_PLACE, meters >= FAR_METERS ? PLACE_FAR : PLACE_FAR / 3};
}

static void compare_places(Pair *pair)
{
    TwinFound best = {TWIN_FAR_PLACE, 0};
    bool is_first = true;
    for (size_t i = 0; i < pair->a->place_count; i++) {
        for (size_t j = 0; j < pair->b->place_count; j++) {
            const TwinFound found =
                compare_place(pair->twins, pair->a->places[i], pair->b->places[j]);
            if (is_first || found.weight > best.weight) {
                best = found;
            }
            is_first = false;
        }
    }
    if (is_first || best.weight == 0) {
        return;
    }
    if (best.weight > 0) {
        add_house(pair, best.reason, best.weight);
    } else {
        add(pair, best.reason, best.weight);
    }
}

static void compare_needs(Pair *pair)
{
    const IndexSpan a = pair->one->needs;
    const IndexSpan b = pair->other->needs;
    size_t both = 0;
    for (size_t i = 0; i < a.count; i++) {
        for (size_t j = 0; j < b.count; j++) {
            both += a.items[i] == b.items[j];
        }
    }
    if (a.count > 0 && b.count > 0) {
        add(pair, both > 0 ? TWIN_SAME_NEEDS : TWIN_OTHER_NEEDS,
            both > 0 ? NEEDS_SAME : NEEDS_OTHER);
    }
}

static void compare_kinds(Pair *pair)
{
    const Text a = pair->one->kind;
    const Text b = pair->other->kind;
    if (a.length > 0 && b.length > 0 && !text_equal(a, b)) {
        add(pair, TWIN_OTHER_KIND, KIND_OTHER);
    }
}

/* ---------------------------------------------------------------------------------- together
 */

/* A house alone cannot say which of its services it is: a name or a text must. */
static TwinVerdict judge(const Pair *pair, const NameFound *name, int text)
{
    const int odds = twins_odds(pair->twins);
    const bool name_for = name->share >= (text > 0 ? HALF : NEARLY);
    const bool is_against = pair->is_elsewhere || (text < 0 && name->reason != TWIN_SAME_NAME);
    if (pair->answer.weight < odds + PERHAPS_BELOW || (!name_for && text <= 0)) {
        return TWIN_DIFFERENT;
    }
    return pair->answer.weight < odds + SAME_BEYOND || is_against ? TWIN_PERHAPS : TWIN_SAME;
}

TwinAnswer twins_compare(const Twins *twins, uint32_t one, uint32_t other)
{
    const uint32_t first = one < other ? one : other;
    const uint32_t second = one < other ? other : one;
    Pair pair = {
        .twins = twins,
        .a = &twins->services[first],
        .b = &twins->services[second],
        .one = &twins->catalogue->services[first],
        .other = &twins->catalogue->services[second],
    };
    const NameFound name = compare_names(&pair);
    const int text = compare_texts(&pair);
    if (name.share < HALF && text <= 0) {
        return pair.answer;
    }
    pair.is_elsewhere = compare_organizations(&pair);
    compare_contacts(&pair);
    compare_places(&pair);
    compare_needs(&pair);
    compare_kinds(&pair);
    pair.answer.verdict = judge(&pair, &name, text);
    return pair.answer;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Any two descriptions, a field a line, are compared, the same both ways, and have
 * few and short keys, as many when the names are swapped.
 */
#include <assert.h>

#include "base/outcome.h"
#include "people/likeness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct Description {
    LikenessName names[2];
    Text contacts[4]; /* two telephones, two e-mail addresses */
    AddressText address;
    LikenessIdentifier identifier;
    Text national_number;
    CivilDate birth;
} Description;

static Text next_line(Text *rest)
{
    Text line = TEXT("");
    (void)text_next(rest, '\n', &line);
    return line;
}

/* "1980", "80 5 17": bytes are as good as digits here. */
static int next_number(Text *rest)
{
    const Text line = next_line(rest);
    int64_t number = 0;
    if (!text_to_integer(line, &number)) {
        return line.length == 0 ? 0 : (signed char)line.bytes[0];
    }
    return (int)(number % INT32_MAX);
}

static Description description_of(Text *rest)
{
    Description read = {
        .birth = {0, 0, 0}
    };
    read.names[0] = (LikenessName){.given = next_line(rest)};
    read.names[0].family = next_line(rest);
    read.birth.year = next_number(rest);
    read.birth.month = next_number(rest);
    read.birth.day = next_number(rest);
    for (size_t i = 0; i < 4; i++) {
        read.contacts[i] = next_line(rest);
    }
    read.address.number = next_line(rest);
    read.address.street = next_line(rest);
    read.address.complement = next_line(rest);
    read.address.locality = next_line(rest);
    read.address.postal_code = next_line(rest);
    read.address.region = next_line(rest);
    read.identifier.kind = next_line(rest);
    read.identifier.value = next_line(rest);
    read.national_number = next_line(rest);
    read.names[1].given = next_line(rest);
    read.names[1].family = next_line(rest);
    return read;
}

static LikenessFacts facts_of(const Description *description)
{
    return (LikenessFacts){
        .names = description->names,
        .name_count = 2,
        .birth = description->birth,
        .sex = SEX_FEMALE,
        .phones = description->contacts,
        .phone_count = 2,
        .mails = description->contacts + 2,
        .mail_count = 2,
        .addresses = &description->address,
        .address_count = 1,
        .identifiers = &description->identifier,
        .identifier_count = 1,
        .national_number = description->national_number,
    };
}

static void check_keys(Arena *arena, Description description, bool is_utf8)
{
    const LikenessFacts facts = facts_of(&description);
    const LikenessKeys keys = likeness_keys(arena, likeness_prepare(arena, &facts));
    assert(keys.count <= LIKENESS_KEYS);
    for (size_t i = 0; i < keys.count; i++) {
        assert(keys.keys[i].length > 0 && keys.keys[i].length <= LIKENESS_KEY_BYTES);
        assert(!is_utf8 || text_is_utf8(keys.keys[i]));
    }
    const LikenessName name = description.names[0];
    Description swapped = description;
    swapped.names[0] = (LikenessName){name.family, name.given};
    const LikenessFacts other = facts_of(&swapped);
    assert(likeness_keys(arena, likeness_prepare(arena, &other)).count == keys.count);
}

static void check_pair(const Likeness *a, const Likeness *b)
{
    const LikenessAnswer forth = likeness_compare(a, b);
    const LikenessAnswer back = likeness_compare(b, a);
    assert(forth.verdict == back.verdict && forth.weight == back.weight);
    assert(forth.found_count == back.found_count && forth.found_count <= LIKENESS_REASONS);
    for (size_t i = 0; i < forth.found_count; i++) {
        assert(forth.found[i].reason == back.found[i].reason);
        assert(likeness_reason_code(forth.found[i].reason).length > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena *arena SCOPED(arena_close) = arena_new(0);
    Text rest = text_of((const char *)data, size);
    const bool is_utf8 = text_is_utf8(rest);
    const Description one = description_of(&rest);
    const Description two = description_of(&rest);
    check_keys(arena, one, is_utf8);
    const LikenessFacts first = facts_of(&one);
    const LikenessFacts second = facts_of(&two);
    const Likeness *a = likeness_prepare(arena, &first);
    const Likeness *b = likeness_prepare(arena, &second);
    check_pair(a, b);
    check_pair(a, a);
    return 0;
}

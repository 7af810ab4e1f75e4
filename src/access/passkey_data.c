/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/passkey_data.h"

enum {
    SITE_BYTES = 32,
    COUNTER_BYTES = 4,
    NAME_BYTES = 16, /* of the kind of device */
    LENGTH_BYTES = 2,
    MOST_MEMBERS = 16,
    ALGORITHM = 3, /* the label of a COSE key, RFC 9052 table 4 */
};

/* The major types of RFC 8949, 3.1. */
typedef enum Major {
    MAJOR_UNSIGNED,
    MAJOR_NEGATIVE,
    MAJOR_BYTES,
    MAJOR_TEXT,
    MAJOR_ARRAY,
    MAJOR_MAP,
    MAJOR_TAG,
    MAJOR_SIMPLE,
} Major;

typedef struct Item {
    Major major;
    uint64_t value; /* the number, or how many bytes or members follow */
    Text bytes;     /* of MAJOR_BYTES and MAJOR_TEXT */
} Item;

/* ----------------------------------------------------------------------------------- CBOR */

static uint64_t big_endian(Text bytes)
{
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        value = value << 8 | (unsigned char)bytes.bytes[i];
    }
    return value;
}

static bool take(Text *rest, size_t count, Text *taken)
{
    if (count > rest->length) {
        return false;
    }
    *taken = text_slice(*rest, 0, count);
    *rest = text_slice(*rest, count, rest->length);
    return true;
}

/* A head of up to four bytes of length; none of an unknown length. */
static bool take_head(Text *rest, Item *item)
{
    Text first = {0};
    Text more = {0};
    if (!take(rest, 1, &first)) {
        return false;
    }
    const unsigned head = (unsigned char)first.bytes[0];
    const unsigned low = head & 31;
    item->major = (Major)(head >> 5);
    item->value = low;
    if (low < 24) {
        return true;
    }
    if (low > 26 || !take(rest, (size_t)1 << (low - 24), &more)) {
        return false;
    }
    item->value = big_endian(more);
    return true;
}

static bool take_item(Text *rest, Item *item)
{
    *item = (Item){0};
    if (!take_head(rest, item)) {
        return false;
    }
    const bool has_bytes = item->major == MAJOR_BYTES || item->major == MAJOR_TEXT;
    return !has_bytes || take(rest, (size_t)item->value, &item->bytes);
}

static bool take_map(Text *rest, size_t *count)
{
    Item item = {0};
    if (!take_item(rest, &item) || item.major != MAJOR_MAP || item.value > MOST_MEMBERS) {
        return false;
    }
    *count = (size_t)item.value;
    return true;
}

static bool is_flat(const Item *item)
{
    return item->major < MAJOR_ARRAY || item->major == MAJOR_SIMPLE;
}

/* A map whose members hold no others; `algorithm` stays untouched where there is none. */
static bool take_flat_map(Text *rest, int64_t *algorithm)
{
    size_t count = 0;
    if (!take_map(rest, &count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        Item key = {0};
        Item value = {0};
        if (!take_item(rest, &key) || !take_item(rest, &value) || !is_flat(&key) ||
            !is_flat(&value)) {
            return false;
        }
        if (key.major == MAJOR_UNSIGNED && key.value == ALGORITHM &&
            value.major == MAJOR_NEGATIVE) {
            *algorithm = -1 - (int64_t)value.value;
        }
    }
    return true;
}

/* -------------------------------------------------------------------- authenticator data */

static bool take_key(Text *rest, AuthenticatorData *data)
{
    Text device = {0};
    Text length = {0};
    if (!take(rest, NAME_BYTES, &device) || !take(rest, LENGTH_BYTES, &length)) {
        return false;
    }
    const size_t bytes = (size_t)big_endian(length);
    return bytes > 0 && bytes <= PASSKEY_MOST_CREDENTIAL &&
           take(rest, bytes, &data->credential) && take_flat_map(rest, &data->algorithm);
}

static bool read_data(Text rest, AuthenticatorData *data)
{
    Text flags = {0};
    Text counter = {0};
    int64_t ignored = 0;
    if (!take(&rest, SITE_BYTES, &data->site) || !take(&rest, 1, &flags) ||
        !take(&rest, COUNTER_BYTES, &counter)) {
        return false;
    }
    data->flags = (unsigned char)flags.bytes[0];
    data->counter = (int64_t)big_endian(counter);
    if ((data->flags & PASSKEY_HAS_KEY) != 0 && !take_key(&rest, data)) {
        return false;
    }
    if ((data->flags & PASSKEY_HAS_EXTENSIONS) != 0 && !take_flat_map(&rest, &ignored)) {
        return false;
    }
    return rest.length == 0;
}

Outcome authenticator_data_read(Text bytes, AuthenticatorData *data, Problem *problem)
{
    AuthenticatorData found = {0};
    if (bytes.length > PASSKEY_MOST_DATA || !read_data(bytes, &found)) {
        return problem_set(problem, INVALID, TEXT("body"), "authenticatorData",
                           "the data of an authenticator is expected");
    }
    *data = found;
    return OK;
}

/* ----------------------------------------------------------------------------- attestation */

typedef struct Attestation {
    Text format;
    Text data;
    bool has_statement; /* an empty one, as "none" has */
} Attestation;

/* Each name once; no other. */
static bool take_member(Text *rest, Attestation *found)
{
    Item name = {0};
    Item value = {0};
    if (!take_item(rest, &name) || name.major != MAJOR_TEXT || !take_item(rest, &value)) {
        return false;
    }
    if (text_equal(name.bytes, TEXT("fmt"))) {
        const bool is_first = found->format.length == 0;
        found->format = value.bytes;
        return is_first && value.major == MAJOR_TEXT;
    }
    if (text_equal(name.bytes, TEXT("attStmt"))) {
        const bool is_first = !found->has_statement;
        found->has_statement = true;
        return is_first && value.major == MAJOR_MAP && value.value == 0;
    }
    const bool is_first = found->data.length == 0;
    found->data = value.bytes;
    return is_first && value.major == MAJOR_BYTES && text_equal(name.bytes, TEXT("authData"));
}

static bool read_attestation(Text rest, Attestation *found)
{
    enum { MEMBERS = 3 };
    size_t count = 0;
    if (!take_map(&rest, &count) || count != MEMBERS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_member(&rest, found)) {
            return false;
        }
    }
    return rest.length == 0 && text_equal(found->format, TEXT("none"));
}

Outcome attestation_read(Text bytes, Text *data, Problem *problem)
{
    Attestation found = {0};
    if (bytes.length > PASSKEY_MOST_DATA || !read_attestation(bytes, &found)) {
        return problem_set(problem, INVALID, TEXT("body"), "attestationObject",
                           "an attestation of the format “none” is expected");
    }
    *data = found.data;
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/zip.h"

enum {
    END_LENGTH = 22,
    COMMENT_MOST = 65535,
    ENTRY_LENGTH = 46,
    LOCAL_LENGTH = 30,
    STORED = 0,
};

static uint32_t number_at(Text bytes, size_t at, size_t length)
{
    uint32_t number = 0;
    for (size_t i = length; i > 0; i--) {
        number = number << 8 | (unsigned char)bytes.bytes[at + i - 1];
    }
    return number;
}

/* The record that ends it: the last one whose comment ends where the content ends. */
static bool find_end(Text content, size_t *end)
{
    const size_t longest = END_LENGTH + COMMENT_MOST;
    const size_t least = content.length > longest ? content.length - longest : 0;
    if (content.length < END_LENGTH) {
        return false;
    }
    for (size_t at = content.length - END_LENGTH + 1; at > least; at--) {
        const size_t start = at - 1;
        if (text_starts_with(text_slice(content, start, content.length), TEXT("PK\x05\x06")) &&
            start + END_LENGTH + number_at(content, start + 20, 2) == content.length) {
            *end = start;
            return true;
        }
    }
    return false;
}

/* Cuts one member off the list. */
static bool take_member(Text *rest, Text *name)
{
    if (rest->length < ENTRY_LENGTH || !text_starts_with(*rest, TEXT("PK\x01\x02"))) {
        return false;
    }
    const size_t name_length = number_at(*rest, 28, 2);
    const size_t length =
        ENTRY_LENGTH + name_length + number_at(*rest, 30, 2) + number_at(*rest, 32, 2);
    if (length > rest->length) {
        return false;
    }
    *name = text_slice(*rest, ENTRY_LENGTH, ENTRY_LENGTH + name_length);
    *rest = text_slice(*rest, length, rest->length);
    return true;
}

Zip zip_open(Text content)
{
    const Zip none = {.list = TEXT("")};
    size_t end = 0;
    if (!text_starts_with(content, TEXT("PK\x03\x04")) || !find_end(content, &end)) {
        return none;
    }
    const size_t count = number_at(content, end + 10, 2);
    const size_t length = number_at(content, end + 12, 4);
    const size_t start = number_at(content, end + 16, 4);
    if (count > ZIP_MEMBERS_MOST || length > end || start != end - length ||
        number_at(content, end + 4, 4) != 0 || number_at(content, end + 8, 2) != count) {
        return none;
    }
    const Zip zip = {text_slice(content, start, end), count};
    Text rest = zip.list;
    for (size_t i = 0; i < count; i++) {
        Text name = {0};
        if (!take_member(&rest, &name)) {
            return none;
        }
    }
    return rest.length == 0 ? zip : none;
}

bool zip_has(const Zip *zip, Text name)
{
    Text rest = zip->list;
    Text member = {0};
    while (take_member(&rest, &member)) {
        if (text_equal(member, name)) {
            return true;
        }
    }
    return false;
}

bool zip_has_some(const Zip *zip, Text start, Text end)
{
    Text rest = zip->list;
    Text member = {0};
    while (take_member(&rest, &member)) {
        if (text_starts_with(member, start) && text_ends_with(member, end)) {
            return true;
        }
    }
    return false;
}

Text zip_first_stored(Text content, Text name)
{
    if (content.length < LOCAL_LENGTH || !text_starts_with(content, TEXT("PK\x03\x04")) ||
        number_at(content, 8, 2) != STORED) {
        return TEXT("");
    }
    const size_t name_end = LOCAL_LENGTH + number_at(content, 26, 2);
    const size_t start = name_end + number_at(content, 28, 2);
    const size_t length = number_at(content, 18, 4);
    if (start > content.length || length > content.length - start ||
        !text_equal(text_slice(content, LOCAL_LENGTH, name_end), name)) {
        return TEXT("");
    }
    return text_slice(content, start, start + length);
}

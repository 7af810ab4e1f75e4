/* SPDX-License-Identifier: EUPL-1.2 */
#include "entitlements/ticket_code.h"

static const Text alphabet = TEXT_INIT("23456789ABCDEFGHJKMNPQRSTUVWXYZ");
enum { MODULUS = 31 };

/* The character that makes the sum of all nine, each times its place, nought modulo 31. */
static size_t check_of(const size_t values[TICKET_CODE_SECRET])
{
    size_t sum = 0;
    for (size_t i = 0; i < TICKET_CODE_SECRET; i++) {
        sum += (i + 1) * values[i];
    }
    for (size_t value = 0; value < MODULUS; value++) {
        if ((sum + TICKET_CODE_CHARACTERS * value) % MODULUS == 0) {
            return value;
        }
    }
    return 0; /* never: 9 has an inverse modulo 31 */
}

static Text format(Arena *arena, const size_t values[TICKET_CODE_CHARACTERS])
{
    char letters[TICKET_CODE_CHARACTERS];
    for (size_t i = 0; i < TICKET_CODE_CHARACTERS; i++) {
        letters[i] = alphabet.bytes[values[i]];
    }
    return text_format(arena, "%.3s-%.3s-%.3s", letters, letters + 3, letters + 6);
}

Text ticket_code_new(Arena *arena)
{
    size_t values[TICKET_CODE_CHARACTERS];
    for (size_t i = 0; i < TICKET_CODE_SECRET; i++) {
        values[i] = secret_below(MODULUS);
    }
    values[TICKET_CODE_SECRET] = check_of(values);
    return format(arena, values);
}

static bool separates(char byte)
{
    return byte == ' ' || byte == '-' || byte == '\t';
}

bool ticket_code_parse(Arena *arena, Text typed, Text *code)
{
    size_t values[TICKET_CODE_CHARACTERS];
    size_t count = 0;
    for (size_t i = 0; i < typed.length; i++) {
        if (separates(typed.bytes[i])) {
            continue;
        }
        const char byte = typed.bytes[i] >= 'a' && typed.bytes[i] <= 'z'
                              ? (char)(typed.bytes[i] - 'a' + 'A')
                              : typed.bytes[i];
        const size_t value = text_find_byte(alphabet, byte, 0);
        if (count == TICKET_CODE_CHARACTERS || value == alphabet.length) {
            return false;
        }
        values[count++] = value;
    }
    if (count < TICKET_CODE_CHARACTERS || values[TICKET_CODE_SECRET] != check_of(values)) {
        return false;
    }
    *code = format(arena, values);
    return true;
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "crypto/code.h"

static const Text alphabet = TEXT_INIT("23456789ABCDEFGHJKMNPQRSTUVWXYZ");

static Text code_of(Arena *arena, const char characters[CODE_CHARACTERS])
{
    return text_format(arena, "%.4s-%.4s", characters, characters + CODE_CHARACTERS / 2);
}

Text code_new(Arena *arena)
{
    char characters[CODE_CHARACTERS];
    for (size_t i = 0; i < CODE_CHARACTERS; i++) {
        characters[i] = alphabet.bytes[secret_below((uint32_t)alphabet.length)];
    }
    return code_of(arena, characters);
}

static bool separates(char byte)
{
    return byte == ' ' || byte == '-' || byte == '\t';
}

bool code_parse(Arena *arena, Text typed, Text *code)
{
    char characters[CODE_CHARACTERS];
    size_t count = 0;
    for (size_t i = 0; i < typed.length; i++) {
        char byte = typed.bytes[i];
        if (separates(byte)) {
            continue;
        }
        byte = byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
        if (count == CODE_CHARACTERS || text_find_byte(alphabet, byte, 0) == alphabet.length) {
            return false;
        }
        characters[count++] = byte;
    }
    if (count < CODE_CHARACTERS) {
        return false;
    }
    *code = code_of(arena, characters);
    return true;
}

Digest code_digest(Text code)
{
    return digest_of(TEXT("seuil code"), code);
}

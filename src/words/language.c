/* SPDX-License-Identifier: EUPL-1.2 */
#include "words/language.h"

static const Text codes[LANGUAGE_COUNT] = {
    [FRENCH] = TEXT_INIT("fr"),
    [DUTCH] = TEXT_INIT("nl"),
    [GERMAN] = TEXT_INIT("de"),
    [ENGLISH] = TEXT_INIT("en"),
};

bool language_parse(Text code, Language *language)
{
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        if (text_equal(code, codes[i])) {
            *language = (Language)i;
            return true;
        }
    }
    return false;
}

Text language_code(Language language)
{
    return codes[language];
}

Text language_own_name(Language language)
{
    static const Text names[LANGUAGE_COUNT] = {
        [FRENCH] = TEXT_INIT("Français"),
        [DUTCH] = TEXT_INIT("Nederlands"),
        [GERMAN] = TEXT_INIT("Deutsch"),
        [ENGLISH] = TEXT_INIT("English"),
    };
    return names[language];
}

bool language_code_is_valid(Text code)
{
    for (size_t i = 0; i < code.length; i++) {
        if (code.bytes[i] < 'a' || code.bytes[i] > 'z') {
            return false;
        }
    }
    return code.length == 2 || code.length == 3;
}

Text phrase_in(const Phrase *phrase, Language wanted, Language *shown)
{
    Language chosen = wanted;
    if (phrase->in[chosen].length == 0) {
        chosen = FRENCH;
    }
    for (int i = 0; i < LANGUAGE_COUNT && phrase->in[chosen].length == 0; i++) {
        chosen = (Language)i;
    }
    if (shown != NULL) {
        *shown = chosen;
    }
    return phrase->in[chosen];
}

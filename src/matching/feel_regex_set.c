/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the classes of characters of a regular expression: [a-z-[aeiou]], \d, \p{Lu}. */
#include <string.h>

#include "matching/feel_regex_compiler.h"

static void add_range(RegexCompiler *compiler, RegexClass *set, int32_t from, int32_t to)
{
    LIST_APPEND(compiler->arena, &set->ranges, (RegexRange){from, to});
}

static void add_category(RegexCompiler *compiler, RegexClass *set, const char *name,
                         bool negated)
{
    const RegexCategory category = {
        .name = {name[0], name[1]},
          .negated = negated
    };
    LIST_APPEND(compiler->arena, &set->categories, category);
}

static void add_spaces(RegexCompiler *compiler, RegexClass *set)
{
    add_range(compiler, set, '\t', '\n');
    add_range(compiler, set, '\r', '\r');
    add_range(compiler, set, ' ', ' ');
}

/* Everything but spaces. */
static void add_no_spaces(RegexCompiler *compiler, RegexClass *set)
{
    add_range(compiler, set, 0, '\t' - 1);
    add_range(compiler, set, '\n' + 1, '\r' - 1);
    add_range(compiler, set, '\r' + 1, ' ' - 1);
    add_range(compiler, set, ' ' + 1, 0x10FFFF);
}

static void add_word(RegexCompiler *compiler, RegexClass *set, bool negated)
{
    static const char *const not_words[] = {"P", "Z", "C"};
    static const char *const words[] = {"L", "M", "N", "S"};
    for (size_t i = 0; negated && i < LENGTH_OF(not_words); i++) {
        add_category(compiler, set, not_words[i], false);
    }
    for (size_t i = 0; !negated && i < LENGTH_OF(words); i++) {
        add_category(compiler, set, words[i], false);
    }
}

/* \i and \c: what begins and continues a name of XML. */
static void add_name(RegexCompiler *compiler, RegexClass *set, bool continues)
{
    add_category(compiler, set, "L", false);
    add_range(compiler, set, '_', '_');
    add_range(compiler, set, ':', ':');
    if (continues) {
        add_category(compiler, set, "N", false);
        add_category(compiler, set, "M", false);
        add_range(compiler, set, '-', '.');
        add_range(compiler, set, 0xB7, 0xB7);
    }
}

static const struct {
    const char *name;
    RegexRange range;
} BLOCKS[] = {
    {"BasicLatin",         {0, 0x7F}       },
    {"Latin-1Supplement",  {0x80, 0xFF}    },
    {"LatinExtended-A",    {0x100, 0x17F}  },
    {"LatinExtended-B",    {0x180, 0x24F}  },
    {"Greek",              {0x370, 0x3FF}  },
    {"Cyrillic",           {0x400, 0x4FF}  },
    {"Hebrew",             {0x590, 0x5FF}  },
    {"Arabic",             {0x600, 0x6FF}  },
    {"GeneralPunctuation", {0x2000, 0x206F}},
    {"CurrencySymbols",    {0x20A0, 0x20CF}},
};

static bool add_block(RegexCompiler *compiler, RegexClass *set, const char *name, bool negated)
{
    for (size_t i = 0; i < LENGTH_OF(BLOCKS); i++) {
        if (strcmp(BLOCKS[i].name, name) == 0) {
            if (negated) {
                LIST_APPEND(compiler->arena, &set->excluded, BLOCKS[i].range);
            } else {
                LIST_APPEND(compiler->arena, &set->ranges, BLOCKS[i].range);
            }
            return true;
        }
    }
    return false;
}

static bool is_category(const char *name)
{
    static const char known[] = "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po "
                                "Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn ";
    char padded[8];
    const size_t length = strlen(name);
    if (length == 0 || length > 2) {
        return false;
    }
    memcpy(padded, name, length);
    padded[length] = ' ';
    padded[length + 1] = '\0';
    return strstr(known, padded) != NULL;
}

/* After "\p": {Lu} or {IsBasicLatin}. */
static void add_property(RegexCompiler *compiler, RegexClass *set, bool negated)
{
    char name[40];
    size_t length = 0;
    if (!regex_accept(compiler, '{')) {
        regex_refuse(compiler, "expected { after \\p");
        return;
    }
    while (regex_peek(compiler) > 0 && regex_peek(compiler) < 0x80 &&
           regex_peek(compiler) != '}' && length + 1 < sizeof(name)) {
        name[length++] = (char)compiler->points[compiler->at++];
    }
    name[length] = '\0';
    const bool block = strncmp(name, "Is", 2) == 0;
    if (!regex_accept(compiler, '}') ||
        (block ? !add_block(compiler, set, name + 2, negated) : !is_category(name))) {
        regex_refuse(compiler, "\\p{..} names no category or block that is known");
    } else if (!block) {
        add_category(compiler, set, name, negated);
    }
}

/* The classes of one letter. False when the letter stands for a single character. */
bool regex_add_shorthand(RegexCompiler *compiler, RegexClass *set, int32_t letter)
{
    switch (letter) {
    case 'd':
    case 'D':
        add_category(compiler, set, "Nd", letter == 'D');
        return true;
    case 's':
        add_spaces(compiler, set);
        return true;
    case 'S':
        add_no_spaces(compiler, set);
        return true;
    case 'w':
    case 'W':
        add_word(compiler, set, letter == 'W');
        return true;
    case 'i':
    case 'c':
        add_name(compiler, set, letter == 'c');
        return true;
    case 'p':
    case 'P':
        add_property(compiler, set, letter == 'P');
        return true;
    default:
        return false;
    }
}

/* The character an escape stands for; -1 when there is no such escape. */
int32_t regex_escaped(int32_t letter)
{
    if (letter == 'n') {
        return '\n';
    }
    if (letter == 'r') {
        return '\r';
    }
    if (letter == 't') {
        return '\t';
    }
    const bool sign = letter > 0 && letter < 0x80 && strchr("\\|.-^?*+{}()[]$", letter) != NULL;
    return sign ? letter : -1;
}

/* One character of a class, or -1 after a shorthand was added. */
static int32_t class_character(RegexCompiler *compiler, RegexClass *set)
{
    const int32_t point = compiler->points[compiler->at++];
    if (point != '\\') {
        if (point == '[') {
            regex_refuse(compiler, "[ inside a class is written \\[");
        }
        return point;
    }
    if (compiler->at == compiler->count) {
        regex_refuse(compiler, "a backslash at the end");
        return -1;
    }
    const int32_t letter = compiler->points[compiler->at++];
    if (regex_add_shorthand(compiler, set, letter)) {
        return -1;
    }
    const int32_t character = regex_escaped(letter);
    if (character < 0) {
        regex_refuse(compiler, "an escape that is not known");
    }
    return character;
}

static bool subtracts(const RegexCompiler *compiler)
{
    return regex_peek(compiler) == '-' && compiler->at + 1 < compiler->count &&
           compiler->points[compiler->at + 1] == '[';
}

static void class_item(RegexCompiler *compiler, RegexClass *set)
{
    const int32_t from = class_character(compiler, set);
    const bool range = regex_peek(compiler) == '-' && compiler->at + 1 < compiler->count &&
                       compiler->points[compiler->at + 1] != ']' && !subtracts(compiler);
    if (!range || from < 0) {
        if (from >= 0) {
            add_range(compiler, set, from, from);
        }
        return;
    }
    compiler->at++;
    const int32_t to = class_character(compiler, set);
    if (to < from) {
        regex_refuse(compiler, "a range of characters that is not in order");
        return;
    }
    add_range(compiler, set, from, to);
}

/* After "[". */
RegexClass *regex_read_class(RegexCompiler *compiler)
{
    RegexClass *set = ARENA_NEW(compiler->arena, RegexClass);
    if (++compiler->depth > REGEX_MOST_DEPTH) {
        regex_refuse(compiler, "the regular expression is nested too deep");
    }
    set->negated = regex_accept(compiler, '^');
    if (regex_peek(compiler) == ']') {
        regex_refuse(compiler, "an empty class");
    }
    while (compiler->at < compiler->count && regex_peek(compiler) != ']') {
        if (subtracts(compiler)) {
            compiler->at += 2;
            set->minus = regex_read_class(compiler);
            break;
        }
        class_item(compiler, set);
    }
    if (!regex_accept(compiler, ']')) {
        regex_refuse(compiler, "a class without its ]");
    }
    compiler->depth--;
    return set;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Compiles a regular expression straight into steps. A repeated piece is compiled once for each
 * time it may occur, by reading its part of the pattern again.
 */
#include <string.h>
#include <utf8proc.h>

#include "matching/feel_regex_program.h"

enum { MOST_STEPS = 4000, MOST_DEPTH = 32, MOST_REPEATS = 1000 };

#define NO_LIMIT UINT32_MAX

typedef struct Compiler {
    Arena *arena;
    Regex *regex;
    const int32_t *points;
    size_t count;
    size_t at;
    size_t groups; /* seen so far */
    int depth;
    int64_t work; /* bounds reading again and again */
    const char *problem;
} Compiler;

static void compile_alternatives(Compiler *compiler);

static void refuse(Compiler *compiler, const char *problem)
{
    if (compiler->problem == NULL) {
        compiler->problem = problem;
    }
    compiler->at = compiler->count; /* nothing more is read */
}

static int32_t peek(const Compiler *compiler)
{
    return compiler->at < compiler->count ? compiler->points[compiler->at] : -1;
}

static bool accept(Compiler *compiler, int32_t point)
{
    if (peek(compiler) != point) {
        return false;
    }
    compiler->at++;
    return true;
}

static uint32_t emit(Compiler *compiler, RegexStep step)
{
    if (compiler->regex->steps.count >= MOST_STEPS || --compiler->work < 0) {
        refuse(compiler, "the regular expression is too large");
        return 0;
    }
    LIST_APPEND(compiler->arena, &compiler->regex->steps, step);
    return (uint32_t)compiler->regex->steps.count - 1;
}

static uint32_t here(const Compiler *compiler)
{
    return (uint32_t)compiler->regex->steps.count;
}

/* ------------------------------------------------------------------------------ classes */

static void add_range(Compiler *compiler, RegexClass *set, int32_t from, int32_t to)
{
    LIST_APPEND(compiler->arena, &set->ranges, (RegexRange){from, to});
}

static void add_category(Compiler *compiler, RegexClass *set, const char *name, bool negated)
{
    const RegexCategory category = {
        .name = {name[0], name[1]},
          .negated = negated
    };
    LIST_APPEND(compiler->arena, &set->categories, category);
}

static void add_spaces(Compiler *compiler, RegexClass *set)
{
    add_range(compiler, set, '\t', '\n');
    add_range(compiler, set, '\r', '\r');
    add_range(compiler, set, ' ', ' ');
}

/* Everything but spaces. */
static void add_no_spaces(Compiler *compiler, RegexClass *set)
{
    add_range(compiler, set, 0, '\t' - 1);
    add_range(compiler, set, '\n' + 1, '\r' - 1);
    add_range(compiler, set, '\r' + 1, ' ' - 1);
    add_range(compiler, set, ' ' + 1, 0x10FFFF);
}

static void add_word(Compiler *compiler, RegexClass *set, bool negated)
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
static void add_name(Compiler *compiler, RegexClass *set, bool continues)
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

static bool add_block(Compiler *compiler, RegexClass *set, const char *name, bool negated)
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
static void add_property(Compiler *compiler, RegexClass *set, bool negated)
{
    char name[40];
    size_t length = 0;
    if (!accept(compiler, '{')) {
        refuse(compiler, "expected { after \\p");
        return;
    }
    while (peek(compiler) > 0 && peek(compiler) < 0x80 && peek(compiler) != '}' &&
           length + 1 < sizeof(name)) {
        name[length++] = (char)compiler->points[compiler->at++];
    }
    name[length] = '\0';
    const bool block = strncmp(name, "Is", 2) == 0;
    if (!accept(compiler, '}') ||
        (block ? !add_block(compiler, set, name + 2, negated) : !is_category(name))) {
        refuse(compiler, "\\p{..} names no category or block that is known");
    } else if (!block) {
        add_category(compiler, set, name, negated);
    }
}

/* The classes of one letter. False when the letter stands for a single character. */
static bool add_shorthand(Compiler *compiler, RegexClass *set, int32_t letter)
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
static int32_t escaped_character(int32_t letter)
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
static int32_t class_character(Compiler *compiler, RegexClass *set)
{
    const int32_t point = compiler->points[compiler->at++];
    if (point != '\\') {
        if (point == '[') {
            refuse(compiler, "[ inside a class is written \\[");
        }
        return point;
    }
    if (compiler->at == compiler->count) {
        refuse(compiler, "a backslash at the end");
        return -1;
    }
    const int32_t letter = compiler->points[compiler->at++];
    if (add_shorthand(compiler, set, letter)) {
        return -1;
    }
    const int32_t character = escaped_character(letter);
    if (character < 0) {
        refuse(compiler, "an escape that is not known");
    }
    return character;
}

static bool subtracts(const Compiler *compiler)
{
    return peek(compiler) == '-' && compiler->at + 1 < compiler->count &&
           compiler->points[compiler->at + 1] == '[';
}

static RegexClass *compile_class(Compiler *compiler);

static void class_item(Compiler *compiler, RegexClass *set)
{
    const int32_t from = class_character(compiler, set);
    const bool range = peek(compiler) == '-' && compiler->at + 1 < compiler->count &&
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
        refuse(compiler, "a range of characters that is not in order");
        return;
    }
    add_range(compiler, set, from, to);
}

/* After "[". */
static RegexClass *compile_class(Compiler *compiler)
{
    RegexClass *set = ARENA_NEW(compiler->arena, RegexClass);
    if (++compiler->depth > MOST_DEPTH) {
        refuse(compiler, "the regular expression is nested too deep");
    }
    set->negated = accept(compiler, '^');
    if (peek(compiler) == ']') {
        refuse(compiler, "an empty class");
    }
    while (compiler->at < compiler->count && peek(compiler) != ']') {
        if (subtracts(compiler)) {
            compiler->at += 2;
            set->minus = compile_class(compiler);
            break;
        }
        class_item(compiler, set);
    }
    if (!accept(compiler, ']')) {
        refuse(compiler, "a class without its ]");
    }
    compiler->depth--;
    return set;
}

/* ------------------------------------------------------------------------------- pieces */

static void compile_escape(Compiler *compiler)
{
    if (compiler->at == compiler->count) {
        refuse(compiler, "a backslash at the end");
        return;
    }
    const int32_t letter = compiler->points[compiler->at++];
    RegexClass *set = ARENA_NEW(compiler->arena, RegexClass);
    if (add_shorthand(compiler, set, letter)) {
        (void)emit(compiler, (RegexStep){.operation = REGEX_CLASS, .set = set});
        return;
    }
    if (letter >= '1' && letter <= '9') {
        refuse(compiler, "back-references (\\1) are not supported");
        return;
    }
    const int32_t character = escaped_character(letter);
    if (character < 0) {
        refuse(compiler, "an escape that is not known");
        return;
    }
    (void)emit(compiler, (RegexStep){.operation = REGEX_CHARACTER, .point = character});
}

/* After "(". */
static void compile_group(Compiler *compiler)
{
    const bool plain = peek(compiler) == '?' && compiler->at + 1 < compiler->count &&
                       compiler->points[compiler->at + 1] == ':';
    if (plain) {
        compiler->at += 2;
    }
    const size_t group = plain ? REGEX_GROUPS : ++compiler->groups;
    if (group < REGEX_GROUPS) {
        (void)emit(compiler,
                   (RegexStep){.operation = REGEX_SAVE, .first = (uint32_t)group * 2});
    }
    compile_alternatives(compiler);
    if (group < REGEX_GROUPS) {
        (void)emit(compiler,
                   (RegexStep){.operation = REGEX_SAVE, .first = (uint32_t)group * 2 + 1});
    }
    if (!accept(compiler, ')')) {
        refuse(compiler, "a group without its )");
    }
}

static void compile_atom(Compiler *compiler)
{
    const int32_t point = compiler->points[compiler->at++];
    if (point == '(') {
        compile_group(compiler);
    } else if (point == '[') {
        RegexStep step = {.operation = REGEX_CLASS};
        step.set = compile_class(compiler);
        (void)emit(compiler, step);
    } else if (point == '\\') {
        compile_escape(compiler);
    } else if (point == '.') {
        (void)emit(compiler, (RegexStep){.operation = REGEX_ANY});
    } else if (point == '^') {
        (void)emit(compiler, (RegexStep){.operation = REGEX_START});
    } else if (point == '$') {
        (void)emit(compiler, (RegexStep){.operation = REGEX_END});
    } else if (point < 0x80 && strchr("?*+{}]", point) != NULL) {
        refuse(compiler, "a sign that must be written with a backslash");
    } else {
        (void)emit(compiler, (RegexStep){.operation = REGEX_CHARACTER, .point = point});
    }
}

typedef struct Quantity {
    uint32_t least;
    uint32_t most; /* NO_LIMIT */
    bool reluctant;
} Quantity;

static bool read_count(Compiler *compiler, uint32_t *value)
{
    const size_t start = compiler->at;
    uint32_t result = 0;
    while (peek(compiler) >= '0' && peek(compiler) <= '9' && result <= MOST_REPEATS) {
        result = result * 10 + (uint32_t)(compiler->points[compiler->at++] - '0');
    }
    *value = result;
    return compiler->at > start && result <= MOST_REPEATS;
}

/* After "{": n}, n,} or n,m}. */
static void read_counts(Compiler *compiler, Quantity *quantity)
{
    bool valid = read_count(compiler, &quantity->least);
    quantity->most = quantity->least;
    if (valid && accept(compiler, ',')) {
        quantity->most = NO_LIMIT;
        valid = peek(compiler) == '}' || read_count(compiler, &quantity->most);
    }
    if (!valid || !accept(compiler, '}') || quantity->most < quantity->least) {
        refuse(compiler, "expected {n}, {n,} or {n,m} with at most 1000");
    }
}

static Quantity read_quantity(Compiler *compiler)
{
    Quantity quantity = {1, 1, false};
    if (accept(compiler, '?')) {
        quantity = (Quantity){0, 1, false};
    } else if (accept(compiler, '*')) {
        quantity = (Quantity){0, NO_LIMIT, false};
    } else if (accept(compiler, '+')) {
        quantity = (Quantity){1, NO_LIMIT, false};
    } else if (accept(compiler, '{')) {
        read_counts(compiler, &quantity);
    } else {
        return quantity;
    }
    quantity.reluctant = accept(compiler, '?');
    return quantity;
}

/* Reads the atom at `start` again, as another copy. */
static void repeat_atom(Compiler *compiler, size_t start, size_t groups)
{
    compiler->at = start;
    compiler->groups = groups;
    compile_atom(compiler);
}

/* A split that skips or takes what follows; its other way out is set later. */
static uint32_t emit_choice(Compiler *compiler)
{
    return emit(compiler, (RegexStep){.operation = REGEX_SPLIT});
}

static void set_choice(Compiler *compiler, uint32_t split, uint32_t take, uint32_t leave,
                       bool reluctant)
{
    if (compiler->problem != NULL) {
        return;
    }
    RegexStep *step = &compiler->regex->steps.items[split];
    step->first = reluctant ? leave : take;
    step->second = reluctant ? take : leave;
}

static void compile_piece(Compiler *compiler)
{
    const size_t start = compiler->at;
    const size_t groups = compiler->groups;
    const size_t first_step = compiler->regex->steps.count;
    compile_atom(compiler);
    if (compiler->problem != NULL) {
        return;
    }
    const Quantity quantity = read_quantity(compiler);
    const size_t end = compiler->at;
    if (quantity.least == 1 && quantity.most == 1) {
        return;
    }
    compiler->regex->steps.count = first_step;
    for (uint32_t i = 0; i < quantity.least && compiler->problem == NULL; i++) {
        repeat_atom(compiler, start, groups);
    }
    if (quantity.most == NO_LIMIT && compiler->problem == NULL) {
        const uint32_t loop = emit_choice(compiler);
        repeat_atom(compiler, start, groups);
        (void)emit(compiler, (RegexStep){.operation = REGEX_JUMP, .first = loop});
        set_choice(compiler, loop, loop + 1, here(compiler), quantity.reluctant);
    }
    for (uint32_t i = quantity.least;
         quantity.most != NO_LIMIT && i < quantity.most && compiler->problem == NULL; i++) {
        const uint32_t choice = emit_choice(compiler);
        repeat_atom(compiler, start, groups);
        set_choice(compiler, choice, choice + 1, here(compiler), quantity.reluctant);
    }
    if (compiler->problem == NULL) {
        compiler->at = end;
    }
}

static void compile_branch(Compiler *compiler)
{
    while (compiler->at < compiler->count && peek(compiler) != '|' && peek(compiler) != ')') {
        compile_piece(compiler);
    }
}

/* Whether another alternative follows in this group, found by reading ahead without emitting.
 */
static bool has_alternative(const Compiler *compiler)
{
    int depth = 0;
    bool in_class = false;
    for (size_t i = compiler->at; i < compiler->count; i++) {
        const int32_t point = compiler->points[i];
        if (point == '\\') {
            i++;
        } else if (point == '[' || point == ']') {
            in_class = point == '[' ||
                       (in_class && i + 1 < compiler->count && compiler->points[i + 1] == ']');
        } else if (!in_class && point == '(') {
            depth++;
        } else if (!in_class && point == ')' && depth-- == 0) {
            return false;
        } else if (!in_class && point == '|' && depth == 0) {
            return true;
        }
    }
    return false;
}

static void compile_alternatives(Compiler *compiler)
{
    if (++compiler->depth > MOST_DEPTH) {
        refuse(compiler, "the regular expression is nested too deep");
        return;
    }
    LIST_OF(uint32_t) ends = {0};
    while (compiler->problem == NULL && has_alternative(compiler)) {
        const uint32_t choice = emit_choice(compiler);
        compile_branch(compiler);
        LIST_APPEND(compiler->arena, &ends,
                    emit(compiler, (RegexStep){.operation = REGEX_JUMP}));
        set_choice(compiler, choice, choice + 1, here(compiler), false);
        (void)accept(compiler, '|');
    }
    compile_branch(compiler);
    for (size_t i = 0; compiler->problem == NULL && i < ends.count; i++) {
        compiler->regex->steps.items[ends.items[i]].first = here(compiler);
    }
    compiler->depth--;
}

/* -------------------------------------------------------------------------------- whole */

/* Flag x: the pattern without white space, save inside classes. */
static RegexText without_spaces(Arena *arena, RegexText pattern)
{
    int32_t *points = ARENA_ARRAY(arena, int32_t, pattern.count);
    size_t count = 0;
    int depth = 0;
    for (size_t i = 0; i < pattern.count; i++) {
        const int32_t point = pattern.points[i];
        const bool space = point == ' ' || point == '\t' || point == '\n' || point == '\r';
        if (space && depth == 0) {
            continue;
        }
        points[count++] = point;
        if (point == '\\' && i + 1 < pattern.count) {
            points[count++] = pattern.points[++i];
        } else if (point == '[' || (point == ']' && depth > 0)) {
            depth += point == '[' ? 1 : -1;
        }
    }
    return (RegexText){points, count};
}

static bool read_flags(Text flags, Regex *regex, bool *literal, bool *spaced)
{
    for (size_t i = 0; i < flags.length; i++) {
        switch (flags.bytes[i]) {
        case 's':
            regex->dot_all = true;
            break;
        case 'm':
            regex->lines = true;
            break;
        case 'i':
            regex->any_case = true;
            break;
        case 'x':
            *spaced = true;
            break;
        case 'q':
            *literal = true;
            break;
        default:
            return false;
        }
    }
    return true;
}

bool regex_compile(Arena *arena, Text pattern, Text flags, const Regex **regex,
                   const char **reason)
{
    Regex *compiled = ARENA_NEW(arena, Regex);
    bool literal = false;
    bool spaced = false;
    if (!read_flags(flags, compiled, &literal, &spaced)) {
        *reason = "the flags of a regular expression are s, m, i, x and q";
        return false;
    }
    RegexText points = regex_text(arena, pattern);
    if (spaced && !literal) {
        points = without_spaces(arena, points);
    }
    Compiler compiler = {.arena = arena,
                         .regex = compiled,
                         .points = points.points,
                         .count = points.count,
                         .work = 20L * MOST_STEPS};
    (void)emit(&compiler, (RegexStep){.operation = REGEX_SAVE, .first = 0});
    for (size_t i = 0; literal && i < points.count; i++) {
        (void)emit(&compiler,
                   (RegexStep){.operation = REGEX_CHARACTER, .point = points.points[i]});
    }
    if (!literal) {
        compile_alternatives(&compiler);
        if (compiler.at < compiler.count) {
            refuse(&compiler, "a ) without its (");
        }
    }
    (void)emit(&compiler, (RegexStep){.operation = REGEX_SAVE, .first = 1});
    (void)emit(&compiler, (RegexStep){.operation = REGEX_MATCH});
    compiled->groups = compiler.groups;
    if (compiler.problem != NULL) {
        *reason = compiler.problem;
        return false;
    }
    *regex = compiled;
    return true;
}

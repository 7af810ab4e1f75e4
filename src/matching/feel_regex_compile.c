/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Compiles a regular expression straight into steps. A repeated piece is compiled once for each
 * time it may occur, by reading its part of the pattern again.
 */
#include <string.h>
#include <utf8proc.h>

#include "matching/feel_regex_compiler.h"

enum { MOST_STEPS = 4000, MOST_REPEATS = 1000 };

#define NO_LIMIT UINT32_MAX

static void compile_alternatives(RegexCompiler *compiler);

void regex_refuse(RegexCompiler *compiler, const char *problem)
{
    if (compiler->problem == NULL) {
        compiler->problem = problem;
    }
    compiler->at = compiler->count; /* nothing more is read */
}

int32_t regex_peek(const RegexCompiler *compiler)
{
    return compiler->at < compiler->count ? compiler->points[compiler->at] : -1;
}

bool regex_accept(RegexCompiler *compiler, int32_t point)
{
    if (regex_peek(compiler) != point) {
        return false;
    }
    compiler->at++;
    return true;
}

static uint32_t emit(RegexCompiler *compiler, RegexStep step)
{
    if (compiler->regex->steps.count >= MOST_STEPS || --compiler->work < 0) {
        regex_refuse(compiler, "the regular expression is too large");
        return 0;
    }
    LIST_APPEND(compiler->arena, &compiler->regex->steps, step);
    return (uint32_t)compiler->regex->steps.count - 1;
}

static uint32_t here(const RegexCompiler *compiler)
{
    return (uint32_t)compiler->regex->steps.count;
}

/* ------------------------------------------------------------------------------- pieces */

static void compile_escape(RegexCompiler *compiler)
{
    if (compiler->at == compiler->count) {
        regex_refuse(compiler, "a backslash at the end");
        return;
    }
    const int32_t letter = compiler->points[compiler->at++];
    RegexClass *set = ARENA_NEW(compiler->arena, RegexClass);
    if (regex_add_shorthand(compiler, set, letter)) {
        (void)emit(compiler, (RegexStep){.operation = REGEX_CLASS, .set = set});
        return;
    }
    if (letter >= '1' && letter <= '9') {
        regex_refuse(compiler, "back-references (\\1) are not supported");
        return;
    }
    const int32_t character = regex_escaped(letter);
    if (character < 0) {
        regex_refuse(compiler, "an escape that is not known");
        return;
    }
    (void)emit(compiler, (RegexStep){.operation = REGEX_CHARACTER, .point = character});
}

/* After "(". */
static void compile_group(RegexCompiler *compiler)
{
    const bool plain = regex_peek(compiler) == '?' && compiler->at + 1 < compiler->count &&
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
    if (!regex_accept(compiler, ')')) {
        regex_refuse(compiler, "a group without its )");
    }
}

static void compile_atom(RegexCompiler *compiler)
{
    const int32_t point = compiler->points[compiler->at++];
    if (point == '(') {
        compile_group(compiler);
    } else if (point == '[') {
        RegexStep step = {.operation = REGEX_CLASS};
        step.set = regex_read_class(compiler);
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
        regex_refuse(compiler, "a sign that must be written with a backslash");
    } else {
        (void)emit(compiler, (RegexStep){.operation = REGEX_CHARACTER, .point = point});
    }
}

typedef struct Quantity {
    uint32_t least;
    uint32_t most; /* NO_LIMIT */
    bool reluctant;
} Quantity;

static bool read_count(RegexCompiler *compiler, uint32_t *value)
{
    const size_t start = compiler->at;
    uint32_t result = 0;
    while (regex_peek(compiler) >= '0' && regex_peek(compiler) <= '9' &&
           result <= MOST_REPEATS) {
        result = result * 10 + (uint32_t)(compiler->points[compiler->at++] - '0');
    }
    *value = result;
    return compiler->at > start && result <= MOST_REPEATS;
}

/* After "{": n}, n,} or n,m}. */
static void read_counts(RegexCompiler *compiler, Quantity *quantity)
{
    bool valid = read_count(compiler, &quantity->least);
    quantity->most = quantity->least;
    if (valid && regex_accept(compiler, ',')) {
        quantity->most = NO_LIMIT;
        valid = regex_peek(compiler) == '}' || read_count(compiler, &quantity->most);
    }
    if (!valid || !regex_accept(compiler, '}') || quantity->most < quantity->least) {
        regex_refuse(compiler, "expected {n}, {n,} or {n,m} with at most 1000");
    }
}

static Quantity read_quantity(RegexCompiler *compiler)
{
    Quantity quantity = {1, 1, false};
    if (regex_accept(compiler, '?')) {
        quantity = (Quantity){0, 1, false};
    } else if (regex_accept(compiler, '*')) {
        quantity = (Quantity){0, NO_LIMIT, false};
    } else if (regex_accept(compiler, '+')) {
        quantity = (Quantity){1, NO_LIMIT, false};
    } else if (regex_accept(compiler, '{')) {
        read_counts(compiler, &quantity);
    } else {
        return quantity;
    }
    quantity.reluctant = regex_accept(compiler, '?');
    return quantity;
}

/* Reads the atom at `start` again, as another copy. */
static void repeat_atom(RegexCompiler *compiler, size_t start, size_t groups)
{
    compiler->at = start;
    compiler->groups = groups;
    compile_atom(compiler);
}

/* A split that skips or takes what follows; its other way out is set later. */
static uint32_t emit_choice(RegexCompiler *compiler)
{
    return emit(compiler, (RegexStep){.operation = REGEX_SPLIT});
}

static void set_choice(RegexCompiler *compiler, uint32_t split, uint32_t take, uint32_t leave,
                       bool reluctant)
{
    if (compiler->problem != NULL) {
        return;
    }
    RegexStep *step = &compiler->regex->steps.items[split];
    step->first = reluctant ? leave : take;
    step->second = reluctant ? take : leave;
}

static void compile_piece(RegexCompiler *compiler)
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

static void compile_branch(RegexCompiler *compiler)
{
    while (compiler->at < compiler->count && regex_peek(compiler) != '|' &&
           regex_peek(compiler) != ')') {
        compile_piece(compiler);
    }
}

/* Whether another alternative follows in this group, found by reading ahead without emitting.
 */
static bool has_alternative(const RegexCompiler *compiler)
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

static void compile_alternatives(RegexCompiler *compiler)
{
    if (++compiler->depth > REGEX_MOST_DEPTH) {
        regex_refuse(compiler, "the regular expression is nested too deep");
        return;
    }
    LIST_OF(uint32_t) ends = {0};
    while (compiler->problem == NULL && has_alternative(compiler)) {
        const uint32_t choice = emit_choice(compiler);
        compile_branch(compiler);
        LIST_APPEND(compiler->arena, &ends,
                    emit(compiler, (RegexStep){.operation = REGEX_JUMP}));
        set_choice(compiler, choice, choice + 1, here(compiler), false);
        (void)regex_accept(compiler, '|');
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
    RegexCompiler compiler = {.arena = arena,
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
            regex_refuse(&compiler, "a ) without its (");
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

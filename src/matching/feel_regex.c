/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The matcher: all threads of the program move over the text together, one character at a time,
 * in order of preference (after Pike). A thread that reaches an instruction another one already
 * stands on is dropped, which is what keeps the time linear.
 */
#include "matching/feel_regex.h"

#include <utf8proc.h>

#include "matching/feel_regex_program.h"

typedef struct Thread {
    uint32_t step;
    size_t slots[REGEX_GROUPS * 2];
} Thread;

typedef struct Threads {
    Thread *items;
    size_t count;
    size_t *seen; /* by step: the position (plus one) at which it was added */
} Threads;

typedef struct Matcher {
    const Regex *regex;
    const RegexText *text;
    Threads now;
    Threads next;
    int64_t *work;
} Matcher;

size_t regex_group_count(const Regex *regex)
{
    return regex->groups;
}

RegexText regex_text(Arena *arena, Text text)
{
    int32_t *points = ARENA_ARRAY(arena, int32_t, text.length);
    size_t count = 0;
    size_t at = 0;
    while (at < text.length) {
        const utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                             (utf8proc_ssize_t)(text.length - at), &points[count]);
        at += length > 0 ? (size_t)length : 1;
        count++;
    }
    return (RegexText){points, count};
}

Text regex_text_part(Arena *arena, const RegexText *text, RegexSpan span)
{
    char *bytes = arena_allocate(arena, (span.to - span.from) * 4);
    size_t length = 0;
    for (size_t i = span.from; i < span.to; i++) {
        length +=
            (size_t)utf8proc_encode_char(text->points[i], (utf8proc_uint8_t *)bytes + length);
    }
    return (Text){bytes, length};
}

static bool at_start(const Matcher *matcher, size_t at)
{
    if (at == 0) {
        return true;
    }
    return matcher->regex->lines && matcher->text->points[at - 1] == '\n' &&
           at < matcher->text->count;
}

static bool at_end(const Matcher *matcher, size_t at)
{
    return at == matcher->text->count ||
           (matcher->regex->lines && matcher->text->points[at] == '\n');
}

/* Adds a thread and all it reaches without reading a character, best first. */
static void add_thread(Matcher *matcher, Threads *threads, Thread thread, size_t at)
{
    for (;;) {
        if (threads->seen[thread.step] == at + 1 || --*matcher->work < 0) {
            return;
        }
        threads->seen[thread.step] = at + 1;
        const RegexStep *step = &matcher->regex->steps.items[thread.step];
        if (step->operation == REGEX_JUMP) {
            thread.step = step->first;
        } else if (step->operation == REGEX_SPLIT) {
            Thread preferred = thread;
            preferred.step = step->first;
            add_thread(matcher, threads, preferred, at);
            thread.step = step->second;
        } else if (step->operation == REGEX_SAVE) {
            thread.slots[step->first] = at;
            thread.step++;
        } else if ((step->operation == REGEX_START && at_start(matcher, at)) ||
                   (step->operation == REGEX_END && at_end(matcher, at))) {
            thread.step++;
        } else if (step->operation != REGEX_START && step->operation != REGEX_END) {
            threads->items[threads->count++] = thread;
            return;
        } else {
            return;
        }
    }
}

static bool same_character(int32_t a, int32_t b, bool any_case)
{
    return a == b || (any_case && (utf8proc_tolower(a) == utf8proc_tolower(b) ||
                                   utf8proc_toupper(a) == utf8proc_toupper(b)));
}

static bool step_takes(const Regex *regex, const RegexStep *step, int32_t point)
{
    switch (step->operation) {
    case REGEX_CHARACTER:
        return same_character(step->point, point, regex->any_case);
    case REGEX_ANY:
        return regex->dot_all || (point != '\n' && point != '\r');
    case REGEX_CLASS:
        return regex_class_holds(step->set, point, regex->any_case);
    case REGEX_SPLIT:
    case REGEX_JUMP:
    case REGEX_SAVE:
    case REGEX_START:
    case REGEX_END:
    case REGEX_MATCH:
        break;
    }
    return false;
}

/* Moves every thread over the character at `at`. A match cuts off the threads after it. */
static bool advance(Matcher *matcher, size_t at, Thread *best)
{
    bool matched = false;
    matcher->next.count = 0;
    for (size_t i = 0; i < matcher->now.count && !matched; i++) {
        Thread thread = matcher->now.items[i];
        const RegexStep *step = &matcher->regex->steps.items[thread.step];
        if (step->operation == REGEX_MATCH) {
            *best = thread;
            matched = true;
        } else if (at < matcher->text->count &&
                   step_takes(matcher->regex, step, matcher->text->points[at])) {
            thread.step++;
            add_thread(matcher, &matcher->next, thread, at + 1);
        }
    }
    const Threads swap = matcher->now;
    matcher->now = matcher->next;
    matcher->next = swap;
    return matched;
}

static Thread first_thread(void)
{
    Thread thread = {.step = 0};
    for (size_t i = 0; i < REGEX_GROUPS * 2; i++) {
        thread.slots[i] = SIZE_MAX;
    }
    return thread;
}

static Threads threads_new(Arena *arena, size_t steps)
{
    return (Threads){.items = ARENA_ARRAY(arena, Thread, steps + 1),
                     .seen = ARENA_ARRAY(arena, size_t, steps)};
}

RegexFound regex_find(Arena *arena, const Regex *regex, const RegexText *text, size_t from,
                      int64_t *work, RegexMatch *match)
{
    const ArenaMark mark = arena_mark(arena);
    Matcher matcher = {.regex = regex,
                       .text = text,
                       .now = threads_new(arena, regex->steps.count),
                       .next = threads_new(arena, regex->steps.count),
                       .work = work};
    Thread best;
    bool found = false;
    for (size_t at = from; at <= text->count && *work >= 0; at++) {
        if (!found) {
            add_thread(&matcher, &matcher.now, first_thread(), at);
        }
        if (matcher.now.count == 0 && found) {
            break;
        }
        *work -= (int64_t)matcher.now.count + 1;
        found = advance(&matcher, at, &best) || found;
    }
    for (size_t i = 0; found && i < REGEX_GROUPS; i++) {
        match->groups[i] = (RegexSpan){best.slots[i * 2], best.slots[i * 2 + 1]};
    }
    arena_rewind(arena, mark);
    if (*work < 0) {
        return REGEX_TOO_LONG;
    }
    return found ? REGEX_FOUND : REGEX_NONE;
}

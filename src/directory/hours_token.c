/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens of an OSM opening_hours value. */
#include "directory/hours_parser.h"

#include <string.h>

enum { DIGITS_MOST = 6 };

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static Outcome refuse_at(const Parser *parser, size_t at, const char *reason)
{
    const Text where = text_format(parser->arena, "column %zu", at + 1);
    return problem_set(parser->problem, INVALID, where, "hours", "%s in “%.*s”", reason,
                       TEXT_ARG(parser->value));
}

Outcome refuse(const Parser *parser, const char *reason)
{
    return refuse_at(parser, token(parser, 0)->at, reason);
}

/* ------------------------------------------------------------------------------ reading */

static Outcome read_comment(Parser *parser, size_t *at)
{
    const size_t end = text_find_byte(parser->value, '"', *at + 1);
    if (end == parser->value.length) {
        return refuse_at(parser, *at, "a comment without its closing quotation mark");
    }
    const Token read = {.kind = TOKEN_COMMENT,
                        .at = *at,
                        .end = end + 1,
                        .content = text_slice(parser->value, *at + 1, end)};
    LIST_APPEND(parser->arena, &parser->tokens, read);
    *at = end + 1;
    return OK;
}

static Outcome read_number(Parser *parser, size_t *at)
{
    Token read = {.kind = TOKEN_NUMBER, .at = *at};
    while (*at < parser->value.length && is_digit(parser->value.bytes[*at])) {
        if (++read.digits > DIGITS_MOST) {
            return refuse_at(parser, read.at, "a number that is too long");
        }
        read.value = read.value * 10 + (parser->value.bytes[*at] - '0');
        (*at)++;
    }
    read.end = *at;
    LIST_APPEND(parser->arena, &parser->tokens, read);
    return OK;
}

static Outcome read_mark(Parser *parser, size_t *at)
{
    const char byte = parser->value.bytes[*at];
    const bool bars =
        text_starts_with(text_slice(parser->value, *at, parser->value.length), TEXT("||"));
    if (!bars && (byte == '\0' || strchr(":.;/()[]+", byte) == NULL)) {
        return refuse_at(parser, *at, "a word or sign that is not understood");
    }
    const size_t length = bars ? 2 : 1;
    const Token read = {
        .kind = TOKEN_MARK, .mark = bars ? '|' : byte, .at = *at, .end = *at + length};
    LIST_APPEND(parser->arena, &parser->tokens, read);
    *at += length;
    return OK;
}

/* The bytes of white space at `at`: ASCII, the no-break spaces and the ideographic one. */
static size_t space_length(Text rest)
{
    if (rest.bytes[0] == ' ' || (rest.bytes[0] >= '\t' && rest.bytes[0] <= '\r')) {
        return 1;
    }
    if (text_starts_with(rest, TEXT("\u00a0"))) {
        return 2;
    }
    const bool wide = text_starts_with(rest, TEXT("\u202f")) ||
                      text_starts_with(rest, TEXT("\u2009")) ||
                      text_starts_with(rest, TEXT("\u3000"));
    return wide ? 3 : 0;
}

static Outcome read_token(Parser *parser, size_t *at)
{
    const Text rest = text_slice(parser->value, *at, parser->value.length);
    const size_t space = space_length(rest);
    if (space > 0) {
        *at += space;
        return OK;
    }
    if (rest.bytes[0] == '"') {
        return read_comment(parser, at);
    }
    const Word word = word_at(rest);
    if (word.kind == WORD_NONE) {
        return is_digit(rest.bytes[0]) ? read_number(parser, at) : read_mark(parser, at);
    }
    if (word.kind != WORD_NOISE) {
        const Token read = {.kind = TOKEN_WORD,
                            .word = word.kind,
                            .value = word.value,
                            .at = *at,
                            .end = *at + word.length,
                            .content = text_slice(rest, 0, word.length)};
        LIST_APPEND(parser->arena, &parser->tokens, read);
    }
    *at += word.length;
    return OK;
}

Outcome tokens_read(Parser *parser)
{
    size_t at = 0;
    while (at < parser->value.length) {
        TRY(read_token(parser, &at));
    }
    const Token end = {.kind = TOKEN_END, .at = at, .end = at};
    LIST_APPEND(parser->arena, &parser->tokens, end);
    return OK;
}

/* ------------------------------------------------------------------------------- looking */

const Token *token(const Parser *parser, size_t ahead)
{
    const size_t at = parser->at + ahead;
    const size_t last = parser->tokens.count - 1;
    return &parser->tokens.items[at < last ? at : last];
}

bool is_word(const Token *token, WordKind word)
{
    return token->kind == TOKEN_WORD && token->word == word;
}

bool is_mark(const Token *token, char mark)
{
    return token->kind == TOKEN_MARK && token->mark == mark;
}

bool take_word(Parser *parser, WordKind word)
{
    if (!is_word(token(parser, 0), word)) {
        return false;
    }
    parser->at++;
    return true;
}

bool take_mark(Parser *parser, char mark)
{
    if (!is_mark(token(parser, 0), mark)) {
        return false;
    }
    parser->at++;
    return true;
}

bool is_year(const Parser *parser, size_t ahead)
{
    const Token *year = token(parser, ahead);
    return year->kind == TOKEN_NUMBER && year->digits == 4 && year->value >= YEAR_FIRST;
}

bool is_clock(const Parser *parser, size_t ahead)
{
    const Token *hour = token(parser, ahead);
    const Token *next = token(parser, ahead + 1);
    const Token *after = token(parser, ahead + 2);
    if (hour->kind != TOKEN_NUMBER || hour->digits == 4) {
        return false;
    }
    if (is_mark(next, '.')) {
        return after->kind == TOKEN_NUMBER && after->digits == 2 && after->at == next->end;
    }
    return is_mark(next, ':') ? after->kind == TOKEN_NUMBER
                              : is_word(next, WORD_HOUR) || is_word(next, WORD_HALF);
}

bool starts_time(const Parser *parser, size_t ahead)
{
    const Token *first = token(parser, ahead);
    return (first->kind == TOKEN_NUMBER && !is_year(parser, ahead)) ||
           is_word(first, WORD_EVENT) || is_word(first, WORD_CLOCK) || is_mark(first, '(');
}

bool starts_day(const Parser *parser, size_t ahead)
{
    const Token *first = token(parser, ahead);
    return is_word(first, WORD_WEEKDAY) || is_word(first, WORD_WEEKDAYS) ||
           is_word(first, WORD_PUBLIC_HOLIDAY) || is_word(first, WORD_SCHOOL_HOLIDAY) ||
           is_word(first, WORD_SUNDAY_AND_HOLIDAY);
}

bool starts_date(const Parser *parser, size_t ahead)
{
    const Token *first = token(parser, is_year(parser, ahead) ? ahead + 1 : ahead);
    return is_word(first, WORD_MONTH) || is_word(first, WORD_EASTER);
}

int take_day_offset(Parser *parser)
{
    const bool plus = is_mark(token(parser, 0), '+');
    const bool minus = is_word(token(parser, 0), WORD_TO);
    if ((!plus && !minus) || token(parser, 1)->kind != TOKEN_NUMBER ||
        !is_word(token(parser, 2), WORD_DAY)) {
        return 0;
    }
    const int days = token(parser, 1)->value;
    parser->at += 3;
    return plus ? days : -days;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the files that read OSM values: tokens, and the parts of a rule. */
#pragma once

#include "directory/hours_model.h"
#include "directory/hours_words.h"

typedef enum TokenKind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_COMMENT,
    TOKEN_MARK, /* one of : . ; / ( ) [ ] + and | for two bars */
} TokenKind;

typedef struct Token {
    TokenKind kind;
    WordKind word;
    char mark;
    int value;    /* of a word or number */
    size_t at;    /* first byte in the value */
    size_t end;   /* after its last byte */
    int digits;   /* of a number */
    Text content; /* of a comment */
} Token;

typedef LIST_OF(Token) TokenList;

typedef struct Parser {
    Arena *arena;
    Text value;
    TokenList tokens; /* the last one is TOKEN_END */
    size_t at;
    size_t span_count;
    Problem *problem;
} Parser;

/* Cuts the value into tokens, leaving out white space and words that say nothing. */
MUST_USE Outcome tokens_read(Parser *parser);

/* The token `ahead` places from here; TOKEN_END past the end. */
const Token *token(const Parser *parser, size_t ahead);
bool is_word(const Token *token, WordKind word);
bool is_mark(const Token *token, char mark);

/* Steps over the token when it is that one. */
bool take_word(Parser *parser, WordKind word);
bool take_mark(Parser *parser, char mark);

/* INVALID at the present token. */
MUST_USE Outcome refuse(const Parser *parser, const char *reason);

/* Is the token `ahead` a number that begins a time of day ("10:", "10h", "10 am")? */
bool is_clock(const Parser *parser, size_t ahead);
bool is_year(const Parser *parser, size_t ahead);
bool starts_time(const Parser *parser, size_t ahead);
bool starts_day(const Parser *parser, size_t ahead);
bool starts_date(const Parser *parser, size_t ahead); /* a month or Easter, perhaps of a year */

/* "-1 day", "+2 days": takes it when it is there, else leaves 0. */
int take_day_offset(Parser *parser);

/* "[1,-1]": takes it when it is there; the bits of DayRange.ordinals. */
MUST_USE Outcome parse_ordinals(Parser *parser, uint16_t *ordinals);

MUST_USE Outcome parse_years(Parser *parser, HoursRule *rule);
MUST_USE Outcome parse_dates(Parser *parser, HoursRule *rule);
MUST_USE Outcome parse_weeks(Parser *parser, HoursRule *rule);
MUST_USE Outcome parse_days(Parser *parser, HoursRule *rule);
MUST_USE Outcome parse_times(Parser *parser, HoursRule *rule);

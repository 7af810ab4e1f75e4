/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to peer_sqlite*.c: the engine, and the MATCH it asks. */
#pragma once

#include <sqlite3.h>

#include "benches/search/peer_answer.h"

enum { MOST_CELLS = 4096, MATCH_BYTES = 1 << 21, MOST_PHRASES = 1 << 15 };

typedef enum Variant { VARIANT_PLAIN, VARIANT_CELLS } Variant;

/* What a phrase of the MATCH says: a word or a need of a group. */
typedef struct PhraseUse {
    uint32_t group; /* UINT32_MAX: a filter */
    bool is_need;
    double value;
} PhraseUse;

typedef struct Engine {
    const PeerShape *shape;
    Variant variant;
    sqlite3 *database;
    sqlite3_stmt *by_words;
    sqlite3_stmt *by_box;      /* no words at all: the R*Tree alone */
    sqlite3_stmt *by_anywhere; /* what is in every circle */
    sqlite3_stmt *by_scan;
    char *match;
    size_t length;
    PhraseUse *uses;
    size_t use_count;
    PeerAnswer *answer;
    const PeerQuestion *question;
    double radius; /* asked of the cells */
} Engine;

/* Writes the MATCH of the question into the engine, and what each of its phrases means. */
void sqlite_match(Engine *engine);

/* SPDX-License-Identifier: EUPL-1.2 */
/* The question as an expression of FTS5. */
#include <string.h>

#include "benches/search/peer_sqlite.h"

static void put(Engine *engine, const char *text)
{
    const size_t length = strlen(text);
    peer_must(engine->length + length < MATCH_BYTES, "too long a MATCH");
    memcpy(engine->match + engine->length, text, length + 1);
    engine->length += length;
}

static void put_phrase(Engine *engine, const char *word, PhraseUse use)
{
    peer_must(engine->use_count < MOST_PHRASES, "too many phrases");
    put(engine, "\"");
    put(engine, word);
    put(engine, "\"");
    engine->uses[engine->use_count++] = use;
}

static void put_group(Engine *engine, size_t number)
{
    const PeerGroup *group = &engine->question->groups[number];
    bool is_first = true;
    put(engine, "(");
    for (size_t i = 0; i < group->word_count; i++) {
        put(engine, is_first ? "- labels : (" : " OR ");
        put_phrase(engine, group->words[i],
                   (PhraseUse){(uint32_t)number, false, group->qualities[i]});
        is_first = false;
    }
    put(engine, is_first ? "" : ")");
    for (size_t i = 0; i < group->need_count; i++) {
        char label[32];
        (void)snprintf(label, sizeof label, "l%u", group->needs[i]);
        put(engine, is_first ? "labels : (" : i == 0 ? " OR labels : (" : " OR ");
        put_phrase(engine, label, (PhraseUse){(uint32_t)number, true, group->strengths[i]});
        is_first = false;
    }
    put(engine, group->need_count > 0 ? "))" : ")");
}

static void put_and(Engine *engine)
{
    put(engine, engine->length > 0 ? " AND " : "");
}

static void put_filter(Engine *engine, const char *word)
{
    put_and(engine);
    put(engine, "labels : ");
    put_phrase(engine, word, (PhraseUse){UINT32_MAX, false, 0});
}

static void put_filters(Engine *engine)
{
    char label[32];
    for (size_t i = 0; i < 3; i++) {
        if (engine->question->labels[i] >= 0) {
            (void)snprintf(label, sizeof label, "l%d", engine->question->labels[i]);
            put_filter(engine, label);
        }
    }
    if ((engine->question->flags & PEER_FREE) != 0) {
        put_filter(engine, "ffree");
    }
    if ((engine->question->flags & PEER_ACCESSIBLE) != 0) {
        put_filter(engine, "faccessible");
    }
}

/* Doors that name the place count wherever they are. */
static void put_place(Engine *engine)
{
    const char *separator = " OR (";
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind == 'P' && group->word_count > 0) {
            put(engine, separator);
            put_group(engine, i);
            separator = " AND ";
        }
    }
    put(engine, separator[1] == 'A' ? ")" : "");
}

/* FTS5 has no "maybe": what need not hold stands beside a word that every door has. */
static void put_optional(Engine *engine)
{
    bool is_first = true;
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind != 'R' && group->word_count + group->need_count > 0) {
            if (is_first) {
                put_and(engine);
                put(engine, "(labels : ");
                put_phrase(engine, "all", (PhraseUse){UINT32_MAX, false, 0});
            }
            put(engine, " OR ");
            put_group(engine, i);
            is_first = false;
        }
    }
    put(engine, is_first ? "" : ")");
}

static void put_cells(Engine *engine)
{
    static char cells[MOST_CELLS][32];
    const int level =
        peer_level(engine->radius * 6); /* FTS5 steps through each: four, not 20 */
    const size_t count = peer_cells(engine->question, level, engine->radius, cells, MOST_CELLS);
    put_and(engine);
    put(engine, "(labels : (");
    put_phrase(engine, "anywhere", (PhraseUse){UINT32_MAX, false, 0});
    for (size_t i = 0; i < count; i++) {
        put(engine, " OR ");
        put_phrase(engine, cells[i], (PhraseUse){UINT32_MAX, false, 0});
    }
    put(engine, ")");
    put_place(engine);
    put(engine, ")");
}

static void put_groups(Engine *engine)
{
    for (size_t i = 0; i < engine->question->group_count; i++) {
        const PeerGroup *group = &engine->question->groups[i];
        if (group->kind == 'R' && group->word_count + group->need_count > 0) {
            put_and(engine);
            put_group(engine, i);
        }
    }
}

void sqlite_match(Engine *engine)
{
    engine->length = 0;
    engine->use_count = 0;
    engine->match[0] = '\0';
    put_groups(engine);
    put_filters(engine);
    if (engine->radius > 0 && engine->variant == VARIANT_CELLS) {
        put_cells(engine);
    }
    put_optional(engine);
}

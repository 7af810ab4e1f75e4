/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Some needs have no door yet. Nobody is sent away for that: a wider need above may have one,
 * and behind the door that welcomes everybody someone listens and helps to look further.
 */
#include "directory/search_parts.h"

static bool has_door(const SearchIndex *index, uint32_t need)
{
    const uint64_t *doors = index->labels.doors[need];
    for (size_t i = 0; i < index->doors.set_words; i++) {
        if (doors[i] != 0) {
            return true;
        }
    }
    return false;
}

static uint32_t general_need(const SearchIndex *index)
{
    const Vocabulary *needs = index->catalogue->needs;
    for (uint32_t i = 0; i < needs->term_count; i++) {
        if (needs->terms[i].is_general && has_door(index, i)) {
            return i;
        }
    }
    return NONE;
}

uint32_t search_wider_need(const SearchIndex *index, uint32_t need)
{
    for (uint32_t at = need; at != NONE; at = index->catalogue->needs->terms[at].parent) {
        if (has_door(index, at)) {
            return at;
        }
    }
    return general_need(index);
}

uint32_t need_widen(const SearchIndex *index, uint32_t need)
{
    const uint32_t parent = index->catalogue->needs->terms[need].parent;
    const uint32_t wider = search_wider_need(index, parent == NONE ? need : parent);
    return wider == NONE ? need : wider;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What to say with the doors search proposes when the directory knows none for a need, or does
 * not understand the words. Nobody is left with "nothing found".
 */
#pragma once

#include "directory/search.h"
#include "matching/network.h"

/* One sentence: no door for `need` yet, or for NONE that the words were not found; and that the
 * services proposed listen and help to look. */
Text wider_sentence(Arena *arena, const Network *network, uint32_t need, Language language);

/* The first number to call for a proposed door; empty when none is known. */
Text wider_phone(const Network *network, const SearchHit *hit);

/* Member "wider": {"need", "text", "services": [{"serviceId", "name", "phone"}]}, unless there
 * is nothing to propose for `need`. */
void wider_write_json(Arena *arena, const Network *network, uint32_t need,
                      const SearchProposal *proposal, Language language, JsonWriter *writer);

/* SPDX-License-Identifier: EUPL-1.2 */
/* What a month costs and why, in words and as a table: the same for pages, API and commands. */
#pragma once

#include "dwellings/rent.h"
#include "words/language.h"

/* "1.1.2026"; 2026-01-01 in English. */
Text rent_day_words(Arena *arena, Language language, Date day);

/* "20 % du revenu", "12,5 % du revenu", "285,00 € par mois" */
Text rent_rule_words(Arena *arena, Language language, const RentRule *rule);

/* "20 % de 1450,00 € = 290,00 €, règle du 1.1.2026"; with "17 jours sur 31" for part of one. */
Text rent_line_words(Arena *arena, Language language, const RentLine *line);

/* "20" or "12,5": thousandths; false for anything else, and past RENT_SHARE_MOST. */
bool rent_share_parse(Text typed, int64_t *thousandths);

/* The months as CSV, with a row of heads; sums have a point and two digits. */
void rent_csv(Arena *arena, Language language, const RentTable *table, Buffer *out);

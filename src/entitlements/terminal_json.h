/* SPDX-License-Identifier: EUPL-1.2 */
/* Terminals, their mandates and what they bring, as JSON. */
#pragma once

#include "entitlements/terminal.h"

void terminal_list_write_json(Arena *arena, const TerminalList *list, JsonWriter *writer);
void mandate_write_json(const Access *access, const Mandate *mandate, JsonWriter *writer);
void use_answers_write_json(Arena *arena, const UseAnswerList *answers, JsonWriter *writer);
void overdraft_list_write_json(Arena *arena, const OverdraftList *list, JsonWriter *writer);

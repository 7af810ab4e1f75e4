/* SPDX-License-Identifier: EUPL-1.2 */
/* Screenings, invitations and results as JSON, the same for the API and for commands. */
#pragma once

#include "activities/screening_result.h"
#include "json/json.h"

void screening_write_json(Arena *arena, const Screening *screening, JsonWriter *writer);
void screenings_write_json(Arena *arena, const ScreeningList *list, JsonWriter *writer);
void invitation_write_json(Arena *arena, const ScreeningInvitation *invitation,
                           JsonWriter *writer);

/* The screening with who is invited. */
MUST_USE Outcome screening_whole_write_json(Access *access, const Screening *screening,
                                            JsonWriter *writer);
void screening_slots_write_json(Arena *arena, const SlotList *slots, JsonWriter *writer);
void letters_write_json(const InvitationLetters *letters, JsonWriter *writer);
void screening_result_write_json(Arena *arena, const ScreeningResult *result,
                                 JsonWriter *writer);
void awaited_write_json(Arena *arena, const AwaitedList *list, JsonWriter *writer);

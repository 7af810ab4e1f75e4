/* SPDX-License-Identifier: EUPL-1.2 */
/* Conventions, grants and tickets as JSON: the same members in the API and the commands. */
#pragma once

#include "entitlements/redemption.h"

void convention_write_json(Arena *arena, const Convention *convention, JsonWriter *writer);
void convention_list_write_json(Arena *arena, const ConventionList *list, JsonWriter *writer);

void entitlement_write_json(Arena *arena, const Entitlement *entitlement, JsonWriter *writer);
void entitlement_list_write_json(Arena *arena, const EntitlementList *list, JsonWriter *writer);

/* With its rule, its ceilings, its course and its tickets. */
void entitlement_file_write_json(Arena *arena, const EntitlementFile *file,
                                 const TicketList *tickets, JsonWriter *writer);

void ticket_paper_write_json(Arena *arena, const TicketPaper *paper, JsonWriter *writer);
void ticket_look_write_json(Arena *arena, const TicketLook *look, JsonWriter *writer);
void redeemed_write_json(Arena *arena, const Redeemed *redeemed, JsonWriter *writer);

/* The keys that verify: a terminal without a network holds them. NULL writes none. */
void ticket_keys_write_json(Arena *arena, const Keyring *keyring, JsonWriter *writer);
void ticket_keys_write_member(Arena *arena, const Keyring *keyring, const char *name,
                              JsonWriter *writer);

/* SPDX-License-Identifier: EUPL-1.2 */
/* A door as people name it, found in the directory. */
#pragma once

#include "directory/catalogue.h"
#include "referral/referral.h"

/* INVALID names the field: a need or a service the directory does not have. */
MUST_USE Outcome referral_door_find(const Catalogue *catalogue, Text need, Text service,
                                    ReferralDoor *door, Problem *problem);

/* "Abri de nuit"; empty for one the directory no longer has. */
Text referral_service_name(const Catalogue *catalogue, Arena *arena, Id service,
                           Language language);
Text referral_house_name(const Catalogue *catalogue, Arena *arena, Id house, Language language);
Text referral_need_name(const Catalogue *catalogue, Text need, Language language);

/* Whom to call for a service; empty when no number is known. */
Text referral_service_phone(const Catalogue *catalogue, Arena *arena, Id service);

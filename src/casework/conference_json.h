/* SPDX-License-Identifier: EUPL-1.2 */
/* Conferences as the API and the command line give them out. */
#pragma once

#include "casework/conference.h"
#include "json/json.h"

void conference_write_json(const Access *access, const Conference *conference,
                           JsonWriter *writer);
void conference_write_list_json(const Access *access, const ConferenceList *list,
                                JsonWriter *writer);
void conference_write_invited_json(const Access *access, const InvitedList *list,
                                   JsonWriter *writer);

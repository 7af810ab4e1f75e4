/* SPDX-License-Identifier: EUPL-1.2 */
/* Accompaniments as the API, the command line and the exported file give them out. */
#pragma once

#include "casework/accompaniment.h"
#include "json/json.h"

void accompaniment_write_json(const Access *access, const Accompaniment *one,
                              JsonWriter *writer);
void accompaniment_write_list_json(const Access *access, const AccompanimentList *list,
                                   JsonWriter *writer);

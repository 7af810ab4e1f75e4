/* SPDX-License-Identifier: EUPL-1.2 */
/* Consents, what was shared and the notices of it, as JSON: the same on the API, the command
 * line and in the file that a person takes away. */
#pragma once

#include "people/share.h"
#include "json/json.h"

/* Arrays alone. */
void consent_write_items(Arena *arena, const ConsentList *list, JsonWriter *writer);
void share_write_items(Arena *arena, const ShareList *list, JsonWriter *writer);

/* The same as the member `items` of an object. */
void consent_write_list_json(Arena *arena, const ConsentList *list, JsonWriter *writer);
void share_write_list_json(Arena *arena, const ShareList *list, JsonWriter *writer);
void notice_write_list_json(Arena *arena, const NoticeList *list, JsonWriter *writer);

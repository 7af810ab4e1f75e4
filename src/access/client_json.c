/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/client_json.h"

void client_write_line_json(JsonWriter *json, Arena *arena, const ClientLine *line)
{
    json_object_open(json);
    json_member(json, "id", id_format(arena, line->account));
    json_member(json, "login", line->login);
    json_member(json, "name", line->name);
    json_member(json, "state", client_state(line));
    json_member(json, "dialect", line->dialect);
    json_member(json, "scopes", line->scopes);
    json_member(json, "hooks", line->hooks);
    json_object_close(json);
}

void client_write_list_json(JsonWriter *json, Arena *arena, const ClientLines *lines)
{
    json_object_open(json);
    json_key(json, TEXT("items"));
    json_array_open(json);
    for (size_t i = 0; i < lines->count; i++) {
        client_write_line_json(json, arena, &lines->items[i]);
    }
    json_array_close(json);
    json_member_integer(json, "total", (int64_t)lines->count);
    json_object_close(json);
}

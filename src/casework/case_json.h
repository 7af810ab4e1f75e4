/* SPDX-License-Identifier: EUPL-1.2 */
/* Cases, notes and tasks as JSON, for the API and the commands. */
#pragma once

#include "casework/case_file.h"
#include "casework/note.h"
#include "casework/task.h"
#include "json/json.h"

void case_write_json(const Access *access, const Case *file, JsonWriter *writer);
void case_write_list_json(const Access *access, const CaseList *list, JsonWriter *writer);
void case_write_file_json(const Access *access, const CaseFile *whole, JsonWriter *writer);
void note_write_list_json(const Access *access, const NoteList *list, JsonWriter *writer);
void task_write_list_json(const Access *access, const OwnTaskList *list, JsonWriter *writer);

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One line per event on standard error. Only the edge (web, api, cli, server) logs; never a
 * name, a note, a search text or a code: what a person said does not go to a log.
 */
#pragma once

#include "base/text.h"

typedef enum LogLevel { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

typedef enum LogForm {
    LOG_JSON,  /* {"at":"...","level":"info","event":"request","status":200} */
    LOG_LOGFMT /* at=... level=info event=request status=200 */
} LogForm;

/* A text, or a number when `text.bytes` is NULL. */
typedef struct LogField {
    const char *name;
    Text text;
    int64_t number;
} LogField;

void log_set_level(LogLevel lowest);
void log_set_form(LogForm form);

bool log_level_parse(Text name, LogLevel *level); /* "debug", "info", "warning", "error" */
bool log_form_parse(Text name, LogForm *form);    /* "json", "text" */

/* The line is written whole, by one call to the system, and left out past 16 KiB. */
void log_fields(LogLevel level, const char *event, const LogField *fields, size_t count);

/* An event with one field, `detail`. */
void log_event(LogLevel level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

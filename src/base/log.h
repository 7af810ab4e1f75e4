/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One JSON line per event on standard error. Only the edge (web, api, cli, server) logs; never
 * a name, a note, a search text or a code: what a person said does not go to a log.
 */
#pragma once

#include "base/text.h"

typedef enum LogLevel { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR } LogLevel;

void log_set_level(LogLevel lowest);
void log_event(LogLevel level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

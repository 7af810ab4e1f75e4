/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>

#include "base/moment.h"
#include "base/outcome.h"

static _Atomic LogLevel lowest_level = LOG_INFO;

static const char *const level_names[] = {"debug", "info", "warning", "error"};

void log_set_level(LogLevel lowest)
{
    atomic_store(&lowest_level, lowest);
}

static void write_escaped(FILE *file, Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\') {
            (void)fprintf(file, "\\%c", byte);
        } else if (byte < 0x20) {
            (void)fprintf(file, "\\u%04x", byte);
        } else {
            (void)fputc(byte, file);
        }
    }
}

void log_event(LogLevel level, const char *event, const char *format, ...)
{
    if (level < atomic_load(&lowest_level)) {
        return;
    }
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    va_list arguments;
    va_start(arguments, format);
    const Text detail = text_format_list(arena, format, arguments);
    va_end(arguments);
    const Text at = moment_format_utc(arena, moment_now());
    flockfile(stderr);
    (void)fprintf(stderr, "{\"at\":\"%.*s\",\"level\":\"%s\",\"event\":\"%s\",\"detail\":\"",
                  TEXT_ARG(at), level_names[level], event);
    write_escaped(stderr, detail);
    (void)fputs("\"}\n", stderr);
    funlockfile(stderr);
}

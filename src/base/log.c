/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/log.h"

#include <errno.h>
#include <stdatomic.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/list.h"
#include "base/moment.h"
#include "base/outcome.h"

enum { LINE_LIMIT = 16 * 1024 };

static _Atomic LogLevel lowest_level = LOG_INFO;
static _Atomic LogForm chosen_form = LOG_JSON;

static const char *const level_names[] = {"debug", "info", "warning", "error"};
static const char *const form_names[] = {"json", "text"};

void log_set_level(LogLevel lowest)
{
    atomic_store(&lowest_level, lowest);
}

void log_set_form(LogForm form)
{
    atomic_store(&chosen_form, form);
}

static bool find_name(Text name, const char *const *names, size_t count, size_t *place)
{
    for (size_t i = 0; i < count; i++) {
        if (text_equal(name, text_from(names[i]))) {
            *place = i;
            return true;
        }
    }
    return false;
}

bool log_level_parse(Text name, LogLevel *level)
{
    size_t place = 0;
    const bool found = find_name(name, level_names, LENGTH_OF(level_names), &place);
    *level = found ? (LogLevel)place : *level;
    return found;
}

bool log_form_parse(Text name, LogForm *form)
{
    size_t place = 0;
    const bool found = find_name(name, form_names, LENGTH_OF(form_names), &place);
    *form = found ? (LogForm)place : *form;
    return found;
}

/* Both forms quote alike: what JSON asks is also what readers of logfmt understand. */
static void write_quoted(Buffer *line, Text text)
{
    buffer_append_byte(line, '"');
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        if (byte == '"' || byte == '\\') {
            buffer_append_byte(line, '\\');
            buffer_append_byte(line, (char)byte);
        } else if (byte < 0x20) {
            buffer_append_format(line, "\\u%04x", byte);
        } else {
            buffer_append_byte(line, (char)byte);
        }
    }
    buffer_append_byte(line, '"');
}

static bool is_one_word(Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char byte = (unsigned char)text.bytes[i];
        if (byte <= ' ' || byte == '"' || byte == '=' || byte == '\\' || byte == 0x7f) {
            return false;
        }
    }
    return text.length > 0;
}

static void write_field(Buffer *line, LogForm form, const LogField *field)
{
    const bool is_number = field->text.bytes == NULL;
    if (form == LOG_JSON) {
        buffer_append_format(line, "%c\"%s\":", line->length == 0 ? '{' : ',', field->name);
    } else {
        buffer_append_format(line, "%s%s=", line->length == 0 ? "" : " ", field->name);
    }
    if (is_number) {
        buffer_append_format(line, "%lld", (long long)field->number);
    } else if (form == LOG_LOGFMT && is_one_word(field->text)) {
        buffer_append(line, field->text);
    } else {
        write_quoted(line, field->text);
    }
}

/* 2026-11-24T17:05:00.042Z */
static Text now_text(Arena *arena)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    const Text seconds = moment_format_utc(arena, now.tv_sec);
    return text_format(arena, "%.*s.%03ldZ", (int)seconds.length - 1, seconds.bytes,
                       now.tv_nsec / 1000000);
}

static void write_line(Text line)
{
    ssize_t written = 0;
    do {
        written = write(STDERR_FILENO, line.bytes, line.length);
    } while (written < 0 && errno == EINTR);
}

void log_fields(LogLevel level, const char *event, const LogField *fields, size_t count)
{
    if (level < atomic_load(&lowest_level)) {
        return;
    }
    Arena *arena SCOPED(arena_close) = arena_new(4096);
    Buffer line = buffer_new(arena, LINE_LIMIT);
    const LogForm form = atomic_load(&chosen_form);
    const LogField always[] = {
        {.name = "at",    .text = now_text(arena)              },
        {.name = "level", .text = text_from(level_names[level])},
        {.name = "event", .text = text_from(event)             },
    };
    for (size_t i = 0; i < LENGTH_OF(always); i++) {
        write_field(&line, form, &always[i]);
    }
    for (size_t i = 0; i < count; i++) {
        write_field(&line, form, &fields[i]);
    }
    buffer_append(&line, form == LOG_JSON ? TEXT("}\n") : TEXT("\n"));
    if (!line.overflowed) {
        write_line(buffer_text(&line));
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
    const LogField detail = {.name = "detail",
                             .text = text_format_list(arena, format, arguments)};
    va_end(arguments);
    log_fields(level, event, &detail, 1);
}

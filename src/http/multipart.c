/* SPDX-License-Identifier: EUPL-1.2 */
#include "http/multipart.h"

#include "base/list.h"

enum { MOST_BOUNDARY = 70 /* RFC 2046, section 5.1.1 */ };

/* A part between two boundaries. */
typedef struct Part {
    Text name;
    Text file_name;
    Text type;
    Text content;
    bool is_file; /* a file name was sent, be it empty */
} Part;

static Outcome wrong(Request *request, size_t part, const char *what)
{
    return problem_set(&request->problem, INVALID, TEXT("body"), "", "part %zu of the form %s",
                       part, what);
}

/* ------------------------------------------------------------------------------- parameters */

/* A value between quotes, in which only a quote is escaped: names of Windows hold the other
 * strokes as they are. Cuts it off `rest`; false when it does not end. */
static bool take_quoted(Arena *arena, Text *rest, Text *value)
{
    char *bytes = arena_allocate(arena, rest->length + 1);
    size_t length = 0;
    for (size_t i = 1; i < rest->length; i++) {
        const char byte = rest->bytes[i];
        if (byte == '"') {
            *value = text_of(bytes, length);
            *rest = text_slice(*rest, i + 1, rest->length);
            return true;
        }
        const bool escapes = byte == '\\' && i + 1 < rest->length && rest->bytes[i + 1] == '"';
        bytes[length++] = escapes ? '"' : byte;
        i += escapes ? 1 : 0;
    }
    return false;
}

/* The value of `; name=value`, empty when it is not there. False for what cannot be read. */
static bool find_parameter(Arena *arena, Text header, Text name, Text *value, bool *found)
{
    Text rest = text_slice(header, text_find_byte(header, ';', 0), header.length);
    *found = false;
    while (rest.length > 0) {
        Text here = {0};
        const size_t equals = text_find_byte(rest, '=', 0);
        const Text key = text_trim(text_slice(rest, 1, equals));
        if (rest.bytes[0] != ';' || equals == rest.length) {
            return text_trim(rest).length <= 1;
        }
        rest = text_slice(rest, equals + 1, rest.length);
        if (text_starts_with(rest, TEXT("\""))) {
            if (!take_quoted(arena, &rest, &here)) {
                return false;
            }
        } else {
            const size_t end = text_find_byte(rest, ';', 0);
            here = text_trim(text_slice(rest, 0, end));
            rest = text_slice(rest, end, rest.length);
        }
        if (!*found && text_equal_ignoring_case(key, name)) {
            *value = here;
            *found = true;
        }
        rest = text_trim(rest);
    }
    return true;
}

static bool is_plain(Text text)
{
    return text_is_utf8(text) && text_find_byte(text, '\0', 0) == text.length;
}

/* ------------------------------------------------------------------------------------ parts */

static Text media_type(Arena *arena, Text value)
{
    return text_lower_ascii(arena,
                            text_trim(text_slice(value, 0, text_find_byte(value, ';', 0))));
}

static bool read_disposition(Arena *arena, Text value, Part *part)
{
    bool has_name = false;
    return text_equal(media_type(arena, value), TEXT("form-data")) &&
           find_parameter(arena, value, TEXT("filename"), &part->file_name, &part->is_file) &&
           find_parameter(arena, value, TEXT("name"), &part->name, &has_name) && has_name &&
           part->name.length > 0 && is_plain(part->name) && is_plain(part->file_name);
}

/* The lines before the content: those that say nothing to us are passed over. */
static bool read_head(Arena *arena, Text head, Part *part)
{
    bool has_disposition = false;
    while (head.length > 0) {
        const size_t end = text_find(head, TEXT("\r\n"), 0);
        const Text line = text_slice(head, 0, end);
        const size_t colon = text_find_byte(line, ':', 0);
        const Text name = text_slice(line, 0, colon);
        const Text value = text_trim(text_slice(line, colon + 1, line.length));
        if (colon == line.length) {
            return false;
        }
        if (text_equal_ignoring_case(name, TEXT("Content-Disposition"))) {
            if (has_disposition || !read_disposition(arena, value, part)) {
                return false;
            }
            has_disposition = true;
        } else if (text_equal_ignoring_case(name, TEXT("Content-Type"))) {
            part->type = media_type(arena, value);
        }
        head = text_slice(head, end + 2, head.length);
    }
    return has_disposition && is_plain(part->type);
}

/* Cuts the part that starts `rest` off it; what is left starts after its boundary. */
static Outcome take_part(Request *request, Text boundary, size_t number, Text *rest, Part *part)
{
    const size_t head = text_find(*rest, TEXT("\r\n\r\n"), 0);
    const size_t end = text_find(*rest, boundary, head + 4);
    if (head > MULTIPART_HEAD_MOST || head == rest->length || end == rest->length) {
        return wrong(request, number, "has no end");
    }
    *part = (Part){.type = TEXT(""), .file_name = TEXT("")};
    if (!read_head(request->arena, text_slice(*rest, 0, head), part)) {
        return wrong(request, number, "has no name that can be read");
    }
    part->content = text_slice(*rest, head + 4, end);
    *rest = text_slice(*rest, end + boundary.length, rest->length);
    return OK;
}

static Outcome keep_part(Request *request, size_t number, const Part *part)
{
    if (part->is_file) {
        const SentFile file = {part->name, part->file_name, part->type, part->content};
        LIST_APPEND(request->arena, request->files, file);
        return OK;
    }
    if (!is_plain(part->content)) {
        return wrong(request, number, "is not UTF-8");
    }
    LIST_APPEND(request->arena, &request->form, ((Field){part->name, part->content}));
    return OK;
}

/* What follows a boundary: another part, or the end. */
static bool goes_on(Text *rest)
{
    const bool more = text_starts_with(*rest, TEXT("\r\n"));
    *rest = more ? text_slice(*rest, 2, rest->length) : *rest;
    return more;
}

static bool has_ended(Text rest)
{
    return text_equal(rest, TEXT("--")) || text_equal(rest, TEXT("--\r\n"));
}

Outcome multipart_read(Request *request, Text content_type, Text body, size_t most)
{
    Text boundary = TEXT("");
    bool found = false;
    if (!find_parameter(request->arena, content_type, TEXT("boundary"), &boundary, &found) ||
        boundary.length == 0 || boundary.length > MOST_BOUNDARY) {
        return REQUEST_INVALID(request, "header", "Content-Type", "a boundary is expected");
    }
    const Text between = text_format(request->arena, "\r\n--%.*s", TEXT_ARG(boundary));
    const Text first = text_slice(between, 2, between.length);
    if (!text_starts_with(body, first)) {
        return wrong(request, 1, "does not start with the boundary");
    }
    Text rest = text_slice(body, first.length, body.length);
    request->files = ARENA_NEW(request->arena, SentFileList);
    for (size_t number = 1; goes_on(&rest); number++) {
        Part part;
        if (number > most) {
            return REQUEST_INVALID(request, "body", "", "more than %zu fields", most);
        }
        TRY(take_part(request, between, number, &rest, &part));
        TRY(keep_part(request, number, &part));
    }
    return has_ended(rest) ? OK : REQUEST_INVALID(request, "body", "", "the form does not end");
}

const SentFile *request_file(const Request *request, const char *field)
{
    const Text wanted = text_from(field);
    for (size_t i = 0; request->files != NULL && i < request->files->count; i++) {
        if (text_equal(request->files->items[i].field, wanted)) {
            return &request->files->items[i];
        }
    }
    return NULL;
}

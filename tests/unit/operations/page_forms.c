/* SPDX-License-Identifier: EUPL-1.2 */
#include "unit/operations/page_forms.h"

#include "http/fields.h"

/* One tag of a page, what stands between < and >, of pages that our own templates wrote. */
typedef struct Tag {
    Text text;
    size_t end; /* after its > in the page */
} Tag;

static bool next_tag(Text page, size_t from, Tag *tag)
{
    const size_t start = text_find_byte(page, '<', from);
    const size_t end = text_find_byte(page, '>', start);
    if (end >= page.length) {
        return false;
    }
    *tag = (Tag){text_slice(page, start + 1, end), end + 1};
    return true;
}

static bool is_tag(const Tag *tag, const char *name)
{
    const Text wanted = text_from(name);
    return text_starts_with(tag->text, wanted) &&
           (tag->text.length == wanted.length || tag->text.bytes[wanted.length] == ' ');
}

static Text plain(Arena *arena, Text escaped)
{
    static const struct {
        const char *escape;
        char plain;
    } escapes[] = {
        {"&amp;",  '&' },
        {"&lt;",   '<' },
        {"&gt;",   '>' },
        {"&quot;", '"' },
        {"&#39;",  '\''}
    };
    Buffer out = buffer_new(arena, escaped.length + 1);
    for (size_t i = 0; i < escaped.length; i++) {
        char byte = escaped.bytes[i];
        for (size_t j = 0; byte == '&' && j < LENGTH_OF(escapes); j++) {
            const Text escape = text_from(escapes[j].escape);
            if (text_starts_with(text_slice(escaped, i, escaped.length), escape)) {
                byte = escapes[j].plain;
                i += escape.length - 1;
                break;
            }
        }
        buffer_append_byte(&out, byte);
    }
    return buffer_text(&out);
}

static Text attribute(Arena *arena, const Tag *tag, const char *name)
{
    const Text mark = text_format(arena, " %s=\"", name);
    const size_t start = text_find(tag->text, mark, 0) + mark.length;
    return plain(arena, text_slice(tag->text, start, text_find_byte(tag->text, '"', start)));
}

static bool has(const Tag *tag, const char *word)
{
    return text_contains(tag->text, text_from(word));
}

static void add_field(Arena *arena, Buffer *body, Text name, Text value)
{
    if (name.length > 0 && !text_equal(name, TEXT("token"))) {
        buffer_append_format(body, "%s%.*s=%.*s", body->length > 0 ? "&" : "",
                             TEXT_ARG(percent_encode(arena, name)),
                             TEXT_ARG(percent_encode(arena, value)));
    }
}

static Text plausible(Text type, Text name)
{
    if (text_equal(type, TEXT("number")) || text_equal(name, TEXT("rank"))) {
        return TEXT("1");
    }
    if (text_equal(type, TEXT("date"))) {
        return TEXT("2026-12-24");
    }
    if (text_equal(type, TEXT("tel")) || text_equal(name, TEXT("birth"))) {
        return TEXT("");
    }
    return TEXT("Exemple de mots");
}

static void add_input(Arena *arena, Buffer *body, const Tag *tag)
{
    const Text type = attribute(arena, tag, "type");
    const Text name = attribute(arena, tag, "name");
    const Text value = attribute(arena, tag, "value");
    const bool is_ticked =
        text_equal(type, TEXT("checkbox")) || text_equal(type, TEXT("radio"));
    if (is_ticked && !has(tag, " checked")) {
        return;
    }
    add_field(arena, body, name,
              value.length > 0 || text_equal(type, TEXT("hidden")) ? value
                                                                   : plausible(type, name));
}

/* The option that is chosen; else the last, since the first is often "none". */
static Text choice(Arena *arena, Text page, size_t *at)
{
    Text value = {0};
    bool is_settled = false;
    Tag tag = {0};
    while (next_tag(page, *at, &tag) && !is_tag(&tag, "/select")) {
        *at = tag.end;
        if (is_tag(&tag, "option") && !is_settled) {
            value = attribute(arena, &tag, "value");
            is_settled = has(&tag, " selected");
        }
    }
    return value;
}

typedef struct Reading {
    Arena *arena;
    Text page;
    size_t at;
    PageForms *forms;
} Reading;

static void add_form(Reading *reading, Text action, const Buffer *body, const Buffer *buttons)
{
    const Text path = text_slice(action, 0, text_find_byte(action, '?', 0));
    Text names = buffer_text(buttons);
    Text button = {0};
    if (names.length == 0) {
        LIST_APPEND(reading->arena, reading->forms, (PageForm){path, buffer_text(body)});
    }
    while (names.length > 0 && text_next(&names, '\n', &button)) {
        const Text whole = text_format(reading->arena, "%.*s&%.*s", TEXT_ARG(buffer_text(body)),
                                       TEXT_ARG(button));
        LIST_APPEND(reading->arena, reading->forms, (PageForm){path, whole});
    }
}

static void add_button(Arena *arena, Buffer *buttons, const Tag *tag)
{
    Buffer one = buffer_new(arena, 512);
    add_field(arena, &one, attribute(arena, tag, "name"), attribute(arena, tag, "value"));
    if (one.length > 0) {
        buffer_append_format(buttons, "%s%.*s", buttons->length > 0 ? "\n" : "",
                             TEXT_ARG(buffer_text(&one)));
    }
}

static void read_form(Reading *reading, const Tag *opened)
{
    Arena *arena = reading->arena;
    Buffer body = buffer_new(arena, 1 << 16);
    Buffer buttons = buffer_new(arena, 4096);
    Tag tag = {0};
    while (next_tag(reading->page, reading->at, &tag) && !is_tag(&tag, "/form")) {
        reading->at = tag.end;
        if (is_tag(&tag, "input")) {
            add_input(arena, &body, &tag);
        } else if (is_tag(&tag, "textarea")) {
            add_field(arena, &body, attribute(arena, &tag, "name"), TEXT("Exemple de mots"));
        } else if (is_tag(&tag, "select")) {
            add_field(arena, &body, attribute(arena, &tag, "name"),
                      choice(arena, reading->page, &reading->at));
        } else if (is_tag(&tag, "button")) {
            add_button(arena, &buttons, &tag);
        }
    }
    if (has(opened, "method=\"post\"")) {
        add_form(reading, attribute(arena, opened, "action"), &body, &buttons);
    }
}

PageForms page_forms(Arena *arena, Text page)
{
    PageForms forms = {0};
    Reading reading = {arena, page, 0, &forms};
    Tag tag = {0};
    while (next_tag(page, reading.at, &tag)) {
        reading.at = tag.end;
        if (is_tag(&tag, "form")) {
            read_form(&reading, &tag);
        }
    }
    return forms;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Build program: an HTML page becomes a C function, so that a wrong member fails the build at
 * the page's own line and nothing is ever written unescaped.
 *     pagegen OUTPUT.c PAGE.html
 * {% page NAME(PARAMETERS) %}  first: the function's declaration
 * {% include FILE %}           a header the page needs
 * {{ EXPRESSION }}             a Text, escaped
 * {{ number EXPRESSION }}      an integer
 * {{ url EXPRESSION }}         a Text that becomes the whole value of a URL attribute
 * {_ KEY _}                    a sentence of po/, in the page's language
 * {% CODE %}                   any C: if (...) {, for (...) {, }
 * tools/pagegen_place.c follows the HTML and refuses a value where no escaping is safe.
 */
#include "pagegen.h"

#include <stdarg.h>

enum { MOST_TEXT = 1 << 20, PIECE = 1000 /* bytes of a C string: compilers promise 4095 */ };

typedef struct Page {
    const char *file;
    FILE *out;
    int line;
    bool open;        /* within the function */
    bool after_break; /* nothing but white space was written since the last line break */
} Page;

static Page current = {.line = 1};

void page_error(const char *format, ...)
{
    va_list arguments;
    (void)fprintf(stderr, "%s:%d: error: ", current.file, current.line);
    va_start(arguments, format);
    (void)vfprintf(stderr, format, arguments);
    va_end(arguments);
    (void)fputc('\n', stderr);
    exit(1);
}

static void write_byte(FILE *out, char byte)
{
    if (byte == '\n') {
        (void)fputs("\\n", out);
    } else if (byte == '"' || byte == '\\' || byte == '?') {
        (void)fprintf(out, "\\%c", byte);
    } else {
        (void)fputc(byte, out);
    }
}

/* Indentation at the start of lines is for the writer of the page, not for the reader: a line
 * break takes the white space after it along. */
static void write_literal(Page *page, const char *from, size_t length)
{
    size_t written = 0;
    for (size_t i = 0; i < length; i++) {
        const bool is_space = isspace((unsigned char)from[i]) != 0;
        page->line += from[i] == '\n';
        if (!page->open) {
            if (!is_space) {
                page_error("text before {%% page ... %%}");
            }
            continue;
        }
        place_read(from[i]);
        const bool is_repeated = is_space && page->after_break;
        page->after_break = from[i] == '\n' || is_repeated;
        if (is_repeated) {
            continue;
        }
        if (written % PIECE == 0) {
            (void)fprintf(page->out, "%s    html_raw(html, TEXT(\"",
                          written == 0 ? "" : "\"));\n");
        }
        write_byte(page->out, from[i]);
        written++;
    }
    if (written > 0) {
        (void)fputs("\"));\n", page->out);
    }
}

static void count_lines(Page *page, const char *from, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        page->line += from[i] == '\n';
    }
}

static bool starts(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}

static void write_code(Page *page, const char *code, int length)
{
    if (length == 0) {
        page_error("an empty {%% %%}");
    }
    if (starts(code, "page ")) {
        (void)fprintf(page->out, "void %.*s\n{\n", length - 5, code + 5);
        page->open = true;
        page->after_break = true;
        place_start();
        return;
    }
    if (starts(code, "include ")) {
        (void)fprintf(page->out, "#include \"%.*s\"\n", length - 8, code + 8);
        return;
    }
    page->after_break = page->after_break && code[length - 1] != ';';
    (void)fprintf(page->out, "#line %d \"%s\"\n%.*s\n", page->line, page->file, length, code);
}

static void write_expression(Page *page, const char *code, int length)
{
    const Place place = place_of_value();
    const char *function = "html_text";
    if (starts(code, "number ")) {
        function = "html_number";
        code += 7;
        length -= 7;
    } else if (starts(code, "url ")) {
        function = "html_url";
        code += 4;
        length -= 4;
        if (place != PLACE_URL) {
            page_error("{{ url ... }} is the whole value of an href, src or action");
        }
    } else if (place == PLACE_URL || place == PLACE_URL_PART) {
        page_error("an address is written whole, by {{ url ... }}");
    }
    page->after_break = false;
    (void)fprintf(page->out, "#line %d \"%s\"\n    %s(html, %.*s);\n", page->line, page->file,
                  function, length, code);
}

static void write_sentence(Page *page, const char *key, int length)
{
    const Place place = place_of_value();
    if (place != PLACE_CONTENT && place != PLACE_VALUE) {
        page_error("a sentence is no address");
    }
    page->after_break = false;
    (void)fprintf(page->out, "#line %d \"%s\"\n    html_text(html, say(html->language, SAY_",
                  page->line, page->file);
    for (int i = 0; i < length; i++) {
        (void)fputc(key[i] == '.' ? '_' : toupper((unsigned char)key[i]), page->out);
    }
    (void)fputs("));\n", page->out);
}

static const char *next_mark(const char *at)
{
    for (; *at != '\0'; at++) {
        if (at[0] == '{' && (at[1] == '{' || at[1] == '%' || at[1] == '_')) {
            return at;
        }
    }
    return at;
}

static void write_mark(Page *page, char kind, const char *from, const char *to)
{
    while (from < to && isspace((unsigned char)*from)) {
        from++;
    }
    while (to > from && isspace((unsigned char)to[-1])) {
        to--;
    }
    const int length = (int)(to - from);
    if (kind == '%') {
        write_code(page, from, length);
    } else if (!page->open) {
        page_error("{%% page NAME(PARAMETERS) %%} is expected first");
    } else if (kind == '{') {
        write_expression(page, from, length);
    } else {
        write_sentence(page, from, length);
    }
}

static void generate(Page *page, const char *at)
{
    while (*at != '\0') {
        const char *mark = next_mark(at);
        write_literal(page, at, (size_t)(mark - at));
        if (*mark == '\0') {
            break;
        }
        const char closing[3] = {mark[1] == '{' ? '}' : mark[1], '}', '\0'};
        const char *end = strstr(mark + 2, closing);
        if (end == NULL) {
            page_error("“{%c” has no “%s”", mark[1], closing);
        }
        write_mark(page, mark[1], mark + 2, end);
        count_lines(page, mark, (size_t)(end + 2 - mark));
        at = end + 2;
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fputs("usage: pagegen OUTPUT.c PAGE.html\n", stderr);
        return 2;
    }
    Page *page = &current;
    page->file = argv[2];
    FILE *in = fopen(argv[2], "rb");
    char *text = calloc(1, MOST_TEXT + 1);
    page->out = fopen(argv[1], "wb");
    if (in == NULL || text == NULL || page->out == NULL ||
        fread(text, 1, MOST_TEXT, in) == MOST_TEXT) {
        page_error("cannot be read or written");
    }
    (void)fputs("/* Generated by tools/pagegen.c. */\n#include \"html/html.h\"\n"
                "#include \"words/say.h\"\n",
                page->out);
    generate(page, text);
    if (!page->open) {
        page_error("no {%% page NAME(PARAMETERS) %%}");
    }
    (void)fputs("}\n", page->out);
    free(text);
    (void)fclose(in);
    return fclose(page->out) != 0;
}

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
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT = 1 << 20 };

typedef struct Page {
    const char *file;
    FILE *out;
    int line;
    bool open; /* within the function */
} Page;

static void die(const Page *page, const char *reason)
{
    (void)fprintf(stderr, "%s:%d: error: %s\n", page->file, page->line, reason);
    exit(1);
}

static void write_literal(const Page *page, const char *from, size_t length)
{
    size_t start = 0;
    if (!page->open) {
        for (size_t i = 0; i < length; i++) {
            if (!isspace((unsigned char)from[i])) {
                die(page, "text before {% page ... %}");
            }
        }
        return;
    }
    /* Indentation at the start of lines is for the writer of the page, not for the reader. */
    bool any = false;
    for (size_t i = 0; i < length; i++) {
        if (!any) {
            (void)fputs("    html_raw(html, TEXT(\"", page->out);
            any = true;
        }
        const char byte = from[i];
        if (byte == '\n') {
            (void)fputs("\\n", page->out);
            while (i + 1 < length && isspace((unsigned char)from[i + 1])) {
                i++;
            }
        } else if (byte == '"' || byte == '\\') {
            (void)fprintf(page->out, "\\%c", byte);
        } else {
            (void)fputc(byte, page->out);
        }
    }
    (void)start;
    if (any) {
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
    if (starts(code, "page ")) {
        (void)fprintf(page->out, "void %.*s\n{\n", length - 5, code + 5);
        page->open = true;
        return;
    }
    if (starts(code, "include ")) {
        (void)fprintf(page->out, "#include \"%.*s\"\n", length - 8, code + 8);
        return;
    }
    (void)fprintf(page->out, "#line %d \"%s\"\n%.*s\n", page->line, page->file, length, code);
}

static void write_expression(const Page *page, const char *code, int length)
{
    const char *function = "html_text";
    if (starts(code, "number ")) {
        function = "html_number";
        code += 7;
        length -= 7;
    } else if (starts(code, "url ")) {
        function = "html_url";
        code += 4;
        length -= 4;
    }
    (void)fprintf(page->out, "#line %d \"%s\"\n    %s(html, %.*s);\n", page->line, page->file,
                  function, length, code);
}

static void write_sentence(const Page *page, const char *key, int length)
{
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

static void generate(Page *page, const char *at)
{
    while (*at != '\0') {
        const char *mark = next_mark(at);
        write_literal(page, at, (size_t)(mark - at));
        count_lines(page, at, (size_t)(mark - at));
        if (*mark == '\0') {
            break;
        }
        const char kind = mark[1];
        const char closing[3] = {kind == '{' ? '}' : kind, '}', '\0'};
        const char *inner = mark + 2;
        const char *end = strstr(inner, closing);
        if (end == NULL) {
            die(page, "a mark is not closed");
        }
        const char *last = end;
        while (inner < last && isspace((unsigned char)*inner)) {
            inner++;
        }
        while (last > inner && isspace((unsigned char)last[-1])) {
            last--;
        }
        if (kind == '%') {
            write_code(page, inner, (int)(last - inner));
        } else if (kind == '{') {
            write_expression(page, inner, (int)(last - inner));
        } else {
            write_sentence(page, inner, (int)(last - inner));
        }
        count_lines(page, mark, (size_t)(end + 2 - mark));
        at = end + 2;
        /* A line that holds only a mark leaves nothing behind. */
        if (kind == '%' && *at == '\n') {
            at++;
            page->line++;
            while (*at == ' ') {
                at++;
            }
        }
    }
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        (void)fputs("usage: pagegen OUTPUT.c PAGE.html\n", stderr);
        return 2;
    }
    Page page = {.file = argv[2], .line = 1};
    FILE *in = fopen(argv[2], "rb");
    char *text = calloc(1, MOST_TEXT + 1);
    page.out = fopen(argv[1], "wb");
    if (in == NULL || text == NULL || page.out == NULL ||
        fread(text, 1, MOST_TEXT, in) == MOST_TEXT) {
        die(&page, "cannot be read or written");
    }
    (void)fputs("/* Generated by tools/pagegen.c. */\n#include \"html/html.h\"\n"
                "#include \"words/say.h\"\n",
                page.out);
    generate(&page, text);
    if (!page.open) {
        die(&page, "no {% page NAME(PARAMETERS) %}");
    }
    (void)fputs("}\n", page.out);
    free(text);
    (void)fclose(in);
    return fclose(page.out) != 0;
}

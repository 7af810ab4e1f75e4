/* SPDX-License-Identifier: EUPL-1.2 */
#include "html/html.h"

#include <qrencode.h>

void html_raw(Html *html, Text bytes)
{
    buffer_append(html->out, bytes);
}

static Text escape_of(char byte)
{
    switch (byte) {
    case '&':
        return TEXT("&amp;");
    case '<':
        return TEXT("&lt;");
    case '>':
        return TEXT("&gt;");
    case '"':
        return TEXT("&quot;");
    case '\'':
        return TEXT("&#39;");
    default:
        return (Text){"", 0};
    }
}

void html_text(Html *html, Text text)
{
    if (!text_is_utf8(text)) {
        buffer_append(html->out, TEXT("\xEF\xBF\xBD"));
        return;
    }
    size_t plain_from = 0;
    for (size_t i = 0; i < text.length; i++) {
        const Text escape = escape_of(text.bytes[i]);
        if (escape.length > 0) {
            buffer_append(html->out, text_slice(text, plain_from, i));
            buffer_append(html->out, escape);
            plain_from = i + 1;
        }
    }
    buffer_append(html->out, text_slice(text, plain_from, text.length));
}

void html_number(Html *html, int64_t number)
{
    buffer_append_format(html->out, "%lld", (long long)number);
}

/* Browsers drop white space and control characters from an address before they read it, and
 * take a backslash for a slash: with one of those an address is not what it seems. */
static bool has_odd_byte(Text url)
{
    for (size_t i = 0; i < url.length; i++) {
        const unsigned char byte = (unsigned char)url.bytes[i];
        if (byte <= ' ' || byte == 0x7F || byte == '\\') {
            return true;
        }
    }
    return false;
}

static bool url_is_safe(Text url)
{
    static const Text schemes[] = {TEXT_INIT("http://"), TEXT_INIT("https://"),
                                   TEXT_INIT("mailto:"), TEXT_INIT("tel:"), TEXT_INIT("geo:")};
    if (has_odd_byte(url)) {
        return false;
    }
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (text_starts_with(url, schemes[i])) {
            return true;
        }
    }
    /* "//host" would leave the site. */
    return (text_starts_with(url, TEXT("/")) && !text_starts_with(url, TEXT("//"))) ||
           text_starts_with(url, TEXT("?")) || text_starts_with(url, TEXT("#"));
}

void html_url(Html *html, Text url)
{
    html_text(html, url_is_safe(url) ? url : TEXT("#"));
}

/* One path of unit squares, a run of dark modules a step: small, and sharp at any size. */
static void draw_modules(Buffer *out, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width; x++) {
            int run = 0;
            while (x + run < code->width && (code->data[y * code->width + x + run] & 1) != 0) {
                run++;
            }
            if (run > 0) {
                buffer_append_format(out, "M%d %dh%dv1h-%dz", x + 4, y + 4, run, run);
                x += run;
            }
        }
    }
}

void html_qr(Html *html, Text content, Text label)
{
    const char *text = text_to_c(html->arena, content);
    QRcode *code = text == NULL ? NULL : QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return;
    }
    const int size = code->width + 8;
    buffer_append_format(html->out,
                         "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\" "
                         "aria-label=\"",
                         size, size);
    html_text(html, label);
    buffer_append_format(html->out, "\"><path fill=\"#fff\" d=\"M0 0h%dv%dh-%dz\"/><path d=\"",
                         size, size, size);
    draw_modules(html->out, code);
    html_raw(html, TEXT("\"/></svg>"));
    QRcode_free(code);
}

void html_json_ld(Html *html, Text json)
{
    if (json.length == 0) {
        return;
    }
    html_raw(html, TEXT("<script type=\"application/ld+json\">"));
    /* Within JSON strings "<" may be written as an escape; so no "</script>" can stand here. */
    for (size_t i = 0; i < json.length; i++) {
        if (json.bytes[i] == '<') {
            html_raw(html, TEXT("\\u003c"));
        } else {
            html_raw(html, text_slice(json, i, i + 1));
        }
    }
    html_raw(html, TEXT("</script>"));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of a sheet: its objects, the tree of what is said on it, its fonts. */
#include "html/pdf.h"

#include <utf8proc.h>
#include <zlib.h>

enum { TENTH = 10, FILE_MOST = 8 << 20, OBJECT_MOST = 4 << 20 };

/* The objects whose numbers others name; those that follow are numbered as they come. */
enum {
    CATALOG = 1,
    PAGES,
    PAGE,
    CONTENT,
    FONT,
    BOLD_FONT,
    INFO,
    METADATA,
    TREE,
    PARENTS,
    ROOT
};

typedef struct PdfFile {
    PdfSheet *sheet;
    Arena *arena;
    LIST_OF(Text) objects; /* object 1 first */
} PdfFile;

static size_t add(PdfFile *file, Text body)
{
    LIST_APPEND(file->arena, &file->objects, body);
    return file->objects.count;
}

static void set(PdfFile *file, size_t number, Text body)
{
    file->objects.items[number - 1] = body;
}

static Text object_text(Arena *arena, const Buffer *out)
{
    return text_copy(arena, buffer_text(out));
}

/* A text of any characters: UTF-16 behind its mark, in hexadecimal. */
static Text string_of(Arena *arena, Text text)
{
    size_t at = 0;
    Buffer out = buffer_new(arena, 8 * text.length + 16);
    buffer_append(&out, TEXT("<FEFF"));
    while (at < text.length) {
        utf8proc_int32_t point = '?';
        const utf8proc_ssize_t read =
            utf8proc_iterate((const utf8proc_uint8_t *)text.bytes + at,
                             (utf8proc_ssize_t)(text.length - at), &point);
        at += read > 0 ? (size_t)read : 1;
        point = read > 0 ? point : '?';
        if (point > 0xFFFF) {
            point -= 0x10000;
            buffer_append_format(&out, "%04X%04X", 0xD800 + (unsigned)(point >> 10),
                                 0xDC00 + (unsigned)(point & 0x3FF));
        } else {
            buffer_append_format(&out, "%04X", (unsigned)point);
        }
    }
    buffer_append_byte(&out, '>');
    return object_text(arena, &out);
}

/* A stream, smaller; `entries` go into its dictionary. */
static Text stream_of(Arena *arena, Text entries, Text bytes)
{
    uLongf length = compressBound((uLong)bytes.length);
    Bytef *packed = ARENA_ARRAY(arena, Bytef, length);
    Buffer out = buffer_new(arena, OBJECT_MOST);
    const bool is_packed =
        compress(packed, &length, (const Bytef *)bytes.bytes, (uLong)bytes.length) == Z_OK;
    const Text body = is_packed ? (Text){(const char *)packed, length} : bytes;
    buffer_append_format(&out, "<< %.*s%s /Length %zu >>\nstream\n", TEXT_ARG(entries),
                         is_packed ? " /Filter /FlateDecode" : "", body.length);
    buffer_append(&out, body);
    buffer_append(&out, TEXT("\nendstream"));
    return object_text(arena, &out);
}

/* ----------------------------------------------------------------------------------- fonts */

/* Which character each glyph is, for who copies the text or hears it. */
static Text characters_of(PdfFile *file, const PdfFont *font)
{
    Buffer out = buffer_new(file->arena, OBJECT_MOST);
    buffer_append(&out, TEXT("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                             "/CMapName /Characters def\n/CMapType 2 def\n"
                             "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"));
    for (int i = 0; i < font->glyph_count; i++) {
        if (font->points[i] != 0) {
            const uint32_t point = font->points[i] > 0xFFFF ? 0xFFFD : font->points[i];
            buffer_append_format(&out, "1 beginbfchar\n<%04X> <%04X>\nendbfchar\n", (unsigned)i,
                                 (unsigned)point);
        }
    }
    buffer_append(&out, TEXT("endcmap\nend\nend\n"));
    return stream_of(file->arena, TEXT(""), buffer_text(&out));
}

static Text widths_of(PdfFile *file, const PdfFont *font)
{
    Buffer out = buffer_new(file->arena, OBJECT_MOST);
    for (int i = 0; i < font->glyph_count; i++) {
        if (font->points[i] != 0) {
            buffer_append_format(&out, "%d [%d] ", i, pdf_font_width(font, i));
        }
    }
    return object_text(file->arena, &out);
}

static void add_font(PdfFile *file, size_t number, const PdfFont *font)
{
    Arena *arena = file->arena;
    const Text widths = widths_of(file, font);
    const size_t characters = add(file, characters_of(file, font));
    const Text reduced = pdf_font_reduced(arena, font);
    const size_t program = add(
        file, stream_of(arena, text_format(arena, "/Length1 %zu", reduced.length), reduced));
    const size_t descriptor = add(
        file,
        text_format(arena,
                    "<< /Type /FontDescriptor /FontName /SEUILA+%.*s /Flags 4 /FontBBox [-1000 "
                    "%d 2000 %d] /ItalicAngle 0 /Ascent %d /Descent %d /CapHeight %d /StemV 80 "
                    "/FontFile2 %zu 0 R >>",
                    TEXT_ARG(font->name), font->descent, font->ascent, font->ascent,
                    font->descent, font->ascent, program));
    const size_t below =
        add(file, text_format(arena,
                              "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SEUILA+%.*s "
                              "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
                              "/Supplement 0 >> /FontDescriptor %zu 0 R /DW 600 /W [%.*s] "
                              "/CIDToGIDMap /Identity >>",
                              TEXT_ARG(font->name), descriptor, TEXT_ARG(widths)));
    set(file, number,
        text_format(arena,
                    "<< /Type /Font /Subtype /Type0 /BaseFont /SEUILA+%.*s /Encoding "
                    "/Identity-H /DescendantFonts [%zu 0 R] /ToUnicode %zu 0 R >>",
                    TEXT_ARG(font->name), below, characters));
}

static void add_fonts(PdfFile *file)
{
    static const char *const usual[] = {"Helvetica", "Helvetica-Bold"};
    for (size_t i = 0; i < 2; i++) {
        if (file->sheet->has_fonts) {
            add_font(file, FONT + i, &file->sheet->fonts[i]);
            continue;
        }
        set(file, FONT + i,
            text_format(file->arena,
                        "<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding "
                        "/WinAnsiEncoding >>",
                        usual[i]));
    }
}

/* ------------------------------------------------------------------------------ structure */

/* An element of the tree; `kids` is the number of what it marks, or other elements. */
static size_t add_element(PdfFile *file, const char *name, size_t parent, Text kids, Text more)
{
    return add(file, text_format(file->arena,
                                 "<< /Type /StructElem /S /%s /P %zu 0 R /Pg %d 0 R /K %.*s "
                                 "%.*s>>",
                                 name, parent, PAGE, TEXT_ARG(kids), TEXT_ARG(more)));
}

static size_t add_simple(PdfFile *file, size_t at)
{
    static const char *const names[] = {
        [PDF_TITLE] = "H1", [PDF_HEADING] = "H2",    [PDF_PARAGRAPH] = "P",
        [PDF_ITEM] = "P",   [PDF_FIGURE] = "Figure",
    };
    const PdfBlock *block = &file->sheet->blocks.items[at];
    const Text words = string_of(file->arena, block->instead);
    const Text more = block->tag == PDF_FIGURE
                          ? text_format(file->arena, "/Alt %.*s ", TEXT_ARG(words))
                          : TEXT("");
    return add_element(file, names[block->tag], ROOT, text_format(file->arena, "%zu", at),
                       more);
}

/* A list of the items that stand together; `parents` gets the element of each. */
static size_t add_list(PdfFile *file, size_t from, size_t to, size_t *parents)
{
    Buffer kids = buffer_new(file->arena, OBJECT_MOST);
    const size_t list = add(file, TEXT(""));
    buffer_append_byte(&kids, '[');
    for (size_t i = from; i < to; i++) {
        const size_t item = add(file, TEXT(""));
        parents[i] =
            add_element(file, "LBody", item, text_format(file->arena, "%zu", i), TEXT(""));
        set(file, item,
            text_format(file->arena, "<< /Type /StructElem /S /LI /P %zu 0 R /K [%zu 0 R] >>",
                        list, parents[i]));
        buffer_append_format(&kids, "%zu 0 R ", item);
    }
    buffer_append_byte(&kids, ']');
    set(file, list,
        text_format(file->arena, "<< /Type /StructElem /S /L /P %d 0 R /K %.*s >>", ROOT,
                    TEXT_ARG(buffer_text(&kids))));
    return list;
}

static void add_tree(PdfFile *file)
{
    const size_t count = file->sheet->blocks.count;
    const PdfBlock *blocks = file->sheet->blocks.items;
    size_t *parents = ARENA_ARRAY(file->arena, size_t, count);
    Buffer kids = buffer_new(file->arena, OBJECT_MOST);
    Buffer marks = buffer_new(file->arena, OBJECT_MOST);
    for (size_t i = 0; i < count; i++) {
        size_t end = i;
        while (end < count && blocks[end].tag == PDF_ITEM) {
            end++;
        }
        size_t element = 0;
        if (end > i) {
            element = add_list(file, i, end, parents);
            i = end - 1;
        } else {
            element = parents[i] = add_simple(file, i);
        }
        buffer_append_format(&kids, "%zu 0 R ", element);
    }
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(&marks, "%zu 0 R ", parents[i]);
    }
    set(file, TREE,
        text_format(file->arena,
                    "<< /Type /StructTreeRoot /K [%d 0 R] /ParentTree %d 0 R "
                    "/ParentTreeNextKey 1 >>",
                    ROOT, PARENTS));
    set(file, PARENTS,
        text_format(file->arena, "<< /Nums [0 [%.*s]] >>", TEXT_ARG(buffer_text(&marks))));
    set(file, ROOT,
        text_format(file->arena, "<< /Type /StructElem /S /Document /P %d 0 R /K [%.*s] >>",
                    TREE, TEXT_ARG(buffer_text(&kids))));
}

/* ------------------------------------------------------------------------------- the file */

static void put_escaped(Buffer *out, Text text)
{
    for (size_t i = 0; i < text.length; i++) {
        const char byte = text.bytes[i];
        if (byte == '<' || byte == '&' || byte == '>') {
            buffer_append_format(out, "&#%d;", byte);
        } else {
            buffer_append_byte(out, byte);
        }
    }
}

/* Adobe's XMP, part 1 (ISO 16684-1): the title, the language, and what the file follows. */
static Text metadata_of(PdfFile *file, Text title, Text language)
{
    Buffer out = buffer_new(file->arena, OBJECT_MOST);
    buffer_append(&out,
                  TEXT("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                       "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                       "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                       "<rdf:Description rdf:about=\"\" "
                       "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                       "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">"));
    if (file->sheet->has_fonts) {
        buffer_append(&out, TEXT("<pdfuaid:part>1</pdfuaid:part>"));
    }
    buffer_append(&out, TEXT("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">"));
    put_escaped(&out, title);
    buffer_append_format(&out,
                         "</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>%.*s"
                         "</rdf:li></rdf:Bag></dc:language></rdf:Description></rdf:RDF>"
                         "</x:xmpmeta>\n<?xpacket end=\"r\"?>",
                         TEXT_ARG(language));
    const Text packet = buffer_text(&out);
    return text_format(file->arena,
                       "<< /Type /Metadata /Subtype /XML /Length %zu >>\nstream\n%.*s\n"
                       "endstream",
                       packet.length, TEXT_ARG(packet));
}

static void add_fixed(PdfFile *file, Text title, Text language)
{
    Arena *arena = file->arena;
    set(file, CATALOG,
        text_format(arena,
                    "<< /Type /Catalog /Pages %d 0 R /Lang %.*s /MarkInfo << /Marked true >> "
                    "/StructTreeRoot %d 0 R /ViewerPreferences << /DisplayDocTitle true >> "
                    "/Metadata %d 0 R >>",
                    PAGES, TEXT_ARG(string_of(arena, language)), TREE, METADATA));
    set(file, PAGES, text_format(arena, "<< /Type /Pages /Kids [%d 0 R] /Count 1 >>", PAGE));
    set(file, PAGE,
        text_format(arena,
                    "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                    "/StructParents 0 /Tabs /S /Resources << /Font << /F1 %d 0 R /F2 %d 0 R >> "
                    ">> >>",
                    PAGES, PDF_A6_WIDTH / TENTH, PDF_A6_HEIGHT / TENTH, CONTENT, FONT,
                    BOLD_FONT));
    set(file, CONTENT, stream_of(arena, TEXT(""), buffer_text(&file->sheet->content)));
    set(file, INFO, text_format(arena, "<< /Title %.*s >>", TEXT_ARG(string_of(arena, title))));
    set(file, METADATA, metadata_of(file, title, language));
}

/* Each object, then the table of where each starts, in lines of twenty bytes. */
static Text assembled(const PdfFile *file)
{
    Buffer out = buffer_new(file->arena, FILE_MOST);
    const size_t count = file->objects.count;
    size_t *starts = ARENA_ARRAY(file->arena, size_t, count);
    buffer_append(&out, TEXT("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    for (size_t i = 0; i < count; i++) {
        starts[i] = buffer_text(&out).length;
        buffer_append_format(&out, "%zu 0 obj\n", i + 1);
        buffer_append(&out, file->objects.items[i]);
        buffer_append(&out, TEXT("\nendobj\n"));
    }
    const size_t table = buffer_text(&out).length;
    buffer_append_format(&out, "xref\n0 %zu\n0000000000 65535 f \n", count + 1);
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(&out, "%010zu 00000 n \n", starts[i]);
    }
    buffer_append_format(&out,
                         "trailer\n<< /Size %zu /Root %d 0 R /Info %d 0 R >>\nstartxref\n%zu\n"
                         "%%%%EOF\n",
                         count + 1, CATALOG, INFO, table);
    return buffer_text(&out);
}

Text pdf_end(PdfSheet *sheet, Text title, Text language)
{
    PdfFile file = {.sheet = sheet, .arena = sheet->arena};
    for (size_t i = 0; i < ROOT; i++) {
        (void)add(&file, TEXT(""));
    }
    add_fixed(&file, title, language);
    add_fonts(&file);
    add_tree(&file);
    return assembled(&file);
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "casework/document_kind.h"

#include "base/list.h"
#include "casework/zip.h"

enum { MOST_ENDINGS = 4 };

typedef struct KindRow {
    Text code;
    Text type;
    const char *endings[MOST_ENDINGS]; /* the usual one first */
    bool (*proves)(Text content);
} KindRow;

/* --------------------------------------------------------------------------------- proofs */

static Text last_bytes(Text content, size_t most)
{
    return text_slice(content, content.length > most ? content.length - most : 0,
                      content.length);
}

/* ISO 32000-1, 7.5.2 and 7.5.5: a version at the start, a mark at the end. */
static bool is_pdf(Text content)
{
    enum { END = 2048 };
    return (text_starts_with(content, TEXT("%PDF-1.")) ||
            text_starts_with(content, TEXT("%PDF-2."))) &&
           text_contains(last_bytes(content, END), TEXT("%%EOF"));
}

/* ITU-T T.81, annex B: start of image and a marker; an end of image, after which telephones
 * append things of their own. */
static bool is_jpeg(Text content)
{
    return text_starts_with(content, TEXT("\xFF\xD8\xFF")) &&
           text_contains(text_slice(content, 3, content.length), TEXT("\xFF\xD9"));
}

/* ISO 15948: the signature, the header first, the end last. */
static bool is_png(Text content)
{
    enum { END = 12 };
    return text_starts_with(content, TEXT("\x89PNG\r\n\x1A\n")) &&
           text_equal(text_slice(content, 12, 16), TEXT("IHDR")) &&
           text_equal(text_slice(last_bytes(content, END), 4, 8), TEXT("IEND"));
}

static bool is_plain_text(Text content)
{
    for (size_t i = 0; i < content.length; i++) {
        const unsigned char byte = (unsigned char)content.bytes[i];
        if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F) {
            return false;
        }
    }
    return content.length > 0 && text_is_utf8(content);
}

/* OpenDocument 1.2, part 3, section 3.3: the first member says what it is, and is not packed.
 */
static bool is_odt(Text content)
{
    const Zip zip = zip_open(content);
    return text_equal(zip_first_stored(content, TEXT("mimetype")),
                      TEXT("application/vnd.oasis.opendocument.text")) &&
           zip_has(&zip, TEXT("content.xml")) &&
           !zip_has_some(&zip, TEXT("Basic/"), TEXT("")) &&
           !zip_has_some(&zip, TEXT("Scripts/"), TEXT(""));
}

/* ECMA-376, part 2: the list of types, and the text itself; without the macros that its other
 * form (.docm) may hold. */
static bool is_docx(Text content)
{
    const Zip zip = zip_open(content);
    return zip_has(&zip, TEXT("[Content_Types].xml")) &&
           zip_has(&zip, TEXT("word/document.xml")) &&
           !zip_has_some(&zip, TEXT(""), TEXT("vbaProject.bin"));
}

/* The text is last: what proves to be another kind may be made of letters alone. */
static const KindRow kinds[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_PDF] = {TEXT_INIT("pdf"),  TEXT_INIT("application/pdf"),      {".pdf"}, is_pdf},
    [DOCUMENT_JPEG] = {TEXT_INIT("jpeg"),
                      TEXT_INIT("image/jpeg"),
                      {".jpg", ".jpeg", ".jpe"},
                      is_jpeg                                                               },
    [DOCUMENT_PNG] = {TEXT_INIT("png"),  TEXT_INIT("image/png"),            {".png"}, is_png},
    [DOCUMENT_TEXT] = {TEXT_INIT("text"),
                      TEXT_INIT("text/plain"),
                      {".txt", ".text", ".md", ".csv"},
                      is_plain_text                                                         },
    [DOCUMENT_ODT] = {TEXT_INIT("odt"),
                      TEXT_INIT("application/vnd.oasis.opendocument.text"),
                      {".odt"},
                      is_odt                                                                },
    [DOCUMENT_DOCX] = {TEXT_INIT("docx"),
                      TEXT_INIT("application/vnd.openxmlformats-officedocument."
                                 "wordprocessingml.document"),
                      {".docx"},
                      is_docx                                                               },
};

Text document_kind_code(DocumentKind kind)
{
    return kinds[kind].code;
}

bool document_kind_parse(Text code, DocumentKind *kind)
{
    for (size_t i = 0; i < DOCUMENT_KIND_COUNT; i++) {
        if (text_equal(kinds[i].code, code)) {
            *kind = (DocumentKind)i;
            return true;
        }
    }
    return false;
}

Text document_kind_type(DocumentKind kind)
{
    return kinds[kind].type;
}

Text document_kind_ending(DocumentKind kind)
{
    return text_from(kinds[kind].endings[0]);
}

bool document_kind_of(Text content, DocumentKind *kind)
{
    for (size_t i = 0; i < DOCUMENT_KIND_COUNT; i++) {
        if (kinds[i].proves(content)) {
            *kind = (DocumentKind)i;
            return true;
        }
    }
    return false;
}

/* -------------------------------------------------------------------------- what must fit */

/* From the last dot on; empty without one, or for a dot that ends or starts the name. */
static Text ending_of(Text name)
{
    for (size_t i = name.length; i > 1; i--) {
        if (name.bytes[i - 1] == '.') {
            return text_slice(name, i - 1, name.length);
        }
    }
    return TEXT("");
}

/* "Lettre du 3. mars" has a dot and no ending. */
static bool is_ending(Text ending)
{
    enum { MOST = 6 };
    if (ending.length < 2 || ending.length > MOST) {
        return false;
    }
    for (size_t i = 1; i < ending.length; i++) {
        const char byte = ending.bytes[i];
        if (!((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
              (byte >= '0' && byte <= '9'))) {
            return false;
        }
    }
    return true;
}

bool document_kind_has_ending(DocumentKind kind, Text name)
{
    const Text ending = ending_of(name);
    for (size_t i = 0; i < MOST_ENDINGS && kinds[kind].endings[i] != NULL; i++) {
        if (text_equal_ignoring_case(ending, text_from(kinds[kind].endings[i]))) {
            return true;
        }
    }
    return false;
}

bool document_kind_fits_name(DocumentKind kind, Text name)
{
    return !is_ending(ending_of(name)) || document_kind_has_ending(kind, name);
}

bool document_kind_fits_type(DocumentKind kind, Text type)
{
    static const char *const texts[] = {"text/plain", "text/csv", "text/markdown"};
    return type.length == 0 || text_equal(type, TEXT("application/octet-stream")) ||
           text_equal(type, kinds[kind].type) ||
           (kind == DOCUMENT_TEXT && text_among(type, texts, LENGTH_OF(texts), NULL));
}

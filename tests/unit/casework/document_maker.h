/* SPDX-License-Identifier: EUPL-1.2 */
/* Small documents of each kind, made here. */
#pragma once

#include "base/buffer.h"
#include "base/list.h"

#define A_PDF  "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#define A_JPEG "\xFF\xD8\xFF\xE0 a picture \xFF\xD9"
#define A_PNG  "\x89PNG\r\n\x1A\n\0\0\0\rIHDR a picture \0\0\0\0IEND\xAE\x42\x60\x82"
#define EICAR                                                                                  \
    "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-"                                             \
    "ANTIVIRUS-TEST-FILE!$H+H*"

typedef struct Member {
    const char *name;
    const char *content;
} Member;

static inline void put_number(Buffer *out, size_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        buffer_append_byte(out, (char)(i < 8 ? number >> (8 * i) & 0xFF : 0));
    }
}

/* What a local head and an entry of the list have in common; no check sum is looked at. */
static inline void put_member(Buffer *out, const Member *member)
{
    const size_t length = text_from(member->content).length;
    put_number(out, 20, 2);
    put_number(out, 0, 8); /* flags, method, time, day */
    put_number(out, 0, 4);
    put_number(out, length, 4);
    put_number(out, length, 4);
    put_number(out, text_from(member->name).length, 2);
    put_number(out, 0, 2);
}

/* An archive whose members are not packed. */
static inline Text zip_of(Arena *arena, const Member *members, size_t count)
{
    Buffer out = buffer_new(arena, 1 << 20);
    Buffer list = buffer_new(arena, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        const size_t at = out.length;
        buffer_append(&out, TEXT("PK\x03\x04"));
        put_member(&out, &members[i]);
        buffer_append(&out, text_from(members[i].name));
        buffer_append(&out, text_from(members[i].content));
        buffer_append(&list, TEXT("PK\x01\x02"));
        put_number(&list, 20, 2);
        put_member(&list, &members[i]);
        put_number(&list, 0, 10); /* comment, disk, marks */
        put_number(&list, at, 4);
        buffer_append(&list, text_from(members[i].name));
    }
    const size_t start = out.length;
    buffer_append(&out, buffer_text(&list));
    buffer_append(&out, TEXT("PK\x05\x06"));
    put_number(&out, 0, 4);
    put_number(&out, count, 2);
    put_number(&out, count, 2);
    put_number(&out, list.length, 4);
    put_number(&out, start, 4);
    put_number(&out, 0, 2);
    return buffer_text(&out);
}

#define ODT_TYPE "application/vnd.oasis.opendocument.text"

static inline Text odt_of(Arena *arena, const char *more)
{
    const Member members[] = {
        {"mimetype",    ODT_TYPE},
        {"content.xml", "<x/>"  },
        {more,          "<x/>"  }
    };
    return zip_of(arena, members, more == NULL ? 2 : 3);
}

static inline Text docx_of(Arena *arena, const char *more)
{
    const Member members[] = {
        {"[Content_Types].xml", "<x/>"},
        {"word/document.xml",   "<x/>"},
        {more,                  "<x/>"}
    };
    return zip_of(arena, members, more == NULL ? 2 : 3);
}

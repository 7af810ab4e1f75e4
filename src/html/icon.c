/* SPDX-License-Identifier: EUPL-1.2 */
/* Our own symbols: strokes on a 24 by 24 grid, drawn in the colour of the text. */
#include "base/list.h"
#include "html/html.h"

/* Name and path in turn: clang-format 14 crashes on the same table as structs. */
static const char *const icons[] = {
    "door",
    "M5 21V10a7 7 0 0 1 14 0v11M3 21h18M14.5 13v2",
    "bowl",
    "M3 11h18a9 9 0 0 1-6 8.5V21H9v-1.5A9 9 0 0 1 3 11zM9 7V4M13 7V3M17 7V5",
    "bed",
    "M3 6v13M3 16h18v3M21 16v-3a3 3 0 0 0-3-3h-7v6M7 13.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 "
    "3.6",
    "heart",
    "M12 20s-8-5-8-11a4.5 4.5 0 0 1 8-2.5A4.5 4.5 0 0 1 20 9c0 6-8 11-8 11zM12 9v6M9 12h6",
    "envelope",
    "M3 6h18v12H3zM3 7l9 6 9-6",
    "house",
    "M4 11l8-7 8 7v9H4zM10 20v-6h4v6",
    "shower",
    "M4 21V7a4 4 0 0 1 8 0M8 10a4 4 0 0 1 8 0zM9 14v1M12 14v1M15 14v1M9 18v1M12 18v1M15 18v1",
    "dog",
    "M5 4l3 3h8l3-3v9a6 6 0 0 1-6 6h-2a6 6 0 0 1-6-6zM9.5 11v.5M14.5 11v.5M11 15h2",
    "talk",
    "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
    "ticket",
    "M3 8h18v3a1.5 1.5 0 0 0 0 3v3H3v-3a1.5 1.5 0 0 0 0-3zM14 8v9",
    "paper",
    "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "clock",
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 3",
    "walk",
    "M13 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM9 21l2-6-2-2 1-5 3 1 2 3h3M13 15l3 6",
    "wheelchair",
    "M10 5.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM10 7v6h6l2 5h2M14.500 17a5 5 0 1 1-6-6.500",
    "bus",
    "M5 4h14v13H5zM5 11h14M8 17v3M16 17v3M8 14h.5M16 14h.5",
    "car",
    "M4 16v-4l2-5h12l2 5v4zM4 16v2M20 16v2M7.500 13h.5M16.500 13h.5",
    "phone",
    "M6 3h4l1.500 5-2.500 1.500a12 12 0 0 0 5.500 5.500L16 12.500l5 1.500v4a3 3 0 0 1-3 3A15 "
    "15 0 0 1 3 6a3 3 0 0 1 3-3z",
    "pin",
    "M12 21s7-6.500 7-11.500a7 7 0 0 0-14 0C5 14.500 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 "
    "2.500 2.500 0 0 0 0 5z",
    "print",
    "M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z",
    "exit",
    "M14 4h6v16h-6M4 12h11M11 8l4 4-4 4",
    "globe",
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
    "check",
    "M4 12.500l5 5L20 6.500",
    "question",
    "M8.500 9a3.500 3.500 0 1 1 5 3.200c-1 .6-1.500 1.300-1.500 2.300M12 18v.5",
    "bag",
    "M5 8h14l1 13H4zM9 8V6a3 3 0 0 1 6 0v2",
    "people",
    "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2 20a7 7 0 0 1 14 0M16 4.500a3.500 "
    "3.500 0 0 1 0 6M18 14a7 7 0 0 1 4 6",
    "pencil",
    "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "chevron",
    "M9 5l7 7-7 7",
    "warning",
    "M12 4l9 16H3zM12 10v5M12 17.500v.5",
    "lock",
    "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3",
    "book",
    "M4 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-1H4zM20 5h-6a2 2 0 0 0-2 2v13a2 2 0 0 1 2-1h6z",
    "baby",
    "M12 20a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 6c0-2 1-3 3-3M9.500 12v.5M14.500 12v.5M10 16h4",
    "euro",
    "M18 6a7 7 0 1 0 0 12M4 10h9M4 14h9",
    "shirt",
    "M8 4l-5 3 2 4 2-1v10h10V10l2 1 2-4-5-3a4 4 0 0 1-8 0z",
    "work",
    "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
    "shield",
    "M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6z",
    "music",
    "M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM9 18V6l10-2v11M19 15.500a2.500 2.500 0 "
    "1 1-5 0 2.500 2.500 0 0 1 5 0z",
    "sofa",
    "M5 11V8a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v3M3 11h3v4h12v-4h3v8H3z",
    "flame",
    "M12 21a6 6 0 0 0 6-6c0-5-6-7-5-12-4 2-7 7-7 12a6 6 0 0 0 6 6z",
    "cup",
    "M4 9h13v6a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM17 11h2a2 2 0 0 1 0 4h-2M8 6V3M12 6V3",
    "search",
    "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.500 15.500L21 21",
};

void html_icon(Html *html, Text name)
{
    const char *path = icons[1];
    for (size_t i = 0; i < LENGTH_OF(icons); i += 2) {
        if (text_equal(name, text_from(icons[i]))) {
            path = icons[i + 1];
        }
    }
    buffer_append_format(html->out,
                         "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\">"
                         "<path d=\"%s\"/></svg>",
                         path);
}

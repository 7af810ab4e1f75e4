/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/osm_terms.h"

#include <assert.h>

#include "directory/csv.h"
#include "directory/osm_data.h"

enum { KEY, VALUE, KIND, CODES, REASON, COLUMNS };

static void add_row(Arena *arena, OsmTerms *terms, const CsvRow *row)
{
    Text rest = row->cells[CODES];
    Text code = {0};
    while (text_next(&rest, ' ', &code)) {
        const OsmTerm term = {.key = row->cells[KEY],
                              .value = row->cells[VALUE],
                              .is_need = text_equal(row->cells[KIND], TEXT("need")),
                              .code = code};
        LIST_APPEND(arena, &terms->rows, term);
    }
}

OsmTerms osm_terms_read(Arena *arena)
{
    CsvReader *reader = ARENA_NEW(arena, CsvReader);
    CsvRow *row = ARENA_NEW(arena, CsvRow);
    OsmTerms terms = {0};
    bool found = true;
    csv_open_text(reader, OSM_TERMS);
    Outcome outcome = csv_next(reader, arena, row, &found, NULL); /* the names of the columns */
    while (outcome == OK && found) {
        outcome = csv_next(reader, arena, row, &found, NULL);
        assert(outcome == OK && (!found || row->count == COLUMNS));
        if (found) {
            add_row(arena, &terms, row);
        }
    }
    return terms;
}

static bool has_value(Text values, Text wanted)
{
    Text value = {0};
    while (text_next(&values, ';', &value)) {
        if (text_equal(text_trim(value), wanted)) {
            return true;
        }
    }
    return false;
}

static bool applies(const OsmTerm *term, const OsmElement *element)
{
    for (size_t i = 0; i < element->tags.count; i++) {
        const OsmTag *tag = &element->tags.items[i];
        if (text_equal(tag->key, term->key) && has_value(tag->value, term->value)) {
            return true;
        }
    }
    return false;
}

const OsmTerm *osm_terms_next(const OsmTerms *terms, const OsmElement *element, size_t *at)
{
    while (*at < terms->rows.count) {
        const OsmTerm *term = &terms->rows.items[(*at)++];
        if (applies(term, element)) {
            return term;
        }
    }
    return NULL;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The tables are CSV files compiled in as bytes and read once, on first use. They are our own
 * files: a row that cannot be read is a defect of the build, found by the unit tests.
 */
#include "territory/gazetteer.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/list.h"
#include "territory/gazetteer_data.h"

typedef struct Gazetteer {
    Arena *arena;
    LIST_OF(Commune) communes;   /* in order of NIS code */
    LIST_OF(PostalPlace) places; /* in order of postal code */
} Gazetteer;

static Gazetteer gazetteer;
static pthread_once_t once = PTHREAD_ONCE_INIT;

enum { MOST_COLUMNS = 16 };

typedef struct Row {
    Text columns[MOST_COLUMNS];
    size_t count;
} Row;

/* Our tables hold no quotes and no commas inside a field. */
static bool next_row(Text *rest, Row *row)
{
    Text line = {0};
    if (!text_next(rest, '\n', &line) || line.length == 0) {
        return false;
    }
    row->count = 0;
    while (row->count < MOST_COLUMNS && text_next(&line, ',', &row->columns[row->count])) {
        row->count++;
    }
    return true;
}

static size_t column_of(const Row *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++) {
        if (text_equal(header->columns[i], text_from(name))) {
            return i;
        }
    }
    assert(!"a column of the gazetteer is missing");
    return 0;
}

static Text cell(const Row *header, const Row *row, const char *name)
{
    const size_t column = column_of(header, name);
    return column < row->count ? row->columns[column] : (Text){"", 0};
}

static double number_cell(const Row *header, const Row *row, const char *name)
{
    double value = 0;
    (void)text_to_real(cell(header, row, name), &value);
    return value;
}

static Date date_cell(const Row *header, const Row *row, const char *name)
{
    Date date = DATE_NONE;
    (void)date_parse(cell(header, row, name), &date);
    return date;
}

static void read_communes(void)
{
    Text rest = GAZETTEER_COMMUNES;
    Row header = {0};
    Row row = {0};
    (void)next_row(&rest, &header);
    while (next_row(&rest, &row)) {
        Commune commune = {
            .nis = cell(&header, &row, "nis"),
            .province = cell(&header, &row, "province"),
            .population = (int32_t)number_cell(&header, &row, "population"),
            .centre = {number_cell(&header, &row, "latitude"),
                       number_cell(&header, &row, "longitude")},
            .valid_from = date_cell(&header, &row, "valid_from"),
            .valid_to = date_cell(&header, &row, "valid_to"),
        };
        commune.name.in[FRENCH] = cell(&header, &row, "name_fr");
        commune.name.in[DUTCH] = cell(&header, &row, "name_nl");
        commune.name.in[GERMAN] = cell(&header, &row, "name_de");
        LIST_APPEND(gazetteer.arena, &gazetteer.communes, commune);
    }
}

static void read_places(void)
{
    Text rest = GAZETTEER_POSTAL_CODES;
    Row header = {0};
    Row row = {0};
    (void)next_row(&rest, &header);
    while (next_row(&rest, &row)) {
        const PostalPlace place = {
            .postal_code = cell(&header, &row, "postal_code"),
            .name = cell(&header, &row, "place"),
            .nis = cell(&header, &row, "nis"),
            .doubtful = text_equal(cell(&header, &row, "doubtful"), TEXT("1")),
            .centre = {number_cell(&header, &row, "latitude"),
                       number_cell(&header, &row, "longitude")},
        };
        LIST_APPEND(gazetteer.arena, &gazetteer.places, place);
    }
}

static int compare_communes(const void *a, const void *b)
{
    return text_compare(((const Commune *)a)->nis, ((const Commune *)b)->nis);
}

static int compare_places(const void *a, const void *b)
{
    const PostalPlace *left = a;
    const PostalPlace *right = b;
    const int order = text_compare(left->postal_code, right->postal_code);
    return order != 0 ? order : text_compare(left->name, right->name);
}

static void read_tables(void)
{
    gazetteer.arena = arena_new(0);
    read_communes();
    read_places();
    qsort(gazetteer.communes.items, gazetteer.communes.count, sizeof(Commune),
          compare_communes);
    qsort(gazetteer.places.items, gazetteer.places.count, sizeof(PostalPlace), compare_places);
}

static const Gazetteer *tables(void)
{
    (void)pthread_once(&once, read_tables);
    return &gazetteer;
}

size_t gazetteer_commune_count(void)
{
    return tables()->communes.count;
}

const Commune *gazetteer_commune(size_t index)
{
    return &tables()->communes.items[index];
}

const Commune *gazetteer_commune_by_nis(Text nis)
{
    const Commune wanted = {.nis = nis};
    return bsearch(&wanted, tables()->communes.items, tables()->communes.count, sizeof(Commune),
                   compare_communes);
}

size_t gazetteer_place_count(void)
{
    return tables()->places.count;
}

const PostalPlace *gazetteer_place(size_t index)
{
    return &tables()->places.items[index];
}

static size_t first_place_of(Text postal_code)
{
    size_t low = 0;
    size_t high = tables()->places.count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (text_compare(tables()->places.items[middle].postal_code, postal_code) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool place_has(size_t index, Text postal_code)
{
    return index < tables()->places.count &&
           text_equal(tables()->places.items[index].postal_code, postal_code);
}

const PostalPlace *gazetteer_place_of(Text postal_code)
{
    const size_t first = first_place_of(postal_code);
    return place_has(first, postal_code) ? &tables()->places.items[first] : NULL;
}

const Commune *gazetteer_commune_of(Text postal_code)
{
    const size_t first = first_place_of(postal_code);
    Text nis = TEXT("");
    for (size_t i = first; place_has(i, postal_code); i++) {
        const PostalPlace *place = &tables()->places.items[i];
        if (i > first && !text_equal(place->nis, nis)) {
            return NULL;
        }
        nis = place->nis;
    }
    return gazetteer_commune_by_nis(nis);
}

static bool commune_bears(const Commune *commune, Text name)
{
    for (int language = 0; commune != NULL && language < LANGUAGE_COUNT; language++) {
        if (text_equal(commune->name.in[language], name)) {
            return true;
        }
    }
    return false;
}

/* The place that bears the name of its commune: the middle of Liège for 4000, not Rocourt. */
static bool is_namesake(const PostalPlace *place)
{
    return commune_bears(gazetteer_commune_by_nis(place->nis), place->name);
}

static const Commune *commune_by_name(Text name)
{
    for (size_t i = 0; i < tables()->communes.count; i++) {
        if (commune_bears(&tables()->communes.items[i], name)) {
            return &tables()->communes.items[i];
        }
    }
    return NULL;
}

/* Some names are borne twice (Saint-Nicolas): the postal code tells which is meant. */
static const Commune *commune_of_town(Text postal_code, Text town)
{
    const size_t first = first_place_of(postal_code);
    for (size_t i = first; place_has(i, postal_code); i++) {
        const Commune *commune = gazetteer_commune_by_nis(tables()->places.items[i].nis);
        if (commune_bears(commune, town)) {
            return commune;
        }
    }
    return postal_code.length == 0 ? commune_by_name(town) : NULL;
}

Text gazetteer_town(Text postal_code, Text town, Language language)
{
    const Commune *commune = town.length == 0 ? NULL : commune_of_town(postal_code, town);
    return commune == NULL ? town : phrase_in(&commune->name, language, NULL);
}

bool gazetteer_postal_code(Text postal_code, GeoPoint *centre)
{
    const size_t first = first_place_of(postal_code);
    GeoPoint sum = {0};
    size_t count = 0;
    while (place_has(first + count, postal_code)) {
        const PostalPlace *place = &tables()->places.items[first + count];
        if (is_namesake(place)) {
            *centre = place->centre;
            return true;
        }
        sum.latitude += place->centre.latitude;
        sum.longitude += place->centre.longitude;
        count++;
    }
    if (count == 0) {
        return false;
    }
    *centre = (GeoPoint){sum.latitude / (double)count, sum.longitude / (double)count};
    return true;
}

bool geo_point_is_valid(GeoPoint point)
{
    return point.latitude >= -90 && point.latitude <= 90 && point.longitude >= -180 &&
           point.longitude <= 180;
}

const PostalPlace *gazetteer_place_near(GeoPoint point)
{
    const PostalPlace *nearest = gazetteer_place(0);
    double least = distance_meters(point, nearest->centre);
    for (size_t i = 1; i < gazetteer_place_count(); i++) {
        const PostalPlace *place = gazetteer_place(i);
        const double distance = distance_meters(point, place->centre);
        nearest = distance < least ? place : nearest;
        least = distance < least ? distance : least;
    }
    return nearest;
}

double distance_meters(GeoPoint a, GeoPoint b)
{
    const double radius = 6371008.8;
    const double to_radians = 0.017453292519943295;
    const double latitude = (b.latitude - a.latitude) * to_radians;
    const double longitude = (b.longitude - a.longitude) * to_radians;
    const double half = sin(latitude / 2) * sin(latitude / 2) +
                        cos(a.latitude * to_radians) * cos(b.latitude * to_radians) *
                            sin(longitude / 2) * sin(longitude / 2);
    return 2 * radius * asin(fmin(1, sqrt(half)));
}

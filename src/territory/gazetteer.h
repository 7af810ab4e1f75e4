/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Belgian communes and postal codes: names in the languages of the country, codes, centres and
 * population. Compiled in from data/territory (credits there). A commune's NIS code is dated:
 * communes merge. A postal code is not a commune: it may hold several places and cross borders.
 */
#pragma once

#include "base/moment.h"
#include "words/language.h"

typedef struct GeoPoint {
    double latitude; /* degrees, WGS 84 */
    double longitude;
} GeoPoint;

typedef struct Commune {
    Text nis; /* five digits */
    Phrase name;
    Text province; /* in French */
    int32_t population;
    GeoPoint centre;
    Date valid_from; /* DATE_NONE: since always */
    Date valid_to;   /* DATE_NONE: still */
} Commune;

typedef struct PostalPlace {
    Text postal_code; /* four digits */
    Text name;
    Text nis; /* empty when the position did not decide it */
    bool doubtful;
    GeoPoint centre;
} PostalPlace;

size_t gazetteer_commune_count(void);
const Commune *gazetteer_commune(size_t index);
const Commune *gazetteer_commune_by_nis(Text nis); /* NULL when unknown */

size_t gazetteer_place_count(void);
const PostalPlace *gazetteer_place(size_t index); /* in order of postal code */

/* The first place of a postal code; NULL when the code is unknown. */
const PostalPlace *gazetteer_place_of(Text postal_code);

/* The commune in which every place of the postal code lies; NULL when they lie in several, and
 * when the code is unknown. */
const Commune *gazetteer_commune_of(Text postal_code);

/* A town as it is called in the language ("Liège", "Luik", "Lüttich"): the commune's official
 * name when the commune of that postal code bears the name, else `town` itself. Without a
 * postal code any commune that bears it. */
Text gazetteer_town(Text postal_code, Text town, Language language);

/* The place of a postal code that is called like its commune, else the mean of its places;
 * false when the code is unknown. */
bool gazetteer_postal_code(Text postal_code, GeoPoint *centre);

/* The place whose centre is the nearest to a point. */
const PostalPlace *gazetteer_place_near(GeoPoint point);

/* Metres on the sphere (haversine, mean radius 6,371,008.8 m). Safe at the poles. */
double distance_meters(GeoPoint a, GeoPoint b);
bool geo_point_is_valid(GeoPoint point);

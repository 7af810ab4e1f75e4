/* SPDX-License-Identifier: EUPL-1.2 */
#include "directory/catalogue_build.h"

#include <stdlib.h>

#include "store/store.h"

static void build_documents(Builder *builder)
{
    const RawSet *set = &builder->set;
    const RawSpan all = raw_all(set, ENTITY_DOCUMENT);
    Document *documents = ARENA_ARRAY(set->arena, Document, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const json_t *own = raw_own(&all.items[i]);
        documents[i] = (Document){
            .key = raw_text(set, own, "key"),
            .title = raw_text(set, own, "title"),
            .publisher = raw_text(set, own, "publisher"),
            .date = raw_text(set, own, "date"),
        };
    }
    builder->catalogue->documents = documents;
    builder->catalogue->document_count = all.count;
}

static double number_of(const json_t *object, const char *field)
{
    return json_number_value(json_object_get(object, field));
}

static void build_places(Builder *builder)
{
    const RawSet *set = &builder->set;
    const RawSpan all = raw_all(set, ENTITY_PLACE);
    Place *places = ARENA_ARRAY(set->arena, Place, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const json_t *own = raw_own(&all.items[i]);
        places[i] = (Place){
            .key = raw_text(set, own, "key"),
            .name = raw_own_phrase(set, own, "name"),
            .synonyms = raw_texts(set, own, "synonyms"),
            .point = {number_of(own, "latitude"), number_of(own, "longitude")},
            .postal_code = raw_text(set, own, "postal_code"),
        };
    }
    builder->catalogue->places = places;
    builder->catalogue->place_count = all.count;
}

static void build_lines(Builder *builder)
{
    const RawSet *set = &builder->set;
    const RawSpan all = raw_all(set, ENTITY_LINE);
    Line *lines = ARENA_ARRAY(set->arena, Line, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const json_t *own = raw_own(&all.items[i]);
        lines[i] = (Line){
            .name = raw_own_phrase(set, own, "name"),
            .number = raw_text(set, own, "number"),
            .when = raw_own_phrase(set, own, "when"),
            .is_danger = raw_known(own, "danger") == YES,
        };
    }
    builder->catalogue->lines = lines;
    builder->catalogue->line_count = all.count;
}

static TextSpan identifiers_of(const RawSet *set, Id organization)
{
    const RawSpan owned = raw_owned(set, ENTITY_ORGANIZATION_IDENTIFIER, organization);
    Text *identifiers = ARENA_ARRAY(set->arena, Text, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        identifiers[i] = raw_text(set, owned.items[i].body, "identifier");
    }
    return (TextSpan){identifiers, owned.count};
}

static void build_organizations(Builder *builder)
{
    const RawSet *set = &builder->set;
    const RawSpan all = raw_all(set, ENTITY_ORGANIZATION);
    Organization *organizations = ARENA_ARRAY(set->arena, Organization, all.count);
    for (size_t i = 0; i < all.count; i++) {
        const Raw *raw = &all.items[i];
        organizations[i] = (Organization){
            .id = raw->id,
            .key = raw_text(set, raw_own(raw), "key"),
            .name = raw_phrase(set, raw, "name"),
            .alternate_name = raw_phrase(set, raw, "alternate_name"),
            .description = raw_phrase(set, raw, "description"),
            .kind = raw_text(set, raw_own(raw), "kind"),
            .parent = id_index_find_text(builder->organizations,
                                         json_member_text(raw->body, "parent_organization_id")),
            .email = raw_text(set, raw->body, "email"),
            .website = raw_text(set, raw->body, "website"),
            .identifiers = identifiers_of(set, raw->id),
            .phones = raw_phones(set, raw->id),
            .contacts = raw_contacts(set, raw->id),
            .marks = raw_marks(set, raw_own(raw)),
        };
    }
    builder->catalogue->organizations = organizations;
    builder->catalogue->organization_count = all.count;
}

/* ----------------------------------------------------------------------------- locations */

static Precision precision_of(Text name)
{
    static const char *const names[] = {
        [PRECISION_UNKNOWN] = "",
        [PRECISION_ADDRESS] = "address",
        [PRECISION_STREET] = "street",
        [PRECISION_SITE] = "site",
        [PRECISION_POSTAL_CODE] = "postal_code",
        [PRECISION_COMMUNE] = "commune",
        [PRECISION_REGION] = "region",
    };
    for (size_t i = 0; i < LENGTH_OF(names); i++) {
        if (text_equal(name, text_from(names[i]))) {
            return (Precision)i;
        }
    }
    return PRECISION_UNKNOWN;
}

static bool commune_centre(Text city, GeoPoint *centre)
{
    for (size_t i = 0; i < gazetteer_commune_count() && city.length > 0; i++) {
        const Commune *commune = gazetteer_commune(i);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            if (text_equal_ignoring_case(commune->name.in[language], city)) {
                *centre = commune->centre;
                return true;
            }
        }
    }
    return false;
}

/* A place without a point of its own, or with one no more precise than its postal code, stands
 * at the centre of its postal code or commune, and says so: distances to it are estimates. */
static void find_point(const Raw *raw, Location *location)
{
    const json_t *latitude = json_object_get(raw->body, "latitude");
    const json_t *longitude = json_object_get(raw->body, "longitude");
    if (json_is_number(latitude) && json_is_number(longitude)) {
        location->point = (GeoPoint){json_number_value(latitude), json_number_value(longitude)};
        location->has_point = geo_point_is_valid(location->point);
        location->point_is_centre =
            location->has_point && location->precision >= PRECISION_POSTAL_CODE;
        return;
    }
    location->has_point = gazetteer_postal_code(location->postal_code, &location->point) ||
                          commune_centre(location->city, &location->point);
    location->point_is_centre = location->has_point;
}

static PhraseSpan accessibility_of(const RawSet *set, Id owner)
{
    const RawSpan owned = raw_owned(set, ENTITY_ACCESSIBILITY, owner);
    Phrase *phrases = ARENA_ARRAY(set->arena, Phrase, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        phrases[i] = raw_phrase(set, &owned.items[i], "description");
    }
    return (PhraseSpan){phrases, owned.count};
}

static Location location_of(const RawSet *set, const Raw *raw)
{
    const json_t *own = raw_own(raw);
    Location location = {
        .id = raw->id,
        .key = raw_text(set, own, "key"),
        .name = raw_phrase(set, raw, "name"),
        .description = raw_phrase(set, raw, "description"),
        .precision = precision_of(json_member_text(own, "precision")),
        .is_virtual = text_equal(json_member_text(raw->body, "location_type"), TEXT("virtual")),
        .is_confidential = raw_known(own, "confidential") == YES,
        .accepts_animals = raw_known(own, "accepts_animals"),
        .accessibility = accessibility_of(set, raw->id),
        .phones = raw_phones(set, raw->id),
        .marks = raw_marks(set, own),
    };
    const RawSpan addresses = raw_owned(set, ENTITY_ADDRESS, raw->id);
    if (addresses.count > 0) {
        const json_t *address = addresses.items[0].body;
        location.street = raw_text(set, address, "address_1");
        location.postal_code = raw_text(set, address, "postal_code");
        location.city = raw_text(set, address, "city");
        location.province = raw_text(set, address, "state_province");
    }
    find_point(raw, &location);
    return location;
}

static void build_locations(Builder *builder)
{
    const RawSpan all = raw_all(&builder->set, ENTITY_LOCATION);
    Location *locations = ARENA_ARRAY(builder->set.arena, Location, all.count);
    for (size_t i = 0; i < all.count; i++) {
        locations[i] = location_of(&builder->set, &all.items[i]);
    }
    builder->catalogue->locations = locations;
    builder->catalogue->location_count = all.count;
}

/* -------------------------------------------------------------------------- vocabularies */

static UsualLimit usual_limit(Text name)
{
    if (text_equal(name, TEXT("tonight"))) {
        return LIMIT_TONIGHT;
    }
    return text_equal(name, TEXT("today")) ? LIMIT_TODAY : LIMIT_NONE;
}

static Term term_of(const RawSet *set, const Raw *raw)
{
    const json_t *own = raw_own(raw);
    Term term = {
        .id = raw->id,
        .code = raw_text(set, raw->body, "code"),
        .parent = NONE,
        .name = raw_phrase(set, raw, "name"),
        .description = raw_phrase(set, raw, "description"),
        .themes = raw_texts(set, own, "themes"),
        .rights = raw_texts(set, own, "rights"),
        .icon = raw_text(set, own, "icon"),
        .is_vital = raw_known(own, "vital") == YES,
        .is_general = raw_known(own, "general") == YES,
        .presumed_hours = raw_hours(set, json_member_text(own, "presumed_hours")),
        .duration = raw_integer(own, "duration", 0),
        .rank = raw_integer(own, "rank", 0),
        .verify_every = raw_integer(own, "verify_every", 0),
        .within = usual_limit(json_member_text(own, "within")),
        .is_overnight = raw_known(own, "overnight") == YES,
        .is_apart = raw_known(own, "apart") == YES,
        .marks = raw_marks(set, own),
    };
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((Language)i).bytes;
        term.synonyms[i] = raw_texts(set, json_object_get(own, "synonyms"), code);
        term.acronyms[i] = raw_texts(set, json_object_get(own, "acronyms"), code);
        term.phrases[i] = raw_texts(set, json_object_get(own, "phrases"), code);
    }
    return term;
}

static int compare_terms(const void *a, const void *b)
{
    return text_compare(((const Term *)a)->code, ((const Term *)b)->code);
}

static void link_parents(const RawSet *set, const RawSpan owned, Term *terms)
{
    Id *ids = ARENA_ARRAY(set->scratch, Id, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        ids[i] = terms[i].id;
    }
    const IdIndex index = id_index_new(set, ids, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        const uint32_t child = id_index_find(index, owned.items[i].id);
        terms[child].parent =
            id_index_find_text(index, json_member_text(owned.items[i].body, "parent_id"));
    }
}

/* What a need does not say itself holds as its parent says it. */
static void inherit_from_parents(Term *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t above = terms[i].parent;
        for (int steps = 0; above != NONE && steps < 64; steps++) {
            const Term *parent = &terms[above];
            terms[i].icon = terms[i].icon.length == 0 ? parent->icon : terms[i].icon;
            terms[i].presumed_hours = terms[i].presumed_hours == NULL ? parent->presumed_hours
                                                                      : terms[i].presumed_hours;
            terms[i].duration = terms[i].duration == 0 ? parent->duration : terms[i].duration;
            terms[i].verify_every =
                terms[i].verify_every == 0 ? parent->verify_every : terms[i].verify_every;
            above = parent->parent;
        }
    }
}

/* What neither a need nor any above it says is as the vocabulary says it. */
static void default_rhythm(const Raw *raw, Term *terms, size_t count)
{
    const int32_t days = raw_integer(raw_own(raw), "verify_every", 0);
    for (size_t i = 0; i < count; i++) {
        terms[i].verify_every = terms[i].verify_every == 0 ? days : terms[i].verify_every;
    }
}

static Vocabulary vocabulary_of(const RawSet *set, const Raw *raw)
{
    const RawSpan owned = raw_owned(set, ENTITY_TAXONOMY_TERM, raw->id);
    Term *terms = ARENA_ARRAY(set->arena, Term, owned.count);
    for (size_t i = 0; i < owned.count; i++) {
        terms[i] = term_of(set, &owned.items[i]);
    }
    if (owned.count > 1) {
        qsort(terms, owned.count, sizeof *terms, compare_terms);
    }
    link_parents(set, owned, terms);
    inherit_from_parents(terms, owned.count);
    default_rhythm(raw, terms, owned.count);
    Text key = raw_text(set, raw_own(raw), "key");
    return (Vocabulary){
        .id = raw->id,
        .key = key.length > 0 ? key : raw_text(set, raw->body, "name"),
        .name = raw_phrase(set, raw, "name"),
        .terms = terms,
        .term_count = owned.count,
    };
}

static void build_vocabularies(Builder *builder)
{
    static const Vocabulary no_needs = {.key = TEXT_INIT("needs")};
    const RawSpan all = raw_all(&builder->set, ENTITY_TAXONOMY);
    Vocabulary *vocabularies = ARENA_ARRAY(builder->set.arena, Vocabulary, all.count);
    for (size_t i = 0; i < all.count; i++) {
        vocabularies[i] = vocabulary_of(&builder->set, &all.items[i]);
    }
    builder->catalogue->vocabularies = vocabularies;
    builder->catalogue->vocabulary_count = all.count;
    const Vocabulary *needs = catalogue_vocabulary(builder->catalogue, TEXT("needs"));
    builder->catalogue->needs = needs == NULL ? &no_needs : needs;
}

/* -------------------------------------------------------------------------------- whole */

static Outcome build_all(Builder *builder, const CatalogueSource *source)
{
    TRY(raw_read(&builder->set, source->session, source->also));
    builder->organizations = id_index_of(&builder->set, ENTITY_ORGANIZATION);
    builder->services = id_index_of(&builder->set, ENTITY_SERVICE);
    builder->locations = id_index_of(&builder->set, ENTITY_LOCATION);
    build_documents(builder);
    build_places(builder);
    build_lines(builder);
    build_organizations(builder);
    build_locations(builder);
    build_vocabularies(builder);
    return build_services(builder);
}

Outcome catalogue_build(Arena *arena, const CatalogueSource *source,
                        const Catalogue **catalogue, Problem *problem)
{
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    Builder builder = {
        .set = {.arena = arena, .scratch = scratch, .problem = problem},
        .catalogue = ARENA_NEW(arena, Catalogue),
        .now = source->now,
        .measures = source->measures,
    };
    builder.catalogue->built_at = source->now;
    const Outcome outcome = build_all(&builder, source);
    raw_release(&builder.set);
    if (outcome == OK) {
        *catalogue = builder.catalogue;
    }
    return outcome;
}

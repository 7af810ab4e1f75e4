/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes a made-up directory as HSDS, a record a line, for `seuil import hsds`:
 *     generate_directory SERVICES FILE [SEED]
 * FILE.twins.csv lists the services that stand twice: service, of, how (renamed, moved, split).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benches/generate.h"
#include "json/json.h"

enum { LINE_BYTES = 1 << 20, NEEDS = 330, VOCABULARY = 6000, TEXT_WORDS = 16 };

typedef struct Output {
    const Catalogue *catalogue;
    Arena *arena; /* of one line */
    FILE *file;
    Buffer line;
    JsonWriter json;
} Output;

static Id id_of(Text kind, Text key)
{
    return id_from_name(kind, key);
}

static void open_line(Output *output)
{
    buffer_clear(&output->line);
    output->json = json_writer(&output->line);
    json_object_open(&output->json);
}

static void close_line(Output *output)
{
    json_object_close(&output->json);
    const Text text = buffer_text(&output->line);
    if (output->line.overflowed ||
        fwrite(text.bytes, 1, text.length, output->file) != text.length ||
        fputc('\n', output->file) == EOF) {
        (void)fprintf(stderr, "generate_directory: a line was not written: %s\n",
                      strerror(errno));
        exit(1);
    }
}

static void put_id(Output *output, const char *name, const char *kind, Text key)
{
    const ArenaMark mark = arena_mark(output->arena);
    json_member_id(&output->json, output->arena, name, id_of(text_from(kind), key));
    arena_rewind(output->arena, mark);
}

/* "s12/nl": the key of something that belongs to a record. */
static void put_part_id(Output *output, const char *kind, Text key, size_t number)
{
    char part[96];
    const int length = snprintf(part, sizeof part, "%.*s/%zu", TEXT_ARG(key), number);
    put_id(output, "id", kind, text_of(part, (size_t)length));
}

/* Names and descriptions in the languages other than French. */
static void put_translations(Output *output, const Phrase *name, const Phrase *description)
{
    json_key(&output->json, TEXT("translations"));
    json_object_open(&output->json);
    for (int language = DUTCH; language < LANGUAGE_COUNT; language++) {
        const Text texts[] = {name->in[language], description->in[language]};
        if (texts[0].length + texts[1].length > 0) {
            json_key(&output->json, language_code((Language)language));
            json_object_open(&output->json);
            json_member_unless_empty(&output->json, "name", texts[0]);
            json_member_unless_empty(&output->json, "description", texts[1]);
            json_object_close(&output->json);
        }
    }
    json_object_close(&output->json);
}

static void put_date(Output *output, const char *name, Date date)
{
    if (date != DATE_NONE) {
        char text[16];
        const CivilDate civil = date_to_civil(date);
        const int length = snprintf(text, sizeof text, "%04d-%02d-%02d", (int)civil.year,
                                    (int)civil.month, (int)civil.day);
        json_member(&output->json, name, text_of(text, (size_t)length));
    }
}

static void open_own(Output *output)
{
    json_key(&output->json, TEXT("seuil"));
    json_object_open(&output->json);
}

/* ------------------------------------------------------------------------------ vocabularies
 */

static void write_taxonomy(Output *output, const char *key, const char *name)
{
    open_line(output);
    put_id(output, "id", "taxonomy", text_from(key));
    json_member(&output->json, "name", text_from(name));
    json_member(&output->json, "description", text_from(name));
    json_member(&output->json, "version", TEXT("1"));
    open_own(output);
    json_member(&output->json, "key", text_from(key));
    json_object_close(&output->json);
    close_line(output);
}

static void put_synonyms(Output *output, const Term *term)
{
    json_key(&output->json, TEXT("synonyms"));
    json_object_open(&output->json);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        json_key(&output->json, language_code((Language)language));
        json_array_open(&output->json);
        for (size_t i = 0; i < term->synonyms[language].count; i++) {
            json_write_text(&output->json, term->synonyms[language].items[i]);
        }
        json_array_close(&output->json);
    }
    json_object_close(&output->json);
}

static void write_need(Output *output, const Term *term)
{
    const Vocabulary *needs = output->catalogue->needs;
    const Phrase nothing = {0};
    open_line(output);
    put_id(output, "id", "needs", term->code);
    json_member(&output->json, "code", term->code);
    json_member(&output->json, "name", term->name.in[FRENCH]);
    json_member(&output->json, "description", term->name.in[FRENCH]);
    put_id(output, "taxonomy_id", "taxonomy", TEXT("needs"));
    if (term->parent != NONE) {
        put_id(output, "parent_id", "needs", needs->terms[term->parent].code);
    }
    open_own(output);
    put_translations(output, &term->name, &nothing);
    put_synonyms(output, term);
    json_object_close(&output->json);
    close_line(output);
}

static void write_code(Output *output, const char *taxonomy, Text code)
{
    open_line(output);
    put_id(output, "id", taxonomy, code);
    json_member(&output->json, "code", code);
    json_member(&output->json, "name", code);
    json_member(&output->json, "description", code);
    put_id(output, "taxonomy_id", "taxonomy", text_from(taxonomy));
    close_line(output);
}

typedef struct Codes {
    Text items[64];
    size_t count;
} Codes;

static void add_codes(Codes *codes, TextSpan span)
{
    for (size_t i = 0; i < span.count; i++) {
        size_t at = 0;
        while (at < codes->count && !text_equal(codes->items[at], span.items[i])) {
            at++;
        }
        if (at == codes->count && at < LENGTH_OF(codes->items)) {
            codes->items[codes->count++] = span.items[i];
        }
    }
}

static void write_vocabularies(Output *output)
{
    Codes publics = {0};
    Codes modes = {0};
    write_taxonomy(output, "needs", "Besoins");
    write_taxonomy(output, "publics", "Publics");
    write_taxonomy(output, "modes", "Modes d’intervention");
    for (size_t i = 0; i < output->catalogue->needs->term_count; i++) {
        write_need(output, &output->catalogue->needs->terms[i]);
    }
    for (size_t i = 0; i < output->catalogue->service_count; i++) {
        add_codes(&publics, output->catalogue->services[i].publics);
        add_codes(&modes, output->catalogue->services[i].modes);
    }
    for (size_t i = 0; i < publics.count; i++) {
        write_code(output, "publics", publics.items[i]);
    }
    for (size_t i = 0; i < modes.count; i++) {
        write_code(output, "modes", modes.items[i]);
    }
}

/* ------------------------------------------------------------------------------------ places
 */

static void put_address(Output *output, const Location *location)
{
    json_member_array_open(&output->json, "addresses");
    json_object_open(&output->json);
    put_part_id(output, "address", location->key, 0);
    json_member(&output->json, "address_1", location->street);
    json_member(&output->json, "city", location->city);
    json_member(&output->json, "state_province", location->province);
    json_member(&output->json, "postal_code", location->postal_code);
    json_member(&output->json, "country", TEXT("BE"));
    json_member(&output->json, "address_type", TEXT("physical"));
    json_object_close(&output->json);
    json_array_close(&output->json);
}

static void put_accessibility(Output *output, const Location *location)
{
    json_member_array_open(&output->json, "accessibility");
    for (size_t i = 0; i < location->accessibility.count; i++) {
        json_object_open(&output->json);
        put_part_id(output, "accessibility", location->key, i);
        json_member(&output->json, "description", location->accessibility.items[i].in[FRENCH]);
        json_object_close(&output->json);
    }
    json_array_close(&output->json);
}

static void write_location(Output *output, const Location *location)
{
    open_line(output);
    put_id(output, "id", "location", location->key);
    json_member(&output->json, "location_type", TEXT("physical"));
    if (location->has_point) {
        json_member_real(&output->json, "latitude", location->point.latitude);
        json_member_real(&output->json, "longitude", location->point.longitude);
    }
    put_address(output, location);
    put_accessibility(output, location);
    open_own(output);
    json_member(&output->json, "key", location->key);
    if (location->has_point) {
        json_member(&output->json, "precision", TEXT("address"));
    }
    if (location->is_confidential) {
        json_member_bool(&output->json, "confidential", true);
    }
    if (location->accepts_animals == YES) {
        json_member_bool(&output->json, "accepts_animals", true);
    }
    json_object_close(&output->json);
    close_line(output);
}

/* ---------------------------------------------------------------------------------- services
 */

static void write_organization(Output *output, const Organization *organization)
{
    open_line(output);
    put_id(output, "id", "organization", organization->key);
    json_member(&output->json, "name", organization->name.in[FRENCH]);
    json_member(&output->json, "description", organization->description.in[FRENCH]);
    open_own(output);
    json_member(&output->json, "key", organization->key);
    json_member(&output->json, "kind", organization->kind);
    put_translations(output, &organization->name, &organization->description);
    json_object_close(&output->json);
    close_line(output);
}

static void put_phrase(Output *output, const char *name, const Phrase *phrase)
{
    json_key(&output->json, text_from(name));
    json_object_open(&output->json);
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        if (phrase->in[language].length > 0) {
            json_key(&output->json, language_code((Language)language));
            json_write_text(&output->json, phrase->in[language]);
        }
    }
    json_object_close(&output->json);
}

static void put_conditions(Output *output, const Service *service)
{
    json_member_array_open(&output->json, "conditions");
    for (size_t i = 0; i < service->condition_count; i++) {
        json_object_open(&output->json);
        json_member(&output->json, "key", service->conditions[i].key);
        json_member(&output->json, "expression", service->conditions[i].expression);
        put_phrase(output, "text", &service->conditions[i].text);
        json_object_close(&output->json);
    }
    json_array_close(&output->json);
}

static void put_capacities(Output *output, const Service *service)
{
    json_member_array_open(&output->json, "capacities");
    for (size_t i = 0; i < service->capacity_count; i++) {
        const Capacity *capacity = &service->capacities[i];
        json_object_open(&output->json);
        json_member(&output->json, "unit", capacity->unit);
        json_member_integer(&output->json, "maximum", capacity->maximum);
        if (capacity->available >= 0) {
            json_member_integer(&output->json, "available", capacity->available);
        }
        json_object_close(&output->json);
    }
    json_array_close(&output->json);
}

static const char *remote_name(Remote remote)
{
    return remote == REMOTE_TELEPHONE ? "telephone" : "online";
}

static void put_own(Output *output, const Service *service)
{
    open_own(output);
    json_member(&output->json, "key", service->key);
    json_member(&output->json, "kind", service->kind);
    if (service->is_free == YES) {
        json_member_bool(&output->json, "free", true);
    }
    if (service->remote != REMOTE_NO) {
        json_member(&output->json, "remote", text_from(remote_name(service->remote)));
    }
    put_date(output, "valid_from", service->marks.valid_from);
    put_date(output, "valid_to", service->marks.valid_to);
    put_conditions(output, service);
    put_capacities(output, service);
    put_translations(output, &service->name, &service->description);
    json_object_close(&output->json);
}

static void put_attribute(Output *output, const Service *service, size_t number,
                          const char *taxonomy, Text code)
{
    json_object_open(&output->json);
    put_part_id(output, "attribute", service->key, number);
    json_member(&output->json, "label", code);
    put_id(output, "taxonomy_term_id", taxonomy, code);
    json_object_close(&output->json);
}

static void put_attributes(Output *output, const Service *service)
{
    size_t number = 0;
    json_member_array_open(&output->json, "attributes");
    for (size_t i = 0; i < service->needs.count; i++) {
        if (i == 0 || service->needs.items[i] != service->needs.items[0]) {
            put_attribute(output, service, number++, "needs",
                          output->catalogue->needs->terms[service->needs.items[i]].code);
        }
    }
    for (size_t i = 0; i < service->publics.count; i++) {
        put_attribute(output, service, number++, "publics", service->publics.items[i]);
    }
    for (size_t i = 0; i < service->modes.count; i++) {
        put_attribute(output, service, number++, "modes", service->modes.items[i]);
    }
    json_array_close(&output->json);
}

static void put_languages(Output *output, const Service *service)
{
    json_member_array_open(&output->json, "languages");
    for (size_t i = 0; i < service->languages.count; i++) {
        json_object_open(&output->json);
        put_part_id(output, "language", service->key, i);
        json_member(&output->json, "code", service->languages.items[i]);
        json_object_close(&output->json);
    }
    json_array_close(&output->json);
}

static void put_door(Output *output, const Service *service, const Door *door)
{
    json_member_array_open(&output->json, "service_at_locations");
    if (door->location != NONE) {
        json_object_open(&output->json);
        put_part_id(output, "service_at_location", service->key, 0);
        put_id(output, "location_id", "location",
               output->catalogue->locations[door->location].key);
        if (door->hours_value.length > 0) {
            open_own(output);
            json_member(&output->json, "hours", door->hours_value);
            json_object_close(&output->json);
        }
        json_object_close(&output->json);
    }
    json_array_close(&output->json);
}

static void write_service(Output *output, size_t number)
{
    const Service *service = &output->catalogue->services[number];
    open_line(output);
    put_id(output, "id", "service", service->key);
    put_id(output, "organization_id", "organization",
           output->catalogue->organizations[service->organization].key);
    json_member(&output->json, "name", service->name.in[FRENCH]);
    json_member(&output->json, "description", service->description.in[FRENCH]);
    json_member(&output->json, "status", service->status);
    put_door(output, service, &output->catalogue->doors[number]);
    put_attributes(output, service);
    put_languages(output, service);
    put_own(output, service);
    close_line(output);
}

static void write_all(Output *output)
{
    const Catalogue *catalogue = output->catalogue;
    write_vocabularies(output);
    for (size_t i = 0; i < catalogue->location_count; i++) {
        write_location(output, &catalogue->locations[i]);
    }
    for (size_t i = 0; i < catalogue->organization_count; i++) {
        write_organization(output, &catalogue->organizations[i]);
    }
    for (size_t i = 0; i < catalogue->service_count; i++) {
        write_service(output, i);
    }
}

static void write_twins(const GeneratedDirectory *directory, const char *name)
{
    static const char *const kinds[TWIN_KINDS] = {"renamed", "moved", "split"};
    char path[4096];
    (void)snprintf(path, sizeof path, "%s.twins.csv", name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    (void)fprintf(file, "service,of,how\n");
    for (size_t i = 0; i < directory->twin_count; i++) {
        const GeneratedTwin *twin = &directory->twins[i];
        (void)fprintf(file, "s%u,s%u,%s\n", twin->service, twin->of, kinds[twin->kind]);
    }
    (void)fclose(file);
}

int main(int count, char **values)
{
    int64_t services = 0;
    int64_t seed = 1;
    const bool is_right = (count == 3 || count == 4) &&
                          text_to_integer(text_from(values[1]), &services) && services > 0 &&
                          (count == 3 || text_to_integer(text_from(values[3]), &seed));
    if (!is_right) {
        (void)fprintf(stderr, "generate_directory SERVICES FILE [SEED]\n");
        return 2;
    }
    Arena *arena SCOPED(arena_close) = arena_new((size_t)4 << 20);
    Arena *scratch SCOPED(arena_close) = arena_new(0);
    const GeneratedSize size = {(size_t)services, NEEDS, VOCABULARY, TEXT_WORDS, false};
    const GeneratedDirectory directory = generate_directory(arena, size, (uint64_t)seed);
    Output output = {.catalogue = directory.catalogue,
                     .arena = scratch,
                     .file = fopen(values[2], "w"),
                     .line = buffer_new(arena, LINE_BYTES)};
    if (output.file == NULL) {
        perror(values[2]);
        return 1;
    }
    write_all(&output);
    write_twins(&directory, values[2]);
    return fclose(output.file) == 0 ? 0 : 1;
}
